"""The tour's way through what is seen seldom: troubles, and desks that are no usual ones."""

from dataclasses import replace

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from libdesk import files
from libdesk.app.desk import Desk
from libdesk.app.export_room import ExportRoom
from libdesk.app.parts import Begin, DeskParts
from libdesk.app.tour_library import TourLibrary
from libdesk.app.tour_steps import SETTLED, closed, dialog, rows, settled
from libdesk.app.walking import Album, Steps, visible
from libdesk.ui.now_window import NowWindow

_SIZE = (1340, 800)


def troubles(app: QApplication, desk: Desk, album: Album, scheme: str) -> Steps:
    """Open the window for an export, tell of a bug, and of a report that can't wait."""
    room = desk.window.findChild(ExportRoom)
    if room is not None:
        room.open()
        yield from dialog(app, album, f"desk-export-{scheme}")
    desk.bugs.report(RuntimeError())
    yield from settled(4 * SETTLED)
    yield from dialog(app, album, f"bug-{scheme}")
    small = NowWindow(desk.look, QSettings("", QSettings.Format.IniFormat))
    small.tell(("CEN-7K3F9Q", "FER-2D4M8H"))
    small.show()
    yield from settled(4 * SETTLED)
    album.take(small, f"now-{scheme}")
    small.leave()
    small.deleteLater()
    yield from settled()


def other_desks(
    app: QApplication, parts: DeskParts, library: TourLibrary, album: Album, scheme: str
) -> Steps:
    """Look into the made-up library, and at a database that is damaged."""
    looked_into = Desk(app, replace(parts, begin=Begin.SAMPLE))
    looked_into.window.resize(*_SIZE)
    looked_into.show()
    yield lambda: rows(looked_into.window) > 0
    yield from settled(4 * SETTLED)
    album.take(looked_into.window, f"desk-made-up-{scheme}")
    yield from closed(looked_into)
    data = library.damaged
    files.make_folder(data.root)
    files.write_durably(data.database, b"")
    damaged = Desk(app, replace(parts, data=data, database=data.database))
    damaged.window.resize(*_SIZE)
    damaged.show()
    yield lambda: visible(damaged.window, "Try again") is not None
    yield from settled(4 * SETTLED)
    album.take(damaged.window, f"desk-damaged-{scheme}")
    yield from closed(damaged)
