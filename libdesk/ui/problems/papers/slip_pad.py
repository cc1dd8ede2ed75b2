"""A pad of blank slips: four to a page with lines to cut along, for when no computer works."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from libdesk.domain.guidance import Guidance
from libdesk.domain.priority import Stopped
from libdesk.domain.text import clean_line
from libdesk.ui import strings
from libdesk.ui.problems.papers.printing import Sheet
from libdesk.ui.problems.papers.typesetting import INK, QUIET, draw, pen, text
from libdesk.ui.problems.stakes import HOW_BAD

_TITLE_PT, _LABEL_PT, _TICK_PT, _FINE_PT = 13.0, 9.0, 9.0, 8.5
_LEAST_LINES, _MOST_LINES = 3, 6
_LINE_PT = 21.0
"""From one line to write on to the next: three to the inch and a little."""

_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.5)


@dataclass(frozen=True, slots=True)
class SlipPad:
    """A page of four blank slips.

    Attributes:
        things: what may be broken, to be ticked.
        branch: the branch's name; "" for none.
        phone: whom to call when it can't wait; "" for nobody.
    """

    things: tuple[str, ...]
    branch: str = ""
    phone: str = ""

    @property
    def name(self) -> str:
        """What it is called among a printer's jobs."""
        return _tr("Problem slips to fill in by hand")

    def ticks(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the questions that are answered by ticks, each with its answers."""
        seen = (
            _tr("Black or no picture"), _tr("Stuck"), _tr("Slow"), _tr("A message"),
            _tr("Won’t log in"), _tr("Comes and goes"), _tr("Something odd"),
        )  # fmt: skip
        return (
            (_tr("What is it?"), (*self.things, _tr("Something else"))),
            (_tr("What do you see?"), seen),
            (_tr("Who is stopped?"), tuple(map(strings.stopped_words, Stopped))),
            (_tr("How bad right now?"), tuple(map(strings.how_bad_words, HOW_BAD))),
        )

    def notes(self) -> tuple[str, ...]:
        """Return what stands at a slip's foot."""
        call = _tr("Can’t wait? Call {phone}.").format(phone=clean_line(self.phone))
        hand = _tr("Hand this to IT, or type it into LibDesk when a computer works again.")
        return (call, hand) if clean_line(self.phone) else (hand,)

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Draw the page."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = sheet.size.width() / 2, sheet.size.height() / 2
        gap = sheet.pt(13)
        _draw_cuts(painter, sheet)
        for row in (0, 1):
            for column in (0, 1):
                place = QRectF(column * width, row * height, width, height).adjusted(
                    gap * column, gap * row, -gap * (1 - column), -gap * (1 - row)
                )
                _Slip(self, sheet, place).draw(painter)


def of_guidance(guidance: Guidance, branch: str, phone: str) -> SlipPad:
    """Return a pad with the form's own tiles to tick; wishes and small things are not for it.

    Args:
        guidance: the tiles.
        branch: the branch's name; "" for none.
        phone: whom to call when it can't wait; "" for nobody.
    """
    things = (one.text for one in guidance.categories if one.tile and one.asks_effect)
    return SlipPad(tuple(things), branch, phone)


class _Slip:
    """One slip on its quarter of the page; in smaller type where its words need it.

    Args:
        pad: its words.
        sheet: the paper.
        place: where it stands.
    """

    def __init__(self, pad: SlipPad, sheet: Sheet, place: QRectF) -> None:
        self._pad = pad
        self._sheet = sheet
        self._place = place
        self._scale = 1.0
        self._painter: QPainter | None = None
        self._y = 0.0

    def draw(self, painter: QPainter) -> None:
        """Draw it, in the largest type and with the most lines that fit."""
        for self._scale in _SCALES:
            self._go_through(_LEAST_LINES)
            if self._y <= self._place.bottom():
                break
        lines = _LEAST_LINES + int((self._place.bottom() - self._y) // self._pt(_LINE_PT))
        self._painter = painter
        self._go_through(max(_LEAST_LINES, min(_MOST_LINES, lines)))
        self._painter = None

    def _go_through(self, lines: int) -> None:
        """Draw it from top to bottom; without a painter, only find out where that is."""
        self._y = self._place.top()
        self._head()
        self._line(_tr("Where, and which one?"))
        for question, answers in self._pad.ticks():
            self._ticks(question, answers)
        self._y += self._pt(5)
        self._words(_tr("In your words"), _LABEL_PT, bold=True)
        self._words(_tr("No patron names, card numbers or titles, please."), _FINE_PT, color=QUIET)
        for _ in range(lines):
            self._line()
        self._line(_tr("Who should IT ask?"))
        self._line(_tr("Until when?"), _tr("Date and time"))
        self._y += self._pt(7)
        *call, hand = self._pad.notes()
        for words in call:
            self._words(words, _LABEL_PT, bold=True)
        self._words(hand, _FINE_PT)

    def _head(self) -> None:
        top = self._y
        self._words(_tr("Something isn’t working"), _TITLE_PT, bold=True)
        if branch := clean_line(self._pad.branch):
            self._words(branch, _FINE_PT, color=QUIET)
        self._y = max(self._y, top + self._pt(_TITLE_PT)) + self._pt(2)

    def _words(self, words: str, points: float, *, bold: bool = False, color: str = INK) -> None:
        made = text(words, self._font(points, bold=bold), self._place.width(), color=color)
        if self._painter:
            draw(self._painter, made, self._place.left(), self._y)
        self._y += made.size().height()

    def _line(self, *labels: str) -> None:
        """A line to write on: by itself, or shared out among what its labels ask for."""
        fields = [text(words, self._font(_LABEL_PT, bold=True), self._half()) for words in labels]
        tallest = max((field.size().height() for field in fields), default=0.0)
        self._y += max(self._pt(_LINE_PT), tallest + self._pt(4))
        room = self._place.width() - sum(field.idealWidth() for field in fields)
        room /= max(1, len(fields))
        x = self._place.left()
        for field in fields:
            if self._painter:
                draw(self._painter, field, x, self._y - field.size().height() - self._pt(1))
            x += field.idealWidth()
            self._rule(x + self._pt(4), x + room - self._pt(4 if len(fields) > 1 else 0))
            x += room
        if not fields:
            self._rule(x, self._place.right())

    def _rule(self, begin: float, end: float) -> None:
        if self._painter:
            self._painter.setPen(pen(self._sheet))
            self._painter.drawLine(QPointF(begin, self._y), QPointF(end, self._y))

    def _half(self) -> float:
        return self._place.width() / 2

    def _ticks(self, question: str, answers: Sequence[str]) -> None:
        """A question, and boxes to tick in as many rows as they take."""
        self._y += self._pt(5)
        self._words(question, _LABEL_PT, bold=True)
        font = self._font(_TICK_PT)
        metrics = QFontMetricsF(font)
        box, gap = self._pt(8), self._pt(3)
        x, height = 0.0, metrics.height() + self._pt(1.5)
        for answer in map(clean_line, answers):
            width = min(box + gap + metrics.horizontalAdvance(answer), self._place.width())
            if x and x + width > self._place.width():
                x, self._y = 0.0, self._y + height
            if self._painter:
                self._box(self._painter, QRectF(x, self._y, width, height), box, answer, font)
            x += width + self._pt(9)
        self._y += height

    def _box(self, painter: QPainter, at: QRectF, box: float, answer: str, font: QFont) -> None:
        at.translate(self._place.left(), 0)
        painter.setPen(pen(self._sheet, 0.9, INK))
        painter.drawRect(QRectF(at.left(), at.top() + (at.height() - box) / 2, box, box))
        at.setLeft(at.left() + box + self._pt(3))
        metrics = QFontMetricsF(font)
        # Cut only where one answer alone is wider than the slip.
        words = metrics.elidedText(answer, QtCore.Qt.TextElideMode.ElideRight, at.width() + 1)
        painter.setFont(font)
        baseline = at.top() + (at.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(at.left(), baseline), words)

    def _pt(self, points: float) -> float:
        return self._sheet.pt(points) * self._scale

    def _font(self, points: float, *, bold: bool = False) -> QFont:
        return self._sheet.font(points * self._scale, bold=bold)


def _draw_cuts(painter: QPainter, sheet: Sheet) -> None:
    dashed = pen(sheet, 0.75)
    dashed.setStyle(QtCore.Qt.PenStyle.DashLine)
    painter.setPen(dashed)
    width, height = sheet.size.width(), sheet.size.height()
    painter.drawLine(QPointF(width / 2, 0), QPointF(width / 2, height))
    painter.drawLine(QPointF(0, height / 2), QPointF(width, height / 2))


def _tr(words: str) -> str:
    return QCoreApplication.translate("slip_pad", words)
