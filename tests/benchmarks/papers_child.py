"""One fresh process: how long reportlab's bare import takes, or the way to a first page."""

import sys
import time
from contextlib import closing
from pathlib import Path

PATIENCE_S = 30


def bare_import() -> float:
    """Return how long reportlab takes to be imported, in milliseconds."""
    begun = time.perf_counter()
    import reportlab.pdfgen.canvas
    import reportlab.platypus

    del reportlab
    return (time.perf_counter() - begun) * 1000


def preview(folder: Path) -> float:
    """Return how long after Ctrl+P the first page is painted at the desk, in milliseconds."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTableView

    from libdesk.app.desk import Desk
    from libdesk.app.parts import DeskParts
    from libdesk.paths import DataFolder
    from libdesk.settings import Site

    data = _library(DataFolder(folder))
    app = QApplication(["LibDesk"])
    desk = Desk(app, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
    desk.show()
    desk.window.activateWindow()
    views = desk.window.findChildren(QTableView)
    _until(app, lambda: desk.rooms is not None and desk.rooms._papers is not None)
    views = [one for one in desk.window.findChildren(QTableView) if one.isVisible()]
    _until(app, lambda: views[0].model().rowCount() > 0)
    rests = time.perf_counter() + 1.5  # until what begins with the desk is done
    _until(app, lambda: time.perf_counter() > rests)
    views[0].setFocus()
    if "reportlab" in sys.modules:
        raise SystemExit("reportlab is loaded before anybody prints")
    begun = time.perf_counter()
    QTest.keyClick(views[0], Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    _until(app, lambda: _is_painted(desk.window))
    took = (time.perf_counter() - begun) * 1000
    desk.close()
    return took


def _is_painted(window) -> bool:
    from libdesk.ui.papers.page_view import PageView

    views = window.findChildren(PageView)
    return bool(views) and views[0].count > 0 and views[0]._store.picture(0) is not None


def _library(data):
    """Return a data folder with some problems in it; made once."""
    from datetime import UTC, datetime

    from libdesk.domain.places import Branch
    from libdesk.storage.database import Database
    from tests.storage.made import new_problem, report, store

    if not data.database.exists():
        data.root.mkdir(parents=True, exist_ok=True)
        with closing(Database.open(data.database, now=lambda: datetime.now(UTC))) as database:
            with database.unit(write=True) as unit:
                unit.desk.set_word("library", "Larkmere Valley")
                unit.places.save_branch(Branch("CEN", "Central"))
            for number in range(40):
                told = report(title=f"Trouble number {number}", branch="CEN")
                store(database, new_problem(told))
    return data


def _until(app, holds):
    ends = time.perf_counter() + PATIENCE_S
    while not holds():
        app.processEvents()
        if time.perf_counter() > ends:
            raise SystemExit("nothing came")


if __name__ == "__main__":
    import os

    what, *more = sys.argv[1:]
    print(bare_import() if what == "import" else preview(Path(more[0])), flush=True)
    os._exit(0)  # threads that are still at work are nobody's concern here
