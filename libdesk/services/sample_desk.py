"""What the sample library's desk has settled and told: hours, promises, visits, known problems.

Reports are made by sample.py. Every day and every time is relative to the moment it is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from libdesk.domain.bulletin import Notice, Step
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import Hours
from libdesk.domain.places import Branch
from libdesk.domain.promises import parse_targets
from libdesk.domain.weeks import parse_hours
from libdesk.services.ports import Unit

_DAY = timedelta(days=1)
_SATURDAY = 5
_ROUND_TO = timedelta(minutes=30)


def settle(unit: Unit, stories: Mapping[str, Any], now: datetime) -> None:
    """Store the library's words, branches, hours, promises, steps, visits and known problems."""
    unit.desk.set_word("library", stories["library"])
    unit.desk.set_word("urgent_phone", stories["urgent_phone"])
    for branch in stories["branches"]:
        unit.places.save_branch(Branch(branch["code"], branch["name"]))
    unit.places.set_hours(hours_of(stories, now))
    unit.places.set_targets(parse_targets(stories))
    unit.places.set_ladder([Step(one["who"], one["how"], one["when"]) for one in stories["ladder"]])
    for code, days in stories["visits"].items():
        unit.places.set_visits(code, [_workday(now, days_ahead) for days_ahead in days])
    for told in stories["notices"]:
        unit.notices.save(_notice(told, now))
        if told["ended_hours_ago"] is not None:
            unit.notices.close(told["id"], now - timedelta(hours=told["ended_hours_ago"]))


def hours_of(stories: Mapping[str, Any], now: datetime) -> Hours:
    """Return the library's hours, with its next closed days."""
    closed = [
        {"on": _workday(now, day["in_days"]).isoformat(), "why": day["why"]}
        for day in stories["hours"]["closed"]
    ]
    return parse_hours({**stories["hours"], "closed": closed})


def items_of(stories: Mapping[str, Any], dice: Random, count: int) -> Iterator[Item]:
    """Yield so many things; each kind is spread over the branches as a library would do it."""
    kinds = [kind for kind in stories["kinds"] for _ in range(kind["count"])]
    given: dict[tuple[str, str], int] = {}
    for index in range(count):
        kind = kinds[index % len(kinds)]
        code = _emptiest(stories["branches"], kind, given)
        ordinal = given[code, kind["kind"]] = given.get((code, kind["kind"]), 0) + 1
        short = "".join(part[0] for part in kind["kind"].split()).upper()
        is_computer = "PC" in kind["kind"] or kind["kind"] == "laptop"
        names = kind["names"]
        yield Item(
            tag=Tag(f"LV-{1001 + index}"),
            # The last name is for all that come after it.
            name=names[min(ordinal, len(names)) - 1].format(n=ordinal),
            kind=kind["kind"],
            branch=code,
            serial=f"SMP-{dice.randrange(16**8):08X}",
            computer_name=f"{code}-{short}-{ordinal:02}" if is_computer else "",
        )


def same_here(stories: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return a known problem for each report that says "same here"."""
    return [one for one in stories["notices"] for _ in range(one["same_here"])]


def _emptiest(
    branches: Sequence[Mapping[str, Any]], kind: Mapping[str, Any], given: Mapping[Any, int]
) -> str:
    """Return the branch that lacks the most of a kind, by its share."""

    def filled(branch: Mapping[str, Any]) -> float:
        weight = 1 if kind["spread"] == "each" else branch[kind["spread"]]
        return (given.get((branch["code"], kind["kind"]), 0) + 0.5) / weight

    code: str = min(branches, key=filled)["code"]
    return code


def _notice(told: Mapping[str, Any], now: datetime) -> Notice:
    until = None
    if told["lasts_hours"] is not None:
        until = now + timedelta(hours=told["lasts_hours"])
        until -= (until - until.replace(hour=0, minute=0, second=0, microsecond=0)) % _ROUND_TO
    return Notice(
        text=told["text"],
        branch=told["branch"],
        since=now - timedelta(hours=told["began_hours_ago"]),
        id=told["id"],
        category=told["category"],
        until=until,
        waits_for=told["waits_for"],
    )


def _workday(now: datetime, days_ahead: int) -> date:
    """Return a day from Monday to Friday, so many days ahead or more (negative: ago)."""
    day = now.date() + days_ahead * _DAY
    while day.weekday() >= _SATURDAY:
        day += _DAY if days_ahead >= 0 else -_DAY
    return day
