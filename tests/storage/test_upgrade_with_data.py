"""A database of the first revision, with data in it, comes up to the newest with all facts equal.

The first revision's tables are made by its own migration and filled by plain SQL: nothing of
today's code has a hand in what is to be read by it.
"""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from libdesk.domain.bulletin import Identity
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.inbox import Order, View
from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_lists import Dates, ItemColumn, ItemFilter, ItemOrder, words_of
from libdesk.domain.places import Branch
from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import (
    Answer,
    Event,
    Fact,
    Picture,
    Problem,
    Report,
    ReportId,
    State,
    Waiting,
    WaitingOn,
)
from libdesk.domain.records import Record, with_item
from libdesk.domain.text import sort_key
from libdesk.domain.words import query
from libdesk.storage import schema, sqlite, upgrade
from libdesk.storage import server as server_engine
from libdesk.storage.database import Database

AT = datetime(2026, 11, 21, 9, 0, 0, 123456, tzinfo=UTC)
SECOND_AT = AT + timedelta(hours=1)
IDS = tuple(ReportId(UUID(int=number << 98 | number, version=4)) for number in (1, 2))
EFFECT = {
    "stopped": "several",
    "how_bad": "badly",
    "only_one": True,
    "only_accessible": False,
    "deadline_at": AT.isoformat(),
    "risks": ["money"],
    "danger": False,
    "niggle": False,
    "recent_alike": 1,
}
NO_EFFECT: dict[str, object] = {
    **dict.fromkeys(("stopped", "how_bad", "deadline_at")),
    **dict.fromkeys(("only_one", "only_accessible", "danger", "niggle"), False),
    "risks": [],
    "recent_alike": 1,
}
PROBLEMS = (
    {
        "sequence": 1,
        "id": str(IDS[0]),
        "number": "CEN-000001",
        "content_hash": "a" * 64,
        "reply_key": b"k" * 32,
        "source": "folder",
        "category": "PRINT",
        "branch": "CEN",
        "title": "Drücker jams",
        "title_key": "drucker jams",
        "item": "LB-1",
        "filed_at": AT,
        "received_at": SECOND_AT,
        "clock_is_off": True,
        "shown_in": "waiting",
        "state": "waiting",
        "priority": 2,
        "waiting_on": "part",
        "waiting_until": date(2026, 12, 1),
        "look_again_on": None,
        "version": 5,
        "effect": json.dumps(EFFECT),
        "answers": json.dumps({"lights": ["red", "amber"], "paper": "yes"}),
        "facts": json.dumps([["computer", "CEN-1"]]),
        "saw": "It jams\nevery day ⭐",
        "guess": "The drum",
    },
    {
        "sequence": 2,
        "id": str(IDS[1]),
        "number": "FER-000002",
        "content_hash": "b" * 64,
        "reply_key": b"l" * 32,
        "source": "share",
        "category": "NET",
        "branch": "FER",
        "title": "Slow",
        "title_key": "slow",
        "item": "",
        "filed_at": AT,
        "received_at": SECOND_AT,
        "clock_is_off": False,
        "shown_in": "done",
        "state": "not_now",
        "priority": 4,
        "waiting_on": None,
        "waiting_until": None,
        "look_again_on": date(2027, 1, 2),
        "version": 3,
        "effect": json.dumps(NO_EFFECT),
        "answers": "{}",
        "facts": "[]",
        "saw": "",
        "guess": "",
    },
)
ROWS = {
    "branches": ({"code": "CEN", "name": "Central", "place": 1, "version": 1},),
    "items": (
        {
            "tag": "LB-1",
            "name": "Printer",
            "name_key": "printer",
            "kind": "printer",
            "branch": "CEN",
            "serial": "S1",
            "computer_name": "",
            "version": 1,
        },
    ),
    "problems": PROBLEMS,
    "pictures": (
        {
            "problem": 1,
            "place": 1,
            "name": "screen.png",
            "media_type": "image/png",
            "content": bytes(range(256)),
        },
    ),
    "history": (
        {"problem": 1, "at": SECOND_AT, "who": "", "kind": "received", "words": ""},
        {"problem": 1, "at": SECOND_AT, "who": "Robin", "kind": "answered", "words": "Soon."},
        {"problem": 2, "at": SECOND_AT, "who": "Robin", "kind": "not_now", "words": "Later."},
    ),
    "problem_words": (
        {"problem": 1, "words": "drucker jams every day cen000001"},
        {"problem": 2, "words": "slow fer000002"},
    ),
    "replies": (
        {
            "problem": 1,
            "number": 1,
            "kind": "answer",
            "at": SECOND_AT,
            "text": "Soon.",
            "who": "Robin",
            "state": "seen",
            "until": None,
            "goes_out_at": SECOND_AT,
            "written_at": SECOND_AT,
        },
        {
            "problem": 1,
            "number": None,
            "kind": "state",
            "at": SECOND_AT,
            "text": "",
            "who": "Robin",
            "state": "waiting",
            "until": date(2026, 12, 1),
            "goes_out_at": SECOND_AT,
            "written_at": None,
        },
    ),
    "desk_words": ({"key": "library", "value": "Larkmere Valley"},),
    "desk_keys": (
        {
            "id": 1,
            "seal_key": b"s" * 32,
            "sign_key": b"t" * 32,
            "seal_public": b"u" * 32,
            "verify_key": b"v" * 32,
        },
    ),
}
FIRST = Problem(
    sequence=1,
    report=Report(
        id=IDS[0],
        category="PRINT",
        branch="CEN",
        title="Drücker jams",
        filed_at=AT,
        saw="It jams\nevery day ⭐",
        guess="The drum",
        effect=Effect(
            Stopped.SEVERAL,
            HowBad.BADLY,
            only_one=True,
            deadline_at=AT,
            risks=frozenset({Risk.MONEY}),
        ),
        answers={"lights": ("red", "amber"), "paper": "yes"},
        item="LB-1",
        facts=(Fact("computer", "CEN-1"),),
        pictures=(Picture("screen.png", "image/png", bytes(range(256))),),
    ),
    state=State.WAITING,
    priority=Priority.TODAY,
    received_at=SECOND_AT,
    waiting=Waiting(WaitingOn.PART, date(2026, 12, 1)),
    clock_is_off=True,
    version=5,
    answers=(Answer("Soon.", "Robin", SECOND_AT),),
    history=(Event(SECOND_AT, "", "received"), Event(SECOND_AT, "Robin", "answered", "Soon.")),
)
SECOND = Problem(
    sequence=2,
    report=Report(IDS[1], "NET", "FER", "Slow", AT),
    state=State.NOT_NOW,
    priority=Priority.WHEN_WE_CAN,
    received_at=SECOND_AT,
    look_again_on=date(2027, 1, 2),
    closed_at=SECOND_AT,  # as its history tells
    version=3,
    history=(Event(SECOND_AT, "Robin", "not_now", "Later."),),
)


