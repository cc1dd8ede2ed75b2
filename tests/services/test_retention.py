"""Retention: what people sent is kept as long as the library has settled, and not a day longer."""

from datetime import timedelta

import pytest

from libdesk.domain.places import Branch
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Picture, State
from libdesk.domain.retention import NAMES_DAYS, NAMES_GONE, PICTURES_GONE, Keeping
from libdesk.domain.stocktake import Spot
from libdesk.services.count_results import CountResults
from libdesk.services.errors import Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.joining import Joining
from libdesk.services.retention import (
    EVERY,
    LOOKED_AT_ONCE,
    REMOVED_AT_ONCE,
    Purged,
    Retention,
    check_keeping,
    note_leftovers,
    read_keeping,
    store_keeping,
)
from libdesk.services.stocktake import Stocktaking
from libdesk.services.walk_ins import InPerson
from tests.services.fakes import MemoryShare, a_report
from tests.services.made_items import NO_RULES

ONE, TWO, THREE = (a_report(number).id for number in (1, 2, 3))
PICTURE = Picture("maria.png", "image/png", b"pixels")
FACTS = (Fact("user", "mlopez"), Fact("computer", "CEN-PC-04"), Fact("printer", "Marias printer"))


class Traces:
    """What removed rows leave behind, in these tests: only that somebody was asked to wipe it."""

    def __init__(self):
        self.wiped = []

    def wipe(self, between, *, words):
        self.wiped.append(words)
        return between()


class Library:
    """A desk that fixes what it is told of."""

    def __init__(self, database, hands):
        self.database = database
        self.hands = hands
        self.share = MemoryShare()
        self.traces = Traces()
        self.intake = Intake(database, [self.share], hands)
        self.inbox = Inbox(database, hands, "Robin")
        self.retention = Retention(database, [self.share], self.traces, hands)
        self.retention.purge()
        self.hands.move(days=1)
        self.retention.purge()

    def drop(self, number, **parts):
        told = {"pictures": (PICTURE,), "contact": "Maria Lopez", "facts": FACTS, **parts}
        self.share.drop(a_report(number, **told), str(number))
        self.intake.collect()

    def fix(self, report_id=ONE):
        self.inbox.fix(report_id, "The drum.", version=self.inbox.get(report_id).version)

    def wait(self, days, **parts):
        """Let days pass, as a desk that is opened once a week sees them."""
        left = days
        while left > 0:
            self.hands.move(days=min(left, 7))
            left -= 7
            purged = self.retention.purge(**parts)
        return purged

    def report(self, report_id=ONE):
        return self.inbox.get(report_id).report

    def events(self, report_id=ONE):
        return [(one.kind, one.words) for one in self.inbox.get(report_id).history]


@pytest.fixture
def library(database, hands):
    library = Library(database, hands)
    library.drop(1, saw="Gray stripes")
    library.drop(2, saw="No sound")
    return library


def test_pictures_go_thirty_days_after_closing_and_the_history_says_so(library):
    library.fix()
    library.wait(29)
    assert library.report().pictures == (PICTURE,)
    assert library.wait(1) == Purged(pictures=1)
    assert library.report().pictures == ()
    assert (PICTURES_GONE, "30") in library.events()
    assert library.report().contact == "Maria Lopez", "names stay longer"
    assert library.report(TWO).pictures == (PICTURE,), "nobody has closed it"
    assert library.wait(1) == Purged(), "said once"


def test_names_go_later_from_report_history_facts_and_search(library):
    library.drop(11, saw="Still", contact="Paul Weber", follow_up=FollowUp(ONE, FollowUpKind.SAID))
    library.fix()
    assert library.inbox.search("weber")
    library.wait(90)
    problem = library.inbox.get(ONE)
    assert (problem.report.contact, problem.report.facts) == ("", (Fact("computer", "CEN-PC-04"),))
    (added,) = problem.follow_ups
    assert (added.contact, added.saw) == ("", "Still")
    assert {event.by for event in problem.history} == {"", "Robin"}
    assert (NAMES_GONE, "90") in library.events()
    for name in ("maria", "lopez", "mlopez", "weber", "paul"):
        hits = library.inbox.search(name)
        assert problem.sequence not in hits, name
    for word in ("gray stripes", "still", "cen-pc-04"):
        assert problem.sequence in library.inbox.search(word), word
    assert library.traces.wiped == [False, True]


def test_a_problem_opened_again_in_time_keeps_all(library):
    library.fix()
    library.wait(29)
    library.inbox.start(ONE, version=library.inbox.get(ONE).version)
    library.wait(200)
    assert library.report().pictures == (PICTURE,)
    assert library.report().contact == "Maria Lopez"
    library.fix()
    library.wait(29)
    assert library.report().pictures == (PICTURE,), "it counts from the last end"
    library.wait(1)
    assert library.report().pictures == ()


