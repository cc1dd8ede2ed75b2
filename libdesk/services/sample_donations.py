"""What was offered to the sample library in the last months, and what became of it.

The offers go through the same doors as everybody's, each step on its day.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from libdesk.domain.donation_documents import parse_donor, parse_machine
from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donations import (
    Fated,
    Machine,
    Offer,
    OfferId,
    OfferState,
    Outcome,
)
from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import with_texts
from libdesk.domain.records import ItemId, Record
from libdesk.domain.spans import months_after
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import KeptLetter
from libdesk.services.donations import Donations, Facts
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.stores import OpenUnit

Words = Mapping[str, Any]
Step = Callable[[Donations, OfferId], object]
_VERDICTS = {one.word: one for one in Verdict}


@dataclass(frozen=True, slots=True)
class Doors:
    """What the offers go through.

    Attributes:
        open_unit: opens a transaction.
        rules: what the rules of the library say of an item.
        facts: looks up what is known of a machine.
        shipped: reads the shipped policies, by their models.
        now: the moment at which the sample is made.
    """

    open_unit: OpenUnit
    rules: Rules
    facts: Facts
    shipped: Callable[[], Mapping[str, Policy]]
    now: datetime


def fill_donations(words: Words, doors: Doors) -> None:
    """Offer things to an otherwise full sample library.

    Args:
        words: the content of donations.json.
        doors: what they go through.
    """
    items = {one["label"]: _item(words, one, doors) for one in words["items"]}
    for one in sorted(words["offers"], key=lambda offer: -offer["days"]):
        _play(words["who"], one, doors, items)


def machine_of(words: Words, asked_on: date) -> Machine:
    """Return a machine whose months are told as of the day on which it was offered."""
    found = dict(words["is"])
    if "made_months" in words:
        found["made_on"] = months_after(asked_on, -words["made_months"]).isoformat()
    if "support_months" in words:
        found["support_until"] = months_after(asked_on, words["support_months"]).isoformat()
    return parse_machine(found)


def _item(words: Words, one: Words, doors: Doors) -> ItemId:
    at = _at(doors, one["days"])
    equipment = Equipment(doors.open_unit, lambda: doors.rules, lambda: at, words["who"])
    bought_on = at.astimezone().date()
    record = Record(Tag(one["label"]), one["name"], one["kind"], "CEN", bought_on=bought_on)
    (added,) = equipment.add(with_texts(record, one["is"])).records
    return added.id


def _play(who: str, one: Words, doors: Doors, items: Mapping[str, ItemId]) -> None:
    asked_on = _day(doors, one["days"])
    machines = tuple(machine_of(each, asked_on) for each in one["machines"])
    offer = Offer(parse_donor(one["donor"]), asked_on, machines, notes=one.get("notes", ""))
    kept = _at_desk(who, doors, one["days"]).save(offer)
    for days, step in sorted(_steps(who, one, doors, items), key=lambda each: -each[0]):
        step(_at_desk(who, doors, days), kept.offer.id)


def _steps(
    who: str, one: Words, doors: Doors, items: Mapping[str, ItemId]
) -> Iterator[tuple[int, Step]]:
    """Yield what was done with an offer, each with how many days ago."""
    if days := one.get("received_days"):
        yield days, _received(_day(doors, days))
    for letter in one.get("letters", ()):
        at = _at(doors, letter["days"])
        yield letter["days"], _wrote(KeptLetter(letter["kind"], "en", letter["text"], who, at))
    for place, each in enumerate(one["machines"]):
        if said := each.get("override"):
            yield said["days"], _decided(place, said)
        if fate := each.get("fate"):
            yield fate["days"], _went(place, _fated(fate, doors, items))
    if days := one.get("withdrawn_days"):
        yield days, lambda desk, offer: desk.set_state(offer, OfferState.WITHDRAWN)


def _received(on: date) -> Step:
    return lambda desk, offer: desk.save(replace(desk.get(offer).offer, received_on=on))


def _wrote(letter: KeptLetter) -> Step:
    return lambda desk, offer: desk.answered(offer, letter)


def _decided(place: int, said: Words) -> Step:
    verdict, by, reason = _VERDICTS[said["verdict"]], said["by"], said["reason"]
    return lambda desk, offer: desk.override(offer, place, verdict, by, reason)


def _went(place: int, fated: Fated) -> Step:
    return lambda desk, offer: desk.set_fates(offer, {place: fated})


def _fated(fate: Words, doors: Doors, items: Mapping[str, ItemId]) -> Fated:
    made = tuple(items[label] for label in fate.get("items", ()))
    on = _day(doors, fate["days"])
    to, certificate = fate.get("to", ""), fate.get("certificate", "")
    return Fated(Outcome(fate["outcome"]), on, to, certificate, made)


def _at_desk(who: str, doors: Doors, days: int) -> Donations:
    at = _at(doors, days)
    policies = DonationPolicies(doors.open_unit, doors.shipped, lambda: at, who)
    return Donations(doors.open_unit, policies, doors.facts, lambda: at, who)


def _at(doors: Doors, days: int) -> datetime:
    return doors.now - timedelta(days=days)


def _day(doors: Doors, days: int) -> date:
    return _at(doors, days).astimezone().date()
