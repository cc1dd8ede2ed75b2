"""How long equipment serves: its age, its support, and when it is to be replaced (3.3-3.5, S55).

Rules are data (kinds.py, support_dates.py); every answer is worked out for a day that is passed in,
and never stored. Words for people are not here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from libdesk.domain.kinds import DatedBy, KindRule, Kinds
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.spans import Span, span_between, years_after
from libdesk.domain.statuses import SERVING, Status
from libdesk.domain.support_dates import Moving, SupportDates
from libdesk.domain.support_reading import (
    Care,
    Missing,
    Reading,
    Support,
    read_system,
    support_as_read,
)

DATED = SERVING | {Status.BEING_CHECKED, Status.SANDBOX, Status.OUT_OF_SERVICE}
"""Statuses in which signs of age are told: what is still to come, or to go, needs none."""


class Level(StrEnum):
    """How much a sign asks for; a word and a shape, as color never speaks alone (S55)."""

    OVER = "over"
    SOON = "soon"
    UNKNOWN = "not known"
    FINE = "fine"

    @property
    def shape(self) -> str:
        """Return the shape that stands beside the word."""
        return _SHAPES[self]

    @property
    def rank(self) -> int:
        """Return its place, the worst first."""
        return _RANKS[self]


_SHAPES = {
    Level.OVER: "octagon",
    Level.SOON: "triangle",
    Level.UNKNOWN: "question",
    Level.FINE: "circle",
}
_RANKS = {level: place for place, level in enumerate(Level)}


class About(StrEnum):
    """What a sign is about, the weightiest first."""

    SUPPORT = "support"
    REPLACE = "replace"
    CERTIFICATE = "certificate"
    BATTERY = "battery"
    DISKS = "disks"
    LICENSE = "license"
    AGE = "age"
    WARRANTY = "warranty"


class ReplaceWhy(StrEnum):
    """Why an item is to be replaced on a day, or why no day is known."""

    PERSON = "set by a person"
    CYCLE = "cycle"
    SUPPORT = "support ends"
    LICENSE = "license ends"
    NOT_BOUGHT = "not known when it was bought"
    NO_CYCLE = "its kind has no cycle"


@dataclass(frozen=True, slots=True)
class ReplaceBy:
    """When an item is to be replaced.

    Attributes:
        on: the day; None where none is known.
        why: why on that day, or why none is known.
        years: of the cycle; 0 where another reason stands.
        system: whose support ends; "" where another reason stands.
    """

    on: date | None
    why: ReplaceWhy
    years: int = 0
    system: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the dates of an item say today.

    Attributes:
        about: what it is about.
        level: how much it asks for.
        on: the day that it turns on; None for not known.
        away: how far that day is from today, before or after.
        missing: what the record would have to tell for a surer answer.
        support: of a sign about support.
        replace: of a sign about replacing.
    """

    about: About
    level: Level
    on: date | None = None
    away: Span | None = None
    missing: Missing = Missing.NOTHING
    support: Support | None = None
    replace: ReplaceBy | None = None


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All rules about the life of equipment.

    Attributes:
        kinds: what is expected of each kind.
        support: until when systems are looked after.
    """

    kinds: Kinds
    support: SupportDates


def support_of(rules: Lifecycle, record: Record, today: date) -> Support:
    """Return until when a machine's system is looked after; a day that somebody has set wins."""
    read = support_as_read(_read(rules, record), today)
    if record.support_until is None:
        return read
    care = Care.NO if record.support_until < today else Care.YES
    # A day of the machine's own ends the machine; where the system is what ends, one may move on.
    moving = read.moving if read.moving is Moving.HARDWARE else Moving.NONE
    return Support(
        read.name,
        care,
        record.support_until,
        successor=read.successor,
        moving=moving,
        is_by_person=True,
    )


def replace_by(
    rules: Lifecycle, record: Record, today: date, *, can_move_on: bool = False
) -> ReplaceBy:
    """Return when an item is to be replaced: the earliest day that anything gives, and why.

    The end of a release's support is no reason where the same machine can have the next one.

    Args:
        rules: the rules.
        record: the item.
        today: the day.
        can_move_on: the machine is known to be able to take its system's successor.
    """
    if record.replace_on is not None:
        return ReplaceBy(record.replace_on, ReplaceWhy.PERSON)
    rule = rules.kinds.kind_rule(record.kind)
    support = support_of(rules, record, today)
    ends_on = _end_of(rules, support, can_move_on=can_move_on)
    by_support = ReplaceBy(ends_on, ReplaceWhy.SUPPORT, system=support.name)
    if rule is not None and rule.dated_by is DatedBy.LICENSE and record.license_until is not None:
        return _earlier(ReplaceBy(record.license_until, ReplaceWhy.LICENSE), by_support)
    if rule is not None and rule.dated_by is DatedBy.SUPPORT and record.support_until is not None:
        return by_support
    return _earlier(_by_cycle(rule, record), by_support)


