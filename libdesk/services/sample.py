"""The sample library: an invented library to look around in, the same for the same seed.

Dates are relative to the day it is made on, so that it never ages. The words come from
resources/sample/; nothing here reads a file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.guidance import Guidance, title
from libdesk.domain.places import Branch
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
from libdesk.services.intake import index_words
from libdesk.services.ports import NewProblem, OpenUnit, Unit

SEED = 20261121
DAYS = 365
SOURCE = "sample"
WHO = "IT"
ANSWERED_AFTER = timedelta(hours=3)
CHUNK = 500
"""Problems in one transaction while the sample is made."""

_FRESH = timedelta(days=8)
_ANSWERED = (State.FIXED, State.WAITING)
_ANSWERED_WITHIN = timedelta(hours=3)


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

    def fill(self, open_unit: OpenUnit, size: Sample) -> None:
        """Write branches, items and problems, oldest first."""
        dice = Random(size.seed)  # noqa: S311 - a sample must come out the same each time
        items = tuple(self._items(dice, size.items))
        with open_unit(write=True) as unit:
            unit.desk.set_word("library", self._stories["library"])
            unit.desk.set_word("urgent_phone", self._stories["urgent_phone"])
            for branch in self._stories["branches"]:
                unit.places.save_branch(Branch(branch["code"], branch["name"]))
            for item in items:
                unit.places.save_item(item)
        told = self._tell(dice, size.problems, items)
        while chunk := [entry for _, entry in zip(range(CHUNK), told, strict=False)]:
            with open_unit(write=True) as unit:
                self._store(unit, chunk)

    def _items(self, dice: Random, count: int) -> Iterator[Item]:
        kinds = [kind for kind, number in self._stories["kinds"] for _ in range(number)]
        codes, shares = _shares(self._stories["branches"])
        taken: dict[tuple[str, str], int] = {}
        for index in range(count):
            kind = kinds[index % len(kinds)]
            code = dice.choices(codes, shares)[0]
            ordinal = taken[code, kind] = taken.get((code, kind), 0) + 1
            short = "".join(part[0] for part in kind.split()).upper()
            computer = f"{code}-{short}-{ordinal:02}" if "PC" in kind or "laptop" in kind else ""
            yield Item(
                tag=Tag(f"LV-{1001 + index}"),
                name=computer or f"{kind} {ordinal}",
                kind=kind,
                branch=code,
                serial=f"SMP-{dice.randrange(16**8):08X}",
                computer_name=computer,
            )

    def _tell(
        self, dice: Random, count: int, items: Sequence[Item]
    ) -> Iterator[tuple[Problem, str]]:
        codes, shares = _shares(self._stories["branches"])
        stories = self._stories["stories"]
        weights = [story["weight"] for story in stories]
        by_place: dict[tuple[str, str], list[Item]] = {}
        for item in items:
            by_place.setdefault((item.branch, item.kind), []).append(item)
        step = timedelta(days=DAYS) / max(count, 1)
        for index in range(count):
            filed_at = self._now - timedelta(days=DAYS) + step * index
            filed_at += timedelta(minutes=dice.uniform(0, 60))
            filed_at = min(filed_at, self._now - timedelta(minutes=3 * (count - index)))
            story = dice.choices(stories, weights)[0]
            code = dice.choices(codes, shares)[0]
            things = by_place.get((code, story["kind"]), [])
            thing = dice.choice(things) if things else None
            yield self._problem(dice, story, code, thing, filed_at), story["answer"]

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
            danger=bool(category and category.is_danger),
        )
        report = Report(
            id=ReportId(UUID(int=dice.getrandbits(128), version=4)),
            category=story["category"],
            branch=code,
            title=title(category, story["saw"], {}) if category else story["saw"],
            filed_at=filed_at,
            saw=story["saw"],
            guess=story["guess"],
            effect=effect,
            item=thing.tag if thing else "",
            facts=(Fact("computer", thing.computer_name),) if thing and thing.computer_name else (),
        )
        received_at = filed_at + timedelta(seconds=dice.randrange(5, 90))
        problem = Problem(
            sequence=0,
            report=report,
            state=State.NEW,
            priority=rank(effect, filed_at),
            received_at=received_at,
            history=(Event(received_at, "", "received"),),
        )
        return self._settle(dice, problem, story["answer"])

    def _settle(self, dice: Random, problem: Problem, answer: str) -> Problem:
        """Close most problems that are older than a week; leave the fresh ones to be worked on."""
        old = self._now - problem.received_at > _FRESH
        chance = dice.random()
        if old and chance < 0.97:
            return _answered(replace(problem, state=State.FIXED), answer, self._now)
        if chance < 0.25:
            on = dice.choice((WaitingOn.SUPPLIER, WaitingOn.PART, WaitingOn.REPORTER))
            until = (self._now + timedelta(days=dice.randrange(1, 9))).date()
            rests = replace(problem, state=State.WAITING, waiting=Waiting(on, until))
            return _answered(rests, answer, self._now)
        return replace(problem, state=dice.choice((State.NEW, State.NEW, State.SEEN, State.DOING)))

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


def _answered(problem: Problem, answer: str, now: datetime) -> Problem:
    at = min(problem.received_at + ANSWERED_AFTER, now)
    return replace(
        problem,
        answers=(Answer(answer, WHO, at),),
        history=(
            *problem.history,
            Event(at, WHO, "answered", answer),
            Event(at, WHO, problem.state.value),
        ),
    )


def _shares(branches: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[int]]:
    return [branch["code"] for branch in branches], [branch["share"] for branch in branches]
