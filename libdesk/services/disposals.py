"""Wiping and disposal: things are declared surplus, wiped, decided on, and go.

Each deed is one change set of the items; taken back, what it kept goes with it. What must be so
before a thing may go is asked by item_gates.py, for whoever changes a status by hand too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.disposal import (
    Condition,
    Departure,
    How,
    Leaving,
    Retirement,
    Step,
    fiscal_year,
    keep_proposal,
    shares,
    step_of,
)
from libdesk.domain.item_history import NO_CHANGE, ChangeKind, ChangeSet
from libdesk.domain.item_lists import ItemFilter
from libdesk.domain.money import Money
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line
from libdesk.domain.wiping import (
    WipeRecord,
    WipingRules,
    cleaned,
)
from libdesk.services.disposal_checks import (
    all_of,
    check_alike,
    check_day,
    check_departure,
    check_records,
    check_wipe,
    cleaned_departure,
    retired,
    wiped,
)
from libdesk.services.errors import Refusal
from libdesk.services.item_changes import Changed, change_records, records_of
from libdesk.services.item_gates import Gates, Rules, wipes_of
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit
from libdesk.services.turns import Rest, in_turns, no_rest

ERATE_WHY = "E-rate: 5 years after it came into service"
"""Why what E-rate paid for is kept, as it is proposed."""

JULY = 7
"""When most US libraries' budget years begin (5.4)."""

UNTOLD_MOST = 200
"""Gone things that are asked about; who has read in a list of thousands is not asked for each."""

