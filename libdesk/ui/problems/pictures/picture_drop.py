"""Pictures that are pasted or dropped onto a page; words go where words always go."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from libdesk.domain.problems import PICTURE_COUNT
from libdesk.ui.problems.pictures.picture_sources import sources_in


class PictureDrop(QObject):
    """Watches a page and the fields for words on it.

    A field would take a dropped file for words, namely its path, so it is asked after this. It
    keeps all words, those that come with a picture too.

    Args:
        page: the page.
        most: so many files are taken at once.
    """

    offered = Signal(tuple)
    """Pictures were pasted or dropped; `Source`s, for `read`."""

    _is_allowed = False  # of the class too: a page that is taken apart still tells its events

    def __init__(self, page: QWidget, most: int = PICTURE_COUNT) -> None:
        super().__init__(page)
        self._most = most
        self._page = page
        self._is_allowed = True
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        self._watch_fields()

    def set_allowed(self, allowed: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Take pictures, or leave everything as if this were not here."""
        self._is_allowed = allowed
        self._watch_fields()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pictures out of the events that bring them."""
        if not self._is_allowed:
            return False
        if event.type() is QEvent.Type.Show and watched is self._page:
            self._watch_fields()  # more of them may have come
        if isinstance(event, QDropEvent):  # entering and moving are kinds of it
            return self._drop(watched, event)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Paste) and self._paste(watched)
        return False

    def _paste(self, watched: QObject) -> bool:
        # Some systems tell an empty clipboard as None.
        mime = QGuiApplication.clipboard().mimeData() or QMimeData()
        sources = sources_in(mime, in_field=watched is not self._page, most=self._most)
        if sources:
            self.offered.emit(sources)
        return bool(sources)

    def _drop(self, watched: QObject, event: QDropEvent) -> bool:
        if watched is self._page:
            self._watch_fields()
        in_field = watched is not self._page
        sources = sources_in(event.mimeData(), in_field=in_field, most=self._most)
        if not sources:
            return False
        event.acceptProposedAction()
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent):
            self.offered.emit(sources)
        return True

    def _watch_fields(self) -> None:
        for line in self._page.findChildren(QLineEdit):
            line.installEventFilter(self)
        for text in self._page.findChildren(QPlainTextEdit):
            text.installEventFilter(self)
            text.viewport().installEventFilter(self)
