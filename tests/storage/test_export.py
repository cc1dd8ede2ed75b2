"""An export of a real database: whole, of one moment, and nothing left where it was stopped."""

import csv
import shutil
import sqlite3
import stat
import threading
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy import text as sql

from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.domain.attachments import Attachment, FileKind, Owner, OwnerKind
from libdesk.domain.bulletin import Identity, Notice, Step
from libdesk.domain.cells import restore
from libdesk.domain.count_results import Decision
from libdesk.domain.disposal import Condition, Departure, How, Retirement
from libdesk.domain.donation_items import Gift
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Donor, Kind, Machine, Offer, OfferId
from libdesk.domain.equipment import Tag
from libdesk.domain.export_subjects import SUBJECTS
from libdesk.domain.exports import DATABASE, PICTURES, READ_ME
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.item_fields import FIELDS
from libdesk.domain.item_history import ChangeKind, ChangeSet
from libdesk.domain.item_lists import Dates
from libdesk.domain.knowledge import Checklist, Section, Sheet, Slot
from libdesk.domain.knowledge import Step as SheetStep
from libdesk.domain.loans import Loan, LoanState
from libdesk.domain.money import Money
from libdesk.domain.outages import Outage
from libdesk.domain.places import Branch
from libdesk.domain.planned_changes import Every, PlannedChange
from libdesk.domain.planned_changes import Unit as Counted
from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import Event, Fact, FollowUp, FollowUpKind, Picture
from libdesk.domain.promises import Lead, Target
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.registrations import Registration
from libdesk.domain.reimaging import LineMark, Occasion, Removed, begun, with_mark
from libdesk.domain.reimaging import Mark as LineIs
from libdesk.domain.requirements import About, Requirement, Says
from libdesk.domain.requirements import Target as Change
from libdesk.domain.rooms import Room
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Outcome, Spot
from libdesk.domain.wiping import Method, WipeRecord
from libdesk.files import DISK, Disk
from libdesk.services import sample_views
from libdesk.services.count_results import CountResults
from libdesk.services.donation_stores import (
    KeptLetter,
    KeptLine,
    KeptPolicy,
    KeptVerdict,
    Override,
)
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.exporting import Exporting
from libdesk.services.item_changes import add_records, change_records
from libdesk.services.item_gates import Rules
from libdesk.services.kept_rules import KeptRules
from libdesk.services.kept_sheets import KeptSheet
from libdesk.services.kept_views import KeptView
from libdesk.services.settled import Mark
from libdesk.services.stocktake import Stocktaking
from libdesk.storage import export_item_rows, export_rows
from libdesk.storage.database import Database
from libdesk.storage.export_files import PART, ExportFiles
from libdesk.storage.schema import metadata
from tests.storage.made import START, new_problem, reply, report, store

SECRETS = (b"seal key that nobody may have..!", b"sign key that nobody may have..!")
HOSTILE = "=cmd|'/C calc'!A0\n@SUM(1)\n'typed\n\té ł 李 العربية 🙂"
NOT_EXPORTED = {
    "desk_keys": "private",
    "problem_words": "made anew from the reports whenever it is needed",
}
SHEET_STEP = SheetStep("Look.", Slot("It", b"\xff\xd8\xff pixels"))
SHEET = Sheet("own-1", "=Sheet", "Anyone", "Always", (SHEET_STEP,), START.date(), version=3)
PRINTER = Record(
    Tag("LB-1"),
    "@printer",
    "printer",
    "CEN",
    status=Status.SPARE,
    serial="00123",
    tpm=False,
    price=Money(123450, "EUR"),
    replace_on=date(2030, 1, 1),
    is_only_one=True,
    custom={"Port": "A"},
)
OTHER = Record(Tag("LB-2"), "printer", "printer", "CEN", status=Status.SPARE)
RULES = Rules(lambda record: Dates(record.replace_on), lambda _: False)
PICTURE = Picture("..\\evil.exe", "image/png", b"\x89PNG pixels")


