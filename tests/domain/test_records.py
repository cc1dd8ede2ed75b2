"""Records: what forms are told of them, and what a machine is called."""

from dataclasses import fields, replace

import pytest

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.item_fields import FIELDS
from libdesk.domain.records import Record, with_item
from tests.domain.records_made import PLAIN


def test_what_forms_are_told_comes_from_the_record_and_goes_back():
    item = Item(Tag("LV-2"), "PC-02", "staff PC", "CEN", "S2", "CEN-ST-02", "Office")
    record = with_item(replace(PLAIN, notes="kept"), item)
    assert record.item == item
    assert record.notes == "kept"


@pytest.mark.parametrize(
    ("make", "model", "machine"),
    [
        ("Dell", "OptiPlex 7010", "Dell OptiPlex 7010"),
        ("HP", "hp ProDesk 400", "hp ProDesk 400"),
        ("", "OptiPlex", "OptiPlex"),
        ("Dell", "", "Dell"),
        ("", "", ""),
    ],
)
def test_a_machine_is_called_by_its_make_once(make, model, machine):
    assert replace(PLAIN, make=make, model=model).machine == machine


def test_every_field_but_the_bookkeeping_can_be_shown_and_none_is_for_a_password():
    names = {one.name for one in fields(Record)}
    assert names - set(FIELDS) == {"id", "version", "custom"}
    assert not any("password" in one or "pin" in one.split("_") for one in names)
