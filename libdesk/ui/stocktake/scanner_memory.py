"""What scanners here put around each code, and how fast they are: remembered on this computer."""

from PySide6.QtCore import QSettings

from libdesk.domain.scanned import Around
from libdesk.ui.stocktake.bursts import PATIENT, USUAL, Timing

_PREFIXES, _SUFFIXES = "stocktake/prefixes", "stocktake/suffixes"
_SLOW = "stocktake/slow"


class ScannerMemory:
    """Remembers it.

    Args:
        memory: where.
    """

    def __init__(self, memory: QSettings) -> None:
        self._memory = memory

    @property
    def around(self) -> Around:
        """What is passed over."""
        return Around(self._read(_PREFIXES), self._read(_SUFFIXES))

    @property
    def timing(self) -> Timing:
        """By which times scans are told from typing."""
        is_slow = self._memory.value(_SLOW, defaultValue=False, type=bool)
        return PATIENT if is_slow else USUAL

    def wait_longer(self) -> None:
        """Be patient with scanners that are slow."""
        self._memory.setValue(_SLOW, True)  # noqa: FBT003 - Qt's own call

    def add(self, new: Around) -> None:
        """Pass over this too from now on."""
        old = self.around
        self._write(_PREFIXES, (*old.prefixes, *new.prefixes))
        self._write(_SUFFIXES, (*old.suffixes, *new.suffixes))

    def forget(self) -> None:
        """Pass over nothing any more, and wait no longer than usual."""
        self._memory.remove(_SLOW)
        self._memory.remove(_PREFIXES)
        self._memory.remove(_SUFFIXES)

    def _read(self, key: str) -> tuple[str, ...]:
        stored = self._memory.value(key, [])
        # One alone comes back from some stores as plain text.
        some = [stored] if isinstance(stored, str) else stored
        return tuple(filter(None, some)) if isinstance(some, list) else ()

    def _write(self, key: str, some: tuple[str, ...]) -> None:
        # The longest first: of "~~" and "~", the one that takes all of it.
        self._memory.setValue(key, sorted(dict.fromkeys(some), key=len, reverse=True))
