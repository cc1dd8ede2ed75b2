"""Changes of the shipped rules: stored as what differs, laid over newer shipped ones."""

import json
from dataclasses import replace
from datetime import date

import pytest

from libdesk.domain.kinds import KindRule, Kinds, Limits, document_of_kinds
from libdesk.domain.money import Money
from libdesk.domain.rule_changes import changes_of_kinds, checked_on, with_kind_changes
from libdesk.domain.support_changes import (
    ReleaseKey,
    changes_of_support,
    with_support_changes,
)
from libdesk.domain.support_dates import Certificate, Release, SupportDates, System
from tests.domain.lifecycle_rules import RULES, known

DAY = date(2026, 11, 21)
CHECKED = date(2027, 2, 1)
LAPTOP = KindRule("laptop", ("notebook",), 4, cost=Money(85000), holds_storage=True, note="Why.")
PANEL = KindRule("panel", ("smart board",), 7)
KINDS = Kinds(DAY, (LAPTOP, PANEL))
HOME, SCHOOL = ("Home", "Pro"), ("Education", "Enterprise")
WINDOWS = System(
    "Windows 11",
    ("Win 11",),
    (
        Release("25H2", builds=(26200,), editions=HOME, ends_on=date(2027, 10, 12)),
        Release("25H2", builds=(26200,), editions=SCHOOL, ends_on=date(2028, 10, 10)),
        Release("24H2", builds=(26100,), editions=HOME, ends_on=date(2026, 10, 13)),
    ),
)
CHROME = System("ChromeOS", has_own_date=True)
DATES = SupportDates(DAY, (WINDOWS, CHROME), Certificate(date(2026, 6, 24)))


def stored(document):
    """Return a document as the database gives it back."""
    return json.loads(json.dumps(document))


def kinds_again(kinds, shipped=KINDS, over=None):
    return with_kind_changes(over or shipped, stored(changes_of_kinds(shipped, kinds, None)))


def with_rules(*rules, kinds=KINDS, **more):
    return replace(kinds, rules=rules, **more)


def support_again(dates, shipped=DATES, over=None):
    return with_support_changes(over or shipped, stored(changes_of_support(shipped, dates, None)))


def with_releases(*releases, dates=DATES, **more):
    return replace(dates, systems=(replace(WINDOWS, releases=releases, **more), CHROME))


def test_what_is_as_it_is_shipped_is_not_stored():
    assert changes_of_kinds(KINDS, KINDS, None) == {}
    assert changes_of_support(DATES, DATES, None) == {}
    assert changes_of_kinds(RULES.kinds, RULES.kinds, None) == {}
    assert changes_of_support(RULES.support, RULES.support, None) == {}
    assert with_kind_changes(RULES.kinds, {}).kinds == RULES.kinds
    assert with_support_changes(RULES.support, {}).dates == RULES.support


@pytest.mark.rows("S55")
def test_of_a_changed_kind_only_what_differs_is_stored():
    changed = replace(LAPTOP, years=5, note="")
    kinds = with_rules(changed, PANEL)
    assert changes_of_kinds(KINDS, kinds, None) == {
        "changed": {"laptop": {"years": 5, "note": None}}
    }
    found = kinds_again(kinds)
    assert found.kinds == kinds
    assert found.own == {"laptop": LAPTOP}


@pytest.mark.rows("S55")
def test_a_newer_libdesk_reaches_all_that_the_library_left_as_it_was():
    kinds = with_rules(replace(LAPTOP, years=5), PANEL)
    newer = Kinds(
        date(2027, 6, 1),
        (replace(LAPTOP, years=3, cost=Money(99900)), replace(PANEL, years=8), KindRule("robot")),
    )
    found = kinds_again(kinds, over=newer)
    assert found.kinds.kind_rule("laptop") == replace(LAPTOP, years=5, cost=Money(99900))
    assert found.kinds.kind_rule("panel") == replace(PANEL, years=8)
    assert found.kinds.kind_rule("robot") == KindRule("robot")
    assert found.kinds.as_at == date(2027, 6, 1)
    assert set(found.own) == {"laptop"}


