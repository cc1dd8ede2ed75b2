"""What a library has changed of the shipped support dates; laid over newer ones, as kinds are.

A release is known again by its system, its name and its editions: Windows ends on two days, one for
homes and one for schools.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from libdesk.domain.rule_changes import WHAT, differing, later, overlay
from libdesk.domain.rule_parts import Part, document
from libdesk.domain.support_dates import (
    Release,
    SupportDates,
    System,
    document_of_release,
    document_of_support,
    document_of_system,
    parse_support,
    words_of_system,
)


@dataclass(frozen=True, slots=True)
class ReleaseKey:
    """By what a release is known again.

    Attributes:
        system: its system's name.
        name: its own; "" where a system has only one.
        editions: those it is about.
    """

    system: str
    name: str
    editions: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return system and release in a line."""
        return f"{self.system} {self.name}".strip()


_NOTHING: Mapping[ReleaseKey, Release | None] = MappingProxyType({})
_Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnSupport:
    """The support dates as a library has them.

    Attributes:
        dates: all of them.
        own: releases that are not as they are shipped, each with the shipped one; None where the
            library has added it.
        lost: changes that fit nothing any more, by the words of their releases.
    """

    dates: SupportDates
    own: Mapping[ReleaseKey, Release | None] = field(default_factory=lambda: _NOTHING)
    lost: tuple[str, ...] = ()


def key_of(system: System, release: Release) -> ReleaseKey:
    """Return by what a release is known again."""
    return ReleaseKey(system.name, release.name, release.editions)


def changes_of_support(
    shipped: SupportDates, dates: SupportDates, checked_on: date | None
) -> dict[str, Any]:
    """Return what differs from the shipped dates, as a document; empty where nothing does.

    Args:
        shipped: as LibDesk ships them.
        dates: as the library has them; a shipped release that is missing is there again later.
        checked_on: when somebody has checked all of them; None for never.
    """
    stock = {_words(one.name): one for one in shipped.systems}
    changed: list[_Document] = []
    added: list[_Document] = []
    for system in dates.systems:
        base = stock.get(_words(system.name))
        if base is None:
            added.append(document_of_system(system))
            continue
        new = []
        for was, release in _pairs(base.releases, system.releases):
            told_as = document_of_release(release)
            if was is None:
                new.append(told_as)
            elif parts := differing(document_of_release(was), told_as):
                changed.append({**_place(base, was), "parts": parts})
        if new:
            added.append({"system": base.name, "releases": new})
    told = {
        "checked_on": checked_on.isoformat() if checked_on else "",
        "changed": changed,
        "added": added,
    }
    return {name: value for name, value in told.items() if value}


def with_support_changes(shipped: SupportDates, changes: object) -> OwnSupport:
    """Return the support dates as a library has them.

    Args:
        shipped: as LibDesk ships them.
        changes: what `changes_of_support` returned, maybe of older shipped ones.

    Raises:
        ValueError: the document is damaged, or of a newer LibDesk; the message names the part.
    """
    whole = document(WHAT, changes)
    whole.only(frozenset({"checked_on", "changed", "added"}))
    base = document_of_support(shipped)
    systems = {_words(one["system"]): one for one in base["systems"]}
    lost = []
    for place, parts in [_patch(part) for part in _listed(whole, "changed")]:
        found = _find(systems.get(_words(place.system), {}).get("releases", []), place)
        if found is None:
            lost.append(place.words)
        else:
            overlay(found, parts)
            parse_support(base)  # what is damaged is told before anything is built on it
    for part in _listed(whole, "added"):
        _add_system(base["systems"], systems, part)
    base["as_at"] = later(shipped.as_at, whole.day("checked_on"))
    dates = parse_support(base)
    return OwnSupport(dates, _own(shipped, dates), tuple(lost))


def _own(shipped: SupportDates, dates: SupportDates) -> dict[ReleaseKey, Release | None]:
    stock = {_words(one.name): one for one in shipped.systems}
    own: dict[ReleaseKey, Release | None] = {}
    for system in dates.systems:
        base = stock[_words(system.name)].releases if _words(system.name) in stock else ()
        for was, release in _pairs(base, system.releases):
            if was != release:
                own[key_of(system, release)] = was
    return own


def _pairs(
    base: Sequence[Release], own: Sequence[Release]
) -> Iterator[tuple[Release | None, Release]]:
    """Yield each of the library's releases with the shipped one that it was; None for a new one.

    One whose editions were changed is the first of its name that is left.
    """
    left = list(base)
    was: dict[int, Release] = {}
    for is_near in (False, True):
        for at, release in enumerate(own):
            fits = (
                one
                for one in left
                if one.name == release.name and (is_near or one.editions == release.editions)
            )
            found = next(fits, None) if at not in was else None
            if found is not None:
                left.remove(found)
                was[at] = found
    yield from ((was.get(at), release) for at, release in enumerate(own))


def _find(releases: list[_Document], place: ReleaseKey) -> _Document | None:
    """Return the release of this name with just these editions, or else with most of them."""
    named = [one for one in releases if one.get("release", "") == place.name]
    wanted = set(place.editions)
    for one in named:
        if set(one.get("editions", [])) == wanted:
            return one
    if len(named) == 1:
        return named[0]
    best = max(named, key=lambda one: len(wanted & set(one.get("editions", []))), default=None)
    return best if best is not None and wanted & set(best.get("editions", [])) else None


def _add_system(
    systems: list[_Document], by_words: dict[tuple[str, ...], _Document], part: Part
) -> None:
    """Add a system, or releases of one; what LibDesk has come to ship too, is the library's."""
    name = part.text("system", needed=True)
    releases = [(one, dict(one.values)) for one in _listed(part, "releases")]
    found = by_words.get(_words(name))
    if found is not None:
        stock = found.get("releases", [])
        for one, release in releases:
            _take_over(stock, one, release)
        # The newest stands first, and whoever adds one adds a newer one.
        found["releases"] = [*(release for _, release in releases), *stock]
        return
    # A name that LibDesk has come to ship belongs to that system.
    taken = {_words(one) for other in systems for one in _names(other)}
    also = [one for one in part.texts("also") if _words(one) not in taken]
    for other in systems:
        other["also"] = [one for one in other.get("also", []) if _words(one) != _words(name)]
    systems.append({**part.values, "also": also})


def _take_over(stock: list[_Document], part: Part, release: _Document) -> None:
    """Take out what LibDesk has come to ship of a release that the library had added before."""
    name, wanted = part.text("release"), set(part.texts("editions"))
    for one in list(stock):
        editions = set(one.get("editions", []))
        is_same = one.get("release", "") == name
        if is_same and (not wanted or not editions or wanted & editions):
            stock.remove(one)
            # Windows tells its release by this number, which the library may not have known.
            release.setdefault("builds", one.get("builds", []))


def _patch(part: Part) -> tuple[ReleaseKey, Mapping[str, Any]]:
    part.only(frozenset({"system", "release", "editions", "parts"}))
    system = part.text("system", needed=True)
    place = ReleaseKey(system, part.text("release"), part.texts("editions"))
    return place, part.part("parts").values


def _names(system: _Document) -> tuple[str, ...]:
    return (system["system"], *system.get("also", []))


def _words(name: str) -> tuple[str, ...]:
    return words_of_system(name)


def _place(system: System, release: Release) -> _Document:
    return {"system": system.name, "release": release.name, "editions": list(release.editions)}


def _listed(part: Part, name: str) -> Iterator[Part]:
    if name in part.values:
        yield from part.parts(name)
