"""Spreadsheets as libraries have them, and as nobody should (B61-B68)."""

import io
import random
import re
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from libdesk.delivery.tables import kinds
from libdesk.delivery.tables.reading import look, read_table
from libdesk.delivery.tables.workbooks import text_of
from libdesk.domain.tables import GUESSED, Note, NoteKind, ReadChoice, Row
from libdesk.services.errors import Refusal
from tests.delivery.tables.spreadsheets import (
    HEADINGS,
    SMALL,
    ods,
    ods_row,
    packed,
    row,
    xls,
    xlsx,
    xlsx_parts,
)
from tests.drills.importer_child import damaged, seeds

DAMAGED = re.escape(kinds.DAMAGED)


@pytest.fixture
def read(tmp_path):
    def read_it(content, choice=GUESSED, name="list.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_table(path, choice)

    return read_it


DAYS = '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
FORMATS = (
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
)


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list"])
def test_an_xlsx_file_is_read_whatever_its_name(read, name):
    table = read(xlsx(SMALL), name=name)
    assert table.headings == ("Tag", "Name")
    assert table.rows == (Row(2, ("00123", "PC")),)
    assert table.read_as == ReadChoice(None, None, "Sheet 1", 1)
    assert table.notes == ()


def test_values_are_read_as_a_person_sees_them(read):
    cells = ["<c><v>12</v></c>", "<c><v>1.1000000000000001</v></c>", '<c s="1"><v>45000</v></c>']
    cells += ['<c s="1"><v>45000.4375</v></c>', '<c t="b"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>']
    headings = row(1, *"ABCDEF")
    table = read(xlsx(headings + row(2, *cells), styles=DAYS + FORMATS))
    assert table.rows[0].cells == (
        *("12", "1.1", "2023-03-15", "2023-03-15 10:30:00", "TRUE"),
        "",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
        (float("inf"), "inf"),
        (7, "7"),
        (False, "FALSE"),
        (date(2026, 12, 3), "2026-12-03"),
        (datetime(2026, 12, 3), "2026-12-03"),  # noqa: DTZ001 - spreadsheets know no time zones
        (datetime(2026, 12, 3, 10, 15, 59, 999_999), "2026-12-03 10:16:00"),  # noqa: DTZ001 - as above
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "9999-12-31 23:59:59"),  # noqa: DTZ001 - as above
        (time(9, 5), "09:05"),
        (time(9, 5, 7), "09:05:07"),
        (timedelta(hours=26, minutes=10), "1 day, 2:10:00"),
        ("x", "x"),
    ],
)
def test_each_kind_of_value_has_its_text(value, text):
    assert text_of(value) == text


def test_rows_and_columns_keep_their_places(read):
    place = '<row r="4"><c r="C4"><v>1</v></c></row>'
    table = read(xlsx('<row r="3"><c r="C3" t="str"><v>Tag</v></c></row>' + place))
    assert (table.headings, table.rows) == (("", "", "Tag"), (Row(4, ("", "", "1")),))


def test_the_first_sheet_that_is_shown_and_holds_something_is_read(read, tmp_path):
    sheets = [SMALL, "", HEADINGS + row(2, "2", "Mac")]
    content = xlsx(*sheets, states=[(1, 'state="hidden"')])
    assert read(content).rows[0].cells == ("2", "Mac")
    assert read(content, ReadChoice(sheet="Sheet 1")).rows[0].cells == ("00123", "PC")
    looked = look(tmp_path / "list.xlsx")
    assert looked.sheets == ("Sheet 2", "Sheet 3", "Sheet 1")
    assert looked.read_as == ReadChoice(None, None, "Sheet 3", 1)
    assert looked.rows == (Row(1, ("Tag", "Name")), Row(2, ("2", "Mac")))
    assert look(tmp_path / "list.xlsx", ReadChoice(sheet="Sheet 2")).rows == ()


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(read):
    with pytest.raises(Refusal, match=r"no sheet “Things”\. It has: Sheet 1\."):
        read(xlsx(SMALL), ReadChoice(sheet="Things"))


