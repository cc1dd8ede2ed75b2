"""Today by its table of cases: which reasons hold when, in which order, and what marks hide."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from uuid import UUID

import pytest

from libdesk.domain.bulletin import Notice, Visit
from libdesk.domain.count_facts import CountFacts
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.inbox import Line
from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.offer_facts import OfferFacts
from libdesk.domain.planned_changes import Planned, PlannedChange
from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReportId, State, WaitingOn, number
from libdesk.domain.promises import Lead, Target
from libdesk.domain.requirements import About, Clash, Requirement, Says
from libdesk.domain.today import (
    LINES_LIMIT,
    Away,
    BackupFacts,
    BranchFacts,
    ClosetFacts,
    Coming,
    Facts,
    Mark,
    Marked,
    ProblemFacts,
    Section,
    Surroundings,
    Why,
    mark_key,
)
from libdesk.domain.today_agenda import agenda, unseen_now
from libdesk.domain.today_days import later_moments, morning_of, next_open_day
from libdesk.domain.today_machines import SettingUpFacts

WORK = (Span(time(8, 30), time(12)), Span(time(13), time(17)))
HOURS = Hours((*[WORK] * 5, (), ()), zone="UTC")
TARGETS = (
    Target(Priority.NOW, Lead(timedelta(hours=1)), Lead(timedelta(hours=8))),
    Target(Priority.TODAY, Lead(timedelta(hours=4)), Lead(open_days=2)),
    Target(Priority.THIS_WEEK, Lead(open_days=1), Lead(open_days=5)),
    Target(Priority.WHEN_WE_CAN, Lead(open_days=3), Lead(open_days=20)),
)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = MONDAY.date()
NOTHING = Surroundings()
FINE = BackupFacts(MONDAY, has_second_place=True, second_good_at=MONDAY)


def moment(hour, minute=0, day=0):
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC) + timedelta(days=day)


def problem(sequence=1, priority=Priority.THIS_WEEK, came=MONDAY, **facts):
    """A problem as the database tells it; what stands on its line may be given too."""
    report_id = ReportId(UUID(int=sequence << 98 | sequence))
    of_line = {name: facts.pop(name) for name in tuple(facts) if name in Line.__slots__}
    line = Line(
        sequence, report_id, number("CEN", report_id), f"Report {sequence}", "CEN", "PRINT", "",
        State.SEEN, priority, came, came,
    )  # fmt: skip
    return ProblemFacts(replace(line, **of_line), promised_from=came, **facts)


def listed(*problems, now=MONDAY, marks=(), around=NOTHING, **facts):
    whole = Facts(problems=problems, **{"hours": HOURS, "targets": TARGETS, **facts})
    return agenda(whole, around, marks, now)


def whys(found):
    """Return the reasons of each line."""
    return [tuple(reason.why for reason in line.reasons) for line in found.lines]


WORK_ON = PlannedChange("Update", TODAY + timedelta(days=5), id=7)
LETTER = Requirement("the catalog", About.SYSTEM, "Windows 11", Says.FORBIDS, id=3)


def planned(*clashes, **changes):
    return {"planned": (Planned(replace(WORK_ON, **changes), clashes),)}


LATE = Planned(replace(WORK_ON, on=TODAY - timedelta(days=1), id=8))
WAITS = {"state": State.WAITING, "waiting_on": WaitingOn.PART}
ANSWERED = {"answered_at": MONDAY}
CASES = {
    "a Now report that nobody answered": (
        problem(priority=Priority.NOW),
        [Why.NOW_UNANSWERED, Why.PROMISE_SOON],
    ),
    "the same, an hour late": (
        problem(priority=Priority.NOW, came=moment(8, 30)),
        [Why.NOW_UNANSWERED, Why.PROMISE_BROKEN],
    ),
    "a Now report that was answered": (problem(priority=Priority.NOW, **ANSWERED), [Why.NOW_OPEN]),
    "the same, not fixed in time": (
        problem(priority=Priority.NOW, came=moment(8, 30, -7), **ANSWERED),
        [Why.NOW_OPEN, Why.FIX_OVER],
    ),
    "promised for later today": (problem(priority=Priority.TODAY), [Why.PROMISE_TODAY]),
    "promised within an open hour": (
        problem(priority=Priority.TODAY, came=moment(15, 0, -3)),
        [Why.PROMISE_SOON],
    ),
    "promised for tomorrow": (problem(), []),
    "promised since Friday": (problem(came=moment(10, 0, -4)), [Why.PROMISE_BROKEN]),
    "answered, and not yet to be fixed": (problem(**ANSWERED), []),
    "answered, and to be fixed by now": (
        problem(came=moment(9, 0, -7), **ANSWERED),
        [Why.FIX_OVER],
    ),
    "the same, had it not waited": (
        problem(came=moment(9, 0, -7), rested=((moment(9, 0, -6), moment(9, 0, -5)),), **ANSWERED),
        [],
    ),
    "it waited when the end was over": (
        problem(came=moment(9, 0, -14), rested=((moment(9, 0, -1), moment(9)),), **ANSWERED),
        [Why.FIX_OVER],
    ),
    "the reporter leaves within the hour": (
        problem(here_until=moment(11), **ANSWERED),
        [Why.LEAVES_SOON],
    ),
    "the reporter leaves today": (problem(here_until=moment(16), **ANSWERED), [Why.LEAVES_TODAY]),
    "the reporter has left": (problem(here_until=moment(9), **ANSWERED), []),
    "the reporter is here tomorrow": (problem(here_until=moment(9, 0, 1), **ANSWERED), []),
    "it must work within four open hours": (
        problem(deadline_at=moment(14), **ANSWERED),
        [Why.DEADLINE_SOON],
    ),
    "it must work the day after tomorrow": (
        problem(deadline_at=moment(9, 0, 2), **ANSWERED),
        [Why.DEADLINE_NEAR],
    ),
    "it must work next week": (problem(deadline_at=moment(9, 0, 7), **ANSWERED), []),
    "it had to work this morning": (
        problem(deadline_at=moment(9), **ANSWERED),
        [Why.DEADLINE_OVER],
    ),
    "the reporter has said something": (problem(news=7, **ANSWERED), [Why.SPOKE]),
    "the reporter of something that waits has": (
        problem(news=7, waiting_until=TODAY + timedelta(days=9), **WAITS),
        [Why.SPOKE],
    ),
    "the desk is on it": (
        problem(state=State.DOING, started_at=moment(9), **ANSWERED),
        [Why.STARTED],
    ),
    "it waits": (problem(waiting_until=TODAY + timedelta(days=1), **WAITS), []),
    "it waits for no day": (problem(**WAITS), []),
    "it waited until today": (problem(waiting_until=TODAY, **WAITS), [Why.WAIT_OVER]),
    "put off until tomorrow": (
        problem(state=State.NOT_NOW, look_again_on=TODAY + timedelta(days=1)),
        [],
    ),
    "put off until today": (problem(state=State.NOT_NOW, look_again_on=TODAY), [Why.LOOK_AGAIN]),
    "put off, no day known": (problem(state=State.NOT_NOW), []),
    "a little thing": (problem(priority=Priority.WHEN_WE_CAN, niggle=True), []),
    "fixed": (problem(state=State.FIXED, came=moment(9, 0, -9)), []),
}


@pytest.mark.parametrize(("facts", "expected"), CASES.values(), ids=CASES.keys())
@pytest.mark.rows("S22")
def test_a_problem_is_listed_for_its_reasons(facts, expected):
    assert whys(listed(facts)) == ([tuple(expected)] if expected else [])


WITHOUT_HOURS = {
    "meant for today": (problem(priority=Priority.TODAY), [Why.MEANT_FOR_TODAY]),
    "meant for this week": (problem(came=moment(9, 0, -9)), []),
    "a fix is aimed at never": (problem(came=moment(9, 0, -90), **ANSWERED), []),
    "it must work soon": (problem(deadline_at=moment(14), **ANSWERED), [Why.DEADLINE_SOON]),
    "it must work tomorrow": (
        problem(deadline_at=moment(9, 0, 1), **ANSWERED),
        [Why.DEADLINE_NEAR],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), WITHOUT_HOURS.values(), ids=WITHOUT_HOURS.keys())
def test_where_nobody_said_when_it_is_there_the_clock_counts(facts, expected):
    found = listed(facts, hours=None)
    assert whys(found) == ([tuple(expected)] if expected else [])


def test_hours_that_never_come_promise_nothing_and_the_clock_counts():
    closed = Hours(((),) * 7, zone="UTC")
    near = problem(deadline_at=moment(14), **ANSWERED)
    far = problem(2, deadline_at=moment(9, 0, 3), **ANSWERED)
    late = problem(3, came=moment(9, 0, -90), **ANSWERED)
    assert whys(listed(near, far, late, hours=closed)) == [(Why.DEADLINE_SOON,)] * 2


def branch(**facts):
    usual = {"problems": 0, "niggles": 4, "oldest_niggle": moment(9, 0, -60)}
    return BranchFacts("DEP", **{**usual, **facts})


def day(away):
    return TODAY + timedelta(days=away)


BRANCHES = {
    "a visit today": (branch(problems=2), [day(0)], [Why.VISIT_TODAY], (2, 4)),
    "a visit tomorrow": (branch(), [day(1)], [Why.VISIT_NEXT], (0, 4)),
    "a visit where nothing is open": (None, [day(1)], [Why.VISIT_NEXT], (0, 0)),
    "a visit the day after tomorrow": (branch(), [day(2)], [], None),
    "a visit in three weeks": (branch(), [day(21)], [Why.NIGGLES], (4, 0)),
    "niggles, and no visit known": (branch(), [], [Why.NIGGLES], (4, 0)),
    "niggles, and a visit last week": (branch(last_visit=day(-7)), [], [], None),
    "niggles, and a visit two months ago": (branch(last_visit=day(-60)), [], [Why.NIGGLES], (4, 0)),
    "niggles of this month": (branch(oldest_niggle=moment(9, 0, -9)), [], [], None),
    "two niggles": (branch(niggles=2), [], [], None),
    "no niggle": (branch(niggles=0, oldest_niggle=None), [], [], None),
    "a count without a first": (branch(oldest_niggle=None), [], [], None),
}


@pytest.mark.parametrize(("facts", "visits", "expected", "counts"), BRANCHES.values(), ids=BRANCHES)
@pytest.mark.rows("S13", "S14")
def test_a_branch_is_listed_for_a_visit_or_for_its_niggles(facts, visits, expected, counts):
    found = listed(
        branches=(facts,) if facts else (), visits=tuple(Visit("DEP", on) for on in visits)
    )
    assert whys(found) == ([tuple(expected)] if expected else [])
    if expected:
        assert (found.lines[0].reasons[0].count, found.lines[0].reasons[0].more) == counts
        assert (found.lines[0].key, found.lines[0].branch) == ("branch/DEP", "DEP")


@pytest.mark.rows("S14")
def test_on_a_friday_the_visit_on_monday_is_spoken_of():
    friday = moment(10, 0, 4)
    visits = (Visit("DEP", day(7)), Visit("DEP", day(9)))
    assert whys(listed(now=friday, visits=visits)) == [(Why.VISIT_NEXT,)]
    holiday = replace(HOURS, closed=(ClosedDay(day(7), "Thanksgiving"),))
    assert next_open_day(friday, holiday) == day(8)
    assert next_open_day(friday, None) == day(5)


def reasons(around):
    return whys(listed(around=around))


AROUND = {
    "all is well": (Surroundings(backups=FINE), []),
    "nobody knows": (Surroundings(), []),
    "unread": (Surroundings(unread=2, unread_newest="x.json"), [(Why.QUARANTINE,)]),
    "away": (Surroundings(away=Away("The share is away.", moment(9))), [(Why.AWAY,)]),
    "a copy failed": (
        Surroundings(backups=replace(FINE, failed_at=moment(10, 5), failure="Disk full.")),
        [(Why.BACKUP_FAILED,)],
    ),
    "the first copy failed": (
        Surroundings(backups=replace(FINE, last_good_at=None, failed_at=moment(9))),
        [(Why.BACKUP_FAILED,)],
    ),
    "a copy failed and the next did not": (
        Surroundings(backups=replace(FINE, failed_at=moment(9))),
        [],
    ),
    "the second place is old": (
        Surroundings(backups=replace(FINE, second_good_at=moment(9, 59, -7))),
        [(Why.SECOND_PLACE_OLD,)],
    ),
    "the second place is a week old": (
        Surroundings(backups=replace(FINE, second_good_at=moment(10, 0, -7))),
        [],
    ),
    "the second place was never reached": (
        Surroundings(backups=replace(FINE, second_good_at=None)),
        [(Why.SECOND_PLACE_OLD,)],
    ),
    "no second place": (
        Surroundings(backups=BackupFacts(MONDAY)),
        [(Why.SECOND_PLACE_NONE,)],
    ),
    "both at once": (
        Surroundings(backups=BackupFacts(failed_at=MONDAY)),
        [(Why.BACKUP_FAILED, Why.SECOND_PLACE_NONE)],
    ),
}


@pytest.mark.parametrize(("around", "expected"), AROUND.values(), ids=AROUND.keys())
def test_what_is_the_matter_around_the_database_is_one_line_each(around, expected):
    assert reasons(around) == expected


def test_a_known_problem_whose_end_is_over_is_listed_until_it_ends():
    over = Notice("Line down", "MIL", moment(8), id="a", until=moment(9))
    later = Notice("Other", "", moment(8), id="b", until=moment(15))
    found = listed(notices=(over, later, Notice("Open end", "", moment(8), id="c")))
    assert whys(found) == [(Why.NOTICE_OVER,)]
    assert (found.lines[0].key, found.lines[0].branch) == ("notice/a", "MIL")
    assert found.next_change_at == moment(15)


def test_what_is_not_settled_is_named_in_one_line():
    (line,) = listed(unsettled=("library", "branches")).lines
    assert (line.reasons[0].why, line.reasons[0].words) == (Why.SET_UP, "library branches")
    assert line.section is Section.SOON


def everything():
    """Lines of every kind, in the order in which they must stand."""
    problems = (
        problem(1, Priority.NOW, came=moment(8, 30)),
        problem(2, Priority.NOW, came=moment(9, 50)),
        problem(3, Priority.TODAY, came=moment(9, 0, -4)),
        problem(4, came=moment(9, 0, -6)),
        problem(5, came=moment(9, 30, -3)),
        problem(6, Priority.WHEN_WE_CAN, came=moment(9, 0, -9)),
        problem(7, came=moment(10, 45, -3)),
        problem(8, here_until=moment(10, 30), **ANSWERED),
        problem(9, deadline_at=moment(12), **ANSWERED),
        problem(10, Priority.NOW, **ANSWERED),
        problem(11, news=3, **ANSWERED),
        problem(12, Priority.TODAY, came=moment(9, 30)),
        problem(13, here_until=moment(16), **ANSWERED),
        problem(14, deadline_at=moment(9), **ANSWERED),
        problem(15, waiting_until=day(-1), **WAITS),
        problem(16, state=State.NOT_NOW, look_again_on=TODAY),
        problem(17, came=moment(9, 0, -9), **ANSWERED),
        problem(18, state=State.DOING, started_at=moment(9), **ANSWERED),
        problem(19, deadline_at=moment(16, 0, 1), **ANSWERED),
    )
    around = Surroundings(1, "x", BackupFacts(failed_at=MONDAY), Away("Away.", moment(9)))
    facts = {
        "branches": (branch(),),
        "closets": (ClosetFacts("OLD", "Closet 1"),),
        "visits": (Visit("CEN", TODAY), Visit("MIL", day(1))),
        "notices": (Notice("Line down", "", moment(8), id="a", until=moment(9)),),
        "unsettled": ("library",),
        "registered": 2,
        "setting_up": (SettingUpFacts("PC-1", moment(9)),),
        "counts": (
            CountFacts(1, "Fall", day(-2), day(-1), scans=9),
            CountFacts(2, "Late", day(-1), day(3), scans=1),
            CountFacts(3, "Old", day(-9), day(-9), is_finished=True, waiting=4),
            CountFacts(4, "Soon", day(1), day(3)),
            CountFacts(5, "Last", day(-1), TODAY, scans=7),
        ),
        "offers": (
            OfferFacts(1, "Eve", day(-9)),
            OfferFacts(2, "", day(-20), day(-1), 3),
            OfferFacts(3, "Bank", day(-12), TODAY, 1),
        ),
        "policy_review": TODAY,
    }
    return problems, around, facts


IN_ORDER = (
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
    "11", "12", "13", "14", "quarantine", "backup", "away", "branch/CEN", "15", "16", "17",
    "notice/a", "offer/1", "offer/2", "count/1", "count/5", "18",
    "19", "branch/MIL", "branch/DEP", "registered", "count/2", "count/3", "branch/OLD",
    "offer/3", "policy", "setting_up", "set_up",
)  # fmt: skip


@pytest.mark.rows("S58")
def test_closets_of_a_branch_are_one_chore_and_stand_with_its_visit():
    closets = (ClosetFacts("CEN", "A", day(-500)), ClosetFacts("CEN", "B"), ClosetFacts("CEN", "C"))
    (line,) = listed(closets=closets).lines
    (reason,) = line.reasons
    assert (line.key, line.section, reason.why) == ("branch/CEN", Section.SOON, Why.CLOSETS_DUE)
    assert (reason.count, reason.more, reason.words, reason.on) == (3, 1, "A, B", day(-500))
    found = listed(closets=closets, visits=(Visit("CEN", TODAY),))
    assert whys(found) == [(Why.VISIT_TODAY, Why.CLOSETS_DUE)]


def test_a_count_is_told_while_it_goes_on_when_it_is_over_and_until_all_is_decided():
    told = {line.key: line.reasons[0] for line in listed(**everything()[2]).lines}
    assert "count/4" not in told, "it begins tomorrow"
    over, goes_on, waits, last = (told[f"count/{number}"] for number in (1, 2, 3, 5))
    assert (last.why, last.on, last.count) == (Why.COUNT_LAST, TODAY, 7)
    assert (over.why, over.on, over.words) == (Why.COUNT_OVER, day(-1), "Fall")
    assert (goes_on.why, goes_on.on, goes_on.count) == (Why.COUNT_ENDS, day(3), 1)
    assert (waits.why, waits.count, waits.words) == (Why.COUNT_WAITS, 4, "Old")
    assert waits.fact == "waiting 4", "one more that is decided is news"


def test_an_offer_waits_for_an_answer_and_its_things_for_their_donor():
    told = {line.key: line for line in listed(**everything()[2]).lines}
    reasons = {key: line.reasons[0] for key, line in told.items()}
    waits, over, soon = (reasons[f"offer/{number}"] for number in (1, 2, 3))
    assert (waits.why, waits.on, waits.count) == (Why.OFFER_UNANSWERED, day(-9), 9)
    assert (over.why, over.on, over.count) == (Why.RETURN_OVER, day(-1), 3)
    assert (soon.why, soon.on, soon.count) == (Why.RETURN_SOON, TODAY, 1)
    assert [told[f"offer/{number}"].thing for number in (1, 2, 3)] == ["Eve", "", "Bank"]
    assert reasons["policy"].on == TODAY
    assert not listed(policy_review=day(1)).lines


def names(found):
    return tuple(str(line.problem.sequence) if line.problem else line.key for line in found.lines)


def test_the_list_stands_in_the_order_of_its_reasons_whatever_order_it_came_in():
    problems, around, facts = everything()
    for turned in (problems, problems[::-1], problems[::2] + problems[1::2]):
        assert names(listed(*turned, around=around, **facts)) == IN_ORDER


def test_every_reason_has_its_place_and_sections_follow_each_other():
    problems, around, facts = everything()
    problems += (problem(20, Priority.TODAY, came=moment(9, 30)),)
    meant = listed(problem(1, Priority.TODAY), hours=None)
    old = listed(around=Surroundings(backups=replace(FINE, second_good_at=None)))
    new = listed(untouched=1)
    work = listed(planned=(*planned(Clash(LETTER))["planned"], LATE))
    lent = listed(loans=(a_loan(1, -2), a_loan(2, 0), a_loan(3, 4, begins=1)))
    found = listed(*problems, around=around, **facts)
    told = {
        reason.why
        for one in (found, meant, old, new, work, lent)
        for line in one.lines
        for reason in line.reasons
    }
    assert told == set(Why)
    sections = [line.section for line in found.lines]
    order = list(Section)
    assert all(order.index(one) <= order.index(next_) for one, next_ in pairwise(sections))
    assert found.count() == sections.index(Section.SOON)


def test_nothing_appears_twice_and_the_strongest_reason_stands_first():
    one = problem(1, Priority.NOW, came=moment(8, 30), news=4, here_until=moment(11))
    found = listed(replace(one, deadline_at=moment(9)))
    assert whys(found) == [
        (
            Why.NOW_UNANSWERED,
            Why.PROMISE_BROKEN,
            Why.LEAVES_SOON,
            Why.SPOKE,
            Why.DEADLINE_OVER,
        )
    ]


def test_a_longer_list_is_cut_and_says_so():
    many = [problem(one, Priority.NOW) for one in range(1, LINES_LIMIT + 2)]
    found = listed(*many)
    assert (len(found.lines), found.is_cut) == (LINES_LIMIT, True)
    assert not listed(*many[1:]).is_cut
    assert listed(is_cut=True).is_cut


def marks_of(found, mark=Mark.NOT_MINE, until=None):
    return tuple(
        Marked(mark_key(line, reason), mark, until)
        for line in found.lines
        for reason in line.reasons
    )


NEWS = {
    "the reporter says something": {"news": 9},
    "the reporter says something more": {"news": 8},
    "it becomes more urgent": {"priority": Priority.TODAY},
    "the promise is broken": {"now": moment(16)},
    "another deadline": {"deadline_at": moment(9, 30, 1)},
    "the deadline is over": {"now": moment(10, 0, 1)},
    "the desk begins": {"state": State.DOING, "started_at": moment(9)},
}


@pytest.mark.parametrize("change", NEWS.values(), ids=NEWS.keys())
@pytest.mark.parametrize("mark", [Mark.NOT_MINE, Mark.LATER])
@pytest.mark.rows("S16")
def test_a_marked_line_comes_back_when_its_facts_change(change, mark):
    """Whatever was said to the line, it was said to the facts of that moment."""
    facts = {"came": moment(9, 30), "priority": Priority.THIS_WEEK, "news": 7}
    facts |= {"came": moment(15, 0, -3), "deadline_at": moment(9, 0, 1)}
    before = listed(problem(**facts))
    marks = marks_of(before, mark, None if mark is Mark.NOT_MINE else moment(9, 0, 9))
    assert names(listed(problem(**facts), marks=marks)) == ()
    changed = dict(change)
    now = changed.pop("now", MONDAY)
    assert names(listed(problem(**(facts | changed)), marks=marks, now=now)) == ("1",)


def test_a_reason_that_goes_away_brings_no_marked_line_back():
    facts = {"came": moment(9, 0, -9), "here_until": moment(11)}
    marks = marks_of(listed(problem(**facts)))
    assert names(listed(problem(**facts), marks=marks, now=moment(11, 30))) == ()


def test_a_line_that_was_put_off_is_back_at_its_time():
    late = problem(came=moment(9, 0, -9))
    marks = marks_of(listed(late), Mark.LATER, moment(8, 30, 1))
    found = listed(late, marks=marks)
    assert (names(found), found.hidden) == ((), 1)
    assert found.coming == Coming(day(1), at=moment(8, 30, 1))
    assert names(listed(late, marks=marks, now=moment(8, 30, 1))) == ("1",)


def test_what_is_done_is_not_counted_as_hidden():
    visits = (Visit("MIL", day(0)),)
    marks = marks_of(listed(visits=visits), Mark.DONE)
    found = listed(visits=visits, marks=marks)
    assert (names(found), found.hidden, found.coming) == ((), 0, None)


def test_a_pile_that_was_waved_through_is_back_when_it_has_grown():
    marks = marks_of(listed(branches=(branch(niggles=5),)))
    assert names(listed(branches=(branch(niggles=8),), marks=marks)) == ()
    assert names(listed(branches=(branch(niggles=10),), marks=marks)) == ("branch/DEP",)


CHANGES = {
    "midnight": ((), MONDAY, moment(0, 0, 1)),
    "a promise is pressing": ((problem(priority=Priority.TODAY),), MONDAY, moment(14)),
    "over lunch time stands still": (
        (problem(priority=Priority.TODAY),), moment(12, 30), moment(14)
    ),
    "a promise is over": ((problem(priority=Priority.NOW),), MONDAY, moment(11)),
    "somebody leaves soon": ((problem(here_until=moment(16), **ANSWERED),), MONDAY, moment(15)),
    "somebody leaves": ((problem(here_until=moment(11), **ANSWERED),), MONDAY, moment(11)),
    "a deadline presses": (
        (problem(deadline_at=moment(16, 30), **ANSWERED),), MONDAY, moment(11, 30)
    ),
    "a deadline is over": ((problem(deadline_at=moment(12), **ANSWERED),), MONDAY, moment(12)),
    "a fix is late": (
        (problem(came=moment(11, 0, -7), **ANSWERED),), MONDAY, moment(11)
    ),
}  # fmt: skip


@pytest.mark.parametrize(("problems", "now", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_it_knows_when_it_is_another_list_by_itself(problems, now, expected):
    found = listed(*problems, now=now)
    assert found.next_change_at == expected
    # The control: nothing has changed a moment before, and something has by then.
    if expected.date() == TODAY:
        sooner = listed(*problems, now=expected - timedelta(seconds=1))
        assert whys(sooner) == whys(found)
        assert whys(listed(*problems, now=expected)) != whys(found)


@pytest.mark.rows("S14")
def test_an_empty_list_knows_what_comes_next():
    assert listed().coming is None
    assert listed(next_wait=day(3)).coming == Coming(day(3))
    visits = (Visit("MIL", day(0)), Visit("MIL", day(4)))
    assert listed(visits=visits, next_wait=day(5)).coming == Coming(day(4), branch="MIL")


def test_later_is_the_next_morning_and_the_next_week():
    assert later_moments(MONDAY, HOURS) == (moment(8, 30, 1), moment(8, 30, 7))
    friday = moment(10, 0, 4)
    assert later_moments(friday, HOURS) == (moment(8, 30, 5), moment(8, 30, 7))
    assert later_moments(MONDAY, None) == (moment(8, 30, 1), moment(8, 30, 7))
    tuesday_off = replace(HOURS, closed=(ClosedDay(day(1)),))
    assert later_moments(MONDAY, tuesday_off) == tuple(moment(8, 30, one) for one in (1, 2, 7))
    assert later_moments(MONDAY, Hours(((),) * 7)) == (moment(8, 30, 1), moment(8, 30, 7))


def test_a_day_begins_with_its_hours():
    assert morning_of(day(2), MONDAY, HOURS) == moment(8, 30, 2)
    assert morning_of(day(5), MONDAY, HOURS) == moment(8, 30, 5)
    late = Hours((*[(Span(time(13), time(17)),)] * 5, (), ()), zone="UTC")
    assert morning_of(day(1), MONDAY, late) == moment(13, 0, 1)


def test_the_desk_s_own_day_counts():
    """At 23:30 in Chicago it is tomorrow in UTC; what is promised for this evening is today's."""
    chicago = timezone(timedelta(hours=-6))
    evening = datetime(2026, 11, 23, 23, 30, tzinfo=chicago)
    until_midnight = problem(here_until=datetime(2026, 11, 24, 5, 55, tzinfo=UTC), **ANSWERED)
    found = listed(until_midnight, now=evening)
    assert whys(found) == [(Why.LEAVES_SOON,)]
    waits = problem(waiting_until=date(2026, 11, 24), **WAITS)
    assert whys(listed(waits, now=evening)) == []


