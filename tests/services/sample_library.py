"""The sample library in memory, and what can be counted in it."""

import json
from collections import Counter
from datetime import UTC
from pathlib import Path

from libdesk.domain.guidance import parse
from libdesk.domain.problems import State
from libdesk.services.sample import SampleLibrary
from tests.services.fakes import START
from tests.services.made_items import NO_RULES
from tests.services.memory_database import MemoryDatabase

RESOURCES = Path(__file__).parents[2] / "resources"
WORDS = {
    file.stem: json.loads(file.read_text("utf-8")) for file in (RESOURCES / "sample").glob("*.json")
}
GUIDANCE = parse(json.loads((RESOURCES / "questions" / "problems.json").read_text("utf-8")))

ABOUT = {
    "pc": "PUBPC",
    "print": "PRINT",
    "wifi": "NET",
    "catalog": "ILS",
    "self": "SELF",
    "room": "ROOM",
    "home": "WEB",
}


def fill(size, now=START, words=WORDS, guidance=GUIDANCE):
    database = MemoryDatabase()
    assert SampleLibrary(words, guidance, now, lambda _: NO_RULES).fill(database, size)
    return database


def problems(database):
    """All that was reported, follow-ups left out."""
    every = database.tables.problems.values()
    return tuple(one for one in every if one.report.follow_up is None)


def counted(database):
    """The reports that count: all but little niggles."""
    return tuple(one for one in problems(database) if one.report.category != "NIGGLE")


def percent(values):
    """How many of a hundred each value is."""
    count = Counter(values)
    return {value: 100 * times / count.total() for value, times in count.items()}


def shared(told):
    """What is told as shares, of a hundred."""
    return {value: 100 * share / sum(told.values()) for value, share in told.items()}


def off(found, told):
    """The furthest that a share is from what is told."""
    return max(abs(found.get(value, 0) - told.get(value, 0)) for value in {*found, *told})


def subject(problem):
    """What a problem is about, also where a patron told of it."""
    report = problem.report
    return ABOUT[report.answers["place"]] if report.category == "PATRON" else report.category


def happened(problem, kind):
    """When something happened first."""
    return next(event.at for event in problem.history if event.kind == kind)


def is_worked_on(problem):
    """Whether the desk fixed it itself, and on its own."""
    told = any(event.kind == State.FIXED.value for event in problem.history)
    return problem.state is State.FIXED and told and "fixed" not in problem.report.answers


def openings(week, day):
    """When a week's spans open and close on a day."""
    for opens, closes in week[day.weekday()]:
        begin, end = (
            day.replace(hour=int(t[:2]), minute=int(t[3:]), second=0, microsecond=0)
            for t in (opens, closes)
        )
        yield begin, end


def is_within(week, moment, zone=UTC):
    """Whether it is open at a moment; an exact end counts."""
    local = moment.astimezone(zone)
    return any(begin <= local <= end for begin, end in openings(week, local))