def fill(database):
    """Something in every table."""
    first = report(
        title=HOSTILE.splitlines()[0],
        saw=HOSTILE,
        guess="-1",
        contact="+49 30 1234567",
        pictures=(PICTURE, PICTURE),
        effect=Effect(
            Stopped.SEVERAL, HowBad.BADLY, deadline_at=START, risks=frozenset({Risk.MONEY})
        ),
        answers={"sees": ("faint", "gray"), "paper": "yes"},
        facts=(Fact("computer", "CEN-PC-04"),),
        here_until=START,
    )
    other, test = report(title="Other", item="LB-0"), report(title="Test")
    added = report(saw="More", follow_up=FollowUp(first.id, FollowUpKind.SAID))
    alone = report(saw="Alone", follow_up=FollowUp(first.id, FollowUpKind.HURTS))
    store(database, *map(new_problem, (first, other, test, added, alone)))
    with database.unit(write=True) as unit:
        unit.problems.attach([added.id], first.id)
        unit.joined.add([other.id], first.id)
        unit.replies.add(first.id, reply(HOSTILE, by="IT"), goes_out_at=START)
        unit.problems.note(first.id, Event(START, "IT", "answered", HOSTILE))
        unit.deleted.mark(test.id, START, expected_version=1)
        unit.deleted.wipe([test.id], START)
        unit.places.save_branch(Branch("CEN", "=Central"))
        change_set = ChangeSet(START, "IT", ChangeKind.IMPORT, "=list.csv")
        came = [replace(PRINTER, tag=Tag("LB-0")), OTHER]
        printer, spare = add_records(unit, RULES, change_set, came).records
        moved = replace(PRINTER, room="+Closet", price=None, custom={"Port": "-B"})
        moved = replace(moved, id=printer.id, version=printer.version)
        edited = replace(change_set, kind=ChangeKind.EDIT)
        swap = change_records(unit, RULES, edited, [moved]).change
        unit.stand_ins.add(swap, printer.id, spare.id)
        save_run(unit, swap, printer.id)
        save_disposal(unit, swap, printer.id)
        save_donation(unit)
        unit.places.set_hours(
            Hours(
                ((Span(time(8, 30), time(17)),), *((),) * 6),
                (ClosedDay(date(2026, 12, 25), "Christmas"),),
                "America/Chicago",
            )
        )
        unit.places.set_targets([Target(Priority.NOW, Lead(timedelta(minutes=30)), Lead())])
        unit.places.set_ladder([Step("the branch lead", "+1 555 0101", "after a day")])
        unit.places.set_visits("CEN", [START.date()])
        unit.notices.save(Notice("Printing is slow.", "CEN", START, "n1"))
        room = Owner(OwnerKind.ROOM, unit.rooms.add(Room("CEN", "=Closet")))
        unit.attachments.add(
            Attachment(room, "ab" * 32, "-a.png", FileKind.PNG, 3, START, "IT", HOSTILE)
        )
        unit.sheets.save(KeptSheet("own-1", START.date(), SHEET), START)
        save_planning(unit)
        unit.item_views.add(KeptView("v1", "=Old ones", {}))
        unit.own_rules.save(KeptRules("kinds", {"note": HOSTILE}, START.date(), 1))
        unit.registrations.add([Registration(first.id, START, {"name": HOSTILE})])
        unit.desk.set_word("library", "Larkmere")
        unit.desk.set_secrets(*SECRETS, Identity(b"p" * 32, b"v" * 32))
    sample_views.play(database.unit, load_lifecycle, START)
    count(database)
    with database.unit(write=True) as unit:
        due = START.date() + timedelta(days=3)
        lent = Loan(spare.id, "=Ada", START.date(), due, LoanState.OUT, HOSTILE, HOSTILE, START)
        unit.loans.save(lent, Mark(1, START, "IT"))
    return first, other, added, alone


