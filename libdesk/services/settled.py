"""Who settled a part of the library's settings last, so that two desks never write over each other.

A part is small and written whole. Each change expects the version that was on the screen; what
stands in the mark tells a stale one who was first, and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from libdesk.services.errors import Conflict
from libdesk.services.stores import Unit

NAMES, HOURS, TARGETS, LADDER, VISITS = "names", "hours", "targets", "ladder", "visits"
KEEPING = "keeping"
PARTS = (NAMES, HOURS, TARGETS, LADDER, VISITS, KEEPING)


@dataclass(frozen=True, slots=True)
class Mark:
    """The last change of a part.

    Attributes:
        version: counts the changes; 0 before the first.
        at: when it was (aware, UTC); None where that is not known.
        by: who did it; "" where that is not known.
    """

    version: int = 0
    at: datetime | None = None
    by: str = ""


def versions(unit: Unit) -> Mapping[str, int]:
    """Return the version of each part."""
    return {part: mark_of(unit, part).version for part in PARTS}


def mark_of(unit: Unit, part: str) -> Mark:
    """Return a part's mark; one that makes no sense is none."""
    version, _, rest = unit.desk.word(_key(part)).partition(" ")
    at, _, by = rest.partition(" ")
    try:
        return Mark(int(version), datetime.fromisoformat(at), by)
    except ValueError:
        return Mark()


def settle(unit: Unit, part: str, mark: Mark, expected: int | None) -> int:
    """Note a change, within the transaction that makes it, and return the version that it leaves.

    Args:
        unit: an open unit that may write.
        part: one of PARTS, or a known problem's.
        mark: when it is, and who does it; its version is given here.
        expected: the version that was on the screen; None to write over whatever is there.

    Raises:
        Conflict: somebody else was first.
    """
    last = mark_of(unit, part)
    if expected is not None and expected != last.version:
        raise changed_meanwhile(last)
    when = "" if mark.at is None else mark.at.isoformat()
    unit.desk.set_word(_key(part), f"{last.version + 1} {when} {mark.by}")
    return last.version + 1


def changed_meanwhile(last: Mark) -> Conflict:
    """Return what to say where somebody else was first."""
    by = last.by or "somebody else"
    return Conflict(
        f"This was changed meanwhile by {by}. What you typed is still here.", by=last.by, at=last.at
    )


def _key(part: str) -> str:
    return f"settled.{part}"
