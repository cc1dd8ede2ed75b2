"""Pictures of pages: drawn one after the other away from the GUI thread, kept while there is room.

Only what is looked at is drawn. What was asked for before something else was is not drawn any more.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from libdesk.ui.papers.parts import PagePicture, Pages
from libdesk.ui.tasks import Tasks

ROOM_BYTES = 160_000_000
"""So much is kept: some fifteen pages of a dense screen."""


class PageStore(QObject):
    """Has pages drawn, and keeps them.

    Args:
        tasks: the threads.
        parent: owns it.

    Signals:
        drawn: the place of a page whose picture is there now.
        failed: the exception, when one can't be drawn.
    """

    drawn = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pages: Pages | None = None
        self._scale = 1.0
        self._kept: dict[int, tuple[float, QImage]] = {}
        self._asked: tuple[Pages, int, float] | None = None

    def take(self, pages: Pages | None) -> None:
        """Take other pages; those before are let go of."""
        gone, self._pages = self._pages, pages
        self._kept = {}
        self._asked = None
        if gone is not None and gone is not pages:
            self._tasks.papers(gone.close, lambda _: None, owner=self, quiet=True)

    def picture(self, page: int) -> QImage | None:
        """Return a page's picture, perhaps of another scale; None where there is none yet."""
        found = self._kept.get(page)
        return found[1] if found else None

    def want(self, wanted: tuple[int, ...], scale: float) -> None:
        """Have the first of these drawn that isn't there yet.

        Args:
            wanted: places of pages, the most wanted first.
            scale: pixels of the screen for each point.
        """
        pages = self._pages
        if pages is None:
            return
        self._make_room(wanted)
        lacking = (one for one in wanted if self._kept.get(one, (0.0,))[0] != scale)
        page = next(lacking, None)
        if page is None:
            return
        asked = (pages, page, scale)
        if self._asked in [(pages, one, scale) for one in wanted]:
            return  # it is being drawn; the next one is asked for when it is here
        self._asked = asked
        self._tasks.papers(
            lambda: pages.render(page, scale),
            lambda picture: self._on_drawn(asked, picture),
            owner=self,
            failed=self._on_failed,
            key="page",
            quiet=True,
        )

    def _on_drawn(self, asked: tuple[Pages, int, float], picture: PagePicture) -> None:
        pages, page, scale = asked
        self._asked = None
        if pages is not self._pages:
            return
        self._kept[page] = (scale, image_of(picture))
        self.drawn.emit(page)

    def _on_failed(self, error: Exception) -> None:
        self._asked = None
        self.failed.emit(error)

    def _make_room(self, wanted: tuple[int, ...]) -> None:
        """Forget pages far from what is looked at."""
        held = sum(image.sizeInBytes() for _, image in self._kept.values())
        middle = wanted[0] if wanted else 0
        for page in sorted(self._kept, key=lambda one: -abs(one - middle)):
            if held <= ROOM_BYTES or page in wanted:
                return
            held -= self._kept.pop(page)[1].sizeInBytes()


def image_of(picture: PagePicture) -> QImage:
    """Return Qt's picture of a page."""
    shown = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    return shown.copy()  # the pixels belong to Python, and go with their picture
