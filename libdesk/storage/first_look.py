"""The first page of Today and of the inbox, from the file alone: SQLAlchemy is not loaded yet.

Loading it takes longer than everything else between the window and its first line together. The
file is judged here exactly as it will be when it is opened; on any doubt there is no first look,
and whoever opens the database tells what is the matter. Nothing is changed, so a file that has
something left beside it, by a crash or by a desk at work, is left to be opened with more care.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from libdesk.domain.inbox import Line, Order, View
from libdesk.domain.rooms import LOOK_OVER_EVERY
from libdesk.domain.statuses import HERE, Status
from libdesk.domain.today import Agenda, Facts, Surroundings
from libdesk.domain.today_agenda import agenda
from libdesk.domain.today_rest import SET_UP_WITHIN
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.first_look import InboxLook, TodayLook
from libdesk.services.places import Overview
from libdesk.services.today import question_at, unsettled
from libdesk.storage import (
    checks,
    lists,
    loan_rows,
    offer_rows,
    planning_rows,
    settled_rows,
    sqlite_file,
    stocktake_rows,
    today_rows,
    unfinished,
)
from libdesk.storage.damage import UNREADABLE
from libdesk.storage.marks import SCHEMA_NUMBER

Look = TypeVar("Look")

_BRANCHES = "SELECT code, name FROM branches ORDER BY place"
_ITEMS = "SELECT count(*) FROM items WHERE status NOT IN (?, ?)"
_AWAY = tuple(one.value for one in Status if one not in HERE)
_LINE = (*lists.LINE, *lists.MARKS.values())
_LIBRARY = "SELECT value FROM desk_words WHERE key = 'library'"


def at_inbox(target: Path | str, view: View, order: Order, count: int) -> InboxLook | None:
    """Return the first page of the inbox; None where it can't be had at once and without a doubt.

    It must be over before this process opens the database: see `checks` on locks.

    Args:
        target: the path of a SQLite file; for a server's URL there is no first look.
        view: which problems.
        order: in which order.
        count: so many lines, at most a few hundred.
    """
    return _take(target, partial(_read_inbox, view=view, order=order, count=count))


def at_today(target: Path | str, now: datetime) -> TodayLook | None:
    """Return the list for today; None as `at_inbox` does.

    Args:
        target: as there.
        now: the moment (aware, in the desk's own zone).
    """
    return _take(target, lambda file: TodayLook(_overview(file), read_today(file, now)))


def _take(target: Path | str, read: Callable[[sqlite3.Connection], Look]) -> Look | None:
    if isinstance(target, str) and "://" in target:
        return None
    try:
        if sqlite_file.check_place(Path(target).absolute()):
            return None
        path = Path(target).resolve()
        if not path.is_file() or _is_unsettled(path) or unfinished.ready(path) is not None:
            return None
        whole = checks.inspect(path)
        with closing(sqlite_file.connect(path, patience_s=0)) as connection:
            sqlite_file.look_over(connection, path, whole=whole)
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_NUMBER:
                return None
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")  # one moment for all that is read
            return read(connection)
    except (Refusal, Unavailable, *UNREADABLE, OSError):
        return None


def _is_unsettled(path: Path) -> bool:
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return any(one.exists() and one.stat().st_size for one in beside)


def _read_inbox(connection: sqlite3.Connection, view: View, order: Order, count: int) -> InboxLook:
    keys = tuple(key for (key,) in connection.execute(lists.ordered_by(view, order)).fetchall())
    counts = lists.counts(connection.execute(lists.COUNTS).fetchall())
    lines = _lines(connection, keys[:count])
    return InboxLook(_overview(connection), view, order, keys, lines, counts)


def _overview(connection: sqlite3.Connection) -> Overview:
    library = connection.execute(_LIBRARY).fetchone()
    names = dict(connection.execute(_BRANCHES).fetchall())
    items = connection.execute(_ITEMS, _AWAY).fetchone()[0]
    return Overview(library[0] if library else "", MappingProxyType(names), items)


def read_today(connection: sqlite3.Connection, now: datetime) -> Agenda:
    """Return the list as the service does, from the file alone: nothing around it is known yet."""

    def ask(asked: str, given: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        return connection.execute(
            asked, {name: _plain(one) for name, one in given.items()}
        ).fetchall()

    today = now.date()
    found = today_rows.problems(ask, question_at(now))
    untouched, newest = today_rows.untouched(ask)
    registered, registered_newest = today_rows.registered(ask)
    settled = {
        "library": settled_rows.word(ask, "library"),
        "urgent_phone": settled_rows.word(ask, "urgent_phone"),
        "branches": connection.execute(_BRANCHES).fetchone(),
    }
    facts = Facts(
        problems=found.problems,
        branches=today_rows.branches(ask, today),
        closets=today_rows.closets(ask, today - LOOK_OVER_EVERY),
        setting_up=today_rows.setting_up(ask, now - SET_UP_WITHIN),
        visits=settled_rows.visits(ask, today),
        notices=settled_rows.notices(ask),
        hours=settled_rows.hours(ask),
        targets=settled_rows.targets(ask),
        unsettled=unsettled(settled),
        next_wait=today_rows.next_wait(ask, today),
        is_cut=found.is_cut,
        untouched=untouched,
        untouched_newest=newest,
        planned=planning_rows.planned(ask),
        registered=registered,
        registered_newest=registered_newest,
        loans=loan_rows.loans(ask, today),
        counts=stocktake_rows.counts(ask),
        offers=offer_rows.offers(ask, today),
        policy_review=offer_rows.policy_review(ask),
    )
    return agenda(facts, Surroundings(), today_rows.marks(ask), now)


def _plain(value: date | str) -> str:
    """Return a parameter as the types in `columns` write it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _lines(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[Line, ...]:
    marks = ", ".join("?" * len(keys))
    asked = f"SELECT {', '.join(_LINE)} FROM problems WHERE sequence IN ({marks})"  # noqa: S608 - our own columns, and marks
    found = {row[0]: _line(row) for row in connection.execute(asked, tuple(keys))}
    return tuple(found[key] for key in keys if key in found)


def _line(row: Sequence[Any]) -> Line:
    """Return a row's line, its values told apart as the types in `columns` do."""
    values = dict(zip((*lists.LINE, *lists.MARKS), row, strict=True))
    values["id"] = UUID(values["id"])
    for moment in ("filed_at", "received_at"):
        values[moment] = datetime.fromisoformat(values[moment]).astimezone(UTC)
    if values["waiting_until"] is not None:
        values["waiting_until"] = date.fromisoformat(values["waiting_until"])
    return lists.line(tuple(values.values()))
