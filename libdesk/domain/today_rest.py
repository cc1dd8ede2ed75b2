"""Why something that is no problem is on the list for today: visits, copies, places, notices."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from libdesk.domain.backups import SECOND_PLACE_LATE
from libdesk.domain.bulletin import Notice, tells_planned_work
from libdesk.domain.count_facts import CountFacts
from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.offer_facts import OfferFacts
from libdesk.domain.planned_changes import (
    Planned,
    is_overdue,
    notice_is_due,
)
from libdesk.domain.today import (
    BackupFacts,
    BranchFacts,
    ClosetFacts,
    Facts,
    Reason,
    Surroundings,
    TodayLine,
    Why,
)
from libdesk.domain.today_days import next_open_day
from libdesk.domain.today_machines import SettingUpFacts

NO_VISIT_FOR = timedelta(weeks=6)
"""So long without a visit, and niggles are spoken of (shared facts, section 9: Old Depot)."""

PILE = 3
"""Fewer niggles than these are no pile."""

VISIT_PLANNED_WITHIN = timedelta(weeks=2)
"""A visit within so long takes care of the niggles."""

SET_UP_WITHIN = timedelta(days=7)
"""A machine that is being set up for longer was forgotten, or something holds it up."""

_CLOSETS_NAMED = 2
"""So many closets are named in a line."""

_PILE_STEP = 5
"""A pile that was waved through is spoken of again when it has grown by so many."""


def lines_of(facts: Facts, around: Surroundings, now: datetime) -> Iterator[TodayLine]:
    """Yield the lines that are about no problem, in no order.

    Args:
        facts: what the database knows.
        around: what is known outside it.
        now: the moment (aware, in the desk's own zone).
    """
    yield from _branches(facts, now)
    for notice in facts.notices:
        ended = notice.until
        # Planned work ends by itself.
        if ended is not None and ended <= now and not tells_planned_work(notice.id):
            yield _notice(notice, ended)
    for planned in facts.planned:
        if told := tuple(_planned(planned, now.date())):
            yield TodayLine(f"change/{planned.change.id}", told)
    yield from (_loan(loan, now.date()) for loan in facts.loans)
    yield from (_count(one, now.date()) for one in facts.counts if one.starts_on <= now.date())
    if around.unread:
        fact = f"unread {around.unread_newest}"
        yield TodayLine("quarantine", (Reason(Why.QUARANTINE, fact, count=around.unread),))
    if around.away is not None:
        at, words = around.away.since, around.away.words
        reason = Reason(Why.AWAY, f"away {at.isoformat()}", at=at, words=words)
        yield TodayLine("away", (reason,))
    yield from (_offer(one, now.date()) for one in facts.offers)
    if (review := facts.policy_review) is not None and review <= now.date():
        yield TodayLine("policy", (Reason(Why.POLICY_REVIEW, f"review {review}", on=review),))
    yield from _machines(facts)
    if around.backups is not None and (told := tuple(_backups(around.backups, now))):
        yield TodayLine("backup", told)
    if facts.unsettled:
        names = " ".join(facts.unsettled)
        reason = Reason(Why.SET_UP, f"unsettled {names}", count=len(facts.unsettled), words=names)
        yield TodayLine("set_up", (reason,))


def _machines(facts: Facts) -> Iterator[TodayLine]:
    if facts.registered:
        fact = f"registered {facts.registered_newest}"
        yield TodayLine("registered", (Reason(Why.REGISTERED, fact, count=facts.registered),))
    if facts.setting_up:
        yield TodayLine("setting_up", (_setting_up(facts.setting_up),))


def _setting_up(machines: Sequence[SettingUpFacts]) -> Reason:
    first = machines[0]
    fact = " ".join(("setting_up", *(one.tag for one in machines)))
    on = first.since.astimezone().date()
    left = first.open_lines or 0
    return Reason(Why.SETTING_UP, fact, on=on, count=len(machines), more=left, words=first.tag)


def next_change(facts: Facts, now: datetime) -> datetime | None:
    """Return when one of these lines comes by itself before the day is over; None for never."""
    ends = (notice.until for notice in facts.notices)
    return min((end for end in ends if end is not None and end > now), default=None)


def _branches(facts: Facts, now: datetime) -> Iterator[TodayLine]:
    today, soon = now.date(), next_open_day(now, facts.hours)
    known = {branch.code: branch for branch in facts.branches}
    visits: dict[str, date] = {}
    for visit in facts.visits:
        visits.setdefault(visit.branch, visit.on)
    closets: dict[str, list[ClosetFacts]] = {}
    for closet in facts.closets:
        closets.setdefault(closet.branch, []).append(closet)
    for code in sorted(known.keys() | visits.keys() | closets.keys()):
        branch, on = known.get(code) or BranchFacts(code, 0, 0), visits.get(code)
        reasons = []
        if on is not None and today <= on <= soon:
            why = Why.VISIT_TODAY if on == today else Why.VISIT_NEXT
            there = (branch.problems, branch.niggles)
            reasons.append(Reason(why, f"visit {on}", on=on, count=there[0], more=there[1]))
        elif (pile := _pile(branch, on, today)) is not None:
            reasons.append(pile)
        if code in closets:
            reasons.append(_closets(closets[code]))
        if reasons:
            yield TodayLine(f"branch/{code}", tuple(reasons), branch=code)


def _closets(due: Sequence[ClosetFacts]) -> Reason:
    """Return the chore of a branch: its closets in one, as they are done in one go."""
    last = max((one.looked_over_on for one in due if one.looked_over_on is not None), default=None)
    names = ", ".join(one.name for one in due[:_CLOSETS_NAMED])
    more = len(due) - _CLOSETS_NAMED
    fact = f"closets {len(due)} {last}"
    return Reason(Why.CLOSETS_DUE, fact, on=last, count=len(due), more=max(0, more), words=names)


def _pile(branch: BranchFacts, visit: date | None, today: date) -> Reason | None:
    if branch.niggles < PILE or branch.oldest_niggle is None:
        return None
    if visit is not None and visit - today <= VISIT_PLANNED_WITHIN:
        return None
    since = branch.last_visit or branch.oldest_niggle.date()
    if today - since < NO_VISIT_FOR:
        return None
    fact = f"niggles {branch.last_visit} {branch.niggles // _PILE_STEP}"
    return Reason(Why.NIGGLES, fact, on=branch.last_visit, count=branch.niggles)


def _notice(notice: Notice, ended: datetime) -> TodayLine:
    reason = Reason(Why.NOTICE_OVER, f"ended {ended.isoformat()}", at=ended, words=notice.text)
    return TodayLine(f"notice/{notice.id}", (reason,), branch=notice.branch)


def _planned(planned: Planned, today: date) -> Iterator[Reason]:
    change, on = planned.change, planned.change.on
    if is_overdue(change, today):
        yield Reason(Why.CHANGE_OVERDUE, f"overdue {on}", on=on, words=change.title)
        return
    if notice_is_due(change, today):
        yield Reason(Why.CHANGE_UNTOLD, f"untold {on}", on=on, words=change.title)
    if planned.clashes:
        known = " ".join(f"{one.requirement.id}" for one in planned.clashes)
        count = len({one.requirement.system for one in planned.clashes})
        fact = f"clash {on} {known}"
        yield Reason(Why.CHANGE_CLASH, fact, on=on, count=count, words=change.title)


def _loan(loan: LoanFacts, today: date) -> TodayLine:
    if not loan.is_out:
        why, on = Why.LOAN_PICKUP, loan.from_on
    else:
        why = Why.LOAN_OVERDUE if loan.until_on < today else Why.LOAN_DUE
        on = loan.until_on
    over = (today - loan.until_on).days if why is Why.LOAN_OVERDUE else 0
    reason = Reason(why, f"{why.value} {on}", on=on, count=over, words=loan.borrower)
    thing = loan.tag if loan.name in ("", loan.tag) else f"{loan.tag}, {loan.name}"
    return TodayLine(f"loan/{loan.id}", (reason,), branch=loan.branch, thing=thing)


def _offer(one: OfferFacts, today: date) -> TodayLine:
    until = one.return_by
    if until is None:
        waited = (today - one.asked_on).days
        fact = f"unanswered {one.asked_on}"
        reason = Reason(Why.OFFER_UNANSWERED, fact, on=one.asked_on, count=waited)
    else:
        why = Why.RETURN_OVER if until < today else Why.RETURN_SOON
        fact = f"{why.value} {until} {one.to_return}"
        reason = Reason(why, fact, on=until, count=one.to_return)
    return TodayLine(f"offer/{one.id}", (reason,), thing=one.donor)


def _count(one: CountFacts, today: date) -> TodayLine:
    if one.is_finished:
        reason = Reason(Why.COUNT_WAITS, f"waiting {one.waiting}", count=one.waiting)
    else:
        why = Why.COUNT_LAST if one.ends_on == today else Why.COUNT_ENDS
        why = Why.COUNT_OVER if one.ends_on < today else why
        reason = Reason(why, f"{why.value} {one.ends_on}", on=one.ends_on, count=one.scans)
    return TodayLine(f"count/{one.id}", (replace(reason, words=one.title),))


def _backups(backups: BackupFacts, now: datetime) -> Iterator[Reason]:
    failed, good = backups.failed_at, backups.last_good_at
    if failed is not None and (good is None or good < failed):
        fact = f"failed {failed.isoformat()}"
        yield Reason(Why.BACKUP_FAILED, fact, at=failed, words=backups.failure)
    if not backups.has_second_place:
        yield Reason(Why.SECOND_PLACE_NONE, "no second place")
    elif (second := backups.second_good_at) is None or now - second > SECOND_PLACE_LATE:
        # Once a week, not with every copy that is not made.
        fact = "second never" if second is None else f"second {second.date()}"
        yield Reason(Why.SECOND_PLACE_OLD, fact, at=second)
