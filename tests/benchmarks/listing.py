"""The list for today on a large library, beside the same questions asked by plain sqlite3."""

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from libdesk.domain.today import Surroundings
from libdesk.services.today import Today
from libdesk.storage.database import Database
from libdesk.storage.first_look import read_today
from tests.benchmarks.measure import interleaved


def now():
    return datetime.now(UTC)


def rows(path: Path):
    """Yield the row: reading, ordering and marking, against fetching the rows alone."""
    asked: list[str] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.set_trace_callback(asked.append)
        read_today(connection, now().astimezone())
    database = Database.open(path, now=now)
    today = Today(database.unit, now)
    raw = sqlite3.connect(path)

    def ours():
        begun = time.perf_counter()
        assert today.read(Surroundings()).lines
        return (time.perf_counter() - begun) * 1000

    def floor():
        begun = time.perf_counter()
        for question in asked:
            raw.execute(question).fetchall()
        return (time.perf_counter() - begun) * 1000

    yield interleaved("desk: the list for today of 100,000 reports", 2.0, ours, floor)
    raw.close()
    database.close()
