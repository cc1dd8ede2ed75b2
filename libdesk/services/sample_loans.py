"""What the sample library has lent to its colleagues, and what they have booked.

Every day is relative to the moment at which it is made.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from libdesk.domain.item_lists import ItemFacet, ItemFilter
from libdesk.domain.loans import Condition, Loan, LoanState
from libdesk.domain.records import ItemId, Role
from libdesk.services.sample_desk import Setting, workday
from libdesk.services.settled import Mark
from libdesk.services.stores import Unit

_WHO = "IT"
_AT = time(10)
"""When things are handed out and come back."""

_KITS = ItemFilter(values={ItemFacet.ROLE: (Role.LOAN.value,)})


def lend(unit: Unit, told: Sequence[Mapping[str, Any]], setting: Setting) -> None:
    """Store the loans (of library.json) of things that a sample of this size has."""
    kits = {one.name: one.id for one in unit.items.all(_KITS)}
    mark = Mark(1, setting.now, _WHO)
    for one in told:
        if one["thing"] in kits:
            unit.loans.save(_loan(one, kits[one["thing"]], setting), mark)


def _loan(told: Mapping[str, Any], item: ItemId, setting: Setting) -> Loan:
    first, last = (workday(setting.now, told[name]) for name in ("from", "until"))
    is_booked, is_back = told["from"] > 0, "back" in told
    back = workday(setting.now, told["back"]) if is_back else last
    state = LoanState.RETURNED if is_back else LoanState.OUT
    return Loan(
        item,
        told["who"],
        first,
        last,
        LoanState.BOOKED if is_booked else state,
        told["along"],
        told.get("note", ""),
        handed_out_at=None if is_booked else _at(first, setting),
        ended_at=_at(back, setting) if is_back else None,
        condition=Condition(told["condition"]) if is_back else None,
        said=told.get("said", ""),
    )


def _at(day: date, setting: Setting) -> datetime:
    return datetime.combine(day, _AT, setting.zone).astimezone(setting.now.tzinfo)
