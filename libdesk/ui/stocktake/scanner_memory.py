"""What scanners here put around each code: remembered on this computer, as scanners are."""

from PySide6.QtCore import QSettings

from libdesk.domain.scanned import Around

_PREFIXES, _SUFFIXES = "stocktake/prefixes", "stocktake/suffixes"


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

    def add(self, new: Around) -> None:
        """Pass over this too from now on."""
        old = self.around
        self._write(_PREFIXES, (*old.prefixes, *new.prefixes))
        self._write(_SUFFIXES, (*old.suffixes, *new.suffixes))

    def forget(self) -> None:
        """Pass over nothing any more."""
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
