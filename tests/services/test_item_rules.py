"""The rules of equipment: changed by a library, put back, checked; and items dated by them anew."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.kinds import KindRule, Kinds
from libdesk.domain.lifecycle import Lifecycle, replace_by
from libdesk.domain.money import Money
from libdesk.domain.records import Record
from libdesk.domain.support_changes import ReleaseKey
from libdesk.domain.support_dates import Certificate, Release, SupportDates, System
from libdesk.services import sample_views
from libdesk.services.dating import Dating
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.item_rules import KINDS_LIMIT, RELEASES_LIMIT, ItemRules
from libdesk.services.item_views import ItemViewList
from libdesk.services.kept_rules import KINDS, SUPPORT, KeptRules
from libdesk.services.rule_entries import (
    KindTexts,
    ReleaseTexts,
    read_kind,
    read_release,
    texts_of_kind,
    texts_of_release,
)
from tests.services.memory_database import MemoryDatabase

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
TODAY = date(2027, 2, 1)
DAY = date(2026, 11, 21)
LAPTOP = KindRule("laptop", ("notebook",), 4, cost=Money(85000), holds_storage=True)
PANEL = KindRule("panel", ("smart board",), 7)
HOME = ("Home", "Pro")
H2 = Release("25H2", editions=HOME, ends_on=date(2027, 10, 12))
WINDOWS = System("Windows 11", ("Win 11",), (H2,))
MAC = System("macOS", releases=(Release("26", released_on=DAY), Release("15")), newest=1)
CHROME = System("ChromeOS", has_own_date=True)
SHIPPED = Lifecycle(
    Kinds(DAY, (LAPTOP, PANEL)),
    SupportDates(DAY, (WINDOWS, MAC, CHROME), Certificate(date(2026, 6, 24))),
)
KEY = ReleaseKey("Windows 11", "25H2", HOME)


class Desk:
    """The service over a database in memory, with whatever LibDesk ships."""

    def __init__(self, database, who="IT (desk-1)"):
        self.shipped = SHIPPED
        self.rules = ItemRules(database, lambda: self.shipped, lambda: NOON, who)


@pytest.fixture
def database():
    return MemoryDatabase()


@pytest.fixture
def rules(database):
    return Desk(database).rules


def version(rules, name=KINDS):
    return rules.read().states[name].version


def years(rules, kind="laptop"):
    return rules.rules().kinds.kind_rule(kind).years


def test_before_anything_is_stored_the_shipped_rules_stand(rules, database):
    assert rules.known() is SHIPPED
    read = rules.read()
    assert read.lifecycle == SHIPPED
    assert rules.known() == SHIPPED
    state = read.states[KINDS]
    assert (state.checked_on, state.changed_on, state.version) == (DAY, None, 0)
    assert not state.is_damaged
    assert not database.tables.rules.rules


@pytest.mark.rows("S55")
def test_a_changed_kind_counts_at_once_and_only_the_difference_is_kept(rules, database):
    left = rules.save_kind(replace(LAPTOP, years=5), 0)
    assert (left, version(rules), years(rules), rules.known().kinds) == (
        1, 1, 5, rules.rules().kinds
    )  # fmt: skip
    kept = database.tables.rules.rules[KINDS]
    assert kept == KeptRules(KINDS, {"changed": {"laptop": {"years": 5}}}, TODAY, 1)
    read = rules.read()
    assert read.states[KINDS].changed_on == TODAY
    assert read.states[KINDS].checked_on == DAY, "one figure is not all of them"
    assert read.kinds.own == {"laptop": LAPTOP}


@pytest.mark.rows("S55")
def test_a_newer_libdesk_brings_its_dates_beside_the_library_s_own(database):
    desk = Desk(database)
    desk.rules.save_release("Windows 11", replace(H2, note="By contract."), KEY)
    new = Release("27H2", editions=HOME, ends_on=date(2029, 10, 9))
    windows = replace(WINDOWS, releases=(new, replace(H2, ends_on=date(2027, 11, 9))))
    newer = replace(SHIPPED.support, as_at=TODAY, systems=(windows, MAC, CHROME))
    desk.shipped = Lifecycle(SHIPPED.kinds, newer)
    found = Desk(database)
    found.shipped = desk.shipped
    read = found.rules.read()
    assert read.support.dates.systems[0].releases == (
        new, replace(H2, ends_on=date(2027, 11, 9), note="By contract.")
    )  # fmt: skip
    assert read.states[SUPPORT].checked_on == TODAY


@pytest.mark.rows("S55")
def test_days_of_items_are_worked_out_anew_after_a_change(rules, database):
    record = Record(Tag("LV-1"), "L", "laptop", bought_on=date(2024, 5, 1))

    def dates(one):
        return Dates(replace_by(rules.known(), one, TODAY).on)

    with database(write=True) as unit:
        (item,) = unit.items.add([(record, dates(record))])
    dating = Dating(database, lambda: Rules(dates, bool), rules.print_of)
    dating.tend()
    assert dating.tend() == 0
    rules.save_kind(replace(LAPTOP, years=5))
    assert dating.tend() == 1
    with database() as unit:
        assert unit.items.dates(item) == Dates(date(2029, 5, 1))
    rules.put_back_shipped(KINDS)
    assert dating.tend() == 1
    rules.save_release("Windows 11", replace(H2, note="x"), KEY)
    before = rules.print_of()
    rules.put_back_release(KEY)
    assert rules.print_of() != before


def test_who_is_second_hears_who_was_first(rules, database):
    other = Desk(database, "IT (desk-2)").rules
    other.save_kind(replace(LAPTOP, years=6), 0)
    for second in (
        lambda: rules.save_kind(replace(LAPTOP, years=5), 0),
        lambda: rules.save_kinds(SHIPPED.kinds, 0),
        lambda: rules.put_back_kind("laptop", 0),
        lambda: rules.put_back_shipped(KINDS, 0),
        lambda: rules.mark_checked(KINDS, 0),
    ):
        with pytest.raises(Conflict) as told:
            second()
        assert (told.value.by, told.value.at) == ("IT (desk-2)", NOON)
    assert years(rules) == 6
    rules.save_kind(replace(PANEL, years=8), None)
    assert (years(rules), years(rules, "panel")) == (6, 8), "only what was typed is written over"
    assert version(other, SUPPORT) == 0


def test_a_kind_is_added_once(rules):
    robot = KindRule("robot", years=3)
    rules.save_kind(robot, 0, is_new=True)
    assert rules.rules().kinds.kind_rule("robots") == robot
    assert rules.read().kinds.own == {"robot": None}
    with pytest.raises(Refusal, match="already, as “laptop”") as told:
        rules.save_kind(KindRule("Notebook"), is_new=True)
    assert told.value.field == "word"
    rules.put_back_kind("robot")
    assert rules.rules() == SHIPPED
    rules.save_kind(robot, None)
    assert years(rules, "robot") == 3, "mine is kept though somebody has taken it out"


def test_one_kind_or_all_go_back_to_what_is_shipped(rules, database):
    rules.save_kind(replace(LAPTOP, years=5))
    rules.save_kind(replace(PANEL, years=9))
    rules.put_back_kind("laptop")
    rules.put_back_kind("panel nobody knows")
    assert rules.read().kinds.own == {"panel": PANEL}
    left = rules.put_back_shipped(KINDS, version(rules))
    assert rules.rules() == SHIPPED
    assert not database.tables.rules.rules
    assert version(rules) == left, "a stale change is still one"


def test_what_a_kind_of_the_library_s_has_taken_stays_with_it(rules):
    kinds = SHIPPED.kinds
    own = KindRule("board", ("smart board",))
    rules.save_kinds(replace(kinds, rules=(LAPTOP, replace(PANEL, also=(), years=8), own)))
    rules.put_back_kind("panel")
    assert rules.rules().kinds.kind_rule("smart board") == own
    assert years(rules, "panel") == 7


def test_kinds_that_can_not_be_are_refused(rules):
    with pytest.raises(Refusal, match="both claim one word: notebook") as told:
        rules.save_kinds(replace(SHIPPED.kinds, rules=(LAPTOP, replace(PANEL, also=("notebook",)))))
    assert told.value.field == "word"
    many = tuple(KindRule(f"kind {n}") for n in range(KINDS_LIMIT + 1))
    with pytest.raises(Refusal, match="at most"):
        rules.save_kinds(replace(SHIPPED.kinds, rules=many))


def releases(rules, system=0):
    return [one.name for one in rules.rules().support.systems[system].releases]


def test_a_release_is_changed_and_put_back(rules):
    changed = replace(H2, editions=("Pro",), ends_on=date(2028, 1, 1))
    rules.save_release("win 11", changed, KEY, 0)
    key = ReleaseKey("Windows 11", "25H2", ("Pro",))
    assert rules.read().support.own == {key: H2}
    assert rules.rules().support.systems[0].releases == (changed,)
    rules.put_back_release(key)
    rules.put_back_release(ReleaseKey("Windows 11", "never"))
    assert rules.rules() == SHIPPED


def test_a_release_is_added_to_its_system_or_to_a_new_one(rules):
    rules.save_release("win 11", Release("26H2", ends_on=date(2028, 10, 10)), None, 0)
    rules.save_release("macOS", Release("27"))
    rules.save_release("Linux Mint", Release("22", ends_on=date(2029, 4, 1)))
    assert releases(rules) == ["26H2", "25H2"]
    mac = rules.rules().support.systems[1]
    assert mac.releases[0] == Release("27", released_on=TODAY), "it counts from today"
    assert rules.rules().support.systems[-1] == System(
        "Linux Mint", releases=(Release("22", ends_on=date(2029, 4, 1)),)
    )
    for key in rules.read().support.own:
        rules.put_back_release(key)
    assert rules.rules() == SHIPPED
    gone = ReleaseKey("Windows 11", "26H2")
    rules.save_release("Windows 11", Release("26H2"), gone, None)
    assert releases(rules) == ["26H2", "25H2"], "mine is kept though somebody has taken it out"


@pytest.mark.parametrize(
    ("system", "release", "told"),
    [
        ("Windows 11", Release("25h2"), "“Windows 11 25H2” is in the list already"),
        ("Windows 11", Release("25H2", editions=("pro", "SE")), "is in the list already"),
        ("macOS", Release("26", editions=("x",)), "“macOS 26” is in the list already"),
        ("ChromeOS", Release("140"), "has a day of its own"),
    ],
)
def test_a_release_is_not_added_twice(rules, system, release, told):
    with pytest.raises(Refusal, match=told):
        rules.save_release(system, release)


def test_the_same_release_for_other_editions_is_another_one(rules):
    rules.save_release("Windows 11", Release("25H2", editions=("Education",)))
    assert releases(rules) == ["25H2", "25H2"]


def test_there_are_not_more_releases_than_anybody_would_find(database):
    desk = Desk(database)
    many = replace(WINDOWS, releases=tuple(Release(str(n)) for n in range(RELEASES_LIMIT)))
    desk.shipped = replace(SHIPPED, support=replace(SHIPPED.support, systems=(many,)))
    with pytest.raises(Refusal, match="at most"):
        desk.rules.save_release("Windows 11", Release("new"))


def test_support_dates_that_can_not_be_are_refused(rules):
    twice = replace(SHIPPED.support, systems=(WINDOWS, replace(MAC, also=("win 11",))))
    with pytest.raises(Refusal, match="names that differ") as told:
        rules.save_support(twice)
    assert told.value.field == "system"
    rules.save_support(SHIPPED.support)
    assert rules.rules() == SHIPPED


def test_checked_rules_say_so_and_keep_their_changes(rules):
    rules.mark_checked(SUPPORT, 0)
    assert rules.read().states[SUPPORT].checked_on == TODAY
    assert rules.rules().support.as_at == TODAY
    rules.save_release("Windows 11", replace(H2, note="x"), KEY)
    assert rules.read().states[SUPPORT].checked_on == TODAY, "a change does not undo it"
    rules.save_kind(replace(LAPTOP, years=5))
    rules.mark_checked(KINDS)
    assert (years(rules), rules.read().states[KINDS].checked_on) == (5, TODAY)


@pytest.mark.parametrize("document", [None, {"colors": 1}, {"checked_on": 7}])
def test_damaged_changes_are_told_and_the_shipped_rules_stand(rules, database, document):
    with database(write=True) as unit:
        for name in (KINDS, SUPPORT):
            unit.own_rules.save(KeptRules(name, document, DAY, 3))
    read = rules.read()
    assert read.lifecycle == SHIPPED
    assert read.states[KINDS].is_damaged
    assert read.states[SUPPORT].is_damaged
    rules.save_kind(replace(LAPTOP, years=5))
    rules.save_release("Windows 11", replace(H2, note="x"), KEY)
    read = rules.read()
    assert not read.states[KINDS].is_damaged
    assert not read.states[SUPPORT].is_damaged
    assert years(rules) == 5


def test_changes_that_fit_nothing_any_more_are_told(database):
    Desk(database).rules.save_kind(replace(PANEL, years=9))
    later = Desk(database)
    later.shipped = replace(SHIPPED, kinds=replace(SHIPPED.kinds, rules=(LAPTOP,)))
    assert later.rules.read().states[KINDS].lost == ("panel",)
    later.rules.save_kind(replace(LAPTOP, years=5))
    assert later.rules.read().states[KINDS].lost == ()


def test_what_is_typed_becomes_a_kind():
    typed = KindTexts(" 3D  printer ", "5", " ", "1,234.5", holds_storage=False, note=" x ")
    rule = read_kind(typed, None, "USD")
    assert rule == KindRule("3D printer", years=5, cost=Money(123450), note="x")
    assert texts_of_kind(rule) == KindTexts("3D printer", "5", "", "1234.50", False, "x")
    assert texts_of_kind(KindRule("x")).cost == ""
    changed = read_kind(
        replace(texts_of_kind(LAPTOP), word="other", battery_years="3"), LAPTOP, "USD"
    )
    assert changed == replace(LAPTOP, battery_years=3), "its word and its other words stay"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"word": "?!"}, "word"),
        ({"years": "0"}, "years"),
        ({"years": "four"}, "years"),
        ({"years": "²"}, "years"),
        ({"battery_years": "101"}, "battery_years"),
        ({"cost": "a lot"}, "cost"),
        ({"cost": "-1"}, "cost"),
    ],
)
def test_a_kind_that_can_not_be_names_its_field(typed, field):
    with pytest.raises(Refusal) as told:
        read_kind(replace(KindTexts("x"), **typed), None, "USD")
    assert told.value.field == field


def test_what_is_typed_becomes_a_release():
    typed = ReleaseTexts("Windows 11", " 26H2 ", "Home, Pro;Home\n SE", " 2028-10-10", "x")
    release = read_release(typed, None)
    assert release == Release(
        "26H2", editions=("Home", "Pro", "SE"), ends_on=date(2028, 10, 10), note="x"
    )
    assert texts_of_release(WINDOWS, release) == ReleaseTexts(
        "Windows 11", "26H2", "Home, Pro, SE", "2028-10-10", "x"
    )
    emptied = read_release(ReleaseTexts("Windows 11"), H2)
    assert emptied == replace(H2, editions=(), ends_on=None), "its name stays"
    assert texts_of_release(WINDOWS, emptied).ends_on == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"system": "-"}, "system"),
        ({"ends_on": "soon"}, "ends_on"),
        ({"ends_on": "0027-10-12"}, "ends_on"),
    ],
)
def test_a_release_that_can_not_be_names_its_field(typed, field):
    with pytest.raises(Refusal) as told:
        read_release(replace(ReleaseTexts("Windows 11"), **typed), None)
    assert told.value.field == field


@pytest.mark.parametrize("shipped", [SHIPPED, replace(SHIPPED, kinds=Kinds(DAY, (PANEL,)))])
def test_the_sample_has_a_view_and_a_rule_of_its_own(database, shipped):
    sample_views.play(database, lambda: shipped, NOON)
    views = ItemViewList(database, lambda: NOON).list_views()
    assert [one.name for one in views if not one.is_shipped] == ["Computers for the next budget"]
    own = ItemRules(database, lambda: shipped, lambda: NOON).read().kinds.own
    assert list(own) == ([] if shipped is not SHIPPED else ["laptop"])
