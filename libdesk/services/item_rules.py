"""The rules about the life of equipment as a library has them: shipped, with its own changes.

Only what differs is stored. Where that can't be read, the shipped rules stand, and it is told.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.kinds import KindRule, Kinds, document_of_kinds, kind_key, parse_kinds
from libdesk.domain.lifecycle import Lifecycle
from libdesk.domain.rule_changes import (
    OwnKinds,
    changes_of_kinds,
    checked_on,
    with_kind_changes,
)
from libdesk.domain.support_changes import (
    OwnSupport,
    ReleaseKey,
    changes_of_support,
    key_of,
    with_support_changes,
)
from libdesk.domain.support_dates import (
    Release,
    SupportDates,
    System,
    document_of_support,
    parse_support,
    words_of_system,
)
from libdesk.domain.text import clean_line, fold
from libdesk.services import settled
from libdesk.services.errors import Refusal
from libdesk.services.kept_rules import KINDS, NAMES, SUPPORT, KeptRules
from libdesk.services.ports import Clock
from libdesk.services.settled import Mark
from libdesk.services.stores import OpenUnit, Unit

KINDS_LIMIT, RELEASES_LIMIT = 300, 200
"""Kinds in all, and releases of one system."""


@dataclass(frozen=True, slots=True)
class PartState:
    """How one part of the rules stands.

    Attributes:
        checked_on: when somebody last checked all of it, here or at LibDesk.
        changed_on: when the library last changed something; None for never.
        version: what a change has to expect.
        is_damaged: the library's changes can't be read, so the shipped rules stand.
        lost: changes that fit nothing that LibDesk ships any more, in words.
    """

    checked_on: date
    changed_on: date | None
    version: int
    is_damaged: bool = False
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesRead:
    """The rules, and what is the library's own in them.

    Attributes:
        kinds: the kinds.
        support: the support dates.
        states: how each part stands, by its name.
    """

    kinds: OwnKinds
    support: OwnSupport
    states: Mapping[str, PartState]

    @property
    def lifecycle(self) -> Lifecycle:
        """Return the rules alone."""
        return Lifecycle(self.kinds.kinds, self.support.dates)


class ItemRules:
    """Reads and changes the rules.

    A change takes the version that was on the screen and returns the one that it leaves. It raises
    Conflict when somebody else was first; with None it is made over whatever is there. Whoever
    changes rules has the days of the items worked out anew (`services/dating.py`).

    Args:
        open_unit: opens a transaction.
        shipped: reads the shipped rules.
        now: the clock.
        who: who changes rules here, for whoever is second.
    """

    def __init__(
        self, open_unit: OpenUnit, shipped: Callable[[], Lifecycle], now: Clock, who: str = ""
    ) -> None:
        self._open_unit = open_unit
        self._shipped = shipped
        self._now = now
        self._who = clean_line(who)
        # A thousand items are dated by the same rules: they are put together once.
        self._known: tuple[tuple[KeptRules, ...], RulesRead] | None = None

    def rules(self) -> Lifecycle:
        """Return the rules as they stand in the database."""
        return self.read().lifecycle

    def known(self) -> Lifecycle:
        """Return the rules as they were last read, without reading; at first the shipped ones."""
        return self._known[1].lifecycle if self._known is not None else self._shipped()

    def read(self) -> RulesRead:
        """Return the rules with what is the library's own in them."""
        with self._open_unit() as unit:
            return self._read(unit)

    def print_of(self) -> str:
        """Return a text that is another one whenever the rules are, for `services/dating.py`."""
        rules = self.rules()
        whole = [document_of_kinds(rules.kinds), document_of_support(rules.support)]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()

    def save_kinds(self, kinds: Kinds, expected: int | None = None) -> int:
        """Store all kinds as they were edited.

        Raises:
            Refusal: two kinds claim one word, or something in them can't be.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            return self._store_kinds(unit, kinds, expected)

    def save_support(self, dates: SupportDates, expected: int | None = None) -> int:
        """Store all support dates as they were edited.

        Raises:
            Refusal: two systems have one name, or something in them can't be.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            return self._store_support(unit, dates, expected)

    def save_kind(
        self, rule: KindRule, expected: int | None = None, *, is_new: bool = False
    ) -> int:
        """Store one kind as it was edited, or add it.

        Raises:
            Refusal: a new one is there already, or there are too many.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            kinds = self._read(unit).kinds.kinds
            if is_new:
                _check_new_kind(kinds, rule.word)
                rules = (*kinds.rules, rule)
            else:
                key = kind_key(rule.word)
                others = {kind_key(one.word): one for one in kinds.rules}
                rules = tuple({**others, key: rule}.values())
            return self._store_kinds(unit, replace(kinds, rules=rules), expected)

    def put_back_kind(self, word: str, expected: int | None = None) -> int:
        """Let one kind be as it is shipped; one that the library has added goes.

        Raises:
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            read = self._read(unit).kinds
            rules = [
                _as_shipped(one, read.own[word]) if one.word == word and word in read.own else one
                for one in read.kinds.rules
            ]
            kinds = replace(read.kinds, rules=tuple(filter(None, rules)))
            return self._store_kinds(unit, kinds, expected)

    def save_release(
        self,
        system: str,
        release: Release,
        key: ReleaseKey | None = None,
        expected: int | None = None,
    ) -> int:
        """Store one release as it was edited, or add it to its system, or to a new one.

        Args:
            system: the system's name, as somebody typed it.
            release: the release.
            key: which one it was; None for a new one.
            expected: as for every change.

        Raises:
            Refusal: a new one is there already, its system needs none, or there are too many.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            dates = self._read(unit).support.dates
            named = dates.names.get(words_of_system(system)) or System(clean_line(system))
            if key is None:
                _check_new_release(named, release)
                # Where nobody tells dates, a release counts from the day on which it is there.
                came = self._today() if named.newest is not None else release.released_on
                releases = (replace(release, released_on=came), *named.releases)
            else:
                others = [key_of(named, one) for one in named.releases]
                releases = tuple(
                    release if other == key else one
                    for other, one in zip(others, named.releases, strict=True)
                )
                if key not in others:
                    releases = (release, *releases)
            edited = replace(named, releases=releases)
            return self._store_support(unit, _with_system(dates, edited), expected)

    def put_back_release(self, key: ReleaseKey, expected: int | None = None) -> int:
        """Let one release be as it is shipped; one that the library has added goes.

        Raises:
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            read = self._read(unit).support
            systems = []
            for system in read.dates.systems:
                releases = [
                    read.own[key] if key_of(system, one) == key and key in read.own else one
                    for one in system.releases
                ]
                left = tuple(filter(None, releases))
                if left or system.has_own_date:
                    systems.append(replace(system, releases=left))
            dates = replace(read.dates, systems=tuple(systems))
            return self._store_support(unit, dates, expected)

    def put_back_shipped(self, name: str, expected: int | None = None) -> int:
        """Forget all that the library has changed of a part, and added to it.

        Args:
            name: KINDS or SUPPORT.
            expected: as for every change.

        Raises:
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            version = self._settle(unit, name, expected)
            unit.own_rules.remove(name)
        return version

    def mark_checked(self, name: str, expected: int | None = None) -> int:
        """Note that somebody has checked a part today and found it right.

        Raises:
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            read, today = self._read(unit), self._today()
            shipped = self._shipped()
            if name == KINDS:
                changes = changes_of_kinds(shipped.kinds, read.kinds.kinds, today)
            else:
                changes = changes_of_support(shipped.support, read.support.dates, today)
            changed_on = read.states[name].changed_on
            return self._store(unit, name, changes, expected, changed_on or today)

    def _read(self, unit: Unit) -> RulesRead:
        kept = unit.own_rules.all()
        if self._known is None or self._known[0] != kept:
            self._known = kept, _put_together(self._shipped(), kept)
        read = self._known[1]
        # Counted by every change, the way back to the shipped rules too, which leaves no row.
        states = {
            name: replace(state, version=settled.mark_of(unit, _part(name)).version)
            for name, state in read.states.items()
        }
        return replace(read, states=states)

    def _store_kinds(self, unit: Unit, kinds: Kinds, expected: int | None) -> int:
        if len(kinds.rules) > KINDS_LIMIT:
            raise Refusal(f"There can be at most {KINDS_LIMIT} kinds.", field="word")
        try:
            sound = parse_kinds(document_of_kinds(kinds))
        except ValueError as error:
            raise Refusal(_sentence(error), field="word") from error
        checked = _checked(unit, KINDS)
        changes = changes_of_kinds(self._shipped().kinds, sound, checked)
        return self._store(unit, KINDS, changes, expected, self._today())

    def _store_support(self, unit: Unit, dates: SupportDates, expected: int | None) -> int:
        try:
            sound = parse_support(document_of_support(dates))
        except ValueError as error:
            raise Refusal(_sentence(error), field="system") from error
        checked = _checked(unit, SUPPORT)
        changes = changes_of_support(self._shipped().support, sound, checked)
        return self._store(unit, SUPPORT, changes, expected, self._today())

    def _store(
        self, unit: Unit, name: str, changes: object, expected: int | None, changed_on: date
    ) -> int:
        version = self._settle(unit, name, expected)
        if changes:
            unit.own_rules.save(KeptRules(name, changes, changed_on, version))
        else:
            unit.own_rules.remove(name)
        return version

    def _settle(self, unit: Unit, name: str, expected: int | None) -> int:
        return settled.settle(unit, _part(name), Mark(0, self._now(), self._who), expected)

    def _today(self) -> date:
        return self._now().astimezone().date()


