"""Known problems in IT's own words, each with "Same here": one click, and it counts (S20)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Notice
from libdesk.ui import icons, strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

LINES, SIGNS = 4, 300
"""So much of one is shown until somebody wants all of it: the tiles must stay in sight."""
SHOWN = 3
"""More of them would push the tiles off the page; the rest are told as a number."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One known problem as it stands there.

    Attributes:
        words: all of its words.
        brief: as many as are shown at first.
        id: where "same here" can be said; "" where it can't.
        was_said: somebody at this computer has said so.
        along: what "same here" would send.
    """

    words: str
    brief: str
    id: str = ""
    was_said: bool = False
    along: str = ""


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
        self._shown: tuple[_Told, ...] = ()
        self._ids: dict[Button, str] = {}
        self._read: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.SMALL))
        self.hide()

    def show_notices(
        self, notices: Sequence[Notice], said: frozenset[str], now: datetime, along: str
    ) -> None:
        """Show these; where nothing has changed, nothing moves.

        Args:
            notices: what is known, newest first.
            said: the ids of those where somebody at this computer has said "same here".
            now: the time.
            along: what "same here" would send, as a sentence.
        """
        told = tuple(_told(one, now, one.id in said, along) for one in notices[:SHOWN])
        left = len(notices) - SHOWN
        if left > 0:
            more = self.tr("And {count} more.").format(count=left)
            told = (*told, _Told(more, more))
        if told == self._shown:
            return
        self._shown = told
        self._ids = {}
        while (cell := self._column.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in told:
            self._column.addWidget(self._banner(one))
        self.setVisible(bool(told))

    def enable_again(self) -> None:
        """Let it be said once more: it was not kept."""
        said = {one.id for one in self._shown if one.was_said}
        for button, notice_id in self._ids.items():
            button.setEnabled(notice_id not in said)

    def _banner(self, told: _Told) -> QFrame:
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
        row.addLayout(self._words(told), 1)
        if told.id:
            button = Button(self.tr("You said so") if told.was_said else self.tr("Same here"))
            button.setAccessibleDescription(f"{told.words} {told.along}".rstrip())
            button.setEnabled(not told.was_said)
            button.clicked.connect(self._on_same)
            self._ids[button] = told.id
            row.addWidget(button)
        return frame

    def _words(self, told: _Told) -> QVBoxLayout:
        """Return its words, with a way to all of them where they are many."""
        column = QVBoxLayout()
        column.setSpacing(0)
        is_read = told.words in self._read
        words = label(told.words if is_read else told.brief, "notice")
        column.addWidget(words)
        if told.brief != told.words and not is_read:
            more = Button(self.tr("Read all of it"), "link")
            more.setAccessibleDescription(told.brief)
            more.clicked.connect(partial(self._on_read, told.words, words, more))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if told.along:
            column.addWidget(label(told.along, "fine"))
        return column

    def _on_read(self, words: str, shown: QLabel, more: Button) -> None:
        self._read.add(words)
        shown.setText(words)
        more.hide()

    def _on_same(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            button.setEnabled(False)
            self.same_here_requested.emit(self._ids[button])


def _told(notice: Notice, now: datetime, was_said: bool, along: str) -> _Told:  # noqa: FBT001 - a step of one loop
    words = strings.notice_words(notice, now)
    along = along if notice.id and not was_said else ""
    text = "\n".join(notice.text.splitlines()[:LINES])[:SIGNS]
    if text == notice.text:
        return _Told(words, words, notice.id, was_said, along)
    brief = strings.notice_words(replace(notice, text=f"{text.rstrip()}…"), now)
    return _Told(words, brief, notice.id, was_said, along)