def count(database):
    """A counting day that has ended, with something decided."""
    counting = Stocktaking(database.unit, lambda: START, "IT")
    results = CountResults(database.unit, lambda: RULES, lambda: START, "IT")
    day = START.date()
    begun = counting.begin("=Count", day, day, [Spot("CEN"), Spot("CEN", "=Closet")])
    counting.paste(begun.id, "@CEN\nLB-1\n=X-1\n")
    ended = results.finish(begun.id)
    unknown = next(one for one in ended.results if one.outcome is Outcome.UNKNOWN)
    results.decide(begun.id, [unknown.place], Decision.NOT_OURS, "=a visitor's")


def save_run(unit, change, item):
    sections = (Section("=First", ("-Wipe it", "Games")),)
    checklist = Checklist("list", "=List", "PC", "When", sections, (), START.date())
    excused = LineMark(LineIs.EXCUSED, "IT", START, HOSTILE)
    run = begun(change, item, checklist, Occasion.NEW, START, "IT")
    removed = (Removed("=Old games", LineMark(LineIs.TICKED, "IT", START)),)
    tried = LineMark(LineIs.TICKED, "=Robin", START)
    unit.reimagings.add(replace(with_mark(run, 1, excused), confirmed=tried, removed=removed))


def save_disposal(unit, change, item):
    unit.disposals.retire(change, Retirement(item, HOSTILE, Condition.WORKS, "IT", START))
    unit.gifts.add(Gift(item, OfferId(1), HOSTILE, change))
    day = START.date()
    wipe = WipeRecord(item, "shred", Method.DESTROY, DiskKind.SSD, "=IT", day, note=HOSTILE)
    unit.disposals.wipe(change, wipe)
    price = Money(123450, "EUR")
    gone = Departure(item, How.SOLD, day, "=school", ("R2",), price=price, decided_on=day)
    unit.disposals.depart(change, gone)


def save_donation(unit):
    machine = Machine(kind=Kind.LAPTOP, make="=Dell", notes=HOSTILE)
    offer = Offer(Donor("=Eve", address=HOSTILE), START.date(), (machine,), updated_at=START)
    line = KeptLine("age", "soft", "=old", is_known=False, points=-3)
    kept = unit.donations.add(offer, [KeptVerdict(Verdict.MAYBE, 1, (line,))])
    unit.donations.override(kept, Override(0, Verdict.SPARE, "=IT", HOSTILE, START))
    unit.donations.write(kept, KeptLetter("declined", "en", HOSTILE, "=IT", START))
    unit.donations.add_policy(KeptPolicy(1, {"title": HOSTILE}, START, "=IT", "=new"))


def save_planning(unit):
    mark, day = Mark(1, START, "IT"), date(2026, 12, 3)
    target, yearly = Change(About.SYSTEM, "Windows 11", "26H2"), Every(1, Counted.YEARS)
    work = PlannedChange("=Update", day, branches=("CEN", "MIL"), every=yearly, target=target)
    unit.planning.changes.save(work, mark)
    letter = Requirement("the catalog", About.BROWSER, "Edge", Says.REQUIRES, as_at=day)
    unit.planning.requirements.save(letter, mark)
    unit.planning.outages.save(Outage("CEN", START, cause="storm"), mark)


def export(
    database,
    folder,
    clock,
    progress=lambda _done, _of: True,
    pause=lambda _seconds: None,
    disk=DISK,
):
    target = ExportFiles(folder, lambda: nullcontext(database), pause=pause, disk=disk)
    return Exporting(target, clock, "1.2", {"PRINT": "Printer"}).run(progress)


