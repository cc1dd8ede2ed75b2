"""Every paper that LibDesk makes, filled with the words that a test chooses, in each field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from types import MappingProxyType
from typing import Any
from uuid import UUID

from PIL import Image

from libdesk import files, paths
from libdesk.documents.checklist_paper import checklist_paper, run_paper
from libdesk.documents.content import Paper
from libdesk.documents.departures_paper import departures_paper
from libdesk.documents.fleet_paper import fleet_paper
from libdesk.documents.floor_paper import floor_paper
from libdesk.documents.grant_paper import grant_paper
from libdesk.documents.inbox_list import ShownList, inbox_list
from libdesk.documents.inventory_paper import Inventory, inventory_paper
from libdesk.documents.loan_slip_paper import loan_slip_paper
from libdesk.documents.loans_paper import loans_paper
from libdesk.documents.outage_log import LoggedOutages, outage_log
from libdesk.documents.problem_paper import problem_paper
from libdesk.documents.replacement_paper import replacement_paper
from libdesk.documents.rooms_paper import PHOTOS_MOST, ShownPhoto, ShownRoom, rooms_paper
from libdesk.documents.sheet_paper import sheet_paper
from libdesk.documents.stocktake_result_paper import stocktake_result_paper
from libdesk.documents.stocktake_ticklist_paper import stocktake_ticklist_paper
from libdesk.documents.surplus_paper import Surplus, surplus_paper
from libdesk.documents.visit_sheet import visit_sheet
from libdesk.documents.wipe_certificate import wipe_certificate
from libdesk.domain.count_results import Decided, Decision
from libdesk.domain.count_results import Result as Counted
from libdesk.domain.disposal import Condition as Shape
from libdesk.domain.disposal import Departure, How, Leaving, Retirement, parse_values
from libdesk.domain.disposal import Step as Stage
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.fleet import Alike, Mix, OddOne, OddWhy
from libdesk.domain.inbox import Line
from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_lists import Dates
from libdesk.domain.knowledge import Checklist, Section, Sheet, Slot, Step
from libdesk.domain.lifecycle import ReplaceBy, ReplaceWhy
from libdesk.domain.loans import Loan, LoanState
from libdesk.domain.money import Money
from libdesk.domain.outages import BranchMonth, Lost, Outage
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import (
    Event,
    Fact,
    Picture,
    Problem,
    Report,
    ReportId,
    State,
    Waiting,
    WaitingOn,
)
from libdesk.domain.records import DiskKind, ItemId, Record
from libdesk.domain.reimaging import LineMark, Occasion, begun, with_mark
from libdesk.domain.reimaging import Mark as LineIs
from libdesk.domain.replacing import BudgetYear, Plan, Replacement
from libdesk.domain.rooms import Condition, Room, RoomId, RoomKind, RoomLine
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Condition as Worn
from libdesk.domain.stocktake import Listed, Outcome, Spot, Stocktake, StocktakeState, Why
from libdesk.domain.visits import BranchVisit, ToLookAt
from libdesk.domain.wiping import Destination, Method, Result, WipeRecord, parse_wiping
from libdesk.services.loan_views import Lent, LoansOverview

AT = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
TODAY = date(2026, 11, 26)
WIPING = parse_wiping(files.read_json(paths.resources() / "disposal" / "wiping.json"))
VALUES = parse_values(files.read_json(paths.resources() / "disposal" / "values.json"))


class PlainWords:
    """US English, as the papers write it themselves; codes are shown as they are."""

    language = "en-US"

    def tr(self, words: str) -> str:
        return words

    def day(self, day: date) -> str:
        return f"{day:%A, %B} {day.day}, {day.year}"

    def short_day(self, day: date) -> str:
        return f"{day:%b} {day.day}, {day.year}"

    def month(self, month: date) -> str:
        return f"{month:%B %Y}"

    def moment(self, at: datetime) -> str:
        return f"{at:%b} {at.day}, {at:%H:%M}"

    def number(self, count: int) -> str:
        return f"{count:,}"

    def money(self, money: Money) -> str:
        return f"{money.currency} {money.minor / 100:,.2f}"

    def item_status(self, status: Status) -> str:
        return status.value.capitalize()

    def priority(self, priority: Priority) -> str:
        return priority.name.replace("_", " ").capitalize()

    def state(self, state: State) -> str:
        return state.value.replace("_", " ").capitalize()

    def waiting(self, on: WaitingOn) -> str:
        return f"the {on.value.replace('_', ' ')}"

    def category(self, code: str) -> str:
        return code

    def branch(self, code: str) -> str:
        return {"MIL": "Mill Pond", "CEN": "Central"}.get(code, code)

    def fact(self, fact: Fact) -> str:
        return fact.key.capitalize()

    def event(self, event: Event) -> tuple[str, str]:
        what = event.kind.capitalize()
        return (f"{what} by {event.by}" if event.by else what), event.words

    def effect(self, problem: Problem) -> str:
        return "Several people" if problem.report.effect.stopped else ""

    def ask(self, problem: Problem) -> str:
        return problem.report.contact

    def answers(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        return tuple((key, str(value)) for key, value in problem.report.answers.items())


WORDS = PlainWords()


def picture(color: str = "red", size: tuple[int, int] = (320, 200), kind: str = "PNG") -> bytes:
    """Return a small picture's file."""
    out = BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