_ON_THE_WAY = ItemFilter(statuses=frozenset({Status.TO_WIPE, Status.WIPED, Status.LOST}))
_STEPS = list(Step)


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is on its way out, and what went this fiscal year.

    Attributes:
        leaving: the things, by their step and label.
        since: the first day of the fiscal year.
        until: the day after its last.
        income: what came in for what went in it, a sum for each currency.
    """

    leaving: tuple[Leaving, ...]
    since: date
    until: date
    income: tuple[Money, ...] = ()

    def of(self, step: Step) -> tuple[Leaving, ...]:
        """Return what stands at one step."""
        return tuple(one for one in self.leaving if one.step is step)


class Disposals:
    """The use cases.

    Args:
        open_unit: opens a transaction.
        rules: what the rules of the library say of an item.
        now: the clock.
        who: who does it here.
        wiping: returns what is known of wiping.
        rest: called now and then while there is much to do.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Callable[[], Rules],
        now: Clock,
        who: str,
        wiping: Callable[[], WipingRules],
        rest: Rest = no_rest,
    ) -> None:
        self._rest = rest
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = clean_line(who)
        self._wiping = wiping

    def overview(self, month: int = JULY) -> Overview:
        """Return what is on its way out, and what went this fiscal year.

        Args:
            month: in which the fiscal year begins.
        """
        since, until = fiscal_year(self._today(), month)
        with self._open_unit() as unit:
            gone = unit.disposals.departed(since, until)
            awaiting = unit.disposals.awaiting()
            ids = dict.fromkeys(
                (*unit.disposals.untold()[:UNTOLD_MOST], *(one.item for one in (*awaiting, *gone)))
            )
            records = (*unit.items.all(_ON_THE_WAY), *records_of(unit, list(ids)).values())
            found = self._leaving(unit, {one.id: one for one in records})
        # What is back by a correction is on no list of what went.
        on_the_way = (one for one in found if one.step is not Step.SERVES)
        this_year, income = {one.id for one in gone}, dict[str, int]()
        for one in found:
            departure = one.departure
            price = departure.price if departure is not None and departure.id in this_year else None
            if price is not None:
                income[price.currency] = income.get(price.currency, 0) + price.minor
        return Overview(
            tuple(sorted(on_the_way, key=lambda one: (_STEPS.index(one.step), one.record.tag))),
            since,
            until,
            tuple(Money(minor, code) for code, minor in sorted(income.items())),
        )

    def departed(self, since: date, until: date) -> tuple[Leaving, ...]:
        """Return what left from one day until before another, in the order in which it left."""
        with self._open_unit() as unit:
            ids = [one.item for one in unit.disposals.departed(since, until)]
            found = self._leaving(unit, records_of(unit, list(dict.fromkeys(reversed(ids)))))
        went = ((one, one.departure) for one in found)
        # What came back and went again later is on the list of that later time alone.
        return tuple(one for one, how in went if how is not None and since <= how.on < until)

    def of(self, items: Sequence[ItemId]) -> tuple[Leaving, ...]:
        """Return how these items stand, in this order; those that are not there are left out."""
        with self._open_unit() as unit:
            return self._leaving(unit, records_of(unit, items))

    def retire(
        self, items: Sequence[ItemId], why: str, condition: Condition, title: str = ""
    ) -> Changed:
        """Declare things surplus: what holds storage is to be wiped, the rest is ready to go.

        Raises:
            Refusal: one of them is gone already, or not here yet.
            Conflict: one of them is not in the list any more.
        """
        with self._open_unit(write=True) as unit:
            rules = self._rules()
            records = all_of(unit, items)
            became = [replace(one, status=retired(rules, one)) for one in records]
            done = self._change(unit, became, title, Gates(unit, rules))
            for one in in_turns(records, self._rest):
                unit.disposals.retire(
                    done.change or NO_CHANGE,
                    Retirement(one.id, clean_line(why), condition, self._who, self._now()),
                )
            return done

    def record_wipe(
        self, wipe: WipeRecord, title: str = "", items: Sequence[ItemId] = ()
    ) -> Changed:
        """Keep how an item was wiped, or several alike; where that worked, they are wiped.

        Args:
            wipe: what was done.
            title: what to call it in the history.
            items: the items; none for just the one that the record names.

        Raises:
            Refusal: something is missing, or what was done is not enough for where the item goes;
                names the field.
            Conflict: it is not in the list any more.
        """
        wipe = cleaned(wipe, self._wiping())
        check_wipe(wipe, self._wiping(), self._today())
        with self._open_unit(write=True) as unit:
            records = all_of(unit, items or [wipe.item])
            check_alike(records, wipe)
            gates = Gates(unit, self._rules(), wiped=[one.id for one in records])
            done = self._change(unit, [wiped(one, wipe) for one in records], title, gates)
            for one in in_turns(records, self._rest):
                machine = one.machine or one.kind
                told = replace(wipe, item=one.id, tag=one.tag, serial=one.serial, machine=machine)
                unit.disposals.wipe(done.change or NO_CHANGE, told)
            return done

    def depart(self, items: Sequence[ItemId], how: Departure, title: str = "") -> Changed:
        """Let things go, several at once with one certificate; or say how they went.

        Args:
            items: the things.
            how: how all of them go; its price is for all of them together.
            title: what to call it in the history.

        Raises:
            Refusal: something is missing, or one may not go yet; names the field.
            Conflict: one of them is not in the list any more.
        """
        how = cleaned_departure(how)
        check_departure(how, self._today())
        with self._open_unit(write=True) as unit:
            records = all_of(unit, items)
            check_records(unit, records, how, self._today())
            became = [replace(one, status=Status.GONE) for one in records]
            lost = [one.id for one in records if how.how is How.WRITTEN_OFF]
            gates = Gates(unit, self._rules(), written_off=lost)
            done = self._change(unit, became, title, gates)
            prices = shares(how.price, len(records))
            for one, price in in_turns(zip(records, prices, strict=True), self._rest):
                told = replace(how, item=one.id, tag=one.tag, price=price)
                unit.disposals.depart(done.change or NO_CHANGE, told)
            return done

    def add_certificate(
        self, departures: Sequence[Departure], certificate: str, on: date | None
    ) -> tuple[Departure, ...]:
        """Add the certificate that came later; return the departures as they were.

        Raises:
            Refusal: it has no number, or its day is still to come; names the field.
            Conflict: somebody else was first.
        """
        number = clean_line(certificate)
        if not number:
            raise Refusal("Please type the number of the certificate.", field="certificate")
        check_day(on, "certificate_on", self._today())
        with self._open_unit(write=True) as unit:
            for one in departures:
                told = replace(one, certificate=number, certificate_on=on)
                unit.disposals.put(told, expected_version=one.version)
        return tuple(departures)

    def take_certificate_back(self, before: Sequence[Departure]) -> None:
        """Take back what `add_certificate` has done.

        Raises:
            Conflict: one was changed since.
        """
        with self._open_unit(write=True) as unit:
            for one in before:
                unit.disposals.put(one, expected_version=one.version + 1)

    def keep(self, items: Sequence[ItemId], title: str = "") -> Changed:
        """Keep what E-rate paid for until its day, as `keep_proposal` has it.

        Raises:
            Conflict: one of them is not in the list any more.
        """
        with self._open_unit(write=True) as unit:
            kept = [
                replace(one, keep_until=until, keep_why=one.keep_why or ERATE_WHY)
                for one in all_of(unit, items)
                if (until := keep_proposal(one)) is not None
            ]
            return self._change(unit, kept, title, Gates(unit, self._rules()))

    def _leaving(self, unit: Unit, records: Mapping[ItemId, Record]) -> tuple[Leaving, ...]:
        rules, ids = self._rules(), list(records)
        wipes = wipes_of(unit, ids)
        wiped = Gates(unit, rules).wiped(wipes)
        # The newest first: what comes last would win.
        gone = {one.item: one for one in reversed(unit.disposals.departures(ids))}
        surplus = {one.item: one for one in reversed(unit.disposals.retirements(ids))}
        found = []
        for item, record in records.items():
            holds = rules.holds_storage(record)
            clean = wiped.get(item)
            departure = gone.get(item) if record.status is Status.GONE else None
            step = step_of(
                record,
                is_wiped=clean is not None or not holds,
                departure=departure,
                today=self._today(),
            )
            found.append(
                Leaving(
                    record,
                    step,
                    holds,
                    tuple(wipes.get(item, ())),
                    clean,
                    departure,
                    surplus.get(item),
                )
            )
        return tuple(found)

    def _change(self, unit: Unit, became: Sequence[Record], title: str, gates: Gates) -> Changed:
        """Change items; where none is another now, what is kept needs a change set all the same."""
        change_set = ChangeSet(self._now(), self._who, ChangeKind.BULK, clean_line(title))
        rules, rest = self._rules(), self._rest
        done = change_records(unit, rules, change_set, became, rest=rest, gates=gates)
        return replace(done, change=done.change or unit.item_history.begin(change_set))

    def _today(self) -> date:
        return self._now().astimezone().date()
