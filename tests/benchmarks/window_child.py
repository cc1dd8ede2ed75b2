"""Runs in a process of its own: opens a window, tells when it was painted, and leaves.

    window_child.py libdesk OUT ARGUMENT ...   LibDesk with these arguments
    window_child.py bare OUT LIKE              a window like the one described in the file LIKE
    window_child.py today OUT ARGUMENT ...     the same, to the lines of Today
    window_child.py inbox OUT ARGUMENT ...     to those of the inbox, pressed at once
    window_child.py page OUT LIKE DATABASE     the bare window, SQLAlchemy, one page by raw sqlite3

OUT receives JSON: the monotonic time of the first frame that is not empty, and what stood there.
"""

import json
import os
import sys
import time
from itertools import islice, takewhile
from pathlib import Path

ICON_NAMES = [
    "monitor",
    "laptop",
    "printer",
    "ticket",
    "wifi",
    "book",
    "receipt",
    "barcode",
    "phone",
    "screen",
    "globe",
]


def watch(out, ready=lambda _widget: True, press=""):
    """Make the next event loop report the first frame with a widget for which `ready` says yes.

    It is asked when that widget is about to be painted, so what it demands is in the frame.
    `press` names a button that is pressed before anything is painted, as by somebody in a hurry.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

    loop = QApplication.exec

    class Watcher(QObject):
        told = False

        def eventFilter(self, watched, event):
            is_paint = event.type() == QEvent.Type.Paint and isinstance(watched, QWidget)
            if is_paint and not self.told and ready(watched):
                QTimer.singleShot(0, lambda: self.tell(watched.window()))
            return False

        def tell(self, window):
            painted = time.monotonic()
            if self.told:
                return
            self.told = True
            describe(out, window, painted)
            os._exit(0)

    def watched_loop(*_):
        application = QApplication.instance()
        watcher = Watcher(application)
        if application is not None:
            application.installEventFilter(watcher)
        for button in QApplication.allWidgets() if press else ():
            if isinstance(button, QAbstractButton) and button.accessibleName() == press:
                button.click()
        return loop()

    setattr(QApplication, "exec", staticmethod(watched_loop))  # noqa: B010 - a method is replaced


def describe(out, window, painted):
    """Write what was measured; everything after `painted` is outside the measured time."""
    import psutil
    from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

    picture = window.grab().toImage()
    colors = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 7)
    }
    if len(colors) < 2:
        raise SystemExit("the first frame was empty")
    memory = psutil.Process().memory_full_info()
    widgets = [window, *window.findChildren(QWidget)]
    document = {
        "painted": painted,
        "uss_mb": memory.uss / 1e6,
        "size": [window.width(), window.height()],
        "widgets": [kind_of(widget) for widget in widgets[1:]],
        "icons": sum(
            hasattr(widget, "picture") or not widget.icon().isNull()
            for widget in widgets
            if isinstance(widget, QAbstractButton)
        ),
        "lines": lines_of(window),
        "sheet": getattr(QApplication.instance(), "styleSheet")(),  # noqa: B009 - the type is Qt's wider one
        "modules": sorted(name for name in sys.modules if name.startswith("PySide6.Qt")),
    }
    Path(out).write_text(json.dumps(document), "utf-8")


def lines_of(window):
    """Count the lines that were fetched for the first page, seen or not."""
    from PySide6.QtWidgets import QAbstractItemView

    views = [view for view in window.findChildren(QAbstractItemView) if view.isVisible()]
    models = [view.model() for view in views if view.model()]
    return max((len(list(takewhile(bool, texts_of(model)))) for model in models), default=0)


def texts_of(model):
    """Yield the words of each row; "" or None for a row that is not here yet."""
    return (model.index(row, 0).data() for row in range(model.rowCount()))


def kind_of(widget):
    """Name the plainest Qt class that stands for this widget."""
    from PySide6.QtWidgets import (
        QLabel,
        QLineEdit,
        QListView,
        QPlainTextEdit,
        QPushButton,
        QScrollArea,
        QTableView,
        QTextEdit,
        QToolButton,
    )

    kinds = (QLabel, QPushButton, QToolButton, QLineEdit, QTextEdit, QPlainTextEdit)
    for kind in (*kinds, QListView, QTableView, QScrollArea):
        if isinstance(widget, kind):
            return kind.__name__
    return "QWidget"


def bare(out, like, page=None):
    """Open a window with as many widgets, icons, style and Qt modules as the described one."""
    import importlib

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

    wanted = json.loads(Path(like).read_text("utf-8"))
    for name in wanted["modules"]:
        importlib.import_module(name)
    from PySide6 import QtWidgets

    application = QApplication([])
    application.setStyleSheet(wanted["sheet"])
    window = QWidget()
    window.resize(*wanted["size"])
    grid = QGridLayout(window)
    icons = Path(__file__).parents[2] / "resources" / "icons"
    left = wanted["icons"]
    for index, kind in enumerate(wanted["widgets"]):
        widget = getattr(QtWidgets, kind)(window)
        if isinstance(widget, QLabel):
            widget.setText(f"label {index}")
        if kind in {"QPushButton", "QToolButton"}:
            widget.setText(f"button {index}")
            if left:
                left -= 1
                widget.setIcon(QIcon(str(icons / f"{ICON_NAMES[left % len(ICON_NAMES)]}.svg")))
        grid.addWidget(widget, index // 8, index % 8)
    if page is not None:
        raw_page(page)
    watch(out)
    window.show()
    application.exec()


def raw_page(database):
    """Fetch what the first page of a room shows, by plain sqlite3."""
    import sqlite3

    import sqlalchemy  # noqa: F401 - its import is part of what is compared with

    statements = json.loads(Path(database).with_suffix(".page.json").read_text("utf-8"))
    connection = sqlite3.connect(database)
    for statement in statements:
        connection.execute(*statement).fetchall()
    connection.close()


def has_rows(widget):
    """Say whether this is the list of a room, with words for every row that is in sight."""
    from PySide6.QtWidgets import QTableView

    view = widget.parentWidget()
    if not isinstance(view, QTableView) or view.viewport() != widget or not view.isVisible():
        return False
    last = view.rowAt(widget.height() - 1)
    in_sight = view.model().rowCount() if last < 0 else last + 1
    texts = list(islice(texts_of(view.model()), in_sight))
    return bool(texts) and all(texts)


def main():
    what, out, *rest = sys.argv[1:]
    if what == "bare":
        bare(out, rest[0])
    elif what == "page":
        bare(out, *rest)
    else:
        has_lines = what in ("inbox", "today")
        press = "Inbox" if what == "inbox" else ""
        watch(out, has_rows if has_lines else lambda _widget: True, press)
        from libdesk.__main__ import main as libdesk

        libdesk(rest)


if __name__ == "__main__":
    main()
