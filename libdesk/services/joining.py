"""Several reports of one thing, made one problem: answered once, and all hear it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from libdesk.domain.inbox import Column, Facet, Filter, Line, Order, View
from libdesk.domain.problems import Event, Problem, ReplyKind, Report, ReportId, State
from libdesk.services.changing import (
    JOINED,
    PARTED,
    UNDO_LASTS,
    Changes,
    expect,
    message,
    put_back,
    standing,
    take_messages_back,
)
from libdesk.services.errors import Refusal
from libdesk.services.intake import index_words
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

ALIKE_FOR = timedelta(days=14)
"""Older problems are hardly the same thing."""

ALIKE_SHOWN = 10

_NEWEST = Order(Column.ARRIVED, descending=True)
_OPEN = tuple((Facet.STATE, state.value) for state in State if state.is_open)


class Joining:
    """Joins reports to a problem, and takes them apart again.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        who: under this name the desk works.
    """

    def __init__(self, open_unit: OpenUnit, now: Clock, who: str) -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = who

    def alike(self, root: ReportId, chosen: Sequence[int] = ()) -> tuple[Line, ...]:
        """Return what may be the same thing: what was chosen, then what looks like it.

        That are open problems of the same branch or of the same tile, no older than two weeks;
        newest first, those that share both before the others.

        Args:
            root: the problem that stays in the list.
            chosen: keys of lines that somebody has chosen already; they come first.

        Raises:
            Refusal: there is no problem with this id.
        """
        with self._open_unit() as unit:
            report = unit.problems.get(root).report
            found: dict[int, None] = dict.fromkeys(chosen)
            same_branch = (Facet.BRANCH, report.branch)
            same_tile = (Facet.ABOUT, report.category)
            for shared in ((same_branch, same_tile), (same_branch,), (same_tile,)):
                asked = Filter(frozenset((*shared, *_OPEN)), came_from=self._now() - ALIKE_FOR)
                found.update(dict.fromkeys(unit.inbox.sequences(View.ALL, _NEWEST, asked)))
            keys = [*found][: len(chosen) + ALIKE_SHOWN + 1]
            return tuple(one for one in unit.inbox.lines(keys) if one.id != root)

    def join(self, root: ReportId, others: Mapping[ReportId, int], *, version: int) -> Changes:
        """Let other problems be read and answered with one; it is as urgent as the worst of them.

        The others' reporters are told, and hear from then on what is said there.

        Args:
            root: the problem that stays in the list.
            others: the ones that join it, with the versions that were on the screen.
            version: the root's.

        Raises:
            Refusal: there is none to join, one is closed, or is read with another already.
            Conflict: one of them was changed meanwhile.
        """
        now = self._now()
        with self._open_unit(write=True) as unit:
            problem = expect(unit, root, version)
            joining = [expect(unit, one, expected) for one, expected in others.items()]
            if not joining:
                raise Refusal("Choose two problems or more that are the same thing.")
            for one in (problem, *joining):
                if not one.state.is_open:
                    raise Refusal(
                        f"{one.report.number} is closed. Only open problems can be joined."
                    )
            worst = min(one.priority for one in (problem, *joining))
            unit.problems.change(replace(problem, priority=worst), expected_version=version)
            told = {one.report.id: self._tell(unit, one, problem) for one in joining}
            along = {one: came for one in others if (came := unit.joined.of(one))}
            unit.joined.add(tuple(others), root)
            for one in joining:
                unit.problems.note(root, Event(now, self._who, JOINED, one.report.number))
        before = standing(problem, version + 1)
        return Changes((root, *others), others=told, before=before, along=along)

    def undo(self, root: ReportId, changes: Changes) -> Changes:
        """Take a joining back as if it had not been.

        Args:
            root: the problem that was joined to.
            changes: what `join` returned.

        Raises:
            Conflict: a reporter was told already, or the problem was changed since.
        """
        with self._open_unit(write=True) as unit:
            take_messages_back(unit, changes.others)
            came = tuple(chain.from_iterable(changes.along.values()))
            self._part(unit, root, (*changes.others, *came), told_of=tuple(changes.others))
            for one, reports in changes.along.items():
                unit.joined.add(reports, one)
            # Last: what is joined stands where its problem stands, and these no longer do.
            if changes.before is not None:
                put_back(unit, root, changes.before)
        return Changes((root, *changes.others))

    def part(self, root: ReportId, others: tuple[ReportId, ...], *, version: int) -> Changes:
        """Let joined reports stand on their own again, where their problem stands now.

        Raises:
            Conflict: the problem was changed meanwhile.
        """
        with self._open_unit(write=True) as unit:
            problem = expect(unit, root, version)
            unit.problems.change(problem, expected_version=version)
            self._part(unit, root, others, others)
            for one in others:
                _let_stand(unit, one, problem)
        return Changes((root, *others))

    def _tell(self, unit: Unit, one: Problem, root: Problem) -> int:
        now = self._now()
        words = (
            f"Others have told us of the same thing, so we look after it as {root.report.number}. "
            "You will hear of it here."
        )
        reply = message(root, ReplyKind.STATE, now, words, self._who)
        unit.problems.note(one.report.id, Event(now, self._who, JOINED, root.report.number))
        return unit.replies.add(one.report.id, reply, goes_out_at=now + UNDO_LASTS)

    def _part(
        self,
        unit: Unit,
        root: ReportId,
        others: tuple[ReportId, ...],
        told_of: tuple[ReportId, ...],
    ) -> None:
        now = self._now()
        problem = unit.problems.get(root)
        parting = {one.id: one for one in problem.joined if one.id in others}
        stay = [one for one in problem.joined if one.id not in parting]
        # What was added to a report before it was joined is read with it again.
        own: dict[ReportId, list[Report]] = {one: [report] for one, report in parting.items()}
        own[root] = [problem.report, *stay]
        for added in problem.follow_ups:
            of = added.follow_up.of if added.follow_up else root
            own.get(of, own[root]).append(added)
        words = {
            one: [word for told in reports for word in index_words(told)]
            for one, reports in own.items()
        }
        unit.joined.part(words)
        for report_id, report in parting.items():
            if report_id in told_of:
                for whose, number in ((root, report.number), (report_id, problem.report.number)):
                    unit.problems.note(whose, Event(now, self._who, PARTED, number))


def _let_stand(unit: Unit, one: ReportId, problem: Problem) -> None:
    """Let a report stand where its problem stands; its own state is of the day it was joined."""
    own = unit.problems.get_bare(one)
    stands = replace(
        own,
        state=problem.state,
        waiting=problem.waiting,
        look_again_on=problem.look_again_on,
        closed_at=problem.closed_at,
    )
    if stands != own:
        unit.problems.change(stands, expected_version=own.version)
