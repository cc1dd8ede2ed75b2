"""All that is shown of one offer, read at once: by which policy, at what cost, what would help."""

from collections.abc import Callable
from dataclasses import dataclass

from libdesk.domain.donation_costs import Costs, Sum, cost_to_accept
from libdesk.domain.donation_hints import Hint, hints
from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_verdicts import Judged, judge
from libdesk.domain.donations import Machine, OfferId
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import KeptOffer, KeptVerdict
from libdesk.services.donations import Donations


@dataclass(frozen=True, slots=True)
class MachineShown:
    """One line of an offer, with all that is known of it.

    Attributes:
        place: of the line in its offer, from 0 on.
        machine: what is offered.
        kept: the verdict as it was given.
        judged: the same worked out again; None where that version of the policy can't be read.
        hints: what would change it.
        cost: what it costs to accept.
    """

    place: int
    machine: Machine
    kept: KeptVerdict
    judged: Judged | None
    hints: tuple[Hint, ...]
    cost: Sum


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer with all that is shown of it.

    Attributes:
        kept: the offer as it is stored.
        policy: the version of the policy by which it was judged; None where it can't be read.
        newest: the number of the version that holds today.
        costs: the figures of the sums.
        machines: its lines.
    """

    kept: KeptOffer
    policy: Policy | None
    newest: int
    costs: Costs
    machines: tuple[MachineShown, ...]

    @property
    def is_by_older_policy(self) -> bool:
        """Say whether the policy has changed since it was judged."""
        return self.kept.offer.policy != self.newest


@dataclass(frozen=True, slots=True)
class OfferReader:
    """Reads on the database's thread.

    Attributes:
        donations: the use cases.
        policies: the versions of the policy.
        costs: returns the figures.
    """

    donations: Donations
    policies: DonationPolicies
    costs: Callable[[], Costs]

    def read(self, offer_id: OfferId) -> OfferShown:
        """Return an offer.

        Raises:
            Conflict: it is gone.
        """
        kept = self.donations.get(offer_id)
        offer, current = kept.offer, self.policies.current().policy
        by = current
        policy: Policy | None = current
        if offer.policy != current.version:
            policy = self.policies.version(offer.policy)
            by = policy or current
        costs = self.costs()
        machines = []
        for place, machine in enumerate(offer.machines):
            judged = judge(machine, policy, offer.asked_on) if policy is not None else None
            would: tuple[Hint, ...] = ()
            if judged is not None and policy is not None:
                would = hints(machine, judged, policy, offer.asked_on)
            cost = cost_to_accept(machine, by, costs, offer.asked_on)
            machines.append(MachineShown(place, machine, kept.verdicts[place], judged, would, cost))
        return OfferShown(kept, policy, current.version, costs, tuple(machines))
