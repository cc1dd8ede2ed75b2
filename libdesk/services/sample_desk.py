"""What the sample library's desk has settled and told: hours, promises, whom to ask, visits.

Reports are made by sample_plan.py and sample_lives.py. Every day and every time is relative to the
moment it is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random
from typing import Any

from libdesk.domain.bulletin import Step
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import Hours
from libdesk.domain.places import Branch
from libdesk.domain.promises import parse_targets
from libdesk.domain.weeks import parse_hours
from libdesk.services.sample_time import Openings, zone_of
from libdesk.services.stores import Unit

DAYS = 365
"""So far back the sample goes."""

_DAY = timedelta(days=1)
_SPARES = 100
"""Spares' computer names are counted from here."""
_SATURDAY = 5
_ROUND_TO = 30
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The sample library's year.

    Attributes:
        now: its end, which everything is relative to (aware, UTC).
        desk: when IT is there.
        branches: when each branch is open, by its code.
        zone: in which times of day are told; None for this computer's own.
    """

    now: datetime
    desk: Openings
    branches: Mapping[str, Openings]
    zone: tzinfo | None


def setting_of(library: Mapping[str, Any], now: datetime) -> Setting:
    """Lay out the hours of a sample library (the content of library.json)."""
    hours = hours_of(library, now)
    since = now - timedelta(days=DAYS)
    plain = {"zone": hours.zone, "closed": []}
    return Setting(
        now=now,
        desk=Openings(hours, since, now),
        branches={
            one["code"]: Openings(parse_hours({**plain, "week": one["open"]}), since, now)
            for one in library["branches"]
        },
        zone=zone_of(hours),
    )


def settle(unit: Unit, library: Mapping[str, Any], setting: Setting) -> None:
    """Store the library's words, branches, hours, promises, steps and visits."""
    now = setting.now
    unit.desk.set_word("library", library["library"])
    unit.desk.set_word("urgent_phone", library["urgent_phone"])
    for branch in library["branches"]:
        unit.places.save_branch(Branch(branch["code"], branch["name"]))
    unit.places.set_hours(hours_of(library, now))
    unit.places.set_targets(parse_targets(library))
    unit.places.set_ladder([Step(one["who"], one["how"], one["when"]) for one in library["ladder"]])
    for code, days in library["visits"].items():
        unit.places.set_visits(code, [workday(now, days_ahead) for days_ahead in days])


def hours_of(library: Mapping[str, Any], now: datetime) -> Hours:
    """Return the desk's hours, with its next closed days."""
    closed = [
        {"on": workday(now, day["in_days"]).isoformat(), "why": day["why"]}
        for day in library["hours"]["closed"]
    ]
    return parse_hours({**library["hours"], "closed": closed})


def coming(told: Mapping[str, int], setting: Setting) -> datetime:
    """Return a moment that is told by open minutes from now, at a half or a full hour."""
    at = setting.desk.after(setting.now, timedelta(minutes=told["open_minutes"]))
    return at.replace(minute=at.minute // _ROUND_TO * _ROUND_TO, second=0, microsecond=0)


def past(told: Mapping[str, int], setting: Setting) -> datetime:
    """Return a moment that is told by open minutes before now, or by a day and hours into it."""
    if "open_minutes" in told:
        return setting.desk.after(setting.now, -timedelta(minutes=told["open_minutes"]))
    day = early_in_week(setting.now, told["days"])
    begin = datetime.combine(day, time.min, setting.zone).astimezone(UTC)
    return setting.desk.open_after(begin) + timedelta(hours=told["hours"])


def early_in_week(now: datetime, days_ago: int) -> date:
    """Return a day from Monday to Thursday, so many days ago or more: another one follows it."""
    day = now.date() - days_ago * _DAY
    while day.weekday() >= _SATURDAY - 1:
        day -= _DAY
    return day


def items_of(equipment: Mapping[str, Any], dice: Random, count: int) -> Iterator[Item]:
    """Yield so many things; those beyond the library's own are spares."""
    serials: list[str] = []
    again: dict[int, int] = dict(equipment["same_serial"])
    for place, (kind, code, name, computer) in zip(
        range(1, count + 1), _things(equipment), strict=False
    ):
        serial = f"{equipment['serials']}{dice.randrange(16**8):08X}"
        serials.append(serials[again[place] - 1] if place in again else serial)
        tag = equipment["unreadable"].get(
            str(place), equipment["tags"].format(n=equipment["first"] + place - 1)
        )
        yield Item(
            tag=Tag(tag),
            name=name,
            kind=kind,
            branch=code,
            serial="" if place in equipment["without_serial"] else serials[-1],
            computer_name=computer,
            room=_room(equipment, name),
        )


def _room(equipment: Mapping[str, Any], name: str) -> str:
    """Return where a thing of this name stands; spares are in no room."""
    return next((room for words, room in equipment["rooms"] if words in name), "")


def _things(equipment: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, branch, name and computer name: the library's own things, then spares."""
    kinds = equipment["kinds"]
    for kind in kinds:
        for code, names in kind["at"].items():
            for ordinal, name in enumerate(names, 1):
                yield kind["kind"], code, name, _computer_name(kind["computer"], code, ordinal)
    ordinal = 0
    while True:
        ordinal += 1
        for kind in kinds:
            for code in kind["at"]:
                name = f"spare {kind['kind']} {ordinal}"
                computer = _computer_name(kind["computer"], code, _SPARES + ordinal)
                yield kind["kind"], code, name, computer


def _computer_name(prefix: str, code: str, ordinal: int) -> str:
    return f"{code}-{prefix}-{ordinal:02}" if prefix else ""


def workday(now: datetime, days_ahead: int) -> date:
    """Return a day from Monday to Friday, so many days ahead or more (negative: ago)."""
    day = now.date() + days_ahead * _DAY
    while day.weekday() >= _SATURDAY:
        day += _DAY if days_ahead >= 0 else -_DAY
    return day
