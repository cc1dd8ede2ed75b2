"""The list for today over tables in memory: every open problem is a candidate."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from libdesk.domain.count_facts import CountFacts
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import OfferState, Outcome
from libdesk.domain.follow_ups import NEWS, has_news, is_answered
from libdesk.domain.inbox import Line, View, view_of
from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.offer_facts import ANSWER_WITHIN, RETURN_SOON, RETURN_WITHIN, OfferFacts
from libdesk.domain.problems import Problem, Reply, ReplyKind, State
from libdesk.domain.registrations import is_registration
from libdesk.domain.rooms import LOOKED_OVER
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import StocktakeState
from libdesk.domain.today import BranchFacts, ClosetFacts, Marked, ProblemFacts
from libdesk.domain.today_machines import SettingUpFacts
from libdesk.services.stores import TodayProblems, TodayQuestion
from tests.services.memory_loans import loans_on
from tests.services.memory_registrations import MemoryRegistrations
from tests.services.memory_stocktake import MemoryStocktakes


class MemoryToday:
    """What the list is made of, and what was said to its lines."""

    def __init__(self, tables: Any, problems: Any, *, write: bool) -> None:
        self._tables = tables
        self._problems = problems
        self._write = write

    def problems(self, question: TodayQuestion) -> TodayProblems:
        assert question.now <= question.midnight <= question.near
        assert question.today == question.now.date()
        return TodayProblems(tuple(self._facts(one) for one in self._listed()))

    def branches(self, today: date) -> tuple[BranchFacts, ...]:
        open_ones = [one for one in self._listed() if one.state.is_open]
        found = []
        for code in sorted({one.report.branch for one in open_ones}):
            here = [one for one in open_ones if one.report.branch == code]
            niggles = [one.received_at for one in here if _view(one) is View.NIGGLES]
            visits = [one.on for one in self._tables.visits if one.branch == code]
            found.append(
                BranchFacts(
                    code,
                    len(here) - len(niggles),
                    len(niggles),
                    min(niggles, default=None),
                    max((on for on in visits if on <= today), default=None),
                )
            )
        return tuple(found)

    def untouched(self) -> tuple[int, int]:
        found = [
            one.sequence
            for one in self._listed()
            if one.state is State.NEW and _view(one) is View.NEEDS_ME
        ]
        return len(found), max(found, default=0)

    def registered(self) -> tuple[int, int]:
        waiting = MemoryRegistrations(self._tables, write=False).waiting(10**9)
        keys = [self._tables.problems[one.id].sequence for one in waiting]
        return len(keys), max(keys, default=0)

    def closets(self, before: date) -> tuple[ClosetFacts, ...]:
        return tuple(
            ClosetFacts(one.branch, one.name, one.looked_over_on)
            for one in sorted(
                self._tables.places.rooms.values(), key=lambda one: (one.branch, one.key)
            )
            if one.kind in LOOKED_OVER
            and (one.looked_over_on is None or one.looked_over_on <= before)
        )

    def loans(self, today: date) -> tuple[LoanFacts, ...]:
        return loans_on(self._tables, today)

    def setting_up(self, before: datetime) -> tuple[SettingUpFacts, ...]:
        equipment = self._tables.equipment
        found = [
            (run.begun_at, run.change, equipment.records[run.item][0], run.open_count)
            for run in equipment.reimagings.values()
            if run.is_running and run.begun_at <= before
        ]
        return tuple(
            SettingUpFacts(record.tag, at, left)
            for at, _, record, left in sorted(found, key=lambda one: one[:2])
            if record.status not in (Status.GONE, Status.LOST)
        )

    def counts(self) -> tuple[CountFacts, ...]:
        kept = MemoryStocktakes(self._tables.stocktakes, self._tables.equipment, write=False)
        scans = kept.scan_counts()
        found = (
            CountFacts(
                one.id,
                one.title,
                one.starts_on,
                one.ends_on,
                is_finished=one.state is StocktakeState.FINISHED,
                scans=0 if one.state is StocktakeState.FINISHED else scans.get(one.id, 0),
                waiting=sum(result.waits for result in kept.results(one.id)),
            )
            for one in reversed(kept.all())
        )
        return tuple(one for one in found if one.waiting or not one.is_finished)

    def offers(self, today: date) -> tuple[OfferFacts, ...]:
        kept = [one for _, one in sorted(self._tables.donations.offers.items())]
        unanswered = [
            OfferFacts(one.offer.id, one.offer.donor.title, one.offer.asked_on)
            for one in sorted(kept, key=lambda one: one.offer.asked_on)
            if one.offer.state is OfferState.OPEN and one.offer.asked_on <= today - ANSWER_WITHIN
        ]
        lying = []
        for one in kept:
            offer = one.offer
            if offer.state is OfferState.ANSWERED and offer.received_on is not None:
                until = max(offer.received_on, offer.answered_on or date.min) + RETURN_WITHIN
                count = sum(
                    fate.outcome is Outcome.NONE and one.verdict(place) < Verdict.MAYBE
                    for place, fate in enumerate(offer.fates)
                )
                if count and until <= today + RETURN_SOON:
                    told = OfferFacts(offer.id, offer.donor.title, offer.asked_on, until, count)
                    lying.append(told)
        return (*unanswered, *sorted(lying, key=lambda one: one.return_by or date.min))

    def policy_review(self) -> date | None:
        policies = self._tables.donations.policies
        document = policies[max(policies)].document if policies else None
        found = (document or {}).get("review_on")
        return date.fromisoformat(str(found)) if found else None

    def next_wait(self, today: date) -> date | None:
        days = [one.waiting.until for one in self._listed() if one.waiting is not None]
        return min((day for day in days if day > today), default=None)

    def marks(self) -> tuple[Marked, ...]:
        return tuple(mark for mark, _ in self._tables.marks.values())

    def mark(self, marks: Sequence[Marked], at: datetime) -> None:
        self._writing().update({one.key: (one, at) for one in marks})

    def unmark(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._writing().pop(key, None)

    def forget(self, before: datetime) -> None:
        marks = self._writing()
        for key in [key for key, (_, at) in marks.items() if at < before]:
            del marks[key]

    def _writing(self) -> dict[str, tuple[Marked, datetime]]:
        assert self._write, "a unit that only reads was asked to write"
        marks: dict[str, tuple[Marked, datetime]] = self._tables.marks
        return marks

    def _listed(self) -> list[Problem]:
        elsewhere = {*self._tables.attached, *self._tables.joined}
        ids = [one for one in self._tables.problems if one not in elsewhere]
        found = map(self._problems.get, ids)
        return [one for one in found if not is_registration(one.report)]

    def _facts(self, problem: Problem) -> ProblemFacts:
        report = problem.report
        replies = [one.reply for one in self._tables.messages if one.report_id == report.id]
        answered = [reply.at for reply in replies if _is_human(reply)]
        later = [one.effect.deadline_at for one in (report, *problem.follow_ups, *problem.joined)]
        told = [at for at in later if at is not None]
        started = [one.at for one in problem.history if one.kind == State.DOING.value]
        return ProblemFacts(
            line=_line(problem),
            promised_from=problem.received_at if problem.clock_is_off else report.filed_at,
            niggle=_view(problem) is View.NIGGLES,
            answered_at=min(answered, default=None),
            news=_news(problem),
            started_at=max(started, default=None) if problem.state is State.DOING else None,
            here_until=report.here_until,
            deadline_at=min(told, default=None),
            look_again_on=problem.look_again_on,
            rested=tuple(_rests(problem)),
        )


def _view(problem: Problem) -> View:
    return view_of(problem.state, problem.priority, niggle=problem.report.effect.niggle)


def _is_human(reply: Reply) -> bool:
    if reply.kind is ReplyKind.STATE:
        return bool(reply.text)
    return reply.kind is not ReplyKind.RECEIVED


def _news(problem: Problem) -> int:
    kinds = {kind.value for kind in NEWS}
    places = [place for place, one in enumerate(problem.history, 1) if one.kind in kinds]
    return places[-1] if has_news(problem) else 0


def _rests(problem: Problem) -> Iterable[tuple[datetime, datetime]]:
    states = {state.value for state in State}
    moves = [one for one in problem.history if one.kind in states]
    for begun, ended in pairwise(moves):
        if begun.kind == State.WAITING.value:
            yield begun.at, ended.at


def _line(problem: Problem) -> Line:
    report, waiting = problem.report, problem.waiting
    return Line(
        problem.sequence, report.id, report.number, report.title, report.branch, report.category,
        problem.item, problem.state, problem.priority, report.filed_at, problem.received_at,
        waiting.on if waiting else None, waiting.until if waiting else None,
        is_answered(problem), has_news(problem), len(problem.joined),
    )  # fmt: skip
