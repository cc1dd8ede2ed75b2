"""import items and import undo as a script sees them; files that come out, and go in again."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from libdesk.app.import_commands import write_fix_these
from libdesk.app.import_jobs import FileImport, KeptMaps
from libdesk.app.item_rules import item_rules, kind_words
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.list_files import write_list
from libdesk.app.single_instance import SingleInstance
from libdesk.domain.item_headings import WHY_REFUSED
from libdesk.domain.item_import import Choices, Fate, Stock
from libdesk.domain.item_lists import ItemFilter
from libdesk.domain.kinds import KindRule
from libdesk.domain.money import Money
from libdesk.domain.places import Branch
from libdesk.domain.statuses import Status
from libdesk.services.backups import Stopped
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.item_export import ItemExport, Shape
from libdesk.services.item_import import ItemImport
from libdesk.services.item_rules import ItemRules
from libdesk.storage.database import Database
from tests.app.test_commands import Commands
from tests.domain.made_lists import item, snipe_csv
from tests.storage.made import SetClock

TODAY = SetClock()().date()


@pytest.fixture
def commands(tmp_path):
    return Commands(tmp_path / "data")


def rows(path):
    """Return all rows of all tables but SQLite's own."""
    with closing(sqlite3.connect(path)) as found:
        names = [
            name
            for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {name: found.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def counts(document):
    return tuple(document[name] for name in ("rows", "new", "changed", "same", "refused"))


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def three_bad(number, row):
    """Make three rows of a list bad, each in its own way."""
    if number == 10:
        row["Purchase Date"] = "last spring"
    if number == 2_000:
        row |= {"Purchase Cost": "about five", "Notes": "=1+1"}
    if number == 4_990:
        row |= dict.fromkeys(("Asset Tag", "Serial", "Asset Name", "Manufacturer"), "")
        row |= dict.fromkeys(("Model", "Category"), "")
    return row


def test_five_thousand_rows_with_three_bad_ones(commands, tmp_path):
    """Bad input B71, B69."""
    source = snipe_csv(tmp_path / "assets.csv", 5_000, three_bad)
    fix, kept = tmp_path / "fix.csv", tmp_path / "map.json"
    assert counts(commands.json("import", "items", source, "--dry-run")) == (5_000, 4_997, 0, 0, 3)
    assert not (commands.data / "libdesk.sqlite").exists()
    told = commands.json("import", "items", source, "--fix-these", fix, "--save-map", kept)
    assert counts(told) == (5_000, 4_997, 0, 0, 3)
    bad = [one for one in told["fates"] if one["fate"] == "refused"]
    # Each row's notes have two lines, which is no reason to count a row twice.
    assert [one["row"] for one in bad] == [11, 2_001, 4_991]
    assert "last spring" in bad[0]["why"]
    headings, *lines = read_csv(fix)
    assert headings[:3] == [WHY_REFUSED, "ID", "Company"]
    assert "WiFi Password" not in headings
    assert [line[0] for line in lines] == [one["why"] for one in bad]
    assert lines[1][headings.index("Notes")] == "'=1+1"
    again = commands.json("import", "items", source)
    assert counts(again) == (5_000, 0, 0, 4_997, 3)
    mended = [list(line) for line in lines]
    mended[0][headings.index("Purchase Date")] = "02/28/2023"
    mended[1][headings.index("Purchase Cost")] = "$5"
    mended[2][headings.index("Asset Tag")] = "LV-04990"
    with fix.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headings, *mended])
    assert counts(commands.json("import", "items", fix)) == (3, 3, 0, 0, 0)
    with closing(sqlite3.connect(commands.data / "libdesk.sqlite")) as found:
        assert found.execute("SELECT count(*) FROM items").fetchone() == (5_000,)
        query = "SELECT notes FROM items WHERE tag = 'LV-02000'"
        assert found.execute(query).fetchone() == ("=1+1",)
    assert json.loads(kept.read_text("utf-8"))["columns"]["Asset Tag"] == "tag"


