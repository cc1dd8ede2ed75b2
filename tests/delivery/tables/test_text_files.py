"""CSV and TSV files as libraries have them, and as nobody should (B58-B63, B68)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.delivery.tables.encodings import ENCODINGS, decode
from libdesk.delivery.tables.reading import SIZE_LIMIT, look, read_table
from libdesk.domain.tables import CELL_LIMIT, GUESSED, Note, NoteKind, ReadChoice, Row
from libdesk.services.errors import Refusal


@pytest.fixture
def read(tmp_path):
    def read_it(content, choice=GUESSED):
        path = tmp_path / "list.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path, choice)

    return read_it


def cells(table):
    return [table.headings, *(row.cells for row in table.rows)]


WORDS = "Tag;Näme\n1;Krämer’s €\n2;Noël\n"
AS_CELLS = [("Tag", "Näme"), ("1", "Krämer’s €"), ("2", "Noël")]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_b58_each_usual_encoding_is_found(read, encoding, told):
    table = read(WORDS.encode(encoding))
    assert cells(table) == AS_CELLS
    assert table.read_as == ReadChoice(told, ";", None, 1)
    assert table.notes == ()


def test_b58_utf_16_be_with_its_mark(read):
    assert cells(read(b"\xfe\xff" + WORDS.encode("utf-16-be"))) == AS_CELLS


def test_b58_rows_in_another_encoding_than_their_file_are_read_and_told(read):
    table = read("Tag,Name\n1,Krämer\n".encode() + "2,Noël\n3,x\n4,é\x81\n".encode("latin-1"))
    assert [row.cells[1] for row in table.rows] == ["Krämer", "Noël", "x", "é\ufffd"]
    assert table.notes == (
        Note(NoteKind.MIXED_ENCODING, (3, 5)),
        Note(NoteKind.ODD_LETTERS, (5,)),
    )


def test_b58_a_person_overrules_the_guess(read):
    content = "Tag,Name\n1,Łódź\n".encode("cp1250")
    assert read(content).rows[0].cells[1] != "Łódź"
    assert read(content, ReadChoice(encoding="cp1250")).rows[0].cells[1] == "Łódź"
    assert read("Tag\nä".encode(), ReadChoice(encoding="cp1252")).rows[0].cells == ("Ã¤",)


def test_b58_an_encoding_that_is_none_is_refused(read):
    with pytest.raises(Refusal, match="can't read the encoding zip"):
        read("Tag\n1", ReadChoice(encoding="zip"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_b59_each_delimiter_is_found_though_quotes_hold_the_others(read, delimiter):
    lines = ['"a,b;c\td|e"', '"x,;\t|,;\t|,;\t|"', '"1,5"']
    table = read("\n".join(delimiter.join([line, "12", line]) for line in lines))
    assert table.read_as.delimiter == delimiter
    assert table.rows[0].cells == ("a,b;c\td|e", "12", "a,b;c\td|e")


def test_b59_a_decimal_comma_is_no_delimiter(read):
    table = read("Tag;Price\n1;1,50\n2;2,75\n3;3\n")
    assert cells(table)[1:] == [("1", "1,50"), ("2", "2,75"), ("3", "3")]


def test_b59_a_decimal_comma_in_every_row_is_none_either(read):
    table = read("1,5;2,5\n3,5;4,5\n")
    assert (table.read_as.delimiter, table.rows[0].cells) == (";", ("1,5", "2,5"))


def test_b59_the_first_lines_tell_even_if_one_of_them_holds_a_book(read):
    book = '"' + "a;b\n" * 40_000 + '"'
    assert read(f"Tag,Note\n1,x\n2,{book}\n3,y\n").read_as.delimiter == ","


def test_b59_a_person_overrules_the_guess(read):
    assert cells(read("a;b,c\n1;2,3\n", ReadChoice(delimiter=","))) == [("a;b", "c"), ("1;2", "3")]
    with pytest.raises(Refusal, match="Between two cells"):
        read("a\nb", ReadChoice(delimiter="x"))


def test_b59_the_line_that_names_the_delimiter_is_no_row(read):
    table = read("sep=;\r\nTag;Name\r\n1;a,b,c\r\n")
    assert cells(table) == [("Tag", "Name"), ("1", "a,b,c")]


def test_one_column_needs_no_delimiter(read):
    assert cells(read("Tag\nPC-1\nPC-2")) == [("Tag",), ("PC-1",), ("PC-2",)]


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_every_newline_ends_a_row_and_stays_within_quotes(read, newline):
    table = read(newline.join(["Tag,Note", f'1,"two{newline}lines"', "", "2,x", ""]))
    assert table.rows == (Row(2, ("1", f"two{newline}lines")), Row(4, ("2", "x")))


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,"x\n2,y\n3,z\n',
        'a,b\n1,"x\n2,y\n3,"z"\n4,w\n5,v\n',
        'a,b\n1,"x\n2,"y"\n3,z\n',
        'a,b\n1,"' + "x" * 200_000 + "\n2,y\n",
        'a,b\n1,"',
    ],
)
def test_b60_a_row_that_never_ends_is_named(read, text):
    with pytest.raises(Refusal, match=r"^Row 2 never ends") as told:
        read(text)
    assert "mend that row" in told.value.sentence


def test_b60_a_quotation_mark_that_is_an_inch_does_no_harm(read):
    table = read('Tag,Name\n1,15" monitor\n2,"24"" monitor"\n3,"old" monitor\n4,"x"')
    assert [row.cells[1] for row in table.rows] == [
        '15" monitor',
        '24" monitor',
        "old monitor",
        "x",
    ]


@pytest.mark.parametrize("cell", ["x" * 200_000, '"' + "x\n" * 100_000 + '""y"'])
def test_b61_a_row_with_a_huge_cell_is_left_out_and_the_next_one_is_read(read, cell):
    table = read(f"Tag,Note\n1,a\n2,{cell}\n3,b\n")
    assert [row.number for row in table.rows] == [2, 4]
    assert table.notes == (Note(NoteKind.ROW_SKIPPED, (3,)),)


def test_b61_a_cell_of_the_limit_is_read(read):
    assert len(read("Tag\n" + "x" * CELL_LIMIT).rows[0].cells[0]) == CELL_LIMIT


@pytest.mark.parametrize("text", ["", "\n\n \n", "\ufeff", "\0\0"])
def test_b62_an_empty_file_is_refused(read, text):
    with pytest.raises(Refusal, match="empty"):
        read(text)


def test_b62_a_file_of_empty_cells_is_refused(read):
    with pytest.raises(Refusal, match="There is nothing in this file"):
        read(",,\n,,\n")


def test_b62_ragged_rows_headings_only_and_duplicate_headings_are_told(read):
    assert read("Tag,Name\n").notes == (Note(NoteKind.NO_ROWS),)
    assert read("Tag,Tag\n1\n1,2,3\n1,2\n").notes == (
        Note(NoteKind.RAGGED, (2, 3)),
        Note(NoteKind.DUPLICATE_HEADING, column=1, sample="Tag"),
        Note(NoteKind.NO_HEADING, column=2),
    )


FORMULAS = ["=cmd|'/C calc'!A0", "@SUM(1)", "\t=1", " =1", "\uff1d1", "+1", "-1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_b63_a_formula_is_text_and_one_of_our_own_export_is_as_it_was_typed(read, formula):
    out = io.StringIO()
    csv.writer(out).writerows([["Tag", "Note"], ["x", formula], ["y", f"'{formula}"]])
    assert [row.cells[1] for row in read(out.getvalue()).rows] == [formula, formula]


def test_b63_an_apostrophe_that_belongs_to_a_word_stays(read):
    assert read("Title\n'Salem's Lot\n'tis").column(0) == ("'Salem's Lot", "'tis")


def test_b68_what_a_spreadsheet_has_spoiled_is_told_and_kept(read):
    table = read("Serial,Tag,Bought\n1.23E+11,00123,45000\n5CG1,124,2020-01-02\n")
    assert table.rows[0].cells == ("1.23E+11", "00123", "45000")
    assert [note.kind for note in table.notes] == [
        NoteKind.NUMBER_LOOKS_CUT,
        NoteKind.ZEROS_LOOK_LOST,
        NoteKind.DAY_AS_NUMBER,
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"," * 5_000_000, "more than 20,000 cells"),
        (b'"\n",' * 50_000, "more than 20,000 cells"),
        (b"x\n" + b"\n" * 1_100_000, "more than 1,048,576 lines"),
        (b"x\n" * 100_001, "more than 100,000 rows"),
        (b"x" + b",x" * 1_000, "1,001 columns"),
        (b"x" + b",x" * 999 + b"\nx" * 2_000, "more than 1,000,000 cells"),
        (b"Tag,\x01\x02\x03\x04\x05\x06\x07\x08", "no text and is no spreadsheet"),
        (b"Tag\n" + b"x" * SIZE_LIMIT, "larger than 25 MB"),
    ],
)
def test_b64_what_would_fill_the_memory_is_refused_by_name(read, content, words):
    with pytest.raises(Refusal, match=words):
        read(content)


def test_a_file_that_is_away_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"list\.csv can't be read"):
        read_table(tmp_path / "list.csv")
    with pytest.raises(Refusal, match=r"can't be read|no ordinary file"):
        read_table(tmp_path)


def test_a_look_shows_the_first_rows_as_they_stand(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("Inventory\n\nTag;Name;Room\n" + "1;PC;\n" * 100, "utf-8")
    looked = look(path)
    assert looked.sheets == ()
    assert len(looked.rows) == 50
    assert looked.rows[:2] == (Row(1, ("Inventory",)), Row(3, ("Tag", "Name", "Room")))
    assert looked.read_as == ReadChoice("utf-8", ";", None, 3)
    assert look(path, ReadChoice(heading_row=0)).read_as.heading_row == 0
    path.write_text(",,\n", "utf-8")
    assert look(path).rows == ()


@given(st.binary(max_size=300), st.none() | st.sampled_from(ENCODINGS))
def test_any_bytes_are_decoded_or_refused(content, encoding):
    try:
        decoded = decode(content, encoding)
    except Refusal:
        return
    assert "\0" not in decoded.text
    assert list(decoded.mixed) == sorted(decoded.mixed)


@given(st.text(), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_any_text_with_its_mark_comes_back(text, encoding):
    assert decode(text.encode(encoding, "replace")).text == (
        text.encode("utf-8", "replace").decode().replace("\0", "")
    )
