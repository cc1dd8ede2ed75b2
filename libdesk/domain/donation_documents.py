"""Offers and machines as documents: what is stored of them, and what a file for the checker holds.

A machine's document has the names of its facts; one that is not known is left out. It is read
strictly: an unknown name is refused, never passed over.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from libdesk.domain.donations import (
    FIRST_YEAR,
    MOST_ALIKE,
    MOST_DISK_GB,
    MOST_INCHES,
    MOST_MEMORY_GB,
    Condition,
    Data,
    Donor,
    Kind,
    License,
    Machine,
    Piece,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.domain.rule_parts import Part, document, without_usual
from libdesk.domain.windows11 import Fit

MOST_MONTHS = 1_200
"""Months of warranty; more is a slip of the pen."""

_OF = "the machines"
_TEXTS = ("make", "model", "serial", "processor", "place", "notes")
_YES_NO = (
    "is_apple_silicon", "tpm", "secure_boot", "is_managed", "is_owned", "on_lease", "is_locked",
    "is_recalled", "is_damaged", "has_strings", "works", "is_standard", "has_points", "has_toner",
    "has_driver", "has_digital_input",
)  # fmt: skip
_WHOLES = {
    "count": MOST_ALIKE,
    "processor_since": 9999,
    "memory_gb": MOST_MEMORY_GB,
    "disk_gb": MOST_DISK_GB,
    "warranty_months": MOST_MONTHS,
}
_ENUMS: Mapping[str, type[Enum]] = {
    "kind": Kind,
    "windows11": Fit,
    "disk_kind": DiskKind,
    "data": Data,
    "condition": Condition,
    "license": License,
    "use": Use,
    "port": Port,
}
_DAYS = ("made_on", "support_until")
_REST = ("repair_agreed", "missing", "inches", "own", "faults")
MACHINE_PARTS = frozenset((*_TEXTS, *_YES_NO, *_WHOLES, *_ENUMS, *_DAYS, *_REST))
"""All names of a machine's document."""

_DONOR_PARTS = ("name", "organization", "address", "mail", "phone")
_USUAL = Machine()

E = TypeVar("E", bound=Enum)


def parse_machine(value: object) -> Machine:
    """Read a machine.

    Raises:
        ValueError: a part is unknown or of the wrong kind; the message names it.
    """
    return machine_of(document(_OF, value))


def machine_of(part: Part) -> Machine:
    """Read a machine that is a part of a document; raises ValueError as `parse_machine` does."""
    part.only(MACHINE_PARTS)
    values: dict[str, Any] = {name: part.text(name) for name in _TEXTS}
    for name in _YES_NO:
        values[name] = part.yes(name) if part.values.get(name) is not None else None
    for name, most in _WHOLES.items():
        values[name] = part.whole(name, 0, most)
    values["count"] = values["count"] or 1
    for name, kind in _ENUMS.items():
        values[name] = _enum(part, name, kind, getattr(_USUAL, name))
    for name in _DAYS:
        values[name] = part.day(name)
    values["repair_agreed"] = part.yes("repair_agreed")
    values["missing"] = _missing(part)
    values["inches"] = _inches(part)
    values["own"] = _own(part)
    values["faults"] = part.texts("faults")
    made_on: date | None = values["made_on"]
    if made_on is not None and made_on.year < FIRST_YEAR:
        raise ValueError(f"{_OF} need a year from {FIRST_YEAR} on: {_at(part, 'made_on')}")
    return Machine(**values)


def document_of_machine(machine: Machine) -> dict[str, Any]:
    """Return a machine as the document that `parse_machine` reads."""
    found: dict[str, Any] = {}
    for name in sorted(MACHINE_PARTS):
        value = getattr(machine, name)
        if value == getattr(_USUAL, name):
            continue
        found[name] = _PLAIN.get(name, _plain)(value)
    return found


def parse_donor(value: object) -> Donor:
    """Read a donor.

    Raises:
        ValueError: a part is unknown or of the wrong kind; the message names it.
    """
    part = document("the donor’s details", value)
    part.only(frozenset(_DONOR_PARTS))
    return Donor(*(part.text(name) for name in _DONOR_PARTS))


def document_of_donor(donor: Donor) -> dict[str, Any]:
    """Return a donor as the document that `parse_donor` reads."""
    return without_usual({name: getattr(donor, name) for name in _DONOR_PARTS})


def _enum(part: Part, name: str, kind: type[E], usual: E) -> E:
    values = tuple(str(one.value) for one in kind)
    if part.values.get(name) is None:
        return usual
    return kind(part.choice(name, values))


def _missing(part: Part) -> frozenset[Piece] | None:
    if part.values.get("missing") is None:
        return None
    pieces = {one.value: one for one in Piece}
    words = part.texts("missing")
    for word in words:
        if word not in pieces:
            raise ValueError(f"{_OF} know no such piece: {_at(part, 'missing')}: {word}")
    return frozenset(pieces[word] for word in words)


def _inches(part: Part) -> float | None:
    value = part.values.get("inches")
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 < value <= MOST_INCHES:
        raise ValueError(f"{_OF} need a number up to {MOST_INCHES}: {_at(part, 'inches')}")
    return float(value)


def _own(part: Part) -> Mapping[str, bool]:
    own = part.part("own")
    return {key: own.yes(key) for key in own.values}


def _at(part: Part, name: str) -> str:
    return f"{part.where}.{name}" if part.where else name


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


_PLAIN: Mapping[str, Callable[[Any], object]] = {
    "missing": lambda pieces: sorted(one.value for one in pieces),
    "own": dict,
    "faults": list,
}
