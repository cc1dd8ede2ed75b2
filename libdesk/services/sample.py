"""The sample library: an invented library to look around in, the same for the same seed.

Dates are relative to the moment it is made on, so that it never ages. The words come from
resources/sample/; nothing here reads a file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from heapq import heappop, heappush
from itertools import chain, count, islice
from random import Random
from typing import Any

from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import Report
from libdesk.domain.words import cut
from libdesk.services import sample_desk, sample_loans, sample_planning
from libdesk.services.intake import indexed
from libdesk.services.item_gates import Rules
from libdesk.services.sample_equipment import SampleEquipment
from libdesk.services.sample_lives import Lives, Told
from libdesk.services.sample_plan import Plan, niggles_beside
from libdesk.services.sample_playing import Playing
from libdesk.services.stores import NewProblem, OpenUnit, Unit

SEED = 20261121
SOURCE = "sample"
CHUNK = 1000
"""Problems in one transaction while the sample is made."""

Progress = Callable[[int, int], bool]
"""Told how many problems are done, of how many; answering False ends the work."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The size of a sample library.

    Attributes:
        problems: reports in its year; little niggles come beside them.
        items: things.
        seed: the same seed gives the same library.
    """

    problems: int = 200
    items: int = 119
    seed: int = SEED

    @property
    def niggles(self) -> int:
        """How many little niggles stand beside the reports."""
        return niggles_beside(self.problems)


class SampleLibrary:
    """Fills an empty database.

    Args:
        words: the contents of resources/sample/, by the names of the files.
        guidance: the tiles.
        now: the moment that everything is relative to (aware, UTC).
        rules: settles the library's own rules, and returns what follows from an item's record.
    """

    def __init__(
        self,
        words: Mapping[str, Any],
        guidance: Guidance,
        now: datetime,
        rules: Callable[[OpenUnit], Rules],
    ) -> None:
        self._words = words
        self._guidance = guidance
        self._now = now
        self._rules = rules
        self._setting = sample_desk.setting_of(words["library"], now)

    def fill(
        self, open_unit: OpenUnit, size: Sample, progress: Progress = lambda _done, _of: True
    ) -> bool:
        """Write what the desk has settled, items and problems, oldest first.

        Args:
            open_unit: opens a transaction; there are many of them, so that what was begun and not
                finished is best deleted as a whole.
            size: how much.
            progress: told after each transaction; answering False ends it early.

        Returns whether all of it was written.
        """
        dice = Random(size.seed)  # noqa: S311 - a sample must come out the same each time
        items = tuple(sample_desk.items_of(self._words["equipment"], dice, size.items))
        with open_unit(write=True) as unit:
            sample_desk.settle(unit, self._words["library"], self._setting)
            sample_planning.plan(unit, self._words["library"], self._setting)
        equipment = SampleEquipment(self._words["equipment"], self._setting, items)
        equipment.fill(open_unit, self._rules(open_unit))
        with open_unit(write=True) as unit:
            sample_loans.lend(unit, self._words["library"]["loans"], self._setting)
        plan = Plan(self._words, self._guidance, self._setting, dice, size.problems)
        lives = Lives(self._words, self._guidance, self._setting, items, dice, size.problems)
        scenes = Playing(open_unit, self._words, self._setting)
        told = _in_order(map(lives.tell, plan.cards()))
        whole, done = size.problems + size.niggles, 0
        while chunk := list(islice(told, CHUNK)):
            with open_unit(write=True) as unit:
                self._store(unit, chunk)
            scenes.remember(chunk)
            done += sum(one.problem.report.follow_up is None for one in chunk)
            if not progress(done, whole):
                return False
        scenes.play()
        self._send(open_unit)
        return True

    def _send(self, open_unit: OpenUnit) -> None:
        """Let what was said leave: nobody reads it, and nothing shall wait for its sending."""
        with open_unit(write=True) as unit:
            while due := unit.replies.due(self._now, CHUNK, source=SOURCE):
                unit.replies.mark_written(due, self._now)

    def _store(self, unit: Unit, chunk: Sequence[Told]) -> None:
        unit.problems.add(
            [
                NewProblem(
                    problem=one.problem,
                    content_hash=f"{one.problem.report.id.int:064x}",
                    reply_key=bytes(32),
                    source=SOURCE,
                    words=tuple(_words(one.problem.report)),
                )
                for one in chunk
            ]
        )
        unit.replies.add_written(
            [(one.problem.report.id, reply) for one in chunk for reply in one.replies]
        )
        for one in chunk:
            follow_up = one.problem.report.follow_up
            if follow_up is not None:
                unit.problems.attach([one.problem.report.id], follow_up.of)


# The same words stand in many of a sample's reports.
_cut = lru_cache(maxsize=4096)(cut)


def _words(report: Report) -> dict[str, None]:
    """Return the words that intake would find a report by."""
    number, *parts = indexed(report)
    return dict.fromkeys(chain(cut(number), *map(_cut, parts)))


def _in_order(told: Iterator[Told]) -> Iterator[Told]:
    """Yield problems and what was added to them later, each at its time."""
    later: list[tuple[datetime, int, Told]] = []
    places = count()
    for one in told:
        while later and later[0][0] <= one.problem.received_at:
            yield heappop(later)[2]
        yield one
        if one.added is not None:
            heappush(later, (one.added.problem.received_at, next(places), one.added))
    yield from (entry[2] for entry in sorted(later, key=lambda entry: entry[:2]))
