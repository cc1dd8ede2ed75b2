"""Days, sums and numbers out of the text of a cell, as people and spreadsheets write them.

Nothing here raises: what is no day, sum or number is None, and stays text.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR

_LONGEST = 60
"""Characters of a day, a sum or a number; more of them are none."""

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_CENTURY_TURNS = 70
"""Of two digits, these and more are of the last century."""

# A time after the day is left out: "2026-12-03 00:00:00", "3/12/2026 0:00", "...T10:00:00Z".
_CLOCK = r"(?:[T ,]+\d{1,2}[:.h]\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/. ])(\d{{1,2}})\2(\d{{1,2}})\.?{_CLOCK}", re.ASCII)
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{2}}|\d{{4}}){_CLOCK}", re.ASCII)
_MONTH_SECOND = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/. ,]+([a-z]{{3,9}})[-/. ,]+(\d{{2}}|\d{{4}}){_CLOCK}",
    re.ASCII | re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"([a-z]{{3,9}})[-/. ]+(\d{{1,2}})(?:st|nd|rd|th)?[-/. ,]+(\d{{4}}){_CLOCK}",
    re.ASCII | re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,.]+", re.IGNORECASE)

_SERIAL = re.compile(r"(\d{5})(?:[.,]\d{1,12})?", re.ASCII)
_FIRST_SERIAL = date(1899, 12, 30)
"""Day 0 of spreadsheets, from March 1900 on."""

_WHOLE = re.compile(r"([+-]?)(\d{1,3}(?:([ ,.'])\d{3})(?:\3\d{3})*|\d{1,15})(?:[.,]0+)?", re.ASCII)
_SUM = re.compile(r"\d[\d .,']*|[.,]\d+", re.ASCII)
_SIGNS = {"\u2212": "-", "\u2013": "-", "\u2019": "'"}
_GROUPS = re.compile(r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*|\d+", re.ASCII)
_LETTERS = re.compile(r"[A-Z]{3}|US|C|CA|A|AU|NZ|HK|kr\.?|[FR][rs]\.?|SFr\.?|Ft|Kč|zł|lei|лв\.?")
"""Letters for a currency, with its sign or without: US$, kr, Fr., zł."""
_DIGITS_LIMIT = 15


def parse_day(text: str, *, day_first: bool | None = None) -> date | None:
    """Return the day that a cell names.

    Args:
        text: "2026-12-03", "3/12/2026", "3.12.26", "3 Dec 2026", "December 3, 2026", a time of day
            after it or not.
        day_first: whether 3/12 is in December; None where that is not known, and then only a day
            that can be read in one way is one.
    """
    typed = _plain(text)
    if typed is None:
        return None
    typed = _WEEKDAY.sub("", typed, count=1) if typed[0].isalpha() else typed
    if found := _YEAR_FIRST.fullmatch(typed):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMBERS.fullmatch(typed):
        return _day_of_numbers(int(found[1]), int(found[3]), _year(found[4]), day_first)
    if found := _MONTH_SECOND.fullmatch(typed):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(typed):
        return _day(_year(found[3]), _month(found[1]), int(found[2]))
    return None


def looks_like_day(text: str) -> bool:
    """Say whether a cell names a day, perhaps one that can be read in two ways."""
    return any(parse_day(text, day_first=order) is not None for order in (True, False))


def guess_day_order(values: Iterable[str]) -> bool | None:
    """Say whether the days of a column have the day before the month.

    Returns:
        None where no value tells, or where the values tell both.
    """
    told = set()
    for value in values:
        found = _NUMBERS.fullmatch(_plain(value) or "")
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if (first > 12) != (second > 12):
            told.add(first > 12)
    return told.pop() if len(told) == 1 else None


def parse_serial_day(text: str) -> date | None:
    """Return the day that a spreadsheet's count of days names, such as "45000" (2023-03-15)."""
    found = _SERIAL.fullmatch(_plain(text) or "")
    if found is None:
        return None
    day = _FIRST_SERIAL + timedelta(days=int(found[1]))
    return day if day.year >= FIRST_YEAR else None


def parse_whole(text: str) -> int | None:
    """Return the whole number that a cell holds: "12", "12.0", "1,200", "1 200"."""
    found = _WHOLE.fullmatch(_plain(text) or "")
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[2])
    return int(found[1] + digits) if len(digits) <= _DIGITS_LIMIT else None