def _part(name: str) -> str:
    return f"rules.{name}"


def _put_together(shipped: Lifecycle, kept: tuple[KeptRules, ...]) -> RulesRead:
    rows = {one.name: one for one in kept}
    damaged = set()
    kinds, support = OwnKinds(shipped.kinds), OwnSupport(shipped.support)
    if KINDS in rows:
        try:
            kinds = with_kind_changes(shipped.kinds, rows[KINDS].document)
        except ValueError:
            damaged.add(KINDS)
    if SUPPORT in rows:
        try:
            support = with_support_changes(shipped.support, rows[SUPPORT].document)
        except ValueError:
            damaged.add(SUPPORT)
    told = {KINDS: (kinds.kinds.as_at, kinds.lost), SUPPORT: (support.dates.as_at, support.lost)}
    states = {
        name: PartState(
            told[name][0],
            rows[name].as_at if name in rows else None,
            0,
            name in damaged,
            told[name][1],
        )
        for name in NAMES
    }
    return RulesRead(kinds, support, states)


def _checked(unit: Unit, name: str) -> date | None:
    """Return when somebody has checked a part, as its changes tell; None for never."""
    for kept in unit.own_rules.all():
        if kept.name == name:
            try:
                return checked_on(kept.document)
            except ValueError:
                return None
    return None


