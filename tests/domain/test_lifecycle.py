"""The life of equipment: its age, its ends, and when it is to be replaced."""

import time
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.kinds import DatedBy, KindRule, Kinds, Limits
from libdesk.domain.lifecycle import (
    About,
    Level,
    Lifecycle,
    ReplaceWhy,
    Sign,
    age_of,
    battery_of,
    certificate_of,
    disks_of,
    license_of,
    needs_wiping,
    replace_by,
    replace_sign,
    signs_of,
    support_sign,
    warranty_of,
    worst,
)
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.spans import Span, months_after, span_between, years_after
from libdesk.domain.statuses import Status
from libdesk.domain.support_reading import Missing
from tests.domain.lifecycle_rules import RULES, TODAY, item, known

DAY = timedelta(days=1)
DAYS = st.dates(min_value=date(1901, 1, 1))


def test_every_level_has_a_word_and_a_shape_of_its_own():
    assert len({level.shape for level in Level}) == len({level.value for level in Level}) == 4
    assert sorted(Level, key=lambda level: level.rank) == [
        Level.OVER,
        Level.SOON,
        Level.UNKNOWN,
        Level.FINE,
    ]


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), 5, date(2029, 2, 28)),
        (date(2023, 2, 28), 5, date(2028, 2, 28)),
        (date(2020, 12, 31), 1, date(2021, 12, 31)),
        (date(9990, 2, 1), 10, date.max),
    ],
)
def test_years_later(day, years, later):
    assert years_after(day, years) == later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 31), 13, date(2025, 2, 28)),
        (date(2024, 11, 30), 2, date(2025, 1, 30)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_months_later(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("one", "other", "span"),
    [
        (date(2022, 11, 21), TODAY, Span(4, 0, 0, 1461)),
        (date(2022, 11, 22), TODAY, Span(3, 11, 30, 1460)),
        (date(2024, 2, 29), date(2025, 2, 28), Span(1, 0, 0, 365)),
        (date(2026, 1, 31), date(2026, 3, 1), Span(0, 1, 1, 29)),
        (TODAY, TODAY, Span(0, 0, 0, 0)),
    ],
)
def test_spans_are_counted_as_people_do(one, other, span):
    assert span_between(one, other) == span_between(other, one) == span


@given(DAYS, DAYS)
def test_a_span_leads_from_one_day_to_the_other(one, other):
    span = span_between(one, other)
    first, last = sorted((one, other))
    assert months_after(first, 12 * span.years + span.months) + span.days * DAY == last
    assert 0 <= span.months < 12
    assert 0 <= span.days < 31


def test_what_a_person_has_set_wins():
    day = date(2031, 1, 1)
    pc = item(bought_on=date(2010, 1, 1), system="Windows 7", replace_on=day)
    by = replace_by(RULES, pc, TODAY)
    assert (by.on, by.why) == (day, ReplaceWhy.PERSON)


@pytest.mark.parametrize(
    ("bought_on", "day"),
    [(date(2024, 2, 29), date(2029, 2, 28)), (date(2023, 3, 1), date(2028, 3, 1))],
)
def test_the_cycle_counts_from_the_day_of_buying(bought_on, day):
    by = replace_by(RULES, item(bought_on=bought_on), TODAY)
    assert (by.on, by.why, by.years, by.system) == (day, ReplaceWhy.CYCLE, 5, "")


def test_the_end_of_support_comes_earlier_where_the_machine_cannot_move_on():
    pc = item(bought_on=date(2024, 1, 1), system="Windows 10 Pro 22H2")
    by = replace_by(RULES, pc, TODAY)
    assert (by.on, by.why, by.system) == (
        date(2025, 10, 14),
        ReplaceWhy.SUPPORT,
        "Windows 10 22H2",
    )
    assert replace_by(RULES, pc, TODAY, can_move_on=True).why is ReplaceWhy.CYCLE
    old = item(bought_on=date(2024, 1, 1), system="Windows 7")
    assert replace_by(RULES, old, TODAY, can_move_on=True).on == date(2020, 1, 14)


def test_the_end_of_a_release_that_the_next_one_follows_replaces_nothing():
    pc = item(bought_on=date(2024, 1, 1), system="Windows 11 Pro 24H2")
    assert replace_by(RULES, pc, TODAY).why is ReplaceWhy.CYCLE


def test_what_was_over_before_the_list_was_made_is_to_be_replaced_by_then():
    by = replace_by(RULES, item("Mac", bought_on=date(2024, 1, 1), system="macOS 10.13"), TODAY)
    assert (by.on, by.why) == (RULES.support.as_at, ReplaceWhy.SUPPORT)


def test_without_a_day_of_buying_only_support_can_tell():
    assert replace_by(RULES, item(), TODAY).why is ReplaceWhy.NOT_BOUGHT
    assert replace_by(RULES, item(), TODAY).on is None
    assert replace_by(RULES, item(system="Windows XP"), TODAY).on == date(2014, 4, 8)
    by = replace_by(RULES, item("microfilm reader", bought_on=TODAY), TODAY)
    assert (by.on, by.why) == (None, ReplaceWhy.NO_CYCLE)


def test_the_earlier_of_license_and_support_counts():
    box = item("firewall", license_until=date(2028, 1, 1), support_until=date(2027, 1, 1))
    assert replace_by(RULES, box, TODAY).why is ReplaceWhy.SUPPORT
    box = replace(box, support_until=date(2029, 1, 1))
    assert replace_by(RULES, box, TODAY).why is ReplaceWhy.LICENSE


@pytest.mark.rows("S55")
@pytest.mark.parametrize("kind", [rule.word for rule in RULES.kinds.rules if rule.is_computer])
def test_every_computer_older_than_four_years_is_told(kind):
    four = item(kind, bought_on=date(2022, 11, 21))
    assert age_of(RULES, four, TODAY).level is Level.FINE
    older = age_of(RULES, four, TODAY + DAY)
    assert older.level is (Level.OVER if "laptop" in kind else Level.SOON)
    assert (older.on, older.away) == (date(2022, 11, 21), Span(4, 0, 1, 1462))


@pytest.mark.parametrize(
    ("kind", "more", "level"),
    [
        ("public PC", {}, Level.OVER),
        ("public PC", {"replace_on": date(2030, 1, 1)}, Level.SOON),
        ("Chromebook", {}, Level.OVER),
        ("Chromebook", {"support_until": date(2027, 1, 1)}, Level.SOON),
        ("router", {}, Level.OVER),
        ("router", {"license_until": date(2027, 1, 1)}, Level.FINE),
        ("self-check", {}, Level.FINE),
        ("microfilm reader", {}, Level.FINE),
    ],
)
def test_past_its_cycle_an_item_is_too_old(kind, more, level):
    assert age_of(RULES, item(kind, bought_on=date(2019, 11, 21), **more), TODAY).level is level


def test_an_age_that_cannot_be_is_not_known():
    assert age_of(RULES, item(), TODAY) == Sign(About.AGE, Level.UNKNOWN, missing=Missing.BOUGHT_ON)
    coming = age_of(RULES, item(bought_on=TODAY + DAY), TODAY)
    assert (coming.level, coming.away) == (Level.UNKNOWN, Span(0, 0, 1, 1))


@pytest.mark.rows("S55")
@pytest.mark.parametrize(
    ("days", "level"),
    [(-1, Level.OVER), (0, Level.SOON), (90, Level.SOON), (91, Level.FINE)],
)
def test_a_warranty_ends_with_its_last_day(days, level):
    last_day = TODAY + days * DAY
    sign = warranty_of(RULES, item(warranty_until=last_day), TODAY)
    assert (sign.level, sign.on) == (level, last_day)
    assert known(sign.away).all_days == abs(days)
    unknown = warranty_of(RULES, item(), TODAY)
    assert (unknown.level, unknown.missing) == (Level.UNKNOWN, Missing.DAY)


@pytest.mark.parametrize(
    ("days", "level"),
    [(-1, Level.OVER), (0, Level.SOON), (90, Level.SOON), (91, Level.FINE)],
)
def test_licenses_batteries_and_disks_warn_in_time(days, level):
    day = TODAY + days * DAY
    assert known(license_of(RULES, item("firewall", license_until=day), TODAY)).level is level
    battery = known(
        battery_of(RULES, item("UPS", battery_on=day.replace(year=day.year - 3)), TODAY)
    )
    assert (battery.about, battery.level, battery.on) == (About.BATTERY, level, day)
    disks = known(disks_of(RULES, item("NAS", bought_on=day.replace(year=day.year - 4)), TODAY))
    assert (disks.about, disks.level, disks.on) == (About.DISKS, level, day)


def test_a_battery_is_as_old_as_its_ups_until_somebody_changes_it():
    ups = item("UPS", bought_on=date(2020, 1, 1))
    assert known(battery_of(RULES, ups, TODAY)).level is Level.OVER
    assert known(battery_of(RULES, replace(ups, battery_on=TODAY), TODAY)).level is Level.FINE
    assert known(battery_of(RULES, item("UPS"), TODAY)).missing is Missing.DAY


@pytest.mark.parametrize("kind", ["monitor", "microfilm reader"])
def test_what_an_item_does_not_have_is_not_told(kind):
    record = item(kind)
    for sign in (battery_of, disks_of, license_of, support_sign, certificate_of):
        assert sign(RULES, record, TODAY) is None
    assert (replace_sign(RULES, record, TODAY) is None) == (kind == "microfilm reader")


@pytest.mark.rows("S55")
@pytest.mark.parametrize(
    ("system", "level"),
    [
        ("Windows 10 Pro 22H2", Level.OVER),
        ("Ubuntu 22.04", Level.SOON),
        ("Windows 11 Pro 25H2", Level.FINE),
        ("Windows 11 Pro", Level.UNKNOWN),
        ("macOS 26", Level.FINE),
        ("iPadOS 17", Level.SOON),
        ("Debian 9", Level.OVER),
    ],
)
def test_the_end_of_support_is_told_before_it_comes(system, level):
    sign = known(support_sign(RULES, item("thing", system=system), TODAY))
    assert (sign.about, sign.level, sign.on) == (About.SUPPORT, level, known(sign.support).ends_on)


def test_support_is_told_of_computers_and_of_what_somebody_dated():
    assert known(support_sign(RULES, item("server"), TODAY)).missing is Missing.SYSTEM
    sign = known(support_sign(RULES, item("switch", support_until=TODAY), TODAY))
    assert (sign.level, known(sign.support).is_by_person) == (Level.SOON, True)


@pytest.mark.parametrize(
    ("new_certificate", "today", "level"),
    [
        (True, TODAY, Level.FINE),
        (False, TODAY, Level.OVER),
        (False, date(2026, 6, 24), Level.SOON),
        (None, TODAY, Level.UNKNOWN),
    ],
)
def test_the_new_secure_boot_certificate(new_certificate, today, level):
    pc = item(system="Win 11", new_certificate=new_certificate)
    assert known(certificate_of(RULES, pc, today)).level is level
    assert certificate_of(RULES, replace(pc, secure_boot=False), today) is None
    assert certificate_of(RULES, replace(pc, system="Linux Mint 22"), today) is None


@pytest.mark.rows("S55")
def test_signs_stand_worst_first_each_with_a_word_and_its_day():
    pc = item(
        system="Windows 10 Pro 22H2",
        bought_on=date(2022, 3, 1),
        warranty_until=date(2027, 1, 1),
    )
    signs = signs_of(RULES, pc, TODAY)
    assert [(sign.about, sign.level, sign.on) for sign in signs] == [
        (About.SUPPORT, Level.OVER, date(2025, 10, 14)),
        (About.REPLACE, Level.OVER, date(2025, 10, 14)),
        (About.AGE, Level.SOON, date(2022, 3, 1)),
        (About.WARRANTY, Level.SOON, date(2027, 1, 1)),
        (About.CERTIFICATE, Level.UNKNOWN, date(2026, 6, 24)),
    ]
    assert worst(signs) is signs[0]
    moving = signs_of(RULES, pc, TODAY, can_move_on=True)
    assert {sign.about: sign.level for sign in moving}[About.REPLACE] is Level.SOON


def test_an_ended_warranty_is_never_the_worst():
    ended = item("projector", bought_on=date(2024, 1, 1), warranty_until=date(2025, 1, 1))
    signs = signs_of(RULES, ended, TODAY)
    assert (signs[0].about, signs[0].level) == (About.WARRANTY, Level.OVER)
    assert known(worst(signs)).level is Level.FINE
    undated = known(worst(signs_of(RULES, replace(ended, kind="thing", bought_on=None), TODAY)))
    assert (undated.about, undated.missing) == (About.AGE, Missing.BOUGHT_ON)
    assert worst(()) is None


def test_what_is_not_known_is_the_worst_only_of_weighty_things():
    pc = item("public PC", system="Windows 11 Pro 25H2", bought_on=date(2025, 1, 1))
    signs = signs_of(RULES, pc, TODAY)
    assert [sign.about for sign in signs if sign.level is Level.UNKNOWN] == [
        About.CERTIFICATE,
        About.WARRANTY,
    ]
    assert known(worst(signs)).level is Level.FINE
    unread = known(worst(signs_of(RULES, replace(pc, system="Windows 11"), TODAY)))
    assert (unread.about, unread.level) == (About.SUPPORT, Level.UNKNOWN)


@pytest.mark.parametrize("status", Status)
def test_signs_are_told_of_what_serves_or_may(status):
    untold = {Status.ON_ORDER, Status.TO_WIPE, Status.WIPED, Status.GONE, Status.LOST}
    assert bool(signs_of(RULES, item(status=status), TODAY)) == (status not in untold)


@pytest.mark.parametrize(
    ("kind", "more", "needs"),
    [
        ("copier", {}, True),
        ("UPS", {}, False),
        ("projector", {"disk_kind": DiskKind.FLASH}, True),
        ("copier", {"disk_kind": DiskKind.NO_STORAGE}, False),
        ("microfilm reader", {}, True),
        ("microfilm reader", {"disk_kind": DiskKind.NO_STORAGE}, False),
        ("public PC", {"status": Status.WIPED}, False),
        ("public PC", {"status": Status.TO_WIPE, "disk_kind": DiskKind.SSD}, True),
    ],
)
def test_what_may_hold_something_needs_wiping(kind, more, needs):
    assert needs_wiping(RULES, item(kind, **more)) is needs


def test_limits_are_data():
    limits = Limits(old_years=2, warranty_days=10)
    kinds = Kinds(TODAY, (KindRule("PC", is_computer=True, dated_by=DatedBy.CYCLE),), limits)
    rules = Lifecycle(kinds, RULES.support)
    pc = item("PC", bought_on=date(2024, 1, 1), warranty_until=TODAY + 11 * DAY)
    assert age_of(rules, pc, TODAY).level is Level.SOON
    assert warranty_of(rules, pc, TODAY).level is Level.FINE


MAYBE = st.none() | DAYS
RECORDS = st.builds(
    item,
    st.sampled_from([*(rule.word for rule in RULES.kinds.rules), "thing", ""]),
    status=st.sampled_from(Status),
    system=st.sampled_from(
        ["", "Windows 10", "Windows 11", "macOS 14", "ChromeOS", "Ubuntu 18.04"]
    ),
    edition=st.sampled_from(["", "Pro", "Education", "LTSC"]),
    system_version=st.sampled_from(["", "22H2", "25H2", "26100"]),
    **{
        one.name: MAYBE
        for one in fields(Record)
        if one.type == date | None or "date | None" in str(one.type)
    },
    secure_boot=st.none() | st.booleans(),
    new_certificate=st.none() | st.booleans(),
    disk_kind=st.sampled_from(DiskKind),
)


@given(RECORDS, DAYS, st.booleans())
def test_no_day_is_too_odd(record, today, can_move_on):
    signs = signs_of(RULES, record, today, can_move_on=can_move_on)
    ranks = [sign.level.rank for sign in signs]
    assert ranks == sorted(ranks)
    assert len({sign.about for sign in signs}) == len(signs)
    for sign in signs:
        assert (sign.on is None) == (sign.away is None)
        if sign.level is Level.UNKNOWN and sign.about is not About.SUPPORT:
            assert sign.missing is not Missing.NOTHING
    needs_wiping(RULES, record)


@pytest.mark.alone
def test_the_signs_of_5_000_records_take_no_time_to_speak_of():
    kinds = [rule.word for rule in RULES.kinds.rules]
    records = [
        item(
            kinds[place % len(kinds)],
            system=("Windows 11", "Windows 10", "macOS 14.5", "")[place % 4],
            edition=("Pro", "Education", "")[place % 3],
            system_version=("22H2", "24H2", "25H2")[place % 3],
            bought_on=TODAY - place * DAY,
            warranty_until=TODAY + (place % 900 - 450) * DAY,
        )
        for place in range(5_000)
    ]
    begun = time.perf_counter()
    told = sum(len(signs_of(RULES, record, TODAY)) for record in records)
    assert time.perf_counter() - begun < 1.5
    assert told > 20_000
