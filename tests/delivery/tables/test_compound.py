"""Chains of sectors in an XLS file: none of them may lead back into itself."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.delivery.tables.compound import is_sound
from tests.delivery.tables.spreadsheets import xls

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


def compound(table, *, shift=9, small=END, more=END, listed=(0,), rest=()):
    """Return a file whose sector 0 holds the table; `rest` are the numbers of those behind it."""
    header = bytearray(SECTOR)
    struct.pack_into("<H", header, 30, shift)
    struct.pack_into("<II", header, 60, small, 1)
    struct.pack_into("<II", header, 68, more, 1)
    struct.pack_into("<109I", header, 76, *listed, *[FREE] * (109 - len(listed)))
    return bytes(header) + b"".join(map(sector, (table, *rest)))


def sector(numbers):
    return struct.pack("<128I", *numbers, *[FREE] * (128 - len(numbers)))


def test_a_file_of_a_spreadsheet_program_is_sound():
    assert is_sound(xls([["Tag"]] + [["x" * 50, number] for number in range(5_000)]))


@pytest.mark.parametrize("table", [(), (END,), (1, 2, END), (2, END, 1), (FREE, 9_000)])
def test_chains_that_end_are_sound(table):
    assert is_sound(compound(table))


@pytest.mark.parametrize("table", [(0,), (END, 2, 1), (1, 2, 3, 1)])
def test_a_chain_that_leads_back_is_not(table):
    assert not is_sound(compound(table))


def test_the_chains_of_small_streams_count_too():
    assert is_sound(compound((END, END), small=1, rest=[(1, END)]))
    assert not is_sound(compound((END, END), small=1, rest=[(1, 0)]))


def test_the_list_of_a_large_files_table_may_not_lead_back_either():
    more = [0] * 127
    assert is_sound(compound((END,), more=1, rest=[[*more, END]]))
    assert not is_sound(compound((END,), more=1, rest=[[*more, 1]]))
    assert not is_sound(compound((END,), more=1, rest=[[*more, 2], [*more, 1]]))


def test_what_is_too_short_or_has_sectors_of_no_size_is_not_sound():
    assert not is_sound(compound(())[:511])
    assert not is_sound(compound((), shift=3))
    assert is_sound(compound((), shift=12))


@given(
    st.lists(st.integers(0, 6) | st.just(END), max_size=6),
    st.integers(0, 3) | st.just(END),
    st.integers(0, 3) | st.just(END),
    st.lists(st.integers(0, 4), max_size=4),
)
def test_any_table_is_looked_through_to_an_end(table, small, more, listed):
    is_sound(compound(table, small=small, more=more, listed=listed, rest=[table[::-1], table]))
