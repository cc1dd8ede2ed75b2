"""What the made-up library has of its own beside its equipment: a view, and a changed rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from libdesk.domain.item_lists import ItemColumn, ItemFacet, ItemFilter, ItemGroup, ItemOrder
from libdesk.domain.lifecycle import Lifecycle
from libdesk.domain.spans import months_after
from libdesk.services.item_rules import ItemRules
from libdesk.services.item_views import ItemViewList
from libdesk.services.stores import OpenUnit

_ID = UUID("00000000-0000-4000-8000-00000000c0de")
_LAPTOP, _YEARS = "laptop", 5
_MONTHS = 18
"""Whoever plans the next budget looks so far ahead."""


def play(open_unit: OpenUnit, shipped: Callable[[], Lifecycle], now: datetime) -> None:
    """Keep one view, and let laptops serve a year longer than LibDesk has it.

    Args:
        open_unit: opens a transaction.
        shipped: reads the shipped rules.
        now: the moment that the sample is relative to (aware, UTC).
    """
    views = ItemViewList(open_unit, lambda: now, lambda: _ID)
    before = months_after(now.astimezone().date(), _MONTHS)
    narrowed = ItemFilter(
        values=MappingProxyType({ItemFacet.KIND: ("public PC", "staff PC")}),
        replace_before=before,
    )
    order = ItemOrder(ItemColumn.REPLACE_BY, group=ItemGroup.PLACE)
    views.save_as("Computers for the next budget", narrowed, order)
    rules = ItemRules(open_unit, shipped, lambda: now, "IT")
    laptop = rules.rules().kinds.kind_rule(_LAPTOP)
    if laptop is not None:
        note = "The board agreed to keep laptops a year longer."
        rules.save_kind(replace(laptop, years=_YEARS, note=note))
