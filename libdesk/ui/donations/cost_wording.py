"""Words for the figures of what a gift costs, and for the sums that are made of them."""

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.donation_costs import (
    MONTHS,
    Bought,
    CostLine,
    Costs,
    EndsBy,
    Figure,
    Part,
    Sum,
    Unit,
)
from libdesk.domain.money import Money
from libdesk.ui.item_strings import money_words
from libdesk.ui.strings import counted


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def figure_words(figure: Figure) -> str:
    """Return what a figure is for."""
    return {
        Figure.RATE: _tr("An hour of work"),
        Figure.COLLECT: _tr("Collecting it"),
        Figure.TEST: _tr("Testing"),
        Figure.WIPE: _tr("Wiping"),
        Figure.SET_UP: _tr("Setting up"),
        Figure.TEST_OTHER: _tr("Testing"),
        Figure.SET_UP_OTHER: _tr("Setting up"),
        Figure.SSD: _tr("An SSD"),
        Figure.MEMORY: _tr("More memory"),
        Figure.POWER: _tr("A power lead or charger"),
        Figure.KEYBOARD_MOUSE: _tr("Keyboard and mouse"),
        Figure.MONITOR: _tr("A monitor"),
        Figure.CABLE: _tr("A signal cable"),
        Figure.LICENSE: _tr("A license of its system"),
        Figure.MANAGEMENT: _tr("A license to manage and protect it"),
        Figure.SUPPORT_STANDARD: _tr("Looking after it, as one of many alike"),
        Figure.SUPPORT_ODD: _tr("Looking after it, as the odd one out"),
        Figure.YEARLY_LICENSES: _tr("Licenses that are paid each year"),
        Figure.RECYCLING: _tr("Recycling it"),
        Figure.BUY_SUPPORT: _tr("Looking after one that is bought"),
        Figure.LIFE: _tr("How long a machine serves"),
        Figure.CHEAPER_AT: _tr("Buying is called cheaper from this share of its cost on"),
    }[figure]


def long_figure_words(figure: Figure) -> str:
    """Return what a figure is for, where figures of computers stand beside those of others."""
    apart = {
        Figure.TEST: _tr("Testing a computer"),
        Figure.SET_UP: _tr("Setting up a computer"),
        Figure.TEST_OTHER: _tr("Testing anything else"),
        Figure.SET_UP_OTHER: _tr("Setting up anything else"),
    }
    return apart.get(figure) or figure_words(figure)


def unit_words(unit: Unit) -> str:
    """Return what a figure counts."""
    return {
        Unit.AMOUNT: _tr("amount"),
        Unit.MINUTES: _tr("minutes"),
        Unit.YEARS: _tr("years"),
        Unit.PERCENT: _tr("percent"),
    }[unit]


def part_words(part: Part) -> str:
    """Return a part of the sum."""
    return {
        Part.ONCE: _tr("Once, before it serves"),
        Part.YEARLY: _tr("Each year"),
        Part.END: _tr("At its end"),
    }[part]


def amount_words(amount: int, currency: str) -> str:
    """Return an amount."""
    return money_words(Money(amount, currency))


def work_words(line: CostLine, costs: Costs) -> str:
    """Return the arithmetic of a line; "" for what is bought."""
    if line.minutes is None:
        return ""
    minutes = counted(line.minutes, _tr("1 minute"), _tr("{count} minutes"))
    rate = amount_words(costs.amount(Figure.RATE), costs.currency)
    return _tr("{minutes} × {rate} an hour").format(minutes=minutes, rate=rate)


def years_words(months: int) -> str:
    """Return a time in years and months."""
    years, rest = divmod(months, MONTHS)
    parts = [
        counted(years, _tr("1 year"), _tr("{count} years")) if years else "",
        counted(rest, _tr("1 month"), _tr("{count} months")) if rest else "",
    ]
    return " ".join(filter(None, parts)) or _tr("no time")


def left_words(found: Sum) -> str:
    """Return how long a machine still serves, and what ends it."""
    if found.months is None:
        return _tr("How long it still serves is not known: its age isn’t.")
    if found.ends_by is EndsBy.SYSTEM:
        return _tr("It would not serve at all: no system that is supported runs on it.")
    if not found.months:
        return _tr("It would not serve any more: its time is over.")
    why = {
        EndsBy.POLICY: _tr("until it is as old as we let one get"),
        EndsBy.SUPPORT: _tr("until its maker’s support ends"),
    }[found.ends_by]
    return _tr("It still serves {years}, {why}.").format(years=years_words(found.months), why=why)


def per_year_words(found: Sum) -> str:
    """Return the arithmetic of a year; "" where there is none."""
    if not found.months:
        return ""
    once, end, yearly = (
        amount_words(found.total(part), found.currency)
        for part in (Part.ONCE, Part.END, Part.YEARLY)
    )
    told = _tr("({once} + {end}) ÷ {years} + {yearly}")
    return told.format(once=once, end=end, years=years_words(found.months), yearly=yearly)


def bought_words(bought: Bought) -> str:
    """Return what is bought instead."""
    return _tr("A new one") if bought.is_new else _tr("A refurbished one")


def buying_words(bought: Bought, currency: str) -> str:
    """Return the arithmetic of a year of one that is bought."""
    price = amount_words(bought.price, currency)
    years = counted(bought.years, _tr("1 year"), _tr("{count} years"))
    support = amount_words(bought.support, currency)
    return _tr("{price} ÷ {years} + {support}").format(price=price, years=years, support=support)


def cheaper_words(found: Sum) -> str:
    """Return which is cheaper, in a sentence; "" where nothing can be compared."""
    best, mine = found.cheapest, found.per_year
    if best is None:
        return ""
    other = amount_words(best.per_year, found.currency)
    what = _tr("a new one") if best.is_new else _tr("a refurbished one")
    if mine is None:
        if found.months is None:
            return _tr("For comparison: {what} costs {other} a year.").format(
                what=what, other=other
            )
        return _tr("Cheaper to buy: {what} costs {other} a year, and serves.").format(
            what=what, other=other
        )
    told = (
        _tr("Cheaper to buy: {what} costs {other} a year, this gift {mine}.")
        if mine.minor >= best.per_year
        else _tr("As good as buying: {what} costs {other} a year, this gift {mine}.")
    )
    if not found.is_cheaper_to_buy:
        told = _tr("The gift is cheaper: it costs {mine} a year, {what} {other}.")
    return told.format(what=what, other=other, mine=money_words(mine))


def all_words(found: Sum) -> str:
    """Return what all that are alike cost at once; "" for one alone."""
    if found.count == 1:
        return ""
    told = _tr("All {count} together cost {sum} before they serve.")
    count = QLocale().toString(found.count)
    return told.format(count=count, sum=money_words(found.once_for_all))
