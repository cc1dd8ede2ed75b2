"""The figures of what a donation costs in fields, as somebody types them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from libdesk.domain.donation_costs import UNITS, Buying, Costs, Figure, Unit, Value
from libdesk.domain.donation_costs_file import MOST
from libdesk.domain.donations import Kind
from libdesk.domain.moments import read_day
from libdesk.domain.money import Money, is_currency, plain, read_plain
from libdesk.domain.text import clean_line
from libdesk.services.errors import Refusal

PRICES: Mapping[str, Unit] = {
    "life_years": Unit.YEARS,
    "refurbished": Unit.AMOUNT,
    "refurbished_years": Unit.YEARS,
    "new": Unit.AMOUNT,
    "new_years": Unit.YEARS,
}
"""What is known of each kind that is bought, and its unit."""

AS_AT, CURRENCY = "as_at", "currency"

_NUMBER = re.compile("[0-9]{1,9}")
_FROM_ONE = frozenset({Unit.YEARS, Unit.PERCENT})


@dataclass(frozen=True, slots=True)
class CostsTexts:
    """All figures in their fields.

    Attributes:
        fields: what stands in each, by its name: "currency", a figure with what stands there, such
            as "rate.amount" and "rate.as_at", or a kind with it, such as "laptop.new".
    """

    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return what stands in a field; "" where it is missing."""
        return self.fields.get(name, "")


def texts_of_costs(costs: Costs) -> CostsTexts:
    """Return the figures as they stand in their fields."""
    fields = {CURRENCY: costs.currency}
    for figure, value in costs.figures.items():
        fields[f"{figure.value}.amount"] = _text(value.amount, UNITS[figure], costs.currency)
        fields[f"{figure.value}.{AS_AT}"] = value.as_at.isoformat()
    for kind, bought in costs.buying.items():
        for name, unit in PRICES.items():
            text = _text(getattr(bought, name), unit, costs.currency)
            fields[f"{kind.value}.{name}"] = text
        fields[f"{kind.value}.{AS_AT}"] = bought.as_at.isoformat()
    return CostsTexts(fields)


def read_costs(texts: CostsTexts, before: Costs, today: date) -> Costs:
    """Return the figures that were typed.

    Args:
        texts: the fields.
        before: what stood there; a figure that is the same keeps where it is from.
        today: the day on which it was typed.

    Raises:
        Refusal: something can't be as it is; names the field.
    """
    currency = clean_line(texts[CURRENCY]).upper()
    if not is_currency(currency):
        raise Refusal("Type the currency’s three letters, such as USD.", field=CURRENCY)
    figures = {}
    for figure in Figure:
        name = f"{figure.value}.amount"
        amount = _read(texts[name], UNITS[figure], currency, name)
        old = before.figures[figure]
        source = old.source if amount == old.amount and currency == before.currency else ""
        figures[figure] = Value(amount, _day(texts, figure.value, today), source)
    buying = {kind: _bought(texts, kind, currency, today) for kind in before.buying}
    last = max(chain((one.as_at for one in figures.values()), (b.as_at for b in buying.values())))
    return Costs(last, currency, figures, buying)


def is_as_typed(costs: Costs, texts: CostsTexts) -> bool:
    """Say whether these are the figures that were typed."""
    return texts_of_costs(costs).fields == dict(texts.fields)


def _text(amount: int, unit: Unit, currency: str) -> str:
    if unit is Unit.AMOUNT:
        return plain(Money(amount, currency)).removesuffix(".00")
    return str(amount)


def _read(typed: str, unit: Unit, currency: str, field: str) -> int:
    words = clean_line(typed)
    most = MOST[unit]
    if unit is Unit.AMOUNT:
        money = read_plain(words, currency) if words else None
        if money is None or not 0 <= money.minor <= most:
            raise Refusal("Type an amount such as 25 or 25.50.", field=field)
        return money.minor
    least = 1 if unit in _FROM_ONE else 0
    if not _NUMBER.fullmatch(words) or not least <= int(words) <= most:
        raise Refusal(f"Type a whole number from {least} to {most:,}.", field=field)
    return int(words)


def _bought(texts: CostsTexts, kind: Kind, currency: str, today: date) -> Buying:
    life, refurbished, refurbished_years, new, new_years = (
        _read(texts[f"{kind.value}.{name}"], unit, currency, f"{kind.value}.{name}")
        for name, unit in PRICES.items()
    )
    as_at = _day(texts, kind.value, today)
    return Buying(life, refurbished, refurbished_years, new, new_years, as_at)


def _day(texts: CostsTexts, of: str, today: date) -> date:
    field = f"{of}.{AS_AT}"
    day = read_day(texts[field], today) if texts[field].strip() else None
    if day is None:
        raise Refusal("Type the day as 2026-12-03 or Dec 3 2026.", field=field)
    if day > today:
        raise Refusal("This day is still ahead: type when you looked.", field=field)
    return day