def test_b62_an_empty_sheet_is_refused(read):
    with pytest.raises(Refusal, match="nothing on the sheet “Sheet 1”"):
        read(xlsx("", ""))


def test_b61_a_row_with_a_huge_cell_is_left_out(read):
    table = read(xlsx(HEADINGS + row(2, "1", "x" * 200_000) + row(3, "2", "y")))
    assert table.rows == (Row(3, ("2", "y")),)
    assert table.notes == (Note(NoteKind.ROW_SKIPPED, (2,)),)


def test_b63_of_a_formula_only_its_last_value_is_read(read):
    text = "=HYPERLINK(1)"
    cells = row(2, "<c><f>1+1</f><v>2</v></c>", "<c><f>NOW()</f></c>") + row(3, text, "@SUM(1)")
    assert [one.cells for one in read(xlsx(HEADINGS + cells)).rows] == [
        ("2", ""),
        (text, "@SUM(1)"),
    ]


@pytest.mark.parametrize(
    "filling",
    ["<row/>" * 1_999_998, "".join(f'<row r="{at}"/>' for at in range(3, 2_000_001))],
    ids=["bare", "numbered"],
)
def test_b64_two_million_empty_rows_are_passed_over_and_told(read, filling):
    table = read(xlsx(SMALL + filling))
    assert len(table.rows) == 1
    assert table.notes == (Note(NoteKind.EMPTY_ROWS, sample="2000000"),)


def test_b65_a_cell_in_the_farthest_corner_is_refused_by_its_place(read):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Refusal, match=r"far away .* in row 1,048,576 or in column XFD"):
        read(xlsx(SMALL + far))


def test_b65_a_corner_that_only_has_a_color_does_no_harm(read):
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(read(xlsx(SMALL + far)).rows) == 1


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("part", "target"),
    [
        ("xl/Worksheets/S1.XML", "worksheets/s1.xml"),
        ("xl\\worksheets\\s1.xml", "worksheets/s1.xml"),
        ("xl/worksheets/s1.dat", "worksheets/s1.dat"),
        ("docProps/s1.xml", "/docProps/s1.xml"),
    ],
)
def test_b65_a_far_cell_is_found_wherever_the_library_finds_its_sheet(read, part, target):
    """Found by drill F23: it took a minute. The library does not mind how a name is spelled."""
    parts = xlsx_parts(FAR)
    parts[part] = parts.pop("xl/worksheets/s1.xml")
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("worksheets/s1.xml", target)
    content = packed(parts).replace(part.replace("\\", "/").encode(), part.encode())
    with pytest.raises(Refusal, match="far away"):
        read(content)
    with pytest.raises(Refusal, match=DAMAGED):
        read(packed({**parts, part: parts[part].replace("?>", f"?>{BOMB}", 1)}))


def test_b67_parts_whose_names_differ_by_case_only_are_refused(read):
    """Nobody knows which of them the library takes."""
    with pytest.raises(Refusal, match=DAMAGED):
        read(packed(xlsx_parts(SMALL) | {"xl/Worksheets/s1.xml": "<x/>"}))


def test_b65_a_corner_across_two_pieces_of_the_file_is_seen(read):
    gap = row(3, "x" * 1_047_000, "y")
    for slip in range(0, 3_000, 100):
        far = f'<row r="1048576"><c r="XFD1048576" {" " * slip}><v>1</v></c></row>'
        with pytest.raises(Refusal, match="far away"):
            read(xlsx(SMALL + gap + far))


def test_a_sheet_of_more_cells_than_fit_is_refused(read):
    many = "".join(row(at, *[1] * 26) for at in range(1, 39_000))
    with pytest.raises(Refusal, match="more than 1,000,000 cells"):
        read(xlsx(many))


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/worksheets/s1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_b66_entities_are_refused(read, part):
    parts = xlsx_parts(SMALL)
    parts[part] = parts[part].replace("?>", f"?>{BOMB}", 1).replace("PC", "&b;")
    with pytest.raises(Refusal, match=DAMAGED):
        read(packed(parts))


