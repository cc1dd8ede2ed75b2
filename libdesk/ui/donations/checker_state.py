"""What somebody has told the checker so far: machines and donor, as typed; outlasts the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from libdesk.domain.donation_specs import Spec, read_spec
from libdesk.domain.donation_typing import Typed, read_typed, texts_of
from libdesk.domain.donations import Donor, Machine, Offer

_DONOR = ("name", "organization", "address", "mail", "phone")


@dataclass(frozen=True, slots=True)
class MachineDraft:
    """A machine as it is typed.

    Attributes:
        spec: what was pasted or typed about it as a whole.
        read: the answers that the spec gave.
        unread: what was not understood of it.
        hand: the answers that were given one by one; they count before the others.
        was: its place in the offer that is stored; None for a new one.
    """

    spec: str = ""
    read: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    hand: Mapping[str, str] = field(default_factory=dict)
    was: int | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Return all answers by their names."""
        return {**self.read, **self.hand}

    def typed(self, today: date) -> Typed:
        """Return what the answers say."""
        return read_typed(self.texts, today)

    def told(self, key: str, text: str) -> "MachineDraft":
        """Return it with another answer."""
        return replace(self, hand={**self.hand, key: text})

    def pasted(self, spec: str, today: date) -> "MachineDraft":
        """Return it with another text about all of it."""
        found: Spec = read_spec(spec, today)
        return replace(self, spec=spec, read=texts_of(found.machine), unread=found.unread)


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """An offer as it is typed.

    Attributes:
        machines: what is offered; never empty.
        donor: who offers it, and the notes, by the names of the fields.
        place: which machine is asked about.
        base: the offer that is stored; None for a new one.
    """

    machines: tuple[MachineDraft, ...]
    donor: Mapping[str, str]
    place: int = 0
    base: Offer | None = None

    @property
    def now(self) -> MachineDraft:
        """Return the machine that is asked about."""
        return self.machines[self.place]

    def put(self, machine: MachineDraft) -> "OfferDraft":
        """Return it with the machine that is asked about changed."""
        before, after = self.machines[: self.place], self.machines[self.place + 1 :]
        return replace(self, machines=(*before, machine, *after))

    def added(self, machine: MachineDraft) -> "OfferDraft":
        """Return it with one machine more, which is asked about next."""
        return replace(self, machines=(*self.machines, machine), place=len(self.machines))

    def without(self) -> "OfferDraft":
        """Return it without the machine that is asked about."""
        left = (*self.machines[: self.place], *self.machines[self.place + 1 :])
        return replace(self, machines=left or (MachineDraft(),), place=max(0, self.place - 1))

    def offer(self, today: date, asked_on: date) -> Offer:
        """Return the offer that it says."""
        machines = tuple(one.typed(today).machine for one in self.machines)
        donor = Donor(**{key: self.donor.get(key, "").strip() for key in _DONOR})
        notes = self.donor.get("notes", "").strip()
        if self.base is None:
            return Offer(donor, asked_on, machines, notes=notes)
        base = self.base
        # A machine keeps what became of it.
        fates = tuple(base.fate(len(base.machines) if one.was is None else one.was)
                      for one in self.machines)  # fmt: skip
        return replace(
            base, donor=donor, asked_on=asked_on, machines=machines, notes=notes, fates=fates
        )


def draft_of(offer: Offer | None, today: date) -> OfferDraft:
    """Return an offer as it can be typed on; of none, an empty one."""
    if offer is None:
        return OfferDraft((MachineDraft(),), {"asked_on": today.isoformat()})
    machines = tuple(
        MachineDraft(hand=texts_of(one), was=place) for place, one in enumerate(offer.machines)
    )
    donor = {key: getattr(offer.donor, key) for key in _DONOR}
    donor |= {"asked_on": offer.asked_on.isoformat(), "notes": offer.notes}
    return OfferDraft(machines or (MachineDraft(),), donor, base=offer)


def machine_draft(machine: Machine) -> MachineDraft:
    """Return a machine that was read elsewhere."""
    return MachineDraft(hand=texts_of(machine))
