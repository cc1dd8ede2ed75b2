"""What the desk shows before its database is open for work: the first page, as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from libdesk.domain.inbox import Line, Order, View
from libdesk.domain.today import Agenda
from libdesk.services.places import Overview


@dataclass(frozen=True, slots=True)
class InboxLook:
    """The first page of the inbox, with all that is said around it.

    Attributes:
        overview: the library's names.
        view: which problems were asked for.
        order: in which order.
        keys: all of the view's keys.
        lines: the first of them, as far as they were asked for.
        counts: how many problems each view holds.
    """

    overview: Overview
    view: View
    order: Order
    keys: tuple[int, ...]
    lines: tuple[Line, ...]
    counts: Mapping[View, int]


@dataclass(frozen=True, slots=True)
class TodayLook:
    """The list for today.

    Attributes:
        overview: the library's names.
        agenda: the list.
    """

    overview: Overview
    agenda: Agenda


FirstLook = InboxLook | TodayLook
