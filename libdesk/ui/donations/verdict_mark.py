"""A verdict as shape and word in the color of both: never the color alone."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from libdesk.domain.donation_policy import Verdict
from libdesk.tokens import Tokens
from libdesk.ui import theme
from libdesk.ui.donations.wording import verdict_words
from libdesk.ui.theme import Theme

_SHAPE = 14
_LARGE = 22
"""Edges of the shape, in pixels at the usual text size."""

_Form = Callable[[QPainter, QRectF, QPen], None]


def verdict_color(verdict: Verdict, tokens: Tokens) -> str:
    """Return a verdict's color."""
    return {
        Verdict.ACCEPT: tokens.accent,
        Verdict.SPARE: tokens.accent,
        Verdict.PARTS: tokens.this_week,
        Verdict.MAYBE: tokens.today,
        Verdict.REFER: tokens.this_week,
        Verdict.DECLINE: tokens.danger,
    }[verdict]


def paint_verdict(painter: QPainter, place: QRectF, verdict: Verdict, tokens: Tokens) -> None:
    """Draw a verdict's shape into the middle of `place`, as large as fits.

    Accept is a full disc with a check, a spare the same as a ring, parts a cut square, maybe a
    diamond with a question mark, refer an arrow that goes on, and decline a cross in a ring.
    """
    edge = min(place.width(), place.height())
    square = QRectF(0, 0, edge, edge)
    square.moveCenter(place.center())
    color = QColor(verdict_color(verdict, tokens))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, max(1.5, edge * 0.11))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    inner = QPen(QColor(tokens.card), pen.widthF())
    inner.setCapStyle(Qt.PenCapStyle.RoundCap)
    is_full = verdict is Verdict.ACCEPT
    painter.setPen(pen)
    painter.setBrush(color if is_full else Qt.BrushStyle.NoBrush)
    half = pen.widthF() / 2
    body = square.adjusted(half, half, -half, -half)
    _FORMS[verdict](painter, body, inner if is_full else pen)
    painter.restore()


