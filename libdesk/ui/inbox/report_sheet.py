"""Read-only words: as tall as they are, to be marked and copied, never read as markup.

The words go in through a text cursor, passage by passage, so that no character of a report can
mean more than itself: no link, no picture, no file is ever opened from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from libdesk.ui import theme
from libdesk.ui.theme import Theme

SHOWN_AT_FIRST = 4_000
"""Characters of one passage that are laid out before somebody asks for the rest."""

_MARKS = 300
"""Words that are underlined; each more would make painting slower, and no reader misses them."""


class Look(Enum):
    """How a run of words looks."""

    TITLE = "title"
    BODY = "body"
    STRONG = "strong"
    QUIET = "quiet"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: runs of words, each with its look.

    Attributes:
        runs: the words.
        gap: the space above, one of the theme's steps; 0 for none.
    """

    runs: tuple[tuple[str, Look], ...]
    gap: int = theme.SMALL


class Sheet(QTextEdit):
    """Shows passages.

    Args:
        look: the theme.
        name: what a screen reader calls it.

    Signals:
        written: the words were written anew; where they are others, no mark is left.
        mark_pressed: the number of a mark that was clicked.
    """

    written = Signal()
    mark_pressed = Signal(int)

    def __init__(self, look: Theme, name: str) -> None:
        super().__init__()
        self._look = look
        self._marks: tuple[tuple[int, int], ...] = ()
        self._passages: tuple[Passage, ...] = ()
        self._whole = False
        self.setProperty("role", "sheet")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        look.changed.connect(self._write)

    @property
    def is_cut(self) -> bool:
        """Say whether some passage is shown in part only."""
        return not self._whole and any(
            len(words) > SHOWN_AT_FIRST for passage in self._passages for words, _ in passage.runs
        )

    def show_passages(self, passages: Sequence[Passage], *, whole: bool = False) -> None:
        """Show these; very long ones from their beginning only, unless `whole`."""
        if (tuple(passages), whole) == (self._passages, self._whole):
            return
        self._passages = tuple(passages)
        self._whole = whole
        self._write()

    def show_whole(self) -> None:
        """Show every character."""
        self.show_passages(self._passages, whole=True)

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Underline words with dots. It is painted over them and changes none of them.

        Args:
            places: first place and the place after the last, as Qt counts them.
        """
        self._marks = tuple(places[:_MARKS])
        dotted = QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(QColor(self._look.tokens.accent))
        selections = []
        for start, end in self._marks:
            one = QTextEdit.ExtraSelection()
            one.format = dotted
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            one.cursor = cursor
            selections.append(one)
        self.setExtraSelections(selections)
        self.viewport().setMouseTracking(bool(selections))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be clicked."""
        super().mouseMoveEvent(event)
        over = self._mark_at(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on a mark; where words were chosen with the mouse, it was no click."""
        super().mouseReleaseEvent(event)
        pressed = self._mark_at(event)
        is_left = event.button() is Qt.MouseButton.LeftButton
        if pressed is not None and is_left and not self.textCursor().hasSelection():
            self.mark_pressed.emit(pressed)

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Load nothing: words name files, they do not open them."""
        return QImage()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text only."""
        copied = QMimeData()
        copied.setText(self.textCursor().selection().toPlainText())
        return copied

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the words need at this width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height that the words need now."""
        return QSize(self._look.px(200), self.height())

    def minimumSizeHint(self) -> QSize:
        """Ask for little width; words break anywhere if they must."""
        return QSize(self._look.px(80), self.height())

    def _write(self) -> None:
        self.setUpdatesEnabled(False)
        marks = self._marks
        before = self.toPlainText() if marks else ""
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for index, passage in enumerate(self._passages):
            block = QTextBlockFormat()
            block.setTopMargin(self._look.px(passage.gap) if index and passage.gap else 0)
            if index:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            for words, look in passage.runs:
                shown = words if self._whole else words[:SHOWN_AT_FIRST]
                if len(shown) < len(words):
                    shown += "…"
                # A line end inside a passage is a line of it, not a new one with a gap above.
                cursor.insertText(shown.replace("\n", "\u2028"), self._format(look))
        cursor.endEditBlock()
        self.mark(marks if marks and self.toPlainText() == before else ())
        self.setUpdatesEnabled(True)
        self._fit()
        self.written.emit()

    def _mark_at(self, event: QMouseEvent) -> int | None:
        if not self._marks:
            return None
        layout, exactly = self.document().documentLayout(), Qt.HitTestAccuracy.ExactHit
        place = layout.hitTest(event.position(), exactly)
        inside = (n for n, (start, end) in enumerate(self._marks) if start <= place < end)
        return next(inside, None)

    def _format(self, look: Look) -> QTextCharFormat:
        size = {Look.TITLE: theme.TEXT_HEADING, Look.FINE: theme.TEXT_FINE}.get(
            look, theme.TEXT_BODY
        )
        made = QTextCharFormat()
        made.setFont(self._look.font(size, bold=look in (Look.TITLE, Look.STRONG)))
        quiet = look in (Look.QUIET, Look.FINE)
        tokens = self._look.tokens
        made.setForeground(QColor(tokens.quiet if quiet else tokens.ink))
        return made

    def _fit(self) -> None:
        around = self.height() - self.viewport().height()
        self.setFixedHeight(ceil(self.document().size().height()) + max(0, around))
        self.updateGeometry()
