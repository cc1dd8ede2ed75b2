"""Fields as texts: nothing is lost on the way there and back, and nothing typed breaks it."""

import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from libdesk.domain.item_fields import (
    CUSTOM,
    FIELDS,
    LARGEST_GB,
    NOTES_LIMIT,
    FieldType,
    text_of,
    texts_of,
    value_of,
    with_texts,
)
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, Role
from libdesk.domain.statuses import Status
from libdesk.domain.text import LINE_LIMIT
from tests.domain.records_made import ANYTHING, PLAIN, RECORDS

NASTY = ("\0", "a\0b", "\ud800x", "\u202egnp.exe", "e" + "\u0301" * 200, "x" * 10**6, "9" * 5000)
HELD = "\0\ud800\u202e"


def read(name, typed):
    """Return the value, or the refusal, which is the end of a sentence."""
    try:
        return value_of(name, typed)
    except ValueError as error:
        return error if str(error).startswith("is ") else None


@given(RECORDS, RECORDS)
def test_a_record_comes_back_from_its_texts_whatever_was_there_before(record, other):
    cleared = replace(other, custom={})
    assert with_texts(cleared, texts_of(record)) == replace(
        record, id=other.id, version=other.version
    )


@given(st.sampled_from(sorted(FIELDS)), ANYTHING)
@example("notes", "x" * (NOTES_LIMIT - 1) + " y")
def test_what_is_typed_is_either_refused_or_stays_as_it_was_read(name, typed):
    value = read(name, typed)
    assert isinstance(value, ValueError) or value_of(name, text_of(value)) == value


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("typed", NASTY)
def test_b05_b06_b07_b16_no_text_breaks_a_field(name, typed):
    value = read(name, typed)
    text = text_of(value) if not isinstance(value, ValueError) else ""
    assert len(text) <= NOTES_LIMIT
    assert not set(text) & set(HELD)


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_typed_is_what_a_new_record_has(name):
    if name in {"tag", "name", "kind"}:
        assert value_of(name, " ") == ""
    else:
        assert value_of(name, " ") == getattr(PLAIN, name)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("status", "IN USE", Status.IN_USE),
        ("status", "to_wipe", Status.TO_WIPE),
        ("role", "Self-Check", Role.SELF_CHECK),
        ("role", "catalog only", Role.CATALOG),
        ("disk_kind", "ssd", DiskKind.SSD),
        ("memory_gb", " 16 ", 16),
        ("memory_gb", str(LARGEST_GB), LARGEST_GB),
        ("tpm", "Sí", True),
        ("tpm", "No", False),
        ("tpm", "?", None),
        ("is_only_one", "", False),
        ("is_only_one", "x", True),
        ("bought_on", "0001-01-01", date.min),
        ("bought_on", "9999-12-31", date.max),
        ("price", "749.50", Money(74950, "CAD")),
        ("price", "749.50 EUR", Money(74950, "EUR")),
        ("price", "EUR 749,50", Money(74950, "EUR")),
        ("price", "74950 JPY", Money(74950, "JPY")),
        ("notes", "a\r\nb", "a\nb"),
        ("room", " Reading \n room ", "Reading room"),
    ],
)
def test_what_people_type_is_understood(name, typed, value):
    assert value_of(name, typed, "CAD") == value


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("status", "broken", "is none of: on order"),
        ("memory_gb", "-1", "is no whole number"),
        ("memory_gb", "٣", "is no whole number"),
        ("memory_gb", str(2**70), "is too large"),
        ("memory_gb", str(LARGEST_GB + 1), "is too large"),
        ("bought_on", "31.11.2026", "is no day such as 2026-11-30"),
        ("bought_on", "10000-01-01", "is no day"),
        ("tpm", "maybe", "is neither yes nor no"),
        ("price", "cheap", "is no amount"),
        ("price", "EUR", "is no amount"),
        ("price", "9" * 30, "is no amount"),
        ("shoe_size", "9", "is no field of an item"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(name, typed, why):
    with pytest.raises(ValueError, match=why):
        value_of(name, typed)
    with pytest.raises(ValueError, match=f"^{name} {why}"):
        with_texts(PLAIN, {name: typed})


def test_an_amount_without_a_currency_keeps_that_of_the_record():
    record = replace(PLAIN, price=Money(100, "EUR"))
    assert with_texts(record, {"price": "2.50"}).price == Money(250, "EUR")
    assert with_texts(PLAIN, {"price": "2.50"}).price == Money(250, "USD")


def test_own_fields_come_go_and_stand_in_one_order():
    record = with_texts(PLAIN, {f"{CUSTOM}Wall port": "A-17", f"{CUSTOM}Desk": "oak \0"})
    assert list(record.custom.items()) == [("Desk", "oak"), ("Wall port", "A-17")]
    assert with_texts(record, {f"{CUSTOM}Desk": " \0"}).custom == {"Wall port": "A-17"}
    assert texts_of(record)[f"{CUSTOM}Wall port"] == "A-17"


def test_lines_and_notes_have_their_limits():
    for name, field in FIELDS.items():
        long = text_of(value_of(name, "x" * 30_000)) if field.holds is FieldType.LINE else ""
        assert len(long) in {0, LINE_LIMIT}
    assert len(value_of("notes", string.ascii_letters * 1000)) == NOTES_LIMIT
