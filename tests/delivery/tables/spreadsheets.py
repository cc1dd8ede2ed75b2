"""Spreadsheet files made for tests, sound ones and such as nobody should meet."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def xlsx_parts(*sheets, styles="", states=()):
    """Return the parts of an XLSX file; each sheet is the XML of its rows."""
    names = [f"Sheet {number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}" {dict(states).get(at, "")}/>'
        for at, name in enumerate(names, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/s{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    styled = f'<Relationship Id="rId99" Type="{OFFICE}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f"{XML}<Types/>",
        "_rels/.rels": (
            f'{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{XML}<Relationships xmlns="{RELATIONS}">{targets}{styled}</Relationships>'
        ),
        "xl/styles.xml": f'{XML}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for at, rows in enumerate(sheets, 1):
        parts[f"xl/worksheets/s{at}.xml"] = (
            f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return parts


def xlsx(*sheets, **options):
    return packed(xlsx_parts(*sheets, **options))


def row(number, *cells):
    """Return a row; text stays text, a number is one, and a cell as XML is what it is."""
    written = []
    for at, cell in enumerate(cells):
        place = f"{chr(65 + at)}{number}"
        if isinstance(cell, str) and cell.startswith("<"):
            written.append(cell.replace("<c", f'<c r="{place}"', 1))
        elif isinstance(cell, str):
            text = escape(cell)
            written.append(f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>')
        else:
            written.append(f'<c r="{place}"><v>{cell}</v></c>')
    return f'<row r="{number}">{"".join(written)}</row>'


HEADINGS = row(1, "Tag", "Name")
SMALL = HEADINGS + row(2, "00123", "PC")


def ods(rows, manifest=""):
    """Return an ODS file; `rows` is the XML of its rows."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    return packed(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": (
                f'{XML}<manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
                f'<manifest:file-entry manifest:full-path="content.xml"/>{manifest}'
                "</manifest:manifest>"
            ),
            "content.xml": (
                f'{XML}<office:document-content xmlns:office="{office}:office:1.0" '
                f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" '
                'office:version="1.2"><office:body><office:spreadsheet>'
                f'<table:table table:name="List">{rows}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def ods_row(*texts, repeated=1):
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{cells}<table:table-cell/></table:table-row>"


def xls(rows, *, day_style="YYYY-MM-DD"):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("List")
    style = xlwt.easyxf(num_format_str=day_style)
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write(at, column, cell, style)
            elif cell != "":
                sheet.write(at, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
