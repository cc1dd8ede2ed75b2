"""The sign of an outcome: a shape with a mark in it, told apart from afar and without color."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from libdesk.domain.stocktake import Outcome
from libdesk.tokens import Tokens
from libdesk.ui.icons import Shape
from libdesk.ui.theme import Theme

_TRIANGLE, _SQUARE, _DISC, _RING = 1, 2, 3, 4
_CHECK = ((0.27, 0.52), (0.44, 0.69), (0.74, 0.34))
_LARGE = 96


@dataclass(frozen=True, slots=True)
class Sign:
    """A shape with a mark in it.

    Attributes:
        shape: the shape, with its color.
        mark: "check", or a sign that is written; "" for none.
    """

    shape: Shape
    mark: str = ""

    def paint(self, painter: QPainter, place: QRectF, ground: str) -> None:
        """Draw it into the middle of a place, its mark in the color of the ground."""
        edge = min(place.width(), place.height())
        square = QRectF(0, 0, edge, edge)
        square.moveCenter(place.center())
        self.shape.paint(painter, square)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.mark == "check":
            pen = QPen(QColor(ground), edge * 0.11)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(
                [QPointF(square.left() + x * edge, square.top() + y * edge) for x, y in _CHECK]
            )
        elif self.mark:
            font = QFont(painter.font())
            font.setPixelSize(max(1, round(edge * 0.62)))
            font.setWeight(QFont.Weight.Bold)
            painter.setFont(font)
            painter.setPen(QColor(ground))
            # A triangle has its room below the middle.
            lower = edge * 0.12 if self.mark == "!" else 0.0
            painter.drawText(
                square.adjusted(0, lower, 0, lower), Qt.AlignmentFlag.AlignCenter, self.mark
            )
        painter.restore()


def outcome_sign(outcome: Outcome, tokens: Tokens) -> Sign:
    """Return an outcome's sign.

    Found a disc with a check, here by mistake a triangle, unknown a square with a question mark,
    missing an empty ring, broken a square with a cross; counted already a ring with a check.
    """
    return {
        Outcome.FOUND: Sign(Shape(_DISC, tokens.accent), "check"),
        Outcome.SPOT: Sign(Shape(_DISC, tokens.this_week), "@"),
        Outcome.ELSEWHERE: Sign(Shape(_TRIANGLE, tokens.today), "!"),
        Outcome.UNKNOWN: Sign(Shape(_SQUARE, tokens.now), "?"),
        Outcome.MISSING: Sign(Shape(_RING, tokens.when_we_can)),
        Outcome.AGAIN: Sign(Shape(_DISC, tokens.when_we_can), "check"),
        Outcome.BROKEN: Sign(Shape(_SQUARE, tokens.today), "\N{MULTIPLICATION SIGN}"),
    }[outcome]


class LargeSign(QWidget):
    """One sign, large enough to be told from an arm's length; its words stand beside it.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._outcome: Outcome | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())
        look.changed.connect(self._fit)

    def sizeHint(self) -> QSize:
        """Return its size at this size of text, which it need not follow all the way."""
        edge = self._look.px(_LARGE) if self._look.scale < 1.5 else round(_LARGE * 1.5)
        return QSize(edge, edge)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show an outcome's sign; None for none."""
        self._outcome = outcome
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        if self._outcome is None:
            return
        painter = QPainter(self)
        tokens = self._look.tokens
        inner = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        outcome_sign(self._outcome, tokens).paint(painter, inner, tokens.card)
        painter.end()

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
