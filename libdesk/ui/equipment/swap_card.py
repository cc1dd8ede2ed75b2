"""A card beside the list: which spare takes an item's place; one press, and it does."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.records import ItemId, Record
from libdesk.domain.stand_ins import AWAY
from libdesk.domain.statuses import Status
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.swap_words import named, spare_words
from libdesk.ui.inbox.side_card import SideCard
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.item_strings import item_status_words
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button, WideButton
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.refilling import refill

_NOTHING: Mapping[ItemId, str] = MappingProxyType({})

MOST = 12
"""Spares that are offered: with more nobody finds the best one."""


class SwapCard(SideCard):
    """Offers the spares, the likeliest first.

    Args:
        look: the theme.

    Signals:
        chosen: the id of the spare that is to stand in.
    """

    chosen = Signal(int)

    def __init__(self, look: Theme) -> None:
        super().__init__(look, self.tr("Which spare takes its place?"))
        self._look = look
        self._item: ItemId | None = None
        self._about = label("", selectable=True)
        ways = [(one.value, item_status_words(one)) for one in AWAY]
        self._goes = ChipRow(self.tr("Meanwhile it is"), ways, look)
        self._spares = QVBoxLayout()
        self._spares.setSpacing(look.px(theme.TINY))
        self._more = label("", "quiet")
        self._buttons: list[WideButton] = []
        self._close = Button(self.tr("Close"), enter_presses=False)
        self.inside.addWidget(self._about)
        self.inside.addWidget(self._goes)
        self.inside.addLayout(self._spares)
        self.inside.addWidget(self._more)
        self.inside.addWidget(self._close)
        self._close.clicked.connect(self.closed)

    @property
    def item(self) -> ItemId | None:
        """The item that goes away; None before one was offered a spare."""
        return self._item

    @property
    def goes(self) -> Status:
        """What it becomes."""
        return next((one for one in AWAY if one.value in self._goes.chosen()), AWAY[0])

    def offer(
        self,
        item: Record,
        spares: Sequence[Record],
        overview: Overview,
        booked: Mapping[ItemId, str] = _NOTHING,
    ) -> None:
        """Offer these spares for an item, in their order.

        Args:
            item: what goes away.
            spares: what could take its place.
            overview: names the branches.
            booked: of those that are booked soon, by whom and for when.
        """
        self._item = item.id
        self._about.setText(named(item))
        self._goes.choose([(item.status if item.status in AWAY else AWAY[0]).value])
        self._buttons = [
            self._button(one, overview, booked.get(one.id, "")) for one in spares[:MOST]
        ]
        told: list[QWidget] = [*self._buttons]
        if not told:
            told = [label(self.tr("Nothing like it is a spare now."), "quiet")]
        refill(self._spares, told)
        left = len(spares) - MOST
        one = self.tr("1 more is in the list: show only what is a spare.")
        many = self.tr("{count} more are in the list: show only what is a spare.")
        self._more.setText(counted(left, one, many))
        self._more.setVisible(left > 0)

    def first(self) -> QWidget:
        """Return the likeliest spare."""
        return self._buttons[0] if self._buttons else self._close

    def _button(self, spare: Record, overview: Overview, booked: str) -> WideButton:
        words = spare_words(spare, overview)
        button = WideButton(f"{words}{DOT}{booked}" if booked else words, self._look)
        button.setAccessibleDescription(self.tr("It stands in from now on; this can be undone"))
        button.clicked.connect(partial(self.chosen.emit, spare.id))
        return button
