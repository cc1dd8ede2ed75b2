"""The tour through the window that reads a list in: its four panes, then what it says when done.

Whoever walks calls `import_pages` with the desk's own room for it, on a library that has its
sample equipment.
"""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from libdesk.app.import_room import ImportRoom
from libdesk.app.tour_steps import SETTLED, settled
from libdesk.app.walking import Album, Steps, press, visible
from libdesk.ui.imports.import_dialog import ImportDialog

_PANES = {"Columns": "columns", "Questions": "questions", "File": "file", "Rows": "rows"}
_ROWS = """\
Asset tag;Name;Type;Location;Purchase date;Purchase cost;Serial;Status;Checked out to;Wi-Fi password
T-0001;Children’s desk 1;Desktop;Main St;03/04/2022;649,00;5CG2140K1A;Deployed;A person;
T-0002;Children’s desk 2;Desktop;Main St;03/04/2022;649,00;5CG2140K1B;Deployed;;x
T-0003;Story room screen;Monitor;Attic;11/09/2020;189,50;CN0K7;Kiosk;;
T-0004;Loan laptop 4;Laptop;Main St;last spring;799,00;PF3A91XX;Ready to deploy;;
T-0005;Loan laptop 5;Laptop;Main St;02/01/2023;799,00;PF3A92XX;Out for repair;;
T-0006;Loan laptop 6;Laptop;Main St;02/01/2023;799,00;PF3A92XX;In stock;;
"""


def import_pages(
    app: QApplication, room: ImportRoom, folder: Path, album: Album, scheme: str
) -> Steps:
    """Read a list in, and take it back.

    Args:
        app: the program.
        room: opens the window.
        folder: where the list is put.
        album: takes the pictures.
        scheme: "light" or "dark".
    """
    source = folder / "list.csv"
    source.write_text(_ROWS, "utf-8")
    room.open()
    yield lambda: _dialog(app) is not None
    yield from settled(4 * SETTLED)
    dialog = _dialog(app)
    if dialog is None:
        return
    album.take(dialog, f"desk-import-start-{scheme}")
    dialog.open_file(source)
    yield lambda: visible(dialog, "Another file…") is not None
    yield from settled(4 * SETTLED)
    for pane, name in _PANES.items():
        press(dialog, pane)
        yield from settled(4 * SETTLED)
        album.take(dialog, f"desk-import-{name}-{scheme}")
    press(dialog, "Read ")
    yield lambda: visible(dialog, "Undo") is not None
    yield from settled(4 * SETTLED)
    album.take(dialog, f"desk-import-done-{scheme}")
    press(dialog, "Undo")
    yield lambda: visible(dialog, "Undo") is None
    yield from settled(4 * SETTLED)
    dialog.close()
    yield from settled()


def _dialog(app: QApplication) -> ImportDialog | None:
    shown = (one for one in app.topLevelWidgets() if isinstance(one, ImportDialog))
    return next((one for one in shown if one.isVisible()), None)
