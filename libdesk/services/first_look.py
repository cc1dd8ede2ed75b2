"""What the desk shows before its database is open for work: the first page, as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from libdesk.domain.inbox import Line, Order, View
from libdesk.domain.today import Agenda
from libdesk.services.places import Overview


@dataclass(frozen=True, slots=True)
class FirstLook:
    """A first page, with all that is said around it.

    Attributes:
        view: which problems were asked for.
        order: in which order.
        keys: all of the view's keys.
        lines: the first of them, as far as they were asked for.
        counts: how many problems each view holds.
        overview: the library's names.
        today: the list for today; None where it was not asked for.
    """

    view: View
    order: Order
    keys: tuple[int, ...]
    lines: tuple[Line, ...]
    counts: Mapping[View, int]
    overview: Overview
    today: Agenda | None = None
