"""Hears of every bug, wherever it shows itself: in a slot, on a worker, on any thread, in Qt.

It is written down and told without its message, which may hold what somebody typed. Standard error
gets no more than the log: a desktop keeps that in a file too.
"""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, qInstallMessageHandler

if TYPE_CHECKING:
    # Named only: the first look at a class makes it, and none of these comes before the first page.
    from collections.abc import Callable

    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from libdesk.logs import Trace

_QUIET_KINDS = ("QtDebugMsg", "QtInfoMsg")


class Bugs(QObject):
    """Takes over Python's and Qt's hooks while it is installed.

    Args:
        parent: its owner.

    Signals:
        met: the `Trace` of a bug, on the thread of this object and never inside what failed.
    """

    met = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_telling = False
        self._before: tuple[Callable[..., object], ...] = ()
        self._qt_before: Callable[..., object] | None = None
        self._heard.connect(self._on_heard)

    def install(self) -> None:
        """Take the hooks over."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        self._qt_before = qInstallMessageHandler(_note_qt)

    def remove(self) -> None:
        """Give the hooks back."""
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            qInstallMessageHandler(self._qt_before)
            self._before = ()

    def report(self, error: BaseException) -> None:
        """Write a bug down and tell of it; from any thread."""
        bug = note(error)
        if self._is_telling and threading.current_thread() is threading.main_thread():
            return  # telling of it failed in turn: it is in the log, and that has to do
        self._heard.emit(bug)

    def _on_heard(self, bug: "Trace") -> None:
        # Later: a dialog must not open inside a paint event.
        QTimer.singleShot(0, self, lambda: self._tell(bug))

    def _tell(self, bug: "Trace") -> None:
        self._is_telling = True
        try:
            self.met.emit(bug)
        finally:
            self._is_telling = False

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, _trace)
            return
        self.report(error)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            self.report(told.exc_value)

    def _on_unraisable(self, told: "sys.UnraisableHookArgs") -> None:
        # Something was being thrown away; nobody waits for it, so nobody is disturbed.
        if told.exc_value is not None:
            note(told.exc_value)


def note(error: BaseException) -> "Trace":
    """Write down where a bug showed itself; never the words that were on the way."""
    from libdesk import logs  # the form's first page has no use for it

    found = logs.trace(error)
    _write(f"a bug: {found.text}")
    return found


def _write(words: str) -> None:
    import logging

    logger = logging.getLogger("libdesk.bugs")
    if logging.getLogger("libdesk").handlers:
        logger.error("%s", words)
    elif sys.stderr is not None:  # before the log begins; a windowed program has none
        print(f"libdesk: {words}", file=sys.stderr)


def _note_qt(kind: "QtMsgType", context: "QMessageLogContext", message: str | None) -> None:
    """Write down what Qt warns of: the function that it names, not the words that follow."""
    if kind.name in _QUIET_KINDS:
        return
    import re

    named = re.match(r"Q\w+(::~?\w+)?", message or "")
    _write(f"Qt warns ({kind.name}, {context.category or 'default'}): {named[0] if named else ''}")
