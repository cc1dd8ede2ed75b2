"""Offers and the versions of the policy, in memory; keeps the contract of donation_stores.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from libdesk.domain.attachments import Owner, OwnerKind
from libdesk.domain.donations import Donor, Offer, OfferId, OfferState, Outcome
from libdesk.services.donation_stores import (
    KeptLetter,
    KeptOffer,
    KeptPolicy,
    KeptVerdict,
    OfferFilter,
    Override,
)
from libdesk.services.errors import Conflict

if TYPE_CHECKING:
    from datetime import datetime

    from tests.services.memory_attachments import RoomTables

OVER = frozenset({OfferState.DONE, OfferState.WITHDRAWN})


@dataclass
class DonationTables:
    """All that the database holds of donations."""

    offers: dict[OfferId, KeptOffer] = field(default_factory=dict)
    ended: "dict[OfferId, datetime]" = field(default_factory=dict)
    policies: dict[int, KeptPolicy] = field(default_factory=dict)
    last_id: int = 0

    def copy(self) -> "DonationTables":
        return DonationTables(
            dict(self.offers), dict(self.ended), dict(self.policies), self.last_id
        )


class MemoryDonations:
    """The offers, and the versions of the policy."""

    def __init__(self, tables: DonationTables, places: "RoomTables", *, write: bool) -> None:
        self._tables = tables
        self._places = places
        self._write = write

    def list(self, asked: OfferFilter) -> tuple[KeptOffer, ...]:
        found = (
            one
            for one in self._tables.offers.values()
            if (not asked.states or one.offer.state in asked.states)
            and (asked.since is None or one.offer.asked_on >= asked.since)
            and (asked.until is None or one.offer.asked_on < asked.until)
        )
        return tuple(
            sorted(found, key=lambda one: (one.offer.asked_on, one.offer.id), reverse=True)
        )

    def find(self, offer: OfferId) -> KeptOffer | None:
        return self._tables.offers.get(offer)

    def add(self, offer: Offer, verdicts: Sequence[KeptVerdict]) -> OfferId:
        tables = self._writing()
        tables.last_id += 1
        new = replace(offer, id=OfferId(tables.last_id), version=1)
        self._keep(KeptOffer(new, tuple(verdicts)))
        return new.id

    def put(self, offer: Offer, verdicts: Sequence[KeptVerdict], *, expected_version: int) -> None:
        there = self._writing().offers.get(offer.id)
        if there is None:
            raise Conflict("This offer is not in the list any more.")
        if there.offer.version != expected_version:
            by = there.offer.updated_by
            raise Conflict(
                f"This offer was changed meanwhile by {by or 'somebody else'}. "
                "What you typed is still here.",
                by=by,
                at=there.offer.updated_at,
            )
        after = replace(offer, version=expected_version + 1)
        self._keep(replace(there, offer=after, verdicts=tuple(verdicts)))

    def put_back(self, kept: KeptOffer) -> None:
        self._writing()
        self._keep(kept)

    def remove(self, offer: OfferId) -> None:
        self._writing().offers.pop(offer, None)
        self._tables.ended.pop(offer, None)
        gone = Owner(OwnerKind.OFFER, offer)
        self._places.attachments = {
            key: one for key, one in self._places.attachments.items() if one.owner != gone
        }

    def override(self, offer: OfferId, override: Override) -> None:
        there = self._writing().offers[offer]
        self._tables.offers[offer] = replace(there, overrides=(*there.overrides, override))

    def drop_override(self, offer: OfferId, place: int) -> None:
        there = self._writing().offers[offer]
        last = max(
            (at for at, one in enumerate(there.overrides) if one.place == place), default=None
        )
        left = (one for at, one in enumerate(there.overrides) if at != last)
        self._tables.offers[offer] = replace(there, overrides=tuple(left))

    def write(self, offer: OfferId, letter: KeptLetter) -> None:
        there = self._writing().offers[offer]
        self._tables.offers[offer] = replace(there, letters=(*there.letters, letter))

    def forget_files(self, before: "datetime") -> int:
        over = {one for one, at in self._writing_ended().items() if at < before}
        left = {
            key: one
            for key, one in self._places.attachments.items()
            if one.owner.kind is not OwnerKind.OFFER or one.owner.id not in over
        }
        gone = len(self._places.attachments) - len(left)
        self._places.attachments = left
        return gone

    def forget_donors(self, before: "datetime", taken_before: "datetime") -> int:
        forgotten = 0
        for one, at in self._writing_ended().items():
            kept = self._tables.offers[one]
            is_taken = any(fate.outcome is Outcome.TAKEN for fate in kept.offer.fates)
            has_names = kept.offer.donor != Donor() or any(each.text for each in kept.letters)
            if at < (taken_before if is_taken else before) and has_names:
                forgotten += 1
                self._tables.offers[one] = replace(
                    kept,
                    offer=replace(kept.offer, donor=Donor()),
                    letters=tuple(replace(each, text="") for each in kept.letters),
                )
        return forgotten

    def policies(self) -> tuple[KeptPolicy, ...]:
        return tuple(one for _, one in sorted(self._tables.policies.items()))

    def add_policy(self, policy: KeptPolicy) -> None:
        there = self._writing().policies.get(policy.version)
        if there is not None:
            raise Conflict(
                f"This was changed meanwhile by {there.by or 'somebody else'}. "
                "What you typed is still here.",
                by=there.by,
                at=there.at,
            )
        kept = replace(policy, document=_as_stored(policy.document))
        self._tables.policies[policy.version] = kept

    def _keep(self, kept: KeptOffer) -> None:
        offer = kept.offer
        assert len(kept.verdicts) == len(offer.machines), "a verdict for each line"
        fates = tuple(offer.fate(place) for place in range(len(offer.machines)))
        self._tables.offers[offer.id] = replace(kept, offer=replace(offer, fates=fates), files=())
        if offer.state in OVER and offer.updated_at is not None:
            self._tables.ended.setdefault(offer.id, offer.updated_at)
        else:
            self._tables.ended.pop(offer.id, None)

    def _writing_ended(self) -> "dict[OfferId, datetime]":
        return self._writing().ended

    def _writing(self) -> DonationTables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables


def _as_stored(document: object) -> Any:
    """Return a document as a database gives it back: what JSON can't hold fails here too."""
    return json.loads(json.dumps(document))
