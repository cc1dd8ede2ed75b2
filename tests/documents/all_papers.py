"""Every paper that LibDesk makes, filled with the words that a test chooses, in each field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from types import MappingProxyType
from typing import Any
from uuid import UUID

from PIL import Image

from libdesk.documents.checklist_paper import checklist_paper
from libdesk.documents.content import Paper
from libdesk.documents.fleet_paper import fleet_paper
from libdesk.documents.floor_paper import floor_paper
from libdesk.documents.grant_paper import grant_paper
from libdesk.documents.inbox_list import ShownList, inbox_list
from libdesk.documents.inventory_paper import Inventory, inventory_paper
from libdesk.documents.outage_log import LoggedOutages, outage_log
from libdesk.documents.problem_paper import problem_paper
from libdesk.documents.replacement_paper import replacement_paper
from libdesk.documents.rooms_paper import PHOTOS_MOST, ShownPhoto, ShownRoom, rooms_paper
from libdesk.documents.sheet_paper import sheet_paper
from libdesk.documents.visit_sheet import visit_sheet
from libdesk.domain.equipment import Tag
from libdesk.domain.fleet import Alike, Mix, OddOne, OddWhy
from libdesk.domain.inbox import Line
from libdesk.domain.item_lists import Dates
from libdesk.domain.knowledge import Checklist, Section, Sheet, Slot, Step
from libdesk.domain.lifecycle import ReplaceBy, ReplaceWhy
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
from libdesk.domain.replacing import BudgetYear, Plan, Replacement
from libdesk.domain.rooms import Condition, Room, RoomId, RoomKind, RoomLine
from libdesk.domain.visits import BranchVisit, ToLookAt
from tests.documents.donation_policy_papers import POLICY_PAPERS
from tests.documents.on_foot_papers import ON_FOOT
from tests.documents.paper_parts import AT, TODAY, WORDS, item, record


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


PAPERS: Mapping[str, Callable[[str], Paper]] = {
    **ON_FOOT,
    **POLICY_PAPERS,
    "problem": a_problem,
    "problem for outside": a_handed_over_problem,
    "visit": a_visit,
    "list": a_list,
    "sheet": a_sheet,
    "checklist": a_checklist,
    "inventory": an_inventory,
    "grant list": a_grant_list,
    "floor list": a_floor_list,
    "replacement list": a_replacement_list,
    "outages": an_outage_log,
    "outages everywhere": an_outage_log_of_all,
    "fleet": a_fleet,
    "rooms": a_rooms_list,
}
