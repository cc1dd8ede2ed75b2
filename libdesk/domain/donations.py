"""Donations: who offers what to the library, and what is known of each machine (domain facts, 4).

Of every fact "not known" is a value of its own, and never counts as a good answer. What has to be
looked up elsewhere, such as whether a processor can run Windows 11, is a fact here too, so that
an offer gets the same verdict for ever (`donation_verdicts`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import NewType

from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.windows11 import Fit

OfferId = NewType("OfferId", int)
"""Which offer; given by the database, 0 before that."""

MOST_ALIKE = 10_000
"""Machines in one line of an offer."""

MOST_MEMORY_GB, MOST_DISK_GB, MOST_INCHES = 4_096, 100_000, 200
"""Larger numbers are a slip of the pen."""

FIRST_YEAR = 1975
"""No personal computer is older."""

_NOTHING: Mapping[str, bool] = MappingProxyType({})


class Kind(Enum):
    """What a machine is."""

    UNKNOWN = ""
    DESKTOP = "desktop"
    LAPTOP = "laptop"
    ALL_IN_ONE = "all-in-one"
    MAC = "Mac"
    CHROMEBOOK = "Chromebook"
    TABLET = "tablet"
    MONITOR = "monitor"
    PRINTER = "laser printer"
    SCANNER = "scanner"
    PROJECTOR = "projector"
    NETWORK = "network gear"
    CRT = "CRT monitor or television"
    PLASMA = "plasma screen"
    INKJET = "inkjet printer"
    DOT_MATRIX = "dot-matrix printer"
    FAX = "fax machine"
    OTHER = "something else"


WINDOWS_KINDS = frozenset({Kind.DESKTOP, Kind.LAPTOP, Kind.ALL_IN_ONE})
"""Computers that are to run Windows."""

COMPUTERS = WINDOWS_KINDS | {Kind.MAC, Kind.CHROMEBOOK, Kind.TABLET}
"""All that a person works on."""

PORTABLES = frozenset({Kind.LAPTOP, Kind.CHROMEBOOK, Kind.TABLET})
"""Computers with screen and keys of their own, and a battery."""


class Data(Enum):
    """What is to become of the donor's own data on a machine."""

    UNKNOWN = ""
    NONE = "none on it"
    WIPED = "wiped by the donor"
    MAY_WIPE = "we may wipe it"
    REFUSED = "neither wipe nor removal"


class Condition(Enum):
    """How a machine looks, and smells; what is damaged is asked apart."""

    UNKNOWN = ""
    GOOD = "good"
    WORN = "scratches"
    SMELLS = "smells"
    POOR = "worn out"


class License(Enum):
    """What license of its system comes with a computer."""

    UNKNOWN = ""
    DIGITAL = "digital, on its board"
    RETAIL = "bought apart, with its papers"
    NONE = "none"


class Use(Enum):
    """What the library would do with a machine."""

    NOT_NAMED = ""
    SERVICE = "service"
    SPARE = "spare"
    TRAINING = "parts or training"
    NONE = "no use"


class Port(Enum):
    """By what a printer is reached; the best that it has."""

    UNKNOWN = ""
    NETWORK = "network cable"
    WIFI = "Wi-Fi only"
    USB = "USB only"


class Piece(Enum):
    """What belongs to a machine, beside itself."""

    POWER = "power lead or charger"
    KEYBOARD = "keyboard"
    MOUSE = "mouse"
    MONITOR = "monitor"
    CABLE = "signal cable"


