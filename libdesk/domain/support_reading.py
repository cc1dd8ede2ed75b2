"""What a machine runs, as people and Windows tell it, and until when that is looked after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from libdesk.domain.support_dates import (
    Moving,
    Release,
    SupportDates,
    System,
    words_of_system,
)

_MOST_READ = 10_000


class Missing(StrEnum):
    """What a record would have to tell for a surer answer."""

    NOTHING = ""
    SYSTEM = "system"
    RELEASE = "release"
    EDITION = "edition"
    OWN_DATE = "own date"
    BOUGHT_ON = "bought on"
    CERTIFICATE = "new certificate"
    DAY = "day"
    """The day itself: the last one of its warranty, or when its battery was new."""


class Care(StrEnum):
    """Whether a system is looked after."""

    YES = "looked after"
    NO = "no longer looked after"
    DOUBTFUL = "check"
    """Nobody tells dates, and it is one of those that may get a fix or not."""
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Support:
    """Until when a machine's system is looked after.

    Attributes:
        name: the plain name of what it runs, such as "Windows 10 22H2".
        care: whether it is looked after.
        ends_on: the last day; None where nobody tells one.
        extended_until: the last day of a paid or smaller support.
        note: what else to know.
        successor: what follows it; "" for not known.
        moving: what it takes to go on to that.
        missing: what the record would have to tell for a surer answer.
        is_at_latest: the day is the latest of several possible ones, all of them over.
        is_earliest: the day is the earliest of several possible ones.
        is_by_person: somebody has set the day.
    """

    name: str
    care: Care
    ends_on: date | None = None
    extended_until: date | None = None
    note: str = ""
    successor: str = ""
    moving: Moving = Moving.FREE
    missing: Missing = Missing.NOTHING
    is_at_latest: bool = False
    is_earliest: bool = False
    is_by_person: bool = False

    @property
    def is_known(self) -> bool:
        """Say whether it is known if it is looked after."""
        return self.care in (Care.YES, Care.NO)

    @property
    def is_over(self) -> bool:
        """Say whether it is known to be looked after no longer."""
        return self.care is Care.NO


@dataclass(frozen=True, slots=True)
class Reading:
    """What words were found to mean.

    Attributes:
        name: the plain name, as far as it is known.
        system: the system; None for an unknown one.
        releases: the possible releases; several where the edition or the release is not told.
        missing: what was not told.
        number: of a release that is not in the list.
    """

    name: str
    system: System | None = None
    releases: tuple[Release, ...] = ()
    missing: Missing = Missing.NOTHING
    number: tuple[int, ...] = ()


def read_system(dates: SupportDates, system: str, edition: str, version: str) -> Reading:
    """Return what these words mean; they may stand in any of the three."""
    asked = (system, edition, version)
    reading = dates.read.get(asked)
    if reading is None:
        if len(dates.read) >= _MOST_READ:
            dates.read.clear()
        reading = dates.read[asked] = _read(dates, asked)
    return reading


def support_as_read(reading: Reading, today: date) -> Support:
    """Return until when what was read is looked after, and what that means today."""
    system, releases = reading.system, reading.releases
    if system is None:
        return Support(reading.name, Care.UNKNOWN, missing=reading.missing)
    if system.has_own_date:
        return Support(reading.name, Care.UNKNOWN, note=system.note, missing=reading.missing)
    if not releases:
        return _unlisted(reading, system, today)
    if reading.missing is Missing.RELEASE:
        return _one_of(reading, system, today)
    first = min(releases, key=lambda one: one.ends_on or date.max)
    care = _care_by_day(first, today) if first.ends_on else _care_by_rank(system, first, today)
    return _support(reading, first, care, is_earliest=len(releases) > 1)


def _support(
    reading: Reading,
    release: Release,
    care: Care,
    *,
    is_earliest: bool = False,
    is_at_latest: bool = False,
) -> Support:
    return Support(
        reading.name,
        care,
        release.ends_on,
        release.extended_until,
        release.note,
        release.successor,
        release.moving,
        reading.missing,
        is_at_latest,
        is_earliest,
    )


def _care_by_day(release: Release, today: date) -> Care:
    return Care.NO if release.ends_on is not None and release.ends_on < today else Care.YES


def _care_by_rank(system: System, release: Release, today: date) -> Care:
    if system.newest is None:
        return Care.UNKNOWN
    out = [one for one in system.releases if _is_out(one, today)]
    newer = out.index(release) if release in out else 0
    return _care_of(system, newer)


def _care_of(system: System, newer: int) -> Care:
    """Return the care for a release that so many newer ones have followed."""
    newest = system.newest or 0
    if newer < newest:
        return Care.YES
    return Care.DOUBTFUL if system.doubtful is None or newer < newest + system.doubtful else Care.NO


def _unlisted(reading: Reading, system: System, today: date) -> Support:
    """Return the support of a release that is not in the list, by its number."""
    out = [one for one in system.releases if _is_out(one, today)]
    newer = sum(_number_of(one) > reading.number for one in out)
    oldest = system.releases[-1]
    care = Care.UNKNOWN
    if system.newest is not None and newer:
        care = _care_of(system, newer)
    elif system.is_over_before and reading.number < min(map(_number_of, system.releases)):
        care = Care.NO
    missing = Missing.NOTHING if care is not Care.UNKNOWN else Missing.RELEASE
    return Support(reading.name, care, note=system.note, moving=oldest.moving, missing=missing)


def _one_of(reading: Reading, system: System, today: date) -> Support:
    """Return the support of one of several releases: over, if all of them are."""
    days = [one.ends_on for one in reading.releases if one.ends_on is not None]
    if len(days) == len(reading.releases) and max(days) < today:
        last = max(reading.releases, key=lambda one: one.ends_on or date.min)
        return _support(reading, last, Care.NO, is_at_latest=True)
    return Support(reading.name, Care.UNKNOWN, note=system.note, missing=Missing.RELEASE)


def _is_out(release: Release, today: date) -> bool:
    return release.released_on is not None and release.released_on <= today


def _read(dates: SupportDates, asked: tuple[str, str, str]) -> Reading:
    words = words_of_system(" ".join(asked))
    given = " ".join(part for part in asked if part)
    system, rest = _find_system(dates, words)
    system = _by_build(dates, words, system)
    if system is None:
        return Reading(given, missing=Missing.SYSTEM)
    if system.has_own_date:
        return Reading(system.name, system, missing=Missing.OWN_DATE)
    found = _of_build(system, rest) or _of_release(system, rest)
    if not found and (word := _unknown_release(system, rest)):
        name = f"{system.name} {word.upper()}"
        return Reading(name, system, missing=Missing.RELEASE, number=_number(word))
    fitting = _of_edition(found or system.releases, rest)
    if not found and len(fitting) > 1:
        return Reading(system.name, system, fitting, Missing.RELEASE)
    name = f"{system.name} {fitting[0].name}".strip()
    is_sure = len({one.ends_on for one in fitting}) == 1
    return Reading(
        name,
        system,
        fitting[:1] if is_sure else fitting,
        Missing.NOTHING if is_sure else Missing.EDITION,
    )


def _find_system(
    dates: SupportDates, words: tuple[str, ...]
) -> tuple[System | None, tuple[str, ...]]:
    """Return the system that is named, and the words that say more of it."""
    for name, system in dates.names.items():
        for place in range(len(words) - len(name) + 1):
            if words[place : place + len(name)] == name:
                return system, words[:place] + words[place + len(name) :]
    return None, words


def _by_build(dates: SupportDates, words: tuple[str, ...], named: System | None) -> System | None:
    """Return the system whose build is told: Windows 11 itself says "Windows 10" in places."""
    is_windows = bool({"windows", "win"} & set(words)) and "server" not in words
    if not is_windows or (named is not None and _of_build(named, words)):
        return named
    builds = (system for system in dates.systems if _of_build(system, words))
    return next(builds, named)


def _of_build(system: System, words: Iterable[str]) -> tuple[Release, ...]:
    numbers = {int(head) for word in words if (head := word.partition(".")[0]).isdecimal()}
    return tuple(one for one in system.releases if not numbers.isdisjoint(one.builds))


def _of_release(system: System, words: tuple[str, ...]) -> tuple[Release, ...]:
    """Return the releases that are named first; those without a name where none is."""
    places = {one: _place(one, words) for one in system.releases}
    named = [place for place in places.values() if place is not None]
    first = min(named) if named else None
    return tuple(one for one, place in places.items() if place == first and (named or not one.name))


def _place(release: Release, words: tuple[str, ...]) -> int | None:
    places = []
    for name in (release.name, *release.also):
        wanted = [_find(word, words) for word in words_of_system(name)]
        if wanted and None not in wanted:
            places.append(min(place for place in wanted if place is not None))
    return min(places, default=None)


def _find(wanted: str, words: tuple[str, ...]) -> int | None:
    for place, word in enumerate(words):
        if word == wanted or word.startswith(f"{wanted}."):
            return place
    return None


def _of_edition(releases: tuple[Release, ...], words: tuple[str, ...]) -> tuple[Release, ...]:
    """Return those of the edition that is named with most words; all usual ones where none is."""
    told = set(words)
    fits = [
        max((len(name) for one in release.editions if (name := _name(one)) <= told), default=0)
        for release in releases
    ]
    best = max(fits, default=0)
    if best:
        return tuple(one for one, fit in zip(releases, fits, strict=True) if fit == best)
    usual = tuple(one for one in releases if not one.is_special)
    return usual or releases


def _name(edition: str) -> frozenset[str]:
    return frozenset(words_of_system(edition))


def _unknown_release(system: System, words: tuple[str, ...]) -> str:
    """Return a release that the list does not have, such as "27H2"; "" where none is told."""
    newest = max(map(_number_of, system.releases))
    is_half_year = any("h" in one.name.casefold() for one in system.releases)
    for word in words if newest else ():
        number = _number(word)
        if number and ("h" in word) == is_half_year:
            is_told = system.newest is not None or system.is_over_before or number > newest
            return word if is_told else ""
    return ""


def _number_of(release: Release) -> tuple[int, ...]:
    return _number((words_of_system(release.name) or ("",))[0])


def _number(word: str) -> tuple[int, ...]:
    parts = word.replace("h", ".").split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()