def test_a_kind_that_is_not_shipped_any_more_is_told():
    found = kinds_again(with_rules(replace(LAPTOP, years=5), PANEL), over=with_rules(PANEL))
    assert found.lost == ("laptop",)
    assert found.kinds == with_rules(PANEL)


def test_an_added_kind_stays_whatever_is_shipped_later():
    own = KindRule("3D printer", ("maker printer", "smart board"), 5, cost=Money(40000))
    found = kinds_again(with_rules(LAPTOP, replace(PANEL, also=()), own))
    assert found.own == {"3D printer": None}
    assert found.kinds.kind_rule("smart board") == own, "the library has given it that word"
    assert changes_of_kinds(KINDS, found.kinds, None).keys() == {"added"}

    shipped_too = with_rules(LAPTOP, PANEL, KindRule("3D Printer", ("printer in 3D",), 4, note="x"))
    found = kinds_again(with_rules(LAPTOP, PANEL, replace(own, also=())), over=shipped_too)
    rule = found.kinds.kind_rule("3D printer")
    assert (rule.word, rule.years, rule.also) == ("3D Printer", 5, ("printer in 3D",))
    assert set(found.own) == {"3D Printer"}

    taken = with_rules(LAPTOP, PANEL, KindRule("maker printer"))
    found = kinds_again(
        with_rules(LAPTOP, PANEL, replace(own, also=("maker printer",))), over=taken
    )
    assert found.kinds.kind_rule("maker printer") == KindRule("maker printer")
    assert found.kinds.kind_rule("3D printer").also == ()


def test_a_word_that_a_shipped_kind_was_given_is_a_change_of_it():
    kinds = with_rules(replace(LAPTOP, also=("notebook", "clamshell")), PANEL)
    found = kinds_again(kinds)
    assert found.kinds == kinds
    assert found.own == {"laptop": LAPTOP}


def test_currency_limits_and_the_day_of_checking_are_changes_too():
    kinds = with_rules(LAPTOP, PANEL, currency="EUR", limits=Limits(old_years=5))
    changes = stored(changes_of_kinds(KINDS, kinds, CHECKED))
    assert changes == {
        "checked_on": "2027-02-01", "currency": "EUR", "limits": {"old_years": 5}
    }  # fmt: skip
    found = with_kind_changes(KINDS, changes).kinds
    assert (found.currency, found.limits, found.as_at) == ("EUR", Limits(old_years=5), CHECKED)
    assert known(found.kind_rule("laptop")).cost == Money(85000, "EUR")
    assert checked_on(changes) == CHECKED
    assert checked_on({}) is None
    later = replace(KINDS, as_at=date(2028, 1, 1))
    assert with_kind_changes(later, changes).kinds.as_at == date(2028, 1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        None,
        [],
        {"colors": 1},
        {"checked_on": "soon"},
        {"currency": "money"},
        {"limits": {"old_days": 1}},
        {"limits": 3},
        {"changed": {"laptop": 3}},
        {"changed": {"laptop": {"years": "five"}}},
        {"changed": {"laptop": {"also": 5}}},
        {"changed": {"laptop": {"wings": 2}}},
        {"added": 7},
        {"added": [{"years": 1}]},
        {"added": [{"kind": "robot", "also": 5}]},
        {"added": [{"kind": "robot", "years": -1}]},
    ],
)
def test_damaged_changes_of_kinds_are_refused(changes):
    with pytest.raises(ValueError, match=r"the (changes|kinds)"):
        with_kind_changes(KINDS, changes)


