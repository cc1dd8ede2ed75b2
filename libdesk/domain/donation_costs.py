"""What it costs to accept a machine, figure by figure, beside what buying one costs (4.3).

Every amount on a line is whole in the currency's smallest unit, and a sum is the sum of its lines,
so that whoever adds them up by hand comes to the same. Which figures there are is data that a
library changes (`donation_costs_file`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from libdesk.domain.donation_checks import Asked, age_months, read
from libdesk.domain.donation_policy import Check, Fate, Policy
from libdesk.domain.donations import (
    COMPUTERS,
    WINDOWS_KINDS,
    Data,
    Kind,
    License,
    Machine,
    Piece,
    Use,
)
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind
from libdesk.domain.windows11 import Fit

MONTHS = 12

_WITHOUT_SYSTEM = frozenset({Use.TRAINING, Use.SPARE})
"""What an old machine may be wanted for; then it serves on without a supported system."""


class Figure(Enum):
    """A figure of the sum."""

    RATE = "rate"
    COLLECT = "collect"
    TEST = "test"
    WIPE = "wipe"
    SET_UP = "set-up"
    TEST_OTHER = "test-other"
    SET_UP_OTHER = "set-up-other"
    SSD = "ssd"
    MEMORY = "memory"
    POWER = "power"
    KEYBOARD_MOUSE = "keyboard-mouse"
    MONITOR = "monitor"
    CABLE = "cable"
    LICENSE = "license"
    MANAGEMENT = "management"
    SUPPORT_STANDARD = "support-standard"
    SUPPORT_ODD = "support-odd"
    YEARLY_LICENSES = "yearly-licenses"
    RECYCLING = "recycling"
    BUY_SUPPORT = "buy-support"
    LIFE = "life"
    CHEAPER_AT = "cheaper-at"


class Unit(Enum):
    """What a figure counts."""

    AMOUNT = "amount"
    MINUTES = "minutes"
    YEARS = "years"
    PERCENT = "percent"


UNITS: Mapping[Figure, Unit] = {
    **dict.fromkeys(Figure, Unit.AMOUNT),
    **dict.fromkeys(
        (
            Figure.TEST,
            Figure.WIPE,
            Figure.SET_UP,
            Figure.TEST_OTHER,
            Figure.SET_UP_OTHER,
            Figure.SUPPORT_STANDARD,
            Figure.SUPPORT_ODD,
            Figure.BUY_SUPPORT,
        ),
        Unit.MINUTES,
    ),
    Figure.LIFE: Unit.YEARS,
    Figure.CHEAPER_AT: Unit.PERCENT,
}
"""The unit of each figure."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's value.

    Attributes:
        amount: in the figure's unit; money in the currency's smallest.
        as_at: when somebody last looked at it.
        source: where it is from; "" for the library's own.
    """

    amount: int
    as_at: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Buying:
    """How long a kind serves, and what one costs that is bought.

    Attributes:
        life_years: so old it grows in the library.
        refurbished: its price, in the currency's smallest unit.
        refurbished_years: so long it serves.
        new: the price of a new one.
        new_years: so long that serves.
        as_at: when somebody last looked at it.
    """

    life_years: int
    refurbished: int
    refurbished_years: int
    new: int
    new_years: int
    as_at: date


@dataclass(frozen=True, slots=True)
class Costs:
    """All figures.

    Attributes:
        as_at: when somebody last looked at any.
        currency: of all amounts.
        figures: each with its value.
        buying: what each kind costs that is bought.
        source: where they are from.
    """

    as_at: date
    currency: str
    figures: Mapping[Figure, Value]
    buying: Mapping[Kind, Buying]
    source: str = ""

    def amount(self, figure: Figure) -> int:
        """Return a figure's value in its unit."""
        return self.figures[figure].amount


