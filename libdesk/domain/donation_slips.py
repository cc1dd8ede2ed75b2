"""Numbers of a machine that can't be: slips of the pen, each named in a sentence.

What such a number would have said is not known then; it is never guessed, and never judged by.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from libdesk.domain.donations import FIRST_YEAR, MOST_INCHES, Machine
from libdesk.domain.records import DiskKind

MEMORY_FROM_GB = 1_000
"""So much memory no computer on a desk has; megabytes are meant."""

DISK_FROM_GB = 32_000
"""So large a disk nobody gives away; megabytes are meant."""

LEAST_INCHES = 3.0
MOST_WARRANTY = 120
"""Months of warranty that a maker gives."""

SUPPORT_YEARS = 15
"""So many years ahead no maker promises to look after a machine."""


def without_slips(machine: Machine, on: date | None = None) -> Machine:
    """Return a machine whose impossible numbers are not known, each with a sentence in its faults.

    Args:
        machine: as it was written down.
        on: the day on which it was; None where that is not known, and then no year is too late.
    """
    found = tuple(_slips(machine, on))
    if not found:
        return machine
    unset: Mapping[str, Any] = {name: None for name, _ in found}
    told = (sentence for _, sentence in found if sentence not in machine.faults)
    return replace(machine, **unset, faults=(*machine.faults, *told))


def size_slip(what: str, gigabytes: float) -> str:
    """Return what is wrong with a size, in a sentence; "" where nothing is.

    Args:
        what: "memory" or "disk".
        gigabytes: the size.
    """
    most = MEMORY_FROM_GB if what == "memory" else DISK_FROM_GB
    if gigabytes >= most:
        return f"{gigabytes:g} GB of {what}: that is probably MB."
    return f"{gigabytes:g} GB of {what}: that can’t be." if gigabytes <= 0 else ""


def year_slip(year: int, on: date | None) -> str:
    """Return what is wrong with the year in which something was made; "" where nothing is."""
    if year < FIRST_YEAR:
        return f"Made in {year}: there were no such computers."
    return f"Made in {year}: that is still to come." if on is not None and year > on.year else ""


def _named(name: str, told: str) -> Iterator[tuple[str, str]]:
    if told:
        yield name, told


def _slips(machine: Machine, on: date | None) -> Iterator[tuple[str, str]]:
    """Yield the names of the facts that can't be, each with a sentence."""
    if machine.memory_gb is not None:
        yield from _named("memory_gb", size_slip("memory", machine.memory_gb))
    is_without = machine.disk_kind is DiskKind.NO_STORAGE and not machine.disk_gb
    if machine.disk_gb is not None and not is_without:
        yield from _named("disk_gb", size_slip("disk", machine.disk_gb))
    if machine.made_on is not None:
        yield from _named("made_on", year_slip(machine.made_on.year, on))
    if machine.inches is not None and not LEAST_INCHES <= machine.inches <= MOST_INCHES:
        yield "inches", f"A screen of {machine.inches:g} inches: that can’t be."
    if machine.warranty_months is not None and machine.warranty_months > MOST_WARRANTY:
        yield "warranty_months", f"{machine.warranty_months} months of warranty: that can’t be."
    until = machine.support_until
    if until is not None and on is not None and until.year > on.year + SUPPORT_YEARS:
        yield "support_until", f"Supported until {until.year}: that is too long to be true."
