"""The room for donations: what is offered, what waits longest, and one offer whole beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donations import OfferId
from libdesk.services.donation_items import DonationItems
from libdesk.services.donation_listing import in_order
from libdesk.services.donation_stores import KeptOffer, OfferFilter
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.disposal.leaving_form import Draft
from libdesk.ui.donations.no_offers import NoOffers
from libdesk.ui.donations.offer_deeds import Deed, OfferDeeds
from libdesk.ui.donations.offer_forms import DraftKey, OfferForms
from libdesk.ui.donations.offer_reader import OfferReader, OfferShown
from libdesk.ui.donations.offer_side import OfferSide, PhotosOf
from libdesk.ui.donations.offers_head import OffersHead
from libdesk.ui.donations.offers_list import OffersList
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.undo_bar import UndoBar

_WIDTHS = (600, 520)


@dataclass(frozen=True, slots=True)
class DonationsParts:
    """What the page works with.

    Attributes:
        reader: reads the offers, and all that is shown of one.
        now: the clock.
        who: whoever sits here.
        items: makes items of what was accepted.
        branches: returns branch codes and names; asked on the database's thread.
        photos: makes the card of an offer's photos; None for none.
        drafts: what somebody has typed and not kept; outlasts the page.
    """

    reader: OfferReader
    now: Clock
    who: str
    items: DonationItems
    branches: Callable[[], Mapping[str, str]]
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
        print_requested: show what can be printed.
        policy_requested: show the policy.
        costs_requested: show the figures of the sum.
    """

    changed = Signal()
    new_requested = Signal()
    edit_requested = Signal(object)
    letter_requested = Signal(object)
    print_requested = Signal()
    policy_requested = Signal()
    costs_requested = Signal()

    def __init__(self, parts: DonationsParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._wanted: OfferId | None = None
        self._is_new = True
        self._build()
        self._connect()
        self._add_keys()

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
        parts = self._parts
        self._tasks.database(
            lambda: (parts.reader.donations.list(OfferFilter()), parts.branches()),
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
        """Tell what was done, here or on another page, and offer to take it back."""
        self._trouble.say("")
        self._undo.offer(deed, partial(undo_words, deed.words), deed.words)
        self._after(deed)

    def offer(self) -> KeptOffer | None:
        """Return the offer that somebody has before them."""
        shown = self._side.shown
        return shown.kept if shown is not None else None

    def focus_first(self) -> None:
        """Put the hands where the keys work."""
        if self._panes.isHidden():
            self._empty.focus_first()
        else:
            self._list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        look, parts = self._look, self._parts
        edge = look.px(theme.HUGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.MEDIUM))
        today = partial(_today, parts.now)
        self._head = OffersHead(look)
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._trouble = Banner(look, "notice", (self._again,))
        self._empty = NoOffers(look)
        self._empty.hide()
        self._list = OffersList(look, today)
        self._side = OfferSide(look, today, parts.photos)
        self._deeds = OfferDeeds(parts.reader.donations, parts.items, self._tasks, self)
        self._forms = OfferForms(self._side, self._deeds, look, today, parts.who, parts.drafts)
        self._panes = Panes(look, self._list, self._side)
        self._panes.setSizes([look.px(width) for width in _WIDTHS])
        self._undo = UndoBar(look)
        for part in (self._head, self._trouble, self._empty, self._panes, self._undo):
            column.addWidget(part, 1 if part in (self._panes, self._empty) else 0)

    def _connect(self) -> None:
        head, side, deeds = self._head, self._side, self._deeds
        self._again.clicked.connect(self.read)
        head.searched.connect(self._list.search)
        head.new_requested.connect(self.new_requested)
        head.print_requested.connect(self.print_requested)
        for part in (head, self._empty):
            part.policy_requested.connect(self.policy_requested)
        head.costs_requested.connect(self.costs_requested)
        self._empty.new_requested.connect(self.new_requested)
        self._list.key_chosen.connect(self._on_chosen)
        self._list.opened.connect(self._on_opened)
        self._list.state_chosen.connect(head.clear)
        self._panes.left.connect(self.focus_first)
        side.letter_requested.connect(lambda: self._with(self.letter_requested.emit))
        side.edit_requested.connect(lambda: self._with(self.edit_requested.emit))
        side.again_requested.connect(lambda: self._with(deeds.judge_again))
        side.remove_requested.connect(lambda: self._with(deeds.remove))
        side.state_requested.connect(
            lambda state: self._with(lambda kept: deeds.set_state(kept, state))
        )
        deeds.done.connect(self.offer_undo)
        deeds.taken_back.connect(self._after)
        deeds.failed.connect(self._on_trouble)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self.focus_first)

    def _add_keys(self) -> None:
        for keys, act in (
            ("N", self.new_requested.emit),
            ("Ctrl+N", self.new_requested.emit),
            ("L", lambda: self._with(self.letter_requested.emit)),
            ("/", self._head.focus_search),
            ("J", partial(self._list.table.step, 1)),
            ("K", partial(self._list.table.step, -1)),
            ("U", self._undo.undo),
            ("Ctrl+Z", self._undo.undo),
            ("Ctrl+P", self.print_requested.emit),
            ("F5", self.read),
            ("Esc", self._on_escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_read(self, read: tuple[tuple[KeptOffer, ...], Mapping[str, str]]) -> None:
        offers, self._forms.branches = read
        self._trouble.say("")
        wanted, self._wanted = self._wanted, None
        self._empty.setVisible(not offers)
        self._panes.setVisible(bool(offers))
        self._head.set_bare(is_bare=not offers)
        self._list.show_offers(in_order(offers), wanted)
        if wanted is not None:
            self._panes.open_second()
        if self._is_new and self.isVisible():
            self.focus_first()
        self._is_new = False

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
        if shown.kept.offer.id == self._list.key():
            self._forms.show_offer(shown)

    def _on_opened(self) -> None:
        self._panes.open_second()
        self._side.take_focus()

    def _on_escape(self) -> None:
        if not self._forms.leave():
            self._head.clear()
            self._panes.close_second()
            self.focus_first()

    def _with(self, act: Callable[[KeptOffer], object]) -> None:
        kept = self.offer()
        if kept is not None:
            act(kept)

    def _on_undo(self, deed: Deed) -> None:
        self._undo.forget(deed)
        self._deeds.take_back(deed)

    def _after(self, deed: Deed) -> None:
        self._wanted = deed.offer
        self.read()
        self.changed.emit()

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)


def _today(now: Clock) -> date:
    return now().astimezone().date()
