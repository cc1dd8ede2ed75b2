"""Value bands: what is done with what leaves, by its likely worth, and who decides it (4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from libdesk.domain.money import LARGEST, Money, is_currency
from libdesk.domain.records import Record
from libdesk.domain.rule_parts import Part, document, without_usual
from libdesk.domain.spans import years_after

BANDS_LIMIT = 12
"""Bands; a policy has two to five."""

MOST_YEARS = 100
"""Over so many years at most a thing loses its price."""

_USUAL_YEARS = 6
_OF = "the value bands"


@dataclass(frozen=True, slots=True)
class Band:
    """What things of about one value are dealt with like.

    Attributes:
        below: they are worth less than this, in the currency's smallest unit; None for the last.
        way: what is usually done with them.
        decides: who decides it.
    """

    below: int | None
    way: str
    decides: str


@dataclass(frozen=True, slots=True)
class Values:
    """A library's value bands.

    Attributes:
        as_at: when somebody last looked at them.
        source: where they come from; "" for the library's own.
        currency: of the bands.
        worthless_after: a thing loses its price evenly, over so many years.
        bands: the bands, the cheapest first.
    """

    as_at: date
    source: str
    currency: str
    worthless_after: int
    bands: tuple[Band, ...]

    def worth(self, record: Record, today: date) -> Money | None:
        """Return what a thing may still be worth, a guess; None where nobody knows its price."""
        if record.price is None or record.bought_on is None:
            return None
        ends = years_after(record.bought_on, self.worthless_after)
        lasts = max(1, (ends - record.bought_on).days)
        left = max(0, lasts - max(0, (today - record.bought_on).days))
        return Money(record.price.minor * left // lasts, record.price.currency)

    def band(self, worth: Money | None) -> Band | None:
        """Return a value's band; None where it can't be known."""
        if worth is None or worth.currency != self.currency:
            return None
        return next(one for one in self.bands if one.below is None or worth.minor < one.below)

    def limits(self, band: Band) -> tuple[Money | None, Money | None]:
        """Return from which worth a band counts, and below which; None where nothing bounds it."""
        place = self.bands.index(band)
        least = self.bands[place - 1].below if place else None
        return self._money(least), self._money(band.below)

    def _money(self, minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, self.currency)


def parse_values(values: object) -> Values:
    """Return a library's value bands.

    Raises:
        ValueError: they make no sense; the message names the place.
    """
    whole = document(_OF, values)
    whole.only(frozenset({"as_at", "source", "currency", "worthless_after_years", "bands"}))
    bands = tuple(map(_band, whole.parts("bands")))
    limits = [one.below for one in bands]
    above = limits.pop()
    rising = [one for one in limits if one is not None]
    if above is not None or rising != limits or any(one >= two for one, two in pairwise(rising)):
        raise ValueError(f"{_OF} need rising limits, and none for the last: bands")
    if len(bands) > BANDS_LIMIT:
        raise ValueError(f"{_OF} are at most {BANDS_LIMIT}: bands")
    currency = whole.text("currency", needed=True)
    if not is_currency(currency):
        raise ValueError(f"{_OF} need a currency’s three letters: currency")
    return Values(
        whole.needed_day("as_at"),
        whole.text("source"),
        currency,
        whole.whole("worthless_after_years", 1, MOST_YEARS) or _USUAL_YEARS,
        bands,
    )


def document_of_values(values: Values) -> dict[str, Any]:
    """Return value bands as `parse_values` reads them."""
    return without_usual(
        {
            "as_at": values.as_at.isoformat(),
            "source": values.source,
            "currency": values.currency,
            "worthless_after_years": values.worthless_after,
            "bands": [_document_of_band(one) for one in values.bands],
        }
    )


def _band(part: Part) -> Band:
    part.only(frozenset({"below", "way", "decides"}))
    return Band(
        part.whole("below", 1, LARGEST),
        part.text("way", needed=True),
        part.text("decides", needed=True),
    )


def _document_of_band(band: Band) -> Mapping[str, Any]:
    return without_usual({"below": band.below, "way": band.way, "decides": band.decides})
