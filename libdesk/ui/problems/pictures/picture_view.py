"""The frame around the picture: it scrolls a large one, and has smaller copies made on a worker."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from libdesk.ui.problems.pictures.picture_canvas import PictureCanvas
from libdesk.ui.problems.pictures.picture_sources import fitted
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

_LEAST_HEIGHT = 200


class PictureView(QScrollArea):
    """Shows a part of an image with its boxes.

    Args:
        look: the theme.
        tasks: makes the copies that are shown.
    """

    box_marked = Signal(QRect)
    """A box was drawn or confirmed; in the image's pixels."""
    room_changed = Signal()
    """There is more or less room for the picture now."""

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._image: QImage | None = None
        self._part = QRect()
        self.canvas = PictureCanvas(look)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setMinimumHeight(look.px(_LEAST_HEIGHT))
        self.setWidget(self.canvas)
        self.setCornerWidget(QWidget())  # between two scroll bars a style draws lines of its own
        self.canvas.box_marked.connect(self.box_marked)
        self.canvas.box_moved.connect(self._follow)
        self.canvas.preview_requested.connect(self._make_preview)

    def show_part(self, image: QImage | None, part: QRect, boxes: tuple[QRect, ...]) -> None:
        """Show a part of an image, as `PictureCanvas.show_part`; None lets go of the image."""
        self._image, self._part = image, part
        self.canvas.show_part(image, part, boxes)

    def set_own_size(self, *, own: bool) -> None:
        """Show the picture dot by dot; else as large as there is room for."""
        self.canvas.set_own_size(own=own)

    def is_made_smaller(self) -> bool:
        """Say whether the picture has more dots than there is room for."""
        return self.canvas.is_smaller_than_stored(self.maximumViewportSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that the room has changed."""
        super().resizeEvent(event)
        self.room_changed.emit()

    def _follow(self, box: QRect) -> None:
        middle, around = box.center(), box.size() / 2 + QSize(1, 1)
        self.ensureVisible(middle.x(), middle.y(), around.width(), around.height())

    def _make_preview(self, size: QSize) -> None:
        if self._image is not None:
            self._tasks.database(
                partial(_preview, self._image, self._part, size),
                partial(self._show_preview, self._image),
                owner=self,
                key="preview",
                quiet=True,
            )

    def _show_preview(self, image: QImage, preview: QImage) -> None:
        if image is self._image:
            self.canvas.set_preview(preview)


def _preview(image: QImage, part: QRect, size: QSize) -> QImage:
    return fitted(image if part == image.rect() else image.copy(part), size)
