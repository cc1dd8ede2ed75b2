"""What a library has settled, read by plain SQL for the first look: hours, promises, visits.

As `library` and `notices` read it once SQLAlchemy is loaded; a test holds the two together. A
damaged row is left out here too, without a word: whoever opens the database notes it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar

from libdesk.domain.bulletin import Notice, Visit
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.leads import lead_of
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Target
from libdesk.domain.weeks import is_zone, parse_span, week_of
from libdesk.storage.today_rows import Ask

_Value = TypeVar("_Value")

_SPANS = "SELECT day, opens, closes FROM hours ORDER BY day, opens"
_CLOSED_DAYS = 'SELECT "on", why FROM closed_days ORDER BY "on"'
_WORD = "SELECT value FROM desk_words WHERE key = :key"
_TARGETS = (
    "SELECT priority, answer_minutes, answer_days, fix_minutes, fix_days FROM targets "
    "ORDER BY priority"
)
_VISITS = 'SELECT branch, "on" FROM visits WHERE "on" >= :today ORDER BY "on", branch'
_NOTICES = (
    "SELECT text, branch, since, id, category, until, waits_for FROM notices "
    "WHERE closed_at IS NULL ORDER BY since DESC, id DESC"
)


def word(ask: Ask, key: str) -> str:
    """Return a setting; "" when not set."""
    return next((value for (value,) in ask(_WORD, {"key": key})), "")


def hours(ask: Ask) -> Hours | None:
    """Return IT's hours; None while no library has said any."""
    spans: list[tuple[int, Span]] = []
    for day, opens, closes in ask(_SPANS, {}):
        with suppress(ValueError, TypeError):
            more = [*spans, (day, parse_span(opens, closes))]
            week_of(more)  # what does not fit the earlier ones is damage as well
            spans = more
    if not spans:
        return None
    closed = tuple(_sound(ask(_CLOSED_DAYS, {}), _closed_day))
    zone = word(ask, "zone")
    return Hours(week_of(spans), closed, zone if is_zone(zone) else "")


def targets(ask: Ask) -> tuple[Target, ...]:
    """Return what is promised, most urgent first."""
    return tuple(_sound(ask(_TARGETS, {}), _target))


def visits(ask: Ask, today: date) -> tuple[Visit, ...]:
    """Return IT's visits from this day on, soonest first."""
    return tuple(_sound(ask(_VISITS, {"today": today}), _visit))


def notices(ask: Ask) -> tuple[Notice, ...]:
    """Return the known problems that have not ended, newest first, uncounted."""
    return tuple(_sound(ask(_NOTICES, {}), _notice))


def _sound(rows: Iterable[Any], make: Callable[..., _Value]) -> Iterator[_Value]:
    for row in rows:
        with suppress(ValueError, TypeError):
            yield make(*row)


def _closed_day(on: str, why: str) -> ClosedDay:
    return ClosedDay(date.fromisoformat(on), why)


def _target(priority: int, *leads: int) -> Target:
    answer_minutes, answer_days, fix_minutes, fix_days = leads
    answer, fix = lead_of(answer_minutes, answer_days), lead_of(fix_minutes, fix_days)
    return Target(Priority(priority), answer, fix)


def _visit(branch: str, on: str) -> Visit:
    return Visit(branch, date.fromisoformat(on))


def _notice(text: str, branch: str, since: str, *rest: Any) -> Notice:  # noqa: ANN401 - a row
    id_, category, until, waits_for = rest
    ends = datetime.fromisoformat(until) if until is not None else None
    begun = datetime.fromisoformat(since)
    return Notice(text, branch, begun, id_, category, ends, waits_for)
