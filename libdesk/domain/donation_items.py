"""Items that are made of what was offered and accepted: what is proposed, and their records.

An item that came as a gift begins as being checked. Who gave it is named only where that is an
organization: the name of a private person stays with the offer, and goes with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import islice

from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import (
    COMPUTERS,
    Kind,
    License,
    Machine,
    Offer,
    OfferId,
)
from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import NO_CHANGE, ChangeId
from libdesk.domain.item_places import Places
from libdesk.domain.kinds import Kinds
from libdesk.domain.label_numbers import free_tags
from libdesk.domain.privacy import find, hide
from libdesk.domain.records import ItemId, Record, Role
from libdesk.domain.spans import months_after
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line, fold

FUNDER = "A gift"
"""Who paid for what was given, as records say it."""

CONDITION_LIMIT = 300
"""Characters of what a donor asks for."""


class Purpose(Enum):
    """What an item that came as a gift is to become."""

    SERVICE = "service"
    SPARE = "spare"
    TRAINING = "training"
    PARTS = "source of parts"


@dataclass(frozen=True, slots=True)
class ItemsWanted:
    """The items that are to be made of one line of an offer.

    Attributes:
        place: of the line, from 0 on.
        kind: what they are, in the library's words; "" until somebody says it.
        tags: their labels, one for each.
        purpose: what they are to become.
        role: what they are there for.
        branch: the code of their branch; "" for not known.
        room: where they will stand.
        name: what people call them; "" for make and model.
        condition: what the donor asks for, such as "stays in the children's room"; "" where it can
            be given away again.
        keep_until: until when that binds the library; None for no such day.
    """

    place: int
    kind: str
    tags: tuple[Tag, ...]
    purpose: Purpose = Purpose.SERVICE
    role: Role = Role.NONE
    branch: str = ""
    room: str = ""
    name: str = ""
    condition: str = ""
    keep_until: date | None = None

    @property
    def can_be_given_away(self) -> bool:
        """Say whether the library may give it away again as it likes."""
        return not self.condition


@dataclass(frozen=True, slots=True)
class Gift:
    """That an item came as a gift.

    Attributes:
        item: the item.
        offer: the offer of which it was made; which line of it, its fates say.
        condition: what the donor asks for; "" where it can be given away again.
        change: the change set that made the item.
    """

    item: ItemId
    offer: OfferId
    condition: str = ""
    change: ChangeId = NO_CHANGE

    @property
    def can_be_given_away(self) -> bool:
        """Say whether the library may give it away again as it likes."""
        return not self.condition


_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.DESKTOP: ("public PC", "staff PC", "catalog-only PC"),
    Kind.ALL_IN_ONE: ("public PC", "staff PC", "catalog-only PC"),
    Kind.LAPTOP: ("laptop", "loan laptop"),
    Kind.MAC: ("Mac",),
    Kind.CHROMEBOOK: ("Chromebook",),
    Kind.TABLET: ("tablet",),
    Kind.MONITOR: ("monitor",),
    Kind.PRINTER: ("printer",),
    # "Scanner" alone is a barcode scanner to a library.
    Kind.SCANNER: ("document scanner",),
    Kind.PROJECTOR: ("projector",),
    Kind.NETWORK: ("switch", "access point", "router"),
    Kind.CRT: ("monitor",),
    Kind.PLASMA: ("monitor",),
    Kind.INKJET: ("printer",),
    Kind.DOT_MATRIX: ("printer",),
    Kind.FAX: ("fax machine",),
}

_PURPOSES = {Verdict.ACCEPT: Purpose.SERVICE, Verdict.SPARE: Purpose.SPARE}


def kind_choices(machine: Machine, kinds: Kinds) -> tuple[str, ...]:
    """Return what a machine may be in the library's words, the likeliest first."""
    words = _KINDS.get(machine.kind, ())
    ruled = ((word, kinds.kind_rule(word)) for word in words)
    return tuple(dict.fromkeys(rule.word if rule is not None else word for word, rule in ruled))


