"""What counting day works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings

from libdesk.domain.records import ItemId
from libdesk.domain.stocktake import Spot, Stocktake
from libdesk.services.count_results import CountResults
from libdesk.services.item_export import Sheet
from libdesk.services.places import Overview
from libdesk.services.ports import Clock
from libdesk.services.stocktake import Stocktaking
from libdesk.ui.stocktake.scanner_memory import ScannerMemory
from libdesk.ui.stocktake.tones import Tones
from libdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Library:
    """The places that can be counted.

    Attributes:
        overview: the library's names.
        spots: branches, and behind each its rooms.
    """

    overview: Overview
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class StocktakeParts:
    """What the pages are given.

    Attributes:
        tasks: the threads.
        taking: the use cases of a count that runs.
        results: the use cases of one that ends.
        library: reads the places; asked on the database's thread.
        codes: reads the labels that there are, for the scanner test; on the database's thread.
        find: returns the item of a label; on the database's thread.
        print_list: shows the tick-list of a count, to be printed.
        print_result: shows the result of a count.
        save_table: writes a table as a file; on a worker's thread. Raises Refusal and Unavailable.
        changed: called when items were changed.
        now: the clock.
        memory: remembers widths and switches.
        scanner: remembers what scanners put around codes.
        tones: tell by ear.
    """

    tasks: Tasks
    taking: Stocktaking
    results: CountResults
    library: Callable[[], Library]
    codes: Callable[[], tuple[str, ...]]
    find: Callable[[str], ItemId | None]
    print_list: Callable[[Stocktake], None]
    print_result: Callable[[Stocktake], None]
    save_table: Callable[[Path, Sheet], None]
    changed: Callable[[], None]
    now: Clock
    memory: QSettings
    scanner: ScannerMemory
    tones: Tones

    def today(self) -> date:
        """Return the reader's day."""
        return self.now().astimezone().date()
