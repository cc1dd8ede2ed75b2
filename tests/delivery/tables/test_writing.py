"""Tables that are written: what our own reader and spreadsheet programs make of them."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.delivery.tables.reading import read_table
from libdesk.delivery.tables.workbooks import text_of
from libdesk.delivery.tables.writing import XLSX_COLUMNS, XLSX_TEXT, write_csv, write_xlsx
from libdesk.domain import cells
from libdesk.domain.tables import NoteKind, ReadChoice
from libdesk.services.errors import Refusal

HEADINGS = ("Tag", "Name", "Bought", "Price", "Noted", "Lent")
ROWS = (
    ("00123", "=1+1", date(2026, 12, 3), 1250, datetime(2026, 12, 3, 10, 15, 59, tzinfo=UTC), True),
    ("1.23E+11", 'two\nlines, "quoted" & <tagged>', None, -5, None, False),
)
TOP = ReadChoice(heading_row=1)


def test_a_csv_file_is_as_the_export_writes_it(tmp_path):
    path = tmp_path / "list.csv"
    write_csv(path, HEADINGS, ROWS)
    assert path.read_bytes().startswith(
        b"\xef\xbb\xbfTag,Name,Bought,Price,Noted,Lent\r\n00123,'=1"
    )
    table = read_table(path)
    assert table.headings == HEADINGS
    assert table.rows[0].cells == (
        *("00123", "=1+1", "2026-12-03", "1250", "2026-12-03 10:15:59"),
        "yes",
    )
    assert table.rows[1].cells[1] == ROWS[1][1]


def test_b63_no_cell_of_a_csv_file_is_a_formula(tmp_path):
    path = tmp_path / "list.csv"
    write_csv(path, ["=Tag"], [["@SUM(1)"], ["+1"], ["\uff1d1"]])
    written = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert written == [["'=Tag"], ["'@SUM(1)"], ["'+1"], ["'\uff1d1"]]


def test_an_xlsx_file_keeps_text_as_text_and_days_as_days(tmp_path):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, "Items", HEADINGS, ROWS)
    table = read_table(path)
    assert table.headings == HEADINGS
    assert table.read_as == ReadChoice(None, None, "Items", 1)
    assert table.rows[0].cells == (
        *("00123", "=1+1", "2026-12-03", "1250", "2026-12-03 10:15:59"),
        "yes",
    )
    assert table.rows[1].cells == ("1.23E+11", ROWS[1][1], "", "-5", "", "no")
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert '<c r="C2" s="3"><v>46359</v></c>' in sheet
    assert '<c r="D2" s="0"><v>1250</v></c>' in sheet


def test_the_headings_of_an_xlsx_file_stay_in_sight(tmp_path):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, "Items", ["Tag", "A long heading of a column"], [["1", "x\n" + "y" * 200]])
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert re.findall(r'width="(\d+)"', sheet) == ["10", "60"]
    assert '<c r="A1" s="1" t="inlineStr">' in sheet
    assert '<xf numFmtId="49" fontId="1"' in part(path, "xl/styles.xml")


def test_the_same_rows_make_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, "Items", HEADINGS, iter(ROWS))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Items", "Items"),
        ("A/B: [x]?*\\", "A B x"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
        ("\U0001f4da" * 20, "\U0001f4da" * 15),
        ('<"&">', '<"&">'),
        ("", "Table"),
        ("//", "Table"),
        ("History", "Table"),
    ],
)
def test_a_sheet_has_a_title_that_spreadsheets_take(tmp_path, title, shown):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, title, ["Tag"], [["1"]])
    assert read_table(path).read_as.sheet == shown


def test_what_a_cell_cannot_hold_is_spelled_or_cut(tmp_path):
    path = tmp_path / "list.xlsx"
    odd = "\x00\x01\x1f\r\n _x0041_ __x0041_"
    long = "\U0001f4da" * XLSX_TEXT
    write_xlsx(path, "Odd", ["Odd", "Long"], [[odd, long], ["\ud800\uffff", "x" * XLSX_TEXT]])
    table = read_table(path)
    assert table.rows[0].cells[0] == odd
    assert table.rows[0].cells[1] == "\U0001f4da" * (XLSX_TEXT // 2)
    assert table.rows[1].cells == ("?\ufffd", "x" * XLSX_TEXT)


def test_days_before_spreadsheets_count_them_and_huge_numbers_are_text(tmp_path):
    path = tmp_path / "list.xlsx"
    old = datetime(1850, 1, 2, 3, 4, 5, tzinfo=UTC)
    write_xlsx(
        path, "Old", ["a", "b", "c"], [[date(1850, 1, 2), old, 10**15], ["x", "", 10**15 - 1]]
    )
    table = read_table(path, TOP)
    assert table.rows[0].cells == ("1850-01-02", "1850-01-02 03:04:05", "1000000000000000")
    assert table.rows[1].cells == ("x", "", "999999999999999")
    assert table.noted(NoteKind.NUMBER_LOOKS_CUT) == ()


def test_columns_have_the_names_that_spreadsheets_give_them(tmp_path):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, "Wide", [], [["x"] * 800])
    sheet = part(path, "xl/worksheets/sheet1.xml")
    for place in ('r="A2"', 'r="Z2"', 'r="AA2"', 'r="ZZ2"', 'r="AAA2"', 'r="ADT2"'):
        assert f"<c {place}" in sheet


def test_a_table_without_columns_is_a_file_too(tmp_path):
    write_xlsx(tmp_path / "list.xlsx", "None", [], [])
    with pytest.raises(Refusal, match="nothing on the sheet"):
        read_table(tmp_path / "list.xlsx")


def test_more_than_a_spreadsheet_can_hold_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(Refusal, match="Save the table as CSV"):
        write_xlsx(tmp_path / "list.xlsx", "Wide", ["x"], [[""] * (XLSX_COLUMNS + 1)])
    with pytest.raises(Refusal, match="Save the table as CSV"):
        write_xlsx(tmp_path / "list.xlsx", "Long", ["x"], ((None,) for _ in range(1_048_576)))
    assert list(tmp_path.iterdir()) == []


def part(path, name):
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"),
        st.sampled_from("=+-@'\t\r\n \"',;|_x0041"),
    ),
    max_size=12,
)
VALUES = st.one_of(
    TEXTS,
    st.integers(-(10**15), 10**15),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.none(),
)
TABLES = st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=5)


@given(TABLES)
def test_what_is_written_is_read_back_equal(rows):
    """Text by text; a moment to the second, and at midnight a spreadsheet has the day."""
    with TemporaryDirectory() as folder:
        from_csv, from_xlsx = Path(folder, "a.csv"), Path(folder, "a.xlsx")
        write_csv(from_csv, ["A", "B", "C"], rows)
        write_xlsx(from_xlsx, "Sheet", ["A", "B", "C"], rows)
        choice = ReadChoice("utf-8", ",", None, 1)
        assert read(from_csv, choice) == [list(map(shown, row)) for row in rows if is_filled(row)]
        assert read(from_xlsx, TOP) == [
            [as_in_a_sheet(cell) for cell in row] for row in rows if is_filled(row)
        ]


def read(path, choice):
    """Return the cells of the rows, as wide as they were written."""
    return [[*row.cells, "", "", ""][:3] for row in read_table(path, choice).rows]


def is_filled(row):
    return any(shown(cell).strip() for cell in row)


def shown(cell):
    return cell if isinstance(cell, str) else cells.text_of(cell)


def as_in_a_sheet(cell):
    if isinstance(cell, datetime) and cell.year >= 1901:
        return text_of(cell.replace(tzinfo=None, microsecond=0))
    return shown(cell)
