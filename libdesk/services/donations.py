"""Donation offers: written down, judged by the policy, answered, and what became of them.

Each keeps the facts as they were looked up and the version of the policy by which it was judged,
so that its verdict is the same for ever. What a person decided otherwise stands beside it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from libdesk.domain.attachments import Owner, OwnerKind
from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donation_verdicts import Judged, judge
from libdesk.domain.donations import Fated, Machine, Offer, OfferId, OfferState, Outcome
from libdesk.domain.text import clean_line, clean_text
from libdesk.services.donation_entries import (
    NOTES_LIMIT,
    check_offer,
    checked_fates,
    cleaned_offer,
    kept_verdict,
    moved,
    moved_fates,
    moved_overrides,
)
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import (
    KeptLetter,
    KeptOffer,
    KeptVerdict,
    OfferFilter,
    Override,
)
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit
from libdesk.services.turns import Rest, in_turns, no_rest

QUESTIONS = frozenset({"facts"})
"""Letters that ask something: after them an offer is as open as before."""

_EVERY = OfferFilter()
_GONE = "This offer is not in the list any more."


class Facts(Protocol):
    """What is looked up of a machine when it is written down; see donation_facts.py."""

    def looked_up(self, machine: Machine, standard: Collection[str] = ()) -> Machine:
        """Return a machine with what is known of its processor and its model."""


class Donations:
    """The use cases.

    A change takes the version that was on the screen, and raises Conflict when somebody else was
    first; with None it is made over whatever is there.

    Args:
        open_unit: opens a transaction.
        policies: the library's policy.
        facts: looks up what is known of a machine.
        now: the clock.
        who: who does it here.
        rest: called now and then while there is much to do.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        policies: DonationPolicies,
        facts: Facts,
        now: Clock,
        who: str = "",
        rest: Rest = no_rest,
    ) -> None:
        self._open_unit = open_unit
        self._policies = policies
        self._facts = facts
        self._now = now
        self._who = clean_line(who)
        self._rest = rest

    def list(self, asked: OfferFilter = _EVERY) -> tuple[KeptOffer, ...]:
        """Return offers, the newest first."""
        with self._open_unit() as unit:
            return unit.donations.list(asked)

    def get(self, offer: OfferId) -> KeptOffer:
        """Return an offer.

        Raises:
            Conflict: it is gone.
        """
        with self._open_unit() as unit:
            return _get(unit, offer)

    def check(self, offer: Offer) -> tuple[Judged, ...]:
        """Return the verdict on each line by the current policy; nothing is kept."""
        policy = self._policies.current().policy
        return tuple(
            judge(self._facts.looked_up(one), policy, offer.asked_on)
            for one in in_turns(cleaned_offer(offer).machines, self._rest)
        )

    def save(self, offer: Offer, expected: int | None = None) -> KeptOffer:
        """Keep an offer, a new one where it has no id, and return it with its verdicts.

        One that is kept already is judged again where its machines or its day have changed, and
        else keeps its verdicts. Its state, its answer, and what became of its machines are changed
        by the other use cases alone.

        Raises:
            Refusal: it can't be kept as it is; names the field (see `check_offer`).
            Conflict: somebody else was first, or it is gone.
        """
        offer = cleaned_offer(offer)
        check_offer(offer, self._today())
        if not offer.id:
            return self._add(offer)
        before = self.get(offer.id)
        _expect(before.offer, expected)
        return self._change(before, offer)

    def judge_again(self, offer: OfferId, expected: int | None = None) -> KeptOffer:
        """Judge an offer by the current policy, by the facts that are kept of it.

        Raises:
            Conflict: somebody else was first, or it is gone.
        """
        before = self.get(offer)
        _expect(before.offer, expected)
        policy = self._policies.judging()
        verdicts = _judged(before.offer, policy, self._rest)
        return self._put(before, replace(before.offer, policy=policy.version), verdicts)

    def override(
        self, offer: OfferId, place: int, verdict: Verdict, by: str, reason: str
    ) -> KeptOffer:
        """Keep that a person decided otherwise than the policy.

        Raises:
            Refusal: nobody is named, or no reason; names the field "by" or "reason".
            Conflict: the offer or the machine is gone.
        """
        by, reason = clean_line(by), clean_text(reason)[:NOTES_LIMIT].rstrip()
        if not by:
            raise Refusal("Type the name of the person who decided it.", field="by")
        if not reason:
            raise Refusal("Type the reason, so that others understand it later.", field="reason")
        with self._open_unit(write=True) as unit:
            before = _get(unit, offer)
            _expect_line(before.offer, place)
            said = Override(place, verdict, by, reason, self._now())
            unit.donations.override(offer, said)
        return replace(before, overrides=(*before.overrides, said))

    def take_back_override(self, offer: OfferId, place: int) -> KeptOffer:
        """Take back what was decided otherwise last of a machine.

        Raises:
            Conflict: the offer is gone.
        """
        with self._open_unit(write=True) as unit:
            _get(unit, offer)
            unit.donations.drop_override(offer, place)
            return _get(unit, offer)

    def set_state(
        self, offer: OfferId, state: OfferState, expected: int | None = None
    ) -> KeptOffer:
        """Say where an offer is; one that is answered without a letter is so from today on.

        Raises:
            Conflict: somebody else was first, or it is gone.
        """
        before = self.get(offer)
        _expect(before.offer, expected)
        return self._put(before, _in_state(before.offer, state, self._today()))

    def set_fates(
        self, offer: OfferId, fates: Mapping[int, Fated], expected: int | None = None
    ) -> KeptOffer:
        """Say what became of machines; with the last of them an answered offer is done.

        Args:
            offer: the offer.
            fates: by the places of the machines; of the others nothing changes.
            expected: the version that was on the screen.

        Raises:
            Refusal: a day is missing, or still to come; names it, such as "3.on".
            Conflict: somebody else was first, or it is gone.
        """
        before = self.get(offer)
        _expect(before.offer, expected)
        for place in fates:
            _expect_line(before.offer, place)
        known = checked_fates(before.offer, fates, self._today())
        after = replace(before.offer, fates=known)
        is_over = all(one.outcome is not Outcome.NONE for one in known)
        if is_over and after.state is OfferState.ANSWERED:
            after = replace(after, state=OfferState.DONE)
        elif not is_over and after.state is OfferState.DONE:
            after = replace(after, state=OfferState.ANSWERED)
        return self._put(before, after)

    def answered(self, offer: OfferId, letter: KeptLetter) -> KeptOffer:
        """Keep a letter to the donor; with the first that answers, an open offer is answered.

        Raises:
            Conflict: it is gone.
        """
        with self._open_unit(write=True) as unit:
            before = _get(unit, offer)
            unit.donations.write(offer, letter)
            kept = replace(before, letters=(*before.letters, letter))
            if before.offer.state is not OfferState.OPEN or letter.kind in QUESTIONS:
                return kept
            return self._put_in(
                unit, kept, _in_state(before.offer, OfferState.ANSWERED, self._today())
            )

    def restore(self, before: KeptOffer, expected: int | None = None) -> KeptOffer:
        """Take changes back: the offer is again as it was, with all that hung on it then.

        Raises:
            Conflict: somebody else was first, or it is gone.
        """
        with self._open_unit(write=True) as unit:
            now = _get(unit, before.offer.id).offer
            _expect(now, expected)
            again = replace(before, offer=self._next(now, before.offer))
            unit.donations.put_back(again)
        return again

    def remove(self, offer: OfferId, expected: int | None = None) -> KeptOffer:
        """Take out an offer with all that hangs on it, and return it as it was.

        Raises:
            Conflict: somebody else was first, or it is gone.
        """
        with self._open_unit(write=True) as unit:
            before = _get(unit, offer)
            _expect(before.offer, expected)
            files = unit.attachments.of(Owner(OwnerKind.OFFER, offer))
            unit.donations.remove(offer)
        return replace(before, files=files)

    def put_back(self, kept: KeptOffer) -> None:
        """Take back what `remove` has done: it is there again under its own number.

        Raises:
            Conflict: it is there already.
        """
        with self._open_unit(write=True) as unit:
            if (there := unit.donations.find(kept.offer.id)) is not None:
                raise _changed(there.offer)
            unit.donations.put_back(kept)
            for one in kept.files:
                unit.attachments.add(one)

    def _add(self, offer: Offer) -> KeptOffer:
        machines = tuple(map(self._facts.looked_up, in_turns(offer.machines, self._rest)))
        policy = self._policies.judging()
        new = replace(
            offer,
            machines=machines,
            fates=checked_fates(offer, dict(enumerate(offer.fates)), self._today()),
            policy=policy.version,
            made_by=offer.made_by or self._who,
            updated_at=self._now(),
            updated_by=self._who,
            version=1,
        )
        verdicts = _judged(new, policy, self._rest)
        with self._open_unit(write=True) as unit:
            return KeptOffer(replace(new, id=unit.donations.add(new, verdicts)), verdicts)

    def _change(self, before: KeptOffer, offer: Offer) -> KeptOffer:
        was = before.offer
        places = moved(was.machines, offer.machines)
        known = {
            after: was.machines[at]
            for at, after in places.items()
            if was.machines[at] == offer.machines[after]
        }
        machines = tuple(
            known[at] if at in known else self._facts.looked_up(one)
            for at, one in enumerate(in_turns(offer.machines, self._rest))
        )
        fates = moved_fates(was, places, len(machines))
        overrides = moved_overrides(before.overrides, places)
        after = replace(
            was,
            donor=offer.donor,
            asked_on=offer.asked_on,
            machines=machines,
            fates=fates,
            notes=offer.notes,
            received_on=offer.received_on,
        )
        if offer.asked_on == was.asked_on and machines == was.machines:
            return self._put(before, after)
        policy = self._policies.judging()
        after = replace(after, policy=policy.version)
        return self._put(before, after, _judged(after, policy, self._rest), overrides)

    def _put(
        self,
        before: KeptOffer,
        after: Offer,
        verdicts: tuple[KeptVerdict, ...] | None = None,
        overrides: tuple[Override, ...] | None = None,
    ) -> KeptOffer:
        with self._open_unit(write=True) as unit:
            kept = self._put_in(unit, before, after, verdicts)
            if overrides is not None and overrides != before.overrides:
                _replace_overrides(unit, before, overrides)
                kept = replace(kept, overrides=overrides)
        return kept

    def _put_in(
        self,
        unit: Unit,
        before: KeptOffer,
        after: Offer,
        verdicts: tuple[KeptVerdict, ...] | None = None,
    ) -> KeptOffer:
        after = self._next(before.offer, after)
        found = before.verdicts if verdicts is None else verdicts
        unit.donations.put(after, found, expected_version=before.offer.version)
        return replace(before, offer=after, verdicts=found)

    def _next(self, now: Offer, after: Offer) -> Offer:
        return replace(after, version=now.version + 1, updated_at=self._now(), updated_by=self._who)

    def _today(self) -> date:
        return self._now().astimezone().date()


