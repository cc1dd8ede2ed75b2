"""A donation policy as a document, read strictly and written back: the shape of resources/policies.

A policy that this LibDesk can't read whole is refused by name; no line is ever passed over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from libdesk.domain.donation_policy import (
    LIMITED,
    MOST_WEIGHT,
    RULES_LIMIT,
    Check,
    Points,
    Policy,
    Rule,
    Verdict,
)
from libdesk.domain.donations import Kind
from libdesk.domain.rule_parts import Part, document, without_usual

MOST_LIMIT = 100_000
"""No limit of a rule is larger, in its own unit."""

MOST_POINTS = 1_000

_OF = "the donation policy"
_PARTS = frozenset(
    {
        "model", "title", "purpose", "takes", "refuses", "conditions", "goes", "points", "refers",
        "deciders", "exceptions", "elsewhere", "approved_on", "approved_by", "review_on", "rules",
    }
)  # fmt: skip
_RULE_PARTS = frozenset(
    {
        "key", "check", "words", "why", "source", "kinds", "good", "fair", "weight", "stop",
        "refers", "fair_gives", "question",
    }
)  # fmt: skip
_CAPS = {one.word: one for one in (Verdict.ACCEPT, Verdict.SPARE, Verdict.PARTS, Verdict.MAYBE)}
_CHECKS = {one.value: one for one in Check}
_KINDS = {one.value: one for one in Kind if one is not Kind.UNKNOWN}
_POINTS = ("soft", "fail", "accept_from", "spare_from")


def parse_policy(value: object, version: int = 0) -> Policy:
    """Read a policy.

    Args:
        value: the document.
        version: which version of the library's policy it is; 0 for a shipped one.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind; the message names it.
    """
    whole = document(_OF, value)
    whole.only(_PARTS)
    rules = tuple(map(_rule, whole.parts("rules")))
    if len(rules) > RULES_LIMIT:
        raise ValueError(f"{_OF} has at most {RULES_LIMIT} rules: rules")
    if len({one.key for one in rules}) < len(rules):
        raise ValueError(f"{_OF} has two rules with one key: rules")
    return Policy(
        whole.text("model", needed=True),
        whole.text("title", needed=True),
        whole.text("purpose"),
        _kinds(whole, "takes"),
        _kinds(whole, "refuses"),
        rules,
        whole.texts("conditions"),
        whole.text("deciders"),
        whole.text("exceptions"),
        whole.texts("goes"),
        _points(whole.part("points")),
        refers=_refers(whole),
        elsewhere=whole.texts("elsewhere"),
        approved_on=whole.day("approved_on"),
        approved_by=whole.text("approved_by"),
        review_on=whole.day("review_on"),
        version=version,
    )


def document_of_policy(policy: Policy) -> dict[str, Any]:
    """Return a policy as the document that `parse_policy` reads; its version stands beside it."""
    return without_usual(
        {
            "model": policy.model,
            "title": policy.title,
            "purpose": policy.purpose,
            "takes": _words(policy.takes),
            "refuses": _words(policy.refuses),
            "conditions": list(policy.conditions),
            "goes": list(policy.goes),
            "points": {name: getattr(policy.points, name) for name in _POINTS},
            "refers": policy.refers,
            "deciders": policy.deciders,
            "exceptions": policy.exceptions,
            "elsewhere": list(policy.elsewhere),
            "approved_on": policy.approved_on and policy.approved_on.isoformat(),
            "approved_by": policy.approved_by,
            "review_on": policy.review_on and policy.review_on.isoformat(),
            "rules": [_document_of_rule(one) for one in policy.rules],
        },
        "refers",
    )


def is_same_policy(one: Policy, other: Policy) -> bool:
    """Say whether two policies say the same, whatever their versions."""
    return replace(one, version=0) == replace(other, version=0)


def _refers(whole: Part) -> bool:
    return "refers" not in whole.values or whole.yes("refers")


def _rule(part: Part) -> Rule:
    part.only(_RULE_PARTS)
    check = _CHECKS[part.choice("check", tuple(_CHECKS))] if "check" in part.values else None
    if check is None:
        raise ValueError(f"{_OF} need words: {part.where}.check")
    good, fair = (part.whole(name, 0, MOST_LIMIT) for name in ("good", "fair"))
    if check in LIMITED and good is None:
        raise ValueError(f"{_OF} need a whole number: {part.where}.good")
    if check is Check.OWN and not part.text("question"):
        raise ValueError(f"{_OF} need words: {part.where}.question")
    weight = part.whole("weight", 0, MOST_WEIGHT)
    return Rule(
        part.text("key", needed=True),
        check,
        part.text("words", needed=True),
        part.text("why"),
        part.text("source"),
        _kinds(part, "kinds"),
        good,
        fair,
        1 if weight is None else weight,
        is_stop=part.yes("stop"),
        refers=part.yes("refers"),
        fair_gives=_CAPS[part.choice("fair_gives", tuple(_CAPS))],
        question=part.text("question"),
    )


def _document_of_rule(rule: Rule) -> Mapping[str, Any]:
    found = without_usual(
        {
            "key": rule.key,
            "check": rule.check.value,
            "words": rule.words,
            "why": rule.why,
            "source": rule.source,
            "kinds": _words(rule.kinds),
            "good": rule.good,
            "fair": rule.fair,
            "weight": rule.weight,
            "stop": rule.is_stop,
            "refers": rule.refers,
            "fair_gives": "" if rule.fair_gives is Verdict.ACCEPT else rule.fair_gives.word,
            "question": rule.question,
        }
    )
    if rule.weight == 1:
        del found["weight"]
    return found


def _kinds(part: Part, key: str) -> frozenset[Kind]:
    words = part.texts(key)
    for word in words:
        if word not in _KINDS:
            raise ValueError(f"{_OF} know no such kind: {part.where}.{key}: {word}")
    return frozenset(_KINDS[word] for word in words)


def _words(kinds: Iterable[Kind]) -> list[str]:
    chosen = frozenset(kinds)
    return [one.value for one in Kind if one in chosen]


def _points(part: Part) -> Points:
    part.only(frozenset(_POINTS))
    usual = Points()
    found = {name: part.whole(name, -MOST_POINTS, MOST_POINTS) for name in _POINTS}
    return Points(
        **{name: getattr(usual, name) if one is None else one for name, one in found.items()}
    )