def test_undo_leaves_the_database_as_it_was(commands, tmp_path):
    first = snipe_csv(tmp_path / "first.csv", 20)
    second = snipe_csv(tmp_path / "second.csv", 30)
    commands.json("import", "items", first)
    path = commands.data / "libdesk.sqlite"
    before = rows(path)
    assert counts(commands.json("import", "items", second, "--dry-run")) == (30, 10, 0, 20, 0)
    assert rows(path) == before
    assert (
        "libdesk import undo takes it all back." in commands.run("import", "items", second).stdout
    )
    assert rows(path) != before
    assert commands.json("import", "undo") == {"title": "second.csv", "items": 10}
    assert rows(path) == before
    assert "20 items are as before it" in commands.run("import", "undo").stdout
    assert "No list was read in" in commands.run("import", "undo", code=1).stderr


def test_twins_wait_for_a_choice_that_a_map_can_hold(commands, tmp_path):
    """Bad input B70."""
    source = tmp_path / "list.csv"
    source.write_text("Label,Serial,Name\nA-1,S1,x\nA-2,S1,y\nA-3,S3,z\n")
    ran = commands.run("import", "items", source, "--dry-run")
    assert ran.stdout.startswith("3 rows = 1 new + 0 changed + 0 same + 2 refused.")
    assert "row 2: Rows 2 and 3 have the same serial number, S1." in ran.stdout
    assert "--fix-these FILE" in ran.stdout
    said = tmp_path / "map.json"
    said.write_text(json.dumps({"twins": {"serial:s1": 3}}))
    told = commands.json("import", "items", source, "--map", said)
    assert counts(told) == (3, 2, 0, 0, 1)
    assert told["fates"][0]["why"] == "Row 3 counts for the serial number S1."


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("list.csv", "", "This file is empty"),
        ("none.csv", None, "can't be read"),
        ("map.json", "{", "no JSON"),
        ("map.json", "[]", "one JSON object"),
        ("map.json", '{"columns": {"Label": "pasword"}}', "This mapping can’t be used"),
        ("gone.json", None, "can't be read"),
    ],
)
def test_what_can_not_be_read_is_refused_in_one_sentence(commands, tmp_path, name, text, why):
    source, said = tmp_path / "good.csv", tmp_path / name
    source.write_text("Label\nA-1\n")
    if text is not None:
        said.write_text(text)
    asked = (said,) if name.endswith(".csv") else (source, "--map", said)
    ran = commands.run("import", "items", *asked, "--dry-run", code=1)
    assert why in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_while_the_desk_is_open_only_a_dry_run_is_possible(commands, tmp_path):
    source = snipe_csv(tmp_path / "assets.csv", 2)
    commands.json("import", "items", source)
    desk = SingleInstance("desk", commands.data)
    assert desk.take()
    try:
        assert "LibDesk is open" in commands.run("import", "items", source, code=1).stderr
        assert counts(commands.json("import", "items", source, "--dry-run")) == (2, 0, 0, 2, 0)
    finally:
        desk.release()


def test_what_is_odd_and_what_is_left_out_is_told(commands, tmp_path):
    source = tmp_path / "list.csv"
    lines = ["Label,Serial,Owner,PIN", "A-1,1.23E+11,Jane,1234", "A-2,00123,Jane,99"]
    source.write_text("\n".join(lines))
    ran = commands.run("import", "items", source, "--dry-run")
    assert "a spreadsheet program has cut long numbers, such as 1.23E+11" in ran.stderr
    assert "Left out (about people): “Owner”." in ran.stdout
    assert "Left out (password or key): “PIN”." in ran.stdout
    assert "Jane" not in ran.stdout + ran.stderr
    assert counts(commands.json("import", "items", source, "--dry-run")) == (2, 2, 0, 0, 0)


def test_wrong_usage_is_told_as_such(commands):
    assert "WHAT" in commands.run("import", code=2).stderr
    assert "FILE" in commands.run("import", "items", code=2).stderr


