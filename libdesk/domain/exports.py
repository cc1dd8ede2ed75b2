"""What an export holds: one table for each subject, and the words that explain every column.

These are the words of a file that somebody reads without LibDesk, years later: they stand in the
export itself, in plain English, and are the same in every language of the program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from libdesk.domain.attachment_subjects import ATTACHMENT_SUBJECTS
from libdesk.domain.attachment_subjects import FOLDER as ATTACHMENTS
from libdesk.domain.cells import text_of
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
class Column:
    """A column of a table: its name, and what it tells."""

    name: str
    tells: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One table.

    Attributes:
        key: its name for the program.
        tells: what its rows are.
        columns: its columns.
    """

    key: str
    tells: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.key}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


def _subject(key: str, tells: str, columns: str) -> Subject:
    lines = (line.strip().partition(": ") for line in columns.strip().splitlines())
    return Subject(key, tells, tuple(Column(name, told) for name, _, told in lines))


_NUMBER = "Number: the number that people say to each other; two reports may share one"
_ID = "Id: the report's own id, which no other has"

SUBJECTS = (
    _subject(
        "problems",
        "Reports, one a row, in the order in which they arrived.",
        f"""
        Place: order of arrival, from 1
        {_NUMBER}
        {_ID}
        State: new, seen, doing, waiting, fixed or not now
        How soon: now, today, this week or when we can
        Branch: the branch's code; see branches.csv
        About: the tile that was tapped; its words are listed at the end of this text
        Title: one line
        What they saw: in their own words
        What they think it is: in their own words
        Item: the label or name of the thing
        Whom to ask: a name or a place; empty once its time was over
        There until (UTC): until when that person was there
        Who is stopped: one, several or everyone
        How bad: stopped, worse, badly or can wait
        Only one: it is the only one of its kind there
        Only accessible one: it is the only one that everybody can use
        Deadline (UTC): by when it had to work
        At stake: money, rules, good name and the like
        Danger: something looked unsafe
        Little thing: somebody called it a niggle
        Answers: what was chosen: question and answer, by their keys
        Facts: what the program read by itself
        Known problem: the id of the known problem that is the same; see notices.csv
        Read with: the number of the problem to which this report was joined
        Waiting on: on whom or what it waits
        Waiting until: until which day
        Look again on: the day on which what was put off comes back
        Filed at (UTC): by the clock of the computer where it was sent
        Arrived at (UTC): by the desk's clock
        Closed at (UTC): when it was fixed or put off
        Minutes: how long IT worked on it, where somebody said so
        Clock was off: the two clocks were more than a day apart
        Came by: folder, share or person
        """,
    ),
    _subject(
        "follow-ups",
        "What reporters added to their reports later.",
        f"""
        Place: order of arrival, counted with the reports
        {_NUMBER}
        {_ID}
        Goes on from: the id of the report that it belongs to
        Kind: said, hurts, withdrawn, right or not right
        On its own: it stands in the inbox as a report of its own
        State: as in problems.csv, for one that stands on its own
        What they wrote: in their own words
        Who: a name or a place; empty once its time was over
        Answers: what was chosen, by its keys
        Facts: what the program read by itself
        Filed at (UTC): by the clock of the computer where it was sent
        Arrived at (UTC): by the desk's clock
        """,
    ),
    _subject(
        "history",
        "All that happened to each report, in its order.",
        f"""
        {_NUMBER}
        {_ID}
        At (UTC): when
        Who: a name; empty for the program itself
        What: what happened, in a word
        Words: the words that belong to it
        """,
    ),
    _subject(
        "answers",
        "Messages from the desk to reporters, in their order.",
        f"""
        {_NUMBER}
        {_ID}
        Message: its place among the report's messages; empty until it has left
        Kind: received, answer, state or restated
        At (UTC): when it was written
        Who: who wrote it; empty for the program itself
        Words: what the reporter read
        State: where the problem stood from then on
        Until: until which day it waits, or on which it is looked at again
        Waiting on: on whom or what
        How soon: where that had changed
        Left at (UTC): when it was put where the reporter's computer fetches it
        """,
    ),
    _subject(
        "pictures",
        "Pictures that came with reports; the files are in the folder pictures.",
        f"""
        File: its name in the folder pictures
        {_NUMBER}
        {_ID}
        Picture: its place among the report's pictures, from 1
        Name: what the reporter's file was called
        Type: what its content is
        Bytes: its size
        """,
    ),
    _subject(
        "items",
        "The library's things.",
        """
        Label: on its sticker
        Name: what people call it
        Kind: what it is
        Branch: the branch's code
        Serial: the maker's number
        Computer name: its name in the network
        """,
    ),
    _subject(
        "branches",
        "The library's branches, in their order.",
        """
        Code: a few letters
        Name: what people call it
        """,
    ),
    _subject(
        "hours",
        "When IT is there.",
        """
        Day: Monday to Sunday
        Opens: from this time
        Closes: until this time
        """,
    ),
    _subject(
        "closed-days",
        "Days on which IT is not there.",
        """
        Day: the date
        Why: in words
        """,
    ),
    _subject(
        "promises",
        "By when the first answer comes, and by when a fix is aimed at.",
        """
        How soon: now, today, this week or when we can
        First answer, minutes: minutes of IT's open hours
        First answer, open days: days on which IT is there
        Fix, minutes: as above; both empty where none is aimed at
        Fix, open days: as above
        """,
    ),
    _subject(
        "visits",
        "When IT comes to a branch.",
        """
        Day: the date
        Branch: the branch's code
        """,
    ),
    _subject(
        "notices",
        "Known problems, in IT's own words.",
        """
        Id: by which reports name it
        Words: what every form shows
        Branch: the branch's code; empty for all
        About: the tile; empty for none
        Since (UTC): from when
        Expected back (UTC): until when
        Waits for: who has to do the next step
        Ended at (UTC): when it was over
        """,
    ),
    _subject(
        "ladder",
        "Whom to turn to when no answer comes, first step first.",
        """
        Step: its place
        Who: a name or a role
        How: a number, an address, a place
        When: when to take this step
        """,
    ),
    _subject(
        "sheets",
        "How-to sheets and checklists that the library has changed, added or reviewed.",
        """
        Id: the sheet's own id
        Title: what it is about; empty where the shipped text still stands
        Version: as it stands on the page
        Text: its words, as JSON; null where the shipped text still stands
        Reviewed on: when somebody last found it right
        Changed at (UTC): when
        """,
    ),
    _subject(
        "sheet-pictures",
        "Pictures on how-to sheets; the files are in the folder pictures.",
        """
        File: its name in the folder pictures
        Sheet: the sheet's id; see sheets.csv
        Step: to which step it belongs, from 1
        Bytes: its size
        """,
    ),
    _subject(
        "today",
        "What was put off or sent away on the page Today.",
        """
        What: the line, by its key
        Mark: what was done with it
        Until (UTC): until when
        At (UTC): when that was
        """,
    ),
    _subject(
        "deleted",
        "Reports that were deleted at the desk: only that they were there.",
        """
        Id: the report's own id
        At (UTC): when
        """,
    ),
    _subject(
        "settings",
        "The desk's own settings. Its private keys are not among them.",
        """
        Name: the setting, by its key
        Value: as it stands
        """,
    ),
    *(_subject(*one) for one in ATTACHMENT_SUBJECTS),
)


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
    kept = _line(f"{ATTACHMENTS}/", "", "Photos and papers of items and rooms.")
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
