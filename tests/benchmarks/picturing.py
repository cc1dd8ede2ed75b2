"""A 4K picture of the screen: the longest pause of the window from the click to its small copy.

Everything is done as a person does it: Add, look, black out, use. The screen is a made one, and
taking it is a copy of its pixels: what a real one takes is the system's.
"""

import os
import statistics
import time
from itertools import pairwise

from tests.benchmarks.measure import Row

PROMISE_MS = 100.0
TIMES = 7
PATIENCE_S = 20.0
SMALL_PX = 100


def rows():
    """Yield the row; beside it stands the promise itself, as no bare window does this at all."""
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


class _Bench:
    """One window with all that a picture goes through."""

    def __init__(self, app, look):
        from PySide6.QtWidgets import QVBoxLayout, QWidget

        from libdesk.ui.problems.picture_flow import PictureFlow
        from libdesk.ui.problems.picture_page import PicturePage
        from libdesk.ui.problems.picture_strip import PictureStrip
        from libdesk.ui.problems.picture_taking import ScreenTaker
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
        from PySide6.QtCore import QTimer

        beats: list[float] = []
        heart = QTimer(interval=1)
        heart.timeout.connect(lambda: beats.append(time.perf_counter()))
        heart.start()
        _press(self._window, "Add a picture of the screen")
        _until(self._app, self._page.isVisible)
        _until(self._app, lambda: _shows(self._window, self._place_holder))
        _drag(self._window)
        _until(self._app, lambda: _named(self._window, "Undo").isEnabled())
        _press(self._window, "Use this picture")
        _until(self._app, self._page.isHidden)
        (picture,) = self._strip.pictures()
        _until(self._app, lambda: _is_small_picture(self._window, f"Picture 1, {picture.name}"))
        heart.stop()
        _press(self._window, f"Remove picture 1, {picture.name}")
        return max(later - earlier for earlier, later in pairwise(beats)) * 1000

    def close(self):
        """End the workers and close the window."""
        self._tasks.close(PATIENCE_S)
        self._window.close()


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
