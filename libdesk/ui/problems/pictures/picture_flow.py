"""How a picture comes into a report: taken or offered, read, looked at, added; one at a time."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from libdesk.domain.problems import Picture
from libdesk.services.errors import Refusal
from libdesk.ui.problems.pictures.picture_drop import PictureDrop
from libdesk.ui.problems.pictures.picture_page import PicturePage, Sketch
from libdesk.ui.problems.pictures.picture_sources import Loaded, Source, read
from libdesk.ui.problems.pictures.picture_strip import FileChooser, PictureStrip
from libdesk.ui.problems.pictures.picture_taking import ScreenTaker
from libdesk.ui.tasks import Tasks


class PictureFlow(QObject):
    """Joins a strip, the page that it lies on, the taker of screens and the page for one picture.

    Args:
        strip: where pictures are added.
        answers: the page that the strip lies on; pictures can be pasted and dropped there.
        page: shows one picture.
        taker: takes screens.
        tasks: reads pictures.
    """

    page_requested = Signal()
    """The picture's page has a picture now, and should be shown."""
    page_left = Signal()
    """The picture's page has nothing to show any more; the answers should be."""

    def __init__(
        self,
        strip: PictureStrip,
        answers: QWidget,
        page: PicturePage,
        taker: ScreenTaker,
        tasks: Tasks,
    ) -> None:
        super().__init__(strip)
        self._strip = strip
        self._page = page
        self._taker = taker
        self._tasks = tasks
        self._waiting: tuple[Source, ...] = ()
        self._is_open = False
        self._is_shown = False
        self._is_mine = False
        self._later: Sketch | None = None
        self._aside: Sketch | None = None
        self._is_taking = False
        self._drop = PictureDrop(answers)
        self._chooser = FileChooser(answers)
        self._connect()

    def set_allowed(self, allowed: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Take pictures, or none: public computers take none unless IT says otherwise."""
        self._strip.set_allowed(allowed)
        self._drop.set_allowed(allowed)

    @property
    def is_reading(self) -> bool:
        """Say whether a picture has been offered that nobody could look at yet."""
        return self._is_open and not self._is_mine

    @property
    def is_shown(self) -> bool:
        """Say whether a picture of this flow is on the page, waiting to be looked at."""
        return self._is_mine

    def offer(self, sources: tuple[Source, ...]) -> None:
        """Read what was offered, and show it for a look, one after the other."""
        self._set_aside(None)
        self._strip.say("")
        self._waiting += sources
        if not self._is_open:
            self._next()

    def give_up(self) -> None:
        """Wait for no picture any more and show none: the report that they were for is gone."""
        self._waiting, self._later = (), None
        self._set_aside(None)
        self._is_open = self._is_shown = self._is_mine = False

    def _connect(self) -> None:
        self._strip.screen_requested.connect(self._take)
        self._strip.file_requested.connect(self._chooser.open)
        self._drop.offered.connect(self.offer)
        self._chooser.offered.connect(self.offer)
        self._taker.taken.connect(self._on_taken)
        self._taker.not_taken.connect(self._on_not_taken)
        self._page.picture_ready.connect(self._on_ready)
        self._page.left_out.connect(self._on_left_out)
        self._page.put_aside.connect(self._on_put_aside)
        self._strip.back_requested.connect(self._on_back)

    def _take(self) -> None:
        self._is_taking = True
        self._taker.take()

    def _on_taken(self, image: QImage) -> None:
        if self._is_taking:  # the taker may serve another page too
            self._is_taking = False
            self.offer((Source(name=self.tr("screen.png"), image=image),))

    def _on_not_taken(self, words: str) -> None:
        if self._is_taking:
            self._is_taking = False
            self._strip.say(words)

    def _next(self) -> None:
        if not self._waiting:
            return
        source, self._waiting = self._waiting[0], self._waiting[1:]
        self._is_open = True
        # What lies on a share may never answer; it must not hold up what is kept on this computer.
        run = self._tasks.outside if source.path else self._tasks.database
        run(partial(read, source), self._on_loaded, owner=self, failed=self._on_refused)

    def _on_loaded(self, loaded: Loaded) -> None:
        self._open(Sketch(loaded))

    def _open(self, sketch: Sketch) -> None:
        if self._page.is_in_use:
            self._later = sketch  # that picture belongs to another report
            return
        self._is_mine = True
        self._page.show_picture(sketch)
        self._is_shown = True
        self.page_requested.emit()
        if self._page.isVisible():
            self._page.focus_first()

    def _on_refused(self, error: Exception) -> None:
        self._is_open = False
        if isinstance(error, Refusal):
            self._strip.say(error.sentence)
        else:
            self._strip.say(self.tr("This picture can’t be read. Please try another way."))
        self._go_on()

    def _on_ready(self, picture: Picture) -> None:
        if self._is_mine:
            self._strip.add(picture)
        self._on_left_out()

    def _on_left_out(self) -> None:
        if self._is_mine:
            self._is_mine = self._is_open = False
            self._go_on()
        elif self._later is not None and not self._page.is_in_use:
            later, self._later = self._later, None
            self._open(later)

    def _on_put_aside(self, sketch: Sketch) -> None:
        if self._is_mine:
            self._set_aside(sketch)

    def _set_aside(self, sketch: Sketch | None) -> None:
        """Keep one picture that can be brought back; None lets go of it."""
        self._aside = sketch
        self._strip.offer_back(is_offered=sketch is not None)

    def _on_back(self) -> None:
        sketch = self._aside
        if sketch is not None and not self._is_open:  # else another one is on its way here
            self._set_aside(None)
            self._is_open = True
            self._open(sketch)

    def _go_on(self) -> None:
        if self._is_shown and not self._waiting:
            self._is_shown = False
            self.page_left.emit()
        self._next()
