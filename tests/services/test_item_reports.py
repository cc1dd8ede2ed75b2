"""An item's reports, and which time it is that something happens to it."""

from dataclasses import replace

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.item_reports import LATELY, YEAR, ItemReports
from libdesk.domain.problems import FollowUp, FollowUpKind
from libdesk.domain.records import Record
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.item_reports import ReportsByItem
from libdesk.services.joining import Joining
from tests.services.fakes import MemoryShare, a_report


class Room:
    """A desk to which things are reported."""

    def __init__(self, database, hands):
        self.database, self.hands = database, hands
        self.share = MemoryShare()
        self.intake = Intake(database, [self.share], hands)
        self.inbox = Inbox(database, hands, "Robin")
        self.reports = ReportsByItem(database, hands)
        self.filed = 0
        with database(write=True) as unit:
            unit.items.add([(Record(Tag("LV-1"), "PC 1", "public PC"), Dates())])

    def arrive(self, item="LV-1", **changes):
        self.filed += 1
        report = a_report(self.filed, item=item, **changes)
        self.share.drop(report)
        assert self.intake.collect().new == 1
        return self.inbox.get(report.id)


@pytest.fixture
def room(database, hands):
    return Room(database, hands)


def test_an_item_without_reports_has_none(room):
    assert room.reports.of("LV-1") == ItemReports()


def test_an_items_reports_are_counted_with_the_time_they_took(room):
    old = room.arrive()
    room.inbox.fix(old.report.id, "A cable.", version=old.version, minutes=95)
    room.hands.move(days=YEAR.days, seconds=1)
    spring = room.arrive()
    room.inbox.fix(spring.report.id, "The fan.", version=spring.version, minutes=20)
    room.hands.move(days=LATELY.days, seconds=1)
    room.arrive("LV-2")
    newest = room.arrive()
    told = room.reports.of("LV-1")
    assert (told.open, told.lately, told.in_year, told.total, told.minutes) == (1, 1, 2, 3, 115)
    shown = [newest.sequence, spring.sequence, old.sequence]
    assert [line.sequence for line in told.newest] == shown


def test_the_third_time_in_thirty_days_is_told_with_the_earlier_ones(room):
    first = room.arrive()
    room.hands.move(days=2)
    second = room.arrive()
    third = room.arrive()
    assert room.reports.repeat(first) is None
    repeat = room.reports.repeat(third)
    assert repeat.times == 3
    assert [line.sequence for line in repeat.earlier] == [second.sequence, first.sequence]
    assert room.reports.repeat(second).times == 2


def test_what_was_longer_ago_counts_for_nothing(room):
    room.arrive()
    room.hands.move(days=LATELY.days, seconds=1)
    assert room.reports.repeat(room.arrive()) is None
    room.hands.move(days=LATELY.days)
    assert room.reports.repeat(room.arrive()).times == 2


def test_what_is_about_no_item_or_an_unknown_one_is_never_the_second_time(room):
    room.arrive("")
    assert room.reports.repeat(room.arrive("")) is None
    room.arrive("the printer")
    assert room.reports.repeat(room.arrive("the printer")) is None


def test_reports_of_one_event_count_once_and_what_was_added_not_at_all(room):
    first = room.arrive()
    same = room.arrive()
    Joining(room.database, room.hands, "Robin").join(
        first.report.id, {same.report.id: same.version}, version=first.version
    )
    added = FollowUp(first.report.id, FollowUpKind.SAID)
    room.arrive(saw="and it smells", follow_up=added)
    alone = room.arrive(follow_up=replace(added, of=a_report(99).id))
    assert room.reports.repeat(room.arrive()).times == 2
    assert room.reports.repeat(alone) is None
    assert room.reports.of("LV-1").total == 2
