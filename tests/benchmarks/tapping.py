"""A tile: from the tap to its page in the frame, in the form's real window, for every tile."""

import os
import statistics
import tempfile
import time
from pathlib import Path

from libdesk.paths import DataFolder
from libdesk.settings import Site
from tests.benchmarks.measure import Row
from tests.benchmarks.sending import settle

PROMISE_MS = 50.0
TIMES = 3
REST_S = 0.6
"""So long somebody looks at a page before they go back: the next one is made ready meanwhile."""


def rows():
    """Yield the row of the slowest tile; beside it stands the promise itself."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QPushButton

    from libdesk.app.staff import Form
    from libdesk.ui.theme import Theme

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["LibDesk"])
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as place:
        form = Form(Theme(app), DataFolder(Path(place) / "data"), Site(branch="CEN"))
        form.window.show()
        settle(app, 1.0)
        took: dict[str, list[float]] = {one.text: [] for one in form.categories()}
        for _ in range(TIMES + 1):
            for name, figures in took.items():
                (tile,) = [
                    one
                    for one in form.window.tiles.findChildren(QPushButton)
                    if one.accessibleName() == name
                ]
                figures.append(_tap(app, form.window, tile))
                settle(app, REST_S)
                QTest.keyClick(form.window.page, Qt.Key.Key_Escape)
                settle(app, 0.05)
        form.window.close()
        form.close(5.0)
    slowest = max(statistics.median(figures[1:]) for figures in took.values())
    yield Row("tile: tap to its page, the slowest of 17", 1.0, slowest, PROMISE_MS)


def _tap(app, window, tile) -> float:
    """Tap a tile; return after how many milliseconds its page had been painted."""
    from PySide6.QtCore import QEvent, QObject

    class Watcher(QObject):
        painted = False

        def eventFilter(self, _watched, event):
            self.painted = self.painted or event.type() is QEvent.Type.Paint
            return False

    before = window.page
    watcher = Watcher()
    begun = time.perf_counter()
    tile.click()
    if window.page is before:
        raise SystemExit("a tap did not open its page")
    window.page.installEventFilter(watcher)
    while not watcher.painted:
        app.processEvents()
    return (time.perf_counter() - begun) * 1000
