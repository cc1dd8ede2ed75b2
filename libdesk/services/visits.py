"""What there is to do on a visit to a branch, read at one moment."""

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
            planned = [one.on for one in unit.places.visits(today) if one.branch == branch]
            known = {one.code: one for one in unit.today.branches(today)}
            items = [item for item in unit.places.items() if item.branch == branch]
            sequences = _open_at(unit, branch)
            to_look_at = []
            for line in unit.inbox.lines(sequences[:MOST]):
                problem = unit.problems.get_bare(line.id)
                to_look_at.append(ToLookAt(problem, find_item(items, problem.report.item)))
        return BranchVisit(
            branch,
            min(planned, default=None),
            known[branch].last_visit if branch in known else None,
            tuple(to_look_at),
            max(0, len(sequences) - MOST),
        )


def _open_at(unit: Unit, branch: str) -> tuple[int, ...]:
    here = Filter(frozenset({(Facet.BRANCH, branch)}))
    order = Order(Column.URGENCY)
    return tuple(key for view in _OPEN for key in unit.inbox.sequences(view, order, here))
