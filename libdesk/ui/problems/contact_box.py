"""Who should IT ask, and until when are you here? Remembered for the branch, not for a login."""

from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import HERE_UNTIL_WORDS
from libdesk.domain.moments import next_at, stays
from libdesk.services.ports import Clock
from libdesk.ui import strings, theme
from libdesk.ui.problems.questions import Answers
from libdesk.ui.problems.time_row import TimeRow
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

LONGEST = 80
"""Signs of a name or a place."""


class ContactBox(QWidget):
    """Asks for a person or a place, and for a time.

    Args:
        look: the theme.
        now: tells the time.
    """

    changed = Signal()

    def __init__(self, look: Theme, now: Clock) -> None:
        super().__init__()
        title = self.tr("Who should IT ask?")
        self.who = QLineEdit()
        self.who.setMaxLength(LONGEST)
        self.who.setAccessibleName(title)
        self.who.setPlaceholderText(self.tr("Your name, or “the front desk” (optional)"))
        heading = label(title, "heading")
        heading.setBuddy(self.who)
        self._until = TimeRow(self.tr("Until when are you here?"), look, now, _offers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        for widget in (heading, self.who, self._until):
            column.addWidget(widget)
        self.who.textChanged.connect(self.changed)
        self._until.changed.connect(self.changed)

    def contact(self) -> str:
        """Return whom IT should ask; "" for nobody."""
        return self.who.text().strip()

    def here_until(self) -> datetime | None:
        """Return until when that person is here (aware, UTC); None when not said."""
        return self._until.moment()

    def words(self) -> dict[str, str]:
        """Return, as an answer, until when that person is here where it is no time."""
        unread = self._until.unread()
        return {HERE_UNTIL_WORDS: unread} if unread else {}

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the line of the time, while what stands in it is sent as words."""
        return self._until.lines()

    def is_empty(self) -> bool:
        """Say whether nothing was said here."""
        return not (self.contact() or self.here_until() or self.words())

    def fill(
        self, contact: str, here_until: datetime | None, answers: Answers = MappingProxyType({})
    ) -> None:
        """Take over what was said before; a time that has passed is left out."""
        self.who.setText(contact)
        self._until.set_moment(here_until)
        self._until.set_words(str(answers.get(HERE_UNTIL_WORDS, "")))


def _offers(here: datetime) -> list[tuple[str, str, datetime]]:
    moments = [next_at(here, one) for one in stays(here)]
    return [(f"{moment:%H%M}", strings.clock_words(moment), moment) for moment in moments]
