"""What is to be replaced in which budget year, how mixed a fleet is, and who can run Windows 11."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.fleet import OddWhy, fleet_mix
from libdesk.domain.lifecycle import ReplaceWhy
from libdesk.domain.money import Money
from libdesk.domain.replacing import Total, replacements, start_of_year
from libdesk.domain.statuses import Status
from libdesk.domain.windows11 import Check, Fit, Need, windows11_ready
from tests.domain.lifecycle_rules import RULES, TODAY, item, known

JULY = 7


def names(year):
    return [one.record.tag for one in year.replacements]


def test_each_item_stands_in_the_budget_year_of_its_day():
    records = [
        item(tag="next", bought_on=date(2022, 7, 1)),
        item(tag="this", bought_on=date(2022, 6, 30)),
        item(tag="overdue", bought_on=date(2015, 1, 1)),
        item(tag="far", kind="RFID pad", bought_on=date(2026, 1, 1)),
    ]
    plan = replacements(RULES, records, TODAY, JULY)
    assert [(year.starts_on, year.ends_on, names(year)) for year in plan.years] == [
        (date(2026, 7, 1), date(2027, 6, 30), ["overdue", "this"]),
        (date(2027, 7, 1), date(2028, 6, 30), ["next"]),
        (date(2035, 7, 1), date(2036, 6, 30), ["far"]),
    ]
    overdue, this = plan.years[0].replacements
    assert (overdue.is_overdue, this.is_overdue) == (True, False)
    assert overdue.replace.on == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("day", "month", "begin"),
    [
        (date(2026, 6, 30), 7, date(2025, 7, 1)),
        (date(2026, 7, 1), 7, date(2026, 7, 1)),
        (date(2026, 12, 31), 1, date(2026, 1, 1)),
        (date(2026, 9, 30), 10, date(2025, 10, 1)),
    ],
)
def test_a_budget_year_begins_in_its_month(day, month, begin):
    assert start_of_year(day, month) == begin


def test_costs_are_the_price_or_what_one_of_its_kind_costs():
    old = date(2018, 1, 1)
    records = [
        item(tag="1", bought_on=old, price=Money(70_000)),
        item(tag="2", bought_on=old, price=Money(0)),
        item(tag="3", bought_on=old),
        item(tag="4", bought_on=old, price=Money(90_000, "EUR")),
        item(tag="5", kind="microfilm reader", replace_on=old),
    ]
    (year,) = replacements(RULES, records, TODAY, JULY).years
    assert [(one.cost, one.is_estimate) for one in year.replacements] == [
        (None, False),
        (Money(70_000), False),
        (Money(85_000), True),
        (Money(85_000), True),
        (Money(90_000, "EUR"), False),
    ]
    assert year.totals == (
        Total(1, Money(90_000, "EUR"), Money(0, "EUR")),
        Total(3, Money(240_000), Money(170_000)),
    )
    assert year.unpriced == 1


def test_what_cannot_be_dated_is_named_and_what_serves_no_more_is_passed_over():
    gone = item(tag="gone", bought_on=date(2015, 1, 1), status=Status.GONE)
    plan = replacements(RULES, [item(tag="new"), item("thing"), gone], TODAY, JULY)
    assert plan.years == ()
    assert [record.tag for record in plan.undated] == ["new"]


def test_what_can_move_on_stays_its_cycle():
    pc = item(bought_on=date(2024, 1, 1), system="Windows 10 Pro 22H2")
    (year,) = replacements(RULES, [pc], TODAY, JULY).years
    assert year.replacements[0].replace.why is ReplaceWhy.SUPPORT
    (year,) = replacements(RULES, [pc], TODAY, JULY, lambda _record: True).years
    assert (year.starts_on, year.replacements[0].replace.why) == (
        date(2028, 7, 1),
        ReplaceWhy.CYCLE,
    )


@given(
    st.lists(st.none() | st.dates()),
    st.dates(),
    st.integers(1, 12),
)
def test_every_item_stands_once_in_a_year_that_holds_its_day(bought, today, month):
    records = [item(tag=str(place), bought_on=day) for place, day in enumerate(bought)]
    plan = replacements(RULES, records, today, month)
    placed = [one.record.tag for year in plan.years for one in year.replacements]
    assert sorted([*placed, *(one.tag for one in plan.undated)]) == sorted(
        record.tag for record in records
    )
    for year in plan.years:
        assert year.starts_on <= year.ends_on
        for one in year.replacements:
            assert one.is_overdue or year.starts_on <= known(one.replace.on) <= year.ends_on


def pcs(count, model, branch="CEN", **more):
    given = {"make": "Dell", "model": model, "branch": branch, **more}
    return [item(tag=f"{model}-{branch}-{place}", **given) for place in range(count)]


@pytest.mark.rows("S53")
def test_the_figure_of_a_branch_is_the_share_of_its_two_commonest_models():
    records = [
        *pcs(5, "OptiPlex 3080"),
        *pcs(3, "OptiPlex 7010"),
        *pcs(2, "Vostro"),
        *pcs(1, "Inspiron"),
        *pcs(1, " "),
        *pcs(4, "Kestrel", branch="FER"),
    ]
    central, ferndale = fleet_mix(RULES, records)
    assert (central.branch, central.computers, central.standard, central.percent) == (
        "CEN",
        12,
        8,
        67,
    )
    assert [(one.machine, one.count, one.is_standard) for one in central.models] == [
        ("Dell OptiPlex 3080", 5, True),
        ("Dell OptiPlex 7010", 3, True),
        ("Dell Vostro", 2, False),
        ("Dell Inspiron", 1, False),
    ]
    assert [(one.record.model, one.why, one.alike) for one in central.odd] == [
        (" ", OddWhy.UNKNOWN, 1),
        ("Vostro", OddWhy.FEW, 2),
        ("Vostro", OddWhy.FEW, 2),
        ("Inspiron", OddWhy.ONLY_ONE, 1),
    ]
    assert (ferndale.branch, ferndale.percent, ferndale.odd) == ("FER", 100, ())


@pytest.mark.rows("S53")
def test_the_same_model_with_another_system_is_odd_but_counts_as_standard():
    records = [
        *pcs(3, "A", system="Windows 11", edition="Pro", system_version="25H2"),
        *pcs(1, "a", system="Microsoft Windows 11 Education", make="DELL"),
        *pcs(1, "A", branch="CEN", system="Linux Mint 22", name="odd"),
        *pcs(1, "A", system=""),
        *pcs(2, "B", system="Haiku"),
    ]
    (mix,) = fleet_mix(RULES, records)
    assert [(one.machine, one.system, one.count) for one in mix.models] == [
        ("Dell A", "Windows 11", 6),
        ("Dell B", "Haiku", 2),
    ]
    assert [(one.record.name, one.why, one.alike) for one in mix.odd] == [("odd", OddWhy.SYSTEM, 6)]
    assert mix.percent == 100


def test_one_of_each_is_no_standard_but_the_only_computer_is():
    (mix,) = fleet_mix(RULES, [*pcs(1, "A"), *pcs(1, "B")])
    assert (mix.standard, mix.percent, len(mix.odd)) == (0, 0, 2)
    (alone,) = fleet_mix(RULES, pcs(1, "A"))
    assert (alone.percent, alone.odd) == (100, ())


def test_only_computers_that_serve_are_counted():
    others = [*pcs(1, "S", kind="server"), *pcs(1, "P", kind="printer"), *pcs(1, "T", kind="thing")]
    assert fleet_mix(RULES, [*others, *pcs(1, "A", status=Status.GONE)]) == ()


@given(st.lists(st.sampled_from("ABCDE")), st.integers(0, 3))
def test_standard_and_odd_add_up(models, unknown):
    records = [one for model in models for one in pcs(1, model)] + pcs(unknown, "")
    for mix in fleet_mix(RULES, records):
        assert mix.standard + len(mix.odd) == mix.computers == len(records)
        assert 0 <= mix.percent <= 100


READY = {"processor": "i5-8500", "memory_gb": 4, "disk_gb": 64, "tpm": True, "secure_boot": True}


def test_a_pc_that_has_all_it_needs_can_run_windows_11():
    ready = windows11_ready(item(**READY), Fit.YES)
    assert ready.fit is Fit.YES
    assert ready.reasons == ready.checks
    assert ready.checks == (
        Check(Need.PROCESSOR, Fit.YES, "i5-8500"),
        Check(Need.MEMORY, Fit.YES, 4, 4),
        Check(Need.DISK, Fit.YES, 64, 64),
        Check(Need.TPM, Fit.YES, has=True),
        Check(Need.SECURE_BOOT, Fit.YES, has=True),
    )


@pytest.mark.parametrize(
    ("processor", "more", "fit", "reasons"),
    [
        (Fit.NO, {}, Fit.NO, [Need.PROCESSOR]),
        (Fit.CHECK, {}, Fit.CHECK, [Need.PROCESSOR]),
        (Fit.YES, {"memory_gb": 3}, Fit.NO, [Need.MEMORY]),
        (Fit.YES, {"disk_gb": 63}, Fit.NO, [Need.DISK]),
        (Fit.YES, {"tpm": False}, Fit.NO, [Need.TPM]),
        (Fit.YES, {"secure_boot": False, "tpm": None}, Fit.NO, [Need.SECURE_BOOT]),
        (Fit.YES, {"secure_boot": None, "disk_gb": None}, Fit.CHECK, [Need.DISK, Need.SECURE_BOOT]),
        (Fit.YES, {"memory_gb": None, "processor": ""}, Fit.CHECK, [Need.MEMORY]),
    ],
)
def test_what_is_missing_is_the_reason(processor, more, fit, reasons):
    ready = windows11_ready(item(**{**READY, **more}), processor)
    assert ready.fit is fit
    assert [check.need for check in ready.reasons] == reasons
