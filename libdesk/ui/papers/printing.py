"""Prints a paper: each page a picture in the printer's own fineness, at its own size.

What the printer's paper looks like was decided when the paper was made: nothing is shrunk to fit,
and the margins are those of the page.
"""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from libdesk.services.errors import Unavailable
from libdesk.ui.papers.parts import Format, PagePicture, Pages
from libdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST_DPI = 300
"""Much finer than this nobody sees a letter, and a page takes four times the room."""

_BANDS = 24
"""A page is handed over in so many pieces: Qt lets nobody else work while it packs one."""

_REST_S = 0.004
"""So long the window has the interpreter for itself after each piece: a layout asks it dozens of
times, and would wait for another piece each time."""

_POINTS_PER_INCH = 72
_SIZES = {Format.A4: QPageSize.PageSizeId.A4, Format.LETTER: QPageSize.PageSizeId.Letter}


class Pacer:
    """Tells the window how many pages are printed, and the printing whether to go on."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self.done = 0
        self.count = 0

    @property
    def is_stopped(self) -> bool:
        """Say whether nobody wants the rest any more."""
        return self._stopping.is_set()

    def rest(self) -> None:
        """Let the window do what has waited for a moment."""
        self._stopping.wait(_REST_S)

    def stop(self) -> None:
        """End before the next page."""
        self._stopping.set()


class Printing(QObject):
    """Asks for a printer and prints, on a worker's thread.

    Args:
        tasks: the threads.
        window: over which the system's window for printers opens.

    Signals:
        begun: pages go to the printer.
        ended: all pages are there (True), or it was stopped (False).
        failed: the exception; where it is Unavailable, its sentence says why.
    """

    begun = Signal()
    ended = Signal(bool)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._window = window
        self._asking: QDialog | None = None
        self.pacer: Pacer | None = None
        """How far it is; None while nothing is printed."""

    def ask(self, pages: Pages, title: str, size: Format | None) -> None:
        """Ask for a printer, then print; returns at once.

        Args:
            pages: what is printed.
            title: what the printer's queue calls it.
            size: of the paper; None where it is that of the pages, such as a label on a roll.
        """
        if self._asking is not None or self.pacer is not None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - only here

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        _lay(printer, pages, size)
        asking = QPrintDialog(printer, self._window)
        asking.setWindowTitle(self.tr("Print"))
        asking.setMinMax(1, len(pages.sizes))
        if len(pages.sizes) > 1:
            asking.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        asking.accepted.connect(partial(self._print, printer, pages, size))
        asking.finished.connect(self._on_asked)
        self._asking = asking
        QDialog.open(asking)  # QPrintDialog hides it behind an older call

    def stop(self) -> None:
        """Print no more pages."""
        if self.pacer is not None:
            self.pacer.stop()

    def _on_asked(self) -> None:
        if self._asking is not None:
            self._asking.deleteLater()
            self._asking = None

    def _print(
        self, printer: "QPrinter", pages: Pages, size: Format | None, *_told: object
    ) -> None:
        if size is None:  # the system's window knows only the papers that it lists
            _lay(printer, pages, size)
        pacer = self.pacer = Pacer()
        places = places_of(printer, len(pages.sizes))
        pacer.count = len(places)
        self._tasks.papers(
            partial(print_pages, printer, pages, places, pacer),
            self._on_printed,
            owner=self,
            failed=self._on_failed,
            quiet=True,
        )
        self.begun.emit()

    def _on_printed(self, is_whole: bool) -> None:  # noqa: FBT001 - what the work returns
        self.pacer = None
        self.ended.emit(is_whole)

    def _on_failed(self, error: Exception) -> None:
        self.pacer = None
        self.failed.emit(error)


def places_of(printer: "QPrinter", count: int) -> tuple[int, ...]:
    """Return the places of the pages in the order in which they are printed.

    Args:
        printer: knows the range, the order and, where it can't make them itself, the copies.
        count: how many pages there are.
    """
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or count, count)
    places = tuple(range(first - 1, last))
    if printer.pageOrder() is printer.PageOrder.LastPageFirst:
        places = places[::-1]
    if printer.supportsMultipleCopies():
        return places
    copies = max(1, printer.copyCount())
    if printer.collateCopies():
        return places * copies
    return tuple(place for place in places for _ in range(copies))


def print_pages(printer: "QPrinter", pages: Pages, places: tuple[int, ...], pacer: Pacer) -> bool:
    """Print these pages; return whether all went to the printer. On a worker's thread.

    Raises:
        Unavailable: the printer takes none.
    """
    printer.setFullPage(True)  # the system's window forgets it
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(
            _tr(
                "That printer can’t be used just now, so nothing was printed. Choose another one, "
                "or save the paper as a PDF."
            )
        )
    try:
        for place in places:
            if pacer.is_stopped:
                printer.abort()
                return False
            if pacer.done:
                _turn(printer, pacer.done)
            _paint(painter, pages, place, printer.resolution(), pacer)
            pacer.done += 1
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return True


def _turn(printer: "QPrinter", done: int) -> None:
    if not printer.newPage():
        raise Unavailable(
            _tr("The printer took no more pages after page {page}.").format(page=done)
        )


def _paint(painter: QPainter, pages: Pages, place: int, dpi: int, pacer: Pacer) -> None:
    # A whole number of the printer's dots for each of ours: between two bands there is no seam.
    dots = max(1, round(dpi / FINEST_DPI))
    picture = pages.render(place, dpi / dots / _POINTS_PER_INCH)
    step = -(-picture.height // _BANDS)
    for top in range(0, picture.height, step):
        band = _band(picture, top, min(step, picture.height - top))
        if band is not None:
            painter.drawImage(
                QRectF(0, top * dots, band.width() * dots, band.height() * dots), band
            )
        pacer.rest()


def _band(picture: PagePicture, top: int, tall: int) -> QImage | None:
    """Return some rows of a page; None where they are white."""
    rows = picture.pixels[top * picture.stride : (top + tall) * picture.stride]
    if not rows.strip(b"\xff"):
        return None
    band = QImage(rows, picture.width, tall, picture.stride, QImage.Format.Format_RGB32)
    if band.isGrayscale():  # a third of the bytes on their way to the printer
        return band.convertToFormat(QImage.Format.Format_Grayscale8)
    return band.copy()  # the rows belong to Python, and go with this call


def _lay(printer: "QPrinter", pages: Pages, size: Format | None) -> None:
    """Tell a printer the size of the pages, and that their margins are theirs."""
    wide, tall = pages.sizes[0]
    way = QPageLayout.Orientation
    if size is None:  # as it lies: a roll is not turned
        own = QPageSize(QSizeF(wide, tall), QPageSize.Unit.Point)
        layout = QPageLayout(own, way.Portrait, QMarginsF())
    else:
        is_wide = wide > tall
        layout = QPageLayout(
            QPageSize(_SIZES[size]), way.Landscape if is_wide else way.Portrait, QMarginsF()
        )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)
