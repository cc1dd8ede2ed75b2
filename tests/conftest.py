"""What every test shares: an offscreen screen, closed sockets, and which tests are to be run."""

import gc
import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shared machine may be slow for a second, and a fresh one first writes its table of characters:
# neither says anything about what is tested. Examples and what they must hold stay the same.
settings.register_profile("libdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("libdesk")

HERE = Path(__file__).parent
MAY_USE_SOCKETS = ("delivery", "storage", "app", "drills")


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the long form of each drill too")
    parser.addoption(
        "--part",
        choices=("together", "alone"),
        help="run only the tests that may run side by side, or only those marked alone",
    )


def pytest_collection_modifyitems(config, items):
    long, part = config.getoption("--long"), config.getoption("--part")
    wanted: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        is_alone = item.get_closest_marker("alone") is not None
        is_wanted = (long or item.get_closest_marker("long") is None) and (
            part is None or is_alone is (part == "alone")
        )
        (wanted if is_wanted else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = wanted


def pytest_collection_finish():
    """Keep what was collected out of each search for garbage: it stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable():
    """Escape what cannot be sent: half a sign in a log would end the process it came from."""
    return _sendable((yield))


def _sendable(part):
    if isinstance(part, str):
        return part.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(part, dict):
        return {_sendable(key): _sendable(value) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return type(part)(map(_sendable, part))
    return part


def pytest_sessionfinish():
    """Empty the clipboard: the offscreen one frees what Python put there after Python has ended."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _garbage_goes():
    """Tests that leave threads running have no event loop any more in which it would go."""
    yield
    garbage = sys.modules.get("libdesk.ui.garbage")
    if garbage is not None and not gc.isenabled():
        garbage.collect_due()


@pytest.fixture(autouse=True)
def _no_window_stays_in_the_way():
    """A modal window that a test leaves open takes the keys and clicks of every test after it.

    Which test that is would be chance; so the one that left it fails, and the window goes.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    left = []
    if widgets is not None and widgets.QApplication.instance() is not None:
        while (window := widgets.QApplication.activeModalWidget()) is not None:
            left.append(f"{type(window).__name__} {window.windowTitle()!r}")
            window.hide()
            window.deleteLater()
    assert not left, f"left open, in the way of the next test: {', '.join(left)}"


@pytest.fixture
def plain_program(qapp):
    """The program as it was before a test gave it a look.

    What a test has left goes first: garbage, too, is styled anew, and of some thousand widgets that
    takes longer than the test did.

    The style sheet never becomes empty. Qt watches a widget's end for one run of style sheets
    only: widgets that outlived an empty one were still listed after they had ended, and the next
    sheet was applied to them (signal 11).
    """
    from PySide6.QtCore import QEvent

    font, palette = qapp.font(), qapp.palette()
    yield qapp
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    qapp.setStyleSheet("/* no rule */")
    qapp.setPalette(palette)
    qapp.setFont(font)


class SocketBlockedError(RuntimeError):
    """Raised when a test outside the network's folders opens a socket."""


@pytest.fixture(autouse=True)
def _no_sockets(request, monkeypatch):
    folder = Path(request.node.path).relative_to(HERE).parts[0]
    if folder in MAY_USE_SOCKETS:
        return

    def refuse(*_args, **_kwargs):
        raise SocketBlockedError("this test may not open a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "bind", refuse)


@pytest.fixture
def long(request):
    """Say whether the long form of a drill was asked for."""
    return request.config.getoption("--long")
