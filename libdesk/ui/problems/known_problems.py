"""Known problems in IT's own words, each with "Same here": one click, and it counts (S20)."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Notice
from libdesk.ui import icons, strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

SHOWN = 3
"""More of them would push the tiles off the page; the rest are told as a number."""


class KnownProblems(QWidget):
    """The banners above the tiles.

    Args:
        look: the theme.
    """

    same_here_requested = Signal(str)
    """The id of the known problem."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[tuple[str, bool], ...] = ()
        self._ids: dict[Button, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.SMALL))
        self.hide()

    def show_notices(self, notices: Sequence[Notice], said: frozenset[str], now: datetime) -> None:
        """Show these; where nothing has changed, nothing moves.

        Args:
            notices: what is known, newest first.
            said: the ids of those where somebody at this computer has said "same here".
            now: the time.
        """
        lines = tuple(
            (strings.notice_words(notice, now), notice.id in said) for notice in notices[:SHOWN]
        )
        left = len(notices) - SHOWN
        if left > 0:
            lines = (*lines, (self.tr("And {count} more.").format(count=left), True))
        if lines == self._shown:
            return
        self._shown = lines
        self._ids = {}
        while (cell := self._column.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        for (words, was_said), notice in zip(lines, [*notices[:SHOWN], None], strict=False):
            self._column.addWidget(self._banner(words, notice, was_said=was_said))
        self.setVisible(bool(lines))

    def _banner(self, words: str, notice: Notice | None, *, was_said: bool) -> QFrame:
        px = self._look.px
        frame = QFrame()
        frame.setProperty("role", "banner")
        row = QHBoxLayout(frame)
        edge = px(theme.MEDIUM)
        row.setContentsMargins(edge, px(theme.SMALL), px(theme.SMALL), px(theme.SMALL))
        row.setSpacing(edge)
        picture = label(wraps=False)
        size = px(20)
        made = icons.icon("notice", self._look.tokens.on_notice, size)
        picture.setPixmap(made.pixmap(size, size))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(words, "notice"), 1)
        if notice is not None and notice.id:
            button = Button(self.tr("You said so") if was_said else self.tr("Same here"))
            button.setAccessibleDescription(words)
            button.setEnabled(not was_said)
            button.clicked.connect(self._on_same)
            self._ids[button] = notice.id
            row.addWidget(button)
        return frame

    def _on_same(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            button.setEnabled(False)
            self.same_here_requested.emit(self._ids[button])
