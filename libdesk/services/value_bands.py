"""A library's value bands: the shipped ones, until somebody puts the board's own in their place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.money import Money, is_currency, plain, read_plain
from libdesk.domain.text import clean_line
from libdesk.domain.value_bands import (
    BANDS_LIMIT,
    MOST_YEARS,
    Band,
    Values,
    document_of_values,
    parse_values,
)
from libdesk.services import settled
from libdesk.services.errors import Refusal
from libdesk.services.kept_rules import VALUES, KeptRules
from libdesk.services.ports import Clock
from libdesk.services.settled import Mark
from libdesk.services.stores import OpenUnit, Unit

WORDS_LIMIT = 120
"""Characters of what is done with a thing, and of who decides it."""

_PART = f"rules.{VALUES}"
_FEW_DIGITS = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class BandTexts:
    """A band in its fields.

    Attributes:
        below: things are worth less than this; "" for all above.
        way: what is usually done with them.
        decides: who decides it.
        key: by which a refusal names the row.
    """

    below: str = ""
    way: str = ""
    decides: str = ""
    key: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.below.strip() or self.way.strip() or self.decides.strip())


@dataclass(frozen=True, slots=True)
class ValuesTexts:
    """All of it in its fields.

    Attributes:
        currency: the currency's three letters.
        years: a thing loses its price over so many.
        bands: the bands, in any order.
    """

    currency: str
    years: str
    bands: tuple[BandTexts, ...]


@dataclass(frozen=True, slots=True)
class BandsRead:
    """The value bands as they stand.

    Attributes:
        values: the bands.
        is_own: the library has put in its own.
        version: what a change has to expect.
        is_damaged: the library's own can't be read, so the shipped ones stand.
        document: the library's own as they are stored, readable or not; None where there are none.
    """

    values: Values
    is_own: bool = False
    version: int = 0
    is_damaged: bool = False
    document: object = None


class ValueBands:
    """Reads and changes the value bands.

    A change takes the version that was on the screen and returns the one that it leaves. It raises
    Conflict when somebody else was first; with None it is made over whatever is there.

    Args:
        open_unit: opens a transaction.
        shipped: reads the shipped ones.
        now: the clock.
        who: who changes them here, for whoever is second.
    """

    def __init__(
        self, open_unit: OpenUnit, shipped: Callable[[], Values], now: Clock, who: str = ""
    ) -> None:
        self._open_unit = open_unit
        self._shipped = shipped
        self._now = now
        self._who = clean_line(who)

    def read(self) -> BandsRead:
        """Return the bands that count."""
        with self._open_unit() as unit:
            version = settled.mark_of(unit, _PART).version
            kept = next((one for one in unit.own_rules.all() if one.name == VALUES), None)
        if kept is None:
            return BandsRead(self._shipped(), version=version)
        try:
            values = parse_values(kept.document)
        except ValueError:
            return BandsRead(
                self._shipped(), version=version, is_damaged=True, document=kept.document
            )
        return BandsRead(values, is_own=True, version=version, document=kept.document)

    def save(self, texts: ValuesTexts, expected: int | None = None) -> int:
        """Store what was typed in the place of what stands.

        Raises:
            Refusal: something can't be as it is; names the field.
            Conflict: somebody else was first.
        """
        return self._store(document_of_values(read_values(texts, self._today())), expected)

    def restore(self, before: BandsRead, expected: int | None = None) -> int:
        """Store the library's own as they were, also those that only a newer LibDesk can read.

        Raises:
            Conflict: somebody else was first.
        """
        return self._store(before.document, expected)

    def put_back_shipped(self, expected: int | None = None) -> int:
        """Forget the library's own.

        Raises:
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            version = self._settle(unit, expected)
            unit.own_rules.remove(VALUES)
        return version

    def _store(self, document: object, expected: int | None) -> int:
        with self._open_unit(write=True) as unit:
            version = self._settle(unit, expected)
            unit.own_rules.save(KeptRules(VALUES, document, self._today(), version))
        return version

    def _settle(self, unit: Unit, expected: int | None) -> int:
        return settled.settle(unit, _PART, Mark(0, self._now(), self._who), expected)

    def _today(self) -> date:
        return self._now().astimezone().date()


def texts_of_values(values: Values) -> ValuesTexts:
    """Return value bands as they stand in their fields."""
    return ValuesTexts(
        values.currency,
        str(values.worthless_after),
        tuple(
            BandTexts(
                "" if one.below is None else _short(Money(one.below, values.currency)),
                one.way,
                one.decides,
            )
            for one in values.bands
        ),
    )


def is_as_typed(values: Values, texts: ValuesTexts) -> bool:
    """Say whether these are the value bands that were typed."""
    try:
        typed = read_values(texts, values.as_at)
    except Refusal:
        return False
    return replace(typed, source=values.source) == values


def read_values(texts: ValuesTexts, today: date) -> Values:
    """Return the value bands that were typed, the cheapest first.

    Raises:
        Refusal: something can't be as it is. Its field is "currency", "years", "bands", or a row's
            key with the field behind it, such as "3.way".
    """
    currency = clean_line(texts.currency).upper()
    if not is_currency(currency):
        raise Refusal("Type the currency’s three letters, such as USD.", field="currency")
    years = clean_line(texts.years)
    if not (_FEW_DIGITS.fullmatch(years) and 1 <= int(years) <= MOST_YEARS):
        raise Refusal(f"Type a whole number of years from 1 to {MOST_YEARS}.", field="years")
    rows = [one for one in texts.bands if not one.is_empty]
    if len(rows) > BANDS_LIMIT:
        raise Refusal(f"There can be at most {BANDS_LIMIT} rows.", field="bands")
    bands = [_band(one, currency) for one in rows]
    _check_together(rows, bands)
    ordered = sorted(bands, key=lambda one: (one.below is None, one.below or 0))
    return Values(today, "", currency, int(years), tuple(ordered))


def _band(texts: BandTexts, currency: str) -> Band:
    typed = clean_line(texts.below)
    below = read_plain(typed, currency) if typed else None
    if typed and (below is None or below.minor < 1):
        raise Refusal(
            "Type an amount such as 250, or leave it empty for all that is worth more.",
            field=f"{texts.key}.below",
        )
    way, decides = (clean_line(one, WORDS_LIMIT) for one in (texts.way, texts.decides))
    if not way:
        raise Refusal(
            "Say what is usually done with such things, such as “public sale”.",
            field=f"{texts.key}.way",
        )
    if not decides:
        raise Refusal("Say who decides it, such as “the board”.", field=f"{texts.key}.decides")
    return Band(below.minor if below is not None else None, way, decides)


def _check_together(rows: Sequence[BandTexts], bands: Sequence[Band]) -> None:
    seen: set[int | None] = set()
    for row, band in zip(rows, bands, strict=True):
        if band.below in seen:
            told = (
                "Two rows are for all that is worth more. Give one of them an amount."
                if band.below is None
                else "Two rows have this amount. Change one of them."
            )
            raise Refusal(told, field=f"{row.key}.below")
        seen.add(band.below)
    if None not in seen:
        raise Refusal(
            "One row has to be for all that is worth more: leave its amount empty.", field="bands"
        )


def _short(amount: Money) -> str:
    """Return an amount as somebody would type it."""
    return plain(amount).removesuffix(".00")
