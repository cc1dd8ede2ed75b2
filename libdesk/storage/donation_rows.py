"""Rows of donations: what an offer, its machines, and all that hangs on it are in the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table

from libdesk.domain.donation_documents import document_of_machine, parse_machine
from libdesk.domain.donation_policy import Fate, Verdict
from libdesk.domain.donations import (
    Donor,
    Fated,
    Machine,
    Offer,
    OfferId,
    OfferState,
    Outcome,
)
from libdesk.domain.records import ItemId
from libdesk.services.donation_stores import (
    KeptLetter,
    KeptLine,
    KeptPolicy,
    KeptVerdict,
    Override,
)
from libdesk.storage.columns import Encoded, spelled
from libdesk.storage.many_rows import Row
from libdesk.storage.schema import donation_machines, donation_offers

VERDICTS: Mapping[str, Verdict] = {one.word: one for one in Verdict}
OUTCOMES: Mapping[str, Outcome] = {one.value: one for one in Outcome}

_FATES = frozenset(one.name.lower() for one in Fate)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When a version was made of which that is damaged."""

_YES_NO = {True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an offer.

    Attributes:
        place: from 0 on.
        machine: what is offered.
        fate: what became of it.
        verdict: the verdict as it was given.
    """

    place: int
    machine: Machine
    fate: Fated
    verdict: KeptVerdict


def offer_row(offer: Offer) -> Row:
    """Return an offer's columns, without its id, its version, and since when it is over."""
    donor = offer.donor
    return {
        "name": donor.name,
        "organization": donor.organization,
        "address": donor.address,
        "mail": donor.mail,
        "phone": donor.phone,
        "asked_on": offer.asked_on,
        "state": offer.state.value,
        "policy": offer.policy,
        "notes": offer.notes,
        "received_on": offer.received_on,
        "answered_on": offer.answered_on,
        "made_by": offer.made_by,
        "updated_at": offer.updated_at,
        "updated_by": offer.updated_by,
    }


def offer_of(*values: object) -> Offer:
    """Return an offer without its machines; raises ValueError where a column makes no sense."""
    row = _named(donation_offers, values)
    return Offer(
        Donor(row["name"], row["organization"], row["address"], row["mail"], row["phone"]),
        row["asked_on"],
        (),
        state=OfferState(row["state"]),
        policy=row["policy"],
        notes=row["notes"],
        received_on=row["received_on"],
        answered_on=row["answered_on"],
        made_by=row["made_by"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by"],
        version=row["version"],
        id=OfferId(row["id"]),
    )


def machine_row(
    offer: OfferId, place: int, machine: Machine, fate: Fated, verdict: KeptVerdict
) -> Row:
    """Return the columns of one line of an offer."""
    return {
        "offer": offer,
        "place": place,
        "document": document_of_machine(machine),
        "verdict": verdict.verdict.word,
        "policy": verdict.policy,
        "lines": _encoded(verdict.lines),
        "outcome": fate.outcome.value,
        "outcome_on": fate.on,
        "outcome_to": fate.to,
        "certificate": fate.certificate,
        "items": list(fate.items),
    }


def line_of(*values: object) -> tuple[int, Line]:
    """Return of which offer it is, and one line of it.

    Raises:
        ValueError: a column makes no sense.
        TypeError: so does this.
    """
    row = _named(donation_machines, values)
    verdict, outcome = row["verdict"], row["outcome"]
    if verdict not in VERDICTS or outcome not in OUTCOMES:
        raise ValueError("no such verdict or outcome")
    items = tuple(ItemId(_whole(one)) for one in row["items"])
    return row["offer"], Line(
        row["place"],
        parse_machine(row["document"]),
        Fated(OUTCOMES[outcome], row["outcome_on"], row["outcome_to"], row["certificate"], items),
        KeptVerdict(
            VERDICTS[verdict], row["policy"], tuple(_kept_line(*one) for one in row["lines"])
        ),
    )


def override_row(offer: OfferId, override: Override) -> Row:
    """Return the columns of what a person decided."""
    return {
        "offer": offer,
        "place": override.place,
        "verdict": override.verdict.word,
        "who": override.by,
        "reason": override.reason,
        "at": override.at,
    }


def override_of(
    _id: int, offer: int, place: int, verdict: str, who: str, reason: str, at: datetime
) -> tuple[int, Override]:
    """Return of which offer it is, and what a person decided."""
    if verdict not in VERDICTS:
        raise ValueError("no such verdict")
    return offer, Override(place, VERDICTS[verdict], who, reason, at)


def letter_row(offer: OfferId, letter: KeptLetter) -> Row:
    """Return the columns of a letter."""
    return {
        "offer": offer,
        "kind": letter.kind,
        "language": letter.language,
        "text": letter.text,
        "who": letter.by,
        "at": letter.at,
    }


def letter_of(
    _id: int, offer: int, kind: str, language: str, text: str, who: str, at: datetime
) -> tuple[int, KeptLetter]:
    """Return of which offer it is, and a letter."""
    return offer, KeptLetter(kind, language, text, who, at)


def policy_of(version: int, document: str, at: datetime | str, who: str, note: str) -> KeptPolicy:
    """Return a version of the policy; of one that is damaged, that it is there."""
    try:
        found = json.loads(document)
    except (ValueError, RecursionError):
        found = None
    try:
        made_at = datetime.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        made_at = _LONG_AGO
    known = found if isinstance(found, dict) else None
    return KeptPolicy(version, known, made_at.astimezone(UTC), who, note)


def _encoded(lines: tuple[KeptLine, ...]) -> Encoded:
    """Return lines as JSON: an offer has hundreds of thousands of them, and each is short."""
    return Encoded(
        "["
        + ",".join(
            f"[{spelled(one.rule)},{spelled(one.fate)},{spelled(one.fact)},"
            f"{_YES_NO[one.is_known]},{one.points:d}]"
            for one in lines
        )
        + "]"
    )


def _kept_line(rule: str, fate: str, fact: str, is_known: Any, points: Any) -> KeptLine:  # noqa: ANN401 - what a document holds
    if not (isinstance(rule, str) and isinstance(fact, str) and fate in _FATES):
        raise TypeError("no line of a verdict")
    if not isinstance(is_known, bool):
        raise TypeError("no line of a verdict")
    return KeptLine(rule, fate, fact, is_known, _whole(points))


def _named(table: Table, values: tuple[object, ...]) -> dict[str, Any]:
    return dict(zip(table.c.keys(), values, strict=True))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value
