"""Tables and looks as plain data, and back: so they come home from the child that read them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from libdesk.delivery.tables import reading
from libdesk.domain.tables import Looked, Note, NoteKind, ReadChoice, Row, Table

Plain = dict[str, Any]
"""What JSON can hold."""


def asked(path: Path, choice: ReadChoice) -> Plain:
    """Return what the jobs below take."""
    return {"path": str(path), "choice": _of_choice(choice)}


def read(arguments: Mapping[str, Any]) -> Plain:
    """Read a table: a job for the capped child. Raises Refusal."""
    return of_table(reading.read_table(Path(arguments["path"]), _choice(arguments["choice"])))


def look(arguments: Mapping[str, Any]) -> Plain:
    """Look at a file: a job for the capped child. Raises Refusal."""
    looked = reading.look(Path(arguments["path"]), _choice(arguments["choice"]))
    return {
        "sheets": looked.sheets,
        "rows": _of_rows(looked.rows),
        "read_as": _of_choice(looked.read_as),
    }


def of_table(table: Table) -> Plain:
    """Return a table as plain data."""
    return {
        "headings": table.headings,
        "rows": _of_rows(table.rows),
        "notes": [[note.kind, note.rows, note.column, note.sample] for note in table.notes],
        "read_as": _of_choice(table.read_as),
    }


def table(found: Plain) -> Table:
    """Return the table that `of_table` was given."""
    return Table(
        tuple(found["headings"]),
        _rows(found["rows"]),
        tuple(
            Note(NoteKind(kind), tuple(rows), column, sample)
            for kind, rows, column, sample in found["notes"]
        ),
        _choice(found["read_as"]),
    )


def looked(found: Plain) -> Looked:
    """Return the look that `look` has had."""
    return Looked(tuple(found["sheets"]), _rows(found["rows"]), _choice(found["read_as"]))


def _of_rows(rows: tuple[Row, ...]) -> list[Any]:
    return [[row.number, row.cells] for row in rows]


def _rows(found: list[Any]) -> tuple[Row, ...]:
    return tuple(Row(number, tuple(cells)) for number, cells in found)


def _of_choice(choice: ReadChoice) -> list[Any]:
    return [choice.encoding, choice.delimiter, choice.sheet, choice.heading_row]


def _choice(found: list[Any]) -> ReadChoice:
    return ReadChoice(*found)
