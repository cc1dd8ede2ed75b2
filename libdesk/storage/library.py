"""What a library has settled: IT's hours, promises, whom to turn to, and visits.

Each is small and is written whole. A damaged row is left out and noted; the others count.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from libdesk.domain.bulletin import Step, Visit
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.leads import lead_of, numbers_of
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Target
from libdesk.domain.weeks import is_zone, parse_span, week_of
from libdesk.storage.desk import DeskStore
from libdesk.storage.schema import closed_days, hours, ladder, targets, visits
from libdesk.storage.sound_rows import sound_rows

ZONE = "zone"
"""The desk's word that holds the name of the hours' time zone."""

_SPANS = select(hours.c.day, hours.c.opens, hours.c.closes).order_by(hours.c.day, hours.c.opens)
_CLOSED_DAYS = select(closed_days.c.on, closed_days.c.why).order_by(closed_days.c.on)
_TARGETS = select(
    targets.c.priority,
    targets.c.answer_minutes,
    targets.c.answer_days,
    targets.c.fix_minutes,
    targets.c.fix_days,
).order_by(targets.c.priority)
_LADDER = select(ladder.c.who, ladder.c.how, ladder.c.when).order_by(ladder.c.place)
_VISITS = (
    select(visits.c.branch, visits.c.on)
    .where(visits.c.on >= bindparam("since"))
    .order_by(visits.c.on, visits.c.branch)
)
_FORGET_VISITS = delete(visits).where(visits.c.branch == bindparam("branch_"))
_ADD_VISITS = insert(visits)


def read_hours(connection: Connection) -> Hours | None:
    """Return the hours; None while no library has said any."""
    spans: list[tuple[int, Span]] = []

    def and_one_more(day: int, opens: str, closes: str) -> list[tuple[int, Span]]:
        more = [*spans, (day, parse_span(opens, closes))]
        week_of(more)  # what does not fit the earlier ones is damage as well
        return more

    for more in sound_rows(connection.execute(_SPANS), and_one_more):
        spans = more
    if not spans:
        return None
    closed = tuple(sound_rows(connection.execute(_CLOSED_DAYS), ClosedDay))
    zone = DeskStore(connection).word(ZONE)
    return Hours(week_of(spans), closed, zone if is_zone(zone) else "")


def write_hours(connection: Connection, given: Hours) -> None:
    """Put these hours, closed days and time zone in the place of all others."""
    spans = [
        {"day": day, "opens": f"{span.opens:%H:%M}", "closes": f"{span.closes:%H:%M}"}
        for day, spans in enumerate(given.week)
        for span in spans
    ]
    days = {one.on: one.why for one in given.closed}
    _replace(connection, hours, spans)
    _replace(connection, closed_days, [{"on": on, "why": why} for on, why in days.items()])
    DeskStore(connection).set_word(ZONE, given.zone)


def read_targets(connection: Connection) -> tuple[Target, ...]:
    """Return what is promised, most urgent first."""
    return tuple(sound_rows(connection.execute(_TARGETS), _target))


def write_targets(connection: Connection, given: Sequence[Target]) -> None:
    """Put these promises in the place of all others."""
    rows = []
    for target in given:
        answer_minutes, answer_days = numbers_of(target.answer)
        fix_minutes, fix_days = numbers_of(target.fix)
        rows.append(
            {
                "priority": int(target.priority),
                "answer_minutes": answer_minutes,
                "answer_days": answer_days,
                "fix_minutes": fix_minutes,
                "fix_days": fix_days,
            }
        )
    _replace(connection, targets, rows)


def read_ladder(connection: Connection) -> tuple[Step, ...]:
    """Return whom to turn to when no answer comes, in order."""
    return tuple(sound_rows(connection.execute(_LADDER), Step))


def write_ladder(connection: Connection, given: Sequence[Step]) -> None:
    """Put these steps in the place of all others."""
    rows = [
        {"place": place, "who": step.who, "how": step.how, "when": step.when}
        for place, step in enumerate(given, 1)
    ]
    _replace(connection, ladder, rows)


def read_visits(connection: Connection, since: date) -> tuple[Visit, ...]:
    """Return the visits from this day on, soonest first."""
    return tuple(sound_rows(connection.execute(_VISITS, {"since": since}), Visit))


def write_visits(connection: Connection, branch: str, days: Iterable[date]) -> None:
    """Put these days in the place of all visits to this branch."""
    connection.execute(_FORGET_VISITS, {"branch_": branch})
    if rows := [{"branch": branch, "on": on} for on in sorted(set(days))]:
        connection.execute(_ADD_VISITS, rows)


def _replace(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(delete(table))
    if rows:
        connection.execute(insert(table), rows)


def _target(
    priority: int, answer_minutes: int, answer_days: int, fix_minutes: int, fix_days: int
) -> Target:
    return Target(
        Priority(priority), lead_of(answer_minutes, answer_days), lead_of(fix_minutes, fix_days)
    )
