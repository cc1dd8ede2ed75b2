"""Until when systems are looked after by those who make them: data that a library may change (3.4).

How a record's words are found in it is in support_reading.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from libdesk.domain.rule_parts import Part, document, without_usual
from libdesk.domain.text import LINE_LIMIT, clean_line, fold

if TYPE_CHECKING:
    from libdesk.domain.support_reading import Reading

LARGEST_BUILD = 10**6


class Moving(StrEnum):
    """What it takes to go on when support ends."""

    FREE = "free"
    """The same machine can have the next release."""
    HARDWARE = "hardware"
    """Only where the machine can take it."""
    NONE = "none"
    """Nothing that follows runs on such a machine."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a system, for some of its editions.

    Attributes:
        name: such as "24H2"; "" where a system has only one.
        also: other names of it, such as "Tahoe".
        builds: the numbers by which Windows tells it.
        editions: those it is about; empty for all.
        is_special: it is meant only where its edition is named.
        released_on: since when it is there; None for not known, or not yet.
        ends_on: the last day of support; None for not told, or not yet.
        extended_until: the last day of a support that must be paid, or is a smaller one.
        note: what else to know.
        successor: what follows it; "" for not known.
        moving: what it takes to go on to that.
    """

    name: str = ""
    also: tuple[str, ...] = ()
    builds: tuple[int, ...] = ()
    editions: tuple[str, ...] = ()
    is_special: bool = False
    released_on: date | None = None
    ends_on: date | None = None
    extended_until: date | None = None
    note: str = ""
    successor: str = ""
    moving: Moving = Moving.FREE


@dataclass(frozen=True, slots=True)
class System:
    """A system.

    Attributes:
        name: its plain name.
        also: other names that people and machines have for it.
        releases: its releases, the newest first.
        has_own_date: each machine has its own date, which only its record can tell.
        newest: so many newest releases are looked after, where nobody tells dates; None elsewhere.
        doubtful: so many that follow them are not, but may get a fix; None for all that do.
        is_over_before: what is older than the oldest release here is over.
        note: what else to know.
    """

    name: str
    also: tuple[str, ...] = ()
    releases: tuple[Release, ...] = ()
    has_own_date: bool = False
    newest: int | None = None
    doubtful: int | None = None
    is_over_before: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The old Secure Boot certificates: PCs start without the new ones, but are less protected.

    Attributes:
        ends_on: the last day of the first of them.
        note: what else to know.
    """

    ends_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class SupportDates:
    """All systems.

    Attributes:
        as_at: when somebody last checked them.
        systems: the systems.
        certificate: the old Secure Boot certificates.
        source: where the dates are from.
        read: what was found for the spellings that were asked for.
        names: every system by the words of each of its names, the longest name first.
    """

    as_at: date
    systems: tuple[System, ...]
    certificate: Certificate
    source: str = ""
    # A thousand machines have ten spellings between them: each is read once.
    read: "dict[tuple[str, ...], Reading]" = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    names: Mapping[tuple[str, ...], System] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the names apart into words, the longest first: "ChromeOS Flex" is no "ChromeOS"."""
        named = {
            words: system
            for system in self.systems
            for name in (system.name, *system.also)
            if (words := words_of_system(name))
        }
        longest = sorted(named.items(), key=lambda pair: len(pair[0]), reverse=True)
        object.__setattr__(self, "names", dict(longest))


def words_of_system(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a system's name: "22H2" is one, and so is "22.04.4"."""
    folded = fold(clean_line(text, limit=4 * LINE_LIMIT))
    # Windows calls every release of ten years 10.0; what follows says which it is.
    folded = re.sub(r"\b10\.0\.(?=\d{4,6}\b)", "", folded)
    folded = re.sub(r"\b(?:(?:x?64|32)[ -]?bit|x64|x86(?:_64)?|amd64)\b", "", folded)
    return tuple(re.findall(r"\d\dh\d\b|\d+(?:\.\d+)*|[^\W\d_]+", folded))


def parse_support(value: object) -> SupportDates:
    """Read until when systems are looked after; the shape of lifecycle/support.json.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind, or two systems have one name;
            the message names it.
    """
    whole = document("the support dates", value)
    whole.only(frozenset({"as_at", "source", "secure_boot", "systems"}))
    systems = tuple(_system(part) for part in whole.parts("systems"))
    seen: set[tuple[str, ...]] = set()
    for system in systems:
        for name in (system.name, *system.also):
            words = words_of_system(name)
            if not words or words in seen:
                raise ValueError(f"the support dates need names that differ, not: {name}")
            seen.add(words)
    certificate = whole.part("secure_boot")
    certificate.only(frozenset({"ends_on", "note"}))
    return SupportDates(
        whole.needed_day("as_at"),
        systems,
        Certificate(certificate.needed_day("ends_on"), certificate.text("note")),
        whole.text("source"),
    )


def document_of_support(dates: SupportDates) -> dict[str, Any]:
    """Return the dates as the document that `parse_support` reads."""
    certificate = {
        "ends_on": dates.certificate.ends_on.isoformat(),
        "note": dates.certificate.note,
    }
    return {
        "as_at": dates.as_at.isoformat(),
        "source": dates.source,
        "secure_boot": certificate,
        "systems": [document_of_system(system) for system in dates.systems],
    }


_SYSTEM = frozenset(
    {"system", "also", "own_date", "newest", "doubtful", "over_before", "note", "releases"}
)
_RELEASE = frozenset(
    {
        "release", "also", "builds", "editions", "special", "released_on", "ends_on",
        "extended_until", "note", "successor", "moving",
    }
)  # fmt: skip


def _system(part: Part) -> System:
    part.only(_SYSTEM)
    has_own_date = part.yes("own_date")
    return System(
        part.text("system", needed=True),
        part.texts("also"),
        () if has_own_date else tuple(_release(one) for one in part.parts("releases")),
        has_own_date,
        part.whole("newest", 1, 99),
        part.whole("doubtful", 0, 99),
        part.yes("over_before"),
        part.text("note"),
    )


def _release(part: Part) -> Release:
    part.only(_RELEASE)
    return Release(
        part.text("release"),
        part.texts("also"),
        part.wholes("builds", LARGEST_BUILD),
        part.texts("editions"),
        part.yes("special"),
        part.day("released_on"),
        part.day("ends_on"),
        part.day("extended_until"),
        part.text("note"),
        part.text("successor"),
        Moving(part.choice("moving", tuple(Moving))),
    )


def document_of_system(system: System) -> dict[str, Any]:
    """Return a system as it stands in the document."""
    return without_usual(
        {
            "system": system.name,
            "also": list(system.also),
            "own_date": system.has_own_date,
            "newest": system.newest,
            "doubtful": system.doubtful,
            "over_before": system.is_over_before,
            "note": system.note,
            "releases": [document_of_release(release) for release in system.releases],
        }
    )


def document_of_release(release: Release) -> dict[str, Any]:
    """Return a release as it stands in the document."""
    return without_usual(
        {
            "release": release.name,
            "also": list(release.also),
            "builds": list(release.builds),
            "editions": list(release.editions),
            "special": release.is_special,
            "released_on": _text(release.released_on),
            "ends_on": _text(release.ends_on),
            "extended_until": _text(release.extended_until),
            "note": release.note,
            "successor": release.successor,
            "moving": "" if release.moving is Moving.FREE else str(release.moving),
        }
    )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
