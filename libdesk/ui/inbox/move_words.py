"""What each move is called where it is made: its heading, a hint in the field, its button."""

from PySide6.QtCore import QCoreApplication

from libdesk.ui.inbox.deeds import Move


def _tr(words: str) -> str:
    return QCoreApplication.translate("AnswerPanel", words)


def move_words(move: Move, place: str) -> tuple[str, str, str]:
    """Return heading, hint and button.

    Args:
        move: which.
        place: the name of the problem's branch; "" for none.
    """
    hint = _tr("In a few words; the reporter reads it.")
    answer = (
        _tr("Answer {place}").format(place=place).strip(),
        _tr("Thank them, then say what happens next, and when."),
        _tr("Answer"),
    )
    return {
        Move.WAIT: (
            _tr("Let it wait"),
            _tr("Why it takes time, if you like; the reporter reads it."),
            _tr("Let it wait"),
        ),
        Move.RESTATE: (
            _tr("Did I get this right?"),
            _tr("In one line: what you have understood. They answer yes or no."),
            _tr("Ask"),
        ),
        Move.NOTE: (
            _tr("Note to yourself"),
            _tr("Only the desk reads it; it is never sent."),
            _tr("Keep the note"),
        ),
        Move.RANK: (
            _tr("More urgent, or less?"),
            _tr("Why; the reporter reads it."),
            _tr("Change how soon"),
        ),
        Move.TELL: (
            _tr("Tell every form"),
            _tr(
                "In your own words, such as: The internet is down, the provider is on it. "
                "It stands above the tiles, with “Same here”."
            ),
            _tr("Tell all forms"),
        ),
        Move.DELETE: (
            _tr("Delete it for good? Nobody can read it then, and no reporter is told."),
            "",
            _tr("Delete it"),
        ),
        Move.FIX: (_tr("Fixed: what was it?"), hint, _tr("Fixed")),
        Move.PUT_OFF: (_tr("Not now: why?"), hint, _tr("Not now")),
    }.get(move, answer)
