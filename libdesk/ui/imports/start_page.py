"""Where there is no file yet: what can be read, a button, and room to drop one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class StartPage(QWidget):
    """Asks for a file.

    Args:
        look: the theme.

    Signals:
        choose_requested: choose a file.
    """

    choose_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(theme.HUGE), 0, 0)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(label(self.tr("Which list?"), "heading"))
        for words, role in self._leads():
            column.addWidget(label(words, role))
        self._choose = Button(self.tr("Choose a file…"), "primary")
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeading)
        self._trouble = label("", "trouble", selectable=True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addStretch(1)
        self._choose.clicked.connect(self.choose_requested)

    def say_trouble(self, sentence: str) -> None:
        """Say why a file can't be read; "" takes it off."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def take_focus(self) -> None:
        """Give the keys to the button."""
        self._choose.setFocus()

    def _leads(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr(
                    "Any list with a line for each item: CSV, Excel or OpenDocument, as Snipe-IT, "
                    "Spiceworks, GLPI or a spreadsheet program saves it. You can drop the file "
                    "onto this window, too."
                ),
                "",
            ),
            (
                self.tr(
                    "First you see what would become of each row. Nothing changes before you say "
                    "so, and all of it can be taken back at once."
                ),
                "quiet",
            ),
        )
