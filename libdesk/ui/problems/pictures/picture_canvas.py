"""The picture on its page: shown whole or at its own size, with a box drawn by mouse or by keys.

It only shows and asks. What is done with a box, and the pixels that are kept, are the page's.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from libdesk.tokens import LIGHT
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import is_held

STEP = 10
"""Pixels on the screen that an arrow key moves the box by; with Ctrl, one."""
LEAST = 4
"""Pixels on the screen of the smallest box; a press without a drag marks nothing."""
BLACK = QColor(0, 0, 0)
"""What is blacked out is this in either scheme, for it is what IT gets."""

_ARROWS: dict[int, QPoint] = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A part of an image, and the place in the widget that it fills."""

    part: QRect
    place: QRectF

    def to_image(self, here: QRectF) -> QRectF:
        """Return a box of the widget in the image's pixels, as far as it lies in the part."""
        factor = self.part.width() / self.place.width()
        corner = (here.topLeft() - self.place.topLeft()) * factor + QPointF(self.part.topLeft())
        return QRectF(corner, here.size() * factor).intersected(QRectF(self.part))

    def box(self, here: QRectF) -> QRect:
        """Return the whole pixels of the image that a box of the widget touches."""
        return self.to_image(here).toAlignedRect().intersected(self.part)

    def from_image(self, box: QRect) -> QRectF:
        """Return a box of the image in whole pixels of the widget."""
        factor = self.place.width() / self.part.width()
        corner = QPointF(box.topLeft() - self.part.topLeft()) * factor + self.place.topLeft()
        return QRectF(QRectF(corner, QSizeF(box.size()) * factor).toRect())


