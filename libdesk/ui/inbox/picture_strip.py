"""A report's pictures in small, in a row that wraps; each opens larger inside the window."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from libdesk.domain.problems import Picture
from libdesk.ui import theme
from libdesk.ui.inbox.picture_reading import Shown, read, size_words
from libdesk.ui.inbox.picture_view import PictureView
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

_SMALL = QSize(132, 96)


class PictureStrip(QWidget):
    """Shows pictures that strangers sent, as far as they can be shown.

    They are decoded away from the GUI thread, one after the other; what cannot be shown is named.

    Args:
        look: the theme.
        tasks: runs the decoding.
    """

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._pictures: tuple[Picture, ...] = ()
        self._row: _Row | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show these; the same ones as before stay as they are."""
        if tuple(pictures) == self._pictures:
            return
        self._pictures = tuple(pictures)
        if self._row is not None:
            # Answers for a row that is gone are dropped with it.
            self._column.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
        self._row = _Row(self._look, self._tasks, self._pictures) if pictures else None
        if self._row is not None:
            self._column.addWidget(self._row)
        self.setVisible(bool(pictures))


class _Row(QWidget):
    """The pictures of one problem."""

    def __init__(self, look: Theme, tasks: Tasks, pictures: Sequence[Picture]) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        flow = FlowLayout(px(theme.SMALL))
        column.addLayout(flow)
        self._troubles = column
        within = QSize(px(_SMALL.width()), px(_SMALL.height())) * self.devicePixelRatioF()
        for picture in pictures:
            thumbnail = _Thumbnail(look, picture)
            thumbnail.open_requested.connect(self._open)
            flow.addWidget(thumbnail)
            tasks.outside(
                partial(read, picture, within),
                partial(self._show, thumbnail),
                owner=self,
                quiet=True,
            )

    def _show(self, thumbnail: "_Thumbnail", shown: Shown) -> None:
        if shown.image is not None:
            pixmap = QPixmap.fromImage(shown.image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            thumbnail.show_small(pixmap)
            return
        thumbnail.hide()
        self._troubles.addWidget(label(shown.trouble, "quiet"))

    def _open(self, picture: Picture) -> None:
        view = PictureView(self._look, self._tasks, picture, self.window())
        view.open_over(self.sender())


class _Thumbnail(QPushButton):
    """One picture; Space, Enter or a click open it.

    Signals:
        open_requested: the Picture.
    """

    open_requested = Signal(object)

    def __init__(self, look: Theme, picture: Picture) -> None:
        super().__init__()
        self._picture = picture
        size = QSize(look.px(_SMALL.width()), look.px(_SMALL.height()))
        around = 2 * look.px(theme.SMALL)
        self.setProperty("role", "tile")
        self.setIconSize(size)
        self.setFixedSize(size + QSize(around, around))
        name = self.tr("Picture {name}, {size}").format(name=picture.name, size=size_words(picture))
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Opens it larger, in this window."))
        self.clicked.connect(self._on_clicked)

    def show_small(self, pixmap: QPixmap) -> None:
        """Show the picture itself."""
        self.setIcon(QIcon(pixmap))

    def _on_clicked(self) -> None:
        self.open_requested.emit(self._picture)
