"""The tour: opens the real windows on an invented library, saves a picture of every page.

It walks as a person does, by pressing the buttons it sees, in a data folder of its own that is
thrown away at the end. Each page is taken in the light and in the dark colors; each paper is
saved as PDF.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from libdesk import files
from libdesk.app.display import has_screen, quiet_offscreen
from libdesk.app.tour_form import form_pages
from libdesk.app.tour_library import TourLibrary
from libdesk.app.tour_pages import desk_pages
from libdesk.app.tour_papers import write_papers
from libdesk.app.walking import Album, Steps, Walk
from libdesk.services.errors import Unavailable

DONE, REFUSED = 0, 1


def run(folder: Path, scale: float) -> int:
    """Take every picture into `folder` and print their names; return the exit code.

    Args:
        folder: made if it is not there.
        scale: the size of text; 2 is 200 %.
    """
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["LibDesk"])
    if not isinstance(app, QApplication):
        raise TypeError("a program without windows is running already")
    quiet_offscreen()
    try:
        files.make_folder(folder)
    except OSError as error:
        raise Unavailable(f"{folder} can't be made: {error.strerror}.") from error
    enlarge(app, scale)
    with tempfile.TemporaryDirectory(prefix="libdesk-tour-") as place:
        album = Album(folder, scale)
        walk = Walk(app, _all(app, Path(place), album))
        app.setQuitOnLastWindowClosed(False)
        walk.start()
        app.exec()
        if walk.trouble:
            print(f"libdesk: the tour stopped: {walk.trouble}", file=sys.stderr)
            return REFUSED
    for picture in album.pictures:
        print(picture)
    return DONE


def enlarge(app: QApplication, scale: float) -> None:
    """Make the system's text larger, as a person does who reads at 200 %."""
    font = app.font()
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * scale)
    else:
        font.setPixelSize(round(font.pixelSize() * scale))
    app.setFont(font)


def _all(app: QApplication, place: Path, album: Album) -> Steps:
    for scheme in ("light", "dark"):
        library = TourLibrary(place / scheme)
        library.fill()
        if scheme == "light":
            # Papers are always light, and a larger text on the screen changes nothing on them.
            album.keep(write_papers(library.data.database, album.folder / "papers"))
        yield from form_pages(app, library, album, scheme)
        yield from desk_pages(app, library, album, scheme)
