"""Tables as files for a spreadsheet program: CSV as the export writes it, and XLSX.

The XLSX is written part by part: a dozen lines of XML each, the same bytes for the same rows. Text
is typed as text in it, so that nothing becomes a formula, a day or a number behind anybody's back.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from libdesk.domain.cells import Cell, text_of
from libdesk.domain.tables import column_name
from libdesk.domain.text import clean_line
from libdesk.files import DISK, FileSystem, write_durably
from libdesk.services.errors import Refusal

XLSX_ROWS = 1_048_576
XLSX_COLUMNS = 16_384
XLSX_TEXT = 32_767
"""Characters of a cell of an XLSX file, counted as spreadsheets do; what is longer is cut."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TITLE_LIMIT = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"
_LEAST_WIDTH, _MOST_WIDTH = 8, 60
_EXACT = 10**15
_DAY_0 = datetime(1899, 12, 30, tzinfo=UTC)
_FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets count a day that there was not."""

# What XML cannot hold, and what would be read as its stand-in.
_UNSPELLABLE = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NO_LETTERS = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")
_PLAIN, _HEADING, _TEXT, _DAY, _MOMENT = range(5)
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def write_csv(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    disk: FileSystem = DISK,
) -> None:
    """Write a CSV file: UTF-8 with its mark, commas, no cell of it a formula to a spreadsheet.

    Args:
        path: the file to make or replace; its folder must exist.
        headings: one for each column.
        rows: their cells.
        disk: the file system, or a drill's.

    Raises:
        OSError: what is there is wholly old or wholly new.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(map(text_of, headings))
    writer.writerows(map(text_of, row) for row in rows)
    content = codecs.BOM_UTF8 + page.getvalue().encode("utf-8", "replace")
    write_durably(path, content, disk=disk)


def write_xlsx(
    path: Path,
    sheet_title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    disk: FileSystem = DISK,
) -> None:
    """Write an XLSX file of one sheet: the headings bold and fixed, text as text, days as days.

    Args:
        path: the file to make or replace; its folder must exist.
        sheet_title: what the sheet is called; what no spreadsheet takes in it is left out.
        headings: one for each column.
        rows: their cells; a text of more than XLSX_TEXT characters is cut.
        disk: the file system, or a drill's.

    Raises:
        Refusal: there are more rows or columns than a spreadsheet can have.
        OSError: what is there is wholly old or wholly new.
    """
    sheet = _sheet(headings, rows)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {
            **_frame(_title(sheet_title)),
            "xl/worksheets/sheet1.xml": sheet,
        }.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the same rows, the same bytes
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode())
    write_durably(path, packed.getvalue(), disk=disk)


def _frame(title: str) -> dict[str, str]:
    """Return the parts of an XLSX file but its sheet."""
    return {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{escape(title, {chr(34): "&quot;"})}" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _STYLES,
    }


def _relations(*targets: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _title(text: str) -> str:
    """Return a sheet's title that every spreadsheet program takes."""
    cleaned = clean_line(_NOT_IN_A_TITLE.sub(" ", text)).strip(" '")
    while len(cleaned.encode("utf-16-le")) > 2 * _TITLE_LIMIT:
        cleaned = cleaned[:-1].rstrip(" '")
    return cleaned if cleaned and cleaned.lower() != _RESERVED else "Table"


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    lines = [_row(1, headings, style=_HEADING)]
    widths = [_width(heading) for heading in headings]
    for number, row in enumerate(rows, 2):
        if number > XLSX_ROWS or len(row) > XLSX_COLUMNS:
            raise Refusal(
                f"An XLSX file has at most {XLSX_ROWS:,} rows and {XLSX_COLUMNS:,} columns. Save "
                "the table as CSV."
            )
        lines.append(_row(number, row))
        widths.extend([_LEAST_WIDTH] * (len(row) - len(widths)))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], _width(cell))
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{min(width + 2, _MOST_WIDTH)}" customWidth="1"/>'
        for at, width in enumerate(widths, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="1"'
        ' workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
        ' state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"{f'<cols>{columns}</cols>' if columns else ''}"
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _row(number: int, cells: Sequence[Cell], *, style: int = _TEXT) -> str:
    written = "".join(
        _cell(f"{column_name(column)}{number}", cell, style)
        for column, cell in enumerate(cells)
        if cell is not None and cell != ""
    )
    return f'<row r="{number}">{written}</row>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if isinstance(cell, datetime):
        moment = cell.astimezone(UTC).replace(microsecond=0)
        if moment.date() >= _FIRST_DAY:
            serial = (moment - _DAY_0) / timedelta(days=1)
            return f'<c r="{place}" s="{_MOMENT}"><v>{serial!r}</v></c>'
    elif isinstance(cell, date):
        if cell >= _FIRST_DAY:
            return f'<c r="{place}" s="{_DAY}"><v>{(cell - _DAY_0.date()).days}</v></c>'
    elif isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < _EXACT:
        return f'<c r="{place}" s="{_PLAIN}"><v>{cell}</v></c>'
    text = cell if isinstance(cell, str) else text_of(cell)
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(_spelled(text))}</t></is></c>"
    )


def _spelled(text: str) -> str:
    """Return text as a cell can hold it: not too long, and each sign one of XML's."""
    text = text.encode("utf-8", "replace").decode().translate(_NO_LETTERS)
    if len(text) * 2 > XLSX_TEXT:
        text = text.encode("utf-16-le")[: 2 * XLSX_TEXT].decode("utf-16-le", "ignore")
    return _UNSPELLABLE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def _width(cell: Cell) -> int:
    text = cell if isinstance(cell, str) else text_of(cell)
    longest = max(map(len, text.split("\n"))) if "\n" in text else len(text)
    return max(_LEAST_WIDTH, longest)
