"""One problem told to every form: in IT's own words, and whoever has it too joins it at one tap.

A known problem that was told of a problem carries that problem's id, so "same here" needs no
sorting by hand: the report is read and answered with the problem from its arrival on.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from libdesk.domain.bulletin import NOTICE_LIMIT, Notice, notice_of, problem_of
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Event, Problem, Report, ReportId
from libdesk.domain.text import clean_text
from libdesk.services.changing import JOINED, TOLD, UNDO_LASTS, UNTOLD, Changes, expect
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit


class Telling:
    """Tells forms of a problem.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        who: under this name the desk works.
    """

    def __init__(self, open_unit: OpenUnit, now: Clock, who: str) -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = who

    def tell(
        self,
        report_id: ReportId,
        text: str,
        *,
        version: int,
        everywhere: bool = False,
        until: datetime | None = None,
    ) -> Changes:
        """Let every form show a known problem; told again, it has the new words.

        It is first shown when the time to undo is over.

        Args:
            report_id: the problem.
            text: IT's own words; a reporter's are never told to others.
            version: what was on the screen.
            everywhere: at all branches; else at the problem's own.
            until: when it is expected to be over (aware, UTC); None when nobody knows.

        Raises:
            Refusal: it says nothing or too much, or its time is over already.
            Conflict: the problem was changed meanwhile.
        """
        now = self._now()
        words = clean_text(text)
        if not words:
            raise Refusal("Write in a few words what is known.", field="text")
        if len(words) > NOTICE_LIMIT:
            raise Refusal(f"Say it in at most {NOTICE_LIMIT} characters.", field="text")
        if until is not None and until <= now:
            raise Refusal(
                "That time is over already. Choose a later one, or leave it open.", field="until"
            )
        notice = Notice(words, "", now + UNDO_LASTS, notice_of(report_id), until=until)
        with self._open_unit(write=True) as unit:
            problem = expect(unit, report_id, version)
            report = problem.report
            if not problem.state.is_open:
                raise Refusal(f"{report.number} is closed; there is nothing to tell of it.")
            branch = "" if everywhere else report.branch
            unit.notices.save(replace(notice, branch=branch, category=report.category))
            unit.notices.reopen(notice_of(report_id))
            unit.problems.change(problem, expected_version=version)
            unit.problems.note(report_id, Event(now, self._who, TOLD, words))
        return Changes((report_id,))

    def stop(self, report_id: ReportId) -> Changes:
        """Tell forms no more of a problem; where none is told, nothing happens."""
        with self._open_unit(write=True) as unit:
            if not unit.notices.is_open(notice_of(report_id)):
                return Changes(())
            unit.notices.close(notice_of(report_id), self._now())
            unit.problems.note(report_id, Event(self._now(), self._who, UNTOLD))
        return Changes((report_id,))


def is_known(unit: Unit, report: Report) -> bool:
    """Say whether a report names a known problem that somebody looks after.

    Then there is nothing in it that must still be looked at. What was told of a problem that is
    closed or gone by now is known to nobody.
    """
    if not report.notice or not unit.notices.is_open(report.notice):
        return False
    return problem_of(report.notice) is None or _meant_by(unit, report) is not None


def join_known(unit: Unit, added: Sequence[Problem], now: datetime) -> tuple[str, ...]:
    """Let reports that say "same here" join the problem that they mean, while that is open.

    The problem is as urgent as the worst of them. What goes on from another report is read with
    that one, whatever else it names.

    Args:
        unit: intake's transaction.
        added: problems that have just been added.
        now: the desk's time (aware, UTC).

    Returns the numbers of the problems that can't wait since then.
    """
    lifted = []
    for one in added:
        own = one.report.id
        top = _meant_by(unit, one.report) if one.state.is_open else None
        if top is None or unit.problems.find_root(own) != own:
            continue
        problem = unit.problems.get_bare(top)
        worst = min(problem.priority, one.priority)
        unit.joined.add([own], top)
        unit.problems.change(replace(problem, priority=worst), expected_version=problem.version)
        unit.problems.note(own, Event(now, "", JOINED, problem.report.number))
        unit.problems.note(top, Event(now, "", JOINED, one.report.number))
        if worst is Priority.NOW and problem.priority is not Priority.NOW:
            lifted.append(problem.report.number)
    return tuple(lifted)


def _meant_by(unit: Unit, report: Report) -> ReportId | None:
    """Return the open problem that a report means by the notice it names; None for none."""
    named = problem_of(report.notice)
    if named is None or report.follow_up is not None:
        return None
    top = unit.problems.find_root(ReportId(named))
    # Whoever files a report chooses its id, so two may name each other.
    if top is None or top == report.id or not unit.problems.get_bare(top).state.is_open:
        return None
    return top