def test_b66_entities_in_utf_16_are_refused(read):
    parts = xlsx_parts(SMALL)
    parts["xl/sharedStrings.xml"] = f"<?xml version='1.0'?>{BOMB}<sst/>".encode("utf-16")
    with pytest.raises(Refusal, match=DAMAGED):
        read(packed(parts))


def test_b67_a_part_that_unpacks_a_thousandfold_is_refused(read):
    with pytest.raises(Refusal, match=DAMAGED):
        read(xlsx(SMALL + " " * 30_000_000))


def test_b67_more_than_can_be_unpacked_is_refused(read):
    parts = xlsx_parts(SMALL) | {f"xl/s{at}.xml": "<x>" + "y" * 19_000_000 for at in range(6)}
    with pytest.raises(Refusal, match="more than 100 MB"):
        read(packed(parts))


def test_b67_thousands_of_parts_are_refused(read):
    with pytest.raises(Refusal, match=DAMAGED):
        read(packed(xlsx_parts(SMALL) | {f"x/{at}": "" for at in range(2_001)}))


def test_b67_a_part_that_is_there_twice_is_refused(read):
    out = io.BytesIO(xlsx(SMALL))
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(Refusal, match=DAMAGED):
        read(out.getvalue())


def test_b67_a_part_that_lies_about_its_size_is_refused(read):
    content = xlsx(SMALL)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo("xl/worksheets/s1.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(Refusal, match=DAMAGED):
        read(lying)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed({"inner.xlsx": xlsx(SMALL)}), "a zip file, not a spreadsheet"),
        (packed({"a.zip": packed({"b.zip": packed({"c": b"x" * 10_000})})}), "a zip file"),
        (packed({}), "a zip file"),
        (packed({"word/document.xml": "<x/>"}), "a Word document"),
        (packed({"ppt/presentation.xml": "<x/>"}), "a presentation"),
        (packed({"Index/Document.iwa": "x"}), "a Numbers document"),
        (packed({"xl/workbook.bin": "x"}), "an XLSB spreadsheet"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "a zip file"),
        (packed({"xl/workbook.xml": "<x/>"}), DAMAGED),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "a web page"),
        (b"\xef\xbb\xbf\n<HTML xmlns:x='excel'>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "XML, not a spreadsheet"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"SQLite format 3\0", "a database"),
        (b"\0\1\0\0Standard ACE DB", "an Access database"),
        (b"{\\rtf1", "a text document"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"\x09\x08\x08\x00\x00\x05", "from before 1997"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a Word doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), DAMAGED),
    ],
)
def test_b67_what_is_no_spreadsheet_is_named_whatever_it_is_called(read, content, words):
    with pytest.raises(Refusal, match=words):
        read(content)


def test_b67_a_zip_with_a_password_is_refused(read):
    content = bytearray(xlsx(SMALL))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    with pytest.raises(Refusal, match="has a password"):
        read(bytes(content))


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9, 0.99])
def test_b67_a_file_that_was_cut_is_refused(read, at):
    content = xlsx(SMALL)
    with pytest.raises(Refusal, match=DAMAGED):
        read(content[: int(len(content) * at)])


def test_b68_numbers_of_more_than_fifteen_digits_are_told(read):
    table = read(xlsx(HEADINGS + row(2, 1234567890123456, "PC") + row(3, 123456789012345, "Mac")))
    assert table.rows[0].cells == ("1234567890123456", "PC")
    assert table.notes == (Note(NoteKind.NUMBER_LOOKS_CUT, (2,), 0, "1234567890123456"),)


def test_b68_a_format_that_shows_zeros_is_told(read):
    zeros = DAYS.replace("yyyy\\-mm\\-dd", "00000")
    table = read(xlsx(HEADINGS + row(2, 123, "PC"), styles=zeros))
    assert table.notes == (Note(NoteKind.ZEROS_LOOK_LOST, sample="00000"),)


def test_an_ods_file_is_read_with_its_colored_emptiness(read):
    filling = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    cells = ods_row("Tag", "Name") + ods_row("00123", "=1", repeated=2) + filling
    table = read(ods(cells), name="list.xlsx")
    assert table.headings == ("Tag", "Name")
    assert table.rows == (Row(2, ("00123", "=1")), Row(3, ("00123", "=1")))
    assert table.read_as.sheet == "List"


