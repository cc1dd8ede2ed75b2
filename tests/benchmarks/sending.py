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
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        data = DataFolder(Path(place) / "data")
        form = Form(Theme(app), data, Site(branch="CEN"))
        form.window.show()
        settle(app, 1.0)
        kept: list[bytes] = []

        def libdesk():
            press(form.window, "Printer or copier")
            send = find(form.window, "Send")
            settle(app, 0.05)
            begun = time.perf_counter()
            send.click()
            wait_until_kept(app, form.window)
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


def wait_until_kept(app, window):
    """Let the program run as it does for people, and look every millisecond.

    A loop that only asks would keep the worker's thread from running.
    """
    from PySide6.QtCore import QTimer

    def look():
        if is_kept(window):
            app.exit()

    timer = QTimer(interval=1)
    timer.timeout.connect(look)
    timer.start()
    app.exec()
    timer.stop()


def is_kept(window):
    """Say whether the page with the number is in sight; cheap, for it is asked all the time."""
    from libdesk.ui.problems.sent_page import SentPage

    page = window.findChild(SentPage)
    return page is not None and page.isVisible()


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
