"""A tile: from the tap to its page, in the form's real window, for every tile.

A page comes in two parts: its first questions, and a moment later (`answers_form.REST_AFTER_MS`)
what stands below and beside them. Three rows, each of the slowest of 17 tiles, the median of its
taps:

- to the first paint: the first questions are in the frame;
- to the whole page: the second part has been added, laid out and painted too, so far as it lies in
  sight; nothing moves on the page after that. The milliseconds between the two parts count;
- the longest pause: between the tap and the next page's being made ready, 0.6 seconds later, the
  longest time in which the window answered nothing. The tap itself counts.
"""

import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from libdesk.paths import DataFolder
from libdesk.settings import Site
from tests.benchmarks.measure import Heart, Row
from tests.benchmarks.sending import settle

PROMISE_MS = 50.0
WHOLE_MS = 100.0
PAUSE_MS = 100.0
"""Nothing may hold up the window for longer."""
TIMES = 3
REST_S = 0.6
"""So long somebody looks at a page before they go back: the next one is made ready meanwhile."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What one tap took, in milliseconds."""

    first: float
    whole: float
    pause: float


def rows():
    """Yield the rows of the slowest tile; beside them stand the promises themselves."""
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
        took: dict[str, list[Tap]] = {one.text: [] for one in form.categories()}
        for _ in range(TIMES + 1):
            for name, figures in took.items():
                (tile,) = [
                    one
                    for one in form.window.tiles.findChildren(QPushButton)
                    if one.accessibleName() == name
                ]
                figures.append(_tap(app, form.window, tile))
                QTest.keyClick(form.window.page, Qt.Key.Key_Escape)
                settle(app, 0.05)
        form.window.close()
        form.close(5.0)

    def slowest(part):
        return max(statistics.median(map(part, taps[1:])) for taps in took.values())

    yield Row("tile: tap to the first paint, the slowest of 17", 1.0, slowest(_first), PROMISE_MS)
    yield Row("tile: tap to the whole page, the slowest of 17", 1.0, slowest(_whole), WHOLE_MS)
    yield Row("tile: longest pause after a tap, of 17", 1.0, slowest(_pause), PAUSE_MS)


_first, _whole, _pause = attrgetter("first"), attrgetter("whole"), attrgetter("pause")


def _tap(app, window, tile) -> Tap:
    """Tap a tile; return what it took until its page stood there, and stood there whole."""
    from PySide6.QtCore import QEvent, QObject

    class Watcher(QObject):
        """Notes which of these have happened to what it watches."""

        def __init__(self, *kinds):
            super().__init__()
            self.kinds = kinds
            self.has_seen = False

        def eventFilter(self, _watched, event):
            self.has_seen = self.has_seen or event.type() in self.kinds
            return False

    before = window.page
    painted = Watcher(QEvent.Type.Paint)
    added = Watcher(QEvent.Type.ChildAdded)
    moved = Watcher(QEvent.Type.Paint, QEvent.Type.LayoutRequest, QEvent.Type.Resize)
    heart = Heart()
    begun = time.perf_counter()
    tile.click()
    if window.page is before:
        raise SystemExit("a tap did not open its page")
    window.page.installEventFilter(painted)
    window.page.form.installEventFilter(added)
    while not painted.has_seen:
        app.processEvents()
    first = time.perf_counter() - begun
    while not added.has_seen:
        app.processEvents()
        if time.perf_counter() - begun > REST_S:
            raise SystemExit("a page stayed without its second part")
    window.page.form.installEventFilter(moved)
    moved.has_seen = True
    while moved.has_seen:
        moved.has_seen = False
        app.processEvents()
    whole = time.perf_counter() - begun
    settle(app, REST_S)
    return Tap(first * 1000, whole * 1000, heart.stop())
