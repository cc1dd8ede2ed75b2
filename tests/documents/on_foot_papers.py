"""Each paper of what is done with equipment on foot, with a text in all its places."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from libdesk import files, paths
from libdesk.documents.checklist_paper import run_paper
from libdesk.documents.content import Paper
from libdesk.documents.departures_paper import departures_paper
from libdesk.documents.loan_slip_paper import loan_slip_paper
from libdesk.documents.loans_paper import loans_paper
from libdesk.documents.stocktake_result_paper import stocktake_result_paper
from libdesk.documents.stocktake_ticklist_paper import stocktake_ticklist_paper
from libdesk.documents.surplus_paper import Surplus, surplus_paper
from libdesk.documents.wipe_certificate import wipe_certificate
from libdesk.domain.count_results import Decided, Decision
from libdesk.domain.count_results import Result as Counted
from libdesk.domain.disposal import Condition as Shape
from libdesk.domain.disposal import Departure, How, Leaving, Retirement
from libdesk.domain.disposal import Step as Stage
from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeId
from libdesk.domain.knowledge import Checklist, Section
from libdesk.domain.loans import Loan, LoanState
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.reimaging import LineMark, Occasion, Removed, begun, with_mark
from libdesk.domain.reimaging import Mark as LineIs
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Condition as Worn
from libdesk.domain.stocktake import Listed, Outcome, Spot, Stocktake, StocktakeState, Why
from libdesk.domain.value_bands import parse_values
from libdesk.domain.wiping import Destination, Method, Result, WipeRecord, parse_wiping
from libdesk.services.loan_views import Lent, LoansOverview
from tests.documents.paper_parts import AT, TODAY, WORDS, item, record

WIPING = parse_wiping(files.read_json(paths.resources() / "disposal" / "wiping.json"))
VALUES = parse_values(files.read_json(paths.resources() / "disposal" / "values.json"))


def a_half_done_checklist(text: str) -> Paper:
    sections = (Section(text, (text, text)), Section("Back in service", (text,)))
    checklist = Checklist(
        "x", text, text, text, sections, (text,), TODAY, agreed_on=TODAY, agreed_by=text
    )
    run = begun(ChangeId(1), ItemId(2), checklist, Occasion.AFRESH, AT, text)
    run = with_mark(run, 0, LineMark(LineIs.TICKED, text, AT))
    run = with_mark(run, 1, LineMark(LineIs.EXCUSED, text, AT, text or "x"))
    gone = (Removed(text, LineMark(LineIs.EXCUSED, text, AT, text or "x")),)
    run = replace(run, confirmed=LineMark(LineIs.TICKED, text, AT), removed=gone)
    return run_paper(run, WORDS, printed_on=TODAY, item=item(text), library=text)


def a_loan(text: str, *, ends: int = 3, is_out: bool = True) -> Loan:
    begins = TODAY - timedelta(days=9) if is_out else TODAY + timedelta(days=1)
    state = LoanState.OUT if is_out else LoanState.BOOKED
    along = ", ".join([text] * 3)
    last = TODAY + timedelta(days=ends)
    handed = AT if is_out else None
    return Loan(record(text).id, text, begins, last, state, along, text, handed)


def a_loan_slip(text: str) -> Paper:
    return loan_slip_paper(a_loan(text), record(text), WORDS, printed_on=TODAY, library=text)


def a_loans_list(text: str, branch: str = "MIL") -> Paper:
    named = record(text, name=text, tag=Tag("LT-1"))
    out = [Lent(a_loan(text, ends=ends), named) for ends in (-2, -1, 0, 3)]
    booked = [Lent(a_loan(text, ends=ends, is_out=False), None) for ends in (1, 4)]
    overview = LoansOverview(TODAY, out=tuple(out), booked=tuple(booked))
    return loans_paper(overview, WORDS, printed_on=TODAY, branch=branch, library=text)


def a_loans_list_of_all(text: str) -> Paper:
    named = record(text)
    overview = LoansOverview(TODAY, out=(Lent(a_loan(text, ends=-1), named),))
    return loans_paper(overview, WORDS, printed_on=TODAY, library=text)


def no_loans(text: str) -> Paper:
    return loans_paper(LoansOverview(TODAY), WORDS, printed_on=TODAY, library=text)


def wiped(text: str, **more: Any) -> WipeRecord:
    given: dict[str, Any] = {
        "tool": text, "checked_by": text, "how_checked": text, "note": text, "tag": text,
        "serial": text, "machine": text,
    }  # fmt: skip
    technique, media = "sanitize", DiskKind.SSD
    told = {**given, **more}
    return WipeRecord(ItemId(1), technique, Method.PURGE, media, text, TODAY, **told)


def leavings(text: str) -> tuple[Leaving, ...]:
    declared = Retirement(ItemId(1), text, Shape.PARTLY, text, AT)
    gone = Departure(
        ItemId(1), How.RECYCLED, TODAY, text, ("R2", text), text, TODAY, Money(2500, "USD"),
        TODAY, text, is_asked=True, note=text, tag=text,
    )  # fmt: skip
    free = record(text, keep_until=TODAY - timedelta(days=1))
    bare = record(text, keep_until=None, price=None, bought_on=None)
    young = record(text, bought_on=TODAY - timedelta(days=9))
    one_year = record(text, bought_on=TODAY - timedelta(days=500))
    awaited = replace(gone, certificate="", price=None, decided_on=None, tag="")
    lost = replace(gone, how=How.WRITTEN_OFF, certificate="", to="", schemes=())
    clean = wiped(text)
    return (
        Leaving(record(text), Stage.LOCKED, True, (clean,), clean, gone, declared),
        Leaving(free, Stage.READY, True, (clean,), clean, awaited),
        Leaving(bare, Stage.READY, False, departure=lost),
        Leaving(young, Stage.READY, True, departure=lost),
        Leaving(one_year, Stage.READY, True, departure=awaited),
        Leaving(record(text), Stage.UNTOLD, True),
    )


def a_certificate(text: str) -> Paper:
    return wipe_certificate(
        wiped(text), record(text), WIPING, WORDS, printed_on=TODAY, library=text
    )


def a_failed_certificate(text: str) -> Paper:
    more = {"result": Result.FAILED, "checked_by": "", "note": "", "tool": "", "how_checked": ""}
    alone = wiped(text, is_alone=True, goes=Destination.STAYS, **more)
    return wipe_certificate(alone, record(text), WIPING, WORDS, printed_on=TODAY, library=text)


def a_proposal(text: str) -> Paper:
    surplus = Surplus(leavings(text), VALUES)
    return surplus_paper(surplus, WORDS, printed_on=TODAY, library=text)


def a_list_of_departures(text: str) -> Paper:
    return departures_paper(
        leavings(text), TODAY, TODAY + timedelta(days=365), WORDS, printed_on=TODAY, library=text
    )


def a_campaign(text: str) -> Stocktake:
    days = TODAY - timedelta(days=1), TODAY
    spots = (Spot("MIL"), Spot("CEN", text))
    return Stocktake(text, *days, spots, text, StocktakeState.FINISHED, AT)


def a_ticklist(text: str) -> Paper:
    def listed(number: int, spot: Spot, status: Status = Status.IN_USE) -> Listed:
        return Listed(ItemId(number), Tag(text), text, text, spot, status, text)

    items = [listed(1, Spot("MIL", text)), listed(2, Spot("MIL", text)), listed(3, Spot("MIL"))]
    away = [listed(4, Spot("", ""), Status.IN_REPAIR)]
    return stocktake_ticklist_paper(
        a_campaign(text), items, WORDS, printed_on=TODAY, away=away, library=text
    )


def a_count(text: str, differences: int = 1) -> Paper:
    here, there = Spot("MIL", text), Spot("CEN")
    decided = Decided(Decision.GOES_BACK, AT, text, text)
    moved = Counted(
        1,
        Outcome.ELSEWHERE,
        Why.OTHER_PLACE,
        ItemId(1),
        text,
        text,
        text,
        here,
        there,
        AT,
        text,
        Worn.WORN,
        text,
        is_expected=True,
        decided=decided,
    )
    results = (
        replace(moved, outcome=Outcome.FOUND),
        *(moved for _ in range(differences)),
        Counted(3, Outcome.MISSING, code=text, name=text, listed_at=here, is_expected=True),
        Counted(4, Outcome.UNKNOWN, code=text, seen_at=there, at=AT),
        replace(moved, outcome=Outcome.BROKEN, condition=Worn.BROKEN),
    )
    return stocktake_result_paper(a_campaign(text), results, WORDS, printed_on=TODAY, library=text)


def a_long_count(text: str) -> Paper:
    return a_count(text, 20)


ON_FOOT: Mapping[str, Callable[[str], Paper]] = {
    "loan slip": a_loan_slip,
    "loans": a_loans_list,
    "loans everywhere": a_loans_list_of_all,
    "no loans": no_loans,
    "wipe certificate": a_certificate,
    "failed wipe": a_failed_certificate,
    "surplus proposal": a_proposal,
    "departures": a_list_of_departures,
    "tick-list": a_ticklist,
    "count": a_count,
    "count with many differences": a_long_count,
    "half-done checklist": a_half_done_checklist,
}
"""By the name of each."""
