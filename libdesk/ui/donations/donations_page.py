"""The room for donations: what is offered, what waits longest, and one offer whole beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donations import OfferId, OfferState
from libdesk.services.donation_listing import WAITING, found_by, in_order
from libdesk.services.donation_stores import KeptOffer, OfferFilter
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.donations.offer_deeds import Deed, OfferDeeds
from libdesk.ui.donations.offer_forms import DraftKey, OfferForms
from libdesk.ui.donations.offer_reader import OfferReader, OfferShown
from libdesk.ui.donations.offer_side import OfferSide, PhotosOf
from libdesk.ui.donations.offer_words import count_words, state_words
from libdesk.ui.donations.offers_head import OffersHead
from libdesk.ui.donations.offers_table import OffersTable
from libdesk.ui.disposal.leaving_form import Draft
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.undo_bar import UndoBar

_WIDTHS = (600, 520)
_ALL = "all"


@dataclass(frozen=True, slots=True)
class DonationsParts:
    """What the page works with.

    Attributes:
        reader: reads the offers, and all that is shown of one.
        now: the clock.
        who: whoever sits here.
        photos: makes the card of an offer's photos; None for none.
        drafts: what somebody has typed and not kept; outlasts the page.
    """

    reader: OfferReader
    now: Clock
    who: str
    photos: PhotosOf | None = None
    drafts: dict[DraftKey, Draft] = field(default_factory=dict)


class DonationsPage(QWidget):
    """Reads when it is shown; each deed is stored at once, and can be taken back.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        changed: something was stored.
        new_requested: write down a new offer.
        edit_requested: the KeptOffer that somebody wants to change.
        letter_requested: the KeptOffer whose donor gets a letter.
        items_requested: the KeptOffer, and the place of the machine of which items are to be made.
        print_requested: show what can be printed.
        policy_requested: show the policy.
        costs_requested: show the figures of the sum.
        texts_requested: show the texts of the letters.
        year_requested: show the yearly summary.
    """

    changed = Signal()
    new_requested = Signal()
    edit_requested = Signal(object)
    letter_requested = Signal(object)
    items_requested = Signal(object, int)
    print_requested = Signal()
    policy_requested = Signal()
    costs_requested = Signal()
    texts_requested = Signal()
    year_requested = Signal()

    def __init__(self, parts: DonationsParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._all: tuple[KeptOffer, ...] = ()
        self._wanted: OfferId | None = None
        self._state = OfferState.OPEN.value
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
        self._forms.keep_draft()

    def read(self) -> None:
        """Read all offers anew."""
        self._tasks.database(
            partial(self._parts.reader.donations.list, OfferFilter()),
            self._on_read,
            owner=self,
            failed=self._on_trouble,
            key="offers",
        )

    def show_one(self, offer_id: OfferId) -> None:
        """Go to an offer, whatever was looked for before."""
        self._wanted = offer_id
        self._head.clear()
        self.read()

    def offer_undo(self, deed: Deed) -> None:
        """Tell what was done on another page, and offer to take it back."""
        self._deeds.offer(deed)

    def offer(self) -> KeptOffer | None:
        """Return the offer that somebody has before them."""
        shown = self._side.shown
        return shown.kept if shown is not None else None

    def focus_first(self) -> None:
        """Put the hands where the keys work."""
        first = self.table if self._all else self._empty_new
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        edge = px(theme.HUGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        self._head = OffersHead(self._look)
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._trouble = Banner(self._look, "notice", (self._again,))
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(theme.SMALL))
        area = ArrowArea()
        within = QVBoxLayout(area)
        within.setContentsMargins(0, 0, 0, 0)
        self._states = ChipRow(self.tr("Which offers"), (), self._look, role="quiet")
        within.addWidget(self._states)
        self.table = OffersTable(self._look, self._today, self)
        self._nothing = label("", "quiet")
        self._nothing.hide()
        self._sum = label("", "quiet")
        for one in (area, self.table, self._nothing, self._sum):
            inside.addWidget(one, 1 if one is self.table else 0)
        inside.addStretch(0)
        self._side = OfferSide(self._look, self._today, self._parts.photos)
        self._deeds = OfferDeeds(self._parts.reader.donations, self._tasks, self)
        self._forms = OfferForms(
            self._side, self._deeds, self._look, self._today, self._parts.who, self._parts.drafts
        )
        self._panes = Panes(self._look, left, self._side)
        self._panes.setSizes([px(width) for width in _WIDTHS])
        self._empty = self._made_empty()
        self._undo = UndoBar(self._look)
        for part in (self._head, self._trouble, self._empty, self._panes, self._undo):
            column.addWidget(part, 1 if part in (self._panes, self._empty) else 0)

    def _made_empty(self) -> QWidget:
        """Return what stands there while nothing was ever offered: what to do first."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, self._look.px(theme.HUGE), 0, 0)
        column.setSpacing(self._look.px(theme.MEDIUM))
        column.addWidget(label(self.tr("“I’ve brought you my old computer…”"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "Write down what somebody offers, one question at a time; “don’t know” is an "
                    "answer. LibDesk says what your policy says to it, what it would cost you, "
                    "and writes the kind letter."
                ),
                "quiet",
            )
        )
        self._empty_new = Button(self.tr("Write down the first offer  (n)"), "primary")
        self._empty_new.setAccessibleName(self.tr("Write down the first offer"))
        self._empty_policy = Button(self.tr("Choose your policy first"), enter_presses=False)
        for button in (self._empty_new, self._empty_policy):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        whole.hide()
        return whole

    def _connect(self) -> None:
        head, side, deeds = self._head, self._side, self._deeds
        self._again.clicked.connect(self.read)
        head.searched.connect(lambda _: self._show())
        head.new_requested.connect(self.new_requested)
        head.print_requested.connect(self.print_requested)
        head.policy_requested.connect(self.policy_requested)
        head.costs_requested.connect(self.costs_requested)
        head.texts_requested.connect(self.texts_requested)
        head.year_requested.connect(self.year_requested)
        self._empty_new.clicked.connect(self.new_requested)
        self._empty_policy.clicked.connect(self.policy_requested)
        self._states.changed.connect(self._on_state)
        self.table.key_chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.copy_requested.connect(self._on_copy)
        self._panes.left.connect(self.focus_first)
        self._forms.items_requested.connect(self._on_items)
        side.letter_requested.connect(self._on_letter)
        side.edit_requested.connect(lambda: self._with(self.edit_requested.emit))
        side.again_requested.connect(lambda: self._with(deeds.judge_again))
        side.remove_requested.connect(lambda: self._with(deeds.remove))
        side.state_requested.connect(
            lambda state: self._with(lambda kept: deeds.set_state(kept, state))
        )
        deeds.done.connect(self._on_done)
        deeds.taken_back.connect(self._on_taken_back)
        deeds.failed.connect(self._on_trouble)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self.focus_first)
        for keys, act in (
            ("N", self.new_requested.emit),
            ("L", self._on_letter),
            ("/", head.focus_search),
            ("J", partial(self.table.step, 1)),
            ("K", partial(self.table.step, -1)),
            ("U", self._undo.undo),
            ("Ctrl+Z", self._undo.undo),
            ("Ctrl+N", self.new_requested.emit),
            ("Ctrl+P", self.print_requested.emit),
            ("F5", self.read),
            ("Esc", self._on_escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_read(self, offers: tuple[KeptOffer, ...]) -> None:
        self._trouble.say("")
        self._all = in_order(offers)
        wanted = next((one for one in self._all if one.offer.id == self._wanted), None)
        if wanted is not None:
            self._state = wanted.offer.state.value
        is_empty = not self._all
        self._empty.setVisible(is_empty)
        self._panes.setVisible(not is_empty)
        self._head.set_bare(is_bare=is_empty)
        self._show_states()
        self._show()
        if wanted is not None:
            self._panes.open_second()
        if self._is_new and self.isVisible():
            self.focus_first()
        self._is_new = False

    def _show_states(self) -> None:
        counts = {state.value: 0 for state in OfferState}
        for one in self._all:
            counts[one.offer.state.value] += 1
        if not counts.get(self._state, 1):
            waiting = (state.value for state in WAITING if counts[state.value])
            self._state = next(waiting, _ALL)
        choices = [
            (state.value, f"{state_words(state)}  {counts[state.value]}")
            for state in OfferState
            if counts[state.value] or state.value == self._state
        ]
        self._states.set_choices([*choices, (_ALL, f"{self.tr('All')}  {len(self._all)}")])
        self._states.choose([self._state])

    def _show(self) -> None:
        state = self._state
        shown = tuple(one for one in self._all if state in (_ALL, one.offer.state.value))
        # What somebody looks for by its words may be in any state.
        text = self._head.text()
        found = found_by(self._all, text) if text else shown
        wanted, self._wanted = self._wanted, None
        self.table.show_offers(found, wanted)
        self.table.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if text:
            told = self.tr("No offer has these words.")
        else:
            told = self.tr("None is in this state.")
        self._nothing.setText(told)
        self._sum.setText(count_words(found) if found else "")
        self._on_chosen(self.table.key())

    def _on_state(self) -> None:
        self._state = "".join(self._states.chosen()) or self._state
        self._states.choose([self._state])
        self._head.clear()
        self._show()

    def _on_chosen(self, key: int | None) -> None:
        if key is None:
            self._forms.leave()
            self._side.show_offer(None)
            return
        self._tasks.database(
            partial(self._parts.reader.read, OfferId(key)),
            self._on_offer,
            owner=self,
            failed=self._on_trouble,
            key="offer",
        )

    def _on_offer(self, shown: OfferShown) -> None:
        if int(shown.kept.offer.id) == self.table.key():
            self._forms.show_offer(shown)

    def _on_opened(self) -> None:
        self._panes.open_second()
        self._side.take_focus()

    def _on_escape(self) -> None:
        if not self._forms.leave():
            self._head.clear()
            self._panes.close_second()
        self.focus_first()

    def _on_letter(self) -> None:
        self._with(self.letter_requested.emit)

    def _on_items(self, place: int) -> None:
        self._with(lambda kept: self.items_requested.emit(kept, place))

    def _on_copy(self, keys: tuple[int, ...]) -> None:
        QGuiApplication.clipboard().setText("\n".join(map(self.table.line, keys)))

    def _with(self, act: Callable[[KeptOffer], object]) -> None:
        kept = self.offer()
        if kept is not None:
            act(kept)

    def _on_done(self, deed: Deed) -> None:
        self._trouble.say("")
        self._undo.offer(deed, partial(undo_words, deed.words), deed.words)
        self._after(deed.offer)

    def _on_undo(self, deed: Deed) -> None:
        self._undo.forget(deed)
        self._deeds.take_back(deed)

    def _on_taken_back(self, deed: Deed) -> None:
        self._trouble.say("")
        self._after(deed.offer)

    def _after(self, offer_id: OfferId) -> None:
        self._wanted = offer_id
        self.read()
        self.changed.emit()

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)

    def _today(self) -> date:
        return self._parts.now().astimezone().date()
