"""Changes: told field by field, and taken back whole."""

from dataclasses import replace

import pytest
from hypothesis import given

from libdesk.domain.item_fields import CUSTOM
from libdesk.domain.item_history import FieldChange, ItemChange, change_of, differences, taken_back
from libdesk.domain.records import ItemId
from tests.domain.records_made import PLAIN, RECORDS


@given(RECORDS, RECORDS)
def test_what_was_changed_is_taken_back(before, after):
    was = replace(before, id=ItemId(7), version=4)
    became = replace(after, id=ItemId(7), version=5)
    change = change_of(was, became)
    assert not change.is_new
    assert change.version == 5
    assert taken_back(became, change) == was
    assert list(taken_back(became, change).custom) == list(was.custom)


def test_a_new_item_comes_with_all_that_is_known_of_it():
    record = replace(PLAIN, id=ItemId(3), version=1, custom={"Desk": "oak"})
    change = change_of(None, record)
    assert change.is_new
    told = {one.field: (one.was, one.became) for one in change.fields}
    assert told["tag"] == ("", "LV-1")
    assert told[f"{CUSTOM}Desk"] == ("", "oak")
    assert "room" not in told


def test_only_what_differs_is_told_in_the_order_of_the_fields():
    assert differences({"a": "1", "b": "2"}, {"c": "3", "b": "2", "a": ""}) == (
        FieldChange("a", "1", ""),
        FieldChange("c", "", "3"),
    )


def test_a_change_that_cannot_be_read_any_more_is_told_as_such():
    change = ItemChange(ItemId(1), 2, (FieldChange("a_field_of_old", "x", "y"),))
    with pytest.raises(ValueError, match="a_field_of_old"):
        taken_back(PLAIN, change)
