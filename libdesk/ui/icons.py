"""Pictures: the project's own line icons in any color, and the four shapes of priority."""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QPainter,
    QPen,
    QPixmap,
    QPixmapCache,
    QPolygonF,
)

from libdesk.tokens import Tokens
from libdesk.ui.drawings import drawing

if TYPE_CHECKING:
    from libdesk.domain.priority import Priority


def icon(name: str, color: QColor | str, size: int = 24) -> QIcon:
    """Return an icon in one color, sharp on plain and on dense screens.

    Args:
        name: its file's name in resources/icons/, without the ending.
        color: the color of its lines.
        size: its edge in pixels of a plain screen.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    renderer = drawing(name, color)
    made = QIcon()
    for density in _densities():
        pixmap = _blank(size, density)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        made.addPixmap(pixmap)
    return made


def picture(name: str, color: str, size: int, density: float) -> QPixmap:
    """Return a drawing as one picture; it is drawn once, and then kept for the next page.

    Args:
        name: its file's name in resources/icons/, without the ending.
        color: the color of its lines, as #RRGGBB.
        size: its edge in pixels of a plain screen.
        density: that of the screen it is painted on.

    Raises:
        FileNotFoundError: there is no such drawing.
    """
    key = f"libdesk {name} {color} {size} {density}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        renderer = drawing(name, color)
        made = _blank(size, density)
        painter = QPainter(made)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        QPixmapCache.insert(key, made)
    return made


class Shape:
    """The shape and color of a priority; its word stands beside it, always.

    Args:
        priority: whose shape it is, 1 being the most urgent.
        color: its color.
    """

    def __init__(self, priority: int, color: str) -> None:
        self._form = _FORMS[priority - 1]
        self.color = QColor(color)

    def paint(self, painter: QPainter, place: QRectF) -> None:
        """Draw the shape into the middle of `place`, as large as fits."""
        edge = min(place.width(), place.height())
        square = QRectF(0, 0, edge, edge)
        square.moveCenter(place.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(self.color)
        self._form(painter, square, self.color)
        painter.restore()

    def pixmap(self, size: int, density: float = 1.0) -> QPixmap:
        """Return the shape as a picture of `size` pixels of a plain screen."""
        pixmap = _blank(size, density)
        painter = QPainter(pixmap)
        self.paint(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def priority_shape(priority: "Priority", tokens: Tokens) -> Shape:
    """Return a priority's shape: Now triangle, Today square, This week disc, When we can ring."""
    colors = (tokens.now, tokens.today, tokens.this_week, tokens.when_we_can)
    return Shape(priority, colors[priority - 1])


def paint_bubble(painter: QPainter, square: QRectF, color: QColor) -> None:
    """Draw a speech bubble into a square: somebody has said something."""
    edge = square.width()
    body = QRectF(square.left(), square.top() + edge * 0.06, edge, edge * 0.66)
    tail = QPolygonF(
        [
            QPointF(square.left() + edge * 0.22, body.bottom() - 1),
            QPointF(square.left() + edge * 0.22, square.bottom()),
            QPointF(square.left() + edge * 0.56, body.bottom() - 1),
        ]
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(body, edge * 0.18, edge * 0.18)
    painter.drawPolygon(tail)
    painter.restore()


def _triangle(painter: QPainter, square: QRectF, _color: QColor) -> None:
    inset = square.height() * 0.05
    corners = [
        QPointF(square.center().x(), square.top() + inset),
        QPointF(square.right(), square.bottom() - inset),
        QPointF(square.left(), square.bottom() - inset),
    ]
    painter.drawPolygon(QPolygonF(corners))


def _square(painter: QPainter, square: QRectF, _color: QColor) -> None:
    inset = square.width() * 0.08
    painter.drawRect(square.adjusted(inset, inset, -inset, -inset))


def _disc(painter: QPainter, square: QRectF, _color: QColor) -> None:
    painter.drawEllipse(square)


def _ring(painter: QPainter, square: QRectF, color: QColor) -> None:
    width = max(1.5, square.width() * 0.17)
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, width))
    painter.drawEllipse(square.adjusted(width / 2, width / 2, -width / 2, -width / 2))


_FORMS = (_triangle, _square, _disc, _ring)


def _densities() -> set[float]:
    """Return the plain density and that of the densest screen: a window may be moved there."""
    app = QGuiApplication.instance()
    return {1.0, app.devicePixelRatio()} if isinstance(app, QGuiApplication) else {1.0}


def _blank(size: int, density: float) -> QPixmap:
    pixmap = QPixmap(round(size * density), round(size * density))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(QColor(0, 0, 0, 0))
    return pixmap
