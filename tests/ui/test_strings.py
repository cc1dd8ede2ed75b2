"""The words for enums and times."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from libdesk.domain.bulletin import Notice
from libdesk.domain.priority import HowBad, Priority, Stopped
from libdesk.domain.problems import Progress, Reply, ReplyKind, State
from libdesk.domain.promises import Promise
from libdesk.services.ports import Kept
from libdesk.services.problems import Thread
from libdesk.ui import strings
from tests.services.fakes import START, a_report

NOON = datetime(2026, 11, 21, 12, 0).astimezone()
ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 copies"), (1, "1 copy"), (2, "2 copies"), (12_000, "12,000 copies")]
)
def test_one_is_told_as_one(count, told):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    try:
        assert strings.counted(count, "1 copy", "{count} copies") == told
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("words", "enum"),
    [
        (strings.priority_words, Priority),
        (strings.soon_words, Priority),
        (strings.state_words, State),
        (strings.progress_words, Progress),
        (strings.next_words, Progress),
        (strings.stopped_words, Stopped),
        (strings.how_bad_words, HowBad),
    ],
)
def test_each_value_has_words_of_its_own(words, enum):
    assert len({words(value) for value in enum}) == len(enum)


def test_staff_never_see_a_number_for_a_priority():
    assert [strings.priority_words(each) for each in Priority] == [
        "Now", "Today", "This week", "When we can",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON.replace(hour=11, minute=40), "11:40 today"),
        (NOON - timedelta(days=1), "12:00 yesterday"),
        (NOON + timedelta(days=1), "12:00 tomorrow"),
        (NOON + timedelta(days=3), "Tue 24 Nov, 12:00"),
        (NOON - timedelta(days=400), "Fri 17 Oct 2025, 12:00"),
    ],
)
def test_times_are_told_by_this_computers_clock(at, words):
    assert strings.time_words(at.astimezone(UTC), NOON.astimezone(UTC), ENGLISH) == words


def test_a_day_in_another_year_has_its_year():
    assert strings.day_words(date(2027, 1, 5), date(2026, 11, 21), ENGLISH) == "Tue 5 Jan 2027"


def kept(*states, progress=Progress.IN_INBOX, until=None):
    replies = tuple(
        Reply(number, ReplyKind.STATE, START, state=state, until=until)
        for number, state in enumerate(states, 1)
    )
    return Thread(Kept(a_report(), progress, replies))


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (kept(progress=Progress.KEPT), "Kept on this PC"),
        (kept(progress=Progress.HANDED_OVER), "Handed over"),
        (kept(State.NEW), "In IT’s inbox"),
        (kept(State.NEW, State.SEEN), "IT has read it"),
        (kept(State.SEEN, State.DOING, None), "IT is working on it"),
        (kept(State.WAITING), "Waiting"),
        (kept(State.WAITING, until=date(2026, 11, 24)), "Waiting, until tomorrow"),
        (kept(State.NOT_NOW, until=date(2026, 11, 24)), "Not now; looked at again tomorrow"),
        (kept(State.FIXED), "Fixed"),
        (kept(State.FIXED, State.NEW), "In IT’s inbox"),
        (kept(State.NOT_NOW, State.NEW, until=date(2026, 11, 24)), "In IT’s inbox"),
    ],
)
def test_where_a_report_stands(standing, words):
    assert strings.standing_words(standing, START) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.SEEN, "Answered"), (State.DOING, "IT is working on it"), (State.FIXED, "Fixed")],
)
def test_a_report_that_was_answered_says_so(state, words):
    answer = Reply(1, ReplyKind.ANSWER, START, "Try the other tray.", state=state)
    standing = Thread(Kept(a_report(), Progress.IN_INBOX, (answer,)))
    assert strings.standing_words(standing, START) == words


def test_an_unknown_fact_is_shown_by_its_key():
    assert strings.fact_words("serial_number") == "Serial number"
    assert strings.fact_words("computer") == "Computer"


def test_what_to_do_first_where_something_is_unsafe():
    words = strings.danger_words(("reply to it", "pay anything"), "555-0142").splitlines()
    assert words[0] == "Do this now:"
    assert words[1].startswith("First stop")
    assert words[2:] == ["Then call 555-0142.", "Please don’t: reply to it; pay anything."]
    assert strings.danger_words((), "").splitlines()[2:] == ["Then phone IT or fetch them."]
    told = strings.danger_words((), "", ("Get away from it.", "Tell somebody."))
    assert told.splitlines()[:3] == ["Do this now:", "Get away from it.", "Tell somebody."]


BACK = START + timedelta(hours=18)
BY = START + timedelta(hours=19)
LATER = START + timedelta(hours=2)


@pytest.mark.rows("S15")
@pytest.mark.parametrize(
    ("promise", "niggle", "words"),
    [
        (Promise(START, None, None), False, "Today: among the first things IT looks at."),
        (Promise(START, LATER, None), False, "Today: IT answers by {later}."),
        (Promise(START, BY, None), False, "IT answers by {by}."),
        (Promise(BACK, BY, None), False, "IT is back at {back} and answers by {by}."),
        (Promise(START, None, None), True, "IT looks at it on the next visit to your branch."),
        (
            Promise(START, None, None, date(2026, 11, 27)),
            True,
            "IT looks at it on the next visit: Fri 27 Nov.",
        ),
    ],
)
def test_a_promise_is_a_time_by_the_clock_and_says_when_it_is_back(promise, niggle, words):
    by, back = strings.time_words(BY, START), strings.time_words(BACK, START)
    said = strings.promise_words(Priority.TODAY, promise, START, niggle=niggle)
    assert said == words.format(by=by, back=back, later=strings.time_words(LATER, START))


def test_until_when_a_fix_is_aimed_at():
    assert strings.aim_words(Promise(START, BY, None), START) == ""
    by = strings.time_words(BY, START)
    assert strings.aim_words(Promise(START, BY, BY), START) == (
        f"IT aims to have it fixed by {by}."
    )


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("promise", "deadline_at", "is_too_late"),
    [
        (Promise(START, None, None), START, False),
        (Promise(START, BY, None), None, False),
        (Promise(START, BY, None), BY, False),
        (Promise(START, BY, None), BY - MINUTE, True),
        (Promise(START, START, BY), BY - MINUTE, True),
        (Promise(START, START, BY), BY, False),
    ],
)
@pytest.mark.parametrize("phone", ["", "555-0142"])
def test_whoever_needs_it_sooner_is_told_to_call(promise, deadline_at, is_too_late, phone):
    said = strings.sooner_words(promise, deadline_at, phone)
    assert said.startswith("You need it sooner than that: please ") == is_too_late
    assert (phone in said) if is_too_late else not said


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (5, "5 minutes"),
        (89, "89 minutes"),
        (90, "2 hours"),
        (11 * 60, "11 hours"),
        (16 * 60, "2 working days"),
        (24 * 60, "3 working days"),
    ],
)
def test_open_time_is_told_in_words(minutes, words):
    assert strings.span_words(minutes) == words


@pytest.mark.rows("S20")
def test_a_known_problem_says_who_is_waited_for_until_when_and_how_many():
    whole = Notice("The line is down.", "", START, "n", "NET", BY, "the provider", 3)
    since, by = strings.time_words(START, START), strings.time_words(BY, START)
    assert strings.notice_words(whole, START) == (
        f"Known: The line is down. Waiting for the provider since {since}. "
        f"Expected back by {by}. 3 reports say the same."
    )
    over = strings.notice_words(whole, BY + timedelta(hours=1))
    assert "Expected back" not in over


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en_US", "Mon, Nov 30"),
        ("en_GB", "Mon 30 Nov"),
        ("en_CA", "Mon 30 Nov"),
        ("C", "Mon 30 Nov"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(locale, words):
    today = date(2026, 11, 24)
    used = QLocale(locale)
    assert strings.day_words(date(2026, 11, 30), today, used) == words
    year = strings.day_words(date(2027, 11, 30), today, used)
    assert year.startswith("Tue")
    assert year.endswith("2027")
