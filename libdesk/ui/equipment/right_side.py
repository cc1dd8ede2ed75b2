"""Beside the list: an item to be read, or a card in which something is written or chosen."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.equipment.detail_side import DetailSide
from libdesk.ui.equipment.item_form import ItemForm
from libdesk.ui.equipment.many_cards import ManyCard
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.inbox.side_card import SideCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.scroll import scrolling

Written = ItemForm | ManyCard

_BELOW = 72
"""Pixels below a field in which is told what is wrong with it."""


class RightSide(QStackedWidget):
    """Shows one of them.

    Args:
        parts: what an item is shown with.
        look: the theme.

    Attributes:
        detail: the item to be read.
    """

    def __init__(self, parts: EquipmentParts, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._areas: dict[QWidget, QScrollArea] = {}
        self._written: Written | None = None
        self.detail = DetailSide(parts, look)
        self.addWidget(self.detail)

    @property
    def card(self) -> QWidget | None:
        """The card that is shown; None while an item is read."""
        shown = self.currentWidget()
        return next((one for one, area in self._areas.items() if area is shown), None)

    def show_written(self, card: Written) -> None:
        """Show a form until it is left, and put the focus into it."""
        self.show_detail()
        self._written = card
        area = self._show(card)
        card.look_requested.connect(partial(self._look_at, area))
        card.focus_first()

    def show_card(self, card: SideCard) -> None:
        """Show a card that is kept, over what is being written; once more, and it goes."""
        if self.card is card:
            card.closed.emit()
            return
        self._show(card)
        card.take_focus()

    def close_card(self) -> bool:
        """Show what is being written again, or else the item; say whether something is."""
        if self._written is None:
            self.show_detail()
            return False
        self.setCurrentWidget(self._areas[self._written])
        self._written.focus_first()
        return True

    def show_detail(self) -> None:
        """Show the item again; what was written is let go of."""
        self.setCurrentWidget(self.detail)
        gone, self._written = self._written, None
        if gone is not None:
            area = self._areas.pop(gone)
            self.removeWidget(area)
            area.deleteLater()

    def _look_at(self, area: QScrollArea, widget: QWidget) -> None:
        """Bring a field into sight with what is said below it, once that has its place."""
        beside = self._look.px(_BELOW)
        QTimer.singleShot(0, area, partial(area.ensureWidgetVisible, widget, 0, beside))

    def _show(self, card: QWidget) -> QScrollArea:
        if card not in self._areas:
            content = QWidget()
            column = QVBoxLayout(content)
            column.setContentsMargins(0, 0, self._look.px(theme.SMALL), 0)
            column.addWidget(card)
            column.addStretch(1)
            self._areas[card] = scrolling(content)
            self.addWidget(self._areas[card])
        self.setCurrentWidget(self._areas[card])
        return self._areas[card]
