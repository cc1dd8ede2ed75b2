"""The equipment list of 20,000 items: listed and searched, beside plain sqlite3 asked the same."""

import sqlite3
import time
from functools import partial
from pathlib import Path

from libdesk.app.site import load_guidance, load_stories
from libdesk.domain.item_lists import ItemColumn, ItemFilter, ItemGroup, ItemOrder, words_of
from libdesk.services.equipment import Equipment
from libdesk.services.sample import Sample, SampleLibrary
from libdesk.storage.database import Database
from tests.benchmarks import libraries
from tests.benchmarks.measure import interleaved
from tests.services.made_items import NO_RULES

ITEMS = 20_000
SEEN = 50
"""Lines that a window shows at once."""

LISTS = {
    "by name": ItemOrder(),
    "by label": ItemOrder(ItemColumn.TAG),
    "by day bought, by branch": ItemOrder(ItemColumn.BOUGHT, group=ItemGroup.PLACE),
}
SEARCHES = {
    "one": "LV-17003",
    "many": "optiplex",
    "two words": "switch northgate",
    "none": "zwieback",
}
_COLUMNS = (
    "id, tag, name, kind, branch, room, status, role, make, model, serial, bought_on, "
    "warranty_until, replace_by, support_ends, seen_on, version"
)
_HERE = (
    "status IN ('on order', 'being checked', 'ready', 'in use', 'spare', 'in repair', 'sandbox', "
    "'out of service', 'to wipe', 'wiped')"
)
_BY = {
    "by name": "name_key = '', name_key, tag",
    "by label": "tag_order = '', tag_order, tag",
    "by day bought, by branch": (
        "(SELECT place FROM branches WHERE code = branch), branch, "
        "bought_on IS NULL, bought_on, tag"
    ),
}

_GROUPS = (
    f"SELECT branch, count(*) FROM items WHERE {_HERE} GROUP BY branch "
    "ORDER BY (SELECT place FROM branches WHERE code = branch)"
)


def make(path: Path) -> Path:
    """Write the sample library with so many items and no reports."""
    database = Database.open(path, now=libraries.now)
    SampleLibrary(load_stories(), load_guidance(), libraries.now(), lambda _: NO_RULES).fill(
        database.unit, Sample(problems=0, items=ITEMS)
    )
    database.close()
    return path


def rows(path: Path):
    """Yield the rows: a whole list in its order and its first lines, against the same rows raw."""
    database = Database.open(path, now=libraries.now)
    desk = Equipment(database.unit, lambda: NO_RULES, libraries.now)
    raw = sqlite3.connect(path)

    def ours(filter_, order):
        listed = desk.list_items(filter_, order)
        return list(listed.ids), desk.lines(listed.ids[:SEEN]), len(listed.groups)

    def floor(where, values, by, group=""):
        asked = f"SELECT id FROM items WHERE {where} ORDER BY {by}"
        ids = [key for (key,) in raw.execute(asked, values).fetchall()]
        seen = ids[:SEEN]
        marks = ",".join("?" * len(seen))
        found = raw.execute(f"SELECT {_COLUMNS} FROM items WHERE id IN ({marks})", seen).fetchall()
        groups = raw.execute(_GROUPS).fetchall() if group else ()
        return ids, found, len(groups)

    cases = {
        f"equipment: list of {ITEMS:,} items ({name})": (
            partial(ours, ItemFilter(), order),
            partial(floor, _HERE, (), _BY[name], order.group.value),
        )
        for name, order in LISTS.items()
    }
    for name, typed in SEARCHES.items():
        words = words_of(typed)
        where = " AND ".join([*["words LIKE ?"] * len(words), _HERE])
        cases[f"equipment: search in {ITEMS:,} items ({name})"] = (
            partial(ours, ItemFilter(words=words), ItemOrder()),
            partial(floor, where, [f"%{word}%" for word in words], _BY["by name"]),
        )
    for name, (work, plain) in cases.items():
        assert work()[0] == plain()[0], name
        assert len(work()[1]) == len(plain()[1])
        assert work()[2] == plain()[2]
        yield interleaved(name, 2.0, partial(_timed, work), partial(_timed, plain))
    raw.close()
    database.close()


def _timed(work):
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