@pytest.fixture
def first_migration(tmp_path):
    """The migrations as they were with the first release."""
    folder = tmp_path / "then"
    shutil.copytree(upgrade.OURS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (folder / "versions").glob("0*.py"):
        if not later.name.startswith("0001_"):
            later.unlink()
    return upgrade.Migrations(folder, "0001")


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path, first_migration):
    """A path or an address of a database of the first revision, filled."""
    if request.param == "sqlite":
        path = tmp_path / "data" / "libdesk.sqlite"
        sqlite.create(path, first_migration)
        run(path, fill)
        yield path
        return
    server = request.getfixturevalue("server")
    name = server.make()
    url = server.url(name)
    run(url, lambda connection: upgrade.to_newest(connection, first_migration))
    run(url, fill)
    yield url
    server.drop(name)


def run(target, work):
    kind = sqlite if isinstance(target, Path) else server_engine
    engine = kind.make_engine(target, 5.0)
    with kind.writing(engine.connect(), write=True) as connection, connection.begin():
        result = work(connection)
    engine.dispose()
    return result


def fill(connection):
    is_sqlite = connection.dialect.name == "sqlite"
    for table, rows in ROWS.items():
        for row in rows:
            names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
            values = {name: plain(value) for name, value in row.items()} if is_sqlite else row
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)
    if is_sqlite:
        connection.execute(text("INSERT INTO word_index (word_index) VALUES ('rebuild')"))


def plain(value):
    """Return a value as SQLite's strict tables hold it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def rows_of(connection):
    """Return all that stands in the first revision's columns."""
    found = {}
    for table, rows in ROWS.items():
        names = ", ".join(rows[0])
        asked = text(f"SELECT {names} FROM {table} ORDER BY 1, 2")
        found[table] = [tuple(row) for row in connection.execute(asked)]
    return found


def test_every_row_is_as_it_was(old, clock):
    before = run(old, rows_of)
    assert all(len(before[table]) >= len(rows) for table, rows in ROWS.items())
    Database.open(old, now=clock).close()
    assert run(old, rows_of) == before
    assert run(old, upgrade.revision) == upgrade.OURS.newest


