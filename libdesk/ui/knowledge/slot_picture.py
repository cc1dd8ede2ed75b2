"""The place of a picture on a sheet: the picture, or a frame that says what belongs there."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.domain.knowledge import Slot
from libdesk.domain.problems import Picture
from libdesk.ui import theme
from libdesk.ui.inbox.picture_reading import Shown, read
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

_ROOM = (300, 170)
"""Pixels that a picture takes at most, at the usual text size."""


class SlotPicture(QFrame):
    """Shows one slot; the picture is decoded on a worker.

    Args:
        look: the theme.
        tasks: the threads.
    """

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._slot: Slot | None = None
        self.setProperty("role", "soft")
        self._picture = label(wraps=False)
        self._words = label("", "fine")
        column = QVBoxLayout(self)
        edge = look.px(theme.SMALL)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.TINY))
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._words)
        self._picture.hide()
        self.hide()

    def show_slot(self, slot: Slot | None) -> None:
        """Show what is in a slot; None for no place at all."""
        self._slot = slot
        self.setVisible(slot is not None)
        self._picture.hide()
        self._picture.setPixmap(QPixmap())
        if slot is None:
            return
        self._picture.setAccessibleName(slot.shows)
        if slot.content is None:
            self._words.setText(self.tr("Place for a picture: {shows}").format(shows=slot.shows))
            return
        self._words.setText(slot.shows)
        picture = Picture("", "", slot.content)
        # Twice as many dots as places, for a dense screen.
        within = QSize(*(2 * self._look.px(side) for side in _ROOM))
        self._tasks.outside(
            partial(read, picture, within),
            partial(self._show, slot),
            owner=self,
            key="picture",
            quiet=True,
        )

    def rename(self, shows: str) -> None:
        """Show other words for what is in it."""
        slot = self._slot
        if slot is not None:
            self._picture.setAccessibleName(shows)
            told = self.tr("Place for a picture: {shows}").format(shows=shows)
            self._words.setText(told if slot.content is None else shows)

    def _show(self, slot: Slot, shown: Shown) -> None:
        if slot is not self._slot:
            return
        if shown.image is None:
            self._words.setText(f"{slot.shows}\n{shown.trouble}")
            return
        room = QSize(*map(self._look.px, _ROOM))
        pixmap = QPixmap.fromImage(shown.image)
        wanted = pixmap.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        wanted = wanted.boundedTo(pixmap.size()).expandedTo(QSize(1, 1))
        smooth = Qt.TransformationMode.SmoothTransformation
        ratio = self.devicePixelRatioF()
        made = pixmap.scaled(wanted * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        made.setDevicePixelRatio(ratio)
        self._picture.setPixmap(made)
        self._picture.show()
