"""Beside the list: what can be done with a sheet, what was done, and the sheet itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.services.knowledge import Chosen
from libdesk.ui import theme
from libdesk.ui.knowledge.sheet_moves import SheetMoves
from libdesk.ui.knowledge.sheet_reading import SheetReading
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling

WIDEST = 760


class ReadingSide(QWidget):
    """Shows one sheet, or says that one can be chosen.

    Args:
        look: the theme.
        tasks: the threads, for pictures.

    Signals:
        go_on_requested: go on with what was put aside half written.
        forget_requested: throw that away.

    Attributes:
        moves: the buttons.
    """

    go_on_requested = Signal()
    forget_requested = Signal()

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._undo_work: Callable[[], None] | None = None
        self.moves = SheetMoves(look)
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._done = Banner(look, "check", (self._undo,))
        self._go_on = Button(self.tr("Go on writing"), enter_presses=False)
        self._forget = Button(self.tr("Throw it away"), enter_presses=False)
        self._draft = Banner(look, "pencil", (self._go_on, self._forget))
        self._reading = SheetReading(look, tasks)
        self._nothing = label(self.tr("Choose a sheet to read it."), "quiet")
        inner = QWidget()
        inner.setMaximumWidth(look.px(WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.MEDIUM))
        for part in (self.moves, self._done, self._draft, self._nothing, self._reading):
            column.addWidget(part)
        column.addStretch(1)
        content = QWidget()
        # Beside a stretch, so that the height is counted for the width that the sheet has.
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(inner, 1)
        row.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(content)
        whole.addWidget(self._area)
        self._undo.clicked.connect(self._on_undo)
        self._go_on.clicked.connect(self.go_on_requested)
        self._forget.clicked.connect(self.forget_requested)
        self.show_nothing()

    def show_chosen(self, chosen: Chosen, *, has_draft: bool) -> None:
        """Show a sheet.

        Args:
            chosen: the sheet.
            has_draft: somebody has begun to change it, and has not saved that.
        """
        self._nothing.hide()
        self.moves.show_chosen(chosen)
        self.moves.show()
        told = self.tr("You began to change this. What you typed is kept until LibDesk closes.")
        self._draft.say(told if has_draft else "")
        self._reading.show_how_to(chosen.how_to)

    def show_nothing(self) -> None:
        """Say that a sheet can be chosen."""
        self._nothing.show()
        self.moves.hide()
        self._draft.say("")
        self._reading.show_how_to(None)

    def to_top(self) -> None:
        """Show a sheet from its beginning."""
        self._area.verticalScrollBar().setValue(0)

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done; "" takes it away.

        Args:
            words: the words.
            undo: takes it back; None where that can't be.
        """
        self._undo_work = undo
        self._undo.setVisible(undo is not None)
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self._done.say(words)
        if undo is not None and had_focus:
            self._undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_undo(self) -> None:
        if self._undo_work is not None:
            self._undo_work()
