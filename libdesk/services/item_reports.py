"""The reports of an item, for its page; and the earlier ones, for whoever reads a new one."""

from libdesk.domain.item_reports import LATELY, NEWEST, ItemReports, Repeat, repeat_of
from libdesk.domain.problems import Problem
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit


class ReportsByItem:
    """Reads what was reported of an item.

    Args:
        open_unit: opens a transaction.
        now: the clock.
    """

    def __init__(self, open_unit: OpenUnit, now: Clock) -> None:
        self._open_unit = open_unit
        self._now = now

    def of(self, tag: str) -> ItemReports:
        """Return the reports of the item with this label."""
        with self._open_unit() as unit:
            return unit.item_reports.of(tag, self._now(), NEWEST)

    def repeat(self, problem: Problem) -> Repeat | None:
        """Return which time within thirty days it is for a problem's item; None for the first.

        None, too, where it is about no item, or goes on from another report.
        """
        if not problem.item or problem.report.follow_up is not None:
            return None
        since = problem.received_at - LATELY
        with self._open_unit() as unit:
            if not any(one.tag == problem.item for one in unit.items.find(problem.item)):
                return None
            found = unit.item_reports.before(problem.item, problem.sequence, since, NEWEST)
        return repeat_of(*found)
