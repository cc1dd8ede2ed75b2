"""Kinds of equipment, and what a library expects of each: data that it may change (3.3).

The cycles lie inside the ranges that libraries and universities publish; what things cost is a
guess until the library puts in its own figures.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from libdesk.domain.money import LARGEST, Money, is_currency
from libdesk.domain.phrases import plural_of
from libdesk.domain.rule_parts import Part, document, without_usual
from libdesk.domain.text import clean_line, fold

MOST_YEARS = 100
"""Longer than any cycle."""

MOST_DAYS = 3660
"""No warning comes earlier."""


class DatedBy(StrEnum):
    """What takes the place of a kind's cycle where it is known."""

    CYCLE = ""
    SUPPORT = "support"
    LICENSE = "license"


@dataclass(frozen=True, slots=True)
class KindRule:
    """What a library expects of one kind.

    Attributes:
        word: the kind.
        also: other words that people and tables have for it.
        years: the cycle: after so many years it is replaced; None for none.
        dated_by: what takes the place of the cycle where it is known.
        battery_years: after so many its battery is; None for what has none to be replaced.
        disk_years: after so many its disks are; None as above.
        holds_storage: something of what people do stays in it, so that it must be wiped.
        is_computer: it counts as a computer.
        is_fleet: it is one of many that are best alike (S53).
        system: what it runs where its record does not say, such as "ChromeOS"; "" for not known.
        cost: what a new one costs, a guess; None for not known.
        note: why it is so.
    """

    word: str
    also: tuple[str, ...] = ()
    years: int | None = None
    dated_by: DatedBy = DatedBy.CYCLE
    battery_years: int | None = None
    disk_years: int | None = None
    holds_storage: bool = False
    is_computer: bool = False
    is_fleet: bool = False
    system: str = ""
    cost: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """When something is told.

    Attributes:
        old_years: a computer older than this is told of (S55).
        support_days: so long before the end of support it is "soon".
        replace_days: so long before the day of replacement.
        warranty_days: so long before the end of the warranty.
        battery_days: so long before a battery, or disks, are due.
        license_days: so long before the end of a license.
        standard_models: how many commonest models of a branch are its standard (S53).
    """

    old_years: int = 4
    support_days: int = 180
    replace_days: int = 180
    warranty_days: int = 90
    battery_days: int = 90
    license_days: int = 90
    standard_models: int = 2


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds, and when something is told.

    Attributes:
        as_at: when somebody last checked them.
        rules: one for each kind.
        limits: when something is told.
        currency: of the costs.
        source: where they are from.
    """

    as_at: date
    rules: tuple[KindRule, ...]
    limits: Limits = Limits()
    currency: str = "USD"
    source: str = ""
    _by_word: Mapping[str, KindRule] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take in every word for each kind, so that a look-up is short."""
        words: dict[str, KindRule] = {}
        named = [(word, rule) for rule in self.rules for word in (rule.word, *rule.also)]
        keys = [(kind_key(word), rule) for word, rule in named]
        # Plurals come last: what one kind has for its own word is no other kind's plural.
        for key, rule in (*keys, *((plural_of(key), rule) for key, rule in keys)):
            words.setdefault(key, rule)
        # Records name kinds as the rules do; only tables and people need more than one look.
        words.update({rule.word: rule for rule in self.rules})
        object.__setattr__(self, "_by_word", words)

    def kind_rule(self, word: str) -> KindRule | None:
        """Return what is expected of a kind, by any of its words; None for an unknown one."""
        return self._by_word.get(word) or self._by_word.get(kind_key(word))


def parse_kinds(value: object) -> Kinds:
    """Read the kinds; the shape of lifecycle/kinds.json.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind, or two kinds claim one word;
            the message names it.
    """
    whole = document("the kinds", value)
    whole.only(frozenset({"as_at", "source", "currency", "limits", "kinds"}))
    currency = whole.text("currency") or "USD"
    if not is_currency(currency):
        raise ValueError("the kinds need a currency such as USD: currency")
    rules = tuple(_rule(part, currency) for part in whole.parts("kinds"))
    _refuse_doubles(rules)
    return Kinds(
        whole.needed_day("as_at"),
        rules,
        _limits(whole.part("limits")),
        currency,
        whole.text("source"),
    )


def document_of_kinds(kinds: Kinds) -> dict[str, Any]:
    """Return kinds as the document that `parse_kinds` reads."""
    return {
        "as_at": kinds.as_at.isoformat(),
        "source": kinds.source,
        "currency": kinds.currency,
        "limits": {name: getattr(kinds.limits, name) for name in _LIMITS},
        "kinds": [_document_of_rule(rule) for rule in kinds.rules],
    }


_LIMITS = tuple(Limits.__dataclass_fields__)
_PARTS = frozenset(
    {
        "kind", "also", "years", "dated_by", "battery_years", "disk_years", "storage", "computer",
        "fleet", "system", "cost", "note",
    }
)  # fmt: skip


def _rule(part: Part, currency: str) -> KindRule:
    part.only(_PARTS)
    cost = part.whole("cost", 0, LARGEST)
    return KindRule(
        part.text("kind", needed=True),
        part.texts("also"),
        part.whole("years", 1, MOST_YEARS),
        DatedBy(part.choice("dated_by", tuple(DatedBy))),
        part.whole("battery_years", 1, MOST_YEARS),
        part.whole("disk_years", 1, MOST_YEARS),
        part.yes("storage"),
        part.yes("computer"),
        part.yes("fleet"),
        part.text("system"),
        None if cost is None else Money(cost, currency),
        part.text("note"),
    )


def _document_of_rule(rule: KindRule) -> dict[str, Any]:
    return without_usual(
        {
            "kind": rule.word,
            "also": list(rule.also),
            "years": rule.years,
            "dated_by": str(rule.dated_by),
            "battery_years": rule.battery_years,
            "disk_years": rule.disk_years,
            "storage": rule.holds_storage,
            "computer": rule.is_computer,
            "fleet": rule.is_fleet,
            "system": rule.system,
            "cost": rule.cost.minor if rule.cost else None,
            "note": rule.note,
        },
        "cost" if rule.cost else "",
    )


def _limits(part: Part) -> Limits:
    part.only(frozenset(_LIMITS))
    usual = Limits()
    return Limits(
        **{name: part.whole_or(name, getattr(usual, name), MOST_DAYS) for name in _LIMITS}
    )


def _refuse_doubles(rules: tuple[KindRule, ...]) -> None:
    claimed: dict[str, str] = {}
    for rule in rules:
        for word in (rule.word, *rule.also):
            if not (key := kind_key(word)):
                raise ValueError(f"the kinds need a word with letters or digits, not: {word}")
            other = claimed.setdefault(key, rule.word)
            if other != rule.word:
                raise ValueError(f"the kinds {other} and {rule.word} both claim one word: {word}")
    if len({rule.word for rule in rules}) < len(rules):
        raise ValueError("the kinds name one kind twice")


def kind_key(text: str) -> str:
    """Return a kind's word as words are compared: case, accents and signs do not count."""
    return " ".join(re.findall(r"\w+", fold(clean_line(text))))
