"""What a file is, by its bytes and never by its name (B67)."""

from enum import StrEnum

from libdesk.delivery.tables import compound
from libdesk.services.errors import Refusal


class FileKind(StrEnum):
    """What can hold a table."""

    TEXT = "text"
    PACKAGE = "package"
    """A zip file: XLSX, ODS, or something else (packages.py tells)."""
    XLS = "xls"


DAMAGED = (
    "This file is damaged or unsafe: it isn't what a spreadsheet program writes. Open it in one, "
    "save it as XLSX or CSV, and read that file."
)
LOCKED = (
    "This spreadsheet has a password. Open it in a spreadsheet program, save it without one, and "
    "read that file."
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "Open it in a spreadsheet program, save it as XLSX or CSV, and read that file."
_FOREIGN = (
    (b"%PDF-", "a PDF: the table in it can't be read from there. Ask for it as XLSX or CSV"),
    (b"\x89PNG", "a picture. Ask for the table as XLSX or CSV"),
    (b"\xff\xd8\xff", "a picture. Ask for the table as XLSX or CSV"),
    (b"GIF8", "a picture. Ask for the table as XLSX or CSV"),
    (b"SQLite format 3\0", "a database. Save its table as CSV, and read that file"),
    (b"\0\1\0\0Standard ", "an Access database. Save its table as CSV, and read that file"),
    (b"{\\rtf", "a text document. Save its table as CSV, and read that file"),
    (b"\x1f\x8b", "a compressed file. Unpack it, and read what is in it"),
    (b"BZh91AY&SY", "a compressed file. Unpack it, and read what is in it"),
    (b"\xfd7zXZ", "a compressed file. Unpack it, and read what is in it"),
    (b"7z\xbc\xaf\x27\x1c", "an archive. Unpack it, and read what is in it"),
    (b"Rar!", "an archive. Unpack it, and read what is in it"),
)
_OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_HEAD = 1_024


def kind_of(content: bytes) -> FileKind:
    """Return what a file is.

    Raises:
        Refusal: it is empty, or something that holds no table; with what it is and what to do.
    """
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Refusal("This file is empty. Choose another one.")
    for start, words in _FOREIGN:
        if content.startswith(start):
            raise Refusal(f"This file is {words}.")
    if content.startswith(OLE):
        return _ole_kind(content)
    if content.startswith(_OLD_SHEETS):
        raise Refusal(f"This spreadsheet is of a kind from before 1997. {_SAVE}")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return FileKind.PACKAGE
    head = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")):
        raise Refusal(f"This file is a web page, whatever its name says. {_SAVE}")
    if head.startswith((b"<?xml", b"<workbook")):
        raise Refusal(f"This file is XML, not a spreadsheet that LibDesk can read. {_SAVE}")
    return FileKind.TEXT


def _ole_kind(content: bytes) -> FileKind:
    names = {name: _wide(name) in content for name in ("EncryptedPackage", "WordDocument")}
    if names["EncryptedPackage"]:
        raise Refusal(LOCKED)
    if not any(_wide(name) in content for name in ("Workbook", "Book")):
        what = "a Word document" if names["WordDocument"] else "no spreadsheet"
        raise Refusal(f"This file is {what}, whatever its name says. Choose another one.")
    if not compound.is_sound(content):
        raise Refusal(DAMAGED)
    return FileKind.XLS


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
