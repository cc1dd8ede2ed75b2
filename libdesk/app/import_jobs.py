"""Reading a list of equipment in, in two processes.

The capped child reads the stranger's file and works out what would become of its rows; the desk's
process gives it what the list holds, and carries the plan out in one transaction.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from libdesk import files
from libdesk.delivery.tables import capped, plain, reading
from libdesk.domain.item_columns import Column, Columns, Why, guess_columns, heading_set
from libdesk.domain.item_import import (
    About,
    Choices,
    Fate,
    Plan,
    Question,
    RowFate,
    Stock,
    ground_of,
    make_plan,
)
from libdesk.domain.item_maps import ReadMap, applied, document_of_map, parse_map
from libdesk.domain.item_matching import Known, Twins
from libdesk.domain.places import Branch
from libdesk.domain.records import ItemId
from libdesk.domain.tables import GUESSED, Note, ReadChoice, Table
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_import import Imported, ItemImport

JOB = "libdesk.app.import_jobs:work_out"
LIMITS = capped.Limits(memory_bytes=700_000_000, time_s=90.0)
"""Beside the file, the child holds all of the library's items and what becomes of each row."""

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Worked:
    """What would become of a file.

    Attributes:
        plan: of each of its rows.
        choices: under which.
        headings: of its columns.
        refused: the cells of the rows that are refused, by the number of the row.
        notes: what is odd about the file.
        read_as: how it was read.
    """

    plan: Plan
    choices: Choices
    headings: tuple[str, ...]
    refused: Mapping[int, tuple[str, ...]]
    notes: tuple[Note, ...]
    read_as: ReadChoice

    @property
    def document(self) -> dict[str, Any]:
        """Return how it is read, for the next list of its kind."""
        return document_of_map(self.plan.columns, self.choices)


class KeptMaps:
    """Remembers on this computer how each kind of list was read the last time.

    It is no part of the database: what is taken back there leaves it as it was.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "import-maps"

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
            files.make_folder(self._folder)
            files.write_json(self._path(worked.headings), worked.document)

    def _path(self, headings: tuple[str, ...]) -> Path:
        name = hashlib.sha256(heading_set(headings).encode()).hexdigest()[:24]
        return self._folder / f"{name}.json"


class FileImport:
    """Reads one file in.

    Args:
        items: the list.
        path: the file.
        kept: how lists were read the last time.
        stop: asked many times a second while the child works; True ends it.
    """

    def __init__(
        self,
        items: ItemImport,
        path: Path,
        kept: KeptMaps,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._items = items
        self._path = path
        self._kept = kept
        self._stop = stop

    def work_out(
        self,
        read_as: ReadChoice = GUESSED,
        document: Mapping[str, Any] | None = None,
        stock: Stock | None = None,
    ) -> Worked:
        """Return what would become of the file; nothing is written.

        Args:
            read_as: how to read it.
            document: what its columns hold and what somebody has said (item_maps.py); None for
                what was said about the last list with its headings, or a guess.
            stock: what the list holds; None to ask.

        Raises:
            Refusal: the file can't be read, or the document makes no sense.
            Stopped: it was asked to.
        """
        held = self._items.stock() if stock is None else stock
        if document is None:
            looked = capped.look(self._path, read_as, stop=self._stop)
            at = looked.read_as.heading_row
            headings = next((row.cells for row in looked.rows if row.number == at), ())
            document = self._kept.find(_trimmed(headings))
        asked = {
            **plain.asked(self._path, read_as),
            "document": document,
            "stock": _of_stock(held),
        }
        found = capped.run(JOB, asked, stop=self._stop, limits=LIMITS)
        return _worked(found)

    def carry_out(self, worked: Worked) -> Imported:
        """Read the file in as it was worked out; where the list was changed since, work it out anew.

        Raises:
            Conflict: another person's change has given a row another fate.
        """

        def again(stock: Stock) -> Plan:
            return self.work_out(worked.read_as, worked.document_with_twins(), stock).plan

        done = self._items.carry_out(worked.plan, self._path.name, again)
        self._kept.keep(worked)
        return done


def work_out(asked: Mapping[str, Any]) -> Plain:
    """Read a file and work out what becomes of its rows: a job for the capped child.

    Raises:
        Refusal: the file can't be read, or the document makes no sense.
    """
    choice = ReadChoice(*asked["choice"])
    table = reading.read_table(Path(asked["path"]), choice)
    stock = _stock(asked["stock"])
    try:
        read_map = ReadMap() if asked["document"] is None else parse_map(asked["document"])
        ground = ground_of(read_map.choices, stock)
        columns = applied(guess_columns(table, ground, stock.own_fields), read_map)
    except ValueError as error:
        raise Refusal(f"This mapping can't be used: {error}.") from error
    plan = make_plan(table, columns, read_map.choices, stock)
    return _of_worked(table, plan, read_map.choices)
