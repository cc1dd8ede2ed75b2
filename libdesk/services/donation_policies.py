"""A library's donation policy and its versions: the shipped one counts until somebody writes one.

A version never changes: what is edited is stored as the next one, so that an offer and the policy
by which it was judged are kept together for ever.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donation_policy_file import document_of_policy, is_same_policy, parse_policy
from libdesk.domain.donation_verdicts import judge
from libdesk.domain.donations import Offer
from libdesk.domain.text import clean_line
from libdesk.services.donation_stores import KeptOffer, KeptPolicy, OfferFilter
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.settled import Mark, changed_meanwhile
from libdesk.services.stores import OpenUnit, Unit
from libdesk.services.turns import Rest, in_turns, no_rest

SHIPPED = "fits"
"""The shipped policy that counts until a library has its own."""

NOTE_SHIPPED = "shipped"
"""The note of a version that nobody wrote: the shipped policy, kept when it first judged an offer,
so that an offer and its policy stay together even where a later LibDesk ships other rules."""

VERSIONS_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class PolicyRead:
    """The policy that counts.

    Attributes:
        policy: the newest version that can be read, or the shipped one.
        is_stored: it is the library's own; also where that says what a shipped one says.
        is_damaged: a newer version is there and can't be read.
        versions: how many there are; what a change has to expect.
    """

    policy: Policy
    is_stored: bool = False
    is_damaged: bool = False
    versions: int = 0


@dataclass(frozen=True, slots=True)
class Flip:
    """A machine of a past offer that would get another verdict.

    Attributes:
        offer: the offer.
        place: of the machine in it, from 0 on.
        was: the verdict that it got.
        becomes: the verdict by the other policy.
    """

    offer: Offer
    place: int
    was: Verdict
    becomes: Verdict


class DonationPolicies:
    """Reads the policy, and stores new versions of it.

    Args:
        open_unit: opens a transaction.
        shipped: reads the shipped policies, by their models.
        now: the clock.
        who: who changes it here, for whoever is second.
        rest: called now and then while there is much to do.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        shipped: Callable[[], Mapping[str, Policy]],
        now: Clock,
        who: str = "",
        rest: Rest = no_rest,
    ) -> None:
        self._open_unit = open_unit
        self._shipped = shipped
        self._now = now
        self._who = clean_line(who)
        self._rest = rest

    def current(self) -> PolicyRead:
        """Return the policy that counts."""
        with self._open_unit() as unit:
            return self._read(unit.donations.policies())

    def version(self, number: int) -> Policy | None:
        """Return a version, 0 for the shipped one; None where it is not there, or damaged."""
        if number == 0:
            return self._shipped()[SHIPPED]
        found = (one for one in self.versions() if one.version == number)
        return next(filter(None, map(policy_of, found)), None)

    def versions(self) -> tuple[KeptPolicy, ...]:
        """Return all versions, the oldest first, damaged ones too."""
        with self._open_unit() as unit:
            return unit.donations.policies()

    def save(self, policy: Policy, expected: int | None, note: str = "") -> int:
        """Store a policy as the next version and return its number.

        One that says what the current one says makes no new version; the current one's number is
        returned.

        Args:
            policy: the policy, whatever version it has.
            expected: how many versions there were on the screen (`PolicyRead.versions`); None to
                write over whatever is there.
            note: what was changed, in somebody's words.

        Raises:
            Refusal: it can't be kept as it is.
            Conflict: somebody else was first.
        """
        document = _checked(policy)
        with self._open_unit(write=True) as unit:
            kept = unit.donations.policies()
            self._expect(kept, expected)
            read = self._read(kept)
            if not read.is_damaged and is_same_policy(policy, read.policy):
                return read.policy.version
            if read.versions >= VERSIONS_LIMIT:
                raise Refusal(f"A policy can have at most {VERSIONS_LIMIT:,} versions.")
            return self._add(unit, read.versions + 1, document, note, self._who)

    def judging(self) -> Policy:
        """Return the policy by which an offer that is kept is judged: always a stored version.

        Where there is none yet, the shipped one becomes version 1, so that it can be looked up
        for ever.
        """
        read = self.current()
        if read.is_stored:
            return read.policy
        with self._open_unit(write=True) as unit:
            read = self._read(unit.donations.policies())
            if read.is_stored:
                return read.policy
            document = document_of_policy(read.policy)
            number = self._add(unit, read.versions + 1, document, NOTE_SHIPPED, "")
        return replace(read.policy, version=number)

    def flips(self, policy: Policy) -> tuple[Flip, ...]:
        """Return the machines of past offers that would now get another verdict.

        Each is judged by the facts that were kept of it, on the day of its offer. What a person
        decided otherwise is left out: it was never the policy's word.
        """
        with self._open_unit() as unit:
            kept = unit.donations.list(OfferFilter())
        return tuple(one for offer in kept for one in self._flips_of(offer, policy))

    def _flips_of(self, kept: KeptOffer, policy: Policy) -> Iterator[Flip]:
        offer = kept.offer
        overridden = {one.place for one in kept.overrides}
        for place, (machine, was) in enumerate(
            in_turns(zip(offer.machines, kept.verdicts, strict=True), self._rest)
        ):
            if place in overridden:
                continue
            becomes = judge(machine, policy, offer.asked_on).verdict
            if becomes is not was.verdict:
                yield Flip(offer, place, was.verdict, becomes)

    def _read(self, kept: Sequence[KeptPolicy]) -> PolicyRead:
        versions = max((one.version for one in kept), default=0)
        for one in sorted(kept, key=lambda one: one.version, reverse=True):
            if (policy := policy_of(one)) is not None:
                return PolicyRead(
                    policy, is_stored=True, is_damaged=one.version < versions, versions=versions
                )
        return PolicyRead(self._shipped()[SHIPPED], is_damaged=bool(kept), versions=versions)

    def _expect(self, kept: Sequence[KeptPolicy], expected: int | None) -> None:
        last = max(kept, key=lambda one: one.version, default=KeptPolicy(0, None, self._now()))
        if expected is None or expected == last.version:
            return
        # Nobody wrote that version: it says what the screen said already.
        if expected == 0 and last.version == 1 and last.note == NOTE_SHIPPED:
            return
        raise changed_meanwhile(Mark(last.version, last.at, last.by))

    def _add(
        self, unit: Unit, number: int, document: Mapping[str, object], note: str, who: str
    ) -> int:
        kept = KeptPolicy(number, document, self._now(), who, clean_line(note))
        unit.donations.add_policy(kept)
        return number


def policy_of(kept: KeptPolicy) -> Policy | None:
    """Return a version as a policy; None where it is damaged, or a newer LibDesk wrote it."""
    try:
        return parse_policy(kept.document, kept.version)
    except ValueError:
        return None


def _checked(policy: Policy) -> Mapping[str, object]:
    """Return the document of a policy that can be read again."""
    document = document_of_policy(policy)
    try:
        parse_policy(document)
    except ValueError as error:
        raise Refusal(f"This policy can’t be kept: {error}.") from None
    return document
