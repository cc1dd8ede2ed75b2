"""The pages of a paper, one below the other: scrolled, made larger or smaller, read aloud."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from libdesk.ui import theme
from libdesk.ui.papers.page_layout import PageLayout, fitting
from libdesk.ui.papers.page_store import PageStore
from libdesk.ui.papers.parts import Pages
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

POINTS_PER_INCH = 72
_DPI = 96
"""Of a page at 100 %, at the usual text size."""

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_LEAST_HEIGHT = 180


class PageView(QAbstractScrollArea):
    """Shows pages.

    Args:
        look: the theme.
        tasks: draws the pages.

    Signals:
        moved: another page is looked at, or another size; see `page`, `count` and `zoom`.
        drawn: the place of a page that can be seen now.
        failed: the exception, when one can't be drawn.
    """

    moved = Signal()
    drawn = Signal(int)
    failed = Signal(object)

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._pages: Pages | None = None
        self._zoom: float | None = None
        self._layout = PageLayout((), 1.0, 0, 0)
        self._words: dict[int, str] = {}
        self._store = PageStore(tasks, self)
        self._store.drawn.connect(self._on_drawn)
        self._store.failed.connect(self.failed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewport(QWidget())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(look.px(160), look.px(_LEAST_HEIGHT))
        self.setAccessibleName(self.tr("Preview"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        look.changed.connect(self._lay_out)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages.sizes) if self._pages is not None else 0

    @property
    def page(self) -> int:
        """The place of the page that is looked at, from 0: what lies in the middle."""
        top = self.verticalScrollBar().value()
        return self._layout.page_at(top + self.viewport().height() // 2)

    @property
    def zoom(self) -> float:
        """The size of the pages, 1.0 being their own."""
        return self._per_point() * POINTS_PER_INCH / (_DPI * self._look.scale)

    def show_pages(self, pages: Pages | None) -> None:
        """Show other pages, from the one that was looked at; None shows none and lets go."""
        at = self.page
        self._pages = pages
        self._words = {}
        self._store.take(pages)
        self._lay_out()
        self.go_to(min(at, self.count - 1))

    def go_to(self, page: int) -> None:
        """Go to the top of a page."""
        if 0 <= page < self.count:
            self.verticalScrollBar().setValue(self._layout.above(page))

    def fit_width(self) -> None:
        """Make the pages as wide as there is room."""
        self._set_zoom(None)

    def step(self, by: int) -> None:
        """Make the pages larger (1) or smaller (-1)."""
        now = self.zoom
        if by > 0:
            self._set_zoom(next((one for one in ZOOMS if one > now + 0.01), ZOOMS[-1]))
        else:
            self._set_zoom(next((one for one in reversed(ZOOMS) if one < now - 0.01), ZOOMS[0]))

    def sizeHint(self) -> QSize:
        """Return little: what is asked for here the window around would scroll for."""
        return self.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, make the pages larger or smaller; else scroll."""
        turned = event.angleDelta().y()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif turned:
            self.step(1 if turned > 0 else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the ends by Home and End; what is left, such as Page Down, Qt does."""
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if (end := ends.get(Qt.Key(event.key()))) is not None:
            bar.setValue(end)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages in sight, white until they are drawn, and have them drawn."""
        tokens, dense = self._look.tokens, self.devicePixelRatioF()
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(tokens.side))
        in_sight = self._layout.between(top, top + self.viewport().height())
        for page in in_sight:
            place = self._layout.place(page).translated(-left, -top)
            painter.fillRect(place, QColor("white"))
            if (picture := self._store.picture(page)) is not None:
                painter.drawImage(_exact(QRectF(place), QSizeF(picture.size()) / dense), picture)
            painter.setPen(QColor(tokens.edge))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()
        at = self.page
        self._store.want(
            tuple(sorted(in_sight, key=lambda one: abs(one - at))), self._per_point() * dense
        )

    def _set_zoom(self, zoom: float | None) -> None:
        """Change the size, and look at the same part of the page as before."""
        at, bar = self.page, self.verticalScrollBar()
        within = 0.0
        if self.count:
            within = (bar.value() - self._layout.above(at)) / self._layout.place(at).height()
        self._zoom = zoom
        self._lay_out()
        if self.count:
            tall = self._layout.place(at).height()
            bar.setValue(round(self._layout.above(at) + within * tall))

    def _per_point(self) -> float:
        """Return the pixels for each point."""
        if self._zoom is not None or self._pages is None:
            return (self._zoom or 1.0) * _DPI / POINTS_PER_INCH * self._look.scale
        # As if the bar were always there: else it comes and goes, and the pages with it.
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * self._look.px(theme.MEDIUM)
        return fitting(self._pages.sizes, max(self._look.px(80), room))

    def _lay_out(self) -> None:
        sizes = self._pages.sizes if self._pages is not None else ()
        room, gap = self.viewport().size(), self._look.px(theme.MEDIUM)
        self._layout = PageLayout(sizes, self._per_point(), gap, room.width())
        for bar, whole, seen in (
            (self.verticalScrollBar(), self._layout.height, room.height()),
            (self.horizontalScrollBar(), self._layout.width, room.width()),
        ):
            bar.setRange(0, max(0, whole - seen) if sizes else 0)
            bar.setPageStep(seen)
            bar.setSingleStep(self._look.px(40))
        self._tell()

    def _on_scrolled(self) -> None:
        self._tell()
        if self._store.picture(self.page) is not None:
            self._read(self.page)

    def _on_drawn(self, page: int) -> None:
        self._tell()
        self.drawn.emit(page)
        self._read(self.page)

    def _read(self, page: int) -> None:
        """Read the words of a page, for whoever hears them."""
        pages = self._pages
        if pages is None or page in self._words:
            return

        def done(words: str) -> None:
            if pages is self._pages:
                self._words[page] = words
                self._tell()

        # Words that can't be read are missed by nobody: the page is told by its number.
        self._tasks.papers(
            lambda: pages.words(page),
            done,
            owner=self,
            failed=lambda _: None,
            key="words",
            quiet=True,
        )

    def _tell(self) -> None:
        self.viewport().update()
        told = ""
        if self.count:
            told = self.tr("Page {page} of {count}").format(page=self.page + 1, count=self.count)
            if words := self._words.get(self.page, ""):
                told = f"{told}. {words}"
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)
        self.moved.emit()


def _exact(place: QRectF, size: QSizeF) -> QRectF:
    """Return the place of a picture, dot for dot where it is as large as its page."""
    is_close = abs(place.width() - size.width()) < 1 and abs(place.height() - size.height()) < 1
    return QRectF(place.topLeft(), size) if is_close else place
