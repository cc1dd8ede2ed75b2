"""Planned work, the register and the log: what is refused, who was first, and the way back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from libdesk.domain.bulletin import NOTICE_LIMIT, Notice
from libdesk.domain.hours import Hours, Span
from libdesk.domain.outages import Lost, Outage
from libdesk.domain.places import Branch
from libdesk.domain.planned_changes import Every, PlannedChange
from libdesk.domain.planned_changes import Unit as Counted
from libdesk.domain.requirements import About, Requirement, Says, Target
from libdesk.domain.text import TEXT_LIMIT
from libdesk.services.bulletin import Publishing
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.entries import ENTRIES_LIMIT
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.outages import Outages
from libdesk.services.planned_changes import PlannedChanges
from libdesk.services.requirements import Requirements
from libdesk.services.settled import Mark
from tests.services.fakes import START, MemoryShare, a_report

DAY = START.date() + timedelta(days=3)
WORK = PlannedChange("Update of the catalog", DAY, branches=("CEN",), begins=time(9), ends=time(11))
LETTER = Requirement("our catalog", About.SYSTEM, "Windows 11", Says.FORBIDS, "26H2", as_at=DAY)
OUTAGE = Outage("MIL", START - timedelta(hours=3), START - timedelta(hours=1))


def utc(naive):
    return naive.replace(tzinfo=UTC)


class Desk:
    def __init__(self, database, hands):
        self.database, self.hands = database, hands
        with database(write=True) as unit:
            for code in ("CEN", "MIL"):
                unit.places.save_branch(Branch(code, code))
        self.changes = PlannedChanges(database, hands, "Robin", utc)
        self.register = Requirements(database, hands, "Robin")
        self.log = Outages(database, hands, "Robin", UTC)
        self.share = MemoryShare()
        self.publishing = Publishing(database, [self.share], hands)

    def told(self):
        self.publishing.publish()
        return [(one.text, one.branch) for one in self.share.bulletins[-1].notices]

    def lapse(self):
        self.hands.move(seconds=UNDO_LASTS.total_seconds())

    def plan(self, work=WORK):
        return self.changes.save(work).left

    def only(self):
        (planned,) = self.changes.list_all()
        return planned.change


@pytest.fixture
def desk(database, hands):
    return Desk(database, hands)


def kinds(desk):
    return ((desk.changes, WORK), (desk.register, LETTER), (desk.log, OUTAGE))


@pytest.mark.parametrize("which", range(3))
def test_what_is_saved_can_be_taken_back(desk, which):
    service, entry = kinds(desk)[which]
    new = service.save(entry)
    assert new.before is None
    changed = service.save(replace(new.left, note="more"), expected=1)
    assert changed.left.version == 2
    service.take_back(changed)
    removed = service.remove(new.left.id, expected=3)
    assert removed.before.note == ""
    service.take_back(removed)
    with pytest.raises(Conflict, match="already"):
        service.take_back(removed)
    assert service.save(replace(new.left, note="again"), expected=None).left.version == 5
    with pytest.raises(Conflict):
        service.take_back(new)
    fresh = service.save(entry)
    service.take_back(fresh)
    assert service.remove(fresh.left.id).before is None
    service.take_back(service.remove(fresh.left.id))


@pytest.mark.parametrize("which", range(3))
def test_who_is_second_hears_who_was_first(desk, which):
    service, entry = kinds(desk)[which]
    left = service.save(entry).left
    service.save(replace(left, note="first"), expected=1)
    with pytest.raises(Conflict) as told:
        service.save(replace(left, note="second"), expected=1)
    assert (told.value.by, told.value.at) == ("Robin", START)
    with pytest.raises(Conflict):
        service.remove(left.id, expected=1)
    service.remove(left.id, expected=2)
    with pytest.raises(Refusal, match="removed"):
        service.save(left, expected=2)
    assert service.save(left).left.id == left.id


def test_more_entries_than_anybody_reads_are_refused(desk):
    with desk.database(write=True) as unit:
        for _ in range(ENTRIES_LIMIT):
            unit.planning.changes.save(WORK, Mark(1, START))
    with pytest.raises(Refusal, match="already"):
        desk.plan()


@pytest.mark.rows("S60")
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"system": " \u200b"}, "system"),
        ({"name": "\n"}, "name"),
        ({"says": Says.NOT_BEFORE, "of_version": "new"}, "of_version"),
        ({"note": "x" * (TEXT_LIMIT + 1)}, "note"),
        ({"as_at": date(9999, 1, 1)}, "as_at"),
        ({"known_since": date(1, 1, 1)}, "known_since"),
        ({"until": date(9999, 12, 31)}, "until"),
        ({"known_since": DAY, "until": DAY - timedelta(days=1)}, "until"),
    ],
)
def test_the_register_refuses_what_makes_no_sense(desk, typed, field):
    with pytest.raises(Refusal) as told:
        desk.register.save(replace(LETTER, **typed))
    assert told.value.field == field
    assert desk.register.list_all() == ()


@pytest.mark.rows("S60")
def test_the_register_is_in_order_and_warns(desk):
    desk.register.save(replace(LETTER, system="zebra\r\nBcc: all", as_at=None))
    desk.register.save(LETTER)
    first, second = desk.register.list_all()
    assert (first.system, second.system) == ("our catalog", "zebra Bcc: all")
    assert second.as_at == START.date()
    assert len(desk.register.against_system(" windows 11", "26H2")) == 2
    assert desk.register.against_system("Windows 11", "25H2") == ()
    assert len(desk.register.against(Target(About.SYSTEM, "Windows 11", "26H2"), DAY)) == 2


@pytest.mark.rows("S60")
def test_planned_work_is_held_against_the_register(desk):
    desk.register.save(LETTER)
    target = Target(About.SYSTEM, " Windows 11 ", "26H2")
    left = desk.plan(replace(WORK, target=target))
    (planned,) = desk.changes.list_all()
    assert planned.clashes[0].requirement.system == "our catalog"
    desk.changes.finish(left.id)
    assert desk.changes.list_all()[0].clashes == ()
    assert desk.plan(replace(WORK, target=Target(About.SYSTEM, " "))).target is None


@pytest.mark.rows("S57")
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"),
        ({"on": date(9999, 12, 31)}, "on"),
        ({"ends": time(9)}, "ends"),
        ({"draft_days": -1}, "draft_days"),
        ({"draft_days": 2**70}, "draft_days"),
        ({"every": Every(0, Counted.WEEKS)}, "every"),
        ({"every": Every(10**4999, Counted.YEARS)}, "every"),
        ({"notice": "x" * (NOTICE_LIMIT + 1)}, "notice"),
        ({"branches": ("CEN", "GONE")}, "branches"),
    ],
)
def test_planned_work_that_makes_no_sense_is_refused(desk, typed, field):
    with pytest.raises(Refusal) as told:
        desk.plan(replace(WORK, **typed))
    assert told.value.field == field
    assert desk.changes.list_all() == ()


@pytest.mark.rows("S57")
def test_a_notice_is_told_to_its_branches_and_ends_by_itself(desk):
    left = desk.plan(replace(WORK, branches=("CEN", "MIL")))
    desk.changes.tell(left.id, "No catalog on Thursday from 9 to 11.", expected=1)
    assert desk.told() == []  # it can still be taken back
    desk.lapse()
    words = "No catalog on Thursday from 9 to 11."
    assert sorted(desk.told()) == [(words, "CEN"), (words, "MIL")]
    assert desk.only().is_told
    desk.hands.at = datetime(DAY.year, DAY.month, DAY.day, 11, tzinfo=UTC)
    assert desk.told() == []
    with desk.database() as unit:
        assert unit.notices.open() == ()


@pytest.mark.rows("S57")
def test_undo_takes_a_notice_off_the_forms(desk):
    left = desk.plan(replace(WORK, branches=()))
    undone = desk.changes.tell(left.id, "No catalog.")
    desk.changes.take_back(undone)
    desk.lapse()
    assert desk.told() == []
    assert not desk.only().is_told


@pytest.mark.rows("S57")
@pytest.mark.parametrize(("text", "field"), [(" \0", "text"), ("x" * (NOTICE_LIMIT + 1), "text")])
def test_a_notice_that_says_nothing_or_too_much_is_refused(desk, text, field):
    left = desk.plan()
    with pytest.raises(Refusal) as told:
        desk.changes.tell(left.id, text)
    assert told.value.field == field


@pytest.mark.rows("S57")
def test_what_is_over_or_gone_is_not_told(desk):
    left = desk.plan()
    desk.hands.move(days=30)
    with pytest.raises(Refusal, match="over"):
        desk.changes.tell(left.id, "Too late.")
    desk.changes.finish(left.id)
    with pytest.raises(Refusal, match="over"):
        desk.changes.tell(left.id, "Too late.")
    for act in (lambda: desk.changes.tell(99, "x"), lambda: desk.changes.finish(99)):
        with pytest.raises(Refusal, match="removed"):
            act()


@pytest.mark.rows("S57")
@pytest.mark.parametrize("act", ["finish", "put_off", "remove", "move"])
def test_the_notice_ends_with_its_day_and_undo_tells_it_again(desk, act):
    left, other = desk.plan(), desk.plan()
    for one in (other, left):
        desk.changes.tell(one.id, "No catalog.")
    desk.changes.finish(other.id)
    with desk.database(write=True) as unit:
        unit.notices.save(Notice("Printer", "MIL", START, "planned-77-0"))
    desk.lapse()
    undone = {
        "finish": lambda: desk.changes.finish(left.id),
        "put_off": lambda: desk.changes.put_off(left.id, DAY + timedelta(days=7)),
        "remove": lambda: desk.changes.remove(left.id),
        "move": lambda: desk.changes.save(replace(left, branches=("MIL",))),
    }[act]()
    assert desk.told() == [("Printer", "MIL")]
    desk.changes.take_back(undone)
    assert sorted(desk.told()) == [("No catalog.", "CEN"), ("Printer", "MIL")]
    assert desk.changes.list_all()[0].change.is_told


@pytest.mark.rows("S57")
def test_a_change_of_words_leaves_the_notice_alone(desk):
    left = desk.plan()
    desk.changes.tell(left.id, "No catalog.")
    desk.lapse()
    desk.changes.save(replace(left, title="Bigger update"))
    assert desk.told() == [("No catalog.", "CEN")]
    assert desk.only().is_told


@pytest.mark.rows("S57")
def test_work_is_put_off_to_a_day_that_is_ahead(desk):
    left = desk.plan()
    for day in (START.date() - timedelta(days=1), date(9999, 1, 1)):
        with pytest.raises(Refusal) as told:
            desk.changes.put_off(left.id, day)
        assert told.value.field == "on"
    assert desk.changes.put_off(left.id, START.date()).left.on == START.date()


@pytest.mark.rows("S57")
def test_what_comes_first_stands_first_and_what_is_over_last(desk):
    later = desk.plan(replace(WORK, title="b", on=DAY + timedelta(days=1)))
    first = desk.plan(replace(WORK, title="a", begins=None))
    over = desk.plan(replace(WORK, title="c", on=DAY))
    desk.changes.finish(over.id)
    ids = [one.change.id for one in desk.changes.list_all()]
    assert ids == [first.id, later.id, over.id]


def test_moments_are_by_this_computers_clock_unless_said_otherwise(desk):
    left = desk.plan()
    changes = PlannedChanges(desk.database, desk.hands)
    changes.tell(left.id, "No catalog.")
    with desk.database() as unit:
        (notice,) = unit.notices.open()
    assert notice.until == datetime.combine(DAY, time(11)).astimezone(UTC)


@pytest.mark.rows("S59")
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"branch": "GONE"}, "branch"),
        ({"started_at": datetime(1, 1, 1, tzinfo=UTC)}, "started"),
        ({"started_at": START + timedelta(hours=1), "back_at": None}, "started"),
        ({"back_at": datetime(9999, 12, 31, tzinfo=UTC)}, "back"),
        ({"back_at": START + timedelta(hours=1)}, "back"),
        ({"back_at": OUTAGE.started_at}, "back"),
        ({"back_at": OUTAGE.started_at - timedelta(days=1)}, "back"),
        ({"started_at": START - timedelta(days=500)}, "started"),
        ({"note": "x" * (TEXT_LIMIT + 1)}, "note"),
    ],
)
def test_an_outage_that_makes_no_sense_is_refused(desk, typed, field):
    with pytest.raises(Refusal) as told:
        desk.log.save(replace(OUTAGE, **typed))
    assert told.value.field == field
    assert desk.log.read().outages == ()


@pytest.mark.rows("S59")
def test_the_log_counts_by_branch_and_month(desk):
    with desk.database(write=True) as unit:
        unit.places.set_hours(Hours(((Span(time(9), time(12)),),) * 7, zone="UTC"))
    desk.log.save(OUTAGE)
    desk.log.save(replace(OUTAGE, started_at=START - timedelta(minutes=30), back_at=None))
    log = desk.log.read()
    assert [one.back_at for one in log.outages] == [None, OUTAGE.back_at]
    (row,) = log.rows
    assert (row.count, row.lasted) == (2, timedelta(hours=2, minutes=30))
    assert row.open_time == timedelta(hours=1)


@pytest.mark.rows("S59")
def test_a_closed_problem_about_the_internet_is_offered_once(desk):
    intake = Intake(desk.database, [desk.share], desk.hands)
    inbox = Inbox(desk.database, desk.hands, "Robin")
    titles = ("No Wi-Fi in the story room", "The line is down", "Still open")
    for number, title in enumerate(titles, 1):
        desk.share.drop(a_report(number, category="NET", title=title), str(number))
    desk.share.drop(a_report(4, category="PRINT"), "4")
    desk.share.drop(a_report(5, category="NET", branch=""), "5")
    intake.collect()
    desk.hands.move(hours=2)
    for number in (1, 2, 4, 5):
        one = inbox.get(a_report(number).id)
        inbox.fix(one.report.id, "Fixed.", version=one.version)
    drafts = desk.log.read().drafts
    assert {one.lost for one in drafts} == {Lost.WIFI, Lost.INTERNET}
    assert all(one.back_at - one.started_at == timedelta(hours=2) for one in drafts)
    desk.log.save(drafts[0])
    assert desk.log.read().drafts == drafts[1:]
