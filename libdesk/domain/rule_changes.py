"""What a library has changed of the shipped kinds: only that is stored, and laid over them anew.

So a newer LibDesk's figures reach every library in all that it has left as it was. How it is with
the support dates is in support_changes.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from libdesk.domain.kinds import KindRule, Kinds, document_of_kinds, kind_key, parse_kinds
from libdesk.domain.rule_parts import Part, document

WHAT = "the changes"
"""What such a document is called where something is wrong with it."""

_NOTHING: Mapping[str, KindRule | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OwnKinds:
    """The kinds as a library has them.

    Attributes:
        kinds: all of them.
        own: those that are not as they are shipped, by their words, each with the shipped one; None
            where the library has added it.
        lost: changes that fit nothing any more, by the words of their kinds.
    """

    kinds: Kinds
    own: Mapping[str, KindRule | None] = field(default_factory=lambda: _NOTHING)
    lost: tuple[str, ...] = ()


def changes_of_kinds(shipped: Kinds, kinds: Kinds, checked_on: date | None) -> dict[str, Any]:
    """Return what differs from the shipped kinds, as a document; empty where nothing does.

    Args:
        shipped: as LibDesk ships them.
        kinds: as the library has them; a shipped one that is missing is there again later.
        checked_on: when somebody has checked all of them; None for never.
    """
    before, after = document_of_kinds(shipped), document_of_kinds(kinds)
    stock = {one["kind"]: one for one in before["kinds"]}
    parts = {
        one["kind"]: _differing(stock[one["kind"]], one)
        for one in after["kinds"]
        if one["kind"] in stock
    }
    told = {
        "checked_on": checked_on.isoformat() if checked_on else "",
        "currency": after["currency"] if after["currency"] != before["currency"] else "",
        "limits": differing(before["limits"], after["limits"]),
        "changed": {kind: some for kind, some in parts.items() if some},
        "added": [one for one in after["kinds"] if one["kind"] not in stock],
    }
    return {name: value for name, value in told.items() if value}


def with_kind_changes(shipped: Kinds, changes: object) -> OwnKinds:
    """Return the kinds as a library has them.

    Args:
        shipped: as LibDesk ships them.
        changes: what `changes_of_kinds` returned, maybe of older shipped ones.

    Raises:
        ValueError: the document is damaged, or of a newer LibDesk; the message names the part.
    """
    whole = document(WHAT, changes)
    whole.only(frozenset({"checked_on", "currency", "limits", "changed", "added"}))
    base = document_of_kinds(shipped)
    by_key = {kind_key(one["kind"]): one for one in base["kinds"]}
    lost = []
    for kind, parts in _named_parts(whole.part("changed")):
        if (found := by_key.get(kind_key(kind))) is None:
            lost.append(kind)
        else:
            overlay(found, {**parts, "kind": found["kind"]})
    parse_kinds(base)  # what is damaged is told before anything is built on it
    for part in _parts(whole, "added"):
        _add_kind(base["kinds"], by_key, part)
    base["limits"].update(whole.part("limits").values)
    base["currency"] = whole.text("currency") or base["currency"]
    base["as_at"] = later(shipped.as_at, whole.day("checked_on"))
    kinds = parse_kinds(base)
    stock = {one.word: one for one in shipped.rules}
    own = {
        one.word: stock.get(one.word)
        for one in kinds.rules
        if not _is_alike(one, stock.get(one.word))
    }
    return OwnKinds(kinds, own, tuple(lost))


def checked_on(changes: object) -> date | None:
    """Return when somebody has checked all of the rules, by their changes; None for never.

    Raises:
        ValueError: the document is damaged.
    """
    return document(WHAT, changes).day("checked_on")


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts that differ; None for one that is gone."""
    names = [*after, *(name for name in before if name not in after)]
    return {name: after.get(name) for name in names if after.get(name) != before.get(name)}


def overlay(document_: dict[str, Any], parts: Mapping[str, Any]) -> None:
    """Lay parts over a document; None takes one away."""
    for name, value in parts.items():
        if value is None:
            document_.pop(name, None)
        else:
            document_[name] = value


def later(as_at: date, checked: date | None) -> str:
    """Return the later one of two days, as documents have it."""
    return max(as_at, checked or as_at).isoformat()


def _named_parts(part: Part) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return [(name, part.part(name).values) for name in part.values]


def _parts(part: Part, name: str) -> Iterable[Part]:
    return part.parts(name) if name in part.values else ()


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    parts = differing(before, after)
    if set(after.get("also", [])) <= set(before.get("also", [])):
        # Another kind of the library's has taken a word: that is no change of this one.
        parts.pop("also", None)
    return parts


def _add_kind(kinds: list[dict[str, Any]], by_key: dict[str, dict[str, Any]], part: Part) -> None:
    """Add a kind of the library's; where LibDesk has come to ship it too, the library's counts."""
    word, also = part.text("kind", needed=True), part.texts("also")
    if (found := by_key.get(kind_key(word))) is not None:
        overlay(found, {**part.values, "kind": found["kind"], "also": found.get("also")})
        return
    also = tuple(one for one in also if kind_key(one) not in by_key)
    # A word that the library has given its own kind is that kind's.
    claimed = {kind_key(one) for one in (word, *also)}
    for one in kinds:
        one["also"] = [other for other in one.get("also", []) if kind_key(other) not in claimed]
    kinds.append({**part.values, "also": list(also)})


def _is_alike(rule: KindRule, shipped: KindRule | None) -> bool:
    """Say whether a kind is as it is shipped; words that another kind has taken do not count."""
    if shipped is None:
        return False
    usual = {name for name in KindRule.__dataclass_fields__ if name != "also"}
    is_same = all(getattr(rule, name) == getattr(shipped, name) for name in usual)
    return is_same and set(rule.also) <= set(shipped.also)
