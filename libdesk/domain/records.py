"""Records: all that is kept of an item, field by field (domain facts, 3.1).

An `Item` (equipment.py) is the little of it that forms are told; a `Record` is the whole. There is
no field for a password, and none may be added.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import NewType

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.money import Money
from libdesk.domain.statuses import Status

ItemId = NewType("ItemId", int)
"""Which record it is, whatever its label says; given by the database, 0 before that."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Role(Enum):
    """What an item is there for; it decides the checklist, not the cycle."""

    NONE = ""
    PUBLIC = "public"
    STAFF = "staff"
    CATALOG = "catalog only"
    CHILDREN = "children"
    ACCESSIBLE = "accessible station"
    SELF_CHECK = "self-check"
    SERVER = "server"
    LOAN = "loan kit"
    TRAINING = "training"


class DiskKind(Enum):
    """What keeps an item's data; it decides how it is wiped."""

    UNKNOWN = ""
    SSD = "SSD"
    HARD_DISK = "hard disk"
    FLASH = "flash memory"
    NO_STORAGE = "no storage"


@dataclass(frozen=True, slots=True)
class Record:
    """One item, whole.

    Attributes:
        id: which record it is.
        tag: its label number.
        name: what people call it.
        kind: what it is, such as "public PC".
        branch: the code of its branch; "" for not known.
        room: where in the branch it stands.
        status: where it is in its life.
        role: what it is there for.
        make: who made it.
        model: what the maker calls it.
        serial: the maker's number.
        computer_name: its name on the network.
        processor: its name as the machine or its paper tells it.
        memory_gb: its memory in gigabytes; None for not known.
        disk_gb: its disk in gigabytes; None for not known.
        disk_kind: what keeps its data.
        tpm: it has a TPM 2.0; None for not known.
        secure_boot: it can do UEFI Secure Boot; None for not known.
        new_certificate: it has the Secure Boot certificate of 2023; None for not known.
        system: what it runs, such as "Windows 11".
        edition: of the system, such as "Education".
        system_version: such as "25H2".
        bought_on: when it was bought, or came.
        price: what it cost.
        order_number: of the order or the invoice.
        supplier: who sold it.
        funder: who paid: local money, Friends, a grant, E-rate, a gift.
        keep_until: it may not be given away before this day.
        keep_why: why not, such as "E-rate: 5 years after it came into service".
        warranty_until: the last day of its warranty.
        replace_on: when it is to be replaced, as somebody has set it; None for the cycle's day.
        support_until: until when its maker or vendor looks after it, such as a Chromebook's date.
        battery_on: when its battery was new.
        license_until: the last day of a license that it needs.
        seen_on: when somebody last saw or checked it.
        is_only_one: there is no other like it here.
        is_accessible: people who need it have no other way.
        notes: free text.
        custom: the library's own fields, by name.
        version: counts its changes.
    """

    tag: Tag
    name: str
    kind: str
    branch: str = ""
    room: str = ""
    status: Status = Status.IN_USE
    role: Role = Role.NONE
    make: str = ""
    model: str = ""
    serial: str = ""
    computer_name: str = ""
    processor: str = ""
    memory_gb: int | None = None
    disk_gb: int | None = None
    disk_kind: DiskKind = DiskKind.UNKNOWN
    tpm: bool | None = None
    secure_boot: bool | None = None
    new_certificate: bool | None = None
    system: str = ""
    edition: str = ""
    system_version: str = ""
    bought_on: date | None = None
    price: Money | None = None
    order_number: str = ""
    supplier: str = ""
    funder: str = ""
    keep_until: date | None = None
    keep_why: str = ""
    warranty_until: date | None = None
    replace_on: date | None = None
    support_until: date | None = None
    battery_on: date | None = None
    license_until: date | None = None
    seen_on: date | None = None
    is_only_one: bool = False
    is_accessible: bool = False
    notes: str = ""
    # A mapping proxy has no hash, so Python 3.11 takes it for a mutable default.
    custom: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    id: ItemId = ItemId(0)
    version: int = 0

    @property
    def item(self) -> Item:
        """Return the little of it that forms are told."""
        return Item(
            self.tag,
            self.name,
            self.kind,
            self.branch,
            self.serial,
            self.computer_name,
            self.room,
        )

    @property
    def machine(self) -> str:
        """Return make and model in one line; the make once where the model begins with it."""
        if self.model.casefold().startswith(self.make.casefold()):
            return self.model
        return f"{self.make} {self.model}".strip()


def with_item(record: Record, item: Item) -> Record:
    """Return a record with what an item says; what the item does not know stays."""
    return replace(
        record,
        tag=item.tag,
        name=item.name,
        kind=item.kind,
        branch=item.branch,
        serial=item.serial,
        computer_name=item.computer_name,
        room=item.room,
    )
