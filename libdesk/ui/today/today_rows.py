"""The lines of Today as rows of a list: all of them are here, each under a key of its own."""

from collections.abc import Iterable

from libdesk.domain.today import TodayLine


class TodayRows:
    """Holds the lines, and gives them keys: a problem's is its key in every list."""

    def __init__(self) -> None:
        self._lines: dict[int, TodayLine] = {}
        self._others: dict[str, int] = {}

    def take(self, lines: Iterable[TodayLine]) -> tuple[tuple[int, ...], frozenset[int]]:
        """Take other lines; return all keys in their order, and those whose lines are new."""
        before = self._lines
        self._lines = {self.key(line): line for line in lines}
        changed = (key for key, line in self._lines.items() if before.get(key) != line)
        return tuple(self._lines), frozenset(changed)

    def key(self, line: TodayLine) -> int:
        """Return a line's key; below 0 for what is no problem."""
        if line.problem is not None:
            return line.problem.sequence
        return self._others.setdefault(line.key, -1 - len(self._others))

    def find(self, key: int | None) -> TodayLine | None:
        """Return the line with this key; None where it is not on the list."""
        return None if key is None else self._lines.get(key)

    def find_number(self, number: str) -> int | None:
        """Return the key of the problem with this number; None where it is not on the list."""
        found = (key for key, one in self._lines.items() if one.problem is not None)
        return next((key for key in found if self._has_number(key, number)), None)

    def list(self, keys: Iterable[int]) -> tuple[TodayLine, ...]:
        """Return the lines with these keys; one that is not on the list is left out."""
        return tuple(self._lines[key] for key in keys if key in self._lines)

    def _has_number(self, key: int, number: str) -> bool:
        problem = self._lines[key].problem
        return problem is not None and problem.number == number
