"""A field for a folder: typed, pasted, or chosen with a button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.services.set_up import Place
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_LONGEST = 1000


class FolderField(QWidget):
    """Whatever the button chose can be mended by hand.

    Args:
        name: what the folder is for.
        hint: an example.
        look: the theme.
    """

    edited = Signal()

    def __init__(self, name: str, hint: str, look: Theme) -> None:
        super().__init__()
        self._name = name
        self._line = QLineEdit()
        self._line.setMaxLength(_LONGEST)
        self._line.setPlaceholderText(hint)
        self._line.setAccessibleName(name)
        self._choose = Button(self.tr("Choose…"), enter_presses=False)
        self._choose.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        self._warning = label("", "notice")
        self._warning.hide()
        self._warned_of = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        row = QHBoxLayout()
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(self._line, 1)
        row.addWidget(self._choose)
        column.addLayout(row)
        column.addWidget(self._warning)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self.edited)
        self._choose.clicked.connect(self._on_choose)

    def text(self) -> str:
        """Return the folder as it stands there."""
        return self._line.text().strip()

    def set_text(self, words: str) -> None:
        """Show a folder."""
        self._line.setText(words)

    def has_read(self, place: Place) -> bool:
        """Show what is to be known about the folder; say whether it stood there before."""
        self._warning.setText(place.warning)
        self._warning.setVisible(bool(place.warning))
        is_known = not place.warning or self._warned_of == place.folder
        self._warned_of = place.folder
        return is_known

    def setAccessibleDescription(self, words: str) -> None:
        """Describe the line: it has the focus."""
        self._line.setAccessibleDescription(words)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self._name, self.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, folder: str) -> None:
        self._line.setText(folder)
        self._line.setFocus()
        self.edited.emit()
