"""The words for enums and times."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from libdesk.domain.priority import HowBad, Priority, Stopped
from libdesk.domain.problems import Progress, Reply, ReplyKind, State
from libdesk.services.ports import Kept
from libdesk.ui import strings
from tests.services.fakes import START, a_report

NOON = datetime(2026, 11, 21, 12, 0).astimezone()
ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


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
    return Kept(a_report(), progress, replies)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (kept(progress=Progress.KEPT), "Kept on this PC"),
        (kept(progress=Progress.HANDED_OVER), "Handed over"),
        (kept(State.NEW), "In IT’s inbox"),
        (kept(State.NEW, State.SEEN), "IT has read it"),
        (kept(State.SEEN, State.DOING, None), "IT is working on it"),
        (kept(State.WAITING), "Waiting"),
        (kept(State.WAITING, until=date(2026, 11, 24)), "Waiting until tomorrow"),
        (kept(State.NOT_NOW, until=date(2026, 11, 24)), "Not now; looked at again tomorrow"),
        (kept(State.FIXED), "Fixed"),
    ],
)
def test_where_a_report_stands(standing, words):
    assert strings.standing_words(standing, START) == words


def test_an_unknown_fact_is_shown_by_its_key():
    assert strings.fact_words("serial_number") == "Serial number"
    assert strings.fact_words("computer") == "Computer"


def test_what_to_do_first_where_something_is_unsafe():
    words = strings.danger_words(("reply to it", "pay anything"), "555-0142")
    assert words.splitlines()[1:] == [
        "Then call 555-0142.",
        "Please don’t reply to it, pay anything.",
    ]
    assert len(strings.danger_words((), "").splitlines()) == 1