class VerdictMark(QLabel):
    """Paints a verdict; its text is the word, for a screen reader and for a test.

    Args:
        look: the theme.
        is_large: it heads a page.
    """

    def __init__(self, look: Theme, *, is_large: bool = False) -> None:
        super().__init__()
        self._look = look
        self._verdict = Verdict.MAYBE
        self._edge = _LARGE if is_large else _SHAPE
        self._size = theme.TEXT_HEADING if is_large else theme.TEXT_BODY
        self.setTextFormat(Qt.TextFormat.PlainText)
        look.changed.connect(self.updateGeometry)

    @property
    def verdict(self) -> Verdict:
        """Return what it shows."""
        return self._verdict

    def show_verdict(self, verdict: Verdict) -> None:
        """Show another verdict."""
        self._verdict = verdict
        self.setText(verdict_words(verdict))
        self.setAccessibleName(verdict_words(verdict))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for shape and words on one line."""
        return self._room(self._metrics().horizontalAdvance(self.text()))

    def minimumSizeHint(self) -> QSize:
        """Return the room for the shape beside the longest word."""
        metrics = self._metrics()
        longest = (metrics.horizontalAdvance(one) for one in self.text().split())
        return self._room(max(longest, default=0))

    def hasHeightForWidth(self) -> bool:
        """Say that words take another line where they have to."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at this width."""
        room = max(1, width - self._beside())
        bounds = self._metrics().boundingRect(0, 0, room, 10_000, self._flags(), self.text())
        return max(self._look.px(self._edge), bounds.height()) + 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape, then the words."""
        tokens, edge, beside = self._look.tokens, self._look.px(self._edge), self._beside()
        painter = QPainter(self)
        is_mirrored = self.isRightToLeft()
        left = self.width() - edge if is_mirrored else 0
        line = self._metrics().height()
        top = max(0, (min(line, self.height()) - edge) / 2)
        if self.height() <= 2 * line:
            top = (self.height() - edge) / 2
        paint_verdict(painter, QRectF(left, top, edge, edge), self._verdict, tokens)
        painter.setFont(self._look.font(self._size, bold=True))
        painter.setPen(QColor(verdict_color(self._verdict, tokens)))
        words = self.rect().adjusted(0 if is_mirrored else beside, 0, -beside * is_mirrored, 0)
        painter.drawText(words, self._flags(), self.text())

    def _flags(self) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return (side | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextWordWrap.value

    def _beside(self) -> int:
        return self._look.px(self._edge) + self._look.px(theme.SMALL)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._look.font(self._size, bold=True))

    def _room(self, words: int) -> QSize:
        height = max(self._look.px(self._edge), self._metrics().height()) + 2
        return QSize(self._beside() + words + 2, height)


class FateMark(QWidget):
    """How a machine does on one line, as a small shape; its word is its accessible name.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._fate, self._is_known = "pass", True
        look.changed.connect(self._fit)
        self._fit()

    def show_fate(self, fate: str, words: str, *, is_known: bool) -> None:
        """Show another: "pass", "soft" or "fail", and its word."""
        self._fate, self._is_known = fate, is_known
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a check, a half disc, a cross, or a ring with a question mark."""
        tokens, edge = self._look.tokens, float(self._look.px(_SHAPE))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._color(tokens)), max(1.5, edge * 0.12))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        half = pen.widthF() / 2 + 0.5
        square = QRectF(half, half, edge - 2 * half, edge - 2 * half)
        if not self._is_known:
            _question(painter, square, pen)
        elif self._fate == "pass":
            _check(painter, square, pen)
        elif self._fate == "fail":
            _cross(painter, square, pen)
        else:
            painter.drawEllipse(square)
            painter.setBrush(pen.color())
            painter.drawChord(square, 90 * 16, 180 * 16)

    def _color(self, tokens: Tokens) -> str:
        if not self._is_known:
            return tokens.quiet
        return {"pass": tokens.accent, "soft": tokens.today, "fail": tokens.danger}[self._fate]

    def _fit(self) -> None:
        edge = self._look.px(_SHAPE)
        self.setFixedSize(edge, edge)
        self.update()


def _at(square: QRectF, *points: tuple[float, float]) -> QPolygonF:
    """Return points of a square whose edges are 0 and 1."""
    return QPolygonF(
        [
            QPointF(square.left() + x * square.width(), square.top() + y * square.height())
            for x, y in points
        ]
    )


def _check(painter: QPainter, square: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.drawPolyline(_at(square, (0.12, 0.55), (0.4, 0.82), (0.9, 0.2)))


def _cross(painter: QPainter, square: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.drawPolyline(_at(square, (0.15, 0.15), (0.85, 0.85)))
    painter.drawPolyline(_at(square, (0.85, 0.15), (0.15, 0.85)))


def _question(painter: QPainter, square: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    hook = square.adjusted(
        square.width() * 0.22, 0, -square.width() * 0.22, -square.height() * 0.42
    )
    painter.drawArc(hook, -70 * 16, 230 * 16)
    painter.drawPolyline(_at(square, (0.5, 0.56), (0.5, 0.68)))
    painter.drawPolyline(_at(square, (0.5, 0.98), (0.5, 0.99)))


def _accepted(painter: QPainter, square: QRectF, pen: QPen) -> None:
    painter.drawEllipse(square)
    _check(painter, _middle(square, 0.24), pen)


def _parts(painter: QPainter, square: QRectF, pen: QPen) -> None:
    corners = (0.3, 0), (1, 0), (1, 0.7), (0.7, 1), (0, 1), (0, 0.3)
    painter.drawPolygon(_at(square, *corners))
    painter.setPen(pen)
    painter.drawPolyline(_at(square, (0.3, 0.5), (0.7, 0.5)))


def _maybe(painter: QPainter, square: QRectF, pen: QPen) -> None:
    painter.drawPolygon(_at(square, (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)))
    thin = QPen(pen)
    thin.setWidthF(pen.widthF() * 0.75)
    _question(painter, _middle(square, 0.3), thin)


def _refer(painter: QPainter, square: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.drawPolyline(_at(square, (0.02, 0.5), (0.95, 0.5)))
    painter.drawPolyline(_at(square, (0.58, 0.13), (0.96, 0.5), (0.58, 0.87)))


def _decline(painter: QPainter, square: QRectF, pen: QPen) -> None:
    painter.drawEllipse(square)
    _cross(painter, _middle(square, 0.28), pen)


def _middle(square: QRectF, inset: float) -> QRectF:
    by = square.width() * inset
    return square.adjusted(by, by, -by, -by)


_FORMS: Mapping[Verdict, _Form] = {
    Verdict.ACCEPT: _accepted,
    Verdict.SPARE: _accepted,
    Verdict.PARTS: _parts,
    Verdict.MAYBE: _maybe,
    Verdict.REFER: _refer,
    Verdict.DECLINE: _decline,
}
