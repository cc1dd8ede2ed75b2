"""What one system can't work with, to be written down (S60)."""

from PySide6.QtWidgets import QLineEdit

from libdesk.domain.requirements import About, Requirement, Says
from libdesk.services.ports import Clock
from libdesk.ui.planning.entry_form import EntryForm, day_typed
from libdesk.ui.planning.wording import about_words, says_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.words_edit import WordsEdit


class RequirementForm(EntryForm[Requirement]):
    """One entry of the register.

    Args:
        look: the theme.
        now: tells the time.
    """

    def __init__(self, look: Theme, now: Clock) -> None:
        title = self.tr("What does not work together")
        lead = self.tr(
            "Whoever plans a change is warned by it. Write down who says so: in a year nobody "
            "remembers."
        )
        super().__init__(title, lead, self.tr("Save"), look, now)
        hint = self.tr("Such as: our catalog system")
        self._system = self.add_line(self.tr("Which system says so"), hint, "system")
        self._about = self.add_picker(self.tr("What kind of thing it is about"))
        for about in About:
            self._about.addItem(about_words(about), about)
        hint = self.tr("Such as: Windows 11")
        self._name = self.add_line(self.tr("The thing"), hint, "name")
        self._says = self.add_picker(self.tr("The system…"))
        for says in Says:
            self._says.addItem(says_words(says), says)
        hint = self.tr("Such as: 26H2; empty for any")
        self._of_version = self.add_line(self.tr("Its version"), hint, "of_version")
        hint = self.tr("A letter, a web page, a person")
        self._source = self.add_line(self.tr("How you know"), hint, "source")
        hint = self.tr("A day, such as 2026-12-03")
        self._as_at = self.add_line(self.tr("As at (empty: today)"), hint, "as_at")
        self._since = self.add_line(self.tr("Known since (optional)"), hint, "known_since")
        words = self.tr("Support is promised from this day on (optional)")
        self._until = self.add_line(words, hint, "until")
        self._note = WordsEdit(look, (2, 5))
        self.add_field(self.tr("Note (optional)"), self._note, "note")
        self._note.textChanged.connect(self.touch)

    def first_field(self) -> QLineEdit:
        """Return the line for the system."""
        return self._system

    def fill(self, entry: Requirement | None) -> None:
        """Write an entry into the fields."""
        one = entry or Requirement("", About.SYSTEM, "", Says.FORBIDS)
        self._system.setText(one.system)
        self._about.setCurrentIndex(self._about.findData(one.about))
        self._name.setText(one.name)
        self._says.setCurrentIndex(self._says.findData(one.says))
        self._of_version.setText(one.of_version)
        self._source.setText(one.source)
        self._as_at.setText(day_typed(one.as_at))
        self._since.setText(day_typed(one.known_since))
        self._until.setText(day_typed(one.until))
        self._note.set_words(one.note)

    def typed(self) -> Requirement:
        """Return what stands in the fields.

        Raises:
            Refusal: a day is none.
        """
        return Requirement(
            system=self._system.text(),
            about=self._about.currentData(),
            name=self._name.text(),
            says=self._says.currentData(),
            of_version=self._of_version.text(),
            source=self._source.text(),
            as_at=self.read_day(self._as_at, "as_at"),
            known_since=self.read_day(self._since, "known_since"),
            until=self.read_day(self._until, "until"),
            note=self._note.words(),
            id=self.shown.id if self.shown else 0,
        )