def test_reports_that_nobody_has_looked_at_are_told_by_number():
    new = problem(1, Priority.NOW, state=State.NEW)
    seen = problem(2, Priority.NOW)
    spoke = problem(3, Priority.NOW, news=5, has_news=True)
    other = problem(4, Priority.TODAY, state=State.NEW)
    found = listed(new, seen, spoke, other, unsettled=("library",))
    assert unseen_now(found) == {new.line.number, spoke.line.number}


def test_what_nobody_has_looked_at_is_one_line_beside_those_of_its_own():
    found = listed(untouched=3, untouched_newest=9)
    assert whys(found) == [(Why.UNTOUCHED,)]
    assert found.lines[0].reasons[0].count == 3
    mark = Marked(mark_key(found.lines[0], found.lines[0].reasons[0]), Mark.NOT_MINE)
    assert listed(untouched=3, untouched_newest=9, marks=[mark]).lines == ()
    assert listed(untouched=4, untouched_newest=10, marks=[mark]).lines, "a new one is news"


def a_loan(loan_id, ends, begins=None):
    """One that is out; with the day on which it begins, one that is booked."""
    first = TODAY + timedelta(days=-9 if begins is None else begins)
    last = TODAY + timedelta(days=ends)
    named = ("LT-1", "Loan laptop", "CEN", "Ada")
    return LoanFacts(loan_id, *named, first, last, is_out=begins is None)


