"""From a wish in the answer's panel to its deed, its undo, or the trouble that it meets."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.problems import Problem
from libdesk.services.errors import Conflict
from libdesk.ui.inbox.answer_panel import AnswerPanel
from libdesk.ui.inbox.deeds import Deed, Deeds, Move, Wish
from libdesk.ui.inbox.reading import Reading
from libdesk.ui.inbox.undo_words import can_be_undone, undo_words
from libdesk.ui.widgets.undo_bar import UndoBar


class Dealing(QObject):
    """Connects what is read, written, done and undone.

    Args:
        reading: the problem on the screen.
        deeds: does it.
        answer: where it is wished, and where a refusal is shown.
        undo: offers to take it back.

    Signals:
        changed: the key of a problem that is no longer as it was; True when it was undone.
        gone: the key of a problem that was taken out of the inbox.
        failed: a sentence: it was not done, and where the words are.
        joined: others have joined the problem.
        not_joined: a sentence: why they have not.
    """

    changed = Signal(int, bool)
    gone = Signal(int)
    failed = Signal(str)
    joined = Signal()
    not_joined = Signal(str)

    def __init__(
        self, reading: Reading, deeds: Deeds, answer: AnswerPanel, undo: UndoBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._deeds = deeds
        self._answer = answer
        self._undo = undo
        self._held: Deed | None = None
        self._disputed: Deed | None = None
        answer.wished.connect(self.wish)
        answer.look_requested.connect(self._on_look)
        answer.keep_mine_requested.connect(self._on_keep_mine)
        reading.read.connect(self._do_held)
        reading.seen.connect(self._do_held)
        reading.not_seen.connect(self._do_held)
        undo.undo_requested.connect(deeds.take_back)
        deeds.done.connect(self._on_done)
        deeds.taken_back.connect(self._on_taken_back)
        deeds.not_taken_back.connect(self._on_not_taken_back)
        deeds.refused.connect(self._on_refused)
        deeds.conflicted.connect(self._on_conflicted)
        deeds.failed.connect(self._on_failed)

    def wish(self, wish: Wish) -> None:
        """Do what is wished with the problem that is on the screen."""
        problem = self._reading.problem
        if problem is None:
            return
        under_way = self._deeds.under_way(problem.report.id)
        if under_way == wish:
            return  # a second press of the same key
        is_behind = under_way is not None or self._reading.is_catching_up
        if is_behind or self._reading.is_seeing:
            # Marking it as seen gives it a new version, and so did the deed before this one, which
            # quick hands need not wait for; the wish goes over the version that comes.
            self._held = _deed(problem, wish)
            return
        self._deeds.do(_deed(problem, wish), problem.version)

    def _do_held(self, problem: Problem) -> None:
        deed = self._held
        if deed is not None and self._deeds.under_way(deed.report_id) is None:
            self._held = None
            # Somebody may have gone on to another problem; then it goes over whatever is there.
            is_here = deed.report_id == problem.report.id
            self._deeds.do(deed, problem.version if is_here else None)

    def _on_done(self, deed: Deed) -> None:
        self._disputed = None
        self._answer.clear(deed.report_id, deed.wish)
        if can_be_undone(deed):
            self._undo.offer(deed, partial(undo_words, deed))
        if deed.wish.move is Move.JOIN:
            self.joined.emit()
        if deed.wish.move is Move.DELETE:
            self.gone.emit(deed.sequence)
            return
        self.changed.emit(deed.sequence, False)  # noqa: FBT003 - a signal takes no names

    def _on_taken_back(self, deed: Deed) -> None:
        self._undo.forget(deed)
        self._answer.restore(deed.report_id, deed.wish)
        self.changed.emit(deed.sequence, True)  # noqa: FBT003 - a signal takes no names

    def _on_not_taken_back(self, deed: Deed, sentence: str) -> None:
        self._undo.forget(deed)
        self.failed.emit(sentence)

    def _on_refused(self, deed: Deed, field: str, sentence: str) -> None:
        self._held = None  # its words still stand in their fields
        if deed.wish.move is Move.JOIN:
            self.not_joined.emit(sentence)
        elif self._is_on_screen(deed):
            self._answer.refuse(sentence, field)
        else:
            self._tell_elsewhere(deed, sentence)

    def _on_conflicted(self, deed: Deed, conflict: Conflict) -> None:
        self._held = None  # its words still stand in their fields
        if deed.wish.move is Move.JOIN:
            self.not_joined.emit(conflict.sentence)
            self._reading.again()  # so that a second press goes over what is there now
        elif self._is_on_screen(deed):
            self._disputed = deed
            self._answer.conflict(conflict)
        else:
            self._tell_elsewhere(deed, conflict.sentence)

    def _on_failed(self, _deed: Deed, sentence: str) -> None:
        self._held = None  # its words still stand in their fields
        self.failed.emit(sentence)

    def _on_look(self) -> None:
        self._disputed = None
        self._answer.forget_trouble()
        self._reading.again()

    def _on_keep_mine(self) -> None:
        deed, self._disputed = self._disputed, None
        self._answer.forget_trouble()
        if deed is not None:
            self._deeds.do(deed, None)

    def _is_on_screen(self, deed: Deed) -> bool:
        problem = self._reading.problem
        return problem is not None and problem.report.id == deed.report_id

    def _tell_elsewhere(self, deed: Deed, sentence: str) -> None:
        self.failed.emit(
            self.tr("{number}: {sentence} Your words are kept there.").format(
                number=deed.number, sentence=sentence
            )
        )


def _deed(problem: Problem, wish: Wish) -> Deed:
    return Deed(problem.report.id, problem.sequence, problem.report.number, wish)
