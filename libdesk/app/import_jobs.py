"""Reading a list of equipment in, in two processes.

The capped child reads the stranger's file and works out what would become of its rows; the desk's
process gives it what the list holds, and carries the plan out in one transaction.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from libdesk import files
from libdesk.app import import_plain
from libdesk.app.import_plain import Worked
from libdesk.delivery.tables import capped, plain, reading
from libdesk.delivery.tables.child import no_more_than
from libdesk.domain.item_columns import count_headings, find_headings, guess_columns, heading_set
from libdesk.domain.item_import import Plan, Stock, ground_of, make_plan
from libdesk.domain.item_maps import ReadMap, applied, parse_map
from libdesk.domain.tables import GUESSED, ReadChoice, Table
from libdesk.services.errors import Refusal
from libdesk.services.item_import import Imported, ItemImport, Pace

JOB = "libdesk.app.import_jobs:work_out"
LIMITS = capped.Limits(memory_bytes=700_000_000, time_s=90.0)
"""Beside the file, the child holds all of the library's items and what becomes of each row."""

READING_BYTES = 240_000_000
"""What reading the file may take of it: as much as a child that does nothing else has left."""


class KeptMaps:
    """Remembers on this computer how each kind of list was read the last time.

    It is no part of the database: what is taken back there leaves it as it was.

    Args:
        folder: where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, headings: tuple[str, ...]) -> dict[str, Any] | None:
        """Return how a list with these headings was read; None where none was, or it is damaged."""
        try:
            found: dict[str, Any] = files.read_json(self._path(headings), limit=2_000_000)
            parse_map(found)
        except (OSError, ValueError):
            return None
        return found

    def keep(self, worked: Worked) -> None:
        """Remember how a list was read; a disk that refuses it takes nothing from the import."""
        with suppress(OSError):
            files.make_folder(self.folder)
            files.write_json(self._path(worked.headings), worked.document)

    def _path(self, headings: tuple[str, ...]) -> Path:
        name = hashlib.sha256(heading_set(headings).encode()).hexdigest()[:24]
        return self.folder / f"{name}.json"


class FileImport:
    """Reads one file in.

    Args:
        path: the file.
        kept: how lists were read the last time.
        stop: asked many times a second while the child works; True ends it.
    """

    def __init__(
        self, path: Path, kept: KeptMaps, stop: Callable[[], bool] = lambda: False
    ) -> None:
        self._path = path
        self._kept = kept
        self._stop = stop

    def work_out(
        self,
        stock: Stock,
        document: Mapping[str, Any] | None = None,
        read_as: ReadChoice = GUESSED,
    ) -> Worked:
        """Return what would become of the file; nothing is written.

        Args:
            stock: what the list holds.
            document: what its columns hold and what somebody has said (item_maps.py); None for
                what was said about the last list with its headings, or a guess.
            read_as: how to read it.

        Raises:
            Refusal: the file can't be read, or the document makes no sense.
            Stopped: it was asked to.
        """
        asked = {
            **plain.asked(self._path, read_as),
            "document": document,
            "kept": str(self._kept.folder),
            "stock": import_plain.of_stock(stock),
        }
        return import_plain.worked(capped.run(JOB, asked, stop=self._stop, limits=LIMITS))

    def carry_out(
        self, worked: Worked, items: ItemImport, pace: Pace = lambda _done, _of: True
    ) -> Imported:
        """Read the file in as it was worked out, and remember how.

        Where the list was changed since, it is worked out anew.

        Raises:
            Conflict: another person's change has given a row another fate.
            Stopped: it was not to go on.
        """

        def again(stock: Stock) -> Plan:
            document = {**worked.document, "twins": dict(worked.choices.twins)}
            return self.work_out(stock, document, worked.read_as).plan

        done = items.carry_out(worked.plan, self._path.name, again, pace)
        self._kept.keep(worked)
        return done


def work_out(asked: Mapping[str, Any]) -> import_plain.Plain:
    """Read a file and work out what becomes of its rows: a job for the capped child.

    Raises:
        Refusal: the file can't be read, or the document makes no sense.
    """
    with no_more_than(READING_BYTES):
        table = _read(Path(asked["path"]), ReadChoice(*asked["choice"]))
    stock = import_plain.stock(asked["stock"])
    document = asked["document"] or KeptMaps(Path(asked["kept"])).find(table.headings)
    try:
        read_map = ReadMap() if document is None else parse_map(document)
        ground = ground_of(read_map.choices, stock)
        columns = applied(guess_columns(table, ground, stock.own_fields), read_map)
    except ValueError as error:
        raise Refusal(f"This mapping can’t be used: {error}.") from error
    plan = make_plan(table, columns, read_map.choices, stock)
    return import_plain.of_worked(table, plan, read_map.choices)


def _read(path: Path, choice: ReadChoice) -> Table:
    """Read a table; where its headings are not known ones, look for a row that has such."""
    table = reading.read_table(path, choice)
    if choice.heading_row is None and count_headings(table.headings) < 2:
        row = find_headings(reading.look(path, choice).rows)
        if row is not None and row != table.read_as.heading_row:
            return reading.read_table(path, replace(choice, heading_row=row))
    return table