def report(text: str, number: int = 1, **more: Any) -> Report:
    given: dict[str, Any] = {
        "id": ReportId(UUID(int=number << 98 | number, version=4)),
        "category": "PRINT",
        "branch": "MIL",
        "title": text,
        "filed_at": AT - timedelta(hours=number),
        "saw": f"Seen: {text}",
        "guess": text,
        "answers": MappingProxyType({"what": text, "spot": text}),
        "facts": (Fact("computer", text), Fact("user", text)),
        "contact": text,
    }
    return Report(**(given | more))


def problem(text: str, number: int = 1, **more: Any) -> Problem:
    given: dict[str, Any] = {
        "sequence": number,
        "report": report(text, number),
        "state": State.WAITING,
        "priority": Priority.TODAY,
        "received_at": AT - timedelta(minutes=number),
        "waiting": Waiting(WaitingOn.PART, TODAY + timedelta(days=5)),
        "history": (
            Event(AT - timedelta(hours=3), "", "received"),
            Event(AT - timedelta(hours=2), text, "restated", text),
            Event(AT - timedelta(hours=1), text, "noted", text),
            Event(AT, "", "waiting", text),
        ),
        "joined": (report(text, 77),),
    }
    return Problem(**(given | more))


def item(text: str) -> Item:
    return Item(Tag(text), text, text, "MIL", text, text, text)


def a_problem(text: str) -> Paper:
    shown = report(text, pictures=(Picture(text or "x", "image/png", picture()),))
    return problem_paper(
        problem(text, report=shown), WORDS, printed_on=TODAY, item=item(text), library=text
    )


def a_handed_over_problem(text: str) -> Paper:
    return problem_paper(problem(text), WORDS, printed_on=TODAY, library=text, is_for_outside=True)


def a_visit(text: str) -> Paper:
    little = report(text, 3, effect=Effect(niggle=True))
    open_there = (
        ToLookAt(problem(text), item(text)),
        ToLookAt(problem(text, 2, state=State.SEEN, waiting=None)),
        ToLookAt(problem(text, 3, report=little, priority=Priority.WHEN_WE_CAN)),
    )
    visit = BranchVisit("MIL", TODAY, TODAY - timedelta(days=40), open_there, left_out=2)
    return visit_sheet(visit, WORDS, printed_on=TODAY, library=text)


