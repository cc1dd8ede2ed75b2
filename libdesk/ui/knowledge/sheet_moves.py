"""What can be done with the sheet that is shown: print, change, review, put back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from libdesk.services.knowledge import Chosen
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.layouts import FlowLayout


class SheetMoves(QWidget):
    """A row of buttons.

    Args:
        look: the theme.

    Signals:
        print_requested: show the paper.
        change_requested: write it anew.
        reviewed: somebody has read it and found it right.
        put_back_requested: back to the shipped text; a library's own sheet is removed.
    """

    print_requested = Signal()
    change_requested = Signal()
    reviewed = Signal()
    put_back_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._print = Button(self.tr("Print…"), "primary", enter_presses=False)
        self._print.setToolTip(self.tr("Ctrl+P"))
        self.change = Button(self.tr("Change…"), enter_presses=False)
        self._reviewed = Button(self.tr("Reviewed today"), enter_presses=False)
        self._back = Button("", enter_presses=False)
        flow = FlowLayout(look.px(theme.SMALL), self)
        for button in (self._print, self.change, self._reviewed, self._back):
            flow.addWidget(button)
        self._print.clicked.connect(self.print_requested)
        self.change.clicked.connect(self.change_requested)
        self._reviewed.clicked.connect(self.reviewed)
        self._back.clicked.connect(self.put_back_requested)

    def show_chosen(self, chosen: Chosen) -> None:
        """Offer what can be done with this one."""
        is_shipped = chosen.is_shipped
        words = self.tr("Back to the shipped text") if is_shipped else self.tr("Remove this sheet")
        self._back.set_words(words)
        if not chosen.is_changed and self._back.hasFocus():
            self.change.setFocus()  # a button that goes hands the focus on, to somewhere else
        self._back.setVisible(chosen.is_changed)
