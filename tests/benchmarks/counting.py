"""A counting day among 20,000 items: made ready, and each scan answered."""

import sqlite3
import statistics
import time
from itertools import count
from pathlib import Path
from uuid import UUID

from libdesk.domain.counting import Count
from libdesk.domain.stocktake import Scan, ScanId, Spot
from libdesk.services.stocktake import Stocktaking
from libdesk.storage.database import Database
from tests.benchmarks import libraries
from tests.benchmarks.measure import Row, interleaved

PROMISE_MS = 50.0
"""A scan is answered on the screen within it; here is what the count takes of that."""

SCANS = 2_000
_ASKED = (
    "SELECT id, tag, name, kind, branch, room, status, serial, computer_name FROM items ORDER BY id"
)


def rows(path: Path):
    """Yield the rows: what is read before the first scan, and a scan.

    Args:
        path: a library with many items.
    """
    database = Database.open(path, now=libraries.now)
    raw = sqlite3.connect(path)
    counting, today = Stocktaking(database.unit, libraries.now), libraries.now().date()
    with database.unit() as unit:
        spots = [Spot(one.code) for one in unit.places.branches()]
    campaign = counting.begin("Everything", today, today, spots).id

    def ours():
        begun = time.perf_counter()
        loaded = counting.load(campaign)
        Count(loaded.listing, loaded.scans)
        return (time.perf_counter() - begun) * 1000

    def floor():
        begun = time.perf_counter()
        found: dict[str, tuple[object, ...]] = {}
        for row in raw.execute(_ASKED).fetchall():
            for number in (row[1], row[7], row[8]):
                found[number.lower()] = row
        return (time.perf_counter() - begun) * 1000

    yield interleaved("count: 20,000 items made ready", 5.0, ours, floor)
    yield Row("count: a scan among 20,000 items", 1.0, _scan(counting, campaign), PROMISE_MS)
    raw.close()
    database.close()


def _scan(counting, campaign) -> float:
    """Return what it takes to answer a scan, to count it, and to tell all sums, in milliseconds."""
    loaded = counting.load(campaign)
    running, numbers, took = Count(loaded.listing), count(), []
    for listed in list(loaded.listing.items.values())[:SCANS]:
        begun = time.perf_counter()
        answer = running.answer(listed.tag, listed.spot)
        scan_id = ScanId(UUID(int=next(numbers)))
        running.add(Scan(scan_id, listed.tag, listed.spot, libraries.now(), listed.id))
        running.tallies()
        took.append(time.perf_counter() - begun)
        if answer.listed is not listed:
            raise SystemExit(f"{listed.tag} was taken for something else")
    return statistics.median(took) * 1000
