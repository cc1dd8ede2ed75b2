"""A 4K picture of the screen: the longest pauses of the window, from the click to the outbox.

Everything is done as a person does it: Add, look, black out, use, Send. The screen is a made one,
and taking it is a copy of its pixels: what a real one takes is the system's.

- The first row goes from Add to the small copy in the report, in a window of its own.
- The second goes through the whole form on a real disk: from Send, with that picture in the report,
  until the report is kept in the outbox and has been handed over. What was drawn anew is encoded
  and written to the draft before that (`AFTER_USE_S`), as it is when a person goes on reading.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from libdesk.paths import DataFolder
from libdesk.settings import Site
from tests.benchmarks.measure import Heart, Row
from tests.benchmarks.sending import find, press, reports, settle

PROMISE_MS = 100.0
TIMES = 7
PATIENCE_S = 20.0
SMALL_PX = 100
AFTER_USE_S = 1.5
LEAST_BYTES = 500_000
"""A report of less has no such picture in it."""


def rows():
    """Yield the rows; beside them stands the promise itself, as no bare window does this at all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from libdesk.ui.theme import Theme

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["LibDesk"])
    bench = _Bench(app, Theme(app))
    pauses = [bench.pause() for _ in range(TIMES + 1)][1:]
    bench.close()
    yield Row(
        "picture: longest pause with a 4K picture", 1.0, statistics.median(pauses), PROMISE_MS
    )
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as place:
        whole = _SendBench(app, Theme(app), DataFolder(Path(place) / "data"))
        pauses = [whole.pause() for _ in range(TIMES + 1)][1:]
        whole.close()
    yield Row("picture: longest pause of Send with it", 1.0, statistics.median(pauses), PROMISE_MS)


class _Bench:
    """One window with all that a picture goes through."""

    def __init__(self, app, look):
        from PySide6.QtWidgets import QVBoxLayout, QWidget

        from libdesk.ui.problems.pictures.picture_flow import PictureFlow
        from libdesk.ui.problems.pictures.picture_page import PicturePage
        from libdesk.ui.problems.pictures.picture_strip import PictureStrip
        from libdesk.ui.problems.pictures.picture_taking import ScreenTaker
        from libdesk.ui.tasks import Tasks
        from tests.ui.problems import picturing

        self._app = app
        self._place_holder = look.tokens.soft
        self._screen = picturing.screen(3840, 2160, noise=True)
        self._tasks = Tasks()
        self._window = QWidget()
        self._strip = PictureStrip(look, self._tasks)
        self._page = PicturePage(look, self._tasks)
        column = QVBoxLayout(self._window)
        column.addWidget(self._strip)
        column.addWidget(self._page)
        self._page.hide()
        taker = ScreenTaker(self._window, lambda _screen: self._screen.copy())
        flow = PictureFlow(self._strip, self._window, self._page, taker, self._tasks)
        flow.page_requested.connect(self._page.show)
        flow.page_left.connect(self._page.hide)
        self._window.resize(860, 720)
        self._window.show()

    def pause(self) -> float:
        """Take a picture; return the longest time in which the window answered nothing, in ms."""
        heart = Heart()
        _press(self._window, "Add a picture of the screen")
        _until(self._app, self._page.isVisible)
        _until(self._app, lambda: _shows(self._window, self._place_holder))
        _drag(self._window)
        _until(self._app, lambda: _named(self._window, "Undo").isEnabled())
        _press(self._window, "Use this picture")
        _until(self._app, self._page.isHidden)
        (picture,) = self._strip.pictures()
        _until(self._app, lambda: _is_small_picture(self._window, f"Picture 1, {picture.name}"))
        pause = heart.stop()
        _press(self._window, f"Remove picture 1, {picture.name}")
        return pause

    def close(self):
        """End the workers and close the window."""
        self._tasks.close(PATIENCE_S)
        self._window.close()


class _SendBench:
    """The whole form on a data folder."""

    def __init__(self, app, look, data):
        from libdesk.app.staff import Form
        from tests.ui.problems import picturing

        self._app = app
        self._data = data
        self._screen = picturing.screen(3840, 2160, noise=True)
        self._form = Form(look, data, Site(branch="CEN"))
        self._form.window.show()
        settle(app, 1.0)

    def pause(self) -> float:
        """Send a report with a picture; return the longest pause until it has left, in ms."""
        from libdesk.ui.problems.pictures.picture_flow import PictureFlow
        from libdesk.ui.problems.pictures.picture_sources import Source

        window = self._form.window
        before = len(list(reports(self._data)))
        press(window, "I’m not sure")
        settle(self._app, 0.2)
        (flow,) = [one for one in window.findChildren(PictureFlow) if _is_in_sight(one.parent())]
        flow.offer((Source(name="screen.png", image=self._screen.copy()),))
        _until(self._app, lambda: _named(window, "Your picture") is not None)
        _press(window, "Use this picture")
        _until(self._app, lambda: find(window, "Send") is not None)
        settle(self._app, AFTER_USE_S)
        heart = Heart()
        press(window, "Send")
        _until(self._app, lambda: _named(window, "Report another") is not None)
        _until(self._app, lambda: len(list(reports(self._data))) > before)
        settle(self._app, AFTER_USE_S)
        pause = heart.stop()
        if max(path.stat().st_size for path in reports(self._data)) < LEAST_BYTES:
            raise SystemExit("the picture is not in the report")
        press(window, "Report another")
        settle(self._app, 0.2)
        return pause

    def close(self):
        """End the workers and close the window."""
        self._form.window.close()
        self._form.close(PATIENCE_S)


def _is_in_sight(strip) -> bool:
    return bool(strip.isVisible())


def _named(window, name):
    """Return the widget in sight that has this name; None for none."""
    from PySide6.QtWidgets import QWidget

    widgets = window.findChildren(QWidget)
    return next((one for one in widgets if one.accessibleName() == name and one.isVisible()), None)


def _is_small_picture(window, name) -> bool:
    shown = _named(window, name)
    return shown is not None and shown.pixmap().width() > SMALL_PX


def _press(window, name):
    _named(window, name).click()


def _shows(window, place_holder) -> bool:
    """Say whether the picture stands on its page, and not only the surface that keeps its place."""
    canvas = _named(window, "Your picture")
    seen = canvas.grab().toImage().pixelColor(canvas.rect().center())
    return bool(seen.name().upper() != place_holder)


def _drag(window):
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    canvas = _named(window, "Your picture")
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle - QPoint(120, 20))
    QTest.mouseMove(canvas, middle)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(120, 20))


def _until(app, holds):
    """Let the window live until something holds."""
    ends = time.perf_counter() + PATIENCE_S
    while not holds():
        app.processEvents()
        if time.perf_counter() > ends:
            raise SystemExit("the picture did not get on")
