"""How long what people sent is kept after a problem was closed: pictures, and names."""

from PySide6.QtWidgets import QLineEdit

from libdesk.domain.retention import LEAST_DAYS, MOST_DAYS, NAMES_DAYS, PICTURES_DAYS, Keeping
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

_DIGITS = 4


class KeepingCard(SettingCard):
    """Forms say these days beside what they send.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        title = self.tr("How long things are kept")
        lead = self.tr(
            "A picture can show anything, so it is kept no longer than it is needed. The days "
            "count from the closing of a problem; one that is opened again keeps all it has."
        )
        super().__init__(title, lead, self.tr("Save days"), look)
        self._pictures = self._add_days(
            self.tr("Days until pictures are deleted"), "pictures", PICTURES_DAYS
        )
        self._names = self._add_days(self.tr("Days until names are deleted"), "names", NAMES_DAYS)
        self.column.addWidget(
            label(
                self.tr(
                    "Names are whom to ask, the login, the printer’s name, and who had what in a "
                    "loan that is over. They go from the search too, and from the copies of the "
                    "database. What was wrong and what you did stays; so does a name that somebody "
                    "wrote into the words."
                ),
                "fine",
            )
        )

    def show_keeping(self, keeping: Keeping) -> None:
        """Show what is settled."""
        self._pictures.setText(str(keeping.pictures_days))
        self._names.setText(str(keeping.names_days))
        self.is_dirty = False

    def keeping(self) -> Keeping | None:
        """Return what was typed; None where it is no number of days, which is told."""
        days = []
        for line, key in ((self._pictures, "pictures"), (self._names, "names")):
            words = line.text().strip()
            if not (words.isascii() and words.isdigit()):
                told = self.tr("Type a number of days, from {least} to {most}.")
                self.set_trouble(told.format(least=LEAST_DAYS, most=MOST_DAYS), key)
                return None
            days.append(int(words))
        return Keeping(*days)

    def _add_days(self, words: str, key: str, usual: int) -> QLineEdit:
        line = self.add_line(words, self.tr("Usually {days}").format(days=usual), key)
        line.setMaxLength(_DIGITS)
        return line
