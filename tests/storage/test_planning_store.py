"""Planned work, the register and the log of outages, in both databases."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import text

from libdesk.domain.outages import Lost, Outage
from libdesk.domain.planned_changes import Every, PlannedChange, Unit, with_clashes
from libdesk.domain.requirements import About, Requirement, Says, Target
from libdesk.services.settled import Mark
from libdesk.storage.database import Database
from libdesk.storage.planning_rows import planned
from tests.storage.made import START

WORDS = "Ł 李 العربية 🙂 <b>&"
DAY = date(2026, 12, 3)
REQUIREMENT = Requirement(
    WORDS, About.BROWSER, "Firefox", Says.NOT_BEFORE, "140", "a letter", DAY, DAY, DAY, WORDS
)
CHANGE = PlannedChange(
    WORDS,
    DAY,
    WORDS,
    ("CEN", "MIL"),
    "all public PCs",
    time(22),
    time(0),
    Every(2, Unit.WEEKS),
    DAY,
    DAY,
    3,
    Target(About.SYSTEM, "Windows 11", "26H2"),
    WORDS,
    DAY,
    DAY,
    is_over=True,
)
OUTAGE = Outage(
    "MIL", START, datetime(2026, 11, 27, tzinfo=UTC), Lost.WIFI, WORDS, "ISP", WORDS, "N"
)
KINDS = (("requirements", REQUIREMENT), ("changes", CHANGE), ("outages", OUTAGE))
BARE = (
    ("requirements", Requirement("a", About.SYSTEM, "b", Says.FORBIDS)),
    ("changes", PlannedChange("a", DAY)),
    ("outages", Outage("MIL", START)),
)


def save(database, kind, entry, version=1):
    with database.unit(write=True) as unit:
        return getattr(unit.planning, kind).save(entry, Mark(version, START, "IT (desk)"))


def read(database, kind):
    with database.unit() as unit:
        return getattr(unit.planning, kind).all()


@pytest.mark.rows("S57", "S59", "S60")
@pytest.mark.parametrize(("kind", "entry"), KINDS + BARE)
def test_what_is_stored_comes_back_whole(database, kind, entry):
    entry_id = save(database, kind, entry)
    stored = replace(entry, id=entry_id, version=1)
    assert read(database, kind) == (stored,)
    with database.unit() as unit:
        entries = getattr(unit.planning, kind)
        assert entries.get(entry_id) == stored
        assert entries.mark(entry_id) == Mark(1, START, "IT (desk)")
        assert entries.count() == 1
        assert entries.get(entry_id + 1) is entries.mark(entry_id + 1) is None


@pytest.mark.parametrize(("kind", "entry"), KINDS)
def test_a_change_takes_the_place_of_what_was(database, kind, entry):
    entry_id = save(database, kind, entry)
    assert save(database, kind, replace(entry, id=entry_id, note="new"), version=2) == entry_id
    assert read(database, kind) == (replace(entry, id=entry_id, note="new", version=2),)


@pytest.mark.parametrize(("kind", "entry"), KINDS)
def test_what_was_removed_can_be_put_back_under_its_id(database, kind, entry):
    entry_id = save(database, kind, entry)
    with database.unit(write=True) as unit:
        getattr(unit.planning, kind).remove(entry_id)
        getattr(unit.planning, kind).remove(entry_id)
    assert read(database, kind) == ()
    assert save(database, kind, replace(entry, id=entry_id), version=2) == entry_id
    assert save(database, kind, entry) > entry_id


@pytest.mark.parametrize(
    ("kind", "entry", "damage"),
    [
        ("requirements", REQUIREMENT, "UPDATE requirements SET says = 'hums' WHERE id = :id"),
        ("changes", CHANGE, "UPDATE planned_changes SET begins = 'noon' WHERE id = :id"),
        ("outages", OUTAGE, "UPDATE outages SET lost = 'sleep' WHERE id = :id"),
    ],
)
def test_a_damaged_one_hides_no_other(database, kind, entry, damage):
    bad, good = save(database, kind, entry), save(database, kind, entry)
    with database.unit(write=True) as unit:
        unit._connection.execute(text(damage), {"id": bad})
    assert [one.id for one in read(database, kind)] == [good]


def test_an_outage_in_a_year_that_cannot_be_shown_is_left_out(database):
    save(database, "outages", replace(OUTAGE, back_at=datetime(9999, 1, 1, tzinfo=UTC)))
    save(database, "outages", replace(OUTAGE, started_at=datetime(2, 1, 1, tzinfo=UTC)))
    assert read(database, "outages") == ()


@pytest.mark.rows("S57", "S60")
def test_the_first_look_reads_the_same_by_plain_sql(sqlite_file, clock):
    opened = Database.open(sqlite_file, now=clock)
    left = replace(CHANGE, target=Target(About.BROWSER, "Firefox", "100"), is_over=False)
    for kind, entry in (*BARE[:2], ("requirements", REQUIREMENT), ("changes", left)):
        save(opened, kind, entry)
    bad = save(opened, "changes", CHANGE)
    with opened.unit(write=True) as unit:
        unit._connection.execute(
            text("UPDATE planned_changes SET ends = 'x' WHERE id = :id"), {"id": bad}
        )
    with opened.unit() as unit:
        whole = with_clashes(unit.planning.changes.all(), unit.planning.requirements.all())
    opened.close()
    with closing(sqlite3.connect(sqlite_file)) as file:
        looked = planned(lambda asked, given: file.execute(asked, given).fetchall())
    assert looked == whole
    assert len(whole) == 2
    assert whole[1].clashes
