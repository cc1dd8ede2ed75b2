"""What accepting costs: every figure can be added up by hand, and the years are counted."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk.domain.donation_costs import (
    MONTHS,
    UNITS,
    CostLine,
    EndsBy,
    Figure,
    Part,
    Unit,
    cost_to_accept,
    months_left,
)
from libdesk.domain.donation_policy import Check, Rule
from libdesk.domain.donations import Data, Kind, License, Machine, Piece, Use
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind
from libdesk.domain.windows11 import Fit
from tests.domain.donations_made import COSTS, TODAY, ago, machine, policy, policy_of

LAW = machine(count=10, made_on=ago(42), is_standard=False, is_managed=None)


def costs_of(one, ours=None, figures=COSTS):
    return cost_to_accept(one, ours or policy(), figures, TODAY)


def figures_of(one, part=Part.ONCE):
    return {line.figure: line.amount for line in costs_of(one).lines if line.part is part}


@pytest.mark.rows("S62")
def test_the_sum_of_ten_alike_can_be_followed_by_hand():
    found = costs_of(LAW)
    assert found.lines == (
        CostLine(Part.ONCE, Figure.COLLECT, 200),  # $20 for the trip, shared by ten
        CostLine(Part.ONCE, Figure.TEST, 3000, 60),  # an hour at $30
        CostLine(Part.ONCE, Figure.WIPE, 1500, 30),
        CostLine(Part.ONCE, Figure.MANAGEMENT, 6000),
        CostLine(Part.ONCE, Figure.SET_UP, 4500, 90),
        CostLine(Part.YEARLY, Figure.SUPPORT_STANDARD, 1500, 30),  # ten alike are a standard
        CostLine(Part.END, Figure.RECYCLING, 3000),
    )
    assert found.once == Money(15200)
    assert found.once_for_all == Money(152000)
    assert (found.months, found.ends_by) == (42, EndsBy.POLICY)
    assert found.per_year == Money(6700), "(152 + 30) / 3.5 + 15"
    assert [one.per_year for one in found.bought] == [9000, 16500]
    assert found.cheapest is found.bought[0]
    assert not found.is_cheaper_to_buy, "67 is less than 80 % of 90"


def test_every_part_of_the_sum_is_the_sum_of_its_lines():
    found = costs_of(Machine(Kind.LAPTOP))
    whole = sum(found.total(part) for part in Part)
    assert whole == sum(one.amount for one in found.lines)


def test_what_is_missing_or_not_known_has_to_be_bought():
    bare = machine(
        memory_gb=8, disk_kind=DiskKind.HARD_DISK, missing=frozenset(Piece), license=License.NONE
    )
    found = figures_of(bare)
    assert found[Figure.SSD] == found[Figure.MEMORY] == 6000
    assert found[Figure.POWER] == found[Figure.KEYBOARD_MOUSE] == 2500
    assert found[Figure.MONITOR] == 12000
    assert found[Figure.CABLE] == 1000
    assert found[Figure.LICENSE] == 10000
    assert Figure.MANAGEMENT not in found
    unknown = figures_of(Machine(Kind.DESKTOP))
    assert {Figure.SSD, Figure.MEMORY, Figure.LICENSE, Figure.MANAGEMENT} <= set(unknown)
    assert Figure.POWER not in unknown
    assert Figure.KEYBOARD_MOUSE in figures_of(machine(missing=frozenset({Piece.MOUSE})))


def test_what_is_no_computer_costs_less_work():
    found = figures_of(machine(Kind.MONITOR))
    assert set(found) == {Figure.COLLECT, Figure.TEST_OTHER, Figure.SET_UP_OTHER}
    assert figures_of(machine(Kind.MONITOR), Part.YEARLY) == {Figure.SUPPORT_STANDARD: 1500}
    assert Figure.LICENSE not in figures_of(Machine(Kind.MAC))


def test_only_what_holds_data_is_wiped():
    assert Figure.WIPE in figures_of(machine())
    assert Figure.WIPE not in figures_of(machine(data=Data.NONE))
    assert Figure.WIPE not in figures_of(machine(disk_kind=DiskKind.NO_STORAGE, disk_gb=None))


def test_an_odd_one_costs_more_support_each_year():
    odd = machine(count=4, is_standard=None)
    assert figures_of(odd, Part.YEARLY) == {Figure.SUPPORT_ODD: 6000}
    assert figures_of(replace(odd, is_standard=True), Part.YEARLY) == {
        Figure.SUPPORT_STANDARD: 1500
    }
    single = policy_of(Rule("count", Check.COUNT, "One is fine.", good=1, fair=1))
    lines = cost_to_accept(odd, single, COSTS, TODAY).lines
    assert Figure.SUPPORT_ODD in {one.figure for one in lines}


def test_yearly_licenses_are_counted_where_a_library_pays_them():
    figure = replace(COSTS.figures[Figure.YEARLY_LICENSES], amount=1200)
    own = replace(COSTS, figures={**COSTS.figures, Figure.YEARLY_LICENSES: figure})
    assert costs_of(machine(), figures=own).total(Part.YEARLY) == 2700
    assert costs_of(machine(Kind.MONITOR), figures=own).total(Part.YEARLY) == 1500


@pytest.mark.parametrize(
    ("one", "months", "ends_by"),
    [
        (machine(made_on=ago(84)), 0, EndsBy.POLICY),
        (machine(made_on=ago(83), support_until=None), 1, EndsBy.POLICY),
        (machine(made_on=ago(999)), 0, EndsBy.POLICY),
        (machine(windows11=Fit.NO), 0, EndsBy.SYSTEM),
        (machine(windows11=Fit.NO, use=Use.TRAINING), 60, EndsBy.SUPPORT),
        (machine(Kind.CHROMEBOOK, support_until=ago(-9)), 9, EndsBy.SUPPORT),
        (machine(Kind.CHROMEBOOK, support_until=ago(9)), 0, EndsBy.SUPPORT),
        (machine(Kind.CHROMEBOOK, support_until=TODAY), 0, EndsBy.SUPPORT),
        (machine(Kind.CHROMEBOOK, made_on=None, support_until=ago(9)), 0, EndsBy.SUPPORT),
        (machine(Kind.CHROMEBOOK, made_on=None, support_until=ago(-9)), None, EndsBy.POLICY),
        (machine(made_on=None, support_until=None), None, EndsBy.POLICY),
        (machine(Kind.OTHER, made_on=ago(80), support_until=None), 4, EndsBy.POLICY),
    ],
)
def test_the_years_left_end_with_the_first_that_ends_them(one, months, ends_by):
    assert months_left(one, COSTS, TODAY) == (months, ends_by)


def test_without_years_there_is_no_cost_by_the_year():
    unknown, worn = costs_of(machine(made_on=None)), costs_of(machine(made_on=ago(200)))
    assert unknown.per_year is None
    assert not unknown.is_cheaper_to_buy, "nobody knows"
    assert worn.per_year is None
    assert worn.is_cheaper_to_buy, "it would serve no more"
    assert costs_of(machine(made_on=ago(78))).is_cheaper_to_buy


def test_what_nobody_sells_is_compared_with_nothing():
    found = costs_of(machine(Kind.OTHER))
    assert (found.bought, found.cheapest, found.is_cheaper_to_buy) == ((), None, False)


def test_from_four_fifths_of_buying_on_buying_is_called_cheaper():
    found = costs_of(LAW)
    assert found.cheapest is not None
    for at, cheaper in ((74, True), (75, False)):
        assert replace(found, cheaper_at=at).is_cheaper_to_buy is cheaper


def test_a_share_is_rounded_to_the_nearest_cent():
    assert costs_of(machine(count=3)).lines[0].amount == 667
    assert costs_of(machine(count=10_000)).lines[0].amount == 0
    assert costs_of(machine(count=0)).lines[0].amount == 2000


def test_absurd_machines_cost_something_all_the_same():
    for one in (
        machine(made_on=date.min, support_until=date.max),
        machine(made_on=date.max, count=10_000),
        Machine(),
    ):
        for on in (date.min, date.max):
            found = cost_to_accept(one, policy_of(), COSTS, on)
            assert found.once_for_all.minor >= 0
            assert found.months is None or found.months <= 100 * MONTHS


def test_each_figure_has_its_unit():
    assert set(UNITS) == set(Figure)
    assert UNITS[Figure.RATE] is Unit.AMOUNT
