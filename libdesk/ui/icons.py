"""Pictures: the project's own line icons in any color, and the four shapes of priority."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from libdesk.domain.priority import Priority
from libdesk.paths import resources
from libdesk.ui.theme import Tokens

_DENSITIES = (1.0, 2.0)


def icon(name: str, color: QColor | str, size: int = 24) -> QIcon:
    """Return an icon in one color, sharp on plain and on dense screens.

    Args:
        name: its file's name in resources/icons/, without the ending.
        color: the color of its lines.
        size: its edge in pixels of a plain screen.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    from PySide6.QtCore import QByteArray  # noqa: PLC0415 - beside the module it is for
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - loads a library; not every window needs one

    drawing = (resources() / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(
        QByteArray(drawing.replace("currentColor", QColor(color).name()).encode())
    )
    made = QIcon()
    for density in _DENSITIES:
        pixmap = _blank(size, density)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        made.addPixmap(pixmap)
    return made


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape and color of a priority; its word stands beside it, always.

    Attributes:
        priority: whose shape it is.
        color: its color.
    """

    priority: Priority
    color: QColor

    def paint(self, painter: QPainter, place: QRectF) -> None:
        """Draw the shape into the middle of `place`, as large as fits."""
        edge = min(place.width(), place.height())
        square = QRectF(0, 0, edge, edge)
        square.moveCenter(place.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color)
        if self.priority is Priority.NOW:
            painter.drawPath(_triangle(square))
        elif self.priority is Priority.TODAY:
            inset = edge * 0.08
            painter.drawRect(square.adjusted(inset, inset, -inset, -inset))
        elif self.priority is Priority.THIS_WEEK:
            painter.drawEllipse(square)
        else:
            width = max(1.5, edge * 0.17)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.color, width))
            painter.drawEllipse(square.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.restore()

    def pixmap(self, size: int, density: float = 1.0) -> QPixmap:
        """Return the shape as a picture of `size` pixels of a plain screen."""
        pixmap = _blank(size, density)
        painter = QPainter(pixmap)
        self.paint(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def priority_shape(priority: Priority, tokens: Tokens) -> Shape:
    """Return a priority's shape: Now triangle, Today square, This week disc, When we can ring."""
    color = {
        Priority.NOW: tokens.now,
        Priority.TODAY: tokens.today,
        Priority.THIS_WEEK: tokens.this_week,
        Priority.WHEN_WE_CAN: tokens.when_we_can,
    }[priority]
    return Shape(priority, QColor(color))


def _triangle(square: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(
        QPolygonF(
            [
                QPointF(square.center().x(), square.top() + square.height() * 0.05),
                QPointF(square.right(), square.bottom() - square.height() * 0.05),
                QPointF(square.left(), square.bottom() - square.height() * 0.05),
            ]
        )
    )
    path.closeSubpath()
    return path


def _blank(size: int, density: float) -> QPixmap:
    pixmap = QPixmap(round(size * density), round(size * density))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