@pytest.mark.parametrize(
    "cells",
    [
        ods_row("x", repeated=1_000_000),
        ods_row("x").replace(
            'value-type="string"', 'value-type="string" table:number-columns-repeated="16000"'
        ),
    ],
)
def test_b64_an_ods_file_that_says_a_million_times_the_same_is_refused(read, cells):
    with pytest.raises(Refusal, match="repeated more than a thousand times"):
        read(ods(ods_row("Tag") + cells))


def test_b65_an_ods_file_with_a_far_cell_is_refused(read):
    gap = ods_row(repeated=1_048_570)
    with pytest.raises(Refusal, match="more than 1,000,000 cells"):
        read(ods(ods_row("Tag", "Name") + gap + ods_row("1", "PC")))


def test_b65_a_far_cell_that_stands_alone_is_refused(read):
    """Found by drill F23: what is before it took a minute, as the library counts it as nothing."""
    far = '<table:table-row><table:table-cell table:number-columns-repeated="9999"/>'
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    content = ods(f"{ods_row(repeated=1_048_570)}{far}{cell}</table:table-row>")
    with pytest.raises(Refusal, match="more than 1,000,000 cells"):
        read(content)


def test_b67_an_ods_file_with_a_password_is_refused(read):
    with pytest.raises(Refusal, match="has a password"):
        read(ods("\x01damaged", manifest="<manifest:encryption-data/>"))


def test_an_xls_file_is_read_whatever_its_name(read):
    rows = [
        ["Tag", "Bought", "Price"],
        ["00123", date(2020, 1, 2), 12.5],
        ["", "", ""],
        ["2", "", 3],
    ]
    table = read(xls(rows), name="list.xlsx")
    assert table.headings == ("Tag", "Bought", "Price")
    assert table.rows == (Row(2, ("00123", "2020-01-02", "12.5")), Row(4, ("2", "", "3")))
    assert table.read_as == ReadChoice(None, None, "List", 1)


def test_b65_an_xls_file_with_a_far_cell_is_refused(read):
    rows = [["Tag"]] + [[""]] * 60_000 + [[*[""] * 200, "x"]]
    with pytest.raises(Refusal, match="more than 1,000,000 cells"):
        read(xls(rows))


@pytest.mark.parametrize(
    "rows",
    ['<row r="1"><c r="A1"><v>1</c></row>', '<row r="x"><c r="A1:B"><v>1</v></c></row>', "<row"],
)
def test_b67_a_sheet_that_is_no_xml_is_refused(read, rows):
    with pytest.raises(Refusal, match=DAMAGED):
        read(xlsx(rows))


def test_b67_an_ods_file_whose_tags_do_not_match_is_refused(read):
    """Found by drill F23: the library never comes back from this one."""
    with pytest.raises(Refusal, match=DAMAGED):
        read(repacked(ods(ods_row("Tag")), b"</table:table>", b"</table:ta_le>"))


def repacked(content, old, new):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return packed({one: package.read(one).replace(old, new) for one in package.namelist()})


def test_b67_a_workbook_without_a_sheet_is_refused(read):
    with pytest.raises(Refusal, match="no sheet with cells"):
        read(xlsx())


def test_b67_a_spreadsheet_whose_parts_are_away_is_refused(read):
    parts = xlsx_parts(SMALL)
    for part in ("xl/_rels/workbook.xml.rels", "xl/worksheets/s1.xml"):
        with pytest.raises(Refusal, match=DAMAGED):
            read(packed({name: content for name, content in parts.items() if name != part}))
    del parts["xl/styles.xml"]
    assert len(read(packed(parts)).rows) == 1


def test_b67_a_slip_of_the_library_is_a_damaged_file(read):
    """Found by drill F23: the library stumbles over this one (a panic, which is no Exception)."""
    content = damaged(seeds()["xls"], random.Random(26))
    with pytest.raises(Refusal, match=DAMAGED):
        read(content)
