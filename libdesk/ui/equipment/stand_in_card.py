"""A card above a record: what stands in for the item, and what can be done about it."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.domain.records import ItemId
from libdesk.domain.stand_ins import Swapped
from libdesk.ui import theme
from libdesk.ui.equipment.swap_words import show_words, standing_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label, plain_tip
from libdesk.ui.widgets.layouts import FlowLayout


class StandInCard(QFrame):
    """Shows one stand-in, as one of its two items is read.

    Args:
        swapped: the stand-in.
        item: which of the two is read.
        today: the reader's day.
        look: the theme.

    Signals:
        back_requested: the item is back.
        keep_requested: what stands in stays for good.
        open_requested: the id of the other item, to be read.
    """

    back_requested = Signal()
    keep_requested = Signal()
    open_requested = Signal(int)

    def __init__(self, swapped: Swapped, item: ItemId, today: date, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Stand-in"))
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(label(standing_words(swapped, item, today), "strong", selectable=True))
        other = swapped.spare if swapped.away.id == item else swapped.away
        back = Button(self.tr("Swap back"), enter_presses=False)
        keep = Button(self.tr("It stays for good"), "link", enter_presses=False)
        kept = self.tr("{label} keeps the place").format(label=swapped.spare.tag)
        keep.setToolTip(plain_tip(kept))
        show = Button(show_words(other), "link", enter_presses=False)
        flow = FlowLayout(look.px(theme.SMALL))
        for button in (back, keep, show):
            flow.addWidget(button)
        column.addLayout(flow)
        back.clicked.connect(self.back_requested)
        keep.clicked.connect(self.keep_requested)
        show.clicked.connect(partial(self.open_requested.emit, other.id))
