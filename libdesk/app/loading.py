"""The rooms that nobody has gone to yet: loaded bit by bit, so that the first visit opens at once.

A desk begins with the two rooms that everybody begins with. The others would take longer to load
at a click than a window may stand still.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from PySide6.QtCore import QObject, QTimer

from libdesk.ui.garbage import leave_out_what_is_there

ROOMS = (
    "libdesk.ui.equipment",
    "libdesk.ui.loans",
    "libdesk.ui.reimaging",
    "libdesk.ui.disposal",
    "libdesk.ui.planning",
    "libdesk.ui.donations",
    "libdesk.ui.knowledge",
    "libdesk.ui.places",
    "libdesk.ui.papers",
    "libdesk.ui.imports",
    "libdesk.ui.label_sheets",
    "libdesk.ui.stocktake",
)

BEGIN_AFTER_MS = 3_000
"""By then the first reports are on the screen, and somebody reads."""

EVERY_MS = 40
"""One module takes a few milliseconds; between two of them keys and clicks are answered."""


class LoadedLater(QObject):
    """Loads the rooms' modules one by one, on the window's thread; then all counts as settled.

    Not on a thread beside it: both would wait for each other at every step.

    Args:
        parent: its owner.
        after_ms: when to begin, from `begin` on, in milliseconds.
        every_ms: time from one module to the next, in milliseconds.
    """

    def __init__(
        self, parent: QObject, *, after_ms: int = BEGIN_AFTER_MS, every_ms: int = EVERY_MS
    ) -> None:
        super().__init__(parent)
        self._after_ms, self._every_ms = after_ms, every_ms
        self._names: Iterator[str] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load_next)

    @property
    def is_done(self) -> bool:
        """Say whether everything is loaded."""
        return self._names is not None and not self._timer.isActive()

    def begin(self) -> None:
        """Begin after a while; once."""
        if self._names is None:
            self._names = _missing()
            self._timer.start(self._after_ms)

    def _load_next(self) -> None:
        self._timer.setInterval(self._every_ms)
        name = next(self._names, None) if self._names is not None else None
        if name is None:
            self._timer.stop()
            leave_out_what_is_there()
        else:
            import_module(name)


def _missing() -> Iterator[str]:
    """Yield the modules that nobody has needed yet."""
    for room in ROOMS:
        for found in iter_modules(import_module(room).__path__, f"{room}."):
            if found.name not in sys.modules:
                yield found.name
