"""A field for free words: plain text only, as much of it as can be kept, and Tab leaves it."""

import re

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from libdesk.domain.text import TEXT_LIMIT
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import is_held

_LONG = 10_000
_ENDLESS = re.compile(r"\S{2000}")


class WordsEdit(QPlainTextEdit):
    """A text field that grows with its words up to a few lines, then scrolls.

    What is pasted beyond the limit stays on the clipboard untouched; the field keeps the first
    part and tells that it did.

    Args:
        look: the theme.
        lines: the fewest and the most lines shown.
        limit: characters that can be kept.
    """

    cut_short = Signal(int)
    """So many characters of what was pasted found no room."""
    send_requested = Signal()
    """Ctrl+Enter."""

    def __init__(
        self, look: Theme, lines: tuple[int, int] = (3, 8), limit: int = TEXT_LIMIT
    ) -> None:
        super().__init__()
        self._look = look
        self._lines = lines
        self._limit = limit
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # all of it wraps
        self.document().setDocumentMargin(2)
        self._fit()
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        look.changed.connect(self._fit)

    def words(self) -> str:
        """Return the words."""
        return self.toPlainText()

    def set_words(self, words: str) -> None:
        """Replace all words."""
        self._make_ready_for(words)
        self.setPlainText(words)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, as much of it as there is room for."""
        text = source.text()
        cursor = self.textCursor()
        taken = cursor.selectionEnd() - cursor.selectionStart()
        room = max(0, self._limit - (self.document().characterCount() - 1 - taken))
        self._make_ready_for(text[:room])
        cursor.insertText(text[:room])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if len(text) > room:
            self.cut_short.emit(len(text) - room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send on Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not is_held(event, self):
                self.send_requested.emit()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the fewest lines."""
        return QSize(self._look.px(120), self._height(self._lines[0]))

    def _make_ready_for(self, words: str) -> None:
        """Keep a long text from being laid out more often, or more finely, than it must be (B2)."""
        if len(words) > _LONG:
            # A scroll bar that appears while the text comes in would lay all of it out again.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            self.setFixedHeight(self._height(self._lines[1]))
        if _ENDLESS.search(words):
            # Looking for the best break in a word of 100,000 letters takes Qt seconds.
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def _fit(self) -> None:
        # In a plain text document the height is counted in lines.
        lines = int(self.document().size().height())
        self.setFixedHeight(self._height(min(max(lines, self._lines[0]), self._lines[1])))

    def _height(self, lines: int) -> int:
        line = QFontMetrics(self._look.font()).lineSpacing()
        return line * lines + 2 * self._look.px(8) + 10
