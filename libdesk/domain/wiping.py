"""Wiping: what was done to an item's storage, by whom, and whether that is enough (3.6).

The words are those of NIST SP 800-88 Rev. 2: Clear, Purge, Destroy. What a technique reaches on
which kind of media is data that changes as drives do (resources/disposal/wiping.json).

Who wiped something, and who checked it, stays as long as its record: names of staff, which no
retention takes away, because a certificate without them proves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, NewType

from libdesk.domain.item_history import NO_CHANGE, ChangeId
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.rule_parts import Part
from libdesk.domain.text import clean_line, clean_text, fold

WipeId = NewType("WipeId", int)
"""Which wipe record; given by the database, 0 before that."""

NOTE_LIMIT = 2_000


class Method(Enum):
    """How far what was there is out of reach, the weakest first."""

    CLEAR = "clear"
    """Ordinary programs find nothing any more."""
    PURGE = "purge"
    """A laboratory finds nothing any more."""
    DESTROY = "destroy"
    """There is nothing left that could be read."""


class Destination(Enum):
    """Where a wiped item goes; it decides which method is enough."""

    LEAVES = "leaves the library"
    STAYS = "stays in the library"


class Result(Enum):
    """How a wipe ended."""

    DONE = "done"
    FAILED = "failed"


class Remark(Enum):
    """What is to be said of a wipe before it is kept."""

    ONLY_CLEARED = "only cleared, and it leaves"
    UNRELIABLE = "overwriting misses parts of this media"
    PASSES = "several passes are outdated"
    DEGAUSSED = "degaussing does not destroy"
    SAME_PERSON = "checked by who did it"
    ALONE = "nobody else is here"
    UNCHECKED = "nobody has checked it yet"
    FAILED = "it is still to be wiped"


@dataclass(frozen=True, slots=True)
class Technique:
    """One way to wipe.

    Attributes:
        key: its name for machines.
        name: its name for people.
        reaches: what it reaches on each kind of media.
        unreliable: media of which it misses parts.
        tells: what to know of it; "" for nothing.
    """

    key: str
    name: str
    reaches: Mapping[DiskKind, Method]
    unreliable: frozenset[DiskKind] = frozenset()
    tells: str = ""

    def reach(self, media: DiskKind) -> Method:
        """Return what it reaches; on media of which nobody knows the kind, the least."""
        found = self.reaches.get(media)
        return found or min(self.reaches.values(), key=_rank)


@dataclass(frozen=True, slots=True)
class WipingRules:
    """What is known of wiping.

    Attributes:
        as_at: when somebody last looked it up.
        source: where.
        techniques: the ways, the best first.
        passes: words of an outdated rule that counts passes.
        degauss: words of a way that destroys nothing of today's drives.
    """

    as_at: date
    source: str
    techniques: tuple[Technique, ...]
    passes: tuple[str, ...] = ()
    degauss: tuple[str, ...] = ()

    def technique(self, key: str) -> Technique | None:
        """Return a technique by its key."""
        return next((one for one in self.techniques if one.key == key), None)

    def name(self, key: str) -> str:
        """Return what people call a technique; one that is not known any more by its key."""
        found = self.technique(key)
        return found.name if found is not None else key

    def for_media(self, media: DiskKind, goes: Destination) -> tuple[Technique, ...]:
        """Return what is enough for media that goes there, the proposed one first."""
        return tuple(one for one in self.techniques if is_enough(one.reach(media), goes))


@dataclass(frozen=True, slots=True)
class WipeRecord:
    """What is kept of one wipe.

    Attributes:
        item: what was wiped.
        technique: the key of what was done.
        method: how far that reaches.
        media: the kind of its storage.
        by: who did it.
        on: when.
        tool: with what, and which version of it.
        checked_by: who checked it; another person where there is one.
        is_alone: nobody else is here who could check it.
        how_checked: how, such as "read 20 places back".
        result: how it ended.
        goes: where the item goes.
        note: what else there is to say.
        tag: the item's label then.
        serial: its maker's number then.
        machine: its make and model then.
        change: the change set with which it was kept.
        id: which record it is.
    """

    item: ItemId
    technique: str
    method: Method
    media: DiskKind
    by: str
    on: date
    tool: str = ""
    checked_by: str = ""
    is_alone: bool = False
    how_checked: str = ""
    result: Result = Result.DONE
    goes: Destination = Destination.LEAVES
    note: str = ""
    tag: str = ""
    serial: str = ""
    machine: str = ""
    change: ChangeId = NO_CHANGE
    id: WipeId = WipeId(0)

    @property
    def suffices(self) -> bool:
        """Say whether what was wiped so may leave the library."""
        return self.result is Result.DONE and is_enough(self.method, Destination.LEAVES)


def is_enough(method: Method, goes: Destination) -> bool:
    """Say whether a method is enough: for what leaves, a laboratory must find nothing."""
    return goes is Destination.STAYS or method is not Method.CLEAR


def cleaned(wipe: WipeRecord, rules: WipingRules) -> WipeRecord:
    """Return a wipe with its words as they are kept, and the method that its technique reaches."""
    technique = rules.technique(wipe.technique)
    return replace(
        wipe,
        method=technique.reach(wipe.media) if technique is not None else wipe.method,
        by=clean_line(wipe.by),
        tool=clean_line(wipe.tool),
        checked_by=clean_line(wipe.checked_by),
        is_alone=wipe.is_alone and not clean_line(wipe.checked_by),
        how_checked=clean_line(wipe.how_checked),
        note=clean_text(wipe.note)[:NOTE_LIMIT].rstrip(),
    )


def remarks(wipe: WipeRecord, rules: WipingRules) -> tuple[Remark, ...]:
    """Return what is to be said of a wipe, the weightiest first."""
    technique = rules.technique(wipe.technique)
    tool = _plain(f"{wipe.technique} {wipe.tool}")
    is_done = wipe.result is Result.DONE
    checks = {
        Remark.FAILED: not is_done,
        Remark.ONLY_CLEARED: is_done and not is_enough(wipe.method, wipe.goes),
        Remark.UNRELIABLE: technique is not None and wipe.media in technique.unreliable,
        Remark.DEGAUSSED: any(_plain(one) in tool for one in rules.degauss),
        Remark.PASSES: any(_plain(one) in tool for one in rules.passes),
        Remark.SAME_PERSON: bool(wipe.checked_by) and fold(wipe.checked_by) == fold(wipe.by),
        Remark.ALONE: is_done and wipe.is_alone and not wipe.checked_by,
        Remark.UNCHECKED: is_done and not wipe.is_alone and not wipe.checked_by,
    }
    return tuple(remark for remark, holds in checks.items() if holds)


def parse_wiping(document: Mapping[str, Any]) -> WipingRules:
    """Return what a document says of wiping.

    Raises:
        ValueError: it makes no sense; the message names the place.
    """
    whole = Part("the ways to wipe", "", document)
    whole.only(frozenset({"as_at", "source", "techniques", "outdated"}))
    outdated = whole.part("outdated")
    outdated.only(frozenset({"passes", "degauss"}))
    return WipingRules(
        whole.needed_day("as_at"),
        whole.text("source", needed=True),
        tuple(map(_technique, whole.parts("techniques"))),
        outdated.texts("passes"),
        outdated.texts("degauss"),
    )


_MEDIA = tuple(one for one in DiskKind if one not in (DiskKind.UNKNOWN, DiskKind.NO_STORAGE))
_METHODS = tuple(one.value for one in Method)


def _technique(part: Part) -> Technique:
    part.only(frozenset({"key", "name", "reaches", "unreliable", "tells"}))
    reaches = part.part("reaches")
    reaches.only(frozenset(one.value for one in _MEDIA))
    return Technique(
        part.text("key", needed=True),
        part.text("name", needed=True),
        {one: Method(reaches.choice(one.value, _METHODS)) for one in _MEDIA},
        frozenset(map(DiskKind, part.texts("unreliable"))),
        part.text("tells"),
    )


def _rank(method: Method) -> int:
    return list(Method).index(method)


def _plain(text: str) -> str:
    """Return a text in which "3-pass" and "3 pass" are alike."""
    return " ".join(fold(text).replace("-", " ").split())
