"""Words of planned work: its lines, the notice that is drafted, and a letter to the provider."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QLocale

from libdesk.domain.outages import Lost, Outage, by_month
from libdesk.domain.planned_changes import Every, Planned, PlannedChange, Unit
from libdesk.domain.requirements import About, Clash, Requirement, Says
from libdesk.ui.planning.wording import (
    about_words,
    away_words,
    change_line,
    clash_words,
    clashes_words,
    every_words,
    hours_words,
    length_words,
    letter_words,
    lost_words,
    notice_draft,
    outage_line,
    requirement_line,
    says_words,
    told_words,
    unit_words,
)

DAY = date(2026, 12, 3)
NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
WORK = PlannedChange("Update", DAY, draft_days=0)
LETTER = Requirement("our catalog", About.SYSTEM, "Windows 11", Says.FORBIDS, "26H2")
NAMES = {"MIL": "Mill Pond"}


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def test_every_kind_has_words():
    kinds = (
        *map(about_words, About),
        *map(says_words, Says),
        *map(lost_words, Lost),
        *map(unit_words, (None, *Unit)),
    )
    assert all(kinds)
    told = {told_words(replace(LETTER, says=says)) for says in Says}
    assert len(told) == len(Says)
    assert "Our catalog needs Windows 11 26H2 or later." in told


@pytest.mark.rows("S57")
@pytest.mark.parametrize(
    ("parts", "today", "expected"),
    [
        ({}, date(2026, 11, 25), "Thursday, December 3, 2026: Update. You should notice nothing."),
        ({"notice": "No catalog."}, DAY, "Today: Update. No catalog."),
        (
            {"begins": time(22), "ends": time(2)},
            DAY,
            "Today from 10:00 PM to 2:00 AM the next day: Update. You should notice nothing.",
        ),
        ({"begins": time(9)}, DAY, "Today from 9:00 AM on: Update. You should notice nothing."),
    ],
)
def test_the_draft_says_when_what_and_what_is_noticed(parts, today, expected):
    draft = notice_draft(replace(WORK, **parts), today)
    assert draft.replace("\N{NARROW NO-BREAK SPACE}", " ") == expected


@pytest.mark.rows("S57")
def test_a_line_says_what_presses_most():
    def first(work=WORK, clashes=(), today=date(2026, 11, 25)):
        return change_line(Planned(work, clashes), NAMES, today)

    assert first() == ("Thu, Dec 3", "All branches", False)
    assert first(today=date(2026, 12, 5))[0].endswith("is it done?")
    assert first(clashes=(Clash(LETTER),))[2]
    due = replace(WORK, draft_days=30, every=Every(2, Unit.MONTHS), branches=("MIL", "GONE"))
    assert first(due) == ("Thu, Dec 3: tell staff", "Mill Pond, GONE · every 2 months", True)
    told = replace(due, told_for=DAY)
    assert first(told)[1].endswith("staff are told")
    over = replace(WORK, is_over=True, done_on=date(2026, 11, 24))
    assert first(over) == ("Done yesterday", "All branches", False)
    assert every_words(Every(1, Unit.WEEKS)) == "every week"
    assert hours_words(None, time(9)).startswith("until 9:00")
    assert hours_words(None, None) == ""


@pytest.mark.rows("S60")
def test_a_clash_says_what_is_sure_and_what_was_promised():
    promised = replace(LETTER, until=date(2027, 3, 1), source="letter", as_at=DAY)
    told = clash_words(Clash(promised, is_promised=True))
    assert "Support was promised for Mon, Mar 1, 2027: ask whether it is there." in told
    assert "Source: letter, as at Thu, Dec 3, 2026." in told
    assert "It depends on the version" in clash_words(Clash(promised, is_certain=False))
    assert "Support is promised for" in clash_words(Clash(promised))
    assert clashes_words(()) == ""
    assert clashes_words([Clash(LETTER)] * 9).endswith("And 3 more, under Won’t work with.")
    assert "promised for" in requirement_line(promised)[1]


@pytest.mark.rows("S59")
def test_what_is_still_away_is_said_so():
    going_on = Outage("MIL", NOW - timedelta(minutes=5), cause="digger")
    first, rest, presses = outage_line(going_on, NAMES, NOW)
    assert first.startswith("Away since")
    assert (rest, presses) == ("Mill Pond · digger", True)
    words = letter_words(by_month([going_on], None, NOW), [going_on], "Mill Pond", NOW)
    assert "was down once, for 5 min." in words
    assert "still down (5 min): Internet, digger" in words
    assert "open hours" not in words
    assert [away_words(one) for one in by_month([going_on], None, NOW)] == ["5 min so far"]
    assert length_words(timedelta(hours=2)) == "2 h"
