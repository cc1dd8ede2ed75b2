"""Drill F6 at the desk: a clock that jumps removes nothing for good, and costs no copy.

What a wrong clock shows is put right with the clock. What it removes is gone: copies of the
database, pictures, names, collected files, a report that can still be put back.
"""

import sys
from datetime import UTC, datetime, timedelta
from random import Random, SystemRandom
from typing import Any

import pytest

from libdesk.domain.backups import NEWEST, Copy, is_due, thin
from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import Picture, State
from libdesk.domain.retention import PICTURES_DAYS, Closed
from libdesk.domain.retention import is_due as is_over
from libdesk.services.deleting import Deleting
from libdesk.services.drafts import Draft
from libdesk.services.errors import Conflict
from libdesk.services.upkeep import Upkeep
from tests.drills import jobs
from tests.services.fakes import Hands

DAY = timedelta(days=1)
YEAR_BACK, FIVE_AHEAD = -365 * DAY, 1826 * DAY
ALL = (View.ALL, Order())
START = datetime(2026, 11, 23, 14, tzinfo=UTC)
PICTURE = Picture("screen.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(40))


@pytest.fixture
def seed():
    """A new seed for each run; a failing test shows it."""
    number = SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {number}\n")
    return number


def copies_of(days, dice, jumps=0.03):
    """Copies of so many days, four a day, by a clock that is wrong on some; with the true day."""
    wrong = timedelta(0)
    for number in range(days * 4):
        if dice.random() < jumps:
            wrong = dice.choice([timedelta(0), YEAR_BACK, FIVE_AHEAD, -DAY, DAY])
        true = START + number * DAY / 4
        yield Copy(number + 1, true + wrong), true


def thinned_day_by_day(copies, thinning):
    kept: list[Copy] = []
    for copy, _ in copies:
        kept = list(thinning([*kept, copy]))
        yield copy, kept


def by_the_clock(copies):
    """The control: as one would thin by the time that stands in a copy's name."""
    ordered = sorted(copies, key=lambda copy: copy.made_at, reverse=True)
    return ordered[: NEWEST + 31]


def test_f06_the_newest_copies_are_kept_whatever_the_clock_says(seed):
    copies = list(copies_of(400, Random(seed)))
    for copy, kept in thinned_day_by_day(copies, thin):
        newest = {one.sequence for one in kept}
        wanted = range(max(1, copy.sequence - NEWEST + 1), copy.sequence + 1)
        assert newest >= set(wanted)


def test_f06_a_year_of_jumps_leaves_copies_of_many_months(seed):
    copies = list(copies_of(400, Random(seed), jumps=0.003))
    true = {copy.sequence: at for copy, at in copies}
    *_, (_, kept) = thinned_day_by_day(copies, thin)
    assert len(kept) <= 2 * (NEWEST + 12 + 10 + 9)
    months = {true[one.sequence].strftime("%Y-%m") for one in kept}
    assert len(months) >= 4, "a jump may cost some, never all but the last few"


def test_f06_control_thinned_by_the_clock_the_newest_are_lost(seed):
    copies = list(copies_of(400, Random(seed)))
    lost = [
        copy
        for copy, kept in thinned_day_by_day(copies, by_the_clock)
        if copy.sequence not in {one.sequence for one in kept}
    ]
    assert lost


@pytest.mark.parametrize("jump", [YEAR_BACK, FIVE_AHEAD])
def test_f06_a_copy_is_due_though_the_last_one_is_from_another_year(jump):
    assert is_due(START + jump, True, START)
    assert not is_due(START + jump, False, START)


@pytest.fixture
def line(tmp_path):
    """A desk with a problem that has been fixed, and a clock that was trusted for days."""
    at = Hands()
    with jobs.a_line(tmp_path / "data", lambda _: None, now=at) as made:
        line: Any = made
        line.at = at
        line.filing.submit(
            Draft("NET", "CEN", saw="No site opens.", pictures=(PICTURE,), contact="Maria")
        )
        line.deliver_and_collect()
        (kept,) = line.outbox.list()
        line.report_id = kept.report.id
        line.upkeep = Upkeep(line.database.unit, line.readers, line.database, at)
        for _ in range(3):
            line.upkeep.tend()
            at.move(days=1)
        version = line.inbox.get(line.report_id).version
        line.inbox.fix(line.report_id, "The cable.", version=version)
        yield line


def pictures(line):
    return line.inbox.get(line.report_id).report.pictures


@pytest.mark.parametrize("jump", [FIVE_AHEAD, YEAR_BACK])
def test_f06_a_jump_in_the_middle_of_the_day_removes_nothing(line, jump):
    line.at.at += jump
    for _ in range(3):
        line.upkeep.tend()
        line.at.move(hours=7)
    assert pictures(line) == (PICTURE,)
    line.at.at -= jump
    line.upkeep.tend()
    assert pictures(line) == (PICTURE,)
    for _ in range(5):
        line.at.move(days=7)
        line.upkeep.tend()
    assert pictures(line) == (), "set right, it counts as ever"


def test_f06_control_by_that_clock_it_would_have_gone(line):
    closed_at = line.inbox.get(line.report_id).closed_at
    assert is_over(Closed(closed_at), PICTURES_DAYS, line.at() + FIVE_AHEAD)


@pytest.mark.parametrize("jump", [FIVE_AHEAD, YEAR_BACK])
def test_f06_a_clock_that_jumps_back_and_forth_all_month_removes_nothing_early(line, jump, seed):
    dice = Random(seed)
    closed_at = line.inbox.get(line.report_id).closed_at
    true = line.at()
    stood: list[timedelta] = []
    for _ in range(120):
        true += DAY / 4
        # Never for a whole day: a clock that is wrong for longer is somebody's clock.
        choices = [timedelta(0), jump]
        stood.append(dice.choice([one for one in choices if stood[-3:] != [one] * 3]))
        line.at.at = true + stood[-1]
        line.upkeep.tend()
        if true - closed_at < PICTURES_DAYS * DAY:
            assert pictures(line) == (PICTURE,)


def test_f06_what_was_deleted_before_a_jump_back_is_gone_and_after_a_jump_ahead_too(line):
    deleting = Deleting(line.database.unit, line.at)
    version = line.inbox.get(line.report_id).version
    changes = deleting.delete(line.report_id, version=version, is_confirmed=True)
    line.at.at += YEAR_BACK
    line.upkeep.tend()
    with pytest.raises(Conflict):
        deleting.undo(line.report_id, changes)
    line.deliver_and_collect()
    assert line.inbox.sequences(*ALL) == ()


def test_f06_a_put_off_problem_keeps_its_state_and_its_day_through_any_jump(line):
    day = (line.at() + 10 * DAY).date()
    problem = line.inbox.get(line.report_id)
    line.inbox.start(line.report_id, version=problem.version)
    problem = line.inbox.get(line.report_id)
    line.inbox.put_off(line.report_id, "In summer.", day, version=problem.version)
    for jump in (FIVE_AHEAD, YEAR_BACK):
        line.at.at += jump
        line.upkeep.tend()
        line.at.at -= jump
    problem = line.inbox.get(line.report_id)
    assert (problem.state, problem.look_again_on) == (State.NOT_NOW, day)
    assert problem.report.pictures == (PICTURE,)