PIECES: Mapping[Kind, tuple[Piece, ...]] = MappingProxyType(
    {
        Kind.DESKTOP: (Piece.POWER, Piece.KEYBOARD, Piece.MOUSE, Piece.MONITOR),
        Kind.ALL_IN_ONE: (Piece.POWER, Piece.KEYBOARD, Piece.MOUSE),
        Kind.MONITOR: (Piece.POWER, Piece.CABLE),
        Kind.PROJECTOR: (Piece.POWER, Piece.CABLE),
        **dict.fromkeys(
            (
                Kind.LAPTOP,
                Kind.MAC,
                Kind.CHROMEBOOK,
                Kind.TABLET,
                Kind.PRINTER,
                Kind.SCANNER,
                Kind.NETWORK,
            ),
            (Piece.POWER,),
        ),
    }
)
"""What belongs to each kind; of others nothing is asked."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine that is offered, or several that are alike.

    Attributes:
        kind: what it is.
        count: how many are alike.
        make: who made it.
        model: what the maker calls it.
        serial: the maker's number; of several alike "".
        made_on: when it was made or bought new; of a year alone its first of July. None for not
            known.
        processor: its name, as somebody typed it or as the machine tells it.
        windows11: whether its processor lets it run Windows 11, as it was looked up then; CHECK for
            not known.
        processor_since: the year in which its processor first came; None for not known.
        is_apple_silicon: it is a Mac with Apple's own processor; None for not known.
        memory_gb: its memory in gigabytes; None for not known.
        disk_gb: its disk in gigabytes; None for not known.
        disk_kind: what keeps its data.
        tpm: it has a TPM 2.0, switched on; None for not known.
        secure_boot: it starts by UEFI, and can do Secure Boot; None for not known.
        support_until: until when its maker looks after it, such as a Chromebook's date; None for
            not known.
        is_managed: a license to manage it comes with it, or is paid; None for not known.
        is_owned: it is the donor's own to give; None for not known.
        on_lease: somebody still has a claim on it; None for not known.
        is_locked: an activation lock, a management, or a BIOS password is on it; None as above.
        is_recalled: its maker has called it back; None as above.
        is_damaged: its battery swells, or smoke, water or pests were in it; None as above.
        has_strings: the donor asks for what the library can't keep; None as above.
        works: it works as it is; None as above.
        repair_agreed: IT has said yes to mending it.
        data: what is to become of the donor's data.
        condition: how it looks.
        is_standard: it is a model that the library has as its standard; None for not known.
        missing: what belongs to it and is not there; None for not known.
        license: the license of its system.
        use: what the library would do with it.
        place: where; "" for not named.
        has_points: power and network are there; None for not known.
        warranty_months: of warranty left; None for not known.
        port: by what a printer is reached.
        has_toner: its toner is still sold, at a fair price; None for not known.
        has_driver: a driver for the library's computers is there; None for not known.
        inches: a screen's diagonal; None for not known.
        has_digital_input: a screen has HDMI, DisplayPort or DVI; None for not known.
        own: answers to the library's own questions, by the rule's key.
        notes: what else was said of it.
        faults: what was typed and can't be, in words; what it would have said is not known.
    """

    kind: Kind = Kind.UNKNOWN
    count: int = 1
    make: str = ""
    model: str = ""
    serial: str = ""
    made_on: date | None = None
    processor: str = ""
    windows11: Fit = Fit.CHECK
    processor_since: int | None = None
    is_apple_silicon: bool | None = None
    memory_gb: int | None = None
    disk_gb: int | None = None
    disk_kind: DiskKind = DiskKind.UNKNOWN
    tpm: bool | None = None
    secure_boot: bool | None = None
    support_until: date | None = None
    is_managed: bool | None = None
    is_owned: bool | None = None
    on_lease: bool | None = None
    is_locked: bool | None = None
    is_recalled: bool | None = None
    is_damaged: bool | None = None
    has_strings: bool | None = None
    works: bool | None = None
    repair_agreed: bool = False
    data: Data = Data.UNKNOWN
    condition: Condition = Condition.UNKNOWN
    is_standard: bool | None = None
    missing: frozenset[Piece] | None = None
    license: License = License.UNKNOWN
    use: Use = Use.NOT_NAMED
    place: str = ""
    has_points: bool | None = None
    warranty_months: int | None = None
    port: Port = Port.UNKNOWN
    has_toner: bool | None = None
    has_driver: bool | None = None
    inches: float | None = None
    has_digital_input: bool | None = None
    # A mapping proxy has no hash, so Python 3.11 takes it for a mutable default.
    own: Mapping[str, bool] = field(default_factory=lambda: _NOTHING)
    notes: str = ""
    faults: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return make and model in one line, or what it is; the make once."""
        if self.model.casefold().startswith(self.make.casefold()):
            named = self.model
        else:
            named = f"{self.make} {self.model}".strip()
        return named or self.kind.value or "machine"


@dataclass(frozen=True, slots=True)
class Donor:
    """Who offers it; all empty for somebody who gave no name.

    Attributes:
        name: of a person.
        organization: such as a firm; "" for a private person.
        address: the lines of a postal address.
        mail: an e-mail address.
        phone: a telephone number.
    """

    name: str = ""
    organization: str = ""
    address: str = ""
    mail: str = ""
    phone: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Say whether nobody is named."""
        return not (self.name or self.organization)

    @property
    def title(self) -> str:
        """Return whom a list names; "" for somebody without a name."""
        return self.organization or self.name


