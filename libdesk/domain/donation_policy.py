"""A library's written donation policy: its rules, its words, and who may say yes (4.1-4.3).

A rule is one line of the policy: people read its words, the checker its limits. Which rules there
are, in what words, and what they weigh, is data that a library changes; what a check looks at is
in `donation_checks`. A policy never changes: what is edited is the next version of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum
from types import MappingProxyType

from libdesk.domain.donations import COMPUTERS, WINDOWS_KINDS, Kind

MOST_WEIGHT = 10
RULES_LIMIT = 80
"""Rules of a policy, which is to be read on two pages."""


class Fate(IntEnum):
    """How a machine does on one line; more is better."""

    FAIL = 0
    SOFT = 1
    PASS = 2


class Verdict(IntEnum):
    """What to do with a machine, in the order of 4.3; more is better."""

    DECLINE = 0
    REFER = 1
    MAYBE = 2
    PARTS = 3
    SPARE = 4
    ACCEPT = 5

    @property
    def word(self) -> str:
        """Return its word for machines."""
        return self.name.lower()


class Check(Enum):
    """What a rule looks at."""

    KIND = "kind"
    OWNED = "owned"
    LEASE = "lease"
    LOCK = "lock"
    RECALL = "recall"
    DAMAGE = "damage"
    STRINGS = "strings"
    WORKS = "works"
    DATA = "data"
    SENSE = "sense"
    SYSTEM = "system"
    SUPPORT = "support"
    AGE = "age"
    MEMORY = "memory"
    DISK = "disk"
    TPM = "tpm"
    STANDARD = "standard"
    COUNT = "count"
    PIECES = "pieces"
    LICENSE = "license"
    CONDITION = "condition"
    USE = "use"
    POINTS = "points"
    WARRANTY = "warranty"
    PORT = "port"
    TONER = "toner"
    DRIVER = "driver"
    MANAGEMENT = "management"
    SCREEN = "screen"
    INPUT = "input"
    OWN = "own"
    """A question of the library's own."""


_PRINTERS = frozenset({Kind.PRINTER})
_SCREENS = frozenset({Kind.MONITOR})
_ALL = frozenset(Kind)

SEEN_ON: Mapping[Check, frozenset[Kind]] = MappingProxyType(
    {
        **dict.fromkeys(Check, _ALL),
        Check.DATA: COMPUTERS | {Kind.PRINTER, Kind.NETWORK, Kind.OTHER, Kind.UNKNOWN},
        Check.SYSTEM: COMPUTERS,
        Check.SUPPORT: frozenset({Kind.CHROMEBOOK, Kind.TABLET}),
        Check.MEMORY: WINDOWS_KINDS | {Kind.MAC},
        Check.DISK: WINDOWS_KINDS | {Kind.MAC},
        Check.TPM: WINDOWS_KINDS,
        Check.LICENSE: WINDOWS_KINDS,
        Check.PORT: _PRINTERS,
        Check.TONER: _PRINTERS,
        Check.DRIVER: _PRINTERS | {Kind.SCANNER},
        Check.MANAGEMENT: frozenset({Kind.CHROMEBOOK}),
        Check.SCREEN: _SCREENS,
        Check.INPUT: _SCREENS,
    }
)
"""The kinds on which a check makes sense; a rule may be for fewer."""

LIMITED: Mapping[Check, str] = MappingProxyType(
    {
        Check.AGE: "years",
        Check.MEMORY: "GB",
        Check.DISK: "GB",
        Check.COUNT: "alike",
        Check.WARRANTY: "months",
        Check.SUPPORT: "years",
        Check.SCREEN: "inches",
    }
)
"""Checks with two limits, and their unit: to the first it passes, to the second it is soft."""

