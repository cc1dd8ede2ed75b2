"""What somebody types and picks about a machine, and the machine that it says.

Each answer is a text under the name of its fact: words and numbers as they were typed, "yes" and
"no", or what a choice is called. What can't be is told beside its answer, and says nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from libdesk.domain.cell_values import parse_day
from libdesk.domain.donation_documents import MOST_MONTHS
from libdesk.domain.donations import (
    FIRST_YEAR,
    MOST_ALIKE,
    MOST_DISK_GB,
    MOST_INCHES,
    MOST_MEMORY_GB,
    Condition,
    Data,
    Kind,
    License,
    Machine,
    Piece,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.domain.spans import months_after

YES, NO, ASKED = "yes", "no", "?"
"""`ASKED` is "don't know", said and not only left open."""

NONE_MISSING = "none"
OWN = "own."
"""Before the key of a question of the library's own."""

WORDS = ("make", "model", "serial", "processor", "place", "notes")
YES_NO = (
    "is_apple_silicon", "tpm", "secure_boot", "is_managed", "is_owned", "on_lease", "is_locked",
    "is_recalled", "is_damaged", "has_strings", "works", "is_standard", "has_points", "has_toner",
    "has_driver", "has_digital_input",
)  # fmt: skip
CHOICES: Mapping[str, type[Enum]] = MappingProxyType(
    {
        "kind": Kind,
        "disk_kind": DiskKind,
        "data": Data,
        "condition": Condition,
        "license": License,
        "use": Use,
        "port": Port,
    }
)

