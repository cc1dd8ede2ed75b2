"""What the sample library has planned, what stands against it, and what was away.

Every day is relative to the moment at which it is made.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from libdesk.domain.outages import Lost, Outage
from libdesk.domain.planned_changes import DRAFT_DAYS, Every, PlannedChange
from libdesk.domain.planned_changes import Unit as Counted
from libdesk.domain.requirements import About, Requirement, Says, Target
from libdesk.services.sample_desk import Setting, workday
from libdesk.services.settled import Mark
from libdesk.services.stores import Unit

_WHO = "IT"


def plan(unit: Unit, library: Mapping[str, Any], setting: Setting) -> None:
    """Store planned work, the register and the log of outages (of library.json)."""
    mark, planning = Mark(1, setting.now, _WHO), unit.planning
    for requirement in library["requirements"]:
        planning.requirements.save(_requirement(requirement, setting), mark)
    for change in library["planned_changes"]:
        planning.changes.save(_change(change, setting), mark)
    for told in library["outages"]:
        for outage in _outages(told, setting):
            planning.outages.save(outage, mark)


def _requirement(told: Mapping[str, Any], setting: Setting) -> Requirement:
    known = _day(setting, -told["days_ago"])
    promised = told.get("promised_in")
    return Requirement(
        system=told["system"],
        about=About(told["about"]),
        name=told["name"],
        says=Says(told["says"]),
        of_version=told["version"],
        source=told["source"],
        as_at=known,
        known_since=known,
        until=_day(setting, promised) if promised else None,
    )


def _change(told: Mapping[str, Any], setting: Setting) -> PlannedChange:
    to, years = told.get("to"), told.get("years")
    return PlannedChange(
        title=told["title"],
        on=_day(setting, told["in_days"]),
        notice=told["notice"],
        branches=tuple(told["at"]),
        things=told.get("things", ""),
        begins=_time(told.get("begins")),
        ends=_time(told.get("ends")),
        every=Every(years, Counted.YEARS) if years else None,
        draft_days=told.get("draft_days", DRAFT_DAYS),
        target=Target(About(to["about"]), to["name"], to["version"]) if to else None,
        note=told.get("note", ""),
    )


def _outages(told: Mapping[str, Any], setting: Setting) -> Iterator[Outage]:
    for days_ago, minutes in zip(told["days_ago"], told["minutes"], strict=True):
        at = time.fromisoformat(told["from"])
        begun = datetime.combine(_day(setting, -days_ago), at, setting.zone).astimezone(UTC)
        yield Outage(
            branch=told["at"],
            started_at=begun,
            back_at=begun + timedelta(minutes=minutes),
            lost=Lost(told["lost"]),
            cause=told["cause"],
            whose=told["whose"],
        )


def _day(setting: Setting, days_ahead: int) -> date:
    return workday(setting.now, days_ahead)


def _time(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None
