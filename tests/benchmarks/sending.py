"""Send: from the click to the page that says Kept, in the form's real window."""

import os
import tempfile
import time
from itertools import islice
from pathlib import Path

from libdesk.paths import DataFolder
from libdesk.settings import Site
from tests.benchmarks.measure import interleaved
from tests.benchmarks.moving import by_hand


def rows():
    """Yield the row of Send; its floor writes the same bytes by hand."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from libdesk.app.staff import Form
    from libdesk.ui.theme import Theme

    app = QApplication(["LibDesk"])
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as place:
        data = DataFolder(Path(place) / "data")
        form = Form(Theme(app), data, Site(branch="CEN"))
        form.window.show()
        settle(app, 1.0)
        watch = Watch(app, form.window)
        kept: list[bytes] = []

        def libdesk():
            press(form.window, "Printer or copier")
            send = find(form.window, "Send")
            settle(app, 0.05)
            begun = time.perf_counter()
            send.click()
            watch.run()
            took = (time.perf_counter() - begun) * 1000
            if not find(form.window, "Report another"):
                raise SystemExit("the form did not keep the report")
            press(form.window, "Report another")
            settle(app, 0.2)
            # By now it has been handed over and lies still.
            kept[:] = [path.read_bytes() for path in islice(reports(data), 1)]
            return took

        folder = Path(place) / "hand"
        folder.mkdir()

        def floor():
            begun = time.perf_counter()
            by_hand(folder / f"{time.monotonic_ns()}.report", kept[-1])
            return (time.perf_counter() - begun) * 1000

        yield interleaved("send: click to Kept", 1.5, libdesk, floor)
        form.window.close()
        form.close(5.0)


def reports(data: DataFolder):
    return data.outbox.rglob("*.report")


class Watch:
    """Lets the program run as it does for people, and looks every millisecond for the last page.

    A loop that only asks would keep the worker's thread from running. It is set up once: the time
    that a stop watch takes to build is not the form's.
    """

    def __init__(self, app, window):
        from PySide6.QtCore import QTimer

        self._app = app
        self._window = window
        self._page = None
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._look)

    def run(self):
        """Return as soon as the page with the number is in sight."""
        self._timer.start()
        self._app.exec()
        self._timer.stop()

    def _look(self):
        from libdesk.ui.problems.sent_page import SentPage

        if self._page is None:
            self._page = self._window.findChild(SentPage)
        if self._page is not None and self._page.isVisible():
            self._app.exit()


def find(window, name: str):
    """Return the visible button of this name."""
    from PySide6.QtWidgets import QAbstractButton

    for button in window.findChildren(QAbstractButton):
        said = button.accessibleName() or button.text()
        if said.replace("&", "").startswith(name) and button.isVisible():
            return button
    return None


def press(window, name: str):
    button = find(window, name)
    if button is None:
        raise SystemExit(f'the form shows no button "{name}"')
    button.click()


def settle(app, seconds: float):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.processEvents()
