"""Whether a PC can run Windows 11: the processor's verdict and the other minimums (3.5)."""

from dataclasses import dataclass
from enum import StrEnum

from libdesk.domain.records import Record

LEAST_MEMORY_GB = 4
LEAST_DISK_GB = 64


class Fit(StrEnum):
    """Whether something is enough."""

    YES = "yes"
    NO = "no"
    CHECK = "check"
    """It is not known, and somebody has to look."""


class Need(StrEnum):
    """What Windows 11 needs."""

    PROCESSOR = "processor"
    MEMORY = "memory"
    DISK = "disk"
    TPM = "TPM 2.0"
    SECURE_BOOT = "Secure Boot"


@dataclass(frozen=True, slots=True)
class Check:
    """One need, and whether a PC meets it.

    Attributes:
        need: what is needed.
        fit: whether it is met.
        has: what the PC has, such as a processor's name or gigabytes; None for not known.
        least: gigabytes needed; None where no number is.
    """

    need: Need
    fit: Fit
    has: str | int | bool | None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a PC can run Windows 11, and why.

    Attributes:
        fit: no, if one need is not met; check, if one is not known; yes otherwise.
        checks: every need.
    """

    fit: Fit
    checks: tuple[Check, ...]

    @property
    def reasons(self) -> tuple[Check, ...]:
        """Return the needs that are the reason; all of them where it can."""
        return tuple(check for check in self.checks if check.fit is self.fit)


def windows11_ready(record: Record, processor: Fit) -> Readiness:
    """Return whether a PC can run Windows 11.

    Args:
        record: the PC.
        processor: whether its processor is one of those that can.
    """
    checks = (
        Check(Need.PROCESSOR, processor, record.processor or None),
        _size(Need.MEMORY, record.memory_gb, LEAST_MEMORY_GB),
        _size(Need.DISK, record.disk_gb, LEAST_DISK_GB),
        Check(Need.TPM, _fit(record.tpm, 1), record.tpm),
        Check(Need.SECURE_BOOT, _fit(record.secure_boot, 1), record.secure_boot),
    )
    fits = {check.fit for check in checks}
    worst = next(fit for fit in (Fit.NO, Fit.CHECK, Fit.YES) if fit in fits)
    return Readiness(worst, checks)


def _size(need: Need, has: int | None, least: int) -> Check:
    return Check(need, _fit(has, least), has, least)


def _fit(has: int | None, least: int) -> Fit:
    if has is None:
        return Fit.CHECK
    return Fit.YES if has >= least else Fit.NO