def _as_shipped(rule: KindRule, shipped: KindRule | None) -> KindRule | None:
    if shipped is None:
        return None
    # A word that a kind of the library's own has taken stays with that one.
    return replace(shipped, also=tuple(one for one in shipped.also if one in rule.also))


def _check_new_kind(kinds: Kinds, word: str) -> None:
    found = kinds.kind_rule(word)
    if found is not None:
        raise Refusal(
            f"“{word}” is in the list already, as “{found.word}”. Change that one.", field="word"
        )


def _check_new_release(system: System, release: Release) -> None:
    if system.has_own_date:
        raise Refusal(
            f"Each machine with {system.name} has a day of its own: set it in the item’s record.",
            field="system",
        )
    if len(system.releases) >= RELEASES_LIMIT:
        raise Refusal(f"A system can have at most {RELEASES_LIMIT} releases.", field="name")
    wanted = set(map(fold, release.editions))
    for one in system.releases:
        if fold(one.name) != fold(release.name):
            continue
        editions = set(map(fold, one.editions))
        if not wanted or not editions or wanted & editions:
            named = f"{system.name} {one.name}".strip()
            raise Refusal(
                f"“{named}” is in the list already for these editions. Change that one.",
                field="name",
            )


def _with_system(dates: SupportDates, edited: System) -> SupportDates:
    systems = {one.name: one for one in dates.systems}
    return replace(dates, systems=tuple({**systems, edited.name: edited}.values()))


def _sentence(error: ValueError) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."
