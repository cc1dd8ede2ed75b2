"""Beside the list: one offer whole, from whom it is to what became of each of its machines."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from libdesk.domain.donations import OfferId, OfferState
from libdesk.ui import theme
from libdesk.ui.donations.letters_card import LettersCard
from libdesk.ui.donations.machine_card import MachineCard
from libdesk.ui.donations.offer_reader import OfferShown
from libdesk.ui.donations.offer_words import donor_words, offered_words
from libdesk.ui.donations.wording import DOT
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

PhotosOf = Callable[[OfferId], QWidget]
"""Makes the card with the photos of an offer."""


class OfferSide(QWidget):
    """A column; its parts are made anew for another offer, or another version of it.

    Args:
        look: the theme.
        today: tells the reader's day.
        photos: makes the card of photos; None for no photos.

    Attributes:
        shown: what is shown; None for nothing.
        cards: of the machines.

    Signals:
        letter_requested: write to the donor.
        edit_requested: change what is known, or add to it.
        again_requested: judge by today's policy.
        state_requested: an OfferState in which the offer is to be.
        remove_requested: take it out.
        override_requested: a MachineCard whose verdict somebody wants otherwise.
        take_back_requested: a MachineCard whose override is to go.
        outcome_requested: a MachineCard of which somebody says what became of it.
        items_requested: a MachineCard of which items are to be made.
    """

    letter_requested = Signal()
    edit_requested = Signal()
    again_requested = Signal()
    state_requested = Signal(object)
    remove_requested = Signal()
    override_requested = Signal(object)
    take_back_requested = Signal(object)
    outcome_requested = Signal(object)
    items_requested = Signal(object)

    def __init__(
        self, look: Theme, today: Callable[[], date], photos: PhotosOf | None = None
    ) -> None:
        super().__init__()
        self._look = look
        self._today = today
        self._photos = photos
        self._photos_card: QWidget | None = None
        self.shown: OfferShown | None = None
        self.cards: list[MachineCard] = []
        self._made: list[QWidget] = []
        self._build()

    def show_offer(self, shown: OfferShown | None) -> None:
        """Show an offer, from its beginning where it is another one."""
        before = self.shown.kept.offer.id if self.shown is not None else None
        self.shown = shown
        self._content.setVisible(shown is not None)
        at = self._area.verticalScrollBar().value()
        self._clear()
        if shown is None:
            return
        offer, donor = shown.kept.offer, shown.kept.offer.donor
        self._name.setText(f"{offer.number}  {donor_words(offer)}")
        self._facts.setText(offered_words(offer, self._today()))
        contact = (donor.name if donor.organization else "", donor.phone, donor.mail)
        self._set(self._contact, DOT.join(filter(None, contact)))
        self._set(self._address, donor.address)
        self._set(self._notes, offer.notes)
        self._show_policy(shown)
        self._show_buttons(offer.state)
        for one in shown.machines:
            self._add_machine(MachineCard(one, shown, self._look))
        if shown.kept.letters:
            self._add(LettersCard(shown.kept.letters, self._look))
        if self._photos is not None and (self._photos_card is None or before != offer.id):
            self._replace_photos(self._photos(offer.id))
        if before == offer.id:
            self._area.verticalScrollBar().setValue(at)
        else:
            self._area.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        if self.shown is not None:
            self._letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_at(self, widget: QWidget) -> None:
        """Bring something into sight."""
        self._area.ensureWidgetVisible(widget)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, also through what was added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self) -> None:
        px = self._look.px
        self._name = label("", "title", selectable=True)
        self._facts = label("", "quiet", selectable=True)
        self._contact = label("", selectable=True)
        self._address = label("", selectable=True)
        self._notes = label("", selectable=True)
        self._again = Button(self.tr("Judge again by today’s policy"), enter_presses=False)
        self._policy = Banner(self._look, "notice", (self._again,))
        self._letter = Button(self.tr("Letter…  (l)"), "primary", enter_presses=False)
        self._letter.setAccessibleName(self.tr("Letter"))
        self._edit = Button(self.tr("Change what is known…"), enter_presses=False)
        self._withdraw = Button(self.tr("The donor withdrew it"), enter_presses=False)
        self._done = Button(self.tr("All done"), enter_presses=False)
        self._done.setToolTip(self.tr("Every machine has gone its way."))
        self._open = Button(self.tr("Open again"), enter_presses=False)
        self._remove = Button(self.tr("Remove"), "link", enter_presses=False)
        ways = QWidget()
        flow = FlowLayout(px(theme.SMALL))
        ways.setLayout(flow)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, px(theme.SMALL), px(theme.LARGE))
        self._column.setSpacing(px(theme.MEDIUM))
        for button in (
            self._letter, self._edit, self._withdraw, self._done, self._open, self._remove,
        ):  # fmt: skip
            flow.addWidget(button)
        for one in (
            self._name, self._facts, self._contact, self._address, self._policy, ways, self._notes,
        ):  # fmt: skip
            self._column.addWidget(one)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(self._content)
        whole.addWidget(self._area)
        self._letter.clicked.connect(self.letter_requested)
        self._edit.clicked.connect(self.edit_requested)
        self._again.clicked.connect(self.again_requested)
        self._remove.clicked.connect(self.remove_requested)
        for button, state in (
            (self._withdraw, OfferState.WITHDRAWN),
            (self._done, OfferState.DONE),
            (self._open, OfferState.OPEN),
        ):
            button.clicked.connect(partial(self.state_requested.emit, state))
        self._content.hide()

    def _show_policy(self, shown: OfferShown) -> None:
        offer = shown.kept.offer
        if offer.state in (OfferState.DONE, OfferState.WITHDRAWN) or not shown.is_by_older_policy:
            self._policy.say("")
            return
        told = self.tr(
            "The policy has changed since: this was judged by version {old}, and version {new} "
            "holds today."
        )
        self._policy.say(told.format(old=offer.policy, new=shown.newest))

    def _show_buttons(self, state: OfferState) -> None:
        is_over = state in (OfferState.DONE, OfferState.WITHDRAWN)
        self._withdraw.setVisible(not is_over)
        self._edit.setVisible(not is_over)
        self._done.setVisible(state is OfferState.ANSWERED)
        self._open.setVisible(state is not OfferState.OPEN)

    def _add_machine(self, card: MachineCard) -> None:
        card.override_requested.connect(partial(self.override_requested.emit, card))
        card.take_back_requested.connect(partial(self.take_back_requested.emit, card))
        card.outcome_requested.connect(partial(self.outcome_requested.emit, card))
        card.items_requested.connect(partial(self.items_requested.emit, card))
        self.cards.append(card)
        self._add(card)

    def _add(self, widget: QWidget) -> None:
        end = self._column.count() - 1 - (self._photos_card is not None)
        self._column.insertWidget(end, widget)
        self._made.append(widget)
        widget.show()

    def _replace_photos(self, card: QWidget) -> None:
        gone, self._photos_card = self._photos_card, None
        if gone is not None:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._column.insertWidget(self._column.count() - 1, card)
        self._photos_card = card
        card.show()

    def _clear(self) -> None:
        made, self._made, self.cards = self._made, [], []
        for widget in made:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _set(self, told: QLabel, words: str) -> None:
        told.setText(words)
        told.setVisible(bool(words))
