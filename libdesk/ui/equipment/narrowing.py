"""What the list is asked for: narrowed by what, in which order, and that in words."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_lists import Gap, ItemFacet, ItemFilter, ItemOrder, words_of
from libdesk.domain.statuses import Status
from libdesk.services.places import Overview
from libdesk.ui.equipment.wording import facet_value_words

EVERY = ItemFilter()
ANY_STATUS = ItemFilter(statuses=frozenset(Status))
_IN_ORDER = ItemOrder()
_YEAR = timedelta(days=365)


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


class Quick(Enum):
    """What a list is often narrowed to."""

    REPLACE = "replace"
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


def quick_words(quick: Quick, today: date) -> str:
    """Return what a quick choice says."""
    return {
        Quick.REPLACE: _tr("Replace by the end of {year}").format(year=today.year),
        Quick.NO_WARRANTY: _tr("No warranty date"),
        Quick.SAME_SERIAL: _tr("Same serial number twice"),
        Quick.UNSEEN: _tr("Not seen for a year"),
    }[quick]


def is_on(filter_: ItemFilter, quick: Quick, today: date) -> bool:
    """Say whether a filter holds a quick choice."""
    return {
        Quick.REPLACE: filter_.replace_before == end_of_year(today.year),
        Quick.NO_WARRANTY: Gap.WARRANTY in filter_.gaps,
        Quick.SAME_SERIAL: filter_.same_serial,
        Quick.UNSEEN: filter_.unseen_since is not None,
    }[quick]


def turned(filter_: ItemFilter, quick: Quick, today: date, *, on: bool) -> ItemFilter:
    """Return a filter with a quick choice, or without it."""
    if quick is Quick.REPLACE:
        return replace(filter_, replace_before=end_of_year(today.year) if on else None)
    if quick is Quick.NO_WARRANTY:
        gap = frozenset({Gap.WARRANTY})
        return replace(filter_, gaps=filter_.gaps | gap if on else filter_.gaps - gap)
    if quick is Quick.SAME_SERIAL:
        return replace(filter_, same_serial=on)
    return replace(filter_, unseen_since=today - _YEAR if on else None)


def filter_words(filter_: ItemFilter, overview: Overview, today: date) -> str:
    """Return what a list is narrowed to, in words; "" for nothing."""
    told = [
        facet_value_words(facet, value, overview)
        for facet in ItemFacet
        for value in filter_.values.get(facet, ())
    ]
    told += [quick_words(one, today) for one in Quick if is_on(filter_, one, today)]
    year = filter_.replace_before.year - 1 if filter_.replace_before is not None else today.year
    if year != today.year:
        told.append(_tr("Replace by the end of {year}").format(year=year))
    if not filter_.values.get(ItemFacet.STATUS) and filter_.statuses == ANY_STATUS.statuses:
        told.append(_tr("also what is gone or lost"))
    return ", ".join(told)
