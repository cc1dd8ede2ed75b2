"""What the desk says to a reporter: an answer, or why a problem rests, is fixed, or waits its turn.

Words typed here are kept for each problem until they have been sent; going to another problem and
back loses none.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from libdesk.domain.deleting import is_test
from libdesk.domain.problems import Problem, ReportId, State, WaitingOn, may_move
from libdesk.services.errors import Conflict
from libdesk.ui import theme
from libdesk.ui.inbox.answer_fields import AnswerFields
from libdesk.ui.inbox.deeds import Move, Wish
from libdesk.ui.inbox.move_buttons import MoveButtons
from libdesk.ui.inbox.move_words import move_words
from libdesk.ui.knowledge.plain_words_bar import PlainWordsBar
from libdesk.ui.strings import cut_words
from libdesk.ui.theme import Theme
from libdesk.ui.typed_times import read_typed
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.conflict_choice import ConflictChoice
from libdesk.ui.widgets.labels import label

_TARGETS = {
    Move.START: State.DOING,
    Move.WAIT: State.WAITING,
    Move.FIX: State.FIXED,
    Move.PUT_OFF: State.NOT_NOW,
}
_NOTHING = Wish(Move.ANSWER)
_WITHOUT_WORDS = (Move.START, Move.JOIN, Move.PART, Move.DELETE)


class AnswerPanel(QFrame):
    """The place to write.

    Args:
        look: the theme.
        now: tells the time (aware, UTC).
        reasons: what can be said about waiting, by whom or what is waited for.
        bar: offers plainer words while somebody writes; None for no offers.

    Signals:
        wished: a Wish for the problem that is shown.
        look_requested: show what somebody else has changed.
        keep_mine_requested: do it all the same.
        join_requested: choose others that are the same thing.
        how_to_requested: make a how-to sheet of this problem.
        print_requested: show what can be printed.
        left: Esc; the reader goes back to the list.
    """

    wished = Signal(object)
    look_requested = Signal()
    keep_mine_requested = Signal()
    join_requested = Signal()
    how_to_requested = Signal(object)
    print_requested = Signal()
    left = Signal()

    def __init__(
        self,
        look: Theme,
        now: Callable[[], datetime],
        reasons: Mapping[WaitingOn, str],
        bar: PlainWordsBar | None = None,
    ) -> None:
        super().__init__()
        self.bar = bar
        self._look = look
        self._now = now
        self._reasons = reasons
        self._problem: Problem | None = None
        self._place = ""
        self._drafts: dict[ReportId, Wish] = {}
        self._build()
        self._connect()

    def show_problem(self, problem: Problem, branch: str) -> None:
        """Turn to a problem, or take note that the one shown has changed.

        Args:
            problem: the problem.
            branch: the name of its branch.
        """
        is_another = self._problem is None or self._problem.report.id != problem.report.id
        if is_another:
            self._keep_draft()
        self._problem = problem
        self._place = branch
        if is_another:
            self._fields.show_place(branch)
            self.forget_trouble()
            self._take(self._drafts.get(problem.report.id, _NOTHING))
        else:
            self._dress(self._fields.move_made)

    def turn_to(self, move: Move) -> None:
        """Make ready for one of the moves; one that is not open from here does nothing."""
        if self._problem is None or move not in self._open_moves():
            return
        if move is Move.START:
            self.wished.emit(Wish(Move.START))
            return
        if move is Move.JOIN:
            self.join_requested.emit()
            return
        if move is Move.HOW_TO:
            self.how_to_requested.emit(self._problem)
            return
        if move is Move.DELETE and _is_only_a_test(self._problem):
            self.wished.emit(Wish(Move.DELETE))
            return
        if move is not self._fields.move_made:
            self.forget_trouble()
        self._dress(move)
        if move is Move.DELETE:
            self._buttons.focus_back()
        else:
            self._fields.focus_first()

    def clear(self, report_id: ReportId, sent: Wish) -> None:
        """Forget what has been sent; words that were not part of it stay."""
        if sent.move in _WITHOUT_WORDS:
            return
        on_screen = self._problem is not None and self._problem.report.id == report_id
        draft = self._fields.draft() if on_screen else self._drafts.pop(report_id, _NOTHING)
        rest = Wish(Move.ANSWER, "" if draft.words == sent.words else draft.words)
        if on_screen:
            self.forget_trouble()
            self._take(rest)
        elif rest != _NOTHING:
            self._drafts[report_id] = rest

    def restore(self, report_id: ReportId, wish: Wish) -> None:
        """Put back what was taken back, unless new words stand there."""
        if wish.move in _WITHOUT_WORDS:
            return
        if self._problem is None or self._problem.report.id != report_id:
            if not self._drafts.get(report_id, _NOTHING).words:
                self._drafts[report_id] = wish
        elif not self._fields.draft().words.strip():
            self._take(wish)

    def refuse(self, sentence: str, field: str = "") -> None:
        """Say beside its field what must be mended, else below all; with "" take it off again."""
        is_told = self._fields.refuse(field, sentence)
        self._trouble.setText("" if is_told else sentence)
        self._trouble.setVisible(bool(sentence) and not is_told)

    def conflict(self, conflict: Conflict) -> None:
        """Say who was first and when, as far as that is known, and offer the choice."""
        self._conflict.show_conflict(conflict)

    def forget_trouble(self) -> None:
        """Take troubles off the screen."""
        self.refuse("")
        self._conflict.forget()

    def words_put_by(self) -> Mapping[str, str]:
        """Return what was begun for other problems, for whoever rescues words from a bug."""
        begun = (wish.words for wish in self._drafts.values())
        told = self.tr("An answer that you began ({place})")
        return {told.format(place=place): words for place, words in enumerate(begun, 1)}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back a step: to the answer, then to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._fields.move_made is not Move.ANSWER:
            self.turn_to(Move.ANSWER)
        else:
            self.left.emit()

    def _build(self) -> None:
        px = self._look.px
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        self._heading = label("", "heading")
        self._start = Button(self.tr("I’m on it"), "link", enter_presses=False)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._start, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        today = partial(_today, self._now)
        self._fields = AnswerFields(self._look, today, self._reasons, self.bar)
        column.addWidget(self._fields)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._conflict = ConflictChoice(self._look, self._now)
        column.addWidget(self._conflict)
        self._buttons = MoveButtons(self._look)
        column.addWidget(self._buttons)
        if self.bar is not None:
            column.addWidget(self.bar)  # below the buttons: what it says must not move them

    def _connect(self) -> None:
        self._start.clicked.connect(self._on_start)
        self._buttons.send_requested.connect(self._on_send)
        self._buttons.print_requested.connect(self.print_requested)
        self._buttons.turn_requested.connect(self.turn_to)
        self._buttons.back_requested.connect(partial(self.turn_to, Move.ANSWER))
        self._fields.send_requested.connect(self._on_send)
        self._fields.words_changed.connect(self._on_words_changed)
        self._fields.overflowed.connect(self._on_overflow)
        self._conflict.look_requested.connect(self.look_requested)
        self._conflict.keep_mine_requested.connect(self.keep_mine_requested)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_send)

    def _open_moves(self) -> frozenset[Move]:
        if self._problem is None:
            return frozenset((Move.ANSWER,))
        stands = self._problem.state
        moves = (move for move, state in _TARGETS.items() if may_move(stands, state))
        always = (Move.ANSWER, Move.RESTATE, Move.NOTE, Move.DELETE)
        while_open = (Move.RANK, Move.TELL, Move.JOIN) if stands.is_open else ()
        answered = (Move.HOW_TO,) if self._problem.answers else ()
        return frozenset((*always, *while_open, *answered, *moves))

    def _dress(self, move: Move) -> None:
        """Show what a move needs, in its words."""
        heading, hint, name = move_words(move, self._place)
        self._heading.setText(heading)
        self._fields.turn_to(move, heading, hint)
        open_moves = self._open_moves()
        self._buttons.fit(move, open_moves, name)
        self._start.setVisible(move is Move.ANSWER and Move.START in open_moves)
        closed = self._problem is not None and not self._problem.state.is_open
        self._start.set_words(self.tr("Open it again") if closed else self.tr("I’m on it"))

    def _keep_draft(self) -> None:
        if self._problem is None:
            return
        draft = self._fields.draft()
        if draft == _NOTHING:
            self._drafts.pop(self._problem.report.id, None)
        else:
            self._drafts[self._problem.report.id] = draft

    def _take(self, draft: Wish) -> None:
        self._fields.take(draft)
        self._dress(draft.move if draft.move in self._open_moves() else Move.ANSWER)

    def _on_send(self) -> None:
        self.forget_trouble()
        wish = self._fields.wish()
        if wish.back_words:
            back_at = read_typed(wish.back_words, self._now())
            if back_at is None:
                told = self.tr("Type the time as 2 pm or 14:00, or leave it empty.")
                self.refuse(told, "until")
                return
            wish = replace(wish, back_at=back_at)
        self.wished.emit(wish)

    def _on_start(self) -> None:
        self.turn_to(Move.START)

    def _on_words_changed(self) -> None:
        if self._fields.draft().words.strip():
            self.refuse("")

    def _on_overflow(self, characters: int) -> None:
        self.refuse(cut_words(characters))


def _today(now: Callable[[], datetime]) -> date:
    return now().astimezone().date()


def _is_only_a_test(problem: Problem) -> bool:
    """Say whether it may be deleted without a question, for fifteen seconds to think about it."""
    return is_test(problem.report) and not problem.joined and not problem.follow_ups
