"""Table files that are made to do harm: deep, huge, far, bombs. Each is a function's answer.

Chance makes more of them: a sheet, a part of a package, a package or a stream of records, of which
some numbers are what no program writes.
"""

import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from tests.delivery.tables.spreadsheets import (
    HEADINGS,
    MAIN,
    OFFICE,
    SMALL,
    XML,
    ods,
    ods_row,
    packed,
    row,
    xls,
    xlsx,
    xlsx_parts,
)

WIDE = 100_000
LARGEST = (2**16 - 1, 2**31, 2**32 - 1, 2**63, 2**64 - 1)


def with_part(name: str, content: str | bytes, rows: str = SMALL) -> bytes:
    return bytes(packed(xlsx_parts(rows) | {name: content}))


def with_words(words: str, rows: str) -> bytes:
    """Return an XLSX file with words that its cells share."""
    parts = xlsx_parts(rows)
    rels = "xl/_rels/workbook.xml.rels"
    shared = f'<Relationship Id="rId98" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts[rels] = parts[rels].replace("</Relationships>", f"{shared}</Relationships>")
    return bytes(packed(parts | {"xl/sharedStrings.xml": words}))


def workbook_with(more: str) -> bytes:
    parts = xlsx_parts(SMALL)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", more)
    return bytes(packed(parts))


def ods_cells(inner: str, times: int = 1, **repeated: int) -> bytes:
    """Return an ODS file of cells with this in them; `rows` and `columns` say how often."""
    rows, columns = repeated.get("rows", 1), repeated.get("columns", 1)
    cell = (
        f'<table:table-cell table:number-columns-repeated="{columns}" '
        f'office:value-type="string"><text:p>{inner}</text:p></table:table-cell>'
    )
    one = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return bytes(ods(ods_row("Tag") + one * times))


def far(cell: str) -> bytes:
    return bytes(xlsx(f'<row r="1048576">{cell}</row>{SMALL}'))


_ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(WIDE))
_STYLE = '<xf numFmtId="14"/>'
_SHARED = '<c t="s"><v>0</v></c>'
_SST = f'{XML}<sst xmlns="{MAIN}" count="{{0}}" uniqueCount="{{0}}"><si><t>{{1}}</t></si></sst>'
_BOMB = (
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    + "]>"
)

HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "entities": lambda: with_part("xl/styles.xml", f"{XML}{_BOMB}<x>&e8;</x>"),
    "entities in words": lambda: with_words(f"{XML}{_BOMB}<sst><si><t>&e8;</t></si></sst>", SMALL),
    "an entity from outside": lambda: with_part(
        "xl/styles.xml", f'{XML}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    ),
    "deep XLSX": lambda: xlsx("<x>" * WIDE * 2 + "</x>" * WIDE * 2),
    "deep ODS": lambda: ods("<table:table-row>" * WIDE + "</table:table-row>" * WIDE),
    "deep words of ODS": lambda: ods_cells("<text:span>" * WIDE + "x" + "</text:span>" * WIDE),
    "many attributes": lambda: xlsx(f"<row {_ATTRIBUTES}/>{SMALL}"),
    "a long attribute": lambda: xlsx(f'<row r="{"1" * 19_000_000}"/>{SMALL}'),
    "many comments": lambda: xlsx("<!-- x -->" * 10 * WIDE + SMALL),
    "many styles": lambda: bytes(
        packed(xlsx_parts(SMALL, styles=f"<cellXfs>{_STYLE * 10 * WIDE}</cellXfs>"))
    ),
    "many names": lambda: workbook_with(
        "</sheets><definedNames>"
        + '<definedName name="x">A1</definedName>' * 5 * WIDE
        + "</definedNames>"
    ),
    "many sheets": lambda: workbook_with(
        "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, 2 * WIDE))
        + "</sheets>"
    ),
    **{
        f"{count} shared words": lambda count=count: with_words(  # type: ignore[misc]  # a default binds it
            _SST.format(count, "x"), HEADINGS + row(2, _SHARED)
        )
        for count in LARGEST
    },
    "a shared word that is not there": lambda: with_words(
        _SST.format(1, "x"), HEADINGS + row(2, '<c t="s"><v>999999999</v></c>')
    ),
    "a long word shared by many": lambda: with_words(
        _SST.format(1, "x" * 99_000),
        HEADINGS + "".join(row(number, _SHARED) for number in range(2, 9_000)),
    ),
    "a sheet that says it is large": lambda: with_part(
        "xl/worksheets/s1.xml",
        f'{XML}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{SMALL}'
        "</sheetData></worksheet>",
    ),
    "a far cell behind a comment": lambda: far('<c r="XFD1048576"><!-- --><v>1</v></c>'),
    "a far cell in small letters": lambda: far('<c r="xfd1048576"><v>1</v></c>'),
    "a far cell with an odd attribute": lambda: far('<c x=">" r="XFD1048576"><v>1</v></c>'),
    "a far row": lambda: xlsx(f'<row r="4294967295"><c><v>1</v></c></row>{SMALL}'),
    "a wide row below a gap": lambda: xlsx(
        f'{SMALL}<row r="1000000">{"<c><v>1</v></c>" * 900}</row>'
    ),
    "rows without a number": lambda: xlsx(
        f"<row>{'<c><v>1</v></c>' * WIDE}</row>" + "<row><c><v>1</v></c></row>" * WIDE
    ),
    "spaces of ODS": lambda: ods_cells('<text:s text:c="2000000000"/>x'),
    "many spaces of ODS": lambda: ods_cells('<text:s text:c="32000"/>x', 5_000),
    "999 by 999": lambda: ods_cells("x", rows=999, columns=999),
    "999 by 999 by 300": lambda: ods_cells("x" * 15, 300, rows=999, columns=999),
    **{
        f"{count} times of ODS": lambda count=count: ods_cells("", rows=count, columns=count)  # type: ignore[misc]  # a default binds it
        for count in LARGEST
    },
    "a bomb": lambda: xlsx(SMALL + " " * 90_000_000),
    "a bomb by BZIP2": lambda: bytes(
        packed(xlsx_parts(SMALL + " " * 19_000_000), zipfile.ZIP_BZIP2)
    ),
    "a bomb by LZMA": lambda: bytes(packed(xlsx_parts(SMALL + " " * 19_000_000), zipfile.ZIP_LZMA)),
    "a bomb that nobody reads": lambda: with_part("docProps/app.xml", b"\0" * 200_000_000),
    "bombs below the limit": lambda: bytes(
        packed(
            xlsx_parts(SMALL)
            | {f"xl/theme/{n}.xml": f"<x>{' ' * 19_000_000}</x>" for n in range(5)}
        )
    ),
    "a bomb of words": lambda: with_words(
        _SST.format(1, "x</t></si><si><t>" * 1_100_000), HEADINGS + row(2, _SHARED)
    ),
    "a chain of XLS that is cut": lambda: xls([["Tag"], *([["x" * 99]] * 2_000)])[:-9_000],
}

SHORT = (
    "entities",
    "deep ODS",
    "65535 shared words",
    "18446744073709551615 times of ODS",
    "a far cell behind a comment",
    "spaces of ODS",
    "a bomb",
)
"""Those that are read in every run: one of each way to do harm."""

_NUMBERS = ("-1", "0", "1", "999", "1000000", "4294967296", "18446744073709551616", "1e309", "NaN")
_TEXTS = ("", "x", " ", "&amp;", "&#x1F600;", "&#0;", "<![CDATA[x]]>", "<!-- -->", "A1:XFD9", "?")
_TAGS = ("row", "c", "v", "is", "t", "f", "mergeCell", "x", "sheetData", "si", "r", "phoneticPr")
_NAMES = ("r", "t", "s", "ref", "count", "min", "max", "x", "xml:space", "spans", "si")
_TYPES = ("s", "n", "b", "e", "d", "str", "inlineStr", "x")
_ODS_TAGS = (
    *("table:table-row", "table:table-cell", "text:p", "text:s", "text:span", "text:line-break"),
    *("table:covered-table-cell", "office:annotation", "table:table", "table:table-row-group"),
)
_ODS_NAMES = (
    *("table:number-rows-repeated", "table:number-columns-repeated", "office:value-type"),
    *("office:value", "office:date-value", "office:time-value", "text:c", "table:formula"),
)
_ODS_TYPES = ("string", "float", "date", "time", "boolean", "percentage", "currency")


