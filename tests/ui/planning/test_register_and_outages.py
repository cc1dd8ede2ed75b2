"""The register and the log of outages, used by keys and clicks (S59, S60)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView

from libdesk.domain.outages import Lost, Outage
from libdesk.domain.requirements import About, Requirement, Says
from libdesk.services.inbox import Inbox
from tests.storage.made import new_problem, report

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
SYSTEM, THING = "Which system says so", "The thing"


def local(hour, minute=0, day=25):
    return datetime(2026, 11, day, hour, minute).astimezone(UTC)


def entries(room):
    return room.parts.register.list_all()


def outages(room):
    return room.parts.log.read().outages


@pytest.mark.rows("S60")
def test_an_entry_of_the_register_is_written_with_the_keys(register):
    assert "Nothing is written down yet." in register.words()
    register.ctrl(Qt.Key.Key_N)
    assert register.is_at(QLineEdit, SYSTEM)
    register.type(SYSTEM, "our catalog system")
    register.type(THING, "Windows 11")
    register.pick("The system…", "does not work with this version and later")
    register.ctrl(Qt.Key.Key_S)
    assert "Please write the version, such as 26H2." in register.words()
    assert register.is_at(QLineEdit, "Its version")
    register.type("Its version", "26H2")
    register.type("How you know", "a letter of the vendor")
    register.type("Support is promised from this day on (optional)", "2027-03-01")
    register.ctrl(Qt.Key.Key_S)
    (one,) = entries(register)
    assert (one.says, one.of_version) == (Says.FORBIDS_FROM, "26H2")
    assert (one.until, one.as_at) == (date(2027, 3, 1), date(2026, 11, 25))
    assert "Windows 11 26H2: does not work with this version and later" in register.lines()[0]


@pytest.mark.rows("S60")
@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (SYSTEM, " ", "Please write which system says so."),
        (THING, "", "Please write what it is about"),
        ("As at (empty: today)", "0001-01-01", "is a slip"),
        ("Known since (optional)", "31 Feb", "Type the day as"),
        ("Support is promised from this day on (optional)", "2026-01-01", "before the one"),
    ],
)
def test_the_register_refuses_beside_the_field(register, field, typed, told):
    register.press("New entry…")
    register.type(SYSTEM, "catalog")
    register.type(THING, "Windows 11")
    register.type("Known since (optional)", "2026-06-01")
    register.type(field, typed)
    register.press("Save")
    assert told in register.words()
    assert register.is_at(QLineEdit, field)
    assert entries(register) == ()


@pytest.mark.rows("S60")
def test_an_entry_is_changed_and_taken_back(register):
    register.parts.register.save(Requirement("catalog", About.BROWSER, "Edge", Says.REQUIRES))
    register.page.show_part(1)
    register.settle()
    register.type(THING, "Firefox")
    register.press("Save")
    assert entries(register)[0].name == "Firefox"
    register.press("Undo")
    assert entries(register)[0].name == "Edge"
    assert register.get(QLineEdit, THING).text() == "Edge"


@pytest.mark.rows("S59")
def test_an_outage_needs_two_times(log):
    assert "No outage is written down yet." in log.words()
    log.ctrl(Qt.Key.Key_N)
    assert log.is_at(QLineEdit, "Started")
    log.pick("Where", "Mill Pond")
    log.type("Started", "2026-11-24 9:10")
    log.type("Back", "2026-11-24 10:40")
    log.ctrl(Qt.Key.Key_S)
    (one,) = outages(log)
    assert (one.branch, one.started_at) == ("MIL", local(9, 10, day=24))
    assert one.back_at - one.started_at == timedelta(minutes=90)
    assert "1 h 30 min" in log.lines()[0]
    log.press("Outages by month")
    model = log.get(QTableView, "Outages by month").model()
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert cells == ["November 2026", "Mill Pond", "1", "1 h 30 min", ""]


@pytest.mark.rows("S59")
@pytest.mark.parametrize(
    ("started", "back", "told", "field"),
    [
        (" ", "", "Type when it began", "Started"),
        ("x" * 200, "", "Type the time as 9:10", "Started"),
        ("2026-11-24 9:10", "later", "Type the time as 9:10", "Back"),
        ("2026-11-24 9:10", "2026-11-24 9:00", "This is before it began.", "Back"),
        ("2026-12-24 9:10", "", "still to come", "Started"),
        ("0001-01-01 9:00", "", "Type the time as", "Started"),
        ("2024-11-24 9:10", "2026-11-24 9:00", "more than a year", "Started"),
    ],
)
def test_an_outage_is_refused_beside_its_field(log, started, back, told, field):
    log.press("New outage…")
    log.type("Started", started)
    log.type("Back", back)
    log.press("Save")
    assert told in log.words()
    assert log.is_at(QLineEdit, field)
    assert log.get(QLineEdit, "Started").text() == started
    assert outages(log) == ()


@pytest.mark.rows("S59")
def test_a_time_alone_is_the_last_one_that_was(log):
    log.press("New outage…")
    log.type("Started", "yesterday 16:00")
    here = NOW.astimezone()
    log.type("Back", f"{here.hour - 1:02}:00")
    log.press("Save")
    (one,) = outages(log)
    assert one.started_at == local(16, day=24)
    assert one.back_at == local(here.hour - 1)


@pytest.mark.rows("S59")
def test_what_was_stored_keeps_its_seconds_and_its_autumn_hour(log):
    start = datetime(2026, 11, 1, 6, 30, 7, tzinfo=UTC)
    log.parts.log.save(Outage("MIL", start, start + timedelta(minutes=5)))
    log.page.show_part(2)
    log.settle()
    log.type("Cause, as far as you know (optional)", "a digger")
    log.press("Save")
    assert outages(log)[0].started_at == start
    assert outages(log)[0].cause == "a digger"


@pytest.mark.rows("S59")
def test_words_for_a_letter_are_about_one_branch(log):
    for day in (23, 24):
        log.parts.log.save(Outage("MIL", local(9, day=day), local(10, day=day), cause="the line"))
    log.parts.log.save(Outage("CEN", local(8), local(9), Lost.POWER))
    log.press("Outages by month")
    assert not log.get(QPushButton, "Copy words for a letter").isEnabled()
    log.pick("Which branch", "Mill Pond")
    log.press("Copy words for a letter")
    words = QGuiApplication.clipboard().text()
    assert "our branch Mill Pond was down 2 times, for 2 h in all" in words
    assert words.count("Internet, the line") == 2
    assert "Power" not in words
    log.press("Print the log…")
    log.ctrl(Qt.Key.Key_P)
    assert log.printed == ["MIL", "MIL"]


@pytest.mark.rows("S59")
def test_a_closed_problem_is_offered_and_written_down(log):
    new = new_problem(report(category="NET", branch="MIL", title="Internet gone"))
    with log.open_unit(write=True) as unit:
        unit.problems.add([new])
    inbox = Inbox(log.open_unit, lambda: log.now, "IT")
    stored = inbox.get(new.problem.report.id)
    inbox.fix(stored.report.id, "Back.", version=stored.version)
    log.page.show_part(2)
    log.settle()
    assert f"{stored.report.number} at Mill Pond is closed. Was something away?" in log.words()
    log.press("Write it down…")
    log.press("Save")
    (one,) = outages(log)
    assert (one.problem, one.branch) == (stored.report.number, "MIL")
    assert "Was something away?" not in log.words()


@pytest.mark.rows("S59")
def test_without_outages_the_months_say_what_to_do_and_trouble_is_told(log):
    log.press("Outages by month")
    assert "No outage is written down yet." in log.words()
    assert not log.seen(QPushButton, "Print the log…")
    log.is_away = True
    log.page.show_part(3)
    log.settle()
    assert "The database is away." in log.words()
    log.is_away = False
    log.press("Try again")
    assert "The database is away." not in log.words()
