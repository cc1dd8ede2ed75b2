"""The keys of Today and what they do: the inbox's, and three of its own."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from libdesk.ui.inbox.deeds import Move
from libdesk.ui.inbox.reader import Reader
from libdesk.ui.today.marking import Marking
from libdesk.ui.today.today_list import TodayList
from libdesk.ui.today.today_side import TodaySide
from libdesk.ui.widgets.undo_bar import UndoBar


class Hands(QObject):
    """Turns keys into what is meant for the chosen line.

    Args:
        lines: the list.
        side: shows what is chosen.
        reader: does what is wished of a problem.
        marking: marks lines.
        bar: offers to take marks back.
    """

    def __init__(
        self, lines: TodayList, side: TodaySide, reader: Reader, marking: Marking, bar: UndoBar
    ) -> None:
        super().__init__(lines)
        self._lines = lines
        self._side = side
        self._reader = reader
        self._marking = marking
        self._bar = bar
        self._marked_last = False
        marking.marked.connect(partial(self._note, marked=True))
        marking.taken_back.connect(partial(self._note, marked=False))
        reader.changed.connect(partial(self._note, marked=False))

    def take_keys(self, page: QWidget, refresh: Callable[[], None]) -> None:
        """Take the keys of a page.

        Args:
            page: the page.
            refresh: reads its list again.
        """
        for keys, act in self._keys(refresh).items():
            for one in keys.split():
                shortcut = QShortcut(QKeySequence(one), page)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    def _keys(self, refresh: Callable[[], None]) -> Mapping[str, Callable[[], None]]:
        turns = {
            "A": Move.ANSWER,
            "D": Move.START,
            "W": Move.WAIT,
            "F": Move.FIX,
            "N": Move.PUT_OFF,
            "R": Move.RESTATE,
            "T": Move.NOTE,
            "P": Move.RANK,
            "E": Move.TELL,
        }
        return {
            "J": partial(self._lines.view.step, 1),
            "K": partial(self._lines.view.step, -1),
            "L": self._marking.ask_until,
            "I": self._marking.wave_through,
            "U Ctrl+Z": self._undo,
            "? Shift+?": self._side.show_keys,
            "F5": refresh,
            "F1": self._reader.explain,
            "B": self._reader.side.focus_earlier,
            **{key: partial(self._turn_to, move) for key, move in turns.items()},
        }

    def _turn_to(self, move: Move) -> None:
        """Make ready for a move; what is no problem can be done, and nothing else."""
        chosen = self._lines.chosen()
        if chosen is None or chosen[1].problem is not None:
            self._reader.turn_to(move)
        elif move is Move.FIX:
            self._marking.finish()

    def _undo(self) -> None:
        """Take back what was done last, to a line or to a problem."""
        if self._marked_last and self._bar.has_offer:
            self._bar.undo()
        else:
            self._reader.undo()

    def _note(self, *_told: object, marked: bool) -> None:
        self._marked_last = marked