SMALLER_IS_BETTER = frozenset({Check.AGE})


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a policy.

    Attributes:
        key: names it for ever; what a record cites.
        check: what it looks at.
        words: how the policy says it; {good} and {fair} stand for its limits.
        why: the reason.
        source: where such a rule is found.
        kinds: what it is for; empty for all on which the check makes sense.
        good: up to (or from) here it passes; None for a check without limits.
        fair: up to (or from) here it is soft, beyond that it fails.
        weight: what it counts.
        is_stop: failing it is the end, whatever the points.
        refers: failing it says that a machine is not for us, not that it is no good.
        fair_gives: a machine that is soft or fails here gets no better verdict.
        question: what is asked, of a rule of the library's own.
    """

    key: str
    check: Check
    words: str
    why: str = ""
    source: str = ""
    kinds: frozenset[Kind] = frozenset()
    good: int | None = None
    fair: int | None = None
    weight: int = 1
    is_stop: bool = False
    refers: bool = False
    fair_gives: Verdict = Verdict.ACCEPT
    question: str = ""

    @property
    def text(self) -> str:
        """Return the line as people read it."""
        good, fair = ("" if one is None else str(one) for one in (self.good, self.fair))
        return self.words.replace("{good}", good).replace("{fair}", fair)

    def is_for(self, kind: Kind) -> bool:
        """Say whether it is for machines of a kind."""
        return kind in SEEN_ON[self.check] and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Points:
    """What a soft and a failed line cost, for each of its weight, and which verdict a sum gives.

    Attributes:
        soft: at most 0.
        fail: at most `soft`.
        accept_from: from this sum on it is accepted.
        spare_from: from this sum on it is a spare; below, it is declined.
    """

    soft: int = -1
    fail: int = -3
    accept_from: int = -3
    spare_from: int = -8

    @property
    def strict(self) -> "Points":
        """Return points that make sense; where two contradict each other, the stricter holds."""
        soft = min(self.soft, 0)
        accept = min(self.accept_from, 0)
        return Points(soft, min(self.fail, soft), accept, min(self.spare_from, accept))


@dataclass(frozen=True, slots=True)
class Policy:
    """A version of a policy.

    Attributes:
        model: the shipped one from which it comes.
        title: what it is called.
        purpose: why there is one, in a sentence or two.
        takes: what the library takes.
        refuses: what it never takes, whatever else is true.
        rules: its lines.
        conditions: under which a gift is taken.
        deciders: who may say yes.
        exceptions: who may make one, and how.
        goes: what becomes of what is not kept.
        points: what the lines cost.
        refers: what is sound but not for us is passed on to a refurbisher.
        elsewhere: where donors can take things: a name with how to reach it, one a line.
        approved_on: the day on which the board approved it; None before that.
        approved_by: who approved it.
        review_on: when it is looked at again.
        version: counts its versions; 0 for a shipped one.
    """

    model: str
    title: str
    purpose: str
    takes: frozenset[Kind]
    refuses: frozenset[Kind]
    rules: tuple[Rule, ...]
    conditions: tuple[str, ...] = ()
    deciders: str = ""
    exceptions: str = ""
    goes: tuple[str, ...] = ()
    points: Points = Points()
    refers: bool = True
    elsewhere: tuple[str, ...] = ()
    approved_on: date | None = None
    approved_by: str = ""
    review_on: date | None = None
    version: int = 0
    _by_kind: Mapping[Kind, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)
    _numbers: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the rules by the kinds that they are for, and number them."""
        by_kind = {kind: tuple(one for one in self.rules if one.is_for(kind)) for kind in Kind}
        object.__setattr__(self, "_by_kind", by_kind)
        numbers = {one.key: place for place, one in enumerate(self.rules, 1)}
        object.__setattr__(self, "_numbers", numbers)

    def rules_for(self, kind: Kind) -> tuple[Rule, ...]:
        """Return the lines that a machine of a kind is measured by."""
        return self._by_kind[kind]

    def asks(self, check: Check, kind: Kind) -> bool:
        """Say whether a line looks at something on machines of a kind."""
        return any(one.check is check for one in self._by_kind[kind])

    def number(self, rule: Rule) -> int:
        """Return a line's number on the printed policy."""
        return self._numbers[rule.key]

    def is_taken(self, kind: Kind) -> bool:
        """Say whether things of a kind are taken at all; where it says both, it refuses them."""
        return kind in self.takes and kind not in self.refuses
