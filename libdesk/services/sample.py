"""The sample library: an invented library to look around in, the same for the same seed.

Dates are relative to the day it is made on, so that it never ages. The words come from
resources/sample/; nothing here reads a file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log
from random import Random
from typing import Any
from uuid import UUID

from libdesk.domain.equipment import Item
from libdesk.domain.guidance import Guidance, title
from libdesk.domain.hours import after_open_time
from libdesk.domain.priority import Effect, HowBad, Stopped, rank
from libdesk.domain.problems import (
    Answer,
    Event,
    Fact,
    Problem,
    Reply,
    ReplyKind,
    Report,
    ReportId,
    State,
    Waiting,
    WaitingOn,
)
from libdesk.services import sample_desk
from libdesk.services.intake import index_words
from libdesk.services.ports import NewProblem, OpenUnit, Unit

SEED = 20261121
DAYS = 365
SOURCE = "sample"
WHO = "IT"
CHUNK = 500
"""Problems in one transaction while the sample is made."""

_FRESH = timedelta(days=8)
_WHOLE = 50
"""A library with fewer problems has no room for everything that a whole one has."""

_CLOSED, _RESTING, _FRESH_RESTING = 0.92, 0.97, 0.25
"""Of the old reports: closed up to the first, waiting up to the second; of the fresh: waiting."""

_NAMED = 0.6
"""So many reporters say whom to ask."""

_ANSWER_LOG, _ANSWER_SPREAD, _LONGEST = log(1.4), 0.9, 60.0
"""First answers: log-normal around 1.4 open hours (domain facts, section 9)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The size of a sample library."""

    problems: int = 200
    items: int = 119
    seed: int = SEED


class SampleLibrary:
    """Fills an empty database.

    Args:
        stories: the content of resources/sample/stories.json.
        guidance: the tiles, for titles.
        now: the moment that everything is relative to (aware, UTC).
    """

    def __init__(self, stories: Mapping[str, Any], guidance: Guidance, now: datetime) -> None:
        self._stories = stories
        self._guidance = guidance
        self._now = now
        self._hours = sample_desk.hours_of(stories, now)

    def fill(self, open_unit: OpenUnit, size: Sample) -> None:
        """Write what the desk has settled, items and problems, oldest first."""
        dice = Random(size.seed)  # noqa: S311 - a sample must come out the same each time
        items = tuple(sample_desk.items_of(self._stories, dice, size.items))
        with open_unit(write=True) as unit:
            sample_desk.settle(unit, self._stories, self._now)
            for item in items:
                unit.places.save_item(item)
        told = self._tell(dice, size.problems, items)
        while chunk := [entry for _, entry in zip(range(CHUNK), told, strict=False)]:
            with open_unit(write=True) as unit:
                self._store(unit, chunk)

    def _tell(
        self, dice: Random, count: int, items: Sequence[Item]
    ) -> Iterator[tuple[Problem, str]]:
        codes, shares = _shares(self._stories["branches"])
        stories = self._stories["stories"]
        weights = [story["weight"] for story in stories]
        by_place: dict[tuple[str, str], list[Item]] = {}
        for item in items:
            by_place.setdefault((item.branch, item.kind), []).append(item)
        once = _spread([one for one in stories if one.get("once")], count)
        same = sample_desk.same_here(self._stories) if count >= _WHOLE else []
        step = timedelta(days=DAYS) / max(count - len(same), 1)
        for index in range(count):
            last_ones = timedelta(minutes=3 * (count - index))
            filed_at = self._now - timedelta(days=DAYS) + step * index
            filed_at += timedelta(minutes=dice.uniform(0, 60))
            filed_at = min(filed_at, self._now - last_ones)
            story = once.get(index) or dice.choices(stories, weights)[0]
            code = dice.choices(codes, shares)[0]
            things = by_place.get((code, story["kind"]), [])
            thing = dice.choice(things) if things else None
            if count - index <= len(same):
                yield self._same_here(dice, same[count - index - 1], self._now - last_ones), ""
            else:
                yield self._problem(dice, story, code, thing, filed_at), story["answer"]

    def _same_here(self, dice: Random, notice: Mapping[str, Any], filed_at: datetime) -> Problem:
        category = self._guidance.find(notice["category"])
        saw = self._stories["same_here"].format(words=notice["text"])
        report = Report(
            id=_report_id(dice),
            category=notice["category"],
            branch=notice["branch"],
            title=title(category, saw, {}) if category else saw,
            filed_at=filed_at,
            saw=saw,
            contact=dice.choice(self._stories["contacts"]),
            notice=notice["id"],
        )
        # As intake takes it in: nothing in it must still be looked at.
        return _received(report, State.SEEN, filed_at + timedelta(seconds=dice.randrange(5, 90)))

    def _problem(
        self,
        dice: Random,
        story: Mapping[str, Any],
        code: str,
        thing: Item | None,
        filed_at: datetime,
    ) -> Problem:
        category = self._guidance.find(story["category"])
        effect = Effect(
            stopped=Stopped(story["stopped"]) if story["stopped"] else None,
            how_bad=HowBad(story["how_bad"]) if story["how_bad"] else None,
            niggle=bool(category and category.is_niggle),
            danger=story.get("danger", False),
        )
        report = Report(
            id=_report_id(dice),
            category=story["category"],
            branch=code,
            title=title(category, story["saw"], {}) if category else story["saw"],
            filed_at=filed_at,
            saw=story["saw"],
            guess=story["guess"],
            effect=effect,
            item=thing.tag if thing else "",
            facts=(Fact("computer", thing.computer_name),) if thing and thing.computer_name else (),
            contact=dice.choice(self._stories["contacts"]) if dice.random() < _NAMED else "",
        )
        received_at = filed_at + timedelta(seconds=dice.randrange(5, 90))
        return self._settle(dice, _received(report, State.NEW, received_at), story["answer"])

    def _settle(self, dice: Random, problem: Problem, answer: str) -> Problem:
        """Close most problems that are older than a week; leave the fresh ones to be worked on."""
        old = self._now - problem.received_at > _FRESH
        chance = dice.random()
        if old and chance < _CLOSED:
            return self._answered(dice, replace(problem, state=State.FIXED), answer)
        if chance < (_RESTING if old else _FRESH_RESTING):
            on = dice.choice((WaitingOn.SUPPLIER, WaitingOn.PART, WaitingOn.REPORTER))
            until = (self._now + timedelta(days=dice.randrange(1, 9))).date()
            rests = replace(problem, state=State.WAITING, waiting=Waiting(on, until))
            return self._answered(dice, rests, answer)
        return replace(problem, state=dice.choice((State.NEW, State.NEW, State.SEEN, State.DOING)))

    def _answered(self, dice: Random, problem: Problem, answer: str) -> Problem:
        worked = timedelta(hours=min(dice.lognormvariate(_ANSWER_LOG, _ANSWER_SPREAD), _LONGEST))
        by_then = after_open_time(self._hours, problem.received_at, worked) or self._now
        at = min(by_then, self._now)
        return replace(
            problem,
            answers=(Answer(answer, WHO, at),),
            history=(
                *problem.history,
                Event(at, WHO, "answered", answer),
                Event(at, WHO, problem.state.value),
            ),
        )

    def _store(self, unit: Unit, chunk: Sequence[tuple[Problem, str]]) -> None:
        unit.problems.add(
            [
                NewProblem(
                    problem=problem,
                    content_hash=f"{problem.report.id.int:064x}",
                    reply_key=bytes(32),
                    source=SOURCE,
                    words=index_words(problem.report),
                )
                for problem, answer in chunk
            ]
        )
        for problem, answer in chunk:
            if problem.answers:
                at = problem.answers[0].at
                reply = Reply(0, ReplyKind.ANSWER, at, answer, WHO, problem.state)
                unit.replies.add(problem.report.id, reply, goes_out_at=at)
        while due := unit.replies.due(self._now, CHUNK, source=SOURCE):
            unit.replies.mark_written(due, self._now)


def _received(report: Report, state: State, received_at: datetime) -> Problem:
    return Problem(
        sequence=0,
        report=report,
        state=state,
        priority=rank(report.effect, report.filed_at),
        received_at=received_at,
        history=(Event(received_at, "", "received"),),
    )


def _report_id(dice: Random) -> ReportId:
    return ReportId(UUID(int=dice.getrandbits(128), version=4))


def _spread(stories: Sequence[Mapping[str, Any]], count: int) -> dict[int, Mapping[str, Any]]:
    """Return where in a whole library stories stand that must not be left to chance."""
    if count < _WHOLE:
        return {}
    gap = count // (len(stories) + 1)
    return {gap * place: story for place, story in enumerate(stories, 1)}


def _shares(branches: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[int]]:
    return [branch["code"] for branch in branches], [branch["share"] for branch in branches]