def test_what_is_opened_while_it_is_being_removed_keeps_all(library):
    library.fix()
    library.hands.move(days=30)
    looks = []

    def open_unit(*, write=False):
        looks.append(write)
        if looks == [True, False, False, True]:  # between the look and the deed
            library.inbox.start(ONE, version=library.inbox.get(ONE).version)
        return library.database(write=write)

    Retention(open_unit, [], library.traces, library.hands).purge()
    assert library.report().pictures == (PICTURE,)
    assert PICTURES_GONE not in dict(library.events())


def test_what_was_put_off_keeps_all_until_it_is_looked_at_again(library):
    on = (library.hands() + timedelta(days=200)).date()
    library.inbox.put_off(ONE, "In summer.", on, version=library.inbox.get(ONE).version)
    library.wait(200)
    assert library.report().pictures == (PICTURE,)
    library.wait(31)
    assert library.report().pictures == ()


def test_what_is_read_with_a_problem_loses_its_own_too(library):
    joining = Joining(library.database, library.hands, "Robin")
    versions = {TWO: library.inbox.get(TWO).version}
    joining.join(ONE, versions, version=library.inbox.get(ONE).version)
    library.drop(12, saw="Here too", follow_up=FollowUp(TWO, FollowUpKind.SAID))
    library.fix()
    library.wait(100)
    problem = library.inbox.get(ONE)
    for one in (problem.report, *problem.joined, *problem.follow_ups):
        assert (one.pictures, one.contact) == ((), ""), one
    assert [one.saw for one in (*problem.joined, *problem.follow_ups)] == ["No sound", "Here too"]


def test_a_report_that_comes_back_late_stands_on_its_own_though_its_pictures_went(library):
    library.fix()
    library.wait(30)
    assert library.events()[-1][0] == PICTURES_GONE
    library.drop(11, saw="Again", follow_up=FollowUp(ONE, FollowUpKind.HURTS))
    assert library.inbox.get(ONE).state is State.FIXED
    assert library.inbox.get(a_report(11).id).state is State.NEW


def test_days_are_settable_within_reason(library):
    check_keeping(Keeping(7, 14))
    with library.database(write=True) as unit:
        store_keeping(unit, Keeping(7, 14))
    with library.database() as unit:
        assert read_keeping(unit) == Keeping(7, 14)
    library.fix()
    library.wait(14)
    assert (library.report().pictures, library.report().contact) == ((), "")
    assert (PICTURES_GONE, "7") in library.events()


@pytest.mark.parametrize(
    ("keeping", "field"),
    [(Keeping(6, 90), "pictures"), (Keeping(30, 3651), "names"), (Keeping(30, -1), "names")],
)
def test_days_without_reason_are_refused_beside_their_field(keeping, field):
    with pytest.raises(Refusal) as refused:
        check_keeping(keeping)
    assert refused.value.field == field


def test_by_a_clock_that_jumped_nothing_is_removed_until_it_goes_on_for_a_day(library):
    library.fix()
    library.hands.move(days=1826)
    assert library.retention.purge() == Purged()
    library.hands.move(hours=8)
    assert library.retention.purge() == Purged()
    library.hands.move(days=-1826)
    assert library.retention.purge() == Purged()
    assert library.report().pictures == (PICTURE,)
    assert library.share.forgotten_before < library.hands(), "no collected file either"
    library.wait(31)
    assert library.report().pictures == (), "set right, it counts as ever"


def test_a_word_that_makes_no_sense_counts_as_none(library):
    with library.database(write=True) as unit:
        unit.desk.set_word("keep_pictures_days", "a month")
        unit.desk.set_word("retention_clock", "yesterday")
    with library.database() as unit:
        assert read_keeping(unit) == Keeping()
    library.fix()
    library.hands.move(days=40)
    assert library.retention.purge() == Purged(), "the clock is watched anew"


def test_it_looks_every_few_hours_and_at_once_after_the_clock_was_set_back(library):
    library.retention.tend()
    library.fix()
    before = library.database.units
    library.hands.move(minutes=10)
    assert library.retention.tend() == Purged()
    assert library.database.units == before, "nothing was asked"
    library.hands.move(seconds=EVERY.total_seconds())
    library.retention.tend()
    assert library.database.units > before
    before = library.database.units
    library.hands.move(days=-1)
    library.retention.tend()
    assert library.database.units > before


def test_it_goes_by_few_at_a_time_can_be_stopped_and_goes_on(library):
    count = LOOKED_AT_ONCE + REMOVED_AT_ONCE + 2
    for number in range(100, 100 + count):
        library.drop(number)
        library.fix(a_report(number).id)
    library.wait(29)
    library.hands.move(days=1)
    first = library.retention.tend(lambda: False)
    assert first == Purged(pictures=REMOVED_AT_ONCE, is_finished=False)
    assert library.retention.tend(lambda: True).pictures == count - REMOVED_AT_ONCE


