"""What Send would lose is told once, before it is pressed again."""

from PySide6.QtCore import QCoreApplication

from libdesk.ui import strings
from libdesk.ui.problems.answers_page import AnswersPage
from libdesk.ui.problems.pictures.picturing import Picturing


class LastLook:
    """Looks over a page before its report is kept.

    Args:
        picturing: knows what is still being read.
    """

    def __init__(self, picturing: Picturing) -> None:
        self._picturing = picturing

    def objection(self, page: AnswersPage) -> str:
        """Return what would be lost, once; whoever presses Send again sends the rest."""
        if self._picturing.is_in_the_way(page.form.pictures):
            return self._picturing.still_reading()
        # Whoever types and presses Send in one breath has seen no hint.
        if page.form.privacy.tells_news():
            return strings.private_words()
        return ""


def typed_on(number: str) -> str:
    """Return what has been sent and what not, for whoever typed on while a report was kept."""
    words = QCoreApplication.translate(
        "last_look",
        "Number {number} is kept, as it was when you pressed Send. What stands here now has not "
        "been sent: change it and press Send again, or leave it.",
    )
    return words.format(number=number)
