"""What a donation policy leaves open, and where it contradicts itself; there the stricter holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import combinations

from libdesk.domain.donation_policy import (
    LIMITED,
    SMALLER_IS_BETTER,
    Check,
    Policy,
    Rule,
)
from libdesk.domain.donations import COMPUTERS, Kind


class FaultKind(Enum):
    """What is wrong."""

    GAP = "gap"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the board should settle.

    Attributes:
        kind: what is wrong.
        words: what, in a sentence or two.
        rules: the keys of the lines that it is about.
        about: the part of the policy that it is about, such as "deciders"; "" for lines.
    """

    kind: FaultKind
    words: str
    rules: tuple[str, ...] = ()
    about: str = ""


_NEEDED = {
    Check.OWNED: "whether the donor owns it",
    Check.LEASE: "what is on lease or not paid",
    Check.LOCK: "what is locked",
    Check.DAMAGE: "what is damaged",
    Check.STRINGS: "gifts with strings",
    Check.WORKS: "what is broken",
    Check.DATA: "the donor’s data",
    Check.SENSE: "facts that contradict each other",
    Check.SYSTEM: "whether it can run a supported system",
    Check.KIND: "kinds that are never taken",
}


def policy_faults(policy: Policy, today: date) -> tuple[Fault, ...]:
    """Return all that is wrong, contradictions first."""
    return (*_contradictions(policy), *_gaps(policy, today))


def _contradictions(policy: Policy) -> Iterator[Fault]:
    for kind in Kind:
        if kind in policy.takes and kind in policy.refuses:
            yield _clash(
                f"It says that we take “{kind.value}”, and that we refuse it. It is refused."
            )
    for rule in policy.rules:
        if _crosses(rule):
            yield _clash(
                f"Line {policy.number(rule)} has limits that cross each other. The stricter holds.",
                rule,
            )
    for one, other in combinations(policy.rules, 2):
        if _clashes(one, other):
            yield _clash(
                f"Lines {policy.number(one)} and {policy.number(other)} say two things about the "
                "same. The stricter holds.",
                one,
                other,
            )
    if policy.points != policy.points.strict:
        yield Fault(
            FaultKind.CONTRADICTION,
            "Its points contradict each other: a soft line may not cost more than a failed one, "
            "and nothing may be accepted that is too poor for a spare. The stricter holds.",
            about="points",
        )


def _gaps(policy: Policy, today: date) -> Iterator[Fault]:
    checks = {one.check for one in policy.rules}
    for check, told in _NEEDED.items():
        if check not in checks:
            yield _gap(f"It says nothing about {told}.", "rules")
    for kind in Kind:
        if policy.is_taken(kind) and not _DATED & {one.check for one in policy.rules_for(kind)}:
            yield _gap(f"It says nothing about how old “{kind.value}” may be.", "rules")
    if not any(policy.is_taken(kind) for kind in COMPUTERS):
        yield _gap("It names no computer that we take.", "takes")
    for about, told in _PARTS.items():
        if not getattr(policy, about):
            yield _gap(told, about)
    if policy.review_on is not None and policy.review_on <= today:
        yield _gap(f"It was to be looked at again on {policy.review_on.isoformat()}.", "review_on")


_PARTS = {
    "deciders": "It does not say who may say yes.",
    "conditions": "It names no conditions for a gift.",
    "elsewhere": "It names nowhere else to take things, so our letters can’t either.",
    "approved_on": "Nobody has approved it yet.",
    "review_on": "It has no day on which it is looked at again.",
}
_DATED = frozenset({Check.AGE, Check.SUPPORT})


def _crosses(rule: Rule) -> bool:
    if rule.good is None or rule.fair is None or rule.check not in LIMITED:
        return False
    if rule.check in SMALLER_IS_BETTER:
        return rule.fair < rule.good
    return rule.fair > rule.good


def _clashes(one: Rule, other: Rule) -> bool:
    if one.check is not other.check or one.check is Check.OWN:
        return False
    if (one.good, one.fair, one.weight, one.is_stop) == (
        other.good,
        other.fair,
        other.weight,
        other.is_stop,
    ):
        return False
    return any(one.is_for(kind) and other.is_for(kind) for kind in Kind)


def _clash(words: str, *rules: Rule) -> Fault:
    return Fault(FaultKind.CONTRADICTION, words, tuple(one.key for one in rules))


def _gap(words: str, about: str) -> Fault:
    return Fault(FaultKind.GAP, words, about=about)