def test_all_shipped_kinds_can_be_changed_and_come_back():
    rules = tuple(replace(one, years=9, holds_storage=False) for one in RULES.kinds.rules)
    kinds = replace(RULES.kinds, rules=rules)
    found = kinds_again(kinds, RULES.kinds)
    assert document_of_kinds(found.kinds) == document_of_kinds(kinds)


FIRST, SECOND, OLD = WINDOWS.releases


@pytest.mark.rows("S55")
def test_of_a_changed_release_only_what_differs_is_stored():
    changed = replace(SECOND, ends_on=date(2029, 1, 1), note="By contract.")
    dates = with_releases(FIRST, changed, OLD)
    assert changes_of_support(DATES, dates, CHECKED) == {
        "checked_on": "2027-02-01",
        "changed": [
            {
                "system": "Windows 11",
                "release": "25H2",
                "editions": list(SCHOOL),
                "parts": {"ends_on": "2029-01-01", "note": "By contract."},
            }
        ],
    }
    found = support_again(dates)
    assert found.dates == dates
    assert found.own == {ReleaseKey("Windows 11", "25H2", SCHOOL): SECOND}


@pytest.mark.rows("S55")
def test_newly_shipped_releases_appear_beside_the_library_s_own_changes():
    dates = with_releases(FIRST, SECOND, replace(OLD, ends_on=date(2027, 1, 1)))
    new = Release("27H2", editions=HOME, ends_on=date(2029, 10, 9))
    mended = replace(SECOND, ends_on=date(2028, 10, 11))
    newer = replace(with_releases(new, FIRST, mended, OLD), as_at=date(2027, 11, 1))
    found = support_again(dates, over=newer)
    assert found.dates.systems[0].releases == (
        new, FIRST, mended, replace(OLD, ends_on=date(2027, 1, 1))
    )  # fmt: skip
    assert found.dates.as_at == date(2027, 11, 1)
    assert list(found.own.values()) == [OLD]


def test_changed_editions_are_a_change_of_that_release():
    dates = with_releases(FIRST, replace(SECOND, editions=("Education",)), OLD)
    changes = changes_of_support(DATES, dates, None)
    assert changes["changed"][0]["parts"] == {"editions": ["Education"]}
    found = support_again(dates)
    assert found.own == {ReleaseKey("Windows 11", "25H2", ("Education",)): SECOND}
    assert found.dates == dates


@pytest.mark.parametrize(
    ("shipped", "is_lost"),
    [
        (with_releases(FIRST, replace(SECOND, editions=("Education", "SE")), OLD), False),
        (with_releases(replace(SECOND, editions=("All",)), OLD), False),
        (with_releases(FIRST, replace(SECOND, editions=("Server",)), OLD), True),
        (with_releases(OLD), True),
        (replace(DATES, systems=(CHROME,)), True),
    ],
)
def test_a_change_finds_its_release_again_or_is_told_as_lost(shipped, is_lost):
    dates = with_releases(FIRST, replace(SECOND, note="Mine."), OLD)
    found = support_again(dates, over=shipped)
    notes = [one.note for system in found.dates.systems for one in system.releases]
    assert ("Mine." in notes) != is_lost
    assert found.lost == (("Windows 11 25H2",) if is_lost else ())


def test_an_added_release_stands_first_until_it_is_shipped_too():
    added = Release("26H2", editions=("Pro",), ends_on=date(2028, 10, 10))
    dates = with_releases(FIRST, SECOND, OLD, added)
    found = support_again(dates)
    assert found.dates.systems[0].releases == (added, FIRST, SECOND, OLD)
    assert found.own == {ReleaseKey("Windows 11", "26H2", ("Pro",)): None}

    home = Release("26H2", builds=(26300,), editions=HOME, ends_on=date(2028, 10, 17))
    school = replace(home, editions=SCHOOL)
    newer = with_releases(home, school, FIRST, SECOND, OLD)
    found = support_again(dates, over=newer)
    mine = replace(added, builds=(26300,))
    assert found.dates.systems[0].releases == (mine, school, FIRST, SECOND, OLD)
    assert list(found.own) == [ReleaseKey("Windows 11", "26H2", ("Pro",))]

    whole = replace(added, editions=())
    found = support_again(with_releases(FIRST, SECOND, OLD, whole), over=newer)
    assert [one.name for one in found.dates.systems[0].releases].count("26H2") == 1


