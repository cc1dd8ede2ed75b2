"""What stands above a running count: what it is called, and what can be done with the whole."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.stocktake import Stocktake
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.stocktake.wording import DOT, days_words, places_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

_NARROW = 900


class CountHead(QWidget):
    """Its name, and its buttons.

    Args:
        look: the theme.

    Signals:
        left: back to the list of counts.
        paste_requested: count a list that was scanned elsewhere.
        print_requested: the tick-list.
        test_requested: the scanner test.
        pause_requested: pause the count.
        finish_requested: finish it.
    """

    left = Signal()
    paste_requested = Signal()
    print_requested = Signal()
    test_requested = Signal()
    pause_requested = Signal()
    finish_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        px = look.px
        beside = Beside(look, theme.MEDIUM, _NARROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(beside)
        named = QVBoxLayout()
        named.setSpacing(px(theme.TINY))
        self._title = label("", "heading")
        self._about = label("", "quiet")
        named.addWidget(self._title)
        named.addWidget(self._about)
        beside.row.addLayout(named, 1)
        whole = QHBoxLayout()
        flow = FlowLayout(px(theme.SMALL))
        whole.addLayout(flow, 1)
        beside.row.addLayout(whole, 2)
        for words, told in (
            (self.tr("Paste a list…"), self.paste_requested),
            (self.tr("Print a tick-list…"), self.print_requested),
            (self.tr("Test the scanner…"), self.test_requested),
            (self.tr("All counts"), self.left),
            (self.tr("Pause"), self.pause_requested),
        ):
            button = Button(words, enter_presses=False)
            button.clicked.connect(told)
            flow.addWidget(button)
        self._finish = Button(self.tr("Finish"), "primary", enter_presses=False)
        self._finish.clicked.connect(self.finish_requested)
        flow.addWidget(self._finish)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_count(self, stocktake: Stocktake, overview: Overview) -> None:
        """Show which count it is."""
        self._title.setText(stocktake.title)
        told = (days_words(stocktake), places_words(stocktake, overview), stocktake.note)
        self._about.setText(DOT.join(filter(None, told)))