def _judged(offer: Offer, policy: Policy, rest: Rest) -> tuple[KeptVerdict, ...]:
    return tuple(
        kept_verdict(judge(one, policy, offer.asked_on), policy)
        for one in in_turns(offer.machines, rest)
    )


def _in_state(offer: Offer, state: OfferState, today: date) -> Offer:
    answered_on = offer.answered_on
    if state is OfferState.OPEN:
        answered_on = None
    elif state is OfferState.ANSWERED:
        answered_on = answered_on or today
    return replace(offer, state=state, answered_on=answered_on)


def _get(unit: Unit, offer: OfferId) -> KeptOffer:
    found = unit.donations.find(offer)
    if found is None:
        raise Conflict(_GONE)
    return found


def _expect(offer: Offer, expected: int | None) -> None:
    if expected is not None and expected != offer.version:
        raise _changed(offer)


def _expect_line(offer: Offer, place: int) -> None:
    if not 0 <= place < len(offer.machines):
        raise Conflict("This machine is not in the offer any more.")


def _changed(offer: Offer) -> Conflict:
    by = offer.updated_by or "somebody else"
    return Conflict(
        f"This offer was changed meanwhile by {by}. What you typed is still here.",
        by=offer.updated_by,
        at=offer.updated_at,
    )


def _replace_overrides(unit: Unit, before: KeptOffer, overrides: Sequence[Override]) -> None:
    for one in before.overrides:
        unit.donations.drop_override(before.offer.id, one.place)
    for one in overrides:
        unit.donations.override(before.offer.id, one)
