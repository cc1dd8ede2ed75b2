"""Wiping and disposal: what stands at each step, and the next thing to do for what is chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.disposal import Leaving, Step
from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.domain.wiping import WipingRules
from libdesk.services.disposals import JULY, Disposals, Overview
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.disposal.disposal_deeds import DisposalDeeds
from libdesk.ui.disposal.leaving_form import Draft
from libdesk.ui.disposal.leaving_list import LeavingList
from libdesk.ui.disposal.leaving_side import DraftKey, LeavingSide
from libdesk.ui.disposal.wording import (
    DOT,
    nothing_words,
    step_words,
    things_words,
)
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.item_strings import money_words, short_day_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.undo_bar import UndoBar

_WIDTHS = (460, 560)
_USUAL = (Step.WIPE, Step.READY, Step.CERTIFICATE)
"""Steps at which something is to be done; the first that holds something is shown."""

_IN_ORDER = (Step.SERVES, *(step for step in Step if step is not Step.SERVES))
"""The steps as they are gone through; what still serves is declared surplus first."""

_PROPOSED = (Step.WIPE, Step.READY, Step.LOCKED)
"""Steps of what a board may be asked about: some boards want to be asked before the wiping."""


@dataclass(frozen=True, slots=True)
class DisposalParts:
    """What the page works with.

    Attributes:
        disposals: the use cases.
        undo: takes a change set back.
        rules: what is known of wiping.
        branches: returns branch codes and names; asked on the database's thread.
        now: the clock.
        who: who does it here.
        drafts: what somebody has typed and not kept; outlasts the page.
        month: returns the month in which the budget year begins.
    """

    disposals: Disposals
    undo: Callable[[ChangeId], object]
    rules: WipingRules
    branches: Callable[[], Mapping[str, str]]
    now: Clock
    who: str
    drafts: dict[DraftKey, Draft] = field(default_factory=dict)
    month: Callable[[], int] = lambda: JULY


class _Seen(QWidget):
    """Tells when it is seen: in a narrow window the steps give way with the list."""

    seen = Signal(bool)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell it."""
        super().showEvent(event)
        self.seen.emit(True)  # noqa: FBT003 - a signal's argument

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell it."""
        super().hideEvent(event)
        self.seen.emit(False)  # noqa: FBT003 - a signal's argument


class DisposalPanel(QWidget):
    """Reads when it is shown; each deed can be taken back.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.
        items: what to show, whatever step it is at; none for what is to be done first.

    Signals:
        changed: items were changed.
        open_requested: the label of an item whose record is to be shown.
        certificate_requested: the id of an item whose certificate is to be printed.
        proposal_requested: print the proposal for the board, of these items (a tuple of ItemId).
        list_requested: print what left.
        bands_requested: show by which values the proposal says who decides.
    """

    changed = Signal()
    open_requested = Signal(str)
    certificate_requested = Signal(int)
    proposal_requested = Signal(object)
    list_requested = Signal()
    bands_requested = Signal()

    def __init__(
        self, parts: DisposalParts, tasks: Tasks, look: Theme, items: Sequence[ItemId] = ()
    ) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._asked = tuple(items)
        self._wanted = tuple(items)
        self._step: Step | None = None
        self._overview: Overview | None = None
        self._extra: tuple[Leaving, ...] = ()
        self._branches: Mapping[str, str] = {}
        self._is_new = True
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put aside what was typed and not kept: the page may be gone for good."""
        super().hideEvent(event)
        self._side.keep_draft()

    def read(self) -> None:
        """Read all of it anew."""
        parts, asked, month = self._parts, self._asked, self._parts.month()
        self._tasks.database(
            lambda: (parts.branches(), parts.disposals.overview(month), parts.disposals.of(asked)),
            self._on_read,
            owner=self,
            failed=self._on_trouble,
            key="disposal",
        )

    def _build(self) -> None:
        px = self._look.px
        self._trouble = Banner(self._look, "notice")
        area = ArrowArea()
        inside = QVBoxLayout(area)
        inside.setContentsMargins(0, 0, 0, 0)
        self._steps = ChipRow(self.tr("How far things are"), (), self._look, role="quiet")
        inside.addWidget(self._steps)
        self._list = LeavingList(self._look)
        self._nothing = label(nothing_words(), "quiet")
        self._sum = label("", "quiet")
        self._proposal = Button(self.tr("Print the proposal for the board…"), enter_presses=False)
        self._bands = Button(self.tr("Who decides…"), enter_presses=False)
        self._left = Button(self.tr("Print what left…"), enter_presses=False)
        left = _Seen()
        left.seen.connect(area.setVisible)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        for one in (self._nothing, self._list, self._sum):
            column.addWidget(one, 1 if one is self._list else 0)
        prints = FlowLayout(px(theme.SMALL))
        for button in (self._proposal, self._bands, self._left):
            prints.addWidget(button)
        column.addLayout(prints)
        self._side = LeavingSide(
            self._parts.rules, self._parts.who, self._look, self._today, self._parts.drafts
        )
        parts = self._parts
        self._deeds = DisposalDeeds(parts.disposals, parts.undo, self._tasks, self._side)
        self._panes = Panes(self._look, left, self._side)
        self._panes.setSizes([px(width) for width in _WIDTHS])
        self._undo = UndoBar(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        for part in (self._trouble, area, self._panes, self._undo):
            whole.addWidget(part, 1 if part is self._panes else 0)

    def _connect(self) -> None:
        self._steps.changed.connect(self._on_step)
        self._list.picked.connect(self._side.show_things)
        self._list.opened.connect(self._on_opened)
        self._panes.left.connect(self.focus_first)
        self._deeds.done.connect(self._on_done)
        self._deeds.taken_back.connect(self._on_taken_back)
        self._deeds.failed.connect(self._on_trouble)
        self._side.open_requested.connect(
            lambda: self.open_requested.emit(self._side.things[0].record.tag)
        )
        self._side.certificate_requested.connect(
            lambda: self.certificate_requested.emit(self._side.things[0].record.id)
        )
        self._proposal.clicked.connect(self._on_proposal)
        self._bands.clicked.connect(self.bands_requested)
        self._left.clicked.connect(self.list_requested)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self.focus_first)
        for keys, act in (
            ("J", partial(self._walk, 1)),
            ("K", partial(self._walk, -1)),
            ("U", self._undo.undo),
            ("Ctrl+Z", self._undo.undo),
            ("F5", self.read),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, read: tuple[Mapping[str, str], Overview, tuple[Leaving, ...]]) -> None:
        self._trouble.say("")
        self._branches, self._overview, asked = read
        listed = {one.record.id for one in self._overview.leaving}
        self._extra = tuple(one for one in asked if one.record.id not in listed)
        wanted, self._wanted = self._wanted, ()
        if wanted:
            found = {one.record.id: one.step for one in (*asked, *self._overview.leaving)}
            self._step = next((found[one] for one in wanted if one in found), self._step)
        self._show_steps()
        self._show_list(wanted)
        if wanted:
            self._on_opened()
        elif self._is_new:
            self.focus_first()
        self._is_new = False

    def _show_steps(self) -> None:
        counts = {step: len(self._at(step)) for step in Step}
        shown = [step for step in _IN_ORDER if counts[step]]
        if self._step not in shown:
            first = (step for step in (*_USUAL, *Step) if counts[step])
            self._step = next(first, None)
        self._steps.setVisible(bool(shown))
        self._steps.set_choices(
            [(step.value, f"{step_words(step)}  {counts[step]}") for step in shown]
        )
        self._steps.choose([self._step.value] if self._step is not None else [])

    def _show_list(self, wanted: Sequence[ItemId] = ()) -> None:
        things = self._at(self._step) if self._step is not None else ()
        self._nothing.setVisible(not things)
        self._list.setVisible(bool(things))
        self._list.show_things(things, self._branches, wanted)
        overview = self._overview
        for button in (self._proposal, self._bands):
            button.setVisible(self._step in _PROPOSED)
        is_gone = overview is not None and self._step in (Step.GONE, Step.CERTIFICATE)
        self._left.setVisible(is_gone)
        self._sum.setVisible(is_gone)
        if overview is not None and is_gone:
            # A certificate may be awaited for what went the year before.
            went = (one.departure for one in self._at(Step.GONE) + self._at(Step.CERTIFICATE))
            new = [one for one in went if one is not None and one.on >= overview.since]
            count = things_words(len(new))
            told = self.tr("{what} gone since {day}")
            told = told.format(what=count, day=short_day_words(overview.since))
            income = " + ".join(map(money_words, overview.income))
            came = self.tr("came in: {sum}").format(sum=income) if income else ""
            self._sum.setText(DOT.join(filter(None, (told, came))))

    def _at(self, step: Step) -> tuple[Leaving, ...]:
        extra = tuple(one for one in self._extra if one.step is step)
        return (*extra, *(self._overview.of(step) if self._overview is not None else ()))

    def _on_step(self) -> None:
        chosen = "".join(self._steps.chosen())
        if chosen:
            self._step = Step(chosen)
        elif self._step is not None:
            self._steps.choose([self._step.value])
        self._show_list()

    def _walk(self, by: int) -> None:
        row = self._list.currentRow() + by
        if 0 <= row < self._list.count():
            self._list.setCurrentRow(row)

    def _on_opened(self) -> None:
        self._panes.open_second()
        self._side.take_focus()

    def _on_proposal(self) -> None:
        chosen = self._side.things
        ready = self._at(Step.READY) or self._at(Step.LOCKED)
        these = self._at(Step.WIPE) if self._step is Step.WIPE else ready
        things = chosen if len(chosen) > 1 else these
        self.proposal_requested.emit(tuple(one.record.id for one in things))

    def _on_done(self, done: object, told: str) -> None:
        self._undo.offer(done, partial(undo_words, told), told)
        self._panes.close_second()
        self.focus_first()
        self._on_taken_back()

    def _on_undo(self, done: object) -> None:
        self._undo.forget(done)
        self._deeds.take_back(done)

    def _on_taken_back(self) -> None:
        self.read()
        self.changed.emit()

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)

    def _today(self) -> date:
        return self._parts.now().astimezone().date()