@pytest.mark.rows("S54")
def test_loans_are_told_when_they_are_due_and_when_they_are_fetched():
    found = listed(loans=(a_loan(1, -2), a_loan(2, 0), a_loan(3, 4, begins=1)))
    told = [(line.key, line.thing, line.branch, line.section) for line in found.lines]
    named = ("LT-1, Loan laptop", "CEN", Section.TODAY)
    assert told == [("loan/1", *named), ("loan/3", *named), ("loan/2", *named)]
    reasons = [line.reasons[0] for line in found.lines]
    assert [one.why for one in reasons] == [Why.LOAN_OVERDUE, Why.LOAN_PICKUP, Why.LOAN_DUE]
    assert [one.count for one in reasons] == [2, 0, 0]
    assert {one.words for one in reasons} == {"Ada"}
    bare = replace(a_loan(1, 0), name="LT-1")
    assert listed(loans=(bare,)).lines[0].thing == "LT-1"


@pytest.mark.rows("S57", "S60")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (planned(), [(Why.CHANGE_UNTOLD,)]),
        (planned(draft_days=4), []),
        (planned(told_for=WORK_ON.on), []),
        (planned(on=TODAY - timedelta(days=1)), [(Why.CHANGE_OVERDUE,)]),
        (planned(Clash(LETTER)), [(Why.CHANGE_UNTOLD, Why.CHANGE_CLASH)]),
        (planned(Clash(LETTER), draft_days=0), [(Why.CHANGE_CLASH,)]),
        (planned(is_over=True), []),
    ],
)
def test_planned_work_is_told_when_something_is_to_be_done(facts, expected):
    assert whys(listed(**facts)) == expected


