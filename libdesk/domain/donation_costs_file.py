"""The figures of what a donation costs, as a document: the shape of policies/costs.json."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from libdesk.domain.donation_costs import UNITS, Buying, Costs, Figure, Unit, Value
from libdesk.domain.donations import Kind
from libdesk.domain.money import LARGEST, is_currency
from libdesk.domain.rule_parts import Part, document, without_usual

MOST: dict[Unit, int] = {
    Unit.AMOUNT: LARGEST,
    Unit.MINUTES: 10_000,
    Unit.YEARS: 100,
    Unit.PERCENT: 1_000,
}
"""The largest value of each unit."""

_OF = "the donation figures"
_FIGURES = {one.value: one for one in Figure}
_KINDS = {one.value: one for one in Kind if one is not Kind.UNKNOWN}
_PRICES = ("life_years", "refurbished", "refurbished_years", "new", "new_years")


def parse_costs(value: object) -> Costs:
    """Read the figures.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind; the message names it.
    """
    whole = document(_OF, value)
    whole.only(frozenset({"as_at", "source", "currency", "figures", "buying"}))
    as_at = whole.needed_day("as_at")
    currency = whole.text("currency", needed=True)
    if not is_currency(currency):
        raise ValueError(f"{_OF} need a currency’s three letters: currency")
    figures = dict(_figure(part, as_at) for part in whole.parts("figures"))
    if missing := [one.value for one in Figure if one not in figures]:
        raise ValueError(f"{_OF} have no such figure: figures.{missing[0]}")
    buying = dict(pair for part in whole.parts("buying") for pair in _bought(part, as_at))
    return Costs(as_at, currency, figures, buying, whole.text("source"))


def document_of_costs(costs: Costs) -> dict[str, Any]:
    """Return the figures as the document that `parse_costs` reads."""
    by_price: dict[Buying, list[str]] = {}
    for kind in Kind:
        if kind in costs.buying:
            by_price.setdefault(costs.buying[kind], []).append(kind.value)
    return without_usual(
        {
            "as_at": costs.as_at.isoformat(),
            "source": costs.source,
            "currency": costs.currency,
            "figures": [
                {
                    "key": one.value,
                    UNITS[one].value: value.amount,
                    "as_at": value.as_at.isoformat(),
                    "source": value.source,
                }
                for one, value in costs.figures.items()
            ],
            "buying": [
                {
                    "kinds": kinds,
                    **{name: getattr(one, name) for name in _PRICES},
                    "as_at": one.as_at.isoformat(),
                }
                for one, kinds in by_price.items()
            ],
        }
    )


def _figure(part: Part, as_at: date) -> tuple[Figure, Value]:
    key = part.choice("key", tuple(_FIGURES)) if "key" in part.values else ""
    if not key:
        raise ValueError(f"{_OF} need words: {part.where}.key")
    figure = _FIGURES[key]
    unit = UNITS[figure]
    part.only(frozenset({"key", "as_at", "source", unit.value}))
    # Nothing can be spread over no years, and no time costs anything at no rate.
    least = 1 if unit in {Unit.YEARS, Unit.PERCENT} else 0
    amount = part.whole(unit.value, least, MOST[unit])
    if amount is None:
        raise ValueError(f"{_OF} need a whole number: {part.where}.{unit.value}")
    return figure, Value(amount, part.day("as_at") or as_at, part.text("source"))


def _bought(part: Part, as_at: date) -> Iterator[tuple[Kind, Buying]]:
    part.only(frozenset({"kinds", "as_at", *_PRICES}))
    prices = {
        name: part.whole(name, 1 if name.endswith("years") else 0, _most(name)) for name in _PRICES
    }
    for name, price in prices.items():
        if price is None:
            raise ValueError(f"{_OF} need a whole number: {part.where}.{name}")
    bought = Buying(**prices, as_at=part.day("as_at") or as_at)  # type: ignore[arg-type]
    for word in part.texts("kinds"):
        if word not in _KINDS:
            raise ValueError(f"{_OF} know no such kind: {part.where}.kinds: {word}")
        yield _KINDS[word], bought


def _most(name: str) -> int:
    return MOST[Unit.YEARS if name.endswith("years") else Unit.AMOUNT]
