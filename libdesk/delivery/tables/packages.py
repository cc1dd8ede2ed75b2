"""A spreadsheet's zip file, looked through before anything of it is built (B64-B67).

The spreadsheet library makes room for the whole rectangle from the first to the last cell that
holds something: one cell in the farthest corner would take half a terabyte. So the cells are found
here first, in the XML as it is unpacked piece by piece.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as ET
from xml.parsers import expat

from libdesk.delivery.tables.kinds import DAMAGED, LOCKED
from libdesk.domain.tables import CELLS_LIMIT
from libdesk.services.errors import Refusal

PARTS_LIMIT = 2_000
UNPACKED_LIMIT = 100_000_000
"""Bytes of all parts that are read, unpacked."""

RATIO_LIMIT = 100
_RATIO_FROM = 20_000_000
"""Bytes of a part from which on its ratio counts: a smaller one can do no harm."""

_ZIP = "This file is a zip file, not a spreadsheet. Unpack it, and read what is in it."
_OTHERS = (
    ("xl/workbook.bin", "an XLSB spreadsheet"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
    ("Index/Document.iwa", "a Numbers document"),
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_UNREAD = ("docprops/", "customxml/")
_PIECE = 1 << 20
_CUT = re.compile(rb"<(?:\w+:)?(?:c\s|row\b|table-row\b|table-cell\b)")
_LONGEST_TAG = 10_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ET.ParseError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    struct.error,
)
"""What zipfile raises at a damaged file."""


class PackageKind(StrEnum):
    """What spreadsheet a zip file is."""

    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Package:
    """What was found out about a spreadsheet.

    Attributes:
        kind: what it is.
        claimed_rows: how many rows each sheet of an XLSX file says to have, by its name.
        zeros: a number format of it that shows zeros before a number; "" for none.
    """

    kind: PackageKind
    claimed_rows: dict[str, int]
    zeros: str = ""


def check(content: bytes) -> Package:
    """Look a zip file through.

    Raises:
        Refusal: it is no spreadsheet, has a password, or could fill the memory; with which it is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _check(package)
    except _BROKEN as error:
        raise Refusal(DAMAGED) from error


def _check(package: zipfile.ZipFile) -> Package:
    entries = package.infolist()
    kind = _kind(package, {entry.filename for entry in entries})
    if len(entries) > PARTS_LIMIT:
        raise Refusal(DAMAGED)
    _check_sizes([entry for entry in entries if _is_read(entry)])
    if kind is PackageKind.ODS:
        _check_ods(package)
    sheets = _sheet_parts(package) if kind is PackageKind.XLSX else {}
    # Whatever the program that wrote it calls a sheet, the library reads it.
    read = [entry for entry in entries if _is_read(entry) or _plain(entry.filename) in sheets]
    _check_sizes(read)
    claimed = {}
    for entry in read:
        part, extent, grammar = _plain(entry.filename), _Extent(), expat.ParserCreate()
        for piece in _pieces(package, entry):
            if _is_unsafe(piece):
                raise Refusal(DAMAGED)
            # At an end tag that ends nothing the library would look for its own for ever.
            grammar.Parse(piece, False)  # noqa: FBT003 - takes it by its place only
            if part in sheets:
                extent.take(piece)
        grammar.Parse(b"", True)  # noqa: FBT003 - as above
        if part in sheets:
            extent.check()
            claimed[sheets[part]] = extent.claimed_rows
    return Package(kind, claimed, _zeros(package) if kind is PackageKind.XLSX else "")


def _is_read(entry: zipfile.ZipInfo) -> bool:
    name = _plain(entry.filename)
    return name.endswith((".xml", ".rels")) and not name.startswith(_UNREAD)


def _plain(name: str) -> str:
    """Return a part's name as the library compares it."""
    return name.replace("\\", "/").lower()