def parse_money(text: str, *, decimal_comma: bool | None = None, digits: int = 2) -> int | None:
    """Return the sum that a cell holds, in minor units: "$1,200.50" is 120050.

    Args:
        text: a sum; a currency's sign or code before or after it does not matter; "(5)" is -5.
        decimal_comma: whether a comma stands before the cents; None where that is not known: then
            "1,200" is twelve hundred and "12,50" is twelve and a half, as most would read them.
        digits: how many digits the minor unit has.
    """
    typed = _plain(text)
    if typed is None:
        return None
    below = typed.startswith("(") and typed.endswith(")")
    bare = _without_currency(typed[1:-1] if below else typed)
    if bare[:1] in ("-", "+") or bare[-1:] == "-":
        below ^= "-" in (bare[:1], bare[-1:])
        bare = _without_currency(bare.strip("+-"))
    if not _SUM.fullmatch(bare):
        return None
    whole, cents = _split(bare, decimal_comma)
    if not _GROUPS.fullmatch(whole or "0") or not _fits(cents, digits):
        return None
    units = re.sub(r"\D", "", whole) + cents[:digits].ljust(digits, "0")
    if len(units) > _DIGITS_LIMIT:
        return None
    return -int(units or "0") if below else int(units or "0")


def guess_decimal_comma(values: Iterable[str]) -> bool | None:
    """Say whether the sums of a column have a comma before the cents; None where none tells."""
    told = set()
    for value in values:
        found = re.search(r"([.,])(\d{1,2})\D*$", _plain(value) or "", re.ASCII)
        if found is not None:
            told.add(found[1] == ",")
    return told.pop() if len(told) == 1 else None


def is_value(text: str) -> bool:
    """Say whether a cell is a number, a sum or a day, and so no heading."""
    return parse_money(text) is not None or looks_like_day(text)


def _plain(text: str) -> str | None:
    """Return a short text with plain digits, spaces and signs; None where it is too long."""
    typed = text.strip()
    if not typed or len(typed) > _LONGEST:
        return None
    if not typed.isascii():
        typed = unicodedata.normalize("NFKC", typed)
        typed = "".join(_SIGNS.get(sign, sign) for sign in typed)
    return " ".join(typed.split()) or None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)


def _month(word: str) -> int:
    start = word.lower()
    return next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(start)), 0)


def _day_of_numbers(first: int, second: int, year: int, day_first: bool | None) -> date | None:  # noqa: FBT001 - as it was given
    if first > 12:
        day_first = True
    elif second > 12 or first == second:
        day_first = False
    if day_first is None:
        return None
    return _day(year, second, first) if day_first else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_currency(text: str) -> str:
    kept = "".join(sign for sign in text if unicodedata.category(sign) != "Sc").strip()
    first, _, rest = kept.partition(" ")
    if rest and _LETTERS.fullmatch(first):
        return rest.strip()
    before, _, last = kept.rpartition(" ")
    if before and _LETTERS.fullmatch(last):
        return before.strip()
    return kept


def _split(bare: str, decimal_comma: bool | None) -> tuple[str, str]:  # noqa: FBT001 - as it was given
    """Return what stands before and behind the sign of the cents."""
    if decimal_comma is None:
        decimal_comma = _comma_is_decimal(bare)
    before, _, behind = bare.rpartition("," if decimal_comma else ".")
    if "," not in bare and "." not in bare:
        return bare, ""
    return (before, behind) if before or bare[0] in ",." else (bare, "")


def _comma_is_decimal(bare: str) -> bool:
    comma, dot = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and dot >= 0:
        return comma > dot
    # One sign alone: three digits behind it are thousands, but behind a zero; fewer are cents.
    are_thousands = len(bare) - max(comma, dot) - 1 == 3 and not bare.startswith("0")
    return bare.count(",") == 1 and not are_thousands if comma >= 0 else are_thousands


def _fits(cents: str, digits: int) -> bool:
    """Say whether nothing is behind the minor unit but zeros: a price of 0.333 is no sum."""
    return not cents or (cents.isdecimal() and not cents[digits:].strip("0"))
