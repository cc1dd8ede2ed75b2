"""Deletes reports that should not be in the inbox at all: tests, and what was sent by mistake.

Deleting is two steps. First a report is taken out of every list, and for a while it can be put
back; then it is wiped, and only the mark stays that it was here, so that the same report found
once more in a share or an outbox does not come back.
"""

from collections.abc import Callable

from libdesk.domain.deleting import is_test
from libdesk.domain.problems import ReportId
from libdesk.services.changing import UNDO_LASTS, Changes, end_notices, expect, standing
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.follow_ups import join_all
from libdesk.services.intake import index_words
from libdesk.services.ports import Clock
from libdesk.services.retention import note_leftovers
from libdesk.services.stores import OpenUnit

WIPED_AT_ONCE = 10
"""Reports wiped in one transaction, with all their pictures."""


class Deleting:
    """Takes reports out of the inbox, for good when the time to undo is over.

    Args:
        open_unit: opens a transaction.
        now: the clock.
    """

    def __init__(self, open_unit: OpenUnit, now: Clock) -> None:
        self._open_unit = open_unit
        self._now = now

    def delete(self, report_id: ReportId, *, version: int, is_confirmed: bool = False) -> Changes:
        """Take a report out of every list; it is wiped when the time to undo is over.

        What its reporter added to it goes with it. Nobody is told.

        Args:
            report_id: the report.
            version: what was on the screen.
            is_confirmed: somebody was asked, and means it, though it is no test.

        Raises:
            Refusal: it is no test and nobody was asked, or others are joined to it.
            Conflict: it was changed meanwhile.
        """
        with self._open_unit(write=True) as unit:
            problem = expect(unit, report_id, version)
            number = problem.report.number
            if problem.joined:
                raise Refusal(
                    f"Other reports are joined to {number}. Take them apart first, so that nobody "
                    "who waits for an answer is forgotten."
                )
            if unit.problems.find_root(report_id) != report_id:
                raise Refusal(f"{number} is read with another problem. Take it apart first.")
            if not is_confirmed and (problem.follow_ups or not is_test(problem.report)):
                raise Refusal(
                    f"{number} does not look like a test. Once it is deleted, nobody can read it "
                    "any more, and its reporter is not told."
                )
            unit.deleted.mark(report_id, self._now(), expected_version=version)
            told = end_notices(unit, report_id, self._now())
        return Changes((report_id,), before=standing(problem, version + 1, told))

    def undo(self, report_id: ReportId, changes: Changes) -> Changes:
        """Put a report back where it was, with what has been added to it meanwhile.

        Args:
            report_id: the report.
            changes: what `delete` returned.

        Raises:
            Conflict: it is gone.
        """
        left_version = changes.before.left_version if changes.before else 0
        with self._open_unit(write=True) as unit:
            if not unit.deleted.unmark(report_id, expected_version=left_version):
                raise Conflict("It is deleted for good; the time to take that back was over.")
            for notice in changes.before.told if changes.before else ():
                unit.notices.reopen(notice)
            problem = unit.problems.get(report_id)
            told = (problem.report, *problem.follow_ups)
            words = tuple(dict.fromkeys(word for one in told for word in index_words(one)))
            unit.problems.find_by({report_id: words})
            join_all(unit, [report_id], self._now())
        return Changes((report_id,))

    def sweep(self, between: Callable[[], bool] = lambda: True) -> int:
        """Wipe what was deleted longer ago than the time to undo; return how many reports.

        Args:
            between: called after each transaction; answering False ends it early.
        """
        wiped = 0
        while True:
            now = self._now()
            with self._open_unit() as unit:
                due = unit.deleted.due(now - UNDO_LASTS, now + UNDO_LASTS, WIPED_AT_ONCE)
            if not due:
                return wiped
            with self._open_unit(write=True) as unit:
                # Asked once more: it may have been put back since.
                still = unit.deleted.due(now - UNDO_LASTS, now + UNDO_LASTS, WIPED_AT_ONCE)
                unit.deleted.wipe(still, now)
                note_leftovers(unit, now)
            wiped += len(still)
            if not between():
                return wiped
