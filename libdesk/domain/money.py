"""Money: whole minor units with their currency, never a fraction of one."""

import re
from dataclasses import dataclass

WITHOUT_CENTS = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"})
"""Currencies whose smallest unit is the unit itself (ISO 4217)."""

LARGEST = 10**15
"""Minor units; more is no price of a library's."""

_LONGEST = 200
"""Characters; no amount is written with more."""

_CODE = re.compile("[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount.

    Attributes:
        minor: in the currency's smallest unit, such as cents.
        currency: its three letters (ISO 4217).
    """

    minor: int
    currency: str = "USD"

    @property
    def digits(self) -> int:
        """Return how many digits stand behind the point."""
        return 0 if self.currency in WITHOUT_CENTS else 2


def plain(money: Money) -> str:
    """Return an amount as plain digits with a point, such as "1234.50", for tables and history."""
    sign, minor = ("-" if money.minor < 0 else ""), abs(money.minor)
    if not money.digits:
        return f"{sign}{minor}"
    whole, rest = divmod(minor, 10**money.digits)
    return f"{sign}{whole}.{rest:0{money.digits}}"


def read_plain(text: str, currency: str) -> Money | None:
    """Return the amount that `plain` wrote, or somebody typed; None where it is none.

    A comma before one or two last digits is a decimal comma; other commas, points, spaces and
    apostrophes part thousands, and signs of a currency are passed over. What stands in brackets is
    owed, as bookkeepers have it.
    """
    digits = re.sub(r"[^0-9.,\-]", "", text[:_LONGEST])
    if not re.fullmatch(r"-?[\d.,]*\d[\d.,]*", digits) or len(text) > _LONGEST:
        return None
    is_owed = digits.startswith("-") or re.fullmatch(r"\s*\(.*\)\s*", text) is not None
    sign = -1 if is_owed else 1
    body = digits.lstrip("-")
    places = Money(0, currency).digits
    parted = re.fullmatch(r"(.*?)[.,](\d{1,2})", body)
    whole, rest = (parted[1], parted[2]) if parted else (body, "")
    # Three digits after the only mark are thousands everywhere but in a shop for screws.
    if not re.fullmatch(r"\d*|[1-9]\d{0,2}([.,]\d{3})+", whole):
        return None
    number = re.sub("[.,]", "", whole) or "0"
    minor = int(number) * 10**places + (int(rest.ljust(places, "0")[:places]) if places else 0)
    return Money(sign * minor, currency) if minor <= LARGEST else None


def is_currency(code: str) -> bool:
    """Say whether this can be a currency's code."""
    return _CODE.fullmatch(code) is not None
