"""The buttons over a picture: what a box does, Undo, and the picture's size."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button, Chip
from libdesk.ui.widgets.layouts import FlowLayout


class PictureTools(QWidget):
    """A row of buttons; a box blacks out unless cropping was chosen.

    Args:
        look: the theme.
    """

    changed = Signal()
    """A box does something else now."""
    undo_requested = Signal()
    own_size_requested = Signal(bool)
    """The picture shall be shown dot by dot, or whole again."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._is_own_size = False
        self._black_out = Chip(self.tr("Black out names and numbers"), look)
        self._crop = Chip(self.tr("Crop to one part"), look)
        group = QButtonGroup(self)
        group.addButton(self._black_out)
        group.addButton(self._crop)
        self._black_out.setChecked(True)
        self._undo = Button(self.tr("Undo"))
        self._undo.setToolTip(self.tr("Ctrl+Z"))
        self._size = Button("")
        row = FlowLayout(look.px(theme.SMALL))
        for button in (self._black_out, self._crop, self._undo, self._size):
            row.addWidget(button)
        self.setLayout(row)
        self.set_own_size(own=False)
        self._black_out.toggled.connect(self.changed)
        self._undo.clicked.connect(self.undo_requested)
        self._size.clicked.connect(self._on_size)

    def is_cropping(self) -> bool:
        """Say whether a box is what stays; else it is what goes."""
        return self._crop.isChecked()

    def black_out(self) -> None:
        """Let boxes black out again."""
        self._black_out.setChecked(True)

    def hint(self) -> str:
        """Return what to do, by mouse and by keys."""
        if self.is_cropping():
            return self.tr(
                "Drag a box around what to keep. By keys: arrows move the box, Shift and arrows "
                "size it, Enter crops."
            )
        return self.tr(
            "Drag a box over what to hide. By keys: arrows move the box, Shift and arrows size it, "
            "Enter blacks it out."
        )

    def set_undo(self, *, possible: bool) -> None:
        """Say whether there is something to undo."""
        self._undo.setEnabled(possible)

    def set_own_size(self, *, own: bool) -> None:
        """Take the picture as shown dot by dot, or whole."""
        self._is_own_size = own
        self._size.set_words(self.tr("Show all of it") if own else self.tr("Show it larger"))

    def offer_size(self, *, makes_sense: bool) -> None:
        """Show the button for the size while it would change something."""
        self._size.setVisible(makes_sense or self._is_own_size)

    def _on_size(self) -> None:
        self.own_size_requested.emit(not self._is_own_size)
