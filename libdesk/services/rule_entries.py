"""One kind, or one release of a system, as somebody typed it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.kinds import MOST_YEARS, KindRule, kind_key
from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR
from libdesk.domain.money import plain, read_plain
from libdesk.domain.support_dates import Release, System, words_of_system
from libdesk.domain.text import clean_line
from libdesk.services.errors import Refusal

NOTE_LIMIT = 400
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class KindTexts:
    """A kind in its fields.

    Attributes:
        word: the kind.
        years: the cycle; "" for none.
        battery_years: after so many its battery is replaced; "" for none.
        cost: what a new one costs; "" for not known.
        holds_storage: something of what people do stays in it.
        note: why it is so.
    """

    word: str = ""
    years: str = ""
    battery_years: str = ""
    cost: str = ""
    holds_storage: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseTexts:
    """A release in its fields.

    Attributes:
        system: its system.
        name: such as "24H2"; "" where a system has only one.
        editions: those it is about, with commas; "" for all.
        ends_on: the last day of support, such as 2027-10-12; "" for not told.
        note: what else to know.
    """

    system: str = ""
    name: str = ""
    editions: str = ""
    ends_on: str = ""
    note: str = ""


def texts_of_kind(rule: KindRule) -> KindTexts:
    """Return a kind as it stands in its fields."""
    return KindTexts(
        rule.word,
        _text(rule.years),
        _text(rule.battery_years),
        plain(rule.cost) if rule.cost is not None else "",
        rule.holds_storage,
        rule.note,
    )


def texts_of_release(system: System, release: Release) -> ReleaseTexts:
    """Return a release as it stands in its fields."""
    ends_on = release.ends_on.isoformat() if release.ends_on is not None else ""
    return ReleaseTexts(
        system.name, release.name, ", ".join(release.editions), ends_on, release.note
    )


def read_kind(texts: KindTexts, was: KindRule | None, currency: str) -> KindRule:
    """Return the kind that was typed.

    Args:
        texts: what stands in the fields.
        was: the kind as it was, whose word stays; None for a new one.
        currency: of an amount.

    Raises:
        Refusal: something can't be as it is; names the field.
    """
    word = was.word if was is not None else clean_line(texts.word)
    if not kind_key(word):
        raise Refusal("Please say what it is, such as “loan laptop”.", field="word")
    typed = clean_line(texts.cost)
    cost = read_plain(typed, currency) if typed else None
    if typed and (cost is None or cost.minor < 0):
        raise Refusal("Type what one costs as 850 or 850.00, or leave it empty.", field="cost")
    return replace(
        was or KindRule(word),
        years=_years(texts.years, "years"),
        battery_years=_years(texts.battery_years, "battery_years"),
        cost=cost,
        holds_storage=texts.holds_storage,
        note=clean_line(texts.note, NOTE_LIMIT),
    )


def read_release(texts: ReleaseTexts, was: Release | None) -> Release:
    """Return the release that was typed.

    Args:
        texts: what stands in the fields.
        was: the release as it was, whose name stays; None for a new one.

    Raises:
        Refusal: something can't be as it is; names the field.
    """
    if not words_of_system(texts.system):
        raise Refusal("Please say which system it is, such as “Windows 11”.", field="system")
    editions = (clean_line(one) for one in re.split(r"[,;\n]", texts.editions))
    return replace(
        was or Release(clean_line(texts.name)),
        editions=tuple(dict.fromkeys(filter(None, editions))),
        ends_on=_day(texts.ends_on),
        note=clean_line(texts.note, NOTE_LIMIT),
    )


def _years(typed: str, field: str) -> int | None:
    text = clean_line(typed)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_YEARS):
        raise Refusal(
            f"Type a whole number of years from 1 to {MOST_YEARS}, or leave it empty.", field=field
        )
    return int(text)


def _day(typed: str) -> date | None:
    text = clean_line(typed)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise Refusal(
            "Type the day as year-month-day, such as 2027-10-12, or leave it empty.",
            field="ends_on",
        )
    return day


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