class Part(Enum):
    """A part of the sum."""

    ONCE = "once"
    YEARLY = "yearly"
    END = "end"


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of the sum, for one machine.

    Attributes:
        part: to which part it belongs.
        figure: for what it is.
        amount: in the currency's smallest unit.
        minutes: of work at the hourly rate; None for what is bought.
    """

    part: Part
    figure: Figure
    amount: int
    minutes: int | None = None


class EndsBy(Enum):
    """What ends a machine's service."""

    POLICY = "policy"
    SUPPORT = "support"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Bought:
    """One that is bought instead.

    Attributes:
        is_new: it is new, not refurbished.
        price: in the currency's smallest unit.
        years: so long it serves.
        support: of its work each year.
        per_year: what a year of it costs.
    """

    is_new: bool
    price: int
    years: int
    support: int
    per_year: int


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole sum for one machine, and for all that are alike.

    Attributes:
        currency: of all amounts.
        count: how many are alike.
        lines: each line, for one machine.
        months: of service left; None where its age is not known, 0 where none are.
        ends_by: what ends it.
        bought: what buying costs; empty where nobody knows.
        cheaper_at: from so many percent of buying on, buying is called cheaper.
    """

    currency: str
    count: int
    lines: tuple[CostLine, ...]
    months: int | None
    ends_by: EndsBy
    bought: tuple[Bought, ...]
    cheaper_at: int

    def total(self, part: Part) -> int:
        """Return the sum of a part for one machine."""
        return sum(one.amount for one in self.lines if one.part is part)

    @property
    def once(self) -> Money:
        """Return what one machine costs before it serves."""
        return Money(self.total(Part.ONCE), self.currency)

    @property
    def once_for_all(self) -> Money:
        """Return what all that are alike cost before they serve."""
        return Money(self.total(Part.ONCE) * self.count, self.currency)

    @property
    def per_year(self) -> Money | None:
        """Return what each year of one costs; None where its years are not known, or none."""
        if not self.months:
            return None
        spread = _divided((self.total(Part.ONCE) + self.total(Part.END)) * MONTHS, self.months)
        return Money(spread + self.total(Part.YEARLY), self.currency)

    @property
    def cheapest(self) -> Bought | None:
        """Return what is cheapest by the year, of what can be bought."""
        return min(self.bought, key=lambda one: one.per_year, default=None)

    @property
    def is_cheaper_to_buy(self) -> bool:
        """Say whether buying is better, or about as good; also where it would serve no more."""
        if self.cheapest is None or self.months is None:
            return False
        per_year = self.per_year
        if per_year is None:
            return True
        return per_year.minor * 100 >= self.cheapest.per_year * self.cheaper_at


def cost_to_accept(machine: Machine, policy: Policy, costs: Costs, on: date) -> Sum:
    """Return what it costs to accept a machine.

    Args:
        machine: the machine, or several alike.
        policy: says what has to be bought for it, and how many alike are a standard.
        costs: the figures.
        on: the day of the offer.
    """
    months, ends_by = months_left(machine, costs, on)
    lines = (*_once(machine, policy, costs, on), *_later(machine, policy, costs))
    return Sum(
        costs.currency,
        machine.count,
        lines,
        months,
        ends_by,
        _bought(machine.kind, costs),
        costs.amount(Figure.CHEAPER_AT),
    )


def months_left(machine: Machine, costs: Costs, on: date) -> tuple[int | None, EndsBy]:
    """Return how many months a machine still serves, and what ends it; None for not known."""
    if (
        machine.kind in WINDOWS_KINDS
        and machine.windows11 is Fit.NO
        and machine.use not in _WITHOUT_SYSTEM
    ):
        return 0, EndsBy.SYSTEM
    ends = []
    if machine.support_until is not None:
        left = age_months(on, machine.support_until) if machine.support_until > on else 0
        ends.append((left, EndsBy.SUPPORT))
    if machine.made_on is not None:
        life = _life(machine.kind, costs) * MONTHS
        ends.append((max(0, life - age_months(machine.made_on, on)), EndsBy.POLICY))
    elif not ends or ends[0][0]:
        return None, EndsBy.POLICY
    return min(ends, key=lambda one: one[0])


def _life(kind: Kind, costs: Costs) -> int:
    found = costs.buying.get(kind)
    return costs.amount(Figure.LIFE) if found is None else found.life_years


def _once(machine: Machine, policy: Policy, costs: Costs, on: date) -> Iterator[CostLine]:
    """Yield what one machine costs before it serves; what is nothing is left out."""
    is_computer = machine.kind in COMPUTERS
    test, set_up = (
        (Figure.TEST, Figure.SET_UP) if is_computer else (Figure.TEST_OTHER, Figure.SET_UP_OTHER)
    )
    # A trip is one for all that are alike.
    yield CostLine(
        Part.ONCE, Figure.COLLECT, _divided(costs.amount(Figure.COLLECT), max(1, machine.count))
    )
    yield _work(Part.ONCE, test, costs)
    if (
        is_computer
        and machine.data is not Data.NONE
        and machine.disk_kind is not DiskKind.NO_STORAGE
    ):
        yield _work(Part.ONCE, Figure.WIPE, costs)
    for figure in _parts(machine, policy, on):
        yield CostLine(Part.ONCE, figure, costs.amount(figure))
    yield _work(Part.ONCE, set_up, costs)


def _parts(machine: Machine, policy: Policy, on: date) -> Iterator[Figure]:
    """Yield what has to be bought for a machine; of what is not known, that it has to be."""
    short = {
        one.check
        for one in policy.rules_for(machine.kind)
        if one.check in {Check.MEMORY, Check.DISK}
        and read(Asked(machine, one, policy, on)).worst is not Fate.PASS
    }
    if Check.DISK in short:
        yield Figure.SSD
    if Check.MEMORY in short:
        yield Figure.MEMORY
    missing = machine.missing or frozenset()
    if Piece.POWER in missing:
        yield Figure.POWER
    if missing & {Piece.KEYBOARD, Piece.MOUSE}:
        yield Figure.KEYBOARD_MOUSE
    if Piece.MONITOR in missing:
        yield Figure.MONITOR
    if Piece.CABLE in missing:
        yield Figure.CABLE
    has_license = machine.license in {License.DIGITAL, License.RETAIL}
    if machine.kind in WINDOWS_KINDS and not has_license:
        yield Figure.LICENSE
    if machine.kind in COMPUTERS and not machine.is_managed:
        yield Figure.MANAGEMENT


def _later(machine: Machine, policy: Policy, costs: Costs) -> Iterator[CostLine]:
    is_odd = machine.kind in COMPUTERS and not (machine.is_standard or _is_many(machine, policy))
    support = Figure.SUPPORT_ODD if is_odd else Figure.SUPPORT_STANDARD
    yield _work(Part.YEARLY, support, costs)
    if machine.kind in COMPUTERS and (amount := costs.amount(Figure.YEARLY_LICENSES)):
        yield CostLine(Part.YEARLY, Figure.YEARLY_LICENSES, amount)
    yield CostLine(Part.END, Figure.RECYCLING, costs.amount(Figure.RECYCLING))


def _is_many(machine: Machine, policy: Policy) -> bool:
    """Say whether so many are alike that they are a standard of their own."""
    limits = [one.good for one in policy.rules_for(machine.kind) if one.check is Check.COUNT]
    return any(limit and limit > 1 and machine.count >= limit for limit in limits)


def _work(part: Part, figure: Figure, costs: Costs) -> CostLine:
    minutes = costs.amount(figure)
    return CostLine(part, figure, _divided(minutes * costs.amount(Figure.RATE), 60), minutes)


def _bought(kind: Kind, costs: Costs) -> tuple[Bought, ...]:
    found = costs.buying.get(kind)
    if found is None:
        return ()
    support = _work(Part.YEARLY, Figure.BUY_SUPPORT, costs).amount
    return tuple(
        Bought(is_new, price, years, support, _divided(price, years) + support)
        for is_new, price, years in (
            (False, found.refurbished, found.refurbished_years),
            (True, found.new, found.new_years),
        )
    )


def _divided(amount: int, by: int) -> int:
    """Return a share, rounded to the nearest whole unit, halves up."""
    return (2 * amount + by) // (2 * by)