def xml_by(chance: random.Random, tags: tuple[str, ...], names: tuple[str, ...], deep: int) -> str:
    """Return elements that are well formed and make no sense."""
    written = []
    for _ in range(chance.randint(0, 4)):
        tag = chance.choice(tags)
        texts = (*_NUMBERS, *_TYPES, *_ODS_TYPES, "A1", "XFD1048576", "C3", "2020-01-02", "PT1H")
        told = " ".join(
            f'{name}="{chance.choice(texts)}"'
            for name in chance.sample(names, chance.randint(0, min(3, len(names))))
        )
        inner = xml_by(chance, tags, names, deep - 1) if deep else ""
        if chance.random() < 0.5:
            inner += chance.choice((*_TEXTS, *_NUMBERS))
        written.append(f"<{tag} {told}>{inner}</{tag}>")
    return "".join(written)


def odd_sheet(chance: random.Random) -> bytes:
    """Return an XLSX file whose sheet, words and styles say what they like."""
    odd = [xml_by(chance, _TAGS, _NAMES, 4) for _ in range(3)]
    parts = xlsx_parts(HEADINGS + odd[0], styles=odd[1] if chance.random() < 0.3 else "")
    if chance.random() < 0.3:
        parts["xl/sharedStrings.xml"] = f'{XML}<sst xmlns="{MAIN}">{odd[2]}</sst>'
    return bytes(packed(parts))


def odd_ods(chance: random.Random) -> bytes:
    """Return an ODS file whose table says what it likes."""
    return bytes(ods(ods_row("Tag", "Name") + xml_by(chance, _ODS_TAGS, _ODS_NAMES, 4)))


def odd_package(chance: random.Random) -> bytes:
    """Return a spreadsheet whose zip file says something else of its parts than they are."""
    parts = xlsx_parts(SMALL)
    for _ in range(chance.randint(0, 2)):
        name = chance.choice(sorted(parts))
        other = chance.choice((name.upper(), name.replace("/", "\\"), f"/{name}", f"./{name}"))
        parts[other] = parts[name] if chance.random() < 0.5 else parts.pop(name)
    way = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    content = bytearray(packed(parts, way))
    marks = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")
    for _ in range(chance.randint(1, 3)):
        places = [at for mark in marks for at in _all(bytes(content), mark)]
        at = chance.choice(places) + 4 + 2 * chance.randrange(13)
        number = chance.choice((0, 1, 8, 0xFFFF, 0x7FFF, chance.randrange(0x10000)))
        content[at : at + 2] = struct.pack("<H", number)
    if chance.random() < 0.2:
        content = bytearray(b"MZ" * chance.randrange(9)) + content
    return bytes(content)


def odd_records(chance: random.Random) -> bytes:
    """Return an XLS file of which some records have other kinds, lengths or numbers."""
    content = bytearray(_sound_xls())
    at = content.index(b"\x09\x08\x10\x00")
    records: list[tuple[int, int]] = []
    while at + 4 <= len(content) and len(records) < 500:
        kind, length = struct.unpack_from("<HH", content, at)
        if not kind and not length:
            break
        records.append((at, length))
        at += 4 + length
    for at, length in chance.sample(records, chance.choice((1, 1, 2, 5))):
        number = chance.choice((0, 1, 0xFFFF, 0x7FFF, 0xFF, chance.randrange(0x10000)))
        where = chance.choice((at, at + 2, *range(at + 4, at + 4 + length, 2)))
        content[where : where + 2] = struct.pack("<H", number)
    return bytes(content)


@cache
def _sound_xls() -> bytes:
    rows: list[list[object]] = [["Tag", "Name", "Price"], *[["x", n, n / 3] for n in range(20)]]
    return bytes(xls(rows))


def _all(content: bytes, mark: bytes) -> list[int]:
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + 1)
    return found


MADE: Mapping[str, Callable[[random.Random], bytes]] = {
    "xlsx-xml": odd_sheet,
    "ods-xml": odd_ods,
    "zip": odd_package,
    "xls-records": odd_records,
}
"""What chance makes, by the way that it does harm."""