def test_every_fact_is_read_as_it_was_and_nothing_was_made_up(old, clock):
    database = Database.open(old, now=clock)
    with database.unit() as unit:
        assert unit.problems.get(IDS[0]) == FIRST
        assert unit.problems.get(IDS[1]) == SECOND
        assert unit.problems.known(IDS) == {IDS[0]: "a" * 64, IDS[1]: "b" * 64}
        assert unit.problems.loose(IDS) == ()
        assert unit.inbox.sequences(View.ALL, Order()) == (1, 2)
        assert [unit.inbox.counts()[view] for view in View] == [0, 1, 0, 1, 2]
        assert unit.inbox.search(query("drucker every "), 50) == (1,)
        assert unit.places.branches() == (Branch("CEN", "Central"),)
        assert unit.places.items() == (Item(Tag("LB-1"), "Printer", "printer", "CEN", "S1"),)
        assert unit.desk.word("library") == "Larkmere Valley"
        assert unit.desk.identity() == Identity(b"u" * 32, b"v" * 32)
        assert unit.desk.secrets() == (b"s" * 32, b"t" * 32)
        assert unit.notices.open() == ()
    assert all(not trouble for _, trouble in database.check())
    database.close()


TRICKY = (
    Item(Tag("lb-1"), "PC 10", "public PC", "CEN", "s1", "CEN-PC-10"),
    Item(Tag("LB-É"), "PC 9", "public PC", "OLD", "", "cen-pc-10"),
    Item(Tag("lb-e"), "Łódź  李 😀", "", "", "Ł1"),
    Item(Tag(""), "", "", ""),
    Item(Tag("100%_"), "x" * 200, "PC'; DROP TABLE items;--", "CEN"),
)


def test_items_come_through_whole_whatever_their_labels_are(old, clock):
    def add(connection):
        connection.execute(
            text(
                "INSERT INTO items (tag, name, name_key, kind, branch, serial, computer_name,"
                " version) VALUES (:tag, :name, :key, :kind, :branch, :serial, :computer, 3)"
            ),
            [
                {
                    "tag": one.tag,
                    "name": one.name,
                    "key": sort_key(one.name),
                    "kind": one.kind,
                    "branch": one.branch,
                    "serial": one.serial,
                    "computer": one.computer_name,
                }
                for one in TRICKY
            ],
        )

    run(old, add)
    database = Database.open(old, now=clock)
    with database.unit(write=True) as unit:
        records = tuple(unit.items.all())
        (printer,) = (one for one in records if one.tag == "LB-1")
        assert {one.item: one.version for one in records} == {
            **dict.fromkeys(TRICKY, 3),
            printer.item: 1,
        }
        assert all(
            one == Record(one.tag, "", "", id=one.id, version=one.version)
            for one in (with_item(one, Item(one.tag, "", "", "")) for one in records)
        )
        # As found, listed and ordered as those that come after them.
        assert {one.tag for one in unit.items.find("lb-e")} == {"LB-É", "lb-e"}
        assert {one.tag for one in unit.items.find("S1")} == {"LB-1", "lb-1"}
        before = {one.id: found(unit, one) for one in records}
        changed = [(replace(one, version=one.version + 1), Dates()) for one in records]
        unit.items.change(changed, ChangeId(0))
        assert {one.id: found(unit, one) for one in records} == before
        (new,) = unit.items.add([(Record(Tag("new"), "new", "PC"), Dates())])
        assert new not in before
        assert all(unit.item_history.of(one.id) == () for one in records)
    assert all(not trouble for _, trouble in database.check())
    database.close()


def found(unit, record):
    """Return by what an item is found and where it stands in the lists."""
    by = (ItemOrder(column) for column in (ItemColumn.TAG, ItemColumn.NAME, ItemColumn.SERIAL))
    orders = [unit.items.ids(order=order) for order in by]
    words = (record.tag, record.name, record.kind, record.serial, record.computer_name)
    return (
        [order.index(record.id) for order in orders],
        [record.id in unit.items.ids(ItemFilter(words=words_of(one))) for one in words],
        [record.id in {one.id for one in unit.items.find(one)} for one in words],
    )


def test_a_deadline_that_was_told_can_be_found_by_its_moment(old, clock):
    Database.open(old, now=clock).close()
    found = run(
        old,
        lambda connection: connection.execute(
            select(schema.problems.c.sequence, schema.problems.c.deadline_at).order_by(text("1"))
        ).all(),
    )
    assert [tuple(row) for row in found] == [(1, AT), (2, None)]


def test_what_was_on_its_way_leaves_under_the_next_number(old, clock):
    database = Database.open(old, now=clock)
    with database.unit(write=True) as unit:
        (due,) = unit.replies.due(SECOND_AT, 10, source="folder")
    assert (due.reply.number, due.reply.state, due.reply.until) == (
        2,
        State.WAITING,
        date(2026, 12, 1),
    )
    assert (due.reply.waiting_on, due.reply.priority) == (None, None)
    database.close()
