"""The parts of a bulletin as rows of strings, and the rows as what a form may believe.

A newer desk may say more on each line; what is known here comes first. A part that makes no sense
as a whole (overlapping hours, a day that is none) is Unreadable as a whole: half of somebody's
hours would promise what nobody keeps.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from libdesk.delivery.strict import Fields, Unreadable
from libdesk.domain.bulletin import (
    NOTICE_ID_LIMIT,
    NOTICE_LIMIT,
    PACE_NEEDS,
    STEPS_LIMIT,
    Bulletin,
    Notice,
    Pace,
    Step,
    Visit,
)
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import ClosedDay, Hours
from libdesk.domain.leads import lead_of, numbers_of
from libdesk.domain.places import Branch, clean_code
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Target
from libdesk.domain.retention import LEAST_DAYS, MOST_DAYS, Keeping
from libdesk.domain.text import COMBINING_LIMIT, LINE_LIMIT, clean_line, clean_text
from libdesk.domain.weeks import is_zone, parse_span, week_of

Rows = list[list[str]]

ROW_LIMITS: Mapping[str, int] = {
    "branches": 1_000,
    "items": 5_000,
    "notices": 100,
    "hours": 500,
    "targets": len(Priority),
    "ladder": STEPS_LIMIT,
    "paces": 2_000,
    "visits": 2_000,
    "keeping": 1,
}
"""The parts, and the lines that each can have at most."""

NUMBER_LIMIT = 9
"""Digits of a number."""

_OPEN, _CLOSED, _ZONE = "open", "closed", "zone"


def rows_of(bulletin: Bulletin) -> dict[str, Rows]:
    """Return each part's rows, no more than a reader takes."""
    rows = {
        "branches": [[one.code, one.name] for one in bulletin.branches],
        "items": [
            [item.tag, item.name, item.kind, item.branch, item.serial, item.computer_name]
            for item in bulletin.items
        ],
        "notices": [_notice_row(notice) for notice in bulletin.notices],
        "hours": _hours_rows(bulletin.hours) if bulletin.hours else [],
        "targets": [_target_row(target) for target in bulletin.targets],
        "ladder": [[step.who, step.how, step.when] for step in bulletin.ladder],
        "paces": [
            [one.branch, one.month.isoformat(), str(one.count), str(one.median_minutes)]
            for one in bulletin.paces
        ],
        "visits": [[visit.branch, visit.on.isoformat()] for visit in bulletin.visits],
        "keeping": _keeping_rows(bulletin.keeping) if bulletin.keeping else [],
    }
    return {name: lines[: ROW_LIMITS[name]] for name, lines in rows.items()}


def read(name: str, rows: Sequence[list[str]]) -> Any:  # noqa: ANN401 - each part has its own kind
    """Return what the Bulletin's field of this name holds.

    Raises:
        Unreadable: the rows make no sense for this part.
    """
    if len(rows) > ROW_LIMITS[name]:
        raise Unreadable("A part of the bulletin has more lines than it can have.")
    try:
        if name == "hours":
            return _hours(rows)
        if name == "targets":
            return _targets(rows)
        if name == "keeping":
            return _keeping(rows)
        return tuple(one for one in map(_READERS[name], rows) if one is not None)
    except ValueError as error:
        raise Unreadable("A part of the bulletin makes no sense.") from error


def _notice_row(notice: Notice) -> list[str]:
    return [
        clean_text(notice.text)[:NOTICE_LIMIT],
        notice.branch,
        notice.since.isoformat(),
        notice.id,
        notice.category,
        notice.until.isoformat() if notice.until else "",
        notice.waits_for,
        str(notice.count),
    ]


