"""What the rules of a library say of its items: the days that follow, and what must be wiped."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.processors import processor_fit
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.lifecycle import Lifecycle, needs_wiping, replace_by, support_of
from libdesk.domain.phrases import plural_of
from libdesk.domain.records import Record
from libdesk.domain.text import fold
from libdesk.domain.windows11 import Fit, Readiness, windows11_ready
from libdesk.services.item_gates import Rules

_SEEN = 20_000
_NOTHING = Record(Tag(""), "", "")


def item_rules(today: date, lifecycle: Lifecycle | None = None) -> Rules:
    """Return what the rules say on a day; those that are shipped where none are named."""
    rules = lifecycle or load_lifecycle()

    def is_computer(kind: str) -> bool:
        rule = rules.kinds.kind_rule(kind)
        return rule is not None and rule.is_computer

    return Rules(
        _dates(rules, today), lambda record: needs_wiping(rules, record), is_computer, today
    )


def can_move_on(record: Record) -> bool:
    """Say whether a machine is known to be able to take its system's successor.

    Known it is of Windows only: a PC whose processor, memory, disk, TPM and start are all told.
    """
    is_windows = "windows" in fold(record.system)
    return is_windows and windows11(record).fit is Fit.YES


def windows11(record: Record) -> Readiness:
    """Return whether a PC can run Windows 11, and why."""
    return windows11_ready(record, processor_fit(record.processor))


def kind_words(lifecycle: Lifecycle | None = None) -> Mapping[str, str]:
    """Return the kinds by every word that the rules have for them, folded; by plurals too."""
    kinds = (lifecycle or load_lifecycle()).kinds
    words = {fold(word): one.word for one in kinds.rules for word in (*one.also, one.word)}
    # What one kind has for its own word is no other kind's plural.
    return {**{plural_of(word): kind for word, kind in words.items()}, **words}


def _dates(rules: Lifecycle, today: date) -> Callable[[Record], Dates]:
    """Return what works days out, once for all items that are alike in what they follow from."""

    @lru_cache(maxsize=_SEEN)
    def alike(*parts: object) -> Dates:
        told: dict[str, Any] = dict(zip(_PARTS, parts, strict=True))
        record = replace(_NOTHING, **told)
        support = support_of(rules, record, today)
        moves_on = can_move_on(record)
        return Dates(replace_by(rules, record, today, can_move_on=moves_on).on, support.ends_on)

    return lambda record: alike(*_parts(record))


_PARTS = (
    "kind", "status", "system", "edition", "system_version", "bought_on", "replace_on",
    "support_until", "license_until", "warranty_until", "battery_on", "disk_kind", "secure_boot",
    "new_certificate", "processor", "memory_gb", "disk_gb", "tpm",
)  # fmt: skip
"""What the rules read of a record."""

_parts = attrgetter(*_PARTS)
