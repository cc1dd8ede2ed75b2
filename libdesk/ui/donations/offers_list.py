"""The left half: which offers are shown, by their state or by words, and the table of them."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donations import OfferId, OfferState
from libdesk.services.donation_listing import WAITING, found_by
from libdesk.services.donation_stores import KeptOffer
from libdesk.ui import theme
from libdesk.ui.donations.offer_words import count_words
from libdesk.ui.donations.offers_table import OffersTable
from libdesk.ui.donations.wording import state_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label

_ALL = "all"


class OffersList(QWidget):
    """Open offers first; whoever looks for words looks through all of them.

    Args:
        look: the theme.
        today: tells the reader's day.

    Signals:
        key_chosen: the id of the offer to show; None where there is none.
        opened: somebody wants to go into it.
        state_chosen: another state is looked at.
    """

    key_chosen = Signal(object)
    opened = Signal()
    state_chosen = Signal()

    def __init__(self, look: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._all: Sequence[KeptOffer] = ()
        self._text = ""
        self._state = OfferState.OPEN.value
        area = ArrowArea()
        within = QVBoxLayout(area)
        within.setContentsMargins(0, 0, 0, 0)
        self._states = ChipRow(self.tr("Which offers"), (), look, role="quiet")
        within.addWidget(self._states)
        self.table = OffersTable(look, today, self)
        self._nothing = label("", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.hide()
        self._sum = label("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        for one in (area, self.table, self._nothing, self._sum):
            column.addWidget(one, 1 if one in (self.table, self._nothing) else 0)
        self._states.changed.connect(self._on_state)
        self.table.key_chosen.connect(self.key_chosen)
        self.table.opened.connect(self.opened)
        self.table.copy_requested.connect(self._on_copy)

    def show_offers(self, offers: Sequence[KeptOffer], wanted: OfferId | None = None) -> None:
        """Show offers; the current one stays the current one, as long as it is there.

        Args:
            offers: all of them, in their order.
            wanted: another one to go to, whatever its state.
        """
        self._all = offers
        states = {one.offer.id: one.offer.state.value for one in offers}
        if wanted in states and self._state not in (_ALL, states[wanted]):
            self._state = states[wanted]
        self._show_states()
        self._show(wanted)

    def search(self, text: str) -> None:
        """Show those in which these words stand; "" shows those in the chosen state again."""
        self._text = text
        self._show()

    def key(self) -> int | None:
        """Return the id of the current offer."""
        return self.table.key()

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
            if counts[state.value]
        ]
        self._states.set_choices([*choices, (_ALL, f"{self.tr('All')}  {len(self._all)}")])
        self._states.choose([self._state])

    def _show(self, wanted: OfferId | None = None) -> None:
        state, text = self._state, self._text
        if text:
            # What somebody looks for by its words may be in any state.
            found = found_by(self._all, text)
        else:
            found = tuple(one for one in self._all if state in (_ALL, one.offer.state.value))
        before = self.table.key()
        self.table.show_offers(found, wanted)
        self.table.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._nothing.setText(self.tr("No offer has these words.") if text else "")
        self._sum.setText(count_words(found) if found else "")
        if self.table.key() == before:
            # It may be another version of the same.
            self.key_chosen.emit(before)

    def _on_state(self) -> None:
        self._state = "".join(self._states.chosen()) or self._state
        self._states.choose([self._state])
        self.state_chosen.emit()
        self._show()

    def _on_copy(self, keys: tuple[int, ...]) -> None:
        QGuiApplication.clipboard().setText("\n".join(map(self.table.line, keys)))