def a_list(text: str, lines: int = 2) -> Paper:
    rows = tuple(
        Line(
            number, report(text, number).id, f"MIL-{number:06}", text, "MIL", "PRINT", text,
            State.WAITING, Priority.NOW, AT, AT, WaitingOn.SUPPLIER, TODAY,
        )
        for number in range(1, lines + 1)
    )  # fmt: skip
    shown = ShownList(text, rows, (text,), left_out=7)
    return inbox_list(shown, WORDS, printed_on=TODAY, library=text)


def a_sheet(text: str) -> Paper:
    steps = (
        Step(text),
        Step(text, Slot(text or "x")),
        Step(text, Slot(text or "x", picture())),
    )
    sheet = Sheet("x", text, text, text, steps, TODAY, needs=(text,), warnings=(text,), if_not=text)
    return sheet_paper(sheet, WORDS, printed_on=TODAY, branch="MIL", library=text)


def a_checklist(text: str) -> Paper:
    sections = (Section(text, (text, text)), Section("Back in service", (text,)))
    checklist = Checklist("x", text, text, text, sections, (text,), TODAY, if_not=text)
    return checklist_paper(checklist, WORDS, printed_on=TODAY, item=item(text), library=text)


def a_half_done_checklist(text: str) -> Paper:
    sections = (Section(text, (text, text)), Section("Back in service", (text,)))
    checklist = Checklist(
        "x", text, text, text, sections, (text,), TODAY, agreed_on=TODAY, agreed_by=text
    )
    run = begun(ChangeId(1), ItemId(2), checklist, Occasion.AFRESH, AT, text)
    run = with_mark(run, 0, LineMark(LineIs.TICKED, text, AT))
    run = with_mark(run, 1, LineMark(LineIs.EXCUSED, text, AT, text or "x"))
    return run_paper(run, WORDS, printed_on=TODAY, item=item(text), library=text)


def record(text: str, **more: Any) -> Record:
    given: dict[str, Any] = {
        "tag": Tag(text), "name": text, "kind": text, "branch": "MIL", "room": text, "make": text,
        "model": text, "serial": text, "order_number": text, "funder": text,
        "bought_on": TODAY - timedelta(days=900), "price": Money(74_950, "USD"),
        "seen_on": TODAY, "keep_until": TODAY + timedelta(days=900),
    }  # fmt: skip
    return Record(**(given | more))


def an_inventory(text: str, count: int = 3) -> Paper:
    days = Dates(TODAY + timedelta(days=400), None)
    first = (record(text), days), (record(text, name="", branch="CEN"), days)
    many = ((record(text, tag=Tag(f"{text}{n}")), Dates()) for n in range(count - len(first)))
    inventory = Inventory(text, (*first, *many), (text,), left_out=3)
    return inventory_paper(inventory, WORDS, printed_on=TODAY, library=text)


def a_grant_list(text: str) -> Paper:
    records = (record(text), record(text, price=None), record(text, funder="Friends"))
    return grant_paper(records, WORDS, printed_on=TODAY, library=text)


def a_floor_list(text: str) -> Paper:
    records = (record(text), record(text, room=""), record(text, kind="", make="", model=""))
    return floor_paper("MIL", records, WORDS, printed_on=TODAY, library=text)


def a_replacement_list(text: str) -> Paper:
    cycle = ReplaceBy(TODAY + timedelta(days=40), ReplaceWhy.CYCLE, years=5)
    support = ReplaceBy(TODAY - timedelta(days=40), ReplaceWhy.SUPPORT, system=text)
    price = Money(74_950, "USD")
    this = (
        Replacement(record(text), support, price, is_estimate=False, is_overdue=True),
        Replacement(record(text), cycle, price, is_estimate=True, is_overdue=False),
        Replacement(
            record(text), replace(cycle, years=1), None, is_estimate=False, is_overdue=False
        ),
    )
    later = Replacement(
        record(text), ReplaceBy(date(2028, 1, 1), ReplaceWhy.PERSON), Money(9, "EUR"),
        is_estimate=False, is_overdue=False,
    )  # fmt: skip
    years = (
        BudgetYear(date(2026, 7, 1), date(2027, 6, 30), this),
        BudgetYear(date(2028, 1, 1), date(2028, 12, 31), (later,)),
    )
    plan = Plan(years, (record(text, bought_on=None),))
    return replacement_paper(plan, WORDS, printed_on=TODAY, library=text, where=text)