def test_an_added_system_keeps_its_names_unless_they_are_shipped():
    mint = System("Linux Mint", ("Mint", "Win 11"), (Release("22", ends_on=date(2029, 4, 1)),))
    dates = replace(DATES, systems=(*DATES.systems, replace(mint, also=("Mint",))))
    found = support_again(dates)
    assert found.dates == dates
    assert found.own == {ReleaseKey("Linux Mint", "22"): None}

    clash = stored(changes_of_support(DATES, dates, None))
    clash["added"][0]["also"] = ["Mint", "Win 11"]
    assert with_support_changes(DATES, clash).dates.systems[-1].also == ("Mint",)

    shipped = System("Linux mint", ("LMDE",), (Release("22"), Release("21")))
    found = support_again(dates, over=replace(DATES, systems=(*DATES.systems, shipped)))
    assert found.dates.systems[-1] == replace(
        shipped, releases=(Release("22", ends_on=date(2029, 4, 1)), Release("21"))
    )
    other = System("Ubuntu", ("Linux Mint",), (Release("24.04"),))
    found = support_again(dates, over=replace(DATES, systems=(*DATES.systems, other)))
    assert [one.also for one in found.dates.systems[-2:]] == [(), ("Mint",)]


def test_a_release_for_a_system_that_had_none_is_the_first():
    chrome = replace(CHROME, has_own_date=False, releases=(Release("140"),))
    found = with_support_changes(
        DATES, {"added": [{"system": "chromeos", "releases": [{"release": "140"}]}]}
    )
    assert found.dates == DATES, "each machine has its own date there"
    newer = replace(DATES, systems=(WINDOWS, replace(chrome, releases=(Release("139"),))))
    found = with_support_changes(
        newer, {"added": [{"system": "chromeos", "releases": [{"release": "140"}]}]}
    )
    assert [one.name for one in found.dates.systems[1].releases] == ["140", "139"]


@pytest.mark.parametrize(
    "changes",
    [
        "x",
        {"colors": 1},
        {"checked_on": 5},
        {"changed": 3},
        {"changed": [{"system": "Windows 11", "release": "24H2"}, 4]},
        {"changed": [{"release": "24H2"}]},
        {"changed": [{"system": "Windows 11", "release": "24H2", "wings": 1}]},
        {"changed": [{"system": "Windows 11", "release": "24H2", "parts": {"ends_on": "soon"}}]},
        {"changed": [{"system": "Windows 11", "release": "24H2", "parts": {"editions": 5}}] * 2},
        {"added": [{"system": " "}]},
        {"added": [{"system": "Windows 11", "releases": [{"release": "1", "editions": 5}]}]},
        {"added": [{"system": "Mint", "also": 3, "releases": [{"release": "1"}]}]},
        {"added": [{"system": "Mint", "releases": [{"release": "1", "wings": 2}]}]},
        {"added": [{"system": "Mint"}]},
    ],
)
def test_damaged_changes_of_support_dates_are_refused(changes):
    with pytest.raises(ValueError, match=r"the (changes|support dates)"):
        with_support_changes(DATES, changes)


def test_every_shipped_release_can_be_changed_and_comes_back():
    def changed(system):
        days = (date(2031, 1, day) for day in range(1, 32))
        releases = zip(system.releases, days, strict=False)
        return replace(system, releases=tuple(replace(one, ends_on=day) for one, day in releases))

    systems = tuple(map(changed, RULES.support.systems))
    dates = replace(RULES.support, systems=systems)
    assert support_again(dates, RULES.support).dates == dates
