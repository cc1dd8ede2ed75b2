"""JSON that a stranger may have written, read strictly: every part typed, limited and named.

Nothing here knows what a report or a bulletin is; nothing here raises anything but Unreadable.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Never, NoReturn, TypeVar
from uuid import UUID

from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR
from libdesk.domain.text import TEXT_LIMIT, clean_line, clean_text

PARTS_LIMIT = 1_000_000
"""Commas, colons and brackets of one document: each can cost a hundred bytes of memory."""

DIGITS_LIMIT = 15
"""Digits of a number; every number of LibDesk's own has fewer (B15, B16)."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NAME = re.compile(r"[a-z][a-z_]{0,39}")
_Choice = TypeVar("_Choice", bound=StrEnum)


class Unreadable(Exception):  # noqa: N818 - the words of the house: what cannot be read is no bug
    """A document that cannot be used.

    Args:
        reason: why, in plain words, without any words of a reporter.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Torn(Unreadable):
    """It is not whole JSON: perhaps it is still being written, perhaps it never was."""


def _whole_number(digits: str) -> int:
    if len(digits) > DIGITS_LIMIT:
        raise Unreadable("A number in it is too long.")
    return int(digits)


def _no_fraction(_digits: str) -> Never:
    raise Unreadable("It holds a number with a fraction; LibDesk writes none.")


_DECODER = json.JSONDecoder(
    parse_int=_whole_number, parse_float=_no_fraction, parse_constant=_no_fraction
)


def parse(content: bytes, *, limit: int) -> dict[str, Any]:
    """Read one JSON object of at most `limit` bytes.

    Raises:
        Torn: it is not whole JSON.
        Unreadable: it is too large, too deep, or no object.
    """
    if len(content) > limit:
        raise Unreadable(f"It is larger than {limit / 1e6:.0f} MB.")
    if not content.strip(b" \t\r\n\0"):
        raise Torn("It is empty.")
    # Counted before anything is built: a small file of brackets would fill the memory.
    if sum(content.count(sign) for sign in (b",", b":", b"[", b"{")) > PARTS_LIMIT:
        raise Unreadable("It holds far more parts than a report.")
    try:
        document = _DECODER.decode(content.removeprefix(_BYTE_ORDER_MARK).decode("utf-8"))
    except (ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, RecursionError | MemoryError):
            raise Unreadable("It is nested deeper than any report.") from error
        raise Torn("It is damaged or was not written to its end.") from error
    if not isinstance(document, dict):
        raise Unreadable("It is not a LibDesk file.")
    return document


def expect(document: Mapping[str, Any], kind: str, version: int) -> None:
    """Check the mark that every LibDesk document carries.

    Raises:
        Unreadable: it is something else, or written by a newer LibDesk.
    """
    if document.get("libdesk") != kind:
        raise Unreadable(f"It is not a LibDesk {kind}.")
    found = document.get("version")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise Unreadable("Its version is missing or damaged.")
    if found > version:
        raise Unreadable("It was written by a newer LibDesk. Update this one, then it can be read.")


class Fields:
    """The parts of one JSON object, each taken once and checked; what is left over is foreign.

    Args:
        value: the object.
        name: what it is, for reasons: "the report".
    """

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, dict):
            raise Unreadable(f"Where {name} should be, there is something else.")
        self._left: dict[str, Any] = dict(value)
        self._name = name

    def line(self, key: str, limit: int) -> str:
        """Take a single line of at most `limit` characters; "" when it is not there."""
        value = self._text(key)
        if len(value) > limit:
            self._fail(key, f"is longer than {limit} characters")
        return clean_line(value, limit)

    def needed(self, key: str, limit: int) -> str:
        """Take a single line that must have something in it."""
        return self.line(key, limit) or self._fail(key, "is missing")

    def text(self, key: str) -> str:
        """Take free text; "" when it is not there."""
        value = self._text(key)
        if len(value) > TEXT_LIMIT:
            self._fail(key, f"is longer than {TEXT_LIMIT} characters")
        return clean_text(value)

    def flag(self, key: str) -> bool:
        """Take true or false; false when it is not there."""
        value = self._left.pop(key, False)
        return value if isinstance(value, bool) else self._fail(key, "is neither true nor false")

    def number(self, key: str, low: int, high: int) -> int:
        """Take a whole number between `low` and `high`, both included."""
        value = self._left.pop(key, None)
        if not isinstance(value, int) or isinstance(value, bool):
            self._fail(key, "is not a number")
        if not low <= value <= high:
            self._fail(key, f"must be between {low} and {high}")
        return value

    def number_or(self, key: str, low: int, high: int, *, missing: int) -> int:
        """Take a whole number as `number` does, or `missing` where there is none."""
        return self.number(key, low, high) if key in self._left else missing

    def moment(self, key: str) -> datetime:
        """Take a date and time with its offset, in UTC."""
        return self.moment_or_none(key) or self._fail(key, "is missing")

    def moment_or_none(self, key: str) -> datetime | None:
        """Take a date and time, or nothing."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
            offset = moment.utcoffset()
            moment = moment.astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            self._fail(key, "is not a date")
        if offset is None:
            self._fail(key, "does not say in which time zone it is")
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            self._fail(key, f"is not between the years {FIRST_YEAR} and {LAST_YEAR}")
        return moment

    def day_or_none(self, key: str) -> date | None:
        """Take a date without a time, or nothing."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value)
        except (ValueError, TypeError):
            self._fail(key, "is not a date")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._fail(key, f"is not between the years {FIRST_YEAR} and {LAST_YEAR}")
        return day

    def uuid4(self, key: str) -> UUID:
        """Take a random id in its usual form."""
        value = self._text(key)
        return UUID(value) if _UUID4.fullmatch(value) else self._fail(key, "is not a random id")

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        """Take one of the values of an enumeration."""
        return self.choice_or_none(key, kind) or self._fail(key, "is missing")

    def choice_or_none(self, key: str, kind: type[_Choice]) -> _Choice | None:
        """Take one of the values of an enumeration, or nothing."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            self._fail(key, "has a value that is not known here")

    def octets(self, key: str, size: int | None = None) -> bytes:
        """Take bytes written in base 64, exactly `size` of them when it is given."""
        value = self._text(key)
        try:
            content = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            self._fail(key, "is damaged")
        if size is not None and len(content) != size:
            self._fail(key, f"has not its {size} bytes")
        return content

    def rows(self, key: str, limit: int) -> list[Any]:
        """Take a list of at most `limit` entries; an empty one when it is not there."""
        value = self._left.pop(key, [])
        if not isinstance(value, list):
            self._fail(key, "is not a list")
        if len(value) > limit:
            self._fail(key, f"has more than {limit} entries")
        return value

    def mapping(self, key: str, limit: int) -> dict[str, Any]:
        """Take an object of at most `limit` entries; an empty one when it is not there."""
        value = self._left.pop(key, {})
        if not isinstance(value, dict):
            self._fail(key, "is not a list of names and values")
        if len(value) > limit:
            self._fail(key, f"has more than {limit} entries")
        return value

    def end(self) -> None:
        """Check that nothing is left over."""
        if self._left:
            key = min(self._left)
            # A reason is logged: a key that is no name may be words that somebody put there.
            told = f'"{key}"' if _NAME.fullmatch(key) else "something"
            raise Unreadable(
                f"In {self._name} stands {told}, which this LibDesk does not know. It may come "
                "from a newer one; update this one, then it can be read."
            )

    def _text(self, key: str) -> str:
        value = self._left.pop(key, "")
        return value if isinstance(value, str) else self._fail(key, "is not text")

    def _fail(self, key: str, what: str) -> NoReturn:
        raise Unreadable(f'In {self._name}, "{key}" {what}.')
