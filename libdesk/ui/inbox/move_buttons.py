"""The buttons of the answer's panel: the ways a problem can go, and the one that sends."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from libdesk.ui import theme
from libdesk.ui.inbox.deeds import Move
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.layouts import FlowLayout


class MoveButtons(QWidget):
    """A row of buttons that fits the move being made; the rarer moves are in a menu.

    Args:
        look: the theme.

    Signals:
        turn_requested: a Move.
        back_requested: back to the answer.
        send_requested: do it.
        print_requested: show what can be printed.
    """

    turn_requested = Signal(object)
    back_requested = Signal()
    send_requested = Signal()
    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._turns = {
            Move.WAIT: Button(self.tr("Waiting…"), enter_presses=False),
            Move.FIX: Button(self.tr("Fixed…"), enter_presses=False),
            Move.PUT_OFF: Button(self.tr("Not now…"), enter_presses=False),
            Move.RESTATE: Button(self.tr("Did I get this right?"), "link", enter_presses=False),
        }
        self._back = Button(self.tr("Back"), enter_presses=False)
        self._send = Button("", "primary")
        self._more = Button(self.tr("More…"), "link", enter_presses=False)
        self._menu = QMenu(self)
        self._rarer = {
            move: QAction(words, self)
            for move, words in (
                (Move.NOTE, self.tr("Note to yourself…\tT")),
                (Move.RANK, self.tr("More urgent, or less…\tP")),
                (Move.TELL, self.tr("Tell every form…\tE")),
                (Move.JOIN, self.tr("Join with others…\tM")),
                (Move.HOW_TO, self.tr("Make a how-to from this…")),
                (Move.DELETE, self.tr("Delete…\tDel")),
            )
        }
        # Made here and not by the menu, whose own would be forgotten with the first other window.
        self._menu.addActions(list(self._rarer.values()))
        printing = QAction(self.tr("Print…\tCtrl+P"), self)
        printing.triggered.connect(self._on_print)
        self._menu.insertAction(self._rarer[Move.DELETE], printing)
        flow = FlowLayout(look.px(theme.SMALL))
        self.setLayout(flow)
        *moves, question = self._turns.values()
        for one in (*moves, self._back, self._send, question, self._more):
            flow.addWidget(one)
        for button in self._turns.values():
            button.clicked.connect(self._on_turn)
        for move, action in self._rarer.items():
            action.triggered.connect(partial(self._ask, move))
        self._more.clicked.connect(self._open_menu)
        self._back.clicked.connect(self.back_requested)
        self._send.clicked.connect(self.send_requested)

    def fit(self, move: Move, open_moves: Collection[Move], name: str) -> None:
        """Show the buttons for a move.

        Args:
            move: the move being made.
            open_moves: what can be done with the problem.
            name: what stands on the button that does it.
        """
        at_home = move is Move.ANSWER
        for turn, button in self._turns.items():
            button.setVisible(at_home and turn in open_moves)
        for rarer, action in self._rarer.items():
            action.setEnabled(rarer in open_moves)
        self._more.setVisible(at_home)
        self._back.setVisible(not at_home)
        self._send.set_words(name)

    def focus_back(self) -> None:
        """Put the focus where nothing happens."""
        self._back.setFocus()

    def _on_turn(self) -> None:
        pressed = self.sender()
        self.turn_requested.emit(next(move for move, one in self._turns.items() if one is pressed))

    def _on_print(self) -> None:
        self.print_requested.emit()

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _ask(self, move: Move, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.turn_requested.emit(move)