class PictureCanvas(QWidget):
    """Shows a part of an image and asks for a smaller copy of it when that is needed.

    Args:
        look: the theme.
    """

    box_marked = Signal(QRect)
    """A box was drawn or confirmed; in the image's pixels."""
    box_moved = Signal(QRect)
    """The box of the keys is elsewhere; in this widget's pixels."""
    preview_requested = Signal(QSize)
    """The shown part is wanted at most this large, in the screen's own pixels."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._image: QImage | None = None
        self._part = QRect()
        self._boxes: tuple[QRect, ...] = ()
        self._preview: QPixmap | None = None
        self._is_own_size = False
        self._drag: tuple[QPointF, QPointF] | None = None
        self._key_box: QRectF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_part(self, image: QImage | None, part: QRect, boxes: tuple[QRect, ...]) -> None:
        """Show a part of an image with black boxes on it.

        Args:
            image: all of it; None shows nothing.
            part: what is shown, in the image's pixels.
            boxes: what is blacked out, in the image's pixels.
        """
        if image is not self._image or part != self._part:
            self._image, self._part = image, part
            self._preview = self._key_box = self._drag = None
            self._fit()
        self._boxes = boxes
        self.setCursor(Qt.CursorShape.CrossCursor if image else Qt.CursorShape.ArrowCursor)
        self.update()

    def set_preview(self, preview: QImage) -> None:
        """Show this smaller copy of the part."""
        self._preview = QPixmap.fromImage(preview)
        self._preview.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    def set_own_size(self, *, own: bool) -> None:
        """Show the picture dot by dot; else as large as there is room for."""
        self._is_own_size = own
        self._key_box = None
        self._fit()

    def is_smaller_than_stored(self, room: QSize) -> bool:
        """Say whether the part is shown smaller than it is when it has this room."""
        stored = _own_size(self._part, self.devicePixelRatioF())
        return stored.width() > room.width() or stored.height() > room.height()

    def minimumSizeHint(self) -> QSize:
        """Return its own size where that is shown; else what a picture needs to be of use."""
        least = self._look.px(120)
        own = _own_size(self._part, self.devicePixelRatioF())
        return own if self._is_own_size else QSize(least, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a copy that fits."""
        super().resizeEvent(event)
        self._key_box = None
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what was prepared; nothing is made smaller here."""
        painter = QPainter(self)
        shown = self._shown()
        place = shown.place
        if self._image is None or place.isEmpty():
            return
        if self._preview is not None:
            off = self._preview.deviceIndependentSize() - place.size()
            if max(abs(off.width()), abs(off.height())) < 2:
                painter.drawPixmap(place.topLeft(), self._preview)
            else:  # the one that fits is on its way
                painter.drawPixmap(place, self._preview, QRectF(self._preview.rect()))
        elif self._is_own_size:
            seen = QRectF(event.rect()).intersected(place)
            painter.drawImage(seen, self._image, shown.to_image(seen))
        else:
            painter.fillRect(place, QColor(self._look.tokens.soft))
        for box in self._boxes:
            painter.fillRect(shown.from_image(box).intersected(place), BLACK)
        tokens = self._look.tokens
        width = 3 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.edge), width))
        inset = width / 2
        painter.drawRect(place.adjusted(inset, inset, -inset, -inset))
        if (marked := self._marked()) is not None:
            _paint_marked(painter, marked, self._look.px(2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a box."""
        if event.button() == Qt.MouseButton.LeftButton and self._image is not None:
            self._key_box = None
            self._drag = (event.position(), event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the box along."""
        if self._drag is not None:
            self._drag = (self._drag[0], event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the box."""
        if event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            self._drag = (self._drag[0], event.position())
            box = self._marked()
            self._drag = None
            self.update()
            if box is not None and min(box.width(), box.height()) >= LEAST:
                self.box_marked.emit(self._shown().box(box))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and size a box by the arrows; mark it by Enter or Space."""
        key = event.key()
        arrow = _ARROWS.get(key)
        if self._image is None:
            event.ignore()
        elif arrow is not None:
            self._move(arrow, event.modifiers())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._key_box is None:  # nothing is blacked out that was not seen marked first
                self._move(QPoint(), Qt.KeyboardModifier.NoModifier)
            elif not is_held(event, self):
                self.box_marked.emit(self._shown().box(self._key_box))
        elif key == Qt.Key.Key_Escape and (self._drag or self._key_box):
            self._drag = self._key_box = None
            self.update()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the box of the keys away."""
        super().focusOutEvent(event)
        self._key_box = None
        self.update()

    def _fit(self) -> None:
        self.setMinimumSize(self.minimumSizeHint() if self._is_own_size else QSize(1, 1))
        self.updateGeometry()
        self._ask()

    def _ask(self) -> None:
        if self._image is None or self._is_own_size:
            self._preview = None
            self.update()
            return
        size = (QSizeF(self.size()) * self.devicePixelRatioF()).toSize()
        if not size.isEmpty():
            self.preview_requested.emit(size)

    def _shown(self) -> _Shown:
        """Return where the part is shown: in the middle of this widget."""
        size = QSizeF(_own_size(self._part, self.devicePixelRatioF()))
        if not self._is_own_size and self.is_smaller_than_stored(self.size()):
            size = size.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(QRectF(self.rect()).center())
        return _Shown(self._part, QRectF(place.toRect()))

    def _marked(self) -> QRectF | None:
        if self._drag is not None:
            return QRectF(*self._drag).normalized().intersected(self._shown().place)
        return self._key_box

    def _move(self, way: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        place = self._shown().place
        if self._key_box is None:
            size = QSizeF(self._look.px(120), self._look.px(24)).boundedTo(place.size())
            self._key_box = QRectF(QPointF(0, 0), size)
            seen = QRectF(self.visibleRegion().boundingRect()).intersected(place)
            self._key_box.moveCenter((seen if not seen.isEmpty() else place).center())
        else:
            step = 1 if modifiers & Qt.KeyboardModifier.ControlModifier else STEP
            by = QPointF(way) * step
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                box = self._key_box.adjusted(0, 0, by.x(), by.y())
                if min(box.width(), box.height()) >= LEAST:
                    self._key_box = box.intersected(place)
            else:
                self._key_box = _inside(self._key_box.translated(by), place)
        self.box_moved.emit(self._key_box.toAlignedRect())
        self.update()


def _own_size(part: QRect, density: float) -> QSize:
    """Return the room that a part takes dot by dot."""
    return (QSizeF(part.size()) / density).toSize()


def _paint_marked(painter: QPainter, box: QRectF, thick: int) -> None:
    """Paint a box that can be told from any picture: dark, with a light and a dark edge."""
    shade = QColor(BLACK)
    shade.setAlphaF(0.45)
    painter.fillRect(box, shade)
    for color, style in (
        (QColor(LIGHT.card), Qt.PenStyle.SolidLine),
        (QColor(LIGHT.accent), Qt.PenStyle.DashLine),
    ):
        painter.setPen(QPen(color, thick, style))
        painter.drawRect(box)


def _inside(box: QRectF, place: QRectF) -> QRectF:
    """Return the box moved so that all of it lies in `place`."""
    moved = QRectF(box)
    moved.moveLeft(min(max(box.left(), place.left()), place.right() - box.width()))
    moved.moveTop(min(max(box.top(), place.top()), place.bottom() - box.height()))
    return moved
