"""The first step: what the library is called, and the phone for what can't wait."""

from libdesk.services.set_up import Settled, wanted_name
from libdesk.ui.set_up.step import SetUpParts, Step, Work
from libdesk.ui.theme import Theme


class NamesStep(Step):
    """Only the name is needed.

    Args:
        parts: services.
        look: the theme.
    """

    def __init__(self, parts: SetUpParts, look: Theme) -> None:
        super().__init__(
            self.tr("Your library"),
            self.tr("Its name stands on every form and on everything that is printed."),
            self.tr("Your library"),
            look,
        )
        self._parts = parts
        self._library = self.add_line(
            self.tr("The library’s name"), self.tr("Such as Larkmere Public Library"), "library"
        )
        self._phone = self.add_line(
            self.tr("The phone for what can’t wait (optional)"),
            self.tr("Stands first on every report that can’t wait"),
            "urgent_phone",
        )

    def library(self) -> str:
        """Return the name that stands there."""
        return self._library.text()

    def fill(self, settled: Settled) -> None:
        """Show what was typed last, else what is settled."""
        self._library.setText(settled.draft.get("library", settled.library))
        self._phone.setText(settled.draft.get("phone", settled.urgent_phone))

    def draft(self) -> dict[str, str]:
        """Return what stands here."""
        return {"library": self._library.text(), "phone": self._phone.text()}

    def work(self) -> Work | None:
        """Store both; a missing name is refused beside its field."""
        library, phone = self._library.text(), self._phone.text()
        return Work(lambda _is_given_up: self._parts.library.set_words(wanted_name(library), phone))