def an_outage_log(text: str, branch: str = "MIL") -> Paper:
    start = AT - timedelta(hours=5)
    outages = (
        Outage("MIL", start, None, Lost.WIFI, text, text, text, text),
        Outage("MIL", start, start + timedelta(minutes=20)),
        *(
            Outage("MIL", start - timedelta(days=day), start, lost, text)
            for day, lost in enumerate(Lost, 1)
        ),
    )
    rows = (
        BranchMonth("MIL", TODAY.replace(day=1), 3, timedelta(hours=5), timedelta(minutes=50)),
        BranchMonth("MIL", date(2026, 10, 1), 1, timedelta(hours=1, minutes=5), None),
    )
    logged = LoggedOutages(branch, date(2026, 1, 1), rows, outages)
    return outage_log(logged, WORDS, now=AT, printed_on=TODAY, library=text)


def an_outage_log_of_all(text: str) -> Paper:
    return an_outage_log(text, branch="")


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


def a_fleet(text: str) -> Paper:
    odd = tuple(OddOne(record(text, room=text), why, 1) for why in OddWhy)
    models = (Alike(text, text, 9, is_standard=True), Alike(text, "", 1, is_standard=False))
    mixes = (
        Mix("MIL", models, 14, 9, odd),
        Mix("", (Alike(text, text, 2, is_standard=True),), 2, 2, ()),
        Mix("CEN", (), 1, 0, (OddOne(record(text, model=""), OddWhy.UNKNOWN, 1),)),
    )
    return fleet_paper(mixes, WORDS, printed_on=TODAY, library=text)


def a_rooms_list(text: str) -> Paper:
    looked = TODAY - timedelta(days=400)
    closet = Room("MIL", text, RoomKind.CLOSET, Condition.MESSY, text, looked, RoomId(1), 1)
    photos = (
        *(ShownPhoto(picture(), text, TODAY) for _ in range(PHOTOS_MOST)),
        ShownPhoto(picture("blue", kind="JPEG"), "", TODAY),
        ShownPhoto(None, text, TODAY),
    )
    rooms = (
        ShownRoom(RoomLine(closet, 3, len(photos), (text,)), photos),
        ShownRoom(RoomLine(Room("MIL", text))),
    )
    return rooms_paper("MIL", rooms, WORDS, printed_on=TODAY, library=text)


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


PAPERS: Mapping[str, Callable[[str], Paper]] = {
    "problem": a_problem,
    "problem for outside": a_handed_over_problem,
    "visit": a_visit,
    "list": a_list,
    "sheet": a_sheet,
    "checklist": a_checklist,
    "half-done checklist": a_half_done_checklist,
    "inventory": an_inventory,
    "grant list": a_grant_list,
    "floor list": a_floor_list,
    "replacement list": a_replacement_list,
    "outages": an_outage_log,
    "outages everywhere": an_outage_log_of_all,
    "loan slip": a_loan_slip,
    "loans": a_loans_list,
    "loans everywhere": a_loans_list_of_all,
    "no loans": no_loans,
    "fleet": a_fleet,
    "rooms": a_rooms_list,
    "wipe certificate": a_certificate,
    "failed wipe": a_failed_certificate,
    "surplus proposal": a_proposal,
    "departures": a_list_of_departures,
    "tick-list": a_ticklist,
    "count": a_count,
    "count with many differences": a_long_count,
}
