"""The out-of-order sign: dated, in very large type, and pointing to another machine.

A sign never says why, and never names a person: the type has no place for either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QPointF, QSizeF
from PySide6.QtGui import QPainter

from libdesk.domain.text import clean_line
from libdesk.ui import strings
from libdesk.ui.problems.papers.printing import Sheet
from libdesk.ui.problems.papers.typesetting import INK, QUIET, draw, fitted, pen

_MARK, _GAP = 0.14, 0.03
"""Parts of the page's height."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """A strip of the page with words in its middle.

    Attributes:
        words: the words; a strip without any takes no room.
        points: their size, unless they need a smaller one.
        share: its part of the page's height; 0 for a fair part of what the others leave.
        is_bold: they are bold.
        has_rule: a line stands above it.
        color: as #RRGGBB.
    """

    words: str
    points: float
    share: float = 0.0
    is_bold: bool = False
    has_rule: bool = False
    color: str = INK


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign for one machine; fits one page whatever it says.

    Attributes:
        machine: what people call it.
        instead: what to use meanwhile; "" for nothing.
        on: the day since when it is out of order.
        branch: the branch's name; "" for none.
    """

    machine: str
    instead: str
    on: date
    branch: str = ""

    @property
    def name(self) -> str:
        """What it is called among a printer's jobs: no typed word, because all can read it."""
        return _tr("Out-of-order sign")

    def lines(self) -> tuple[str, ...]:
        """Return all words of the sign, from top to bottom."""
        return tuple(strip.words for strip in self._strips())

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Draw the sign."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = sheet.size.width(), sheet.size.height()
        top = (_MARK + 2 * _GAP) * height
        _draw_mark(painter, sheet, QPointF(width / 2, (_GAP + _MARK / 2) * height), _MARK * height)
        strips = tuple(self._strips())
        left = height - top - sum(strip.share for strip in strips) * height
        fair = left / max(1, sum(not strip.share for strip in strips))
        for strip in strips:
            room = strip.share * height or fair
            if strip.has_rule:
                painter.setPen(pen(sheet, 2, INK))
                painter.drawLine(QPointF(0, top), QPointF(width, top))
            margin = min(sheet.pt(10), room * 0.1)
            words = fitted(
                strip.words,
                sheet.font(strip.points, bold=strip.is_bold),
                QSizeF(width, room - 2 * margin),
                color=strip.color,
            )
            draw(painter, words, 0, top + (room - words.size().height()) / 2)
            top += room

    def _strips(self) -> Iterator[_Strip]:
        since = _tr("Since {day}").format(day=strings.date_words(self.on))
        instead = clean_line(self.instead)
        yield _Strip(_tr("Out of order"), 92, 0.16, is_bold=True)
        if machine := clean_line(self.machine):
            yield _Strip(machine, 54 if instead else 72, is_bold=True)
        if instead:
            words = _tr("Please use: {instead}").format(instead=instead)
            yield _Strip(words, 46, has_rule=True)
        yield _Strip(since, 28, 0.085, is_bold=True, has_rule=True)
        yield _Strip(_tr("We are sorry. The library knows about it."), 22, 0.06)
        if branch := clean_line(self.branch):
            yield _Strip(branch, 16, 0.05, color=QUIET)


def _draw_mark(painter: QPainter, sheet: Sheet, middle: QPointF, size: float) -> None:
    """Draw a barred circle, which needs no language."""
    stroke = size * 0.11
    radius = (size - stroke) / 2
    painter.setPen(pen(sheet, stroke / sheet.pt(1), INK))
    painter.drawEllipse(middle, radius, radius)
    along = QPointF(radius, radius) * 0.7071
    painter.drawLine(middle - along, middle + along)


def _tr(words: str) -> str:
    return QCoreApplication.translate("sign", words)