def test_a_file_that_can_not_be_written_takes_nothing_from_the_import(commands, tmp_path):
    source = snipe_csv(tmp_path / "assets.csv", 2)
    ran = commands.run("import", "items", source, "--save-map", tmp_path / "no" / "map.json")
    assert "can't be written" in ran.stderr
    assert ran.stdout.startswith("2 rows = 2 new")


@pytest.fixture
def desk(tmp_path):
    """A list with its services, without a window."""
    clock = SetClock()
    database = Database.open(tmp_path / "here.sqlite", now=clock)
    with database.unit(write=True) as unit:
        unit.places.save_branch(Branch("CEN", "Larkmere Central"))
        unit.places.save_branch(Branch("FER", "Ferndale Road"))
    rules = item_rules(TODAY)
    yield (
        Equipment(database.unit, lambda: rules, clock),
        ItemImport(database.unit, lambda: rules, clock, kinds=kind_words),
        ItemExport(database.unit),
    )
    database.close()


WHOLE = item(
    "LV-1", "=PC-01", "public PC", "CEN", "@Reading room", make="Dell", model="-OptiPlex",
    serial="00123", memory_gb=15, tpm=True, secure_boot=False, system="Windows 11", edition="Pro",
    price=Money(74950, "EUR"), bought_on=TODAY, notes="two\n=lines, “x”; \t'y'",
    custom={"Wall port": "+A-1", "Serial": "'=other", "Owner": "nobody"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shape"),
    [("list.csv", Shape.OWN), ("list.xlsx", Shape.OWN), ("list.csv", Shape.SNIPE_IT)],
)
def test_what_is_written_comes_back_as_the_same(desk, tmp_path, name, shape):
    """Bad input B63."""
    equipment, items, export = desk
    equipment.add(WHOLE)
    equipment.add(item("7", "a PC", "Desktop", "FER", price=Money(1500, "JPY")))
    for number, status in enumerate(Status):
        equipment.add(item(f"S-{number}", "a thing", "switch", "FER", status=status))
    path = tmp_path / name
    write_list(path, export.sheet(ItemFilter(statuses=frozenset(Status)), shape))
    if name.endswith(".csv"):
        cells = [cell for line in read_csv(path) for cell in line]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    worked = FileImport(path, KeptMaps(tmp_path / "maps")).work_out(items.stock())
    assert [one for one in worked.plan.fates if one.fate is not Fate.SAME] == []
    assert len(worked.plan.fates) == 14


def test_a_list_that_can_not_be_written_says_so(desk, tmp_path):
    with pytest.raises(Unavailable):
        write_list(tmp_path / "no" / "list.csv", desk[2].sheet(ItemFilter()))


def test_how_a_list_was_read_serves_the_next_one(desk, tmp_path):
    equipment, items, _ = desk
    kept = KeptMaps(tmp_path / "maps")
    first = tmp_path / "march.csv"
    first.write_text("Label,Whereabouts of it\nA-1,Main\n")
    said = {"columns": {"Whereabouts of it": "place"}, "places": {"Main": "FER"}}
    importing = FileImport(first, kept)
    worked = importing.work_out(items.stock(), said)
    importing.carry_out(worked, items)
    second = tmp_path / "april.csv"
    second.write_text("Whereabouts of it,Label\nMain,A-2\n")
    again = FileImport(second, kept).work_out(items.stock())
    assert again.plan.fates[0].became["branch"] == "FER"
    assert again.choices.places == {"Main": "FER"}
    (path,) = kept.folder.iterdir()
    path.write_text("{")
    assert FileImport(second, kept).work_out(items.stock()).choices == Choices()
    assert equipment.find("A-1")[0].branch == "FER"


def test_a_list_that_was_changed_meanwhile_is_worked_out_anew(desk, tmp_path):
    equipment, items, _ = desk
    path = tmp_path / "list.csv"
    path.write_text("Label,Name\nA-1,x\nA-2,y\n")
    importing = FileImport(path, KeptMaps(tmp_path / "maps"))
    worked = importing.work_out(items.stock())
    equipment.add(item("B-1", "a thing", "switch"))
    importing.carry_out(worked, items)
    assert len(equipment.records()) == 3
    path.write_text("Label,Name\nA-3,x\nA-4,y\n")
    worked = importing.work_out(items.stock())
    equipment.add(item("A-3", "another", "switch"))
    with pytest.raises(Conflict):
        importing.carry_out(worked, items)
    assert len(equipment.records()) == 4


def test_headings_are_found_though_one_of_them_looks_like_a_value(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Our equipment\nLabel,Name,Room,USB 3.0\nA-1,x,Desk,yes\nA-2,y,Desk,no\n")
    worked = FileImport(path, KeptMaps(tmp_path / "maps")).work_out(Stock())
    assert worked.headings == ("Label", "Name", "Room", "USB 3.0")
    assert [one.tag for one in worked.plan.fates] == ["A-1", "A-2"]


def test_whoever_stops_it_is_obeyed(tmp_path):
    path = snipe_csv(tmp_path / "assets.csv", 3_000)
    with pytest.raises(Stopped):
        FileImport(path, KeptMaps(tmp_path / "maps"), lambda: True).work_out(Stock())


def test_reasons_are_not_doubled_when_a_mended_file_is_refused_again(tmp_path):
    path, fix = tmp_path / "fix.csv", tmp_path / "again.csv"
    path.write_text(f"{WHY_REFUSED},Label,Purchase Date\nIt was bad.,A-1,nonsense\n")
    worked = FileImport(path, KeptMaps(tmp_path / "maps")).work_out(Stock())
    write_fix_these(fix, worked)
    (headings, line) = read_csv(fix)
    assert headings == [WHY_REFUSED, "Label", "Purchase Date"]
    assert "nonsense" in line[0]


def test_a_map_with_a_column_of_passwords_is_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Label,Password\nA-1,hunter2\n")
    importing = FileImport(path, KeptMaps(tmp_path / "maps"))
    with pytest.raises(Refusal, match="passwords or keys"):
        importing.work_out(Stock(), {"columns": {"Password": "custom.Password"}})
    assert "hunter2" not in repr(importing.work_out(Stock()))


def test_items_that_come_in_follow_the_librarys_own_rules(commands, tmp_path):
    """Its words for kinds, its cycles, and what holds data: none of it as it is shipped."""
    source = tmp_path / "list.csv"
    source.write_text("Label,Kind,Bought,Status\nA-1,tea robot,2024-05-01,in use\n", "utf-8")
    commands.json("import", "items", source)
    with closing(Database.open(commands.data / "libdesk.sqlite", now=SetClock())) as database:
        rules = ItemRules(database.unit, load_lifecycle, SetClock())
        rules.save_kind(KindRule("robot", ("tea robot",), 9, holds_storage=True), is_new=True)
    source.write_text("Label,Kind,Bought,Status\nA-2,tea robot,2024-05-01,in use\n", "utf-8")
    commands.json("import", "items", source)
    opened = closing(Database.open(commands.data / "libdesk.sqlite", now=SetClock()))
    with opened as database, database.unit() as unit:
        (found,) = unit.items.find("A-2")
        assert unit.items.dates(found.id).replace_by == date(2033, 5, 1)
    source.write_text("Label,Status\nA-2,disposed\n", "utf-8")
    (fate,) = commands.json("import", "items", source)["fates"]
    assert fate["why"].startswith("A-2 holds data.")


def test_categories_in_the_plural_are_kinds_too():
    """As most asset lists have them; a kind of its own would have no cycle and no cost."""
    words = kind_words()
    told = [words.get(one) for one in ("desktops", "laptops", "switches", "displays", "ups")]
    assert told == ["public PC", "laptop", "switch", "monitor", "UPS"]
