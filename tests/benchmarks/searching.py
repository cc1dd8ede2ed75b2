"""Search: the newest fifty of 100,000 against raw FTS5, and 1,000,000 against 100,000."""

import sqlite3
import time
from functools import partial
from pathlib import Path

from libdesk.domain.words import query
from libdesk.services.inbox import Inbox
from libdesk.storage import word_index
from libdesk.storage.database import Database
from tests.benchmarks import libraries
from tests.benchmarks.measure import Row, interleaved

QUERIES = {
    "rare": f"{libraries.RARE} ",
    "common": "the ",
    "prefix": "pri",
    "two words": "paper tray ",
}
LIMIT = 50
REPEAT = 5
"""One figure is the mean of so many searches: one alone is too short to time."""


def timed(work):
    begun = time.perf_counter()
    for _ in range(REPEAT):
        work()
    return (time.perf_counter() - begun) * 1000 / REPEAT


def raw(path: Path):
    """Return a search by plain sqlite3: the same hits in the same order, and their rows."""
    connection = sqlite3.connect(path)
    columns = (
        "sequence, id, number, title, branch, category, item, state, priority, filed_at, "
        "received_at, waiting_on, waiting_until"
    )

    def search(text):
        wanted = query(text)
        asked = word_index._for_fts5(wanted.words, wanted.beginning)
        hits = connection.execute(
            "SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid DESC LIMIT ?",
            (asked, LIMIT),
        ).fetchall()
        marks = ",".join("?" * len(hits))
        found = connection.execute(
            f"SELECT {columns} FROM problems WHERE sequence IN ({marks})", [hit[0] for hit in hits]
        ).fetchall()
        return [hit[0] for hit in hits], found

    return search


def ours(path: Path):
    """Return LibDesk's search and the database to close."""
    database = Database.open(path, now=libraries.now)
    inbox = Inbox(database.unit, libraries.now, "IT")

    def search(text):
        hits = inbox.search(text, LIMIT)
        return hits, inbox.lines(hits)

    return search, database


def rows(small: Path, large: Path):
    search, database = ours(small)
    floor = raw(small)
    worst: list[Row] = []
    for name, text in QUERIES.items():
        assert list(search(text)[0]) == floor(text)[0], name
        assert len(search(text)[1]) == len(floor(text)[1]) > 0, name
        worst.append(
            interleaved(
                f"search 100,000 ({name})",
                2.0,
                partial(timed, partial(search, text)),
                partial(timed, partial(floor, text)),
            )
        )
    yield from worst
    big, big_database = ours(large)
    for name, text in QUERIES.items():
        yield interleaved(
            f"search 1,000,000 against 100,000 ({name})",
            2.0,
            partial(timed, partial(big, text)),
            partial(timed, partial(search, text)),
        )
    big_database.close()
    database.close()
