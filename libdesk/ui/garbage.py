"""Garbage is looked for on the main thread only.

Python looks for unreachable objects on whichever thread makes the next one. When that is a worker's
and a widget is among them, Qt ends the widget on the wrong thread, and the program with it.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 2_000
"""So often it is considered; between two looks only what has gone in circles waits."""


class Garbage(QObject):
    """Takes the search over from Python for as long as there are worker threads.

    Args:
        parent: its owner, who has threads.
    """

    _keepers = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_kept = True
        Garbage._keepers += 1
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def release(self) -> None:
        """Give the search back to Python: the threads have ended."""
        self._timer.stop()
        if self._is_kept:
            self._is_kept = False
            Garbage._keepers -= 1
            if not Garbage._keepers:
                gc.enable()


_large = 0
_lock = threading.Lock()


@contextmanager
def large_work(*, stays: bool = True) -> Iterator[None]:
    """Look for no garbage while hundreds of thousands of values are made, nor among them later.

    Such a search would hold the windows up for a fifth of a second. What is there at the end of
    the work is looked through again after `look_through_all`.

    Args:
        stays: most of what was made is shown from now on; if not, it has gone with the work, and
            what little is left counts as old.
    """
    global _large  # noqa: PLW0603 - there is one search for the whole program
    with _lock:
        _large += 1
    try:
        yield
    finally:
        with _lock:
            _large -= 1
        gc.freeze()
        if not stays:
            gc.unfreeze()


def leave_out_what_is_there() -> None:
    """Look for no garbage among what there is now: all is loaded, and stays for good.

    To look through a hundred thousand functions and classes takes a tenth of a second each time.
    """
    gc.freeze()


def look_through_all() -> None:
    """Look for garbage everywhere again: what was large has gone."""
    gc.unfreeze()


def collect_due() -> None:
    """Look for garbage where Python itself would: on this thread, which must be the main one."""
    if _large:
        return
    young, middle, old = gc.get_count()
    for_young, for_middle, for_old = gc.get_threshold()
    if young > for_young:
        gc.collect(2 if old > for_old else 1 if middle > for_middle else 0)
