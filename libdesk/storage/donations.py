"""What was offered to the library, and the versions of its policy, in the database."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    type_coerce,
    update,
)

from libdesk.domain.donations import Offer, OfferId, OfferState, Outcome
from libdesk.services.donation_stores import (
    KeptLetter,
    KeptOffer,
    KeptPolicy,
    KeptVerdict,
    OfferFilter,
    Override,
)
from libdesk.services.errors import Conflict
from libdesk.services.settled import Mark, changed_meanwhile
from libdesk.storage.columns import Moment, Words
from libdesk.storage.donation_rows import (
    Line,
    letter_of,
    letter_row,
    line_of,
    machine_row,
    offer_of,
    offer_row,
    override_of,
    override_row,
    policy_of,
)
from libdesk.storage.many_rows import add_rows
from libdesk.storage.schema import (
    attachments,
    donation_letters,
    donation_machines,
    donation_offers,
    donation_overrides,
    donation_policies,
)
from libdesk.storage.sound_rows import sound_rows

_Value = TypeVar("_Value")
_LOG = logging.getLogger(__name__)

_AT_ONCE = 500
"""Offers in one question."""

OVER = (OfferState.DONE, OfferState.WITHDRAWN)
"""In these states an offer is at its end."""

_OFFERS = donation_offers.c
_EVERY = select(donation_offers).order_by(_OFFERS.asked_on.desc(), _OFFERS.id.desc())
_LINES = select(donation_machines).order_by(donation_machines.c.offer, donation_machines.c.place)
_COUNTS = select(donation_machines.c.offer, func.count()).group_by(donation_machines.c.offer)
_OVERRIDES = select(donation_overrides).order_by(donation_overrides.c.id)
_LETTERS = select(donation_letters).order_by(donation_letters.c.id)
_MARK = select(_OFFERS.version, _OFFERS.updated_at, _OFFERS.updated_by)
_NEWEST_OVERRIDE = select(func.max(donation_overrides.c.id)).where(
    donation_overrides.c.offer == bindparam("offer_"),
    donation_overrides.c.place == bindparam("place_"),
)
_DONOR = (_OFFERS.name, _OFFERS.organization, _OFFERS.address, _OFFERS.mail, _OFFERS.phone)
_IS_TAKEN = exists().where(
    donation_machines.c.offer == _OFFERS.id,
    donation_machines.c.outcome == Outcome.TAKEN.value,
)
_HAS_LETTER = exists().where(donation_letters.c.offer == _OFFERS.id, donation_letters.c.text != "")
_TO_FORGET = select(_OFFERS.id).where(
    or_(
        and_(~_IS_TAKEN, _OFFERS.ended_at < bindparam("before_", type_=Moment())),
        and_(_IS_TAKEN, _OFFERS.ended_at < bindparam("taken_before_", type_=Moment())),
    ),
    or_(_HAS_LETTER, *(one != "" for one in _DONOR)),
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_FORGET_DONORS = (
    update(donation_offers)
    .where(_OFFERS.id.in_(_IDS))
    .values(dict.fromkeys((one.name for one in _DONOR), ""))
)
_FORGET_LETTERS = update(donation_letters).where(donation_letters.c.offer.in_(_IDS)).values(text="")
_FORGET_FILES = delete(attachments).where(
    attachments.c.offer.in_(
        select(_OFFERS.id).where(_OFFERS.ended_at < bindparam("before_", type_=Moment()))
    )
)
# As text: a version that is damaged must be told of, not left out.
_POLICIES = select(
    donation_policies.c.version,
    type_coerce(donation_policies.c.document, Words),
    type_coerce(donation_policies.c.at, Words),
    donation_policies.c.who,
    donation_policies.c.note,
).order_by(donation_policies.c.version)


class DonationStore:
    """Implements the port KeptDonations on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, asked: OfferFilter) -> tuple[KeptOffer, ...]:
        """Return offers, the newest first; of a damaged one nothing."""
        wanted: ColumnElement[bool] = true()
        if asked.states:
            wanted &= _OFFERS.state.in_(sorted(one.value for one in asked.states))
        if asked.since is not None:
            wanted &= _OFFERS.asked_on >= asked.since
        if asked.until is not None:
            wanted &= _OFFERS.asked_on < asked.until
        return self._kept(wanted)

    def find(self, offer: OfferId) -> KeptOffer | None:
        """Return an offer; None where it is gone, or can't be read."""
        return next(iter(self._kept(_OFFERS.id == offer)), None)

    def add(self, offer: Offer, verdicts: Sequence[KeptVerdict]) -> OfferId:
        """Store a new offer and return its id; its version is 1."""
        row = {**offer_row(offer), "version": 1, "ended_at": _ended(offer)}
        added = insert(donation_offers).values(row).returning(_OFFERS.id)
        offer_id = OfferId(self._connection.execute(added).scalar_one())
        self._add_machines(offer_id, offer, verdicts)
        return offer_id

    def put(self, offer: Offer, verdicts: Sequence[KeptVerdict], *, expected_version: int) -> None:
        """Store an offer over the version before.

        Raises:
            Conflict: somebody else was first.
        """
        changed = self._connection.execute(
            update(donation_offers)
            .where(_OFFERS.id == offer.id, _OFFERS.version == expected_version)
            .values(
                {
                    **offer_row(offer),
                    "version": expected_version + 1,
                    "ended_at": _still_ended(offer),
                }
            )
        )
        if changed.rowcount != 1:
            raise self._changed(offer.id)
        self._remove_machines(offer.id)
        self._add_machines(offer.id, offer, verdicts)

    def put_back(self, kept: KeptOffer) -> None:
        """Store an offer with all that hangs on it under its own id and version."""
        offer, run = kept.offer, self._connection.execute
        row = {**offer_row(offer), "version": offer.version}
        # Changed where it is there: taken out, its photos would go with it.
        changed = update(donation_offers).where(_OFFERS.id == offer.id)
        if not run(changed.values({**row, "ended_at": _still_ended(offer)})).rowcount:
            run(insert(donation_offers), {**row, "id": offer.id, "ended_at": _ended(offer)})
        for table in (donation_overrides, donation_letters):
            run(delete(table).where(table.c.offer == offer.id))
        self._remove_machines(offer.id)
        self._add_machines(offer.id, offer, kept.verdicts)
        if kept.overrides:
            rows = [override_row(offer.id, one) for one in kept.overrides]
            run(insert(donation_overrides), rows)
        if kept.letters:
            run(insert(donation_letters), [letter_row(offer.id, one) for one in kept.letters])

    def remove(self, offer: OfferId) -> None:
        """Take out an offer with all that hangs on it."""
        self._connection.execute(delete(donation_offers).where(_OFFERS.id == offer))

    def override(self, offer: OfferId, override: Override) -> None:
        """Keep that a person decided otherwise."""
        self._connection.execute(insert(donation_overrides), override_row(offer, override))

    def drop_override(self, offer: OfferId, place: int) -> None:
        """Take the newest override of a line back."""
        asked = {"offer_": offer, "place_": place}
        newest = self._connection.execute(_NEWEST_OVERRIDE, asked).scalar()
        self._connection.execute(
            delete(donation_overrides).where(donation_overrides.c.id == newest)
        )

    def write(self, offer: OfferId, letter: KeptLetter) -> None:
        """Keep a letter."""
        self._connection.execute(insert(donation_letters), letter_row(offer, letter))

    def forget_files(self, before: datetime) -> int:
        """Take the photos and papers from offers that ended before a moment; return how many."""
        return self._connection.execute(_FORGET_FILES, {"before_": before}).rowcount

    def forget_donors(self, before: datetime, taken_before: datetime) -> int:
        """Forget who offered what, and what was written to them; return of how many offers."""
        asked = {"before_": before, "taken_before_": taken_before}
        over = list(self._connection.execute(_TO_FORGET, asked).scalars())
        for at in range(0, len(over), _AT_ONCE):
            some = {"ids": over[at : at + _AT_ONCE]}
            self._connection.execute(_FORGET_DONORS, some)
            self._connection.execute(_FORGET_LETTERS, some)
        return len(over)

    def policies(self) -> tuple[KeptPolicy, ...]:
        """Return all versions of the policy, the oldest first, damaged ones too."""
        return tuple(sound_rows(self._connection.execute(_POLICIES), policy_of))

    def add_policy(self, policy: KeptPolicy) -> None:
        """Store a version that nobody has stored yet.

        Raises:
            Conflict: somebody else was first.
        """
        for there in self.policies():
            if there.version == policy.version:
                raise changed_meanwhile(Mark(there.version, there.at, there.by))
        row = {
            "version": policy.version,
            "document": policy.document,
            "at": policy.at,
            "who": policy.by,
            "note": policy.note,
        }
        self._connection.execute(insert(donation_policies), row)

    def _kept(self, wanted: ColumnElement[bool]) -> tuple[KeptOffer, ...]:
        run = self._connection.execute
        offers = tuple(sound_rows(run(_EVERY.where(wanted)), offer_of))
        if not offers:
            return ()
        ids = select(_OFFERS.id).where(wanted)
        machines, overrides, letters = (
            table.c.offer.in_(ids)
            for table in (donation_machines, donation_overrides, donation_letters)
        )
        counts = {row[0]: row[1] for row in run(_COUNTS.where(machines)).all()}
        lines = _by_offer(sound_rows(run(_LINES.where(machines)), line_of))
        said = _by_offer(sound_rows(run(_OVERRIDES.where(overrides)), override_of))
        written = _by_offer(sound_rows(run(_LETTERS.where(letters)), letter_of))
        return tuple(
            _whole(one, lines[one.id], said[one.id], written[one.id])
            for one in offers
            if _is_complete(one, lines[one.id], counts.get(one.id, 0))
        )

    def _add_machines(
        self, offer_id: OfferId, offer: Offer, verdicts: Sequence[KeptVerdict]
    ) -> None:
        pairs = zip(offer.machines, verdicts, strict=True)
        rows = (
            machine_row(offer_id, place, machine, offer.fate(place), verdict)
            for place, (machine, verdict) in enumerate(pairs)
        )
        add_rows(self._connection, donation_machines, rows)

    def _remove_machines(self, offer: OfferId) -> None:
        self._connection.execute(
            delete(donation_machines).where(donation_machines.c.offer == offer)
        )

    def _changed(self, offer: OfferId) -> Conflict:
        mark = next(
            sound_rows(self._connection.execute(_MARK.where(_OFFERS.id == offer)), Mark), None
        )
        if mark is None:
            return Conflict("This offer is not in the list any more.")
        return changed_meanwhile(mark)