_LONGEST = 40
"""Signs of a number or a day; of more there is none."""
_LAST_YEAR = 2100
_LEAST = 0.25
"""Of what is counted from one on: half a gigabyte is told as one."""
_AMOUNT = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([a-z\"”″]*)\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})|(\d{1,2})[-/.]((?:19|20)\d\d)")
_AGO = re.compile(r"(?:about |ca\.? )?(\d{1,2}) ?(?:years?|yrs?|y)(?: old| ago)?")
_USUAL = Machine()
_UNITS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "memory_gb": {"": 1, "g": 1, "gb": 1, "gib": 1, "mb": 1 / 1024, "m": 1 / 1024},
        "disk_gb": {"": 1, "g": 1, "gb": 1, "gib": 1, "t": 1000, "tb": 1000, "tib": 1000},
        "warranty_months": {"": 1, "month": 1, "months": 1, "y": 12, "year": 12, "years": 12},
        "count": {"": 1, "x": 1, "pieces": 1},
        "inches": {"": 1, '"': 1, "”": 1, "″": 1, "in": 1, "inch": 1, "inches": 1, "cm": 1 / 2.54},
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """What answers say.

    Attributes:
        machine: the machine; of what can't be read it knows nothing.
        troubles: what is wrong, and what to do, by the name of the answer.
    """

    machine: Machine
    troubles: Mapping[str, str]


def read_typed(texts: Mapping[str, str], today: date) -> Typed:
    """Return what answers say.

    Args:
        texts: the answers by their names; one that is missing or empty is not known.
        today: the day on which they are typed.
    """
    values: dict[str, Any] = {}
    troubles: dict[str, str] = {}
    for key, text in texts.items():
        typed = text.strip()
        if not typed or typed == ASKED or key.startswith(OWN):
            continue
        try:
            values[key] = _READERS[key](typed, today)
        except ValueError as error:
            troubles[key] = str(error)
    own = {
        key.removeprefix(OWN): text == YES
        for key, text in texts.items()
        if key.startswith(OWN) and text in (YES, NO)
    }
    return Typed(Machine(**values, own=MappingProxyType(own)), troubles)


def texts_of(machine: Machine) -> dict[str, str]:
    """Return the answers that say a machine; what is not known is left out."""
    texts = {key: str(getattr(machine, key)) for key in WORDS}
    texts |= {key: _yes_no(getattr(machine, key)) for key in YES_NO}
    texts |= {key: getattr(machine, key).value for key in CHOICES}
    for key in ("memory_gb", "disk_gb", "warranty_months"):
        number = getattr(machine, key)
        texts[key] = "" if number is None else str(number)
    texts["count"] = str(machine.count) if machine.count != _USUAL.count else ""
    texts["inches"] = "" if machine.inches is None else f"{machine.inches:g}"
    texts["made_on"] = _day_text(machine.made_on)
    texts["support_until"] = "" if machine.support_until is None else str(machine.support_until)
    texts["repair_agreed"] = YES if machine.repair_agreed else ""
    if machine.missing is not None:
        named = ",".join(one.value for one in Piece if one in machine.missing)
        texts["missing"] = named or NONE_MISSING
    texts |= {f"{OWN}{key}": _yes_no(answer) for key, answer in machine.own.items()}
    return {key: text for key, text in texts.items() if text}


def _yes_no(value: bool | None) -> str:  # noqa: FBT001 - three-valued
    return "" if value is None else YES if value else NO


def _day_text(day: date | None) -> str:
    """Return a day; of one that stands for its year, the year."""
    if day is None:
        return ""
    return str(day.year) if (day.month, day.day) == (7, 1) else day.isoformat()


def _words(typed: str, _today: date) -> str:
    return typed


def _answer(typed: str, _today: date) -> bool:
    return typed == YES


def _missing(typed: str, _today: date) -> frozenset[Piece]:
    return frozenset(one for one in Piece if one.value in typed.split(","))


def _choice(kind: type[Enum]) -> Callable[[str, date], Enum]:
    return lambda typed, _today: kind(typed)


def _amount(key: str, typed: str, told: str, least: int, most: int) -> float:
    """Return an amount in its unit; raises ValueError with a sentence where it is none."""
    found = _AMOUNT.fullmatch(typed.casefold()) if len(typed) <= _LONGEST else None
    by = _UNITS[key].get(found[2]) if found is not None else None
    if found is None or by is None:
        raise ValueError(f"Type a number, such as {told}, or leave it empty.")
    amount = float(found[1].replace(",", ".")) * by
    if amount > most or amount < (_LEAST if least else 0):
        raise ValueError(f"From {least} to {most:,}: {typed} can’t be.")
    return amount


def _whole(key: str, told: str, most: int, least: int = 1) -> Callable[[str, date], int]:
    """Return what reads a whole number; a part of the smallest unit counts as one."""

    def read(typed: str, _today: date) -> int:
        amount = _amount(key, typed, told, least, most)
        if key == "count" and amount != int(amount):
            raise ValueError(f"Type a whole number, such as {told}.")
        return max(least, round(amount))

    return read


def _inches(typed: str, _today: date) -> float:
    return round(_amount("inches", typed, "24", 1, MOST_INCHES), 1)


def _made_on(typed: str, today: date) -> date:
    """Return when it was made; of a year alone the first of July, of a month its first."""
    words = typed.casefold()
    ago = _AGO.fullmatch(words)
    day = months_before(today, 12 * int(ago[1])) if ago is not None else _day(words, 7)
    if day is None:
        raise ValueError("Type a year, such as 2019, or an age, such as 5 years.")
    if day.year < FIRST_YEAR:
        raise ValueError(f"No personal computer is from before {FIRST_YEAR}.")
    if day.year > today.year or (not _YEAR.fullmatch(words) and day > today):
        raise ValueError("That is still to come.")
    return day


def _support_until(typed: str, _today: date) -> date:
    """Return a day; of a month or a year alone its first, so that it never promises too much."""
    day = _day(typed.casefold(), 1)
    if day is None or not FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError("Type a month or a day, such as 2028-06 or June 2028.")
    return day


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier."""
    return months_after(day, -months)


def _day(typed: str, month: int) -> date | None:
    if len(typed) > _LONGEST:
        return None
    if _YEAR.fullmatch(typed):
        return date(int(typed), month, 1)
    if found := _MONTH.fullmatch(typed):
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
        return date(year, month, 1) if 1 <= month <= 12 else None
    return parse_day(typed) or parse_day(f"1 {typed}")


_READERS: Mapping[str, Callable[[str, date], Any]] = MappingProxyType(
    {
        **dict.fromkeys(WORDS, _words),
        **dict.fromkeys(YES_NO, _answer),
        **{key: _choice(kind) for key, kind in CHOICES.items()},
        "count": _whole("count", "10", MOST_ALIKE),
        "memory_gb": _whole("memory_gb", "8 GB", MOST_MEMORY_GB),
        "disk_gb": _whole("disk_gb", "256 GB or 1 TB", MOST_DISK_GB),
        "warranty_months": _whole("warranty_months", "12", MOST_MONTHS, least=0),
        "inches": _inches,
        "made_on": _made_on,
        "support_until": _support_until,
        "repair_agreed": _answer,
        "missing": _missing,
    }
)
"""How each answer is read."""
