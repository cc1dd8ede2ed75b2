"""The pictures of a report on its answers page: small ones to look at, and ways to add one."""

from functools import partial

from PySide6.QtCore import QDir, QObject, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.problems import PICTURE_COUNT, PICTURES_LIMIT, Picture
from libdesk.ui import icons, theme
from libdesk.ui.problems.pictures.picture_keeping import thumbnail
from libdesk.ui.problems.pictures.picture_sources import Source
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

THUMBNAIL = QSize(120, 80)
"""Pixels of a plain screen that a small picture takes at most."""


class PictureStrip(QWidget):
    """Holds the pictures of one report.

    Args:
        look: the theme.
        tasks: makes the small pictures.
    """

    screen_requested = Signal()
    file_requested = Signal()
    back_requested = Signal()
    """The picture that was left out shall come back."""
    changed = Signal()
    """A picture came or went."""

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._pictures: tuple[Picture, ...] = ()
        self._cards: list[_SmallPicture] = []
        self._is_allowed = True
        self._build()
        self._screen.clicked.connect(self.screen_requested)
        self._file.clicked.connect(self.file_requested)
        self._back.clicked.connect(self.back_requested)
        self._show()

    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures in the order in which they were added."""
        return self._pictures

    def add(self, picture: Picture) -> bool:
        """Add a picture; say whether there was room for it. Where there was none, tell so."""
        if not self._has_room(picture):
            return False
        self._put(picture)
        self._show()
        self.changed.emit()
        return True

    def set_pictures(self, pictures: tuple[Picture, ...]) -> None:
        """Take these instead of what is here, as when a draft comes back; none where off."""
        for each in self._cards:
            each.deleteLater()
        self._cards, self._pictures = [], ()
        self.say("")
        for picture in pictures if self._is_allowed else ():
            self._put(picture)
        self._show()
        self.changed.emit()

    def set_allowed(self, allowed: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Offer pictures, or say that they are off on this computer and hold none."""
        self._is_allowed = allowed
        if self._pictures and not allowed:
            self.set_pictures(())
        self._show()

    def say(self, words: str) -> None:
        """Tell what is the matter with a picture, until the next one comes; "" tells nothing."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def offer_back(self, *, is_offered: bool) -> None:
        """Offer to bring back the picture that was left out, or offer it no more."""
        if self._back.hasFocus():
            self._screen.setFocus(Qt.FocusReason.OtherFocusReason)  # not to what is below by chance
        self._gone.setVisible(is_offered)

    def _build(self) -> None:
        gap = self._look.px(theme.SMALL)
        self._screen = Button(self.tr("Add a picture of the screen"))
        self._file = Button(self.tr("Choose a picture file…"))
        self._row = QWidget()
        self._small = FlowLayout(gap)
        self._row.setLayout(self._small)
        self._buttons = QWidget()
        buttons = FlowLayout(gap)
        buttons.addWidget(self._screen)
        buttons.addWidget(self._file)
        self._buttons.setLayout(buttons)
        self._words = label("", "trouble")
        self._words.hide()
        self._back = Button(self.tr("Bring it back"), "link")
        self._gone = QWidget()
        gone = QHBoxLayout(self._gone)
        gone.setContentsMargins(0, 0, 0, 0)
        gone.setSpacing(gap)
        gone.addWidget(label(self.tr("Picture not used."), wraps=False))
        gone.addWidget(self._back)
        gone.addStretch(1)
        self._gone.hide()
        self._fine = label("", "fine")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        for widget in (self._row, self._buttons, self._gone, self._words, self._fine):
            column.addWidget(widget)

    def _has_room(self, picture: Picture) -> bool:
        if len(self._pictures) >= PICTURE_COUNT:
            self.say(
                self.tr("A report takes {count} pictures. Remove one to add another.").format(
                    count=PICTURE_COUNT
                )
            )
            return False
        total = sum(len(each.content) for each in (*self._pictures, picture))
        if total > PICTURES_LIMIT:
            self.say(
                self.tr(
                    "Together the pictures would have more than {limit} MB. Remove one to add "
                    "this one."
                ).format(limit=PICTURES_LIMIT // 1_000_000)
            )
            return False
        return True

    def _put(self, picture: Picture) -> None:
        made = _SmallPicture(picture.name, self._look)
        made.remove_requested.connect(self._on_remove)
        self._small.addWidget(made)
        self._cards.append(made)
        self._pictures = (*self._pictures, picture)
        self._tasks.database(
            partial(thumbnail, picture, made.room()),
            made.show_image,
            owner=made,
            failed=made.show_none,
            quiet=True,
        )

    def _on_remove(self) -> None:
        made = self.sender()
        at = next((index for index, each in enumerate(self._cards) if each is made), None)
        if at is None:
            return
        self._pictures = self._pictures[:at] + self._pictures[at + 1 :]
        gone = self._cards.pop(at)
        self._small.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.say("")
        self._show()
        left = self._cards[min(at, len(self._cards) - 1)].button if self._cards else self._screen
        left.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        for number, each in enumerate(self._cards, 1):
            each.set_number(number)
        self._row.setVisible(bool(self._cards))
        self._buttons.setVisible(self._is_allowed)
        self._fine.setText(
            self.tr("You can also paste a picture with Ctrl+V, or drop one here.")
            if self._is_allowed
            else self.tr("Pictures are off on this computer.")
        )


class _SmallPicture(QFrame):
    """One picture with its name, and the button that removes it."""

    remove_requested = Signal()

    def __init__(self, name: str, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._has_image = False
        self.setProperty("role", "card")
        self._shown = label(wraps=False)
        self._shown.setFixedSize(THUMBNAIL)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(self.tr("Remove"), "link", enter_presses=False)
        self.button.clicked.connect(self.remove_requested)
        column = QVBoxLayout(self)
        edge = look.px(theme.SMALL)
        column.setContentsMargins(edge, edge, edge, 0)
        column.setSpacing(0)
        column.addWidget(self._shown, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        look.changed.connect(self._draw)
        self._draw()

    def room(self) -> QSize:
        """Return how large the picture may be, in the screen's own pixels."""
        return THUMBNAIL * self.devicePixelRatioF()

    def set_number(self, number: int) -> None:
        """Take its place in the row."""
        self._shown.setAccessibleName(
            self.tr("Picture {number}, {name}").format(number=number, name=self._name)
        )
        self.button.setAccessibleName(
            self.tr("Remove picture {number}, {name}").format(number=number, name=self._name)
        )

    def show_image(self, image: QImage | None) -> None:
        """Show the small picture; without one, the sign for a picture stays."""
        if image is not None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            self._has_image = True
            self._shown.setPixmap(pixmap)

    def show_none(self, _error: Exception) -> None:
        """Keep the sign for a picture: it may be kept but cannot be shown."""
        self._draw()

    def _draw(self) -> None:
        if not self._has_image:
            size = self._look.px(32)
            made = icons.icon("picture", self._look.tokens.quiet, size)
            self._shown.setPixmap(made.pixmap(QSize(size, size), self.devicePixelRatioF()))


class FileChooser(QObject):
    """Lets somebody choose picture files, in a window that holds up nothing.

    Args:
        parent: the window that it belongs to.
    """

    offered = Signal(tuple)
    """Files were chosen; `Source`s, for `read`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent

    def open(self) -> None:
        """Open the window."""
        dialog = QFileDialog(self._parent, self.tr("Choose a picture"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Pictures ({endings})").format(endings="*.png *.jpg *.jpeg"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(_pictures_folder())
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(self._forget_way)
        dialog.open()

    def _forget_way(self) -> None:
        """Leave no name of a folder: Qt writes the last ones into settings that all may read."""
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            dialog.setDirectory(_pictures_folder())
            dialog.setHistory([])

    def _on_chosen(self, paths: list[str]) -> None:
        self.offered.emit(
            tuple(Source(name=path.rpartition("/")[2], path=path) for path in paths[:PICTURE_COUNT])
        )


def _pictures_folder() -> str:
    """Return the folder of somebody's pictures; of all of theirs where they have none."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return pictures if QDir(pictures).exists() else QDir.homePath()