def age_of(rules: Lifecycle, record: Record, today: date) -> Sign:
    """Return how old an item is: over past its cycle, soon for a computer past `old_years`."""
    bought_on = record.bought_on
    if bought_on is None or bought_on > today:
        return Sign(About.AGE, Level.UNKNOWN, bought_on, _away(bought_on, today), Missing.BOUGHT_ON)
    rule = rules.kinds.kind_rule(record.kind)
    level = Level.FINE
    old_on = years_after(bought_on, rules.kinds.limits.old_years)
    if rule is not None and rule.is_computer and today > old_on:
        level = Level.SOON
    cycle = _by_cycle(rule, record).on
    if cycle is not None and today > cycle and not _has_own_day(rule, record):
        level = Level.OVER
    return Sign(About.AGE, level, bought_on, _away(bought_on, today))


def warranty_of(rules: Lifecycle, record: Record, today: date) -> Sign:
    """Return whether the maker still answers for an item."""
    days = rules.kinds.limits.warranty_days
    return _until(About.WARRANTY, record.warranty_until, today, days)


def battery_of(rules: Lifecycle, record: Record, today: date) -> Sign | None:
    """Return whether a battery is due; None for what has none to be replaced.

    One whose day nobody knows is as old as the item.
    """
    rule = rules.kinds.kind_rule(record.kind)
    years = rule.battery_years if rule is not None else None
    return _worn(rules, About.BATTERY, record.battery_on or record.bought_on, years, today)


def disks_of(rules: Lifecycle, record: Record, today: date) -> Sign | None:
    """Return whether disks are due; None for what has none that are replaced by themselves."""
    rule = rules.kinds.kind_rule(record.kind)
    years = rule.disk_years if rule is not None else None
    return _worn(rules, About.DISKS, record.bought_on, years, today)


def license_of(rules: Lifecycle, record: Record, today: date) -> Sign | None:
    """Return whether an item's license ends; None for what needs none."""
    if record.license_until is None:
        return None
    days = rules.kinds.limits.license_days
    return _until(About.LICENSE, record.license_until, today, days)


def support_sign(rules: Lifecycle, record: Record, today: date) -> Sign | None:
    """Return whether an item's system is looked after; None for what runs none."""
    if not _runs_a_system(rules, record):
        return None
    support = support_of(rules, record, today)
    level = _CARES[support.care]
    if support.ends_on is not None:
        level = _level(support.ends_on, today, rules.kinds.limits.support_days)
    away = _away(support.ends_on, today)
    return Sign(About.SUPPORT, level, support.ends_on, away, support.missing, support)


def certificate_of(rules: Lifecycle, record: Record, today: date) -> Sign | None:
    """Return whether a Windows PC has the Secure Boot certificate of 2023 (3.4).

    Without it a PC still starts, but gets no new protection of its start. None for what runs no
    Windows, or can't do Secure Boot.
    """
    is_windows = "windows" in _read(rules, record).name.casefold()
    if not is_windows or record.secure_boot is False:
        return None
    day = rules.support.certificate.ends_on
    if record.new_certificate is None:
        return Sign(About.CERTIFICATE, Level.UNKNOWN, day, _away(day, today), Missing.CERTIFICATE)
    level = Level.OVER if day < today else Level.SOON
    return Sign(
        About.CERTIFICATE,
        Level.FINE if record.new_certificate else level,
        day,
        _away(day, today),
    )


def replace_sign(
    rules: Lifecycle, record: Record, today: date, *, can_move_on: bool = False
) -> Sign | None:
    """Return whether an item is to be replaced; None for what has no cycle. See `replace_by`."""
    replace = replace_by(rules, record, today, can_move_on=can_move_on)
    if replace.why is ReplaceWhy.NO_CYCLE:
        return None
    if replace.on is None:
        missing = Missing.BOUGHT_ON
        return Sign(About.REPLACE, Level.UNKNOWN, missing=missing, replace=replace)
    level = _level(replace.on, today, rules.kinds.limits.replace_days)
    away = _away(replace.on, today)
    return Sign(About.REPLACE, level, replace.on, away, replace=replace)


