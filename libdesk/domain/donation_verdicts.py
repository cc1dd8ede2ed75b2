"""The verdict on a machine that is offered: by a policy's lines, each with its fact (4.3).

What is not known is counted twice, once as if it turned out well and once as if badly. The verdict
is "maybe", unless even the good case is worse or even the bad one is better: so "don't know" never
becomes a yes, and what is certain already is said at once. The order of the lines never matters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from libdesk.domain.donation_checks import Asked, Reading, read
from libdesk.domain.donation_policy import Check, Fate, Points, Policy, Rule, Verdict
from libdesk.domain.donations import Kind, Machine


@dataclass(frozen=True, slots=True)
class Line:
    """How a machine does on one line of the policy.

    Attributes:
        rule: the line.
        reading: what it finds.
    """

    rule: Rule
    reading: Reading

    @property
    def fate(self) -> Fate:
        """Return pass, soft or fail; what is not known is never a pass."""
        ends = self.reading.best, self.reading.worst
        if self.is_known:
            return self.reading.best
        return max(min(ends), min(max(ends), Fate.SOFT))

    @property
    def is_known(self) -> bool:
        """Say whether the line is settled."""
        return self.reading.is_known

    @property
    def is_stop(self) -> bool:
        """Say whether this line alone says no."""
        return self.rule.is_stop and self.reading.best is Fate.FAIL

    def points(self, points: Points) -> int:
        """Return what the line costs, at worst."""
        return _cost(self.rule, self.reading.worst, points)


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a machine.

    Attributes:
        verdict: the verdict.
        lines: the policy's lines that are for it, the stops first.
        at_worst: the verdict if all that is not known turns out badly.
        at_best: the verdict if it turns out well.
        points: the sum of the lines at worst.
        points_best: the sum of the lines at best.
    """

    verdict: Verdict
    lines: tuple[Line, ...]
    at_worst: Verdict
    at_best: Verdict
    points: int
    points_best: int

    @property
    def stops(self) -> tuple[Line, ...]:
        """Return the lines that alone say no."""
        return tuple(one for one in self.lines if one.is_stop)

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """Return the lines on which something has to be found out."""
        return tuple(one for one in self.lines if not one.is_known)

    @property
    def is_certain(self) -> bool:
        """Say whether nothing that is not known could change it."""
        return self.at_worst is self.at_best


def judge(machine: Machine, policy: Policy, on: date) -> Judged:
    """Return the verdict on a machine.

    Args:
        machine: the machine, or several that are alike.
        policy: the policy.
        on: the day of the offer, up to which its age counts.
    """
    lines = [
        Line(one, read(Asked(machine, one, policy, on))) for one in policy.rules_for(machine.kind)
    ]
    judged = conclude(lines, policy)
    if machine.kind is not Kind.UNKNOWN:
        return judged
    # Lines that are for some kinds only have not been asked.
    verdict = between(Verdict.DECLINE, judged.at_best)
    return replace(judged, verdict=verdict, at_worst=Verdict.DECLINE)


def conclude(lines: Iterable[Line], policy: Policy) -> Judged:
    """Return the verdict to which lines lead."""
    ordered = tuple(sorted(lines, key=lambda one: (not one.rule.is_stop, policy.number(one.rule))))
    points = policy.points.strict
    worst, worst_sum = _end(((one.rule, one.reading.worst) for one in ordered), policy, points)
    best, best_sum = _end(((one.rule, one.reading.best) for one in ordered), policy, points)
    low, high = sorted((worst, best))
    return Judged(between(low, high), ordered, low, high, worst_sum, best_sum)


def ends_of(lines: Iterable[Line], policy: Policy) -> tuple[Verdict, Verdict]:
    """Return the verdicts alone to which lines lead, in any order: at worst, and at best."""
    found, points = tuple(lines), policy.points.strict
    worst, _ = _end(((one.rule, one.reading.worst) for one in found), policy, points)
    best, _ = _end(((one.rule, one.reading.best) for one in found), policy, points)
    return min(worst, best), max(worst, best)


def between(worst: Verdict, best: Verdict) -> Verdict:
    """Return the verdict where it is not known which of two it will be: "maybe", if both allow it.

    What is certain stays so: the good case bounds it from above, the bad one from below.
    """
    return max(worst, min(Verdict.MAYBE, best))


def _end(fates: Iterable[tuple[Rule, Fate]], policy: Policy, points: Points) -> tuple[Verdict, int]:
    """Return the verdict and the sum where every line has its fate."""
    costs: dict[Check | str, int] = {}
    cap = Verdict.ACCEPT
    is_stopped, is_ours_to_refer, has_system = False, policy.refers, True
    for rule, fate in fates:
        if fate is Fate.PASS:
            continue
        # Of two rules on one thing only the stricter counts.
        about = rule.key if rule.check is Check.OWN else rule.check
        costs[about] = min(costs.get(about, 0), _cost(rule, fate, points))
        if fate is Fate.FAIL:
            is_stopped |= rule.is_stop
            is_ours_to_refer &= rule.refers
        # What fails is no better off than what is soft.
        cap = min(cap, rule.fair_gives)
        has_system &= rule.check is not Check.SYSTEM
    total = sum(costs.values())
    if is_stopped or total < points.spare_from:
        return (Verdict.REFER if is_ours_to_refer and has_system else Verdict.DECLINE), total
    if not has_system:
        return min(cap, Verdict.PARTS), total
    return min(cap, Verdict.ACCEPT if total >= points.accept_from else Verdict.SPARE), total


def _cost(rule: Rule, fate: Fate, points: Points) -> int:
    """Return what a line costs; what is the end has no price."""
    if fate is Fate.PASS or (fate is Fate.FAIL and rule.is_stop):
        return 0
    return rule.weight * (points.soft if fate is Fate.SOFT else points.fail)


VERDICT_WORDS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.ACCEPT: "Accept",
        Verdict.SPARE: "Accept as spare",
        Verdict.PARTS: "Accept for parts or training",
        Verdict.MAYBE: "Maybe: IT has to look",
        Verdict.REFER: "Refer to a refurbisher",
        Verdict.DECLINE: "Decline with thanks",
    }
)
"""How the verdicts are told to people."""
