"""The reader's half of the inbox: what is read, written, done and undone there.

It is loaded and built after the first lines are on the screen, or when it is first wanted: nobody
reads a problem before its line is there, and it takes longer to build than the list.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.problems import Problem, ReportId
from libdesk.services.places import Overview
from libdesk.ui.inbox.detail_side import DetailSide
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.inbox.reading import Reading
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.ui.inbox.dealing import Dealing
    from libdesk.ui.inbox.deeds import Move, Wish
    from libdesk.ui.widgets.undo_bar import UndoBar


class Reader(QObject):
    """Shows problems beside their list, and does what is wished there.

    Args:
        parts: what it works with.
        look: the theme.

    Signals:
        furnished: the undo bar, for below the panes.
        seen: the key of a problem that has just been marked as seen.
        changed: the key of a problem that is no longer as it was; True when it was undone.
        troubled: a sentence: it was not done, and where the words are.
        failed: the exception, when a problem could not be read.
        words_may_leave: the time to undo is over for some words.
        undo_left: the undo bar goes while it has the focus.
        joined: others have joined the problem.
        not_joined: a sentence: why they have not.
        join_requested: choose what joins the problem.
        print_requested: show what can be printed.
        earlier_requested: the `Line` of an earlier report of the same item.
    """

    furnished = Signal(QWidget)
    seen = Signal(int)
    changed = Signal(int, bool)
    troubled = Signal(str)
    failed = Signal(object)
    words_may_leave = Signal()
    undo_left = Signal()
    joined = Signal()
    not_joined = Signal(str)
    join_requested = Signal()
    print_requested = Signal()
    earlier_requested = Signal(object)

    def __init__(self, parts: InboxParts, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._look = look
        self._overview = Overview()
        self._wanted_move: Move | None = None
        self._undo: UndoBar | None = None
        self._dealing: Dealing | None = None
        self.side = DetailSide(look)
        self._reading = Reading(parts.tasks, parts.inbox, self)
        self._reading.read.connect(self._on_read)
        self._reading.seen.connect(self._on_seen)
        self._reading.failed.connect(self.failed)

    def furnish(self) -> None:
        """Build what a problem is read and answered in, unless it is there."""
        if self._undo is not None:
            return
        from libdesk.ui.inbox.answer_panel import AnswerPanel  # noqa: PLC0415 - after the lines
        from libdesk.ui.inbox.dealing import Dealing  # noqa: PLC0415 - after the lines
        from libdesk.ui.inbox.deeds import Deeds  # noqa: PLC0415 - after the lines
        from libdesk.ui.inbox.detail_panel import DetailPanel  # noqa: PLC0415 - after the lines
        from libdesk.ui.knowledge.plain_words_bar import (  # noqa: PLC0415 - after the lines
            PlainWordsBar,
        )
        from libdesk.ui.widgets.undo_bar import UndoBar  # noqa: PLC0415 - after the lines

        parts = self._parts
        bar = None
        if parts.plain_words is not None:
            bar = PlainWordsBar(self._look, parts.tasks, parts.plain_words)
        answer = AnswerPanel(self._look, parts.now, parts.reasons(), bar)
        detail = DetailPanel(self._look, parts, answer)
        detail.part_requested.connect(self._on_part)
        detail.earlier_requested.connect(self.earlier_requested)
        self.side.furnish(detail, answer)
        self._undo = UndoBar(self._look)
        deeds = Deeds(parts.tasks, parts.inbox, parts.rarer, self)
        dealing = Dealing(self._reading, deeds, answer, self._undo, self)
        dealing.changed.connect(self.changed)
        dealing.failed.connect(self.troubled)
        dealing.gone.connect(self._on_gone)
        dealing.joined.connect(self.joined)
        dealing.not_joined.connect(self.not_joined)
        answer.join_requested.connect(self.join_requested)
        answer.how_to_requested.connect(parts.make_how_to)
        answer.print_requested.connect(self.print_requested)
        self._dealing = dealing
        self._undo.lapsed.connect(self.words_may_leave)
        self._undo.left.connect(self.undo_left)
        self.furnished.emit(self._undo)

    def show_overview(self, overview: Overview) -> None:
        """Take the names of the branches."""
        self._overview = overview
        problem = self._reading.problem
        if problem is not None and self.side.is_showing:
            self.side.show_problem(problem, overview)

    def open(self, key: int | None) -> None:
        """Read the problem with this key; with None, none."""
        self._wanted_move = None
        if key is None:
            self._reading.close()
            self.side.show_nothing()
        else:
            self._reading.open(key)

    def again(self) -> None:
        """Read the same problem once more."""
        self._reading.again()

    def catch_up(self) -> None:
        """Show the problem as it stands now, unless somebody is writing about it as it stood."""
        if self.side.is_showing and not self.side.is_writing:
            self._reading.catch_up()

    def look(self) -> None:
        """Take note that somebody turns to the problem that is shown."""
        self._reading.look()

    def turn_to(self, move: "Move") -> None:
        """Make ready for a move, as soon as the problem has been read."""
        if self._reading.is_settled:
            self.side.turn_to(move)
        else:
            self._wanted_move = move

    def explain(self) -> None:
        """Go to the words that can be explained, where a problem is read."""
        self.side.explain()

    @property
    def problem(self) -> Problem | None:
        """The problem that is read; None while there is none, or it is still on its way."""
        return self._reading.problem if self._reading.is_settled else None

    def wish(self, wish: "Wish") -> None:
        """Do something with the problem that is read."""
        if self._dealing is not None:
            self._dealing.wish(wish)

    def undo(self) -> None:
        """Take back the newest deed."""
        if self._undo is not None:
            self._undo.undo()

    def _on_gone(self, key: int) -> None:
        self.open(None)  # there is nothing that could be read again
        self.changed.emit(key, False)  # noqa: FBT003 - a signal takes no names

    def _on_part(self, report_id: ReportId) -> None:
        from libdesk.ui.inbox.deeds import Move, Wish  # noqa: PLC0415 - after the lines

        self.wish(Wish(Move.PART, others=(report_id,)))

    def _on_read(self, problem: Problem) -> None:
        self.furnish()
        self.side.show_problem(problem, self._overview)
        move, self._wanted_move = self._wanted_move, None
        if move is not None:
            self.side.turn_to(move)

    def _on_seen(self, problem: Problem) -> None:
        if self._reading.is_settled:
            self.side.show_problem(problem, self._overview)
        self.seen.emit(problem.sequence)