class OfferState(Enum):
    """Where an offer is."""

    OPEN = "open"
    """Something is still to be found out, or to be decided."""
    ANSWERED = "answered"
    """The donor has our answer; the machines have not gone their way yet."""
    DONE = "done"
    """Every machine has gone its way."""
    WITHDRAWN = "withdrawn"
    """The donor has taken it back."""


class Outcome(Enum):
    """What became of a machine."""

    NONE = ""
    TAKEN = "taken"
    """Items were made of it."""
    NOT_BROUGHT = "not brought"
    """It never came to the library, or the donor took it home at once."""
    RETURNED = "returned"
    REFURBISHER = "refurbisher"
    RECYCLED = "recycled"


WITH_CERTIFICATE = frozenset({Outcome.RECYCLED})
"""After these a paper comes that says so."""


@dataclass(frozen=True, slots=True)
class Fated:
    """What became of a machine, and when.

    Attributes:
        outcome: what.
        on: the day; None before that.
        to: where: a refurbisher, a recycler.
        certificate: the number of the paper that says so; "" for none, or for awaited.
        items: the items that were made.
    """

    outcome: Outcome = Outcome.NONE
    on: date | None = None
    to: str = ""
    certificate: str = ""
    items: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody offers.

    Attributes:
        donor: who.
        asked_on: the day on which it was offered; ages count up to it.
        machines: what, line by line.
        fates: what became of each line, in the same order.
        state: where it is.
        policy: the version of the policy by which it was judged; 0 before that.
        notes: what else was said.
        received_on: when the things came to the library; None before that.
        answered_on: when the donor got the answer; None before that.
        made_by: who wrote it down.
        updated_at: when it last changed (aware, UTC); None before it is stored.
        version: counts its changes.
        id: which offer it is.
        updated_by: who changed it last; "" where that is not known.
    """

    donor: Donor
    asked_on: date
    machines: tuple[Machine, ...]
    fates: tuple[Fated, ...] = ()
    state: OfferState = OfferState.OPEN
    policy: int = 0
    notes: str = ""
    received_on: date | None = None
    answered_on: date | None = None
    made_by: str = ""
    updated_at: datetime | None = None
    version: int = 0
    id: OfferId = OfferId(0)
    updated_by: str = ""

    @property
    def number(self) -> str:
        """Return the number that people say to each other, such as D-12."""
        return f"D-{self.id}"

    @property
    def count(self) -> int:
        """Return how many machines are offered."""
        return sum(one.count for one in self.machines)

    def fate(self, place: int) -> Fated:
        """Return what became of a line, from 0 on."""
        return self.fates[place] if place < len(self.fates) else Fated()
