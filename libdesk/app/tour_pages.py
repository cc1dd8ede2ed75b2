"""The way the tour goes through each window, page by page."""

from PySide6.QtWidgets import QApplication, QWidget

from libdesk.app.staff import open_form
from libdesk.app.tour_library import TourLibrary
from libdesk.app.walking import Album, Steps, press, type_into, visible

_SETTLED = 8


def form_pages(app: QApplication, library: TourLibrary, album: Album, scheme: str) -> Steps:
    """Walk through the problem form."""
    form = open_form(app, library.data, library.site, dark=scheme == "dark")
    window = form.window
    window.show()
    yield lambda: visible(window, "Again") is not None
    yield from settled()
    album.take(window, f"form-tiles-{scheme}")
    press(window, "Printer or copier")
    yield from settled()
    for chip in ("Faint or striped", "Several people", "Works, but badly"):
        press(window, chip)
    type_into(window, "What you saw", "Grey stripes down every page since this morning.")
    yield from settled()
    album.take(window, f"form-answers-{scheme}")
    press(window, "Send")
    yield lambda: visible(window, "Report another") is not None
    yield from settled()
    album.take(window, f"form-sent-{scheme}")
    press(window, "Report another")
    yield from settled()
    press(window, "Looks unsafe")
    yield from settled()
    album.take(window, f"form-unsafe-{scheme}")
    press(window, "Back")
    yield from settled()
    press(window, "This branch")
    yield from settled(4 * _SETTLED)
    album.take(window, f"form-reports-{scheme}")
    window.hide()
    form.tasks.close(5.0)
    form.life.deleteLater()
    window.deleteLater()
    yield from settled()


def desk_pages(app: QApplication, library: TourLibrary, album: Album, scheme: str) -> Steps:
    """Walk through the desk."""
    yield from ()


def settled(times: int = _SETTLED) -> Steps:
    """Let the window paint and its work come home."""
    for _ in range(times):
        yield lambda: True


def shows(window: QWidget, name: str) -> bool:
    """Say whether a button of this name is in sight."""
    return visible(window, name) is not None
