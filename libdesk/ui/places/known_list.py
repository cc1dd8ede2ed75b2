"""The known problems that are told now, each with how many said so too, and what can be done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Notice
from libdesk.services.ports import Clock
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import hairline, label

_NARROW = 460
"""Pixels in which words and buttons don't fit beside each other."""


class KnownList(QWidget):
    """One line for each; the focus stays with its problem when the list is read anew.

    Args:
        look: the theme.
        now: tells the time.
        tiles: words of each tile by its code.

    Signals:
        change_requested: write this Notice anew.
        end_requested: the Notice that is over.
    """

    change_requested = Signal(object)
    end_requested = Signal(object)

    def __init__(self, look: Theme, now: Clock, tiles: Mapping[str, str]) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._tiles = tiles
        self._changes: dict[Button, Notice] = {}
        self._ends: dict[Button, Notice] = {}
        self._wanted = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.SMALL))
        self.hide()

    def show_known(self, notices: Sequence[Notice], branches: Mapping[str, str]) -> None:
        """Show these, newest first."""
        focused = self._focused()
        while (cell := self._column.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._changes, self._ends = {}, {}
        for notice in notices:
            self._column.addWidget(self._row(notice, branches))
            self._column.addWidget(hairline())
        self.setVisible(bool(notices))
        for buttons, wanted in (
            (self._changes, focused[0] or self._wanted),
            (self._ends, focused[1]),
        ):
            for button, notice in buttons.items():
                if notice.id == wanted:
                    button.setFocus()
        self._wanted = ""

    def focus_next_time(self, notice_id: str) -> None:
        """Put the focus on this one when it is shown again."""
        self._wanted = notice_id

    def _focused(self) -> tuple[str, str]:
        """Return which problem's Change, and which one's end, has the focus; "" for none."""
        here = self.window().focusWidget()  # also while another program is in front
        change, end = (
            next((notice.id for button, notice in buttons.items() if button is here), "")
            for buttons in (self._changes, self._ends)
        )
        return change, end

    def _row(self, notice: Notice, branches: Mapping[str, str]) -> QWidget:
        line = Beside(self._look, theme.SMALL, _NARROW)
        where = branches.get(notice.branch, notice.branch) or self.tr("All branches")
        about = self._tiles.get(notice.category, notice.category)
        told = strings.notice_words(notice, self._now())
        column = QVBoxLayout()
        column.setSpacing(self._look.px(theme.TINY))
        column.addWidget(label(told, selectable=True))
        place = " \N{MIDDLE DOT} ".join(filter(None, (where, about)))
        column.addWidget(label(place, "fine"))
        line.row.addLayout(column, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(self._look.px(theme.SMALL))
        change = Button(self.tr("Change"), enter_presses=False)
        over = Button(self.tr("It is over"), enter_presses=False)
        for button in (change, over):
            button.setAccessibleDescription(f"{place}. {told}")
            buttons.addWidget(button)
        buttons.addStretch(0)
        line.row.addLayout(buttons)
        change.clicked.connect(self._on_change)
        over.clicked.connect(self._on_over)
        self._changes[change] = notice
        self._ends[over] = notice
        return line

    def _on_change(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.change_requested.emit(self._changes[button])

    def _on_over(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.end_requested.emit(self._ends[button])
