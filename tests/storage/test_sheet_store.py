"""Sheets that a library has changed, in both databases."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from libdesk.domain.knowledge import Checklist, Section, Sheet, Slot, Step
from libdesk.services.kept_sheets import KeptSheet
from libdesk.storage.schema import sheet_pictures
from tests.storage.made import START

DAY = START.date()
WORDS = "Ł 李 العربية 🙂 <b>&"
SHEET = Sheet(
    "own-1",
    WORDS,
    "Anyone",
    "Always",
    (Step("Look."), Step("See.", Slot("A box", b"\x89PNG\0pixels")), Step("Go.", Slot("A frame"))),
    DAY,
    ("cloth",),
    ("Never pull.",),
    "Call.",
    7,
)
CHECKLIST = Checklist("list", "List", "Role", "When", (Section("Do", ("a", "b")),), ("c",), DAY)


def save(database, *sheets):
    with database.unit(write=True) as unit:
        for one in sheets:
            unit.sheets.save(KeptSheet(one.id, one.reviewed_on, one), START)


def get(database, sheet_id):
    with database.unit() as unit:
        return unit.sheets.get(sheet_id)


def pictures(database):
    with database.unit() as unit:
        return unit._connection.execute(select(sheet_pictures.c.content)).scalars().all()


def test_what_is_stored_comes_back_whole(database):
    save(database, SHEET, CHECKLIST)
    assert get(database, "own-1") == KeptSheet("own-1", DAY, SHEET)
    assert get(database, "list") == KeptSheet("list", DAY, CHECKLIST)
    assert get(database, "other") is None


def test_a_list_of_all_reads_no_picture(database):
    save(database, SHEET, CHECKLIST)
    with database.unit() as unit:
        first, second = unit.sheets.all()
    assert first.how_to == CHECKLIST
    assert second.how_to.steps[1] == Step("See.", Slot("A box"))


def test_another_version_takes_the_place_of_the_one_before_with_its_pictures(database):
    save(database, SHEET)
    later = replace(SHEET, version=8, steps=(Step("Only."),))
    save(database, later)
    assert get(database, "own-1").how_to == later
    assert pictures(database) == []


def test_a_review_keeps_words_and_pictures(database):
    save(database, SHEET)
    later = DAY + timedelta(days=30)
    with database.unit(write=True) as unit:
        unit.sheets.note_review(KeptSheet("own-1", later), START)
        unit.sheets.note_review(KeptSheet("scanner", later), START)
    assert get(database, "own-1").how_to == replace(SHEET, reviewed_on=later)
    assert get(database, "scanner") == KeptSheet("scanner", later)


def test_what_is_removed_leaves_nothing(database):
    save(database, SHEET)
    with database.unit(write=True) as unit:
        unit.sheets.remove("own-1")
        unit.sheets.remove("never there")
    assert get(database, "own-1") is None
    assert pictures(database) == []


@pytest.mark.parametrize("damage", ["{", "[]", '{"kind":"sheet"}', "[" * 200_000])
def test_a_damaged_one_is_left_out_and_the_others_count(database, damage):
    save(database, SHEET, CHECKLIST)
    with database.unit(write=True) as unit:
        unit._connection.execute(
            text("UPDATE sheets SET document = :damage WHERE id = 'own-1'"), {"damage": damage}
        )
    with database.unit() as unit:
        assert [one.id for one in unit.sheets.all()] == ["list"]
    assert get(database, "own-1") is None


def test_both_databases_hold_the_same(both):
    found = []
    for database in both:
        save(database, SHEET, CHECKLIST)
        with database.unit() as unit:
            rows = unit._connection.execute(text("SELECT document FROM sheets ORDER BY id"))
            found.append([json.loads(document) for (document,) in rows])
    assert found[0] == found[1]
