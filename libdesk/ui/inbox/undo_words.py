"""Which deeds can be taken back, and what is told of them while their words have not left."""

from PySide6.QtCore import QCoreApplication

from libdesk.ui.inbox.deeds import Deed, Move


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


def can_be_undone(deed: Deed) -> bool:
    """Say whether something of it can be taken back."""
    if deed.wish.move in (Move.TELL, Move.DELETE):
        return True
    return bool(deed.changes and (deed.changes.reply or deed.changes.others))


def undo_words(deed: Deed, seconds: int) -> str:
    """Return what was done, and what becomes of it in so many seconds."""
    words = {
        Move.ANSWER: _tr("Answer to {number} leaves in {seconds} s."),
        Move.START: _tr("{number}: you are on it. The reporter hears it in {seconds} s."),
        Move.WAIT: _tr("{number} waits. The reporter hears it in {seconds} s."),
        Move.FIX: _tr("{number} is fixed. The reporter hears it in {seconds} s."),
        Move.PUT_OFF: _tr("{number}: not now. The reporter hears it in {seconds} s."),
        Move.RESTATE: _tr("Question about {number} leaves in {seconds} s."),
        Move.RANK: _tr("{number} has another place. The reporter hears it in {seconds} s."),
        Move.TELL: _tr("Every form shows the problem in {seconds} s."),
        Move.DELETE: _tr("{number} is deleted for good in {seconds} s."),
        Move.JOIN: _tr("Joined to {number}. The reporters hear it in {seconds} s."),
    }[deed.wish.move]
    return words.format(number=deed.number, seconds=seconds)
