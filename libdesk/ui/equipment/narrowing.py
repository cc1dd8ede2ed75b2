"""What the list is asked for: narrowed by what, in which order, and that in words."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_lists import Gap, ItemFacet, ItemFilter, ItemOrder, words_of
from libdesk.domain.statuses import SERVING, Status
from libdesk.services.places import Overview
from libdesk.ui.equipment.view_words import limit_words
from libdesk.ui.equipment.wording import facet_value_words

EVERY = ItemFilter()
ANY_STATUS = ItemFilter(statuses=frozenset(Status))
_IN_ORDER = ItemOrder()
_YEAR = timedelta(days=365)


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


class Quick(Enum):
    """What a list is narrowed to by a yes: no value of an item answers it."""

    NO_WARRANTY = "no warranty"
    SAME_SERIAL = "same serial"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """What the list shows.

    Attributes:
        filter: what it is narrowed to, without the words of a search.
        order: in which order.
        text: words to search for, as typed.
    """

    filter: ItemFilter = EVERY
    order: ItemOrder = _IN_ORDER
    text: str = ""

    @property
    def asked(self) -> ItemFilter:
        """Return all that narrows the list."""
        return replace(self.filter, words=words_of(self.text))


def query_of(filter_: ItemFilter, order: ItemOrder) -> ItemQuery:
    """Return what asks for this; its words stand where words are searched for."""
    return ItemQuery(replace(filter_, words=()), order, " ".join(filter_.words))


def end_of_year(year: int) -> date:
    """Return the day before which something is to be done by the end of a year."""
    return date(year + 1, 1, 1)


def quick_words(quick: Quick) -> str:
    """Return what a choice says."""
    return {
        Quick.NO_WARRANTY: _tr("No warranty date"),
        Quick.SAME_SERIAL: _tr("Same serial number twice"),
        Quick.UNSEEN: _tr("Not seen for a year"),
    }[quick]


def chosen_in(filter_: ItemFilter) -> frozenset[Quick]:
    """Return the choices that a filter holds."""
    held = {
        Quick.NO_WARRANTY: Gap.WARRANTY in filter_.gaps,
        Quick.SAME_SERIAL: filter_.same_serial,
        Quick.UNSEEN: filter_.unseen_since is not None,
    }
    return frozenset(one for one, is_held in held.items() if is_held)


def turned(filter_: ItemFilter, quick: Quick, today: date) -> ItemFilter:
    """Return a filter with a choice that it did not hold, or without the one that it held."""
    if quick is Quick.NO_WARRANTY:
        return replace(filter_, gaps=filter_.gaps ^ {Gap.WARRANTY})
    if quick is Quick.SAME_SERIAL:
        return replace(filter_, same_serial=not filter_.same_serial)
    return replace(filter_, unseen_since=None if filter_.unseen_since else today - _YEAR)


def filter_words(filter_: ItemFilter, overview: Overview, today: date) -> str:
    """Return all that a list is narrowed to but a search, in words; "" for nothing."""
    statuses = filter_.values.get(ItemFacet.STATUS, ())
    is_serving = set(statuses) == {one.value for one in SERVING}
    told = [
        facet_value_words(facet, value, overview)
        for facet in ItemFacet
        for value in filter_.values.get(facet, ())
        if not (is_serving and facet is ItemFacet.STATUS)
    ]
    if is_serving:
        told.append(_tr("in use, ready, spare or in repair"))
    told += limit_words(filter_, today)
    is_any = not statuses and filter_.statuses == ANY_STATUS.statuses
    if is_any and filter_.only is None:
        told.append(_tr("also what is gone or lost"))
    return ", ".join(told)
