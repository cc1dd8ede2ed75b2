"""The list of steps beside them: what is done, where one is, what comes; it leads back."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button

_ICON = 18


class StepList(QWidget):
    """Only what was reached can be gone back to.

    Args:
        names: the steps in their order.
        look: the theme.

    Signals:
        step_chosen: go back to a step; its place, from 0.
    """

    step_chosen = Signal(int)

    def __init__(self, names: Sequence[str], look: Theme) -> None:
        super().__init__()
        self._look = look
        self._names = tuple(names)
        self._at, self._count = 0, len(names)
        self.setAccessibleName(self.tr("Steps"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        self._buttons = [Button(name, "nav", enter_presses=False) for name in names]
        for button in self._buttons:
            button.setCheckable(True)
            column.addWidget(button)
            button.clicked.connect(self._on_clicked)
        look.changed.connect(self._draw)

    def show_steps(self, at: int, count: int) -> None:
        """Show where one is.

        Args:
            at: the step in sight.
            count: how many steps there are; what is listed beyond them has no place now.
        """
        self._at, self._count = at, count
        self._draw()

    def _on_clicked(self) -> None:
        place = self._buttons.index(self.sender())  # type: ignore[arg-type] # only these are connected
        self._draw()
        if place < self._at:
            self.step_chosen.emit(place)

    def _draw(self) -> None:
        tokens, size = self._look.tokens, self._look.px(_ICON)
        for place, (name, button) in enumerate(zip(self._names, self._buttons, strict=True)):
            is_done, is_here = place < self._at, place == self._at
            color = tokens.accent if is_done or is_here else tokens.quiet
            button.setIcon(step_icon(color, size, is_done=is_done, is_next=is_here))
            button.setIconSize(QSize(size, size))
            button.setChecked(is_here)
            button.setEnabled(place <= self._at)
            button.setVisible(place < self._count)
            told = self.tr("{step}, done") if is_done else self.tr("{step}, to come")
            button.setAccessibleName(name if is_here else told.format(step=name))


def step_icon(color: str, size: int, *, is_done: bool, is_next: bool) -> QIcon:
    """Return a tick, a dot or a ring: they differ by their shapes, and the words say it too."""
    if is_done:
        return icons.icon("check", color, size)
    return icons.icon("dot", color, size) if is_next else icons.icon("ring", color, size)