def table(folder, key):
    with (folder / f"{key}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "made" / "for it"


def test_every_table_is_in_it_or_is_named_with_its_reason():
    questions = {**export_rows._QUESTIONS, **export_rows._SEVERAL}
    asked = [question for question, _ in questions.values()]
    exported = {
        one.name for question in asked for one in _tables(question) if one.name in metadata.tables
    }
    assert exported | set(NOT_EXPORTED) == set(metadata.tables)
    assert set(questions) == {subject.key for subject in SUBJECTS}


def _tables(question):
    for one in question.get_final_froms():
        stack = [one]
        while stack:
            here = stack.pop()
            stack += [
                part
                for part in (getattr(here, "left", None), getattr(here, "right", None))
                if part is not None
            ]
            if hasattr(here, "name"):
                yield here


def test_all_is_there_and_the_sums_are_those_of_the_files(database, clock, out):
    first, other, added, alone = fill(database)
    exported = export(database, out, clock)
    text = (out / READ_ME).read_text("utf-8-sig")
    for subject in SUBJECTS:
        rows = table(out, subject.key)
        assert exported.rows[subject.key] == len(rows), subject.key
        assert rows or subject.key == "today", subject.key
        line = next(line for line in text.splitlines() if line.startswith(f"  {subject.file} "))
        assert f" {len(rows)} row" in line
    one, two = table(out, "problems")
    assert restore(one["What they saw"]) == HOSTILE
    assert restore(one["Whom to ask"]) == "+49 30 1234567"
    assert (one["Id"], two["Id"]) == (str(first.id), str(other.id))
    assert two["Read with"] == first.number
    assert (one["How soon"], one["State"]) == ("this week", "new")
    assert (one["Who is stopped"], one["How bad"], one["At stake"]) == (
        "several",
        "badly",
        "money",
    )
    assert one["Deadline (UTC)"] == one["There until (UTC)"] == f"{START:%Y-%m-%d %H:%M:%S}"
    assert one["Answers"] == "sees: faint, gray; paper: yes"
    assert one["Facts"] == "computer: CEN-PC-04"
    later = table(out, "follow-ups")
    assert [(row["Id"], row["On its own"]) for row in later] == [
        (str(added.id), "no"),
        (str(alone.id), "yes"),
    ]
    assert {row["Goes on from"] for row in later} == {str(first.id)}
    answers = table(out, "answers")
    assert [row["Id"] for row in answers] == [str(first.id), str(other.id)], "both heard it"
    assert {(restore(row["Words"]), row["Who"]) for row in answers} == {(HOSTILE, "IT")}
    assert [row["Name"] for row in table(out, "branches")] == ["'=Central"]
    printer, _ = table(out, "items")
    assert (printer["Serial"], restore(printer["Room"])) == ("00123", "+Closet")
    assert (printer["Status"], printer["TPM 2.0"], printer["Only one"]) == ("spare", "no", "yes")
    assert (printer["Price"], printer["Currency"]) == ("", "")
    assert (printer["Own fields"], printer["Replace by"]) == ("Port: -B", "2030-01-01")
    imported, edited, *_ = table(out, "item-changes")
    assert (imported["How"], restore(imported["File"]), imported["Items"]) == (
        "import",
        "=list.csv",
        "2",
    )
    assert (edited["Who"], edited["At (UTC)"]) == ("IT", f"{START:%Y-%m-%d %H:%M:%S}")
    told = [row for row in table(out, "item-history") if row["Change"] == edited["Change"]]
    assert [(row["Field"], row["Was"], restore(row["Became"])) for row in told] == [
        ("Label", "LB-0", "LB-1"),
        ("Room", "", "+Closet"),
        ("Price", "1234.50 EUR", ""),
        ("Port", "A", "-B"),
    ]
    assert {row["Label"] for row in told} == {"LB-1"}
    (relabeled,) = table(out, "item-relabelings")
    assert (relabeled["Id"], relabeled["Was"], two["Item"]) == (str(other.id), "LB-0", "LB-1")
    assert [row["Name"] for row in table(out, "own-fields")] == ["Port"]
    (stand_in,) = table(out, "stand-ins")
    assert (stand_in["Away"], stand_in["Stands in"]) == ("LB-1", "LB-2")
    assert (stand_in["Since (UTC)"], stand_in["Until (UTC)"]) == (edited["At (UTC)"], "")
    assert table(out, "hours") == [{"Day": "Monday", "Opens": "08:30", "Closes": "17:00"}]
    (promise,) = table(out, "promises")
    assert (promise["First answer, minutes"], promise["Fix, minutes"]) == ("30", "")


def test_what_was_set_up_is_in_it_line_by_line(database, clock, out):
    fill(database)
    export(database, out, clock)
    (run,) = table(out, "re-imaging")
    assert (run["Label"], run["Why"], restore(run["Checklist"])) == ("LB-1", "new", "=List")
    assert (run["Begun by"], run["Begun at (UTC)"]) == ("IT", f"{START:%Y-%m-%d %H:%M:%S}")
    assert (run["How it ended"], run["Ended by"]) == ("", "")
    assert (restore(run["Tried by"]), bool(run["Tried at (UTC)"])) == ("=Robin", True)
    first, second, removed = table(out, "re-imaging-lines")
    assert (removed["Section"], restore(removed["Line"])) == ("", "=Old games")
    assert (removed["Mark"], removed["Who"]) == ("ticked", "IT")
    assert (restore(first["Section"]), restore(first["Line"])) == ("=First", "-Wipe it")
    assert (first["Mark"], first["Who"], second["Mark"], second["Who"]) == (
        "open",
        "",
        "excused",
        "IT",
    )
    assert restore(second["Because"]).startswith("=cmd")


def test_what_cannot_be_read_of_an_item_is_exported_as_it_was_found(database, clock, out):
    fill(database)
    with database.unit(write=True) as unit:
        for spoil in (
            "UPDATE items SET custom = '[1', status = 'sold', price = 5, currency = 'XOF'",
            "UPDATE item_history SET fields = '[[1'",
            "UPDATE reimagings SET document = '[[1'",
        ):
            unit.items._connection.execute(sql(spoil))
    export(database, out, clock)
    printer, _ = table(out, "items")
    assert (printer["Own fields"], printer["Status"], printer["Price"]) == ("[1", "sold", "5")
    assert {(row["Field"], row["Became"]) for row in table(out, "item-history")} == {("", "[[1")}
    assert [row["Checklist"] for row in table(out, "re-imaging")] == ["[[1"]
    assert table(out, "re-imaging-lines") == []


def test_every_field_of_a_record_is_in_the_table_of_items_under_its_name():
    names = export_item_rows._NAMES
    assert set(FIELDS) | {"custom", "currency", "replace_by", "support_ends", "id"} == set(names)


def test_no_cell_is_a_formula(database, clock, out):
    fill(database)
    export(database, out, clock)
    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    for line in cell.splitlines():
                        assert not line.lstrip(" \t").startswith(("=", "+", "-", "@")), path


def test_the_tables_hold_no_key_and_every_file_is_private(database, clock, out):
    fill(database)
    export(database, out, clock)
    for path in (out, *out.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
        if path.is_file() and path.name != DATABASE:
            content = path.read_bytes()
            assert not any(
                secret in content or secret.hex().encode() in content for secret in SECRETS
            )


def test_pictures_are_files_that_the_table_names(database, clock, out):
    first, *_ = fill(database)
    export(database, out, clock)
    rows = table(out, "pictures")
    assert [row["File"] for row in rows] == [f"{first.id}.1.png", f"{first.id}.2.png"]
    (of_sheet,) = table(out, "sheet-pictures")
    assert (of_sheet["File"], of_sheet["Sheet"]) == ("sheet-own-1.1.jpg", "own-1")
    assert (of_sheet["Step"], of_sheet["Bytes"]) == ("1", "10")
    assert (out / PICTURES / of_sheet["File"]).read_bytes() == b"\xff\xd8\xff pixels"
    (sheet,) = table(out, "sheets")
    assert (restore(sheet["Title"]), sheet["Version"]) == ("=Sheet", "3")
    assert "Look." in sheet["Text"]
    assert {path.name for path in (out / PICTURES).iterdir()} == {
        row["File"] for row in (*rows, of_sheet)
    }
    for row in rows:
        content = (out / PICTURES / row["File"]).read_bytes()
        assert content == PICTURE.content
        assert int(row["Bytes"]) == len(content)
        assert row["Name"] == PICTURE.name


def test_the_copy_of_the_database_opens_and_is_sound(sqlite_file, clock, out):
    with closing(Database.open(sqlite_file, now=clock)) as database:
        first, *_ = fill(database)
        assert export(database, out, clock).has_database
    assert "private keys" in (out / READ_ME).read_text("utf-8-sig")
    with closing(Database.open(out / DATABASE, now=clock)) as copy:
        assert not [trouble for _, trouble in copy.check() if trouble]
        with copy.unit() as unit:
            assert unit.problems.get(first.id).report.saw
            assert unit.desk.secrets() == SECRETS


def test_of_a_server_it_says_where_the_copy_is_made(server_url, clock, out):
    with closing(Database.open(server_url, now=clock)) as database:
        fill(database)
        assert not export(database, out, clock).has_database
    assert not (out / DATABASE).exists()
    assert "pg_dump" in (out / READ_ME).read_text("utf-8-sig")


def test_both_databases_export_the_same(both, clock, tmp_path):
    news = [new_problem(report(title=f"P{number}", saw=HOSTILE)) for number in range(7)]
    texts = []
    for number, database in enumerate(both):
        store(database, *news)
        out = tmp_path / str(number)
        export(database, out, clock)
        texts.append({path.name: path.read_bytes() for path in out.glob("*.csv")})
        texts[-1].pop("settings.csv")  # each library has its own id
    assert texts[0] == texts[1]


def make_large(database):
    """So large that a copy takes several steps."""
    store(database, *[new_problem(report(saw="x" * 9000)) for _ in range(200)])


def test_it_is_of_one_moment_whatever_is_filed_meanwhile(database, clock, out):
    fill(database)
    make_large(database)
    filed = []

    def file_one(*_):
        filed.append(store(database, new_problem(report(title="meanwhile"))))
        return True

    # Between two steps of a copy; of a server, which knows no steps, between two rows.
    is_file = database.path is not None
    how = {"pause": file_one} if is_file else {"progress": file_one}
    exported = export(database, out, clock, **how)
    assert filed
    ids = {row["Id"] for key in ("problems", "follow-ups") for row in table(out, key)}
    assert {row["Id"] for row in table(out, "history")} <= ids
    assert exported.rows["problems"] + exported.rows["follow-ups"] == len(ids)
    if exported.has_database:
        with closing(sqlite3.connect(out / DATABASE)) as copy:
            assert copy.execute("SELECT count(*) FROM problems").fetchone()[0] == len(ids)
    else:
        with database.unit() as unit:
            asked = select(func.count()).select_from(metadata.tables["problems"])
            assert unit._connection.execute(asked).scalar_one() > len(ids)


@pytest.mark.parametrize("moment", [0, 1, 2])
def test_stopped_it_leaves_nothing_not_even_a_folder(database, clock, out, moment):
    fill(database)
    left = iter([True] * moment)
    assert export(database, out, clock, lambda _done, _of: next(left, False)) is None
    assert not out.parent.exists()
    assert export(database, out, clock) is not None


class FailingDisk(Disk):
    """Puts some things in their place, and then no more."""

    def __init__(self, replaced):
        super().__init__()
        self.left = replaced

    def replace(self, source, target):
        if not self.left:
            raise OSError(5, "Input/output error")
        self.left -= 1
        super().replace(source, target)

    def sync_folder(self, folder):
        assert folder.is_dir()
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("replaced", [0, 1, 5, 100])
@pytest.mark.parametrize("is_there", [True, False])
def test_one_that_fails_while_it_is_put_in_its_place_leaves_nothing(
    database, clock, out, replaced, is_there
):
    fill(database)
    if is_there:
        out.mkdir(parents=True)
    disk = FailingDisk(replaced)
    with pytest.raises(Unavailable, match="Nothing is left of it"):
        export(database, out, clock, disk=disk)
    assert disk.left < replaced or not replaced, "something was in its place already"
    assert list(out.iterdir() if is_there else out.parent.parent.glob("made*")) == []


def test_an_empty_folder_that_was_there_stays(database, clock, out):
    out.mkdir(parents=True)
    assert export(database, out, clock, lambda _done, _of: False) is None
    assert list(out.iterdir()) == []
    assert export(database, out, clock) is not None


def test_nothing_is_ever_written_over(database, clock, out):
    out.mkdir(parents=True)
    mine = out / "problems.csv"
    mine.write_text("mine")
    with pytest.raises(Refusal, match="not empty"):
        export(database, out, clock)
    assert [path.name for path in out.iterdir()] == [mine.name]
    assert mine.read_text() == "mine"
    with pytest.raises(Refusal, match="is a file"):
        export(database, mine, clock)


def test_what_a_sudden_end_left_is_removed(database, clock, out):
    (out / PART).mkdir(parents=True)
    (out / PART / "problems.csv").write_text("half")
    assert export(database, out, clock) is not None
    assert not (out / PART).exists()


def test_where_nothing_can_be_written_it_is_said_and_nothing_stays(database, clock, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="could not be written"):
        export(database, tmp_path / "file" / "below", clock)


def test_a_folder_that_goes_away_leaves_a_sentence_and_no_trace(database, clock, out):
    fill(database)

    def take_away(done, of):
        if done > of / 2:
            shutil.rmtree(out, ignore_errors=True)
        return True

    with pytest.raises(Unavailable, match="Nothing is left of it"):
        export(database, out, clock, take_away)
    assert not out.exists()


def test_nobody_waits_for_it(filled, clock, out):
    """While it runs, reports are stored on another thread as if it did not."""
    with closing(Database.open(filled, now=clock)) as database:
        over, stored = threading.Event(), []

        def go_on_storing():
            while not over.is_set():
                store(database, new_problem(report(title="meanwhile")))
                stored.append(1)

        storing = threading.Thread(target=go_on_storing)
        storing.start()
        try:
            for number in range(3):
                export(database, out / str(number), clock)
        finally:
            over.set()
            storing.join()
        assert len(stored) > 3


def test_planned_work_the_register_and_the_outages_are_in_it(database, clock, out):
    fill(database)
    export(database, out, clock)
    (change,) = table(out, "planned-changes")
    assert (restore(change["What"]), change["On"]) == ("=Update", "2026-12-03")
    assert (change["Every"], change["Branches"]) == ("1 years", "CEN, MIL")
    assert (change["Name"], change["Its version"], change["Over"]) == ("Windows 11", "26H2", "no")
    (letter,) = table(out, "requirements")
    assert (letter["System"], letter["Says"]) == ("the catalog", "works only with")
    (outage,) = table(out, "outages")
    assert (outage["Branch"], outage["Back (UTC)"], outage["Cause"]) == ("CEN", "", "storm")
    assert outage["Changed by"] == "IT"


def test_counting_days_are_in_it_with_what_was_decided(database, clock, out):
    fill(database)
    export(database, out, clock)
    (campaign,) = table(out, "stocktakes")
    assert (restore(campaign["Title"]), campaign["Places"]) == ("=Count", "CEN")
    assert (campaign["State"], campaign["From"]) == ("finished", START.date().isoformat())
    scans = table(out, "stocktake-scans")
    assert [(restore(row["Code"]), row["Item"], row["How"]) for row in scans] == [
        ("LB-1", "LB-1", "pasted"),
        ("=X-1", "", "pasted"),
    ]
    results = table(out, "stocktake-results")
    assert [(row["Outcome"], restore(row["Code"]), row["Expected"]) for row in results] == [
        ("found", "LB-1", "yes"),
        ("missing", "LB-2", "yes"),
        ("unknown", "=X-1", "no"),
    ]
    assert (results[0]["Seen at branch"], results[1]["Seen at branch"]) == ("CEN", "")
    assert results[2]["Decision"] == "not ours"
    assert restore(results[2]["Decision note"]) == "=a visitor's"


def test_places_that_cannot_be_read_are_exported_as_they_were_found(database, clock, out):
    fill(database)
    with database.unit(write=True) as unit:
        unit._connection.exec_driver_sql("UPDATE stocktakes SET spots = '[1]'")
    export(database, out, clock)
    (campaign,) = table(out, "stocktakes")
    assert campaign["Places"] == "[1]"
