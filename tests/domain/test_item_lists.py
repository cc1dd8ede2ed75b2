"""What is searched in an item, and how labels and names are ordered."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given

from libdesk.domain.item_lists import SEARCH_WORDS, order_key, text_to_search, words_of
from libdesk.domain.records import Role
from tests.domain.records_made import ANYTHING, PLAIN


def test_words_are_looked_for_without_case_and_accents():
    assert words_of("  Dell   ŁÓDŹ\0 ") == ("dell", "lodz")
    assert len(words_of("a " * 50)) == SEARCH_WORDS
    assert words_of("\u200b") == ()


def test_an_item_is_found_by_what_is_known_of_it():
    record = replace(PLAIN, make="Dell", serial="Ä-17", role=Role.PUBLIC, custom={"Port": "Wand 4"})
    text = text_to_search(record)
    for typed in ("lv-1", "pc-01", "DELL", "a-17", "public", "wand 4"):
        assert all(word in text for word in words_of(typed)), typed
    assert "  " not in text


@pytest.mark.parametrize(
    "in_order",
    [
        ["LV-9", "LV-10", "LV-1001"],
        ["", "2", "10", "A", "a1b2", "a1b10", "a10b1", "Z"],
        ["PC-01", "PC-2", "pc-10", "PC-x"],
        ["9" * 99, "1" + "0" * 99],
    ],
)
def test_numbers_within_labels_count_as_numbers(in_order):
    mixed = Random(3).sample(in_order, len(in_order))
    assert sorted(mixed, key=order_key) == in_order


@given(ANYTHING)
def test_case_and_noughts_before_a_number_do_not_count_in_an_order(text):
    assert order_key(text) == order_key(text.casefold())
    assert order_key(f"{text} 7") == order_key(f"{text} 007")
    assert len(order_key("7" * 120)) < 130
