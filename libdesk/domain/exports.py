"""What an export holds beside its tables (export_subjects.py): its files, and the text on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from libdesk.domain.attachment_subjects import FOLDER as ATTACHMENTS
from libdesk.domain.cells import text_of
from libdesk.domain.export_subjects import SUBJECTS, Subject
from libdesk.domain.problems import Picture, ReportId

READ_ME = "READ-ME.txt"
DATABASE = "libdesk.sqlite"
PICTURES = "pictures"

_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/webp": "webp",
    "image/tiff": "tif",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What an export says of itself.

    Attributes:
        at: when it was made (aware, UTC).
        version: by which LibDesk.
        library: the library's name; "" when not set.
        rows: how many rows each table has, by its key.
        has_database: the copy of the database is in it.
        tiles: the words of each tile by its code.
    """

    at: datetime
    version: str
    library: str
    rows: Mapping[str, int]
    has_database: bool
    tiles: Mapping[str, str]


def picture_file(report_id: ReportId, place: int, picture: Picture) -> str:
    """Return the name of a picture's file: never one that somebody typed."""
    return f"{report_id}.{place}.{_ENDINGS.get(picture.media_type, 'bin')}"


def sheet_picture_file(sheet_id: str, place: int, kind: str) -> str:
    """Return the name of the file of a how-to sheet's picture.

    Args:
        sheet_id: the sheet; signs that could lead elsewhere are left out.
        place: the step.
        kind: how its name ends.
    """
    name = "".join(sign for sign in sheet_id if sign.isascii() and (sign.isalnum() or sign == "-"))
    return f"sheet-{name}.{place}.{kind}"


def read_me(facts: Facts) -> str:
    """Return the text that explains an export, file by file and column by column."""
    parts = [_about(facts), _files(facts), _HOW_TO_READ]
    parts += [_explained(subject) for subject in SUBJECTS]
    tiles = [f"  {code:10} {words}" for code, words in facts.tiles.items()]
    parts.append("\n".join(["The tiles, as the column About names them", "", *tiles]))
    return "\n\n\n".join(parts) + "\n"


def _about(facts: Facts) -> str:
    whose = f" of {facts.library}" if facts.library else ""
    return (
        f"LibDesk: everything{whose}, as it stood on {text_of(facts.at)} (UTC)\n\n"
        f"Made by LibDesk {facts.version}. Everything that the desk knows is in this folder, in "
        "files\nthat any spreadsheet opens. Nothing here is needed by LibDesk itself.\n\n"
        "It holds what people wrote, and names. Keep it where nobody else reads it, and delete it "
        "when\nyou are done: what LibDesk deletes later stays in here."
    )


def _files(facts: Facts) -> str:
    tables = [_line(one.file, _count(facts.rows[one.key], "row"), one.tells) for one in SUBJECTS]
    files = facts.rows["pictures"] + facts.rows["sheet-pictures"]
    pictures = _line(f"{PICTURES}/", _count(files, "file"), "Pictures.")
    kept = _line(
        f"{ATTACHMENTS}/",
        "",
        "Photos and papers of items and rooms. Are any lost, libdesk check tells which.",
    )
    last = (
        [_line(DATABASE, "", "The database itself, as LibDesk can open it again."), _SECRET]
        if facts.has_database
        else [_NO_DATABASE]
    )
    return "\n".join(["The files", "", *tables, pictures, kept, *last])


def _line(name: str, size: str, tells: str) -> str:
    return f"  {name:16} {size:>14}  {tells}"


_SECRET = f"""
  {DATABASE} holds the desk's private keys: whoever has it can read what forms send to
  this desk, and speak in its name. Give it to nobody. The tables do not hold the keys."""

_NO_DATABASE = """
  A copy of the database is not here: it lies on a server, and whoever looks after the server
  makes it, for example by pg_dump --format=custom."""

_HOW_TO_READ = """\
How to read the tables

  Text is UTF-8 with a mark at the beginning, by which both Excel and LibreOffice know it.
  Cells are parted by commas, and a cell may hold several lines. Where Excel shows all of a
  row in one cell, choose Data, From Text/CSV.

  An apostrophe (') stands before each line of a text that a spreadsheet would take for a
  formula: one that begins with = + - @ ' | % or a tab. To have a text as it was written,
  take one apostrophe from the beginning of each line that has one.

  Times are in UTC, days as year-month-day. Excel cuts off a text after 32,767 signs."""


def _explained(subject: Subject) -> str:
    lines = [f"{subject.file}: {subject.tells}", ""]
    lines += [f"  {column.name:26} {column.tells}" for column in subject.columns]
    return "\n".join(lines)


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def plain(word: str | None) -> str:
    """Return a word of the program as people read it: "when_we_can" is "when we can"."""
    return (word or "").replace("_", " ")


def listed(pairs: Mapping[str, str | Sequence[str]]) -> str:
    """Return questions and answers in one cell."""
    return "; ".join(
        f"{key}: {value if isinstance(value, str) else ', '.join(value)}"
        for key, value in pairs.items()
    )