@pytest.mark.rows("S60")
def test_a_clash_is_news_when_the_register_or_the_day_is_another():
    (line,) = listed(**planned(Clash(LETTER), draft_days=0)).lines
    assert (line.key, line.reasons[0].count, line.section) == ("change/7", 1, Section.SOON)
    marks = (Marked(mark_key(line, line.reasons[0]), Mark.NOT_MINE),)
    assert not listed(marks=marks, **planned(Clash(LETTER), draft_days=0)).lines
    assert listed(
        marks=marks, **planned(Clash(LETTER), Clash(replace(LETTER, id=4)), draft_days=0)
    ).lines
    later = planned(Clash(LETTER), draft_days=0, on=WORK_ON.on + timedelta(days=30))
    assert listed(marks=marks, **later).lines


@pytest.mark.rows("S57")
def test_a_notice_of_planned_work_ends_without_a_question():
    told = Notice("No catalog.", "", MONDAY, "planned-7-0", until=MONDAY)
    assert not listed(notices=(told,)).lines


def test_machines_that_are_set_up_for_long_are_one_line_and_another_one_is_news():
    long = (SettingUpFacts("PC-1", moment(9, 0, -9), 4), SettingUpFacts("PC-2", moment(9, 0, -8)))
    found = listed(setting_up=long)
    assert whys(found) == [(Why.SETTING_UP,)]
    (line,) = found.lines
    (reason,) = line.reasons
    assert (line.key, line.section) == ("setting_up", Section.SOON)
    assert (reason.words, reason.count, reason.more, reason.on) == ("PC-1", 2, 4, day(-9))
    mark = Marked(mark_key(line, reason), Mark.NOT_MINE)
    assert listed(setting_up=long, marks=[mark]).lines == ()
    assert listed(setting_up=long[:1], marks=[mark]).lines


def test_computers_that_registered_themselves_are_one_line_and_a_new_one_is_news():
    found = listed(registered=3, registered_newest=9)
    assert whys(found) == [(Why.REGISTERED,)]
    (line,) = found.lines
    assert (line.section, line.reasons[0].count) == (Section.SOON, 3)
    mark = Marked(mark_key(line, line.reasons[0]), Mark.NOT_MINE)
    assert listed(registered=3, registered_newest=9, marks=[mark]).lines == ()
    assert listed(registered=4, registered_newest=10, marks=[mark]).lines
