"""Words on paper: set to a width, made to fit a box, or flowing over pages.

Every word is plain text; nothing is ever read as markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from libdesk.tokens import LIGHT
from libdesk.ui.problems.papers.printing import Sheet

INK, QUIET, EDGE = LIGHT.ink, LIGHT.quiet, LIGHT.edge
"""Paper is always white, so its colors are those of the light scheme."""

_BREAKS_WORDS_BELOW = 0.4
"""A long word is broken rather than set in type smaller than this part of the usual."""

_FITS_ONE_LINE_FROM = 0.75
"""Words stand on one line where that takes no smaller type than this part of the usual."""

_FOOT_PT, _FOOT_ROOM_PT, _TABLE_GAP_PT = 9, 24, 10
_DOTS_PER_POINT = 96 / 72
"""Lengths in a document are in dots of a usual screen, and scaled to the paper by Qt."""


def text(
    words: str, font: QFont, width: float, *, color: str = INK, centered: bool = False
) -> QTextDocument:
    """Return words set to a width; a word that is wider than that is broken.

    Args:
        words: any text, shown as it is.
        font: its font, in pixels.
        width: in the painter's units.
        color: as #RRGGBB.
        centered: each line stands in the middle.
    """
    flag = QtCore.Qt.AlignmentFlag
    option = QTextOption(flag.AlignHCenter if centered else flag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(0)
    made.setDefaultFont(font)
    made.setDefaultTextOption(option)
    made.setPlainText(words)
    ink = QTextCharFormat()
    ink.setForeground(QColor(color))
    cursor = QTextCursor(made)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeCharFormat(ink)
    made.setTextWidth(width)
    return made


def fitted(words: str, font: QFont, box: QSizeF, *, color: str = INK) -> QTextDocument:
    """Return words set in the middle of a box, in the font's size or as much smaller as it takes.

    Args:
        words: any text, shown as it is.
        font: its font in the largest size, in pixels.
        box: the room; the result is not higher, and not wider.
        color: as #RRGGBB.
    """
    usual, advance = font.pixelSize(), QFontMetricsF(font).horizontalAdvance
    widest = max(map(advance, words.split()), default=0.0)
    # Shrunk to whole words if that leaves them legible, else broken.
    most = _shrunk(usual, box.width(), widest, _BREAKS_WORDS_BELOW)
    one_line = _shrunk(usual, box.width(), advance(words), _FITS_ONE_LINE_FROM)
    if advance(words) * one_line <= box.width() * usual:
        most = min(most, one_line)
    least = 1
    while least < most:
        middle = (least + most + 1) // 2
        if _set(words, font, middle, box.width(), color).size().height() <= box.height():
            least = middle
        else:
            most = middle - 1
    return _set(words, font, least, box.width(), color)


def draw(painter: QPainter, document: QTextDocument, x: float, y: float) -> float:
    """Draw words with their upper left corner there; return how high they are."""
    painter.save()
    painter.translate(QPointF(x, y))
    document.drawContents(painter)
    painter.restore()
    return document.size().height()


def pen(sheet: Sheet, points: float = 0.75, color: str = EDGE) -> QPen:
    """Return a pen for a line of so many points."""
    return QPen(QColor(color), sheet.pt(points))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a document.

    Attributes:
        words: any text, shown as it is.
        points: its size.
        is_bold: it is bold.
        color: as #RRGGBB.
        after: points between it and what follows.
    """

    words: str
    points: float
    is_bold: bool = False
    color: str = INK
    after: float = 0.0


class Setting:
    """Makes a document, paragraph by paragraph and table by table."""

    def __init__(self) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(option)
        self._cursor = QTextCursor(self.document)
        self._is_fresh = True

    def add(self, line: Line) -> None:
        """Add a paragraph."""
        if not self._is_fresh:
            self._cursor.insertBlock()
        self._is_fresh = False
        self._write(self._cursor, line)

    def table(self, rows: Sequence[Sequence[Sequence[Line]]], widths: Sequence[float]) -> None:
        """Add a table with lines between its rows.

        Args:
            rows: for every row its cells, for every cell its paragraphs.
            widths: of the columns, in percent.
        """
        if not rows:
            return
        shape = QTextTableFormat()
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        shape.setCellPadding(5 * _DOTS_PER_POINT)
        shape.setTopMargin(_TABLE_GAP_PT * _DOTS_PER_POINT)
        shape.setBottomMargin(_TABLE_GAP_PT * _DOTS_PER_POINT)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths]
        )
        table = self._cursor.insertTable(len(rows), len(widths), shape)
        for row, cells in enumerate(rows):
            for column, lines in enumerate(cells):
                cell = table.cellAt(row, column)
                look = cell.format().toTableCellFormat()
                look.setTopBorder(0.75 * _DOTS_PER_POINT)
                look.setTopBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                look.setTopBorderBrush(QBrush(QColor(EDGE)))
                if row == len(rows) - 1:
                    look.setBottomBorder(look.topBorder())
                    look.setBottomBorderStyle(look.topBorderStyle())
                    look.setBottomBorderBrush(look.topBorderBrush())
                cell.setFormat(look)
                cursor = cell.firstCursorPosition()
                for number, line in enumerate(lines):
                    if number:
                        cursor.insertBlock()
                    self._write(cursor, line)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _write(self, cursor: QTextCursor, line: Line) -> None:
        block = QTextBlockFormat()
        block.setBottomMargin(line.after * _DOTS_PER_POINT)
        cursor.setBlockFormat(block)
        look = QTextCharFormat()
        look.setFontPointSize(line.points)
        look.setFontWeight(QFont.Weight.Bold if line.is_bold else QFont.Weight.Normal)
        look.setForeground(QColor(line.color))
        cursor.insertText(line.words, look)


def flow(document: QTextDocument, painter: QPainter, sheet: Sheet, foot: str) -> None:
    """Draw a document on as many pages as it takes, each with its number at the foot.

    Args:
        document: set in points; it is laid out for the sheet here.
        painter: where to.
        sheet: the paper.
        foot: what stands at the foot of every page, before the page's number.
    """
    room = sheet.pt(_FOOT_ROOM_PT)
    page = QSizeF(sheet.size.width(), sheet.size.height() - room)
    document.documentLayout().setPaintDevice(painter.device())
    document.setDocumentMargin(0)
    document.setPageSize(page)
    count = document.pageCount()
    for number in range(count):
        if number:
            sheet.next_page()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(QPointF(0, number * page.height()), page))
        painter.restore()
        words = foot
        if count > 1:
            words = _tr("{paper} · page {number} of {count}").format(
                paper=foot, number=number + 1, count=count
            )
        line = text(words, sheet.font(_FOOT_PT), page.width(), color=QUIET)
        draw(painter, line, 0, sheet.size.height() - line.size().height())


def _shrunk(pixels: int, room: float, needed: float, least: float) -> int:
    """Return the size in which `needed` fits into `room`, or that part of the usual size."""
    if needed <= room:
        return pixels
    return max(1, int(pixels * max(least, room / needed)))


def _set(words: str, font: QFont, pixels: int, width: float, color: str) -> QTextDocument:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    return text(words, sized, width, color=color, centered=True)


def _tr(words: str) -> str:
    return QCoreApplication.translate("typesetting", words)
