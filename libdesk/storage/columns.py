"""What a column can hold, the same on SQLite and PostgreSQL.

SQLite's strict tables know whole numbers, text and bytes; PostgreSQL has a type for each of these.
A value that goes in comes out equal, whichever database holds it, and text that one of them
cannot hold is mended on the way in rather than failing in one of them only.
"""

import json
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import TIMESTAMP, BigInteger, Boolean, Date, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from libdesk.services.errors import Refusal

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63
_encode = json.JSONEncoder(separators=(",", ":")).encode
"""Made once: `json.dumps` makes one for every value, which takes longer than most values."""


def holdable(text: str) -> str:
    """Return `text` as both databases can hold it: no NUL, no lone half of a sign (B5, B6)."""
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    return _LONE_SURROGATE.sub("\ufffd", text).replace("\0", "")


def _text(dialect: Dialect) -> TypeEngine[Any]:
    # SQLite compares bytes unless told otherwise; its strict tables take no other word for it.
    return Text() if dialect.name == "sqlite" else Text(collation="C")


class Words(TypeDecorator[str]):
    """Text, ordered by its bytes in both databases; never by the server's own language."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return plain text for SQLite, and text in the collation "C" for PostgreSQL."""
        return _text(dialect)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Take out what a database cannot hold."""
        return None if value is None else holdable(value)


class Whole(TypeDecorator[int]):
    """A whole number of 64 bits."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the one whole number of SQLite, and 64 bits for PostgreSQL."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Refuse what does not fit, which SQLite's driver would fail on (B15).

        Raises:
            Refusal: the number is too large.
        """
        if value is not None and not -_LARGEST <= value < _LARGEST:
            raise Refusal("That number is too large to be kept; it can have at most 18 digits.")
        return value


class Flag(TypeDecorator[bool]):
    """True or false."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return 0 or 1 for SQLite's strict tables."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002, FBT001 - SQLAlchemy's signature
        """Hand the value over; Python's bool is a whole number to SQLite."""
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Return True or False."""
        return None if value is None else bool(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC, to the microsecond."""

    impl = TIMESTAMP
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return text of one width for SQLite, so that it compares as time does."""
        plain = Text() if dialect.name == "sqlite" else TIMESTAMP(timezone=True)
        return dialect.type_descriptor(plain)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's signature
        """Hand over UTC."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - SQLAlchemy's signature
        """Return the moment in UTC."""
        if value is None:
            return None
        moment: datetime = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return moment.astimezone(UTC)


class Day(TypeDecorator[date]):
    """A calendar day."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return ISO text for SQLite."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's signature
        """Hand the day over."""
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Return the day."""
        return date.fromisoformat(value) if isinstance(value, str) else value


class Key(TypeDecorator[UUID]):
    """A report's id, as the text that its files are named by."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return text in both; compared by its bytes."""
        return _text(dialect)

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Hand the text over."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Return the id."""
        return None if value is None else UUID(value)


class Document(TypeDecorator[Any]):
    """Small nested values as JSON in ASCII: it holds every text that Python can."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Hand the JSON over."""
        return _encode(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Return the values.

        Raises:
            ValueError: it is no JSON, or one that goes too deep.
        """
        try:
            return json.loads(value)
        except RecursionError as error:
            raise ValueError("this document goes too deep") from error
