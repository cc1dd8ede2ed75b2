"""What forms ask of the equipment list: a free label, the own fields, a list put right."""

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import NOTES_LIMIT
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Refusal
from libdesk.services.item_changes import with_typed
from libdesk.services.item_gates import Rules
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase

RULES = Rules(lambda _record: Dates(), lambda _record: False)


@pytest.fixture
def equipment():
    return Equipment(MemoryDatabase(), lambda: RULES, Hands(), "Sam")


def add(equipment, tag, **fields):
    return equipment.add(Record(Tag(tag), "", "printer", **fields)).records[0]


def test_the_next_label_is_free_also_after_items_that_are_gone(equipment):
    assert equipment.next_label() == "0001"
    add(equipment, "CEN-0007")
    add(equipment, "CEN-0012", status=Status.GONE)
    assert equipment.next_label() == "CEN-0013"


def test_own_fields_are_known_by_their_names(equipment):
    assert equipment.own_fields() == ()
    add(equipment, "A", custom={"Wall box": "B-12"})
    assert equipment.own_fields() == ("Wall box",)


def test_many_that_were_wrong_in_the_list_are_corrected_at_once(equipment):
    gone = [add(equipment, tag, status=Status.GONE) for tag in ("A", "B")]
    versions = {one.id: one.version for one in gone}
    with pytest.raises(Refusal, match="correct it"):
        equipment.change_all(versions, {"status": "in use"})
    changed = equipment.change_all(versions, {"status": "in use"}, corrects=True)
    assert {one.status for one in changed.records} == {Status.IN_USE}


def test_what_was_typed_is_set_or_refused_by_its_field():
    blank = Record(Tag("A"), "", "printer")
    assert with_typed(blank, {"room": " Attic "}).room == "Attic"
    with pytest.raises(Refusal) as refused:
        with_typed(blank, {"memory_gb": "much"})
    assert refused.value.field == "memory_gb"


def test_no_end_of_long_notes_is_cut_off_without_a_word(equipment):
    """Bad input B2."""
    whole = add(equipment, "A", notes="x" * NOTES_LIMIT)
    assert len(whole.notes) == NOTES_LIMIT
    with pytest.raises(Refusal, match="longer than 20,000 characters") as told:
        with_typed(whole, {"notes": "x" * NOTES_LIMIT + "y"})
    assert told.value.field == "notes"
    with pytest.raises(Refusal, match="longer than 20,000"):
        add(equipment, "B", notes="x" * 1_000_000)