def test_traces_that_were_not_wiped_are_wiped_the_next_time(library):
    library.fix()
    library.wait(29)
    library.hands.move(days=1)
    stops = iter([True, False])
    assert not library.retention.purge(lambda: next(stops)).is_finished
    assert library.traces.wiped == [False]
    assert library.retention.purge() == Purged()
    assert library.traces.wiped == [False, False]
    library.retention.purge()
    assert library.traces.wiped == [False, False]


def test_what_was_deleted_leaves_traces_in_words_that_later_pictures_do_not_hide(library):
    with library.database(write=True) as unit:
        note_leftovers(unit, library.hands())
    library.fix()
    library.wait(30)
    assert library.traces.wiped[0] is True


def test_traces_are_wiped_by_whatever_clock(library):
    with library.database(write=True) as unit:
        note_leftovers(unit, library.hands())
    library.hands.move(days=1826)
    library.retention.purge()
    assert library.traces.wiped == [True]


def test_collected_files_go_too_and_a_place_that_is_away_holds_up_nothing(library):
    library.share.collected["old"] = b"old"
    library.share.collected_at["old"] = library.hands()
    away = MemoryShare(name="away")
    away.away.start("The share is away.")
    library.retention = Retention(
        library.database, [away, InPerson(), library.share], library.traces, library.hands
    )
    assert library.wait(30).files == 0
    assert library.wait(1).files == 1
    assert "old" not in library.share.collected


class Copies:
    """Copies of the database: whether they could be asked."""

    def __init__(self):
        self.asked = 0
        self.are_there = True
        self.aside = []

    def forget(self, between):
        self.asked += 1
        return self.are_there and between()

    def remove_aside(self, before):
        self.aside = [at for at in self.aside if at >= before]


def test_copies_forget_too_within_a_week_and_a_place_that_is_away_when_it_is_back(library):
    copies = Copies()
    library.retention = Retention(library.database, [], library.traces, library.hands, copies)
    library.wait(21)
    assert copies.asked == 0, "nothing was removed"
    library.fix()
    library.wait(30)
    assert copies.asked == 0, "it has just been removed"
    copies.are_there = False
    library.wait(8)
    asked = copies.asked
    assert asked > 0
    library.wait(1)
    assert copies.asked > asked
    copies.are_there = True
    library.wait(1)
    asked = copies.asked
    library.wait(14)
    assert copies.asked == asked, "they have forgotten"


def test_what_goes_while_the_copies_forget_is_forgotten_the_next_time(library):
    copies = Copies()
    library.retention = Retention(library.database, [], library.traces, library.hands, copies)
    library.fix()
    library.wait(31)

    def between():
        with library.database(write=True) as unit:
            unit.desk.set_word("retention_copies", "")
            note_leftovers(unit, library.hands())
        return True

    library.wait(7, between=between)
    asked = copies.asked
    library.wait(7)
    assert copies.asked == asked + 1


def test_a_database_that_a_restore_put_aside_goes_when_names_would(library):
    copies = Copies()
    library.retention = Retention(library.database, [], library.traces, library.hands, copies)
    library.wait(21)
    at = library.hands()
    copies.aside = [at, at + timedelta(days=7)]
    library.wait(NAMES_DAYS)
    assert copies.aside == [at, at + timedelta(days=7)], "still within its time"
    library.wait(1)
    assert copies.aside == [at + timedelta(days=7)]
    library.wait(7)
    assert copies.aside == []


def test_a_clock_that_jumped_removes_nothing_that_was_put_aside(library):
    copies = Copies()
    library.retention = Retention(library.database, [], library.traces, library.hands, copies)
    library.wait(21)
    copies.aside = [library.hands()]
    library.hands.move(days=3000)
    library.retention.purge()
    assert len(copies.aside) == 1


def test_who_counted_is_forgotten_as_long_after_a_counting_day(library):
    today = library.hands().date()
    counting = Stocktaking(library.database, library.hands, "Robin")
    with library.database(write=True) as unit:
        unit.places.save_branch(Branch("CEN", "Central"))
    ended, running = (
        counting.begin("Day", today, today + timedelta(days=300), [Spot("CEN")]).id
        for _ in range(2)
    )
    for campaign in (ended, running):
        counting.paste(campaign, f"X-{campaign}", Spot("CEN"), by="Maria Lopez")
    CountResults(library.database, lambda: NO_RULES, library.hands, "Robin").finish(ended)

    def named():
        told = [one.by for one in counting.load(ended).scans + counting.load(ended).results]
        return told, [one.by for one in counting.scans(running)]

    before = named()
    library.wait(NAMES_DAYS - 1)
    assert named() == before == (["Maria Lopez"] * 2, ["Maria Lopez"])
    assert library.traces.wiped == []
    library.wait(2)
    assert named() == (["", ""], ["Maria Lopez"]), "one that runs needs to know who did what"
    assert library.traces.wiped == [False]
    library.wait(7)
    assert library.traces.wiped == [False], "there was nothing more to forget"
