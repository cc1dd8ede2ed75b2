"""The container of an XLS file, looked through before the library follows its chains of sectors.

A chain that leads back into itself would be followed until the memory is full. Names and places:
[MS-CFB], Microsoft's description of the compound file, sections 2.2 to 2.5.
"""

import struct
from collections.abc import Iterator, Sequence

_HEADER_BYTES = 512
_SHIFT = struct.Struct("<H")
_SHIFT_AT, _SMALL_AT, _MORE_AT, _LISTED_AT = 30, 60, 68, 76
_LISTED = 109
_NUMBER = struct.Struct("<I")
_SHIFTS = (9, 12)


def is_sound(content: bytes) -> bool:
    """Say whether each chain of a compound file ends."""
    if len(content) < _HEADER_BYTES:
        return False
    (shift,) = _SHIFT.unpack_from(content, _SHIFT_AT)
    if shift not in _SHIFTS:
        return False
    sectors = _Sectors(content, 1 << shift)
    table = sectors.table()
    if table is None or _leads_back(table):
        return False
    small = [
        entry
        for sector in _chain(table, _number(content, _SMALL_AT))
        for entry in sectors.numbers(sector)
    ]
    return not _leads_back(small)


class _Sectors:
    """The sectors of a file: the header is before the first one."""

    def __init__(self, content: bytes, size: int) -> None:
        self._content = content
        self._size = size
        self._count = max(len(content) // size, 1)

    def numbers(self, sector: int) -> tuple[int, ...]:
        """Return the numbers that a sector holds; none where there is no such sector."""
        start = (sector + 1) * self._size
        part = self._content[start : start + self._size] if sector < self._count else b""
        return struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])

    def table(self) -> list[int] | None:
        """Return which sector follows each one; None where the list of its parts has no end."""
        listed = list(struct.unpack_from(f"<{_LISTED}I", self._content, _LISTED_AT))
        more, seen = _number(self._content, _MORE_AT), set[int]()
        while numbers := self.numbers(more):
            if more in seen:
                return None
            seen.add(more)
            listed.extend(numbers[:-1])
            more = numbers[-1]
        # More parts than there are sectors are the same ones again.
        kept = [sector for sector in listed if sector < self._count][: self._count]
        return [entry for sector in kept for entry in self.numbers(sector)]


def _number(content: bytes, at: int) -> int:
    number: int = _NUMBER.unpack_from(content, at)[0]
    return number


def _chain(table: Sequence[int], sector: int) -> Iterator[int]:
    while sector < len(table):
        yield sector
        sector = table[sector]


def _leads_back(table: Sequence[int]) -> bool:
    """Say whether following a table from somewhere comes to the same place again."""
    trip = [0] * len(table)  # on which way each place was met first
    for start in range(len(table)):
        for place in _chain(table, start):
            if trip[place] == start + 1:
                return True
            if trip[place]:
                break
            trip[place] = start + 1
    return False
