"""What is to be replaced in which budget year, and what that costs (3.3, S71)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from libdesk.domain.lifecycle import Lifecycle, ReplaceBy, ReplaceWhy, replace_by
from libdesk.domain.money import Money
from libdesk.domain.records import Record
from libdesk.domain.spans import months_after
from libdesk.domain.statuses import SERVING


@dataclass(frozen=True, slots=True)
class Replacement:
    """One item that is to be replaced.

    Attributes:
        record: the item.
        replace: by when, and why.
        cost: what it cost, or what one of its kind costs; None where neither is known.
        is_estimate: the cost is its kind's.
        is_overdue: the day has passed.
    """

    record: Record
    replace: ReplaceBy
    cost: Money | None
    is_estimate: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Total:
    """A sum in one currency: how many items, and how much of it is estimated.

    Attributes:
        items: how many.
        cost: of all of them.
        estimated: of those whose cost is their kind's.
    """

    items: int
    cost: Money
    estimated: Money


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A budget year.

    Attributes:
        starts_on: its first day.
        ends_on: its last day; its year is the one by which it is called.
        replacements: what is to be replaced in it, the earliest first.
    """

    starts_on: date
    ends_on: date
    replacements: tuple[Replacement, ...]

    @property
    def totals(self) -> tuple[Total, ...]:
        """Return the sums, one for each currency."""
        return totals_of(self.replacements)

    @property
    def unpriced(self) -> int:
        """Return how many are in no sum, as nobody knows what they cost."""
        return sum(one.cost is None for one in self.replacements)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be replaced.

    Attributes:
        years: the budget years in which something is, the current one first.
        undated: items that have a cycle, but nobody knows when they were bought.
    """

    years: tuple[BudgetYear, ...]
    undated: tuple[Record, ...]


def replacements(
    rules: Lifecycle,
    records: Iterable[Record],
    today: date,
    fiscal_start_month: int,
    can_move_on: Callable[[Record], bool] = lambda _record: False,
) -> Plan:
    """Return what is to be replaced by budget year; what is overdue is in the current one.

    Args:
        rules: the rules.
        records: the items; those that serve no more are passed over.
        today: the day.
        fiscal_start_month: in which month a budget year begins, 1 to 12.
        can_move_on: says whether a machine is known to be able to take its system's successor.
    """
    by_year: dict[date, list[Replacement]] = defaultdict(list)
    undated: list[Record] = []
    for record in records:
        if record.status not in SERVING:
            continue
        replace = replace_by(rules, record, today, can_move_on=can_move_on(record))
        if replace.on is not None:
            begin = start_of_year(max(replace.on, today), fiscal_start_month)
            by_year[begin].append(_replacement(rules, record, replace, is_over=replace.on < today))
        elif replace.why is ReplaceWhy.NOT_BOUGHT:
            undated.append(record)
    years = (_year(begin, by_year[begin]) for begin in sorted(by_year))
    return Plan(tuple(years), tuple(undated))


def start_of_year(day: date, fiscal_start_month: int) -> date:
    """Return the first day of the budget year that a day is in."""
    year = day.year if day.month >= fiscal_start_month else day.year - 1
    return date(max(year, 1), fiscal_start_month, 1)


def totals_of(replaced: Iterable[Replacement]) -> tuple[Total, ...]:
    """Return the sums, one for each currency, in the currencies' order."""
    by_currency: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for one in replaced:
        if one.cost is not None:
            by_currency[one.cost.currency].append((one.cost.minor, one.is_estimate))
    return tuple(
        Total(
            len(costs),
            Money(sum(minor for minor, _ in costs), currency),
            Money(sum(minor for minor, is_estimate in costs if is_estimate), currency),
        )
        for currency, costs in sorted(by_currency.items())
    )


def _year(begin: date, replaced: list[Replacement]) -> BudgetYear:
    following = months_after(begin, 12)
    end = following if following == date.max else following - timedelta(days=1)
    in_order = sorted(replaced, key=lambda one: (one.replace.on or date.max, one.record.tag))
    return BudgetYear(begin, end, tuple(in_order))


def _replacement(
    rules: Lifecycle, record: Record, replace: ReplaceBy, *, is_over: bool
) -> Replacement:
    price = record.price
    # A gift cost nothing; what follows it will.
    if price is not None and price.minor > 0:
        return Replacement(record, replace, price, is_estimate=False, is_overdue=is_over)
    rule = rules.kinds.kind_rule(record.kind)
    cost = rule.cost if rule is not None else None
    return Replacement(record, replace, cost, is_estimate=cost is not None, is_overdue=is_over)
