"""What there is to do on a visit to a branch, read at one moment."""

from datetime import date

from libdesk.domain.equipment import find_item
from libdesk.domain.inbox import Column, Facet, Filter, Order, View
from libdesk.domain.visits import BranchVisit, ToLookAt
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

MOST = 200
"""Problems on one sheet: more than anybody looks at in a day."""

_OPEN = (View.NEEDS_ME, View.WAITING, View.NIGGLES)


class Visiting:
    """Reads what a visit is for.

    Args:
        open_unit: the desk's database.
        now: tells the time.
    """

    def __init__(self, open_unit: OpenUnit, now: Clock) -> None:
        self._open_unit = open_unit
        self._now = now

    def visit(self, branch: str) -> BranchVisit:
        """Return what is open at a branch, the most urgent of it."""
        today = self._now().astimezone().date()
        with self._open_unit() as unit:
            days = [one.on for one in unit.places.visits(date.min) if one.branch == branch]
            items = [item for item in unit.places.items() if item.branch == branch]
            sequences, left_out = _open_at(unit, branch)
            to_look_at = []
            for line in unit.inbox.lines(sequences):
                problem = unit.problems.get_bare(line.id)
                to_look_at.append(ToLookAt(problem, find_item(items, problem.item)))
        return BranchVisit(
            branch,
            min((day for day in days if day >= today), default=None),
            max((day for day in days if day < today), default=None),
            tuple(to_look_at),
            left_out,
        )


def _open_at(unit: Unit, branch: str) -> tuple[list[int], int]:
    """Return the most urgent of what is open at a branch, and how many more there are."""
    here = Filter(frozenset({(Facet.BRANCH, branch)}))
    order = Order(Column.URGENCY)
    lists = [unit.inbox.sequences(view, order, here) for view in _OPEN]
    # What waits can be more urgent than what needs somebody: all lists are cut as one.
    first = [line for keys in lists for line in unit.inbox.lines(keys[:MOST])]
    first.sort(key=lambda line: line.priority)
    kept = [line.sequence for line in first[:MOST]]
    return kept, sum(map(len, lists)) - len(kept)
