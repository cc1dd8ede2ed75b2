"""What is said of a machine that is offered, and can't be true together, or not yet."""

from datetime import date

from libdesk.domain.donations import Kind, Machine
from libdesk.domain.records import DiskKind

LAST_INTEL_MAC, FIRST_ALL_SILICON = 2020, 2024
"""Apple's own processors came in November 2020; the last Intel Mac was sold in 2023."""


def contradiction(machine: Machine) -> str:
    """Return what can't be true together, in a sentence; "" where nothing contradicts."""
    since, made = machine.processor_since, machine.made_on
    if since is not None and made is not None and made.year < since:
        name = f" ({machine.processor})" if machine.processor else ""
        return (
            f"A machine of {made.year} can’t have a processor of {since}{name}: one of the two is "
            "wrong."
        )
    is_early = made is not None and made.year < LAST_INTEL_MAC
    if machine.kind is Kind.MAC and machine.is_apple_silicon and is_early:
        return "A Mac of before 2020 can’t have Apple’s own processor, which came in that year."
    is_late = made is not None and made.year >= FIRST_ALL_SILICON
    if machine.kind is Kind.MAC and machine.is_apple_silicon is False and is_late:
        return "A Mac of 2024 or later has Apple’s own processor, and can’t have one by Intel."
    if machine.disk_kind is DiskKind.NO_STORAGE and machine.disk_gb:
        return f"It is said to have no disk, and a disk of {machine.disk_gb} GB."
    return ""


def to_come(machine: Machine, on: date) -> str:
    """Return what is of a year that has not come yet, in a sentence; "" for nothing."""
    years = (on.year if machine.made_on is None else machine.made_on.year, machine.processor_since)
    late = [year for year in years if year is not None and year > on.year]
    return f"It is said to be of {late[0]}, which is still to come." if late else ""
