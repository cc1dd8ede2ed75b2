"""What a library settles: words, hours, whom to turn to, visits, known problems; its bulletin."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from libdesk.domain.bulletin import NOTICE_LIMIT, STEPS_LIMIT, Notice, Pace, Step, Visit
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.places import Branch
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Reply, ReplyKind
from libdesk.domain.promises import Lead, Target
from libdesk.domain.retention import Keeping
from libdesk.domain.told import Told
from libdesk.services.bulletin import PACES_LAST, Publishing
from libdesk.services.errors import Refusal
from libdesk.services.intake import Intake
from libdesk.services.library import (
    CLOSED_LIMIT,
    SPANS_LIMIT,
    VISITS_LIMIT,
    Library,
    LibrarySettings,
    ensure_library,
)
from tests.services.fakes import START, MemoryShare, a_report, numbered_ids

DAY = Span(time(8, 30), time(17, 0))
WEEK = ((DAY,),) * 5 + ((), ())
HOURS = Hours(WEEK, (ClosedDay(date(2026, 11, 26), "Thanksgiving"),), "UTC")
TARGETS = (Target(Priority.NOW, Lead(timedelta(minutes=60)), Lead(timedelta(hours=8))),)
LADDER = (Step("the branch lead", "555-0101", "after a day"), Step("the director", "", ""))
TODAY = START.date()
PRINTING = Notice("Printing is slow.", "FER", START, category="PRINT")


@pytest.fixture
def library(database, hands):
    with database(write=True) as unit:
        for branch in (Branch("CEN", "Larkmere Central"), Branch("FER", "Ferndale Road")):
            unit.places.save_branch(branch)
    ids = numbered_ids()
    return Library(database, hands, lambda: next(ids))


def refused(change, *given):
    with pytest.raises(Refusal) as refusal:
        change(*given)
    assert refusal.value.sentence.endswith(".")
    return refusal.value.field


def test_a_new_library_has_settled_nothing(library):
    assert library.read() == LibrarySettings()


@pytest.mark.rows("S26")
def test_everything_that_is_settled_is_read_again(library):
    library.set_words(" Larkmere\r\nValley ", "555-0142\u202e")
    library.set_hours(HOURS)
    library.set_ladder(LADDER)
    library.set_visits({"fer": [TODAY + timedelta(days=9), TODAY, TODAY]})
    library.set_targets(TARGETS)
    told = library.tell(PRINTING)
    assert library.read() == LibrarySettings(
        library="Larkmere Valley",
        urgent_phone="555-0142",
        hours=HOURS,
        targets=TARGETS,
        ladder=LADDER,
        visits=(Visit("FER", TODAY), Visit("FER", TODAY + timedelta(days=9))),
        notices=(told,),
    )


def test_a_visit_is_told_until_its_day_is_over_everywhere(library, hands):
    library.set_visits({"CEN": [TODAY]})
    hands.move(days=1)
    assert library.read().visits == (Visit("CEN", TODAY),)
    hands.move(days=1)
    assert library.read().visits == ()


def test_hours_are_kept_to_the_minute_and_closed_days_in_order(library):
    loose = Hours(
        (((Span(time(8, 30, 59), time(17, 0, 1))),),) + ((),) * 6,
        (ClosedDay(date(2026, 12, 24), "\u202eEve"), *HOURS.closed, ClosedDay(date(2026, 12, 24))),
        " UTC ",
    )
    library.set_hours(loose)
    closed = (*HOURS.closed, ClosedDay(date(2026, 12, 24)))
    assert library.read().hours == Hours(((DAY,),) + ((),) * 6, closed, "UTC")


def hours_lead(count):
    return Lead(timedelta(hours=count))


def test_promises_stand_in_order_to_the_minute_and_an_empty_one_is_none(library):
    library.set_targets(TARGETS)
    library.set_targets(
        [
            Target(Priority.WHEN_WE_CAN, Lead(open_days=3), Lead()),
            Target(Priority.THIS_WEEK, Lead(), Lead(timedelta(seconds=5))),
            Target(Priority.NOW, Lead(timedelta(minutes=30, seconds=59)), hours_lead(4)),
        ]
    )
    assert library.read().targets == (
        Target(Priority.NOW, Lead(timedelta(minutes=30)), hours_lead(4)),
        Target(Priority.WHEN_WE_CAN, Lead(open_days=3), Lead()),
    )
    library.set_targets([])
    assert library.read().targets == ()


@pytest.mark.parametrize(
    ("answer", "fix", "field"),
    [
        (Lead(), hours_lead(2), "today.answer"),
        (hours_lead(2), hours_lead(1), "today.fix"),
        (Lead(open_days=2), Lead(open_days=1), "today.fix"),
        (Lead(open_days=1), hours_lead(8), "today.fix"),
        (hours_lead(9), Lead(open_days=1), "today.fix"),
        (Lead(open_days=366), Lead(open_days=400), "today.answer"),
        (hours_lead(1), Lead(timedelta(days=366)), "today.fix"),
        (hours_lead(1), Lead(timedelta(hours=1), 1), "today.fix"),
        (hours_lead(-1), Lead(), "today.answer"),
    ],
)
def test_promises_that_make_no_sense_are_refused_beside_their_field(library, answer, fix, field):
    library.set_hours(HOURS)
    library.set_targets(TARGETS)
    assert refused(library.set_targets, [Target(Priority.TODAY, answer, fix)]) == field
    assert library.read().targets == TARGETS


def test_without_hours_an_aim_in_hours_may_stand_beside_an_answer_in_days(library):
    told = (Target(Priority.TODAY, Lead(open_days=1), hours_lead(8)),)
    library.set_targets(told)
    assert library.read().targets == told


def test_two_promises_for_the_same_are_refused(library):
    assert refused(library.set_targets, TARGETS * 2) == ""
    assert library.read().targets == ()


def days_from(first, count):
    return tuple(ClosedDay(first + timedelta(days=one)) for one in range(count))


MANY = tuple(Span(time(one), time(one, 30)) for one in range(SPANS_LIMIT + 1))


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        (replace(HOURS, week=WEEK[:6]), "hours"),
        (replace(HOURS, week=((),) * 7), "hours"),
        (replace(HOURS, week=((Span(time(9), time(8)),), *WEEK[1:])), "hours"),
        (replace(HOURS, week=((DAY, Span(time(16), time(18))), *WEEK[1:])), "hours"),
        (replace(HOURS, week=((Span(time(9, 0, 1), time(9, 0, 9)),), *WEEK[1:])), "hours"),
        (replace(HOURS, week=(MANY, *WEEK[1:])), "hours"),
        (replace(HOURS, closed=days_from(TODAY, CLOSED_LIMIT + 1)), "closed"),
        (replace(HOURS, zone="Nowhere/Town"), "zone"),
        (replace(HOURS, zone="../../etc/passwd"), "zone"),
    ],
)
def test_hours_that_nobody_can_keep_are_refused_beside_their_field(library, hours, field):
    library.set_hours(HOURS)
    assert refused(library.set_hours, hours) == field
    assert library.read().hours == HOURS


def test_the_most_that_can_be_settled_can_be_settled(library):
    most = replace(HOURS, week=(MANY[1:],) * 7, closed=days_from(TODAY, CLOSED_LIMIT))
    library.set_hours(most)
    library.set_ladder([Step("x", "", "")] * STEPS_LIMIT)
    library.set_visits({"CEN": [TODAY + timedelta(days=one) for one in range(VISITS_LIMIT)]})
    library.tell(replace(PRINTING, text="x" * NOTICE_LIMIT))
    assert library.read().hours == most


@pytest.mark.rows("S26")
def test_empty_steps_are_left_out_and_a_step_without_anybody_is_refused(library):
    library.set_ladder([Step(" the\tlead ", "555-0101\0", ""), Step("", " ", ""), LADDER[1]])
    assert library.read().ladder == (Step("the lead", "555-0101", ""), LADDER[1])
    assert refused(library.set_ladder, [Step("", "555-0101", "")]) == "ladder"
    assert refused(library.set_ladder, [LADDER[0]] * (STEPS_LIMIT + 1)) == "ladder"
    library.set_ladder(())
    assert library.read().ladder == ()


def test_visits_go_to_branches_that_are_there(library):
    assert refused(library.set_visits, {"NO": [TODAY]}) == "branch"
    assert refused(library.set_visits, {"": [TODAY]}) == "branch"
    many = [TODAY + timedelta(days=one) for one in range(VISITS_LIMIT + 1)]
    assert refused(library.set_visits, {"CEN": many}) == "visits"
    library.set_visits({"CEN": [TODAY]})
    library.set_visits({"CEN": ()})
    assert library.read().visits == ()


def test_a_visit_that_has_been_is_remembered_when_others_are_planned(library, database, hands):
    """It is shown no more, and tells how long ago somebody was there."""
    library.set_visits({"FER": [TODAY], "CEN": [TODAY]})
    hands.move(days=10)
    planned = TODAY + timedelta(days=12)
    library.set_visits({"FER": [planned]})
    assert library.read().visits == (Visit("FER", planned),)
    with database() as unit:
        assert unit.places.visits(TODAY) == (
            Visit("CEN", TODAY),
            Visit("FER", TODAY),
            Visit("FER", planned),
        )
    hands.move(days=500)
    library.set_visits({"FER": ()})
    with database() as unit:
        assert unit.places.visits(TODAY) == (Visit("CEN", TODAY),)


@pytest.mark.rows("S20")
def test_a_known_problem_is_told_changed_and_ended(library, hands):
    first = library.tell(replace(PRINTING, text=" Printing\r\nis slow. ", branch="fer"))
    assert first == replace(PRINTING, text="Printing\nis slow.", id=first.id)
    hands.move(hours=1)
    everywhere = library.tell(Notice("No internet.", "", hands(), waits_for=" the\0 provider "))
    assert everywhere.waits_for == "the provider"
    later = replace(first, text="It prints.", until=hands() + timedelta(hours=2))
    assert library.tell(later) == later
    assert library.read().notices == (everywhere, later)
    library.end(first.id)
    library.end(first.id)
    library.end("never told")
    assert library.read().notices == (everywhere,)
    assert refused(library.tell, later) == "", "one that has ended is not told again by a slow hand"


def test_an_end_can_be_taken_back(library):
    told = library.tell(PRINTING)
    library.end(told.id)
    library.reopen(told.id)
    library.reopen("never told")
    assert library.read().notices == (told,)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " \0\n"}, "text"),
        ({"text": "x" * (NOTICE_LIMIT + 1)}, "text"),
        ({"branch": "NO"}, "branch"),
        ({"until": START}, "until"),
        ({"id": "never told"}, ""),
    ],
)
def test_a_known_problem_that_would_help_nobody_is_refused(library, change, field):
    assert refused(library.tell, replace(PRINTING, **change)) == field
    assert library.read().notices == ()


def test_no_known_problem_begins_in_the_future(library):
    told = library.tell(replace(PRINTING, since=START + timedelta(days=1)))
    assert told.since == START


def test_a_new_library_begins_with_what_is_shipped(library, database):
    ensure_library(database, HOURS, TARGETS)
    settings = library.read()
    assert (settings.hours, settings.targets) == (HOURS, TARGETS)


def test_what_a_library_has_settled_is_never_shipped_over(library, database):
    own = replace(HOURS, closed=())
    library.set_hours(own)
    ensure_library(database, HOURS, TARGETS)
    with database(write=True) as unit:
        unit.places.set_targets(())
    units = database.units
    ensure_library(database, HOURS, TARGETS)
    assert database.units == units + 1, "the second start only looks"
    assert library.read() == LibrarySettings(hours=own)
    with database(write=True) as unit:
        unit.desk.set_word("settled", "")
        unit.places.set_targets(TARGETS)
    ensure_library(database, HOURS, ())
    assert library.read().targets == TARGETS


def test_the_bulletin_tells_all_that_is_settled(library, database, hands):
    ensure_library(database, HOURS, TARGETS)
    library.set_ladder(LADDER)
    library.set_visits({"FER": [TODAY]})
    library.tell(PRINTING)
    share = MemoryShare()
    Publishing(database, [share], hands).publish()
    (bulletin,) = share.bulletins
    settings = library.read()
    assert (bulletin.hours, bulletin.targets, bulletin.ladder) == (HOURS, TARGETS, LADDER)
    assert (bulletin.notices, bulletin.visits) == (settings.notices, settings.visits)
    assert bulletin.paces == ()


def test_a_promise_that_is_settled_anew_is_told_by_the_next_bulletin(library, database, hands):
    ensure_library(database, HOURS, TARGETS)
    share = MemoryShare()
    publishing = Publishing(database, [share], hands)
    publishing.publish()
    library.set_targets([Target(Priority.NOW, hours_lead(2), Lead())])
    publishing.publish()
    before, after = (
        Told(bulletin, "FER").promise(Priority.NOW, hands(), TODAY)
        for bulletin in share.bulletins[-2:]
    )
    assert before.answer_by is not None
    assert after.answer_by == before.answer_by + timedelta(hours=1)
    assert (before.fix_by is None, after.fix_by) == (False, None)


@pytest.mark.rows("S20")
def test_the_bulletin_counts_who_said_same_here(library, database, hands):
    told = library.tell(PRINTING)
    share = MemoryShare()
    for number in range(3):
        share.drop(a_report(number + 1, notice=told.id), str(number))
    Intake(database, [share], hands).collect()
    Publishing(database, [share], hands).publish()
    assert share.bulletins[0].notices == (replace(told, count=3),)


def answer(database, hands, numbers):
    """Collect reports and answer each half an hour later."""
    share = MemoryShare()
    for number in numbers:
        share.drop(a_report(number), str(number))
    Intake(database, [share], hands).collect()
    hands.move(minutes=30)
    with database(write=True) as unit:
        for number in numbers:
            reply = Reply(0, ReplyKind.ANSWER, hands(), "Done.")
            unit.replies.add(a_report(number).id, reply, goes_out_at=hands())
        unit.replies.due(hands(), 100, source="share")


@pytest.mark.rows("S22")
def test_the_bulletin_tells_the_pace_and_works_it_out_once_an_hour(library, database, hands):
    library.set_hours(HOURS)
    answer(database, hands, range(1, 6))
    share = MemoryShare()
    publishing = Publishing(database, [share], hands)

    def told():
        publishing.publish()
        return share.bulletins[-1].paces

    first = Pace("CEN", TODAY.replace(day=1), 5, 30)
    assert told() == (first,)
    answer(database, hands, range(6, 8))
    assert told() == (first,)
    hands.move(minutes=PACES_LAST / timedelta(minutes=1) - 31)
    assert told() == (first,)
    hands.move(minutes=1)
    assert told() == (replace(first, count=7),)
    hands.move(minutes=-10)
    answer(database, hands, [8])
    hands.move(minutes=-25)
    assert told() == (replace(first, count=8),), "a clock that was set back hides nothing"
    library.set_hours(replace(HOURS, week=((), *WEEK[1:])))
    assert told() == (replace(first, count=8, median_minutes=0),), "new hours count at once"


@pytest.mark.parametrize(
    "day", [date(1, 1, 1), date(1970, 6, 1), date(3026, 12, 25), date(9999, 12, 31)]
)
def test_a_day_that_no_form_could_read_is_refused_beside_its_field(library, day):
    until = datetime.combine(day, time(12), UTC)
    if until > START:
        with pytest.raises(Refusal, match="year") as refused:
            library.tell(Notice("Printing is down.", "", START, until=until))
        assert refused.value.field == "until"
    with pytest.raises(Refusal, match="year") as refused:
        library.set_visits({"FER": [day]})
    assert refused.value.field == "visits"
    hours = Hours(((Span(time(9), time(17)),),) * 7, (ClosedDay(day, ""),), "UTC")
    with pytest.raises(Refusal, match="year") as refused:
        library.set_hours(hours)
    assert refused.value.field == "closed"


def test_how_long_things_are_kept_is_settled_with_the_rest(library):
    assert library.read().keeping == Keeping()
    library.set_keeping(Keeping(14, 365))
    assert library.read().keeping == Keeping(14, 365)
    with pytest.raises(Refusal):
        library.set_keeping(Keeping(1, 365))
    assert library.read().keeping == Keeping(14, 365)
