"""Tables from files: their headings are found, their text is kept, and what is odd is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.tables import (
    Note,
    NoteKind,
    ReadChoice,
    Row,
    column_name,
    guess_heading_row,
    kept_rows,
    make_table,
)


def rows(*lines):
    return list(kept_rows(enumerate(lines, 1)))


def table(*lines, heading_row=None):
    return make_table(rows(*lines), ReadChoice(heading_row=heading_row))


def test_rows_keep_their_numbers_and_empty_ones_are_left_out():
    assert rows(["Tag"], ["", " "], [], ["1"]) == [Row(1, ("Tag",)), Row(4, ("1",))]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([["Tag", "Name"], ["1", "PC"]], 1),
        ([["Tag", "Name"], ["PC-1", "Front desk"]], 1),
        ([["Inventory 2024", "", ""], ["Tag", "Name", "Bought"], ["1", "PC", "2020-01-02"]], 2),
        ([["As at", "2024-05-01", ""], ["Tag", "Name", "Bought"], ["1", "PC", "1/2/20"]], 2),
        ([["Inventory", ""], ["Tag", "Name"], ["1", "PC"]], 2),
        ([["", "", "Tag"], ["", "", "1"]], 1),
        ([["PC-1", "2020-01-02"], ["PC-2", "2020-01-03"]], 0),
        ([["Tag"], ["1"]], 1),
        ([["1"], ["2"]], 0),
        ([], 0),
    ],
)
def test_the_headings_are_the_first_wide_row_without_a_number_or_a_day(lines, found):
    assert guess_heading_row(rows(*lines)) == found


def test_a_table_has_one_cell_for_each_heading():
    made = table(["Tag", " Name\n", "", ""], ["1", "PC", "", ""], ["2", "", "x"])
    assert made.headings == ("Tag", "Name", "")
    assert made.rows == (Row(2, ("1", "PC", "")), Row(3, ("2", "", "x")))
    assert made.column(1) == ("PC", "")
    assert made.read_as.heading_row == 1


def test_what_stands_above_the_headings_is_left_out_and_told():
    made = table(["", "Inventory", ""], ["Tag", "Name", "Room"], ["1", "PC", "A"])
    assert made.headings == ("Tag", "Name", "Room")
    assert made.notes == (Note(NoteKind.ABOVE_HEADINGS, (1,), sample="Inventory"),)


def test_a_chosen_heading_row_wins_over_the_guess():
    made = table(["Tag", "Name"], ["1", "PC"], ["2", "Mac"], heading_row=2)
    assert (made.headings, made.rows) == (("1", "PC"), (Row(3, ("2", "Mac")),))


@pytest.mark.parametrize("heading_row", [0, 7])
def test_a_table_without_headings_begins_with_its_first_row(heading_row):
    made = table(["1", "PC"], ["2"], heading_row=heading_row)
    assert made.headings == ("", "")
    assert [row.number for row in made.rows] == [1, 2]
    assert (made.notes, made.read_as.heading_row) == ((), 0)


def test_b62_headings_only():
    assert table(["Tag", "Name"]).notes == (Note(NoteKind.NO_ROWS),)
    assert table().notes == (Note(NoteKind.NO_ROWS),)


def test_b62_ragged_rows_are_in_the_table_and_told():
    made = table(["Tag", "Name"], ["1", "PC", "x"], ["2"], ["3", "Mac"])
    assert made.noted(NoteKind.RAGGED) == (Note(NoteKind.RAGGED, (2, 3)),)
    assert made.rows[0].cells == ("1", "PC", "x")


def test_b62_duplicate_and_missing_headings_are_told():
    made = table(["Tag", "", "TAG ", "", "Tag"], ["1", "x", "2", "", "3"])
    assert made.notes == (
        Note(NoteKind.NO_HEADING, column=1),
        Note(NoteKind.DUPLICATE_HEADING, column=2, sample="TAG"),
        Note(NoteKind.DUPLICATE_HEADING, column=4, sample="Tag"),
    )


@pytest.mark.parametrize("cut", ["1.23E+11", "1,23E+11", "-1.2e+05", "4E-07"])
def test_b68_a_number_that_a_spreadsheet_has_cut_is_told_and_kept(cut):
    made = table(["Tag", "Serial"], ["1", "5CG123"], ["2", cut])
    assert made.notes == (Note(NoteKind.NUMBER_LOOKS_CUT, (3,), 1, cut),)
    assert made.rows[1].cells == ("2", cut)


@pytest.mark.parametrize("serial", ["12E4", "1.23", "E+11", "5CE+11", "1.23E+1111"])
def test_b68_a_serial_that_only_resembles_one_is_not_told(serial):
    assert table(["Tag", "Serial"], ["1", serial]).notes == ()


def test_b68_numbers_that_may_have_lost_their_zeros_are_told_and_kept():
    made = table(["Tag"], ["00123"], ["124"], ["PC-1"], ["10000"], ["0"])
    assert made.notes == (Note(NoteKind.ZEROS_LOOK_LOST, (3, 6), 0, "124"),)
    assert table(["Tag"], ["00123"], ["12345"]).notes == ()
    assert table(["Tag"], ["01"], ["1"]).notes == ()


def test_b68_days_that_stand_as_numbers_are_told_and_kept():
    by_heading = table(["Date bought"], ["45000"], [""], ["45001.0"])
    assert by_heading.notes == (Note(NoteKind.DAY_AS_NUMBER, (2, 4), 0, "45000"),)
    by_neighbor = table(["When"], ["2020-01-02"], ["45000"])
    assert by_neighbor.notes == (Note(NoteKind.DAY_AS_NUMBER, (3,), 0, "45000"),)
    assert table(["Room"], ["45000"]).notes == ()
    assert table(["Date bought"], ["12"]).notes == ()


def test_what_reading_has_noted_comes_first():
    skipped = Note(NoteKind.ROW_SKIPPED, (2,))
    made = make_table(rows(["Tag"]), ReadChoice("utf-8", ","), [skipped])
    assert made.notes == (skipped, Note(NoteKind.NO_ROWS))
    assert made.read_as == ReadChoice("utf-8", ",", None, 1)


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_the_names_that_spreadsheets_give_them(index, name):
    assert column_name(index) == name


CELLS = st.one_of(
    st.text(max_size=8), st.sampled_from(["", "0012", "12", "1.5E+10", "45000", "1/2/2020", "Date"])
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=8), st.none() | st.integers(-1, 9))
def test_any_rows_make_an_even_table_that_keeps_their_text(lines, heading_row):
    made = table(*lines, heading_row=heading_row)
    assert all(len(row.cells) == len(made.headings) for row in made.rows)
    for row in made.rows:
        kept = [cell for cell in row.cells if cell.strip()]
        assert kept == [cell for cell in lines[row.number - 1] if cell.strip()]