def _kind(package: zipfile.ZipFile, names: set[str]) -> PackageKind:
    if any(entry.flag_bits & 1 for entry in package.infolist()):
        raise Refusal(LOCKED)
    if "mimetype" in names and package.getinfo("mimetype").file_size < _LONGEST_TAG:
        declared = package.read("mimetype")
        if declared.startswith(_ODS) and "content.xml" in names:
            return PackageKind.ODS
    if "xl/workbook.xml" in names:
        return PackageKind.XLSX
    for name, what in _OTHERS:
        if name in names:
            raise Refusal(
                f"This file is {what}, whatever its name says. Open it, save its table as XLSX or "
                "CSV, and read that file."
            )
    raise Refusal(_ZIP)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len({_plain(entry.filename) for entry in entries}) < len(entries):
        raise Refusal(DAMAGED)
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise Refusal(
            f"Unpacked, this file has more than {UNPACKED_LIMIT // 1_000_000} MB. Keep only the "
            "sheet that is needed in it, and read it again."
        )
    for entry in entries:
        is_large = entry.file_size > _RATIO_FROM
        if is_large and entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1):
            raise Refusal(DAMAGED)


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece; each begins with the tag that the one before it has cut.

    What a part says of its size and its sum is checked on the way.
    """
    with package.open(entry) as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            whole = rest + piece
            # A cell's tag and the one in it, which tells that it holds something, stay together.
            cut = max(len(whole) - _LONGEST_TAG, 0)
            for found in _CUT.finditer(whole, cut):
                cut = found.start()
            yield whole[:cut]
            rest = whole[cut:]
        yield rest


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the sheets by their parts."""
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in _tree(package, "xl/_rels/workbook.xml.rels")
    }
    parts = {}
    for one in _tree(package, "xl/workbook.xml").iter():
        if one.tag.rpartition("}")[2] == "sheet":
            ids = (value for key, value in one.items() if key.endswith("}id"))
            target = targets.get(next(ids, ""), "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            parts[_plain(part)] = one.get("name", "")
    return parts


def _is_unsafe(document: bytes) -> bool:
    """Say whether XML names entities (B66), or is written so that nobody sees whether."""
    return any(sign in document for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\0"))


def _tree(package: zipfile.ZipFile, name: str) -> ET.Element:
    try:
        document = package.read(name)
    except KeyError as error:
        raise Refusal(DAMAGED) from error
    if _is_unsafe(document):
        raise Refusal(DAMAGED)
    return ET.fromstring(document)  # noqa: S314 - without a document type it has no entities


class _Extent:
    """How far the cells of an XLSX sheet reach that hold something."""

    _ROW = re.compile(rb"<(?:\w+:)?row\b(?:[^>]*?\br=[\"'](\d{1,7})[\"'])?")
    _CELL = re.compile(
        rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>\s*"
        rb"<(?:\w+:)?(?:v|is|f)\b"
    )

    def __init__(self) -> None:
        self.claimed_rows = 0
        self._cells = 0
        self._row = 0
        self._column = b""

    def take(self, piece: bytes) -> None:
        """Take a piece of the sheet's XML."""
        for number in self._ROW.findall(piece):
            self.claimed_rows = max(self.claimed_rows + 1, int(number or 0))
        cells = self._CELL.findall(piece)
        self._cells += len(cells)
        if cells:
            self._row = max(self._row, *(int(row) for _, row in cells))
            columns = {column for column, _ in cells} | {self._column}
            self._column = max(columns, key=lambda column: (len(column), column))
        if self._cells > CELLS_LIMIT:
            raise Refusal(
                f"This sheet has more than {CELLS_LIMIT:,} cells. Keep the columns that are "
                "needed, or divide it into several files, and read it again."
            )

    def check(self) -> None:
        """Refuse a sheet whose cells lie too far apart: what is between them takes memory too."""
        width = 0
        for letter in self._column:
            width = width * 26 + letter - 64
        if width * self._row > CELLS_LIMIT:
            raise Refusal(
                f"Something stands far away from the rest of the table, in row {self._row:,} or in "
                f"column {self._column.decode()}. Delete the rows and columns outside the table in "
                "a spreadsheet program, save it and read it again."
            )


def _check_ods(package: zipfile.ZipFile) -> None:
    """Refuse an ODS file that has a password, or that says "a million times the same".

    A program that fills whole columns with a color says so too, but of cells without words.
    """
    with suppress(KeyError):
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refusal(LOCKED)
    is_repeated = False
    for piece in _pieces(package, package.getinfo("content.xml")):
        for found in _ODS_TAG.finditer(piece):
            if found[1] is not None:
                is_repeated = _REPEATED_ROWS.search(found[1]) is not None
            elif is_repeated or (found[2] and _REPEATED_CELLS.search(found[2])):
                raise Refusal(
                    "A row or a cell of this spreadsheet is repeated more than a thousand times. "
                    "Delete what is not part of the table in a spreadsheet program, save it and "
                    "read it again."
                )


_ODS_TAG = re.compile(
    rb"<table:table-row\b([^>]*)>|<table:table-cell\b([^>]*)>\s*<text:p\b|<text:p\b"
)
_REPEATED_ROWS = re.compile(rb"number-rows-repeated=[\"']\d{4}")
_REPEATED_CELLS = re.compile(rb"number-columns-repeated=[\"']\d{4}")
_ZEROS = re.compile(rb"formatCode=[\"'](0{2,20})[\"']")


def _zeros(package: zipfile.ZipFile) -> str:
    """Return a number format that shows zeros before a number, as for "00123"; "" for none."""
    if "xl/styles.xml" not in package.namelist():
        return ""
    found = _ZEROS.search(package.read("xl/styles.xml"))
    return found[1].decode() if found else ""
