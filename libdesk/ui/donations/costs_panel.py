"""The figures of what a gift costs, put in by whoever knows what things cost here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donation_costs import Costs
from libdesk.services.donation_cost_texts import CostsTexts, is_as_typed, read_costs
from libdesk.services.donation_costs import CostsRead, DonationCosts
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.donations.costs_card import CostsCard
from libdesk.ui.donations.costs_undo import CostsUndo
from libdesk.ui.item_strings import short_day_words
from libdesk.ui.places.saving import Saving
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus
from libdesk.ui.widgets.undo_bar import UndoBar

_WIDEST = 900
"""Pixels; wider, the words of a row would stand far apart."""


@dataclass(frozen=True, slots=True)
class CostsDraft:
    """What somebody has typed and not saved.

    Attributes:
        texts: what stood in the fields.
        version: of what they began from.
    """

    texts: CostsTexts
    version: int


@dataclass(frozen=True, slots=True)
class CostsParts:
    """What the page works with.

    Attributes:
        costs: the use cases.
        shipped: reads the shipped figures.
        now: the clock.
        drafts: at most one draft; outlasts the page.
    """

    costs: DonationCosts
    shipped: Callable[[], Costs]
    now: Clock
    drafts: list[CostsDraft] = field(default_factory=list)


class CostsPanel(QWidget):
    """Reads when it is shown; what was typed and not saved is there again the next time.

    The way back from the shipped ones is open until anything else is saved.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        left: back to the offers.
        changed: other figures count.
    """

    left = Signal()
    changed = Signal()

    def __init__(self, parts: CostsParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._read: CostsRead | None = None
        self._is_new = True
        self.card = CostsCard(parts.shipped(), lambda: _today(parts.now).isoformat(), look)
        self._saving = Saving(tasks, parts.now, look, self)
        self._build()
        self._undo = CostsUndo(parts.costs, tasks, self._bar, self._on_refused)
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        if self.card.is_dirty:
            self._parts.drafts.clear()  # it was only out of sight: its fields know better
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put aside what was typed and not saved: the page may be gone for good."""
        super().hideEvent(event)
        if self._read is None:
            return  # what was put aside before has not been shown yet
        self._parts.drafts.clear()
        if self.card.is_dirty:
            self._parts.drafts.append(CostsDraft(self.card.texts(), self.card.version))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, also through rows that were added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def read(self) -> None:
        """Read what counts."""
        self._tasks.database(
            self._parts.costs.read, self._on_read, owner=self, failed=self._on_trouble, key="costs"
        )

    def _build(self) -> None:
        px = self._look.px
        self._trouble = Banner(self._look, "notice")
        self._state = label("", "quiet")
        self._back = Button(self.tr("Back to the offers"), enter_presses=False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.setSpacing(px(theme.MEDIUM))
        # The whole and not its parts: how high they are is asked for the width of the whole.
        inside.setMaximumWidth(px(_WIDEST))
        for widget in (self._state, self.card):
            column.addWidget(widget)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = scrolling(inside)
        self._bar = UndoBar(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        whole.addWidget(self._trouble)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._bar)
        self.card.setEnabled(False)

    def _connect(self) -> None:
        self.card.save_requested.connect(self._on_save)
        self.card.back_requested.connect(self._on_shipped)
        self.card.leave_requested.connect(self._on_leave)
        self.card.look_requested.connect(self._area.ensureWidgetVisible)
        self._saving.saved.connect(self._on_saved)
        self._saving.read_requested.connect(self.read)
        self._saving.shown_requested.connect(self._on_shown)
        self._undo.shipped.connect(self._on_put_back)
        self._undo.undone.connect(self._on_undone)
        self._bar.left.connect(self.card.focus_first)
        self._back.clicked.connect(self.left)
        undo = QShortcut(QKeySequence("U"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._bar.undo)

    def _on_read(self, read: CostsRead) -> None:
        self._read = read
        self._trouble.say(
            self.tr(
                "What your library had put in can’t be read: it is damaged, or of a newer "
                "LibDesk. The shipped ones count. Saving anything here takes its place."
            )
            if read.is_damaged
            else ""
        )
        day = short_day_words(read.costs.as_at)
        told = (
            self.tr("Your library’s own, last changed {day}.")
            if read.is_own
            else self.tr("LibDesk’s own default, as of {day}: put in your own.")
        )
        self._state.setText(told.format(day=day))
        self.card.setEnabled(True)
        if not self.card.is_dirty:
            self.card.show_costs(read)
            self._take_draft(read)
        if self._is_new:
            self._is_new = False
            self.card.focus_first()

    def _take_draft(self, read: CostsRead) -> None:
        if not self._parts.drafts:
            return
        draft = self._parts.drafts.pop()
        if is_as_typed(read.costs, draft.texts):
            return  # the page was left while it was being saved
        self.card.show_draft(draft.texts)
        self.card.version = draft.version
        self.card.say(self.tr("What you had typed is here again; it is not saved yet."))

    def _on_save(self) -> None:
        if self._read is None:
            return
        try:
            costs = read_costs(self.card.texts(), self._read.costs, _today(self._parts.now))
        except Refusal as error:
            self.card.set_trouble(error.sentence, error.field)
            return
        self._saving.save(self.card, partial(self._parts.costs.save, costs))

    def _on_leave(self) -> None:
        if self._read is not None:
            self.card.show_costs(self._read)
            self.card.say("")
            self.card.focus_first()
            self.read()  # it may be another by now

    def _on_saved(self) -> None:
        self._undo.forget()
        self.changed.emit()
        self.read()

    def _on_shown(self, then: object) -> None:
        """Show what somebody else has saved, and then what had been typed."""

        def show(read: CostsRead) -> None:
            self._on_read(read)
            if callable(then):
                then()

        self._tasks.database(self._parts.costs.read, show, owner=self, failed=self._on_trouble)

    def _on_shipped(self) -> None:
        if self._read is not None:
            self._undo.put_back_shipped(self._read, self._typed)

    def _typed(self) -> CostsTexts | None:
        return self.card.texts() if self.card.is_dirty else None

    def _on_put_back(self) -> None:
        self.changed.emit()
        self.card.let_go()
        self.read()

    def _on_undone(self, typed: CostsTexts | None, version: int) -> None:
        """Show it with what was being typed then; what was typed since stays as it is."""
        self.changed.emit()
        if self.card.is_dirty:
            self.card.version = version
        elif typed is not None:
            self._parts.drafts.append(CostsDraft(typed, version))
        self.read()

    def _on_refused(self, error: Exception) -> None:
        """Tell why, over what stands in the database by now."""

        def show(read: CostsRead) -> None:
            self._on_read(read)
            self._on_trouble(error)

        self._tasks.database(self._parts.costs.read, show, owner=self, failed=self._on_trouble)

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)


def _today(now: Clock) -> date:
    return now().astimezone().date()
