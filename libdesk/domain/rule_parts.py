"""Parts of a document with rules, read strictly: a mistake is named, never guessed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document.

    Every method raises ValueError where a value is of the wrong kind; the message names the place.

    Attributes:
        of: what the document is, such as "the kinds".
        where: the part's place in it; "" for the whole.
        values: what stands there.
    """

    of: str
    where: str
    values: Mapping[str, Any]

    def only(self, known: frozenset[str]) -> None:
        """Refuse what nobody knows: it is a slip of the pen that would be passed over."""
        if unknown := sorted(map(str, self.values.keys() - known)):
            raise ValueError(f"{self.of} know no such part: {self._at(unknown[0])}")

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return words; "" where there are none, unless they are needed."""
        value = self.values.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise ValueError(f"{self.of} need words: {self._at(key)}")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of words, empty where it is missing."""
        values = self._list(key, "words")
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise ValueError(f"{self.of} need a list of words: {self._at(key)}")
        return tuple(value.strip() for value in values)

    def wholes(self, key: str, most: int) -> tuple[int, ...]:
        """Return a list of whole numbers from 1, empty where it is missing."""
        values = self._list(key, "whole numbers")
        if not all(_is_whole(value, 1, most) for value in values):
            raise ValueError(f"{self.of} need a list of whole numbers: {self._at(key)}")
        return tuple(values)

    def whole(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number within bounds; None where it is missing or null."""
        value = self.values.get(key)
        if value is not None and not _is_whole(value, least, most):
            raise ValueError(
                f"{self.of} need a whole number from {least} to {most}: {self._at(key)}"
            )
        return value

    def whole_or(self, key: str, usual: int, most: int) -> int:
        """Return a whole number from 0; the usual one where it is missing."""
        value = self.whole(key, 0, most)
        return usual if value is None else value

    def yes(self, key: str) -> bool:
        """Return true or false; false where it is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise ValueError(f"{self.of} need true or false: {self._at(key)}")
        return value

    def day(self, key: str) -> date | None:
        """Return a day; None where it is missing or null."""
        value = self.values.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise ValueError(f"{self.of} need a day such as 2026-11-21: {self._at(key)}") from None

    def needed_day(self, key: str) -> date:
        """Return a day that may not be missing."""
        day = self.day(key)
        if day is None:
            raise ValueError(f"{self.of} need a day such as 2026-11-21: {self._at(key)}")
        return day

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Return one of these words; the first where it is missing."""
        value = self.values.get(key, choices[0])
        if value not in choices:
            named = ", ".join(choice or "nothing" for choice in choices)
            raise ValueError(f"{self.of} need one of {named}: {self._at(key)}")
        return str(value)

    def part(self, key: str) -> "Part":
        """Return a part of this part, empty where it is missing."""
        return self._part(self.values.get(key, {}), self._at(key))

    def parts(self, key: str) -> Iterator["Part"]:
        """Yield the parts of a list that may be neither missing nor empty."""
        values = self._list(key, "parts")
        if not values:
            raise ValueError(f"{self.of} need a list: {self._at(key)}")
        for place, value in enumerate(values):
            yield self._part(value, f"{self._at(key)}[{place}]")

    def _part(self, value: object, where: str) -> "Part":
        if not isinstance(value, Mapping):
            raise ValueError(f"{self.of} need names with values: {where}")
        return Part(self.of, where, value)

    def _list(self, key: str, of_what: str) -> list[Any]:
        values = self.values.get(key, [])
        if not isinstance(values, list):
            raise ValueError(f"{self.of} need a list of {of_what}: {self._at(key)}")
        return values

    def _at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def document(of: str, value: object) -> Part:
    """Return a whole document as a part.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, Mapping):
        raise ValueError(f"{of} need names with values")
    return Part(of, "", value)


def without_usual(values: Mapping[str, Any], *kept: str) -> dict[str, Any]:
    """Return values without those that a reader takes for granted: nothing, "", [] and false."""
    return {
        key: value
        for key, value in values.items()
        if key in kept or not (value is None or value is False or value in ("", []))
    }


def _is_whole(value: object, least: int, most: int) -> bool:
    # True and False are whole numbers to Python, not to people.
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
