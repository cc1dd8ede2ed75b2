"""What leaves the sample library: to be wiped, failed, ready to go, kept for a grant, gone.

They go through the same doors as everything else, each on its day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from libdesk.domain.disposal import Condition, Departure, How
from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import with_texts
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId, Record
from libdesk.domain.spans import years_after
from libdesk.domain.wiping import Method, Result, WipeRecord, WipingRules
from libdesk.services.disposals import Disposals
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.stores import OpenUnit

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doors:
    """What the things go through.

    Attributes:
        open_unit: opens a transaction.
        rules: what the rules of the library say of an item.
        wiping: what is known of wiping.
        now: the moment at which the sample is made.
    """

    open_unit: OpenUnit
    rules: Rules
    wiping: WipingRules
    now: datetime


def fill_leaving(words: Words, doors: Doors) -> None:
    """Let things leave; those that a small sample does not have stay out.

    Args:
        words: the content of leaving.json.
        doors: what they go through.
    """
    _add(words, doors)
    steps: tuple[tuple[str, Callable[[Words, Words, Doors, ItemId], None]], ...] = (
        ("retired", _retire),
        ("wiped", _wipe),
        ("gone", _go),
    )
    for name, act in steps:
        for one in words[name]:
            with doors.open_unit() as unit:
                found = [item for item in unit.items.find(one["label"]) if item.tag == one["label"]]
            if found:
                act(words, one, doors, found[0].id)


def _add(words: Words, doors: Doors) -> None:
    # As long ago as the list came; they were in use then.
    longest = max(one["days"] for one in words["retired"]) + 300
    equipment = Equipment(doors.open_unit, lambda: doors.rules, _at(doors, longest), words["who"])
    for one in words["items"]:
        bought = _day(doors, one["days"])
        record = Record(
            Tag(one["label"]),
            one["name"],
            one["kind"],
            "CEN",
            bought_on=bought,
            price=Money(one["price"]),
            keep_until=years_after(bought, one["kept_years"]) if "kept_years" in one else None,
        )
        equipment.add(with_texts(record, one["is"]))


def _retire(words: Words, one: Words, doors: Doors, item: ItemId) -> None:
    disposals = _disposals(words, one, doors)
    disposals.retire([item], one["why"], Condition(one["condition"]), "Declared surplus")


def _wipe(words: Words, one: Words, doors: Doors, item: ItemId) -> None:
    with doors.open_unit() as unit:
        media = unit.items.get(item).disk_kind
    wipe = WipeRecord(
        item,
        one["technique"],
        Method.CLEAR,
        media if media is not DiskKind.UNKNOWN else DiskKind.SSD,
        words["who"],
        _day(doors, one["days"]),
        one["tool"],
        words["checked_by"] if one.get("checked") else "",
        how_checked=one.get("how_checked", ""),
        result=Result.FAILED if one.get("failed") else Result.DONE,
        note=one.get("note", ""),
    )
    _disposals(words, one, doors).record_wipe(wipe, "Wiped")


def _go(words: Words, one: Words, doors: Doors, item: ItemId) -> None:
    departure = Departure(
        item,
        How(one["how"]),
        _day(doors, one["days"]),
        one["to"],
        tuple(one["schemes"]),
        one["certificate"],
        _day(doors, one["days"]),
        decided_on=_day(doors, one["decided_days"]),
        decided_by=one["decided_by"],
    )
    _disposals(words, one, doors).depart([item], departure, "Gone")


def _disposals(words: Words, one: Words, doors: Doors) -> Disposals:
    now = _at(doors, one["days"])
    return Disposals(doors.open_unit, lambda: doors.rules, now, words["who"], lambda: doors.wiping)


def _at(doors: Doors, days: int) -> Callable[[], datetime]:
    return lambda: doors.now - timedelta(days=days)


def _day(doors: Doors, days: int) -> date:
    return (doors.now - timedelta(days=days)).astimezone().date()