def _hours_rows(hours: Hours) -> Rows:
    spans = [
        [_OPEN, str(day), f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"]
        for day, spans in enumerate(hours.week)
        for span in spans
    ]
    return [
        [_ZONE, hours.zone],
        *spans,
        *[[_CLOSED, d.on.isoformat(), d.why] for d in hours.closed],
    ]


def _keeping_rows(keeping: Keeping) -> Rows:
    return [[str(keeping.pictures_days), str(keeping.names_days)]]


def _target_row(target: Target) -> list[str]:
    numbers = (int(target.priority), *numbers_of(target.answer), *numbers_of(target.fix))
    return [str(number) for number in numbers]


def _hours(rows: Sequence[list[str]]) -> Hours | None:
    spans, closed, zone = [], [], ""
    for row in rows:
        kind = row[0] if row else ""
        if kind == _OPEN:
            _, day, opens, closes = _values(row, 4)
            spans.append((_number(day), parse_span(opens, closes)))
        elif kind == _CLOSED:
            _, on, why = _values(row, 3)
            closed.append(ClosedDay(_day(on), why))
        elif kind == _ZONE:
            _, zone = _values(row, 2)
    if not is_zone(zone):
        raise Unreadable("The bulletin names a time zone that is not known here.")
    return Hours(week_of(spans), tuple(closed), zone) if spans else None


def _keeping(rows: Sequence[list[str]]) -> Keeping | None:
    if not rows:
        return None
    pictures, names = map(_number, _values(rows[0], 2))
    if not (LEAST_DAYS <= pictures <= MOST_DAYS and LEAST_DAYS <= names <= MOST_DAYS):
        raise Unreadable("The bulletin says how long things are kept, but for no time that can be.")
    return Keeping(pictures, names)


def _targets(rows: Sequence[list[str]]) -> tuple[Target, ...]:
    targets: dict[Priority, Target] = {}
    for row in rows:
        priority, *numbers = map(_number, _values(row, 5))
        target = Target(Priority(priority), lead_of(*numbers[:2]), lead_of(*numbers[2:]))
        if targets.setdefault(target.priority, target) is not target:
            raise Unreadable("The bulletin promises two things at once.")
    return tuple(targets[priority] for priority in sorted(targets))


def _branch(row: list[str]) -> Branch:
    code, name = _values(row, 2)
    return Branch(clean_code(code), name)


def _item(row: list[str]) -> Item:
    tag, name, kind, branch, serial, computer_name = _values(row, 6)
    return Item(Tag(tag), name, kind, clean_code(branch), serial, computer_name)


def _notice(row: list[str]) -> Notice:
    _, branch, since = _values(row, 3)
    # The first desks say no more than these three.
    id_, category, until, waits_for, count = (
        _values(row[3:], 5) if row[3:] else ("", "", "", "", "0")
    )
    if len(id_) > NOTICE_ID_LIMIT:
        raise Unreadable("A known problem has an id that is longer than any.")
    moments = Fields({"since": since, "until": until or None}, "a notice")
    return Notice(
        clean_text(row[0][: 2 * NOTICE_LIMIT])[:NOTICE_LIMIT],
        clean_code(branch),
        moments.moment("since"),
        id_,
        category,
        moments.moment_or_none("until"),
        waits_for,
        _number(count),
    )


def _step(row: list[str]) -> Step:
    return Step(*_values(row, 3))


def _pace(row: list[str]) -> Pace | None:
    branch, month, count, median = _values(row, 4)
    pace = Pace(clean_code(branch), _day(month), _number(count), _number(median))
    if pace.month.day != 1:
        raise Unreadable("A month of the bulletin does not begin with its first day.")
    return pace if pace.count >= PACE_NEEDS else None


def _visit(row: list[str]) -> Visit:
    branch, on = _values(row, 2)
    return Visit(clean_code(branch), _day(on))


_READERS: Mapping[str, Callable[[list[str]], object]] = {
    "branches": _branch,
    "items": _item,
    "notices": _notice,
    "ladder": _step,
    "paces": _pace,
    "visits": _visit,
}


def _values(row: list[str], count: int) -> list[str]:
    if len(row) < count:
        raise Unreadable("A part of the bulletin has a damaged line.")
    return [_clean(value) for value in row[:count]]


def _clean(value: str) -> str:
    # Most values need no mending, and a bulletin can have many ten thousands of them. What is
    # printable holds nothing hidden; six signs are too few for too many marks on a letter.
    is_plain = value.isprintable() and (value.isascii() or len(value) <= COMBINING_LIMIT)
    if is_plain and len(value) <= LINE_LIMIT and value == " ".join(value.split()):
        return value
    return clean_line(value[: 2 * LINE_LIMIT])


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= NUMBER_LIMIT):
        raise Unreadable("A number of the bulletin is none.")
    return int(digits)


def _day(words: str) -> date:
    day = Fields({"day": words}, "the bulletin").day_or_none("day")
    if day is None:
        raise Unreadable("A day of the bulletin is missing.")
    return day
