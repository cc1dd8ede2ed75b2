"""Known problems: told, changed, ended, and counted by the reports that name them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.bulletin import Notice
from libdesk.domain.problems import FollowUp, FollowUpKind
from libdesk.storage.database import Database
from tests.storage.made import START, new_problem, report, store

PRINTING = Notice(
    "The printer prints gray.\nA new drum is on its way.",
    "FER",
    START,
    id="n1",
    category="PRINT",
    until=START + timedelta(hours=5),
    waits_for="the copier firm",
)
LINE = Notice("The internet is slow.", "", START + timedelta(hours=1), id="n2", category="NET")


def save(database, *notices):
    with database.unit(write=True) as unit:
        for notice in notices:
            unit.notices.save(notice)


def told(database):
    with database.unit() as unit:
        return unit.notices.open()


@pytest.mark.rows("S20")
def test_known_problems_come_back_whole_newest_first(database):
    assert told(database) == ()
    save(database, PRINTING, LINE)
    assert told(database) == (LINE, PRINTING)


def test_a_known_problem_is_changed_by_its_id(database):
    save(database, PRINTING, LINE)
    mended = replace(PRINTING, text="It prints again, slowly.", until=None, waits_for="")
    save(database, replace(mended, count=7))
    assert told(database) == (LINE, mended)


@pytest.mark.rows("S20")
def test_each_report_that_names_it_counts_once_and_follow_ups_do_not(database):
    save(database, PRINTING, LINE)
    first, *_ = store(
        database,
        new_problem(report(notice="n1")),
        new_problem(report(notice="n1")),
        new_problem(report(notice="gone")),
        new_problem(report()),
    )
    told_more = FollowUp(first, FollowUpKind.SAID)
    store(database, new_problem(report(notice="n1", follow_up=told_more)))
    assert [(one.id, one.count) for one in told(database)] == [("n2", 0), ("n1", 2)]


def test_one_that_ended_is_told_no_more_and_stays_ended(database):
    save(database, PRINTING, LINE)
    with database.unit(write=True) as unit:
        unit.notices.close("n1", START + timedelta(hours=2))
        unit.notices.close("n1", START + timedelta(hours=3))
        unit.notices.close("never told", START)
        assert [unit.notices.is_open(one) for one in ("n1", "n2", "", "' OR 1=1")] == [
            False,
            True,
            False,
            False,
        ]
    save(database, PRINTING)
    assert told(database) == (LINE,)


def test_an_end_that_is_taken_back_keeps_what_was_said(database):
    save(database, PRINTING, LINE)
    store(database, new_problem(report(notice="n1")))
    before = told(database)
    with database.unit(write=True) as unit:
        unit.notices.close("n1", START + timedelta(hours=2))
        unit.notices.reopen("n1")
        unit.notices.reopen("n2")
        unit.notices.reopen("never told")
    assert told(database) == before


def test_words_that_no_database_holds_are_mended(database):
    save(database, replace(LINE, text="a\0b\ud800", waits_for="\0"))
    (one,) = told(database)
    assert (one.text, one.waits_for) == ("ab\ufffd", "")


def test_a_damaged_known_problem_is_left_out_and_the_others_are_told(sqlite_file, clock, caplog):
    database = Database.open(sqlite_file, now=clock)
    try:
        save(database, PRINTING, LINE, replace(LINE, id="n0", since=START))
        with closing(sqlite3.connect(sqlite_file)) as connection, connection:
            connection.execute("UPDATE notices SET until = 'soon' WHERE id = 'n1'")
        assert [one.id for one in told(database)] == ["n2", "n0"]
        assert "damaged row" in caplog.text
    finally:
        database.close()