def _by_offer(rows: Iterable[tuple[int, _Value]]) -> Mapping[int, list[_Value]]:
    found: dict[int, list[_Value]] = defaultdict(list)
    for offer, value in rows:
        found[offer].append(value)
    return found


def _is_complete(offer: Offer, lines: Sequence[Line], count: int) -> bool:
    """Say whether an offer can be read whole; one without a line would say something else."""
    if lines and [one.place for one in lines] == list(range(count)):
        return True
    _LOG.warning("offer %d was left out: a machine of it is damaged", offer.id)
    return False


def _whole(
    offer: Offer,
    lines: Sequence[Line],
    overrides: Sequence[Override],
    letters: Sequence[KeptLetter],
) -> KeptOffer:
    return KeptOffer(
        replace(
            offer,
            machines=tuple(one.machine for one in lines),
            fates=tuple(one.fate for one in lines),
        ),
        tuple(one.verdict for one in lines),
        tuple(one for one in overrides if 0 <= one.place < len(lines)),
        tuple(letters),
    )


def _ended(offer: Offer) -> datetime | None:
    return offer.updated_at if offer.state in OVER else None


def _still_ended(offer: Offer) -> object:
    """Return since when an offer is over: what is written to it later begins nothing anew."""
    ended = _ended(offer)
    return None if ended is None else func.coalesce(_OFFERS.ended_at, literal(ended, Moment()))
