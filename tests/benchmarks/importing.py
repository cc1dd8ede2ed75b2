"""Reading a list of 10,000 items in, beside raw sqlite3 writing the same rows and their history.

LibDesk begins with the cells, works out what becomes of each row, and ends when all is on the disk;
the floor only writes. One transaction, the same indexes, the same journal mode. No garbage is
searched for meanwhile, as in the desk and in the child that does the working out.
"""

import gc
import json
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from libdesk.app.item_rules import item_rules, kind_words
from libdesk.domain.item_columns import guess_columns
from libdesk.domain.item_import import Choices, ground_of, make_plan
from libdesk.domain.places import Branch
from libdesk.services.item_import import ItemImport
from libdesk.storage.database import Database
from tests.benchmarks import libraries
from tests.benchmarks.measure import interleaved
from tests.domain.made_lists import snipe_table

ITEMS = 10_000
TIMES = 7


def rows(folder: Path):
    """Yield the row of an import."""
    empty = folder / "empty.sqlite"
    database = Database.open(empty, now=libraries.now)
    with database.unit(write=True) as unit:
        unit.places.save_branch(Branch("CEN", "Larkmere Central"))
    database.close()
    table = snipe_table(ITEMS)
    filled = folder / "filled.sqlite"
    shutil.copy2(empty, filled)
    _read_in(filled, table)
    with closing(sqlite3.connect(filled)) as made:
        items = made.execute("SELECT * FROM items").fetchall()
        history = made.execute("SELECT * FROM item_history").fetchall()
        changes = made.execute("SELECT * FROM item_changes").fetchall()
        (mode,) = made.execute("PRAGMA journal_mode").fetchone()
    assert len(items) == len(history) == ITEMS

    def libdesk():
        path = _fresh(folder, empty)
        took = _read_in(path, table)
        path.unlink()
        return took * 1000

    def floor():
        path = _fresh(folder, empty)
        took = _by_hand(path, mode, items, history, changes)
        path.unlink()
        return took * 1000

    gc.disable()
    try:
        yield interleaved(f"import of {ITEMS:,} rows", 4.0, libdesk, floor, times=TIMES)
    finally:
        gc.enable()


def _fresh(folder, empty):
    path = folder / f"import-{time.monotonic_ns()}.sqlite"
    shutil.copy2(empty, path)
    return path


def _read_in(path, table):
    """Read a list in as the desk does, and return the seconds from its cells to the disk."""
    rules = item_rules(libraries.now().date())
    database = Database.open(path, now=libraries.now)
    items = ItemImport(database.unit, lambda: rules, libraries.now, kinds=kind_words)
    begun = time.perf_counter()
    stock = items.stock()
    columns = guess_columns(table, ground_of(Choices(), stock))
    plan = make_plan(table, columns, Choices(), stock)
    items.carry_out(plan, "assets.csv")
    took = time.perf_counter() - begun
    database.close()
    return took


def _by_hand(path, mode, items, history, changes):
    """Write the same rows, and no more; return the seconds it took."""
    loaded = [(*row[:-1], json.loads(row[-1])) for row in history]
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode={mode}")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA foreign_keys=ON")
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for name, some in (("item_changes", changes), ("items", items)):
        marks = ",".join("?" * len(some[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", some)
    connection.executemany(
        "INSERT INTO item_history VALUES (?,?,?,?,?,?)",
        [(*row[:-1], json.dumps(row[-1], separators=(",", ":"))) for row in loaded],
    )
    connection.commit()
    took = time.perf_counter() - begun
    connection.close()
    return took
