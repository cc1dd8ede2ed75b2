"""What other systems can't work with: required, forbidden, or not before a version (S60).

Such as the catalog system whose vendor does not support a new Windows yet. A planned change that
one of them stands against is told before anybody begins.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from libdesk.domain.text import fold


class About(Enum):
    """What kind of thing a requirement is about."""

    SYSTEM = "operating system"
    BROWSER = "browser"
    OFFICE = "office program"
    KIND = "kind of machine"
    HARDWARE = "hardware"


class Says(Enum):
    """What a system says of it."""

    FORBIDS = "does not work with"
    FORBIDS_FROM = "does not work from this version on"
    NOT_BEFORE = "works from this version on"
    REQUIRES = "works only with"


WITH_VERSION = frozenset({Says.FORBIDS_FROM, Says.NOT_BEFORE})
"""These say nothing without a version."""

_ONE_AT_A_TIME = frozenset({About.SYSTEM, About.BROWSER, About.OFFICE})
"""Of these a machine works with one: who requires another stands against it."""

_REMEMBERED = 2_048
"""Names and versions whose parts are kept: each is compared with each, on every look at Today."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a change leads to.

    Attributes:
        about: what kind of thing it is.
        name: such as "Windows 11".
        version: such as "26H2"; "" where nobody has said which.
    """

    about: About
    name: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one system says of one thing.

    Attributes:
        system: who says so, such as "our catalog system".
        about: what kind of thing it is about.
        name: the thing, such as "Windows 11".
        says: what is said of it.
        of_version: of the thing; "" for any.
        source: how it is known: a letter, a web page, a person.
        as_at: the day for which that was true.
        known_since: since when; None for not known.
        until: from this day on the vendor promises to support it; None for no such word.
        note: free text.
        id: given by the database, 0 before that.
        version: counts its changes.
    """

    system: str
    about: About
    name: str
    says: Says
    of_version: str = ""
    source: str = ""
    as_at: date | None = None
    known_since: date | None = None
    until: date | None = None
    note: str = ""
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """A requirement that stands against a change.

    Attributes:
        requirement: it.
        is_certain: False where it depends on a version that nobody has named.
        is_promised: the vendor promises to support it by the day of the change: ask first.
    """

    requirement: Requirement
    is_certain: bool = True
    is_promised: bool = False


def clashes(
    requirements: Iterable[Requirement], target: Target, on: date | None = None
) -> tuple[Clash, ...]:
    """Return what stands against a change, the certain ones first.

    Args:
        requirements: all that are known.
        target: what the change leads to; one without a name clashes with nothing.
        on: the day of the change; None for not known.
    """
    found = []
    for one in requirements:
        is_certain = _stands_against(one, target)
        if is_certain is None:
            continue
        is_promised = one.until is not None and on is not None and one.until <= on
        found.append(Clash(one, is_certain, is_promised))
    return tuple(sorted(found, key=_order))


def _order(clash: Clash) -> tuple[bool, bool, str, int]:
    one = clash.requirement
    return clash.is_promised, not clash.is_certain, fold(one.system), one.id


def _stands_against(one: Requirement, target: Target) -> bool | None:
    """Say whether it certainly, or perhaps (False), stands against a change; None for no."""
    if one.about is not target.about or not target.name.strip():
        return None
    rest = _rest(one, target)
    if rest is None:
        is_other = one.says is Says.REQUIRES and one.about in _ONE_AT_A_TIME
        return True if is_other else None
    wanted, planned = _key(one.of_version), _key(rest)
    if one.says is Says.REQUIRES:
        return _certainly(wanted, planned) if wanted and not _fits(wanted, planned) else None
    if one.says is Says.FORBIDS:
        return _forbids(wanted, planned)
    return _compared(one.says, wanted, planned)


_Key = tuple[tuple[bool, int, str], ...]
"""A version in parts that compare: words first, numbers by their size."""


def _forbids(wanted: _Key, planned: _Key) -> bool | None:
    if _fits(wanted, planned):
        return True
    return False if _is_open(wanted, planned) else None


def _compared(says: Says, wanted: _Key, planned: _Key) -> bool | None:
    if _is_open(wanted, planned):
        return False
    is_older = planned < wanted
    return True if is_older == (says is Says.NOT_BEFORE) else None


def _certainly(wanted: _Key, planned: _Key) -> bool:
    return not _is_open(wanted, planned)


def _fits(wanted: _Key, planned: _Key) -> bool:
    """Say whether the planned version is the wanted one, or a part of it: "11" has "11 25H2"."""
    return planned[: len(wanted)] == wanted


def _is_open(wanted: _Key, planned: _Key) -> bool:
    """Say whether the planned version is told too roughly to compare: "11" beside "11 25H2"."""
    return len(planned) < len(wanted) and wanted[: len(planned)] == planned


def _rest(one: Requirement, target: Target) -> str | None:
    """Return what a change names beyond the thing's own name; None where it is another thing."""
    name, planned = _words(one.name), _words(target.name)
    if planned[: len(name)] != name:
        return None
    # An edition is no version: "Windows 11 Education 26H2" is 26H2.
    said = (*planned[len(name) :], *_words(target.version))
    return " ".join(word for word in said if any(map(str.isdecimal, word)))


@lru_cache(_REMEMBERED)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


@lru_cache(_REMEMBERED)
def _key(version: str) -> _Key:
    parts = re.findall(r"\d+|[^\W\d_]+", fold(version))
    return tuple(_part(one) for one in parts)


def _part(word: str) -> tuple[bool, int, str]:
    # Longer is larger; a number of thousands of digits is never made.
    if not word.isdecimal():
        return False, 0, word
    digits = word.lstrip("0")
    return True, len(digits), digits