def proposed(
    machine: Machine,
    place: int,
    verdict: Verdict,
    kinds: Kinds,
    places: Places,
    tags: Iterable[str],
) -> ItemsWanted:
    """Return the items that are proposed for a line.

    Args:
        machine: the line.
        place: where it stands in its offer.
        verdict: the one that holds.
        kinds: the library's kinds.
        places: its branches.
        tags: all labels that are taken.
    """
    purpose = _purpose(machine, verdict)
    stands = places.of(clean_line(machine.place))
    return ItemsWanted(
        place,
        next(iter(kind_choices(machine, kinds)), ""),
        tuple(map(Tag, islice(free_tags(tags), machine.count))),
        purpose,
        Role.TRAINING if purpose is Purpose.TRAINING else Role.NONE,
        stands.branch,
        stands.room,
    )


def _purpose(machine: Machine, verdict: Verdict) -> Purpose:
    if verdict in _PURPOSES:
        return _PURPOSES[verdict]
    can_teach = machine.kind in COMPUTERS and machine.works is not False
    return Purpose.TRAINING if can_teach else Purpose.PARTS


def records_of_line(offer: Offer, wanted: ItemsWanted) -> tuple[Record, ...]:
    """Return the items of a line as they are to be added, one for each label."""
    record = _record(offer, offer.machines[wanted.place], wanted)
    return tuple(replace(record, tag=one) for one in wanted.tags)


def _record(offer: Offer, machine: Machine, wanted: ItemsWanted) -> Record:
    # Nothing is set up on what is there for its parts.
    is_parts = wanted.purpose is Purpose.PARTS
    months = machine.warranty_months
    return Record(
        Tag(""),
        wanted.name or machine.name,
        wanted.kind,
        wanted.branch,
        wanted.room,
        Status.OUT_OF_SERVICE if is_parts else Status.BEING_CHECKED,
        wanted.role,
        machine.make,
        machine.model,
        machine.serial if len(wanted.tags) == 1 else "",
        processor=machine.processor,
        memory_gb=machine.memory_gb,
        disk_gb=machine.disk_gb,
        disk_kind=machine.disk_kind,
        tpm=machine.tpm,
        secure_boot=machine.secure_boot,
        bought_on=machine.made_on,
        supplier=offer.donor.organization,
        funder=FUNDER,
        keep_until=wanted.keep_until,
        keep_why=f"Gift: {wanted.condition}" if wanted.condition else "",
        support_until=machine.support_until,
        warranty_until=months_after(offer.asked_on, months) if months else None,
        notes=_notes(offer, machine, wanted),
    )


def _notes(offer: Offer, machine: Machine, wanted: ItemsWanted) -> str:
    lines = [f"Came as a gift: offer {offer.number} of {offer.asked_on.isoformat()}."]
    if wanted.purpose is Purpose.PARTS:
        lines.append("Kept as a source of parts.")
    if wanted.purpose is Purpose.SPARE:
        lines.append("Taken to become a spare.")
    if wanted.condition:
        lines.append(f"The donor’s condition: {wanted.condition}")
    else:
        lines.append("It can be given away again.")
    if machine.license in {License.DIGITAL, License.RETAIL}:
        lines.append(f"Its license: {machine.license.value}.")
    if told := _said_of_it(offer, machine.notes):
        lines.append(f"Said of it: {told}")
    return "\n".join(lines)


def _said_of_it(offer: Offer, notes: str) -> str:
    """Return what was said of a machine, unless it tells who gave it; numbers are hidden."""
    donor = offer.donor
    private = (*donor.name.split(), donor.mail, donor.phone, *donor.address.splitlines())
    said = fold(notes)
    # Initials and short words are in too many others.
    if any(len(key) > 2 and key in said for key in map(fold, private)):
        return ""
    return hide(notes, find(notes))
