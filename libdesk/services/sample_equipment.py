"""The sample library's equipment: what each thing is, when it came, and what happened to it.

The shares of ages, systems and statuses are those of the domain facts, section 9; they are laid
down item by item in resources/sample/equipment.json, by the items' places in the list. Every day
is relative to the moment the sample is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from libdesk.domain.equipment import Item
from libdesk.domain.item_fields import texts_of, with_texts
from libdesk.domain.item_history import ChangeKind, ChangeSet
from libdesk.domain.money import Money
from libdesk.domain.records import Record, Role, with_item
from libdesk.domain.statuses import Status
from libdesk.services.item_changes import add_records, change_records
from libdesk.services.item_gates import Rules
from libdesk.services.sample_desk import Setting, past, workday
from libdesk.services.stores import OpenUnit, Unit

WHO = "IT"
LIST = "equipment-list.csv"
"""The file from which the first list seems to have come."""

LISTED = 360
"""So many days ago it came; what was bought later was added one by one."""

AT_ONCE = 2000
"""Items in one transaction."""

_ON_THE_WAY = 7
"""Days from the order to the list."""

Stock = Mapping[str, Any]
"""What one purchase brought, as equipment.json tells it."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to items at once.

    Attributes:
        days: so many days ago.
        title: what to call it; "" for nothing.
        texts: what it set, by the places of the items: before it was told, what was there.
        stands_in: the places of what is away and of what stands in for it since; None for none.
    """

    days: int
    title: str
    texts: Mapping[int, Mapping[str, str]]
    stands_in: tuple[int, int] | None = None


class SampleEquipment:
    """Tells the records of the sample's items, and what happened to them.

    Args:
        words: the content of equipment.json.
        setting: the sample library's year.
        items: the things, in their places.
    """

    def __init__(self, words: Mapping[str, Any], setting: Setting, items: Sequence[Item]) -> None:
        self._words = words
        self._setting = setting
        self._stock: dict[int, Stock] = {
            place: one for one in words["stock"] for place in one["places"]
        }
        self._statuses = _by_place(words["statuses"])
        self._funders = _by_place(words["funders"])
        self._bought: list[int] = []
        self.records = tuple(self._told(items))

    def fill(self, open_unit: OpenUnit, rules: Rules) -> None:
        """Store the items and their history, oldest first.

        Args:
            open_unit: opens a transaction; there are several of them.
            rules: what follows from a record.
        """
        came, events = self._taken_apart()
        arrivals: dict[int, list[int]] = {}
        for place in came:
            arrivals.setdefault(self._listed(place), []).append(place)
        steps: list[tuple[int, list[int] | Event]] = [
            *arrivals.items(),
            *((event.days, event) for event in events),
        ]
        known: dict[int, Record] = {}
        for days, step in sorted(steps, key=lambda one: -one[0]):
            if isinstance(step, Event):
                with open_unit(write=True) as unit:
                    self._happen(unit, rules, step, known)
                continue
            for at in range(0, len(step), AT_ONCE):
                places = step[at : at + AT_ONCE]
                with open_unit(write=True) as unit:
                    added = add_records(unit, rules, self._came(days), [came[p] for p in places])
                known.update(zip(places, added.records, strict=True))

    def _happen(self, unit: Unit, rules: Rules, event: Event, known: dict[int, Record]) -> None:
        kind = ChangeKind.BULK if len(event.texts) > 1 else ChangeKind.EDIT
        changed = [with_texts(known[place], texts) for place, texts in event.texts.items()]
        change = self._set(kind, event.days, event.title)
        done = change_records(unit, rules, change, changed)
        known.update(zip(event.texts, done.records, strict=True))
        if event.stands_in is not None and done.change is not None:
            away, spare = (known[place].id for place in event.stands_in)
            unit.stand_ins.add(done.change, away, spare)

    def _taken_apart(self) -> tuple[dict[int, Record], tuple[Event, ...]]:
        """Return the records as they came, and what made them what they are, newest first."""
        as_of = dict(enumerate(self.records, 1))
        events = []
        for event in sorted(self._events(), key=lambda one: one.days):
            became = {}
            for place, was in event.texts.items():
                if place in as_of and event.days < self._listed(place):
                    now = texts_of(as_of[place])
                    became[place] = {name: now[name] for name in was}
                    as_of[place] = with_texts(as_of[place], was)
            if became:
                whole = len(became) == len(event.texts)
                stands_in = event.stands_in if whole else None
                events.append(replace(event, texts=became, stands_in=stands_in))
        return as_of, tuple(events)

    def _events(self) -> Iterator[Event]:
        for one in self._words["changes"]:
            texts = dict.fromkeys(one["places"], one["was"])
            yield Event(one["days"], one.get("title", ""), texts)
        for one in self._words["stand_ins"]:
            pair = one["away"], one["spare"]
            texts = {
                pair[0]: {"status": Status.IN_USE.value},
                pair[1]: {"status": Status.SPARE.value},
            }
            yield Event(one["days"], one["title"], texts, pair)
        # Somebody walks round once a year; what came after the last time was seen when it came.
        seen = self._words["seen"]
        walked = {}
        for place in range(1, min(len(self._stock), len(self.records)) + 1):
            there = self._listed_after(place)
            if place not in self._unseen and there > seen["usual"]:
                before = self._ago(min(seen["before"], there))
                walked[place] = {"seen_on": before.isoformat()}
        yield Event(seen["usual"], "Walked round", walked)

    def _told(self, items: Sequence[Item]) -> Iterator[Record]:
        at_branch: dict[tuple[str, str], int] = {}
        for item in items:
            key = (item.branch, item.kind)
            at_branch[key] = at_branch.get(key, 0) + 1
        spares: dict[str, Iterator[Stock]] = {}
        for place, item in enumerate(items, 1):
            if place in self._stock:
                spares.setdefault(item.kind, cycle(self._alike(items, item.kind)))
            stock = self._stock.get(place) or next(spares[item.kind])
            self._bought.append(stock["days"])
            record = self._record(place, item, stock)
            yield replace(record, is_only_one=at_branch[item.branch, item.kind] == 1)

    def _alike(self, items: Sequence[Item], kind: str) -> Sequence[Stock]:
        """Return what was bought of a kind, that spares may be of the same."""
        places = (place for place, item in enumerate(items, 1) if item.kind == kind)
        return [self._stock[place] for place in places if place in self._stock]

    def _record(self, place: int, item: Item, stock: Stock) -> Record:
        words, key = self._words, str(place)
        is_spare = place not in self._stock
        texts = {
            **stock["is"],
            "status": Status.SPARE.value if is_spare else self._statuses.get(place, "in use"),
            "role": next((role for part, role in words["roles"] if part in item.name), ""),
            "supplier": stock.get("supplier", ""),
            "funder": self._funders.get(place, words["funder"]),
            "notes": words["notes"].get(key, ""),
        }
        record = with_item(with_texts(Record(item.tag, item.name, item.kind), texts), item)
        bought = workday(self._setting.now, -stock["days"])
        price = Money(stock["price"]) if "price" in stock else None
        kept = words["keep"].get(record.funder, 0)
        covered = 0 if place in words["without_warranty"] else stock.get("warranty_years", 0)
        battery, license_ = (stock.get(name, {}).get(key) for name in ("battery", "license"))
        return replace(
            record,
            bought_on=bought,
            price=price,
            order_number=f"PO-{bought:%y%m%d}" if price is not None else "",
            keep_until=_years_after(bought, kept) if kept else None,
            warranty_until=_years_after(bought, covered) if covered else None,
            support_until=self._ago(-stock["support"]) if "support" in stock else None,
            battery_on=self._ago(battery) if battery is not None else None,
            license_until=self._ago(-license_) if license_ is not None else None,
            seen_on=self._seen(place),
            is_accessible=record.role is Role.ACCESSIBLE,
            custom={name: at[key] for name, at in words["own_fields"].items() if key in at},
        )

    @property
    def _unseen(self) -> Sequence[int]:
        unseen = self._words["unseen"]
        return (*unseen["never"], *unseen["long_ago"])

    def _seen(self, place: int) -> date | None:
        unseen, seen = self._words["unseen"], self._words["seen"]
        if place in unseen["never"]:
            return None
        days = seen["long_ago"] if place in unseen["long_ago"] else seen["usual"]
        return self._ago(min(days, self._listed_after(place)))

    def _listed(self, place: int) -> int:
        return min(self._listed_after(place), LISTED)

    def _listed_after(self, place: int) -> int:
        """Return how many days ago an item was there, with a label on it."""
        return self._bought[place - 1] - _ON_THE_WAY

    def _ago(self, days: int) -> date:
        return self._setting.now.date() - timedelta(days=days)

    def _came(self, days: int) -> ChangeSet:
        if days == LISTED:
            return self._set(ChangeKind.IMPORT, days, LIST)
        return self._set(ChangeKind.EDIT, days)

    def _set(self, kind: ChangeKind, days: int, title: str = "") -> ChangeSet:
        return ChangeSet(past({"days": days, "hours": 1}, self._setting), WHO, kind, title)


def _by_place(words: Mapping[str, Sequence[int]]) -> dict[int, str]:
    return {place: word for word, places in words.items() for place in places}


def _years_after(day: date, years: int) -> date:
    """Return the day before the same day, so many years later."""
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)