def signs_of(
    rules: Lifecycle, record: Record, today: date, *, can_move_on: bool = False
) -> tuple[Sign, ...]:
    """Return all that an item's dates say, the worst first; nothing of what is to come or to go.

    Args:
        rules: the rules.
        record: the item.
        today: the day.
        can_move_on: the machine is known to be able to take its system's successor.
    """
    if record.status not in DATED:
        return ()
    signs = (
        support_sign(rules, record, today),
        replace_sign(rules, record, today, can_move_on=can_move_on),
        certificate_of(rules, record, today),
        battery_of(rules, record, today),
        disks_of(rules, record, today),
        license_of(rules, record, today),
        age_of(rules, record, today),
        warranty_of(rules, record, today),
    )
    return tuple(sorted((sign for sign in signs if sign), key=lambda sign: sign.level.rank))


def worst(signs: tuple[Sign, ...]) -> Sign | None:
    """Return the sign to show where there is room for one, of `signs_of`; None where none is.

    An ended warranty asks for nothing, and what is not known counts only of the weighty things.
    """
    return next(filter(_tells, signs), None)


def needs_wiping(rules: Lifecycle, record: Record) -> bool:
    """Say whether something of what people did may be in an item that nobody has wiped (3.2).

    What its record says of its disk counts more than its kind; of an unknown kind, the worst is
    thought.
    """
    if record.status is Status.WIPED or record.disk_kind is DiskKind.NO_STORAGE:
        return False
    rule = rules.kinds.kind_rule(record.kind)
    return record.disk_kind is not DiskKind.UNKNOWN or rule is None or rule.holds_storage


_CARES = {
    Care.YES: Level.FINE,
    Care.NO: Level.OVER,
    Care.DOUBTFUL: Level.SOON,
    Care.UNKNOWN: Level.UNKNOWN,
}


_WEIGHTY = frozenset({About.SUPPORT, About.REPLACE, About.AGE})


def _tells(sign: Sign) -> bool:
    if sign.level is Level.UNKNOWN:
        return sign.about in _WEIGHTY
    return sign.about is not About.WARRANTY or sign.level is not Level.OVER


def _read(rules: Lifecycle, record: Record) -> Reading:
    system = record.system
    if not system and (rule := rules.kinds.kind_rule(record.kind)) is not None:
        system = rule.system
    return read_system(rules.support, system, record.edition, record.system_version)


def _runs_a_system(rules: Lifecycle, record: Record) -> bool:
    rule = rules.kinds.kind_rule(record.kind)
    is_computer = rule is not None and rule.is_computer
    return is_computer or bool(record.system) or record.support_until is not None


def _end_of(rules: Lifecycle, support: Support, *, can_move_on: bool) -> date | None:
    """Return the day on which support makes a machine go; None where it does not."""
    goes_on = support.moving is Moving.FREE or (support.moving is Moving.HARDWARE and can_move_on)
    if goes_on:
        return None
    # What was over before anybody told a day was over when the list was checked.
    return support.ends_on or (rules.support.as_at if support.is_over else None)


def _by_cycle(rule: KindRule | None, record: Record) -> ReplaceBy:
    if rule is None or rule.years is None:
        return ReplaceBy(None, ReplaceWhy.NO_CYCLE)
    if record.bought_on is None:
        return ReplaceBy(None, ReplaceWhy.NOT_BOUGHT)
    day = years_after(record.bought_on, rule.years)
    return ReplaceBy(day, ReplaceWhy.CYCLE, rule.years)


def _has_own_day(rule: KindRule | None, record: Record) -> bool:
    """Say whether another day takes the place of the cycle's."""
    own = {
        DatedBy.SUPPORT: record.support_until,
        DatedBy.LICENSE: record.license_until,
        DatedBy.CYCLE: None,
    }
    return (
        record.replace_on is not None or own[rule.dated_by if rule else DatedBy.CYCLE] is not None
    )


def _earlier(one: ReplaceBy, other: ReplaceBy) -> ReplaceBy:
    if other.on is not None and (one.on is None or other.on < one.on):
        return other
    return one


def _worn(
    rules: Lifecycle, about: About, since: date | None, years: int | None, today: date
) -> Sign | None:
    if years is None:
        return None
    day = None if since is None else years_after(since, years)
    return _until(about, day, today, rules.kinds.limits.battery_days)


def _until(about: About, last_day: date | None, today: date, soon_days: int) -> Sign:
    if last_day is None:
        return Sign(about, Level.UNKNOWN, missing=Missing.DAY)
    return Sign(about, _level(last_day, today, soon_days), last_day, _away(last_day, today))


def _level(last_day: date, today: date, soon_days: int) -> Level:
    if last_day < today:
        return Level.OVER
    return Level.SOON if last_day - today <= timedelta(days=soon_days) else Level.FINE


def _away(day: date | None, today: date) -> Span | None:
    return None if day is None else span_between(today, day)
