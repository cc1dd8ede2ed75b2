"""Reading a donor's list: CSV or a spreadsheet in the capped child, JSON strictly here.

A stranger has made the file: the child that reads it has a limit of memory and of time, and what
comes home from it is plain data.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from libdesk.delivery.tables import capped, plain, reading
from libdesk.delivery.tables.child import no_more_than
from libdesk.domain.donation_documents import document_of_machine, parse_machine
from libdesk.domain.donation_lists import Column, ListRow, ReadList, read_list, target_of
from libdesk.domain.tables import GUESSED, ReadChoice, Table

JOB = "libdesk.app.donation_lists:work_out"
LIMITS = capped.Limits(memory_bytes=500_000_000, time_s=60.0)
READING_BYTES = 240_000_000
"""What reading the file may take of it: as much as a child that does nothing else has left."""


def read_donor_list(
    path: Path,
    today: date,
    read_as: ReadChoice = GUESSED,
    stop: Callable[[], bool] = lambda: False,
) -> ReadList:
    """Return what stands in a donor's list; nothing is written.

    Args:
        path: a CSV, TSV, XLSX, XLS or ODS file.
        today: the day of the offer.
        read_as: how to read it.
        stop: asked many times a second; True ends it.

    Raises:
        Refusal: the file can't be read, or takes too much memory or time; with what to do.
        Stopped: it was asked to.
    """
    asked = {**plain.asked(path, read_as), "today": today.isoformat()}
    return _list_of(capped.run(JOB, asked, stop=stop, limits=LIMITS))


def work_out(asked: Mapping[str, Any]) -> plain.Plain:
    """Read a list: a job for the capped child; raises Refusal."""
    with no_more_than(READING_BYTES):
        table = _read(Path(asked["path"]), ReadChoice(*asked["choice"]))
    found = read_list(table, date.fromisoformat(asked["today"]))
    return {
        "columns": [[one.heading, str(one.target), one.is_known] for one in found.columns],
        "rows": [
            [
                one.number,
                None if one.machine is None else document_of_machine(one.machine),
                one.why,
                list(one.unread),
            ]
            for one in found.rows
        ],
    }


def _list_of(found: Mapping[str, Any]) -> ReadList:
    """Return the list that `work_out` has read."""
    return ReadList(
        tuple(Column(heading, target, known) for heading, target, known in found["columns"]),
        tuple(
            ListRow(
                number, None if document is None else parse_machine(document), why, tuple(unread)
            )
            for number, document, why, unread in found["rows"]
        ),
    )


def _read(path: Path, choice: ReadChoice) -> Table:
    """Read a table; where no heading is known, look for a row that has such, else it has none."""
    table = reading.read_table(path, choice)
    if choice.heading_row is not None or any(map(target_of, table.headings)):
        return table
    rows = reading.look(path, choice).rows
    known = [(sum(map(bool, map(target_of, row.cells))), -row.number) for row in rows]
    count, number = max(known, default=(0, 0))
    # One known word among many cells is chance; a list of one column has no more.
    if count >= (2 if len(table.headings) > 1 else 1):
        return reading.read_table(path, replace(choice, heading_row=-number))
    return reading.read_table(path, replace(choice, heading_row=0))
