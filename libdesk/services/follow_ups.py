"""Follow-ups: each joins the problem that it goes on from, in whatever order the two arrive.

What it changes is a rule of the domain; here it is looked up and stored, in intake's transaction.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from libdesk.domain.follow_ups import belongs, take_in
from libdesk.domain.priority import Priority
from libdesk.domain.problems import FollowUpKind, Problem, Report, ReportId
from libdesk.services.ports import Unit

REPEAT_WINDOW = timedelta(days=30)
"""So far back a report of the same thing counts as a repeat."""

_REPORTERS_WORDS = frozenset(kind.value for kind in FollowUpKind)


def join_all(unit: Unit, added: Sequence[ReportId], now: datetime) -> tuple[str, ...]:
    """Attach what can be attached since these reports were added.

    A follow-up that came before the report it goes on from has stood in the inbox on its own.

    Args:
        unit: the transaction.
        added: reports that have just been added.
        now: the desk's time (aware, UTC).

    Returns the numbers of the problems that can't wait since then.
    """
    urgent = []
    for report_id in unit.problems.loose(added):
        follow_up = unit.problems.get(report_id)
        root = _find_root(unit, follow_up.report)
        if root is None or not belongs(root, follow_up.report, now):
            continue
        joined = _join(unit, follow_up, root, now)
        if joined.priority is Priority.NOW and root.priority is not Priority.NOW:
            urgent.append(joined.report.number)
    return tuple(urgent)


def _find_root(unit: Unit, report: Report) -> Problem | None:
    root = unit.problems.find_root(report.follow_up.of if report.follow_up else report.id)
    # It may go on from itself, or from something that goes on from it: then it stays on its own.
    return None if root in (None, report.id) else unit.problems.get(root)


def _join(unit: Unit, follow_up: Problem, root: Problem, now: datetime) -> Problem:
    unit.problems.attach(follow_up.report.id, root.report.id)
    _keep_desks_words(unit, follow_up, root)
    for added in (follow_up.report, *follow_up.follow_ups):
        root = _apply(unit, root, added, now)
    return root


def _apply(unit: Unit, root: Problem, added: Report, now: datetime) -> Problem:
    alike = unit.problems.count_alike(root.report, now - REPEAT_WINDOW)
    outcome = take_in(root, added, now, alike, unit.places.hours())
    unit.problems.change(outcome.problem, expected_version=root.version)
    for event in outcome.events:
        unit.problems.note(root.report.id, event)
    if outcome.reply is not None:
        unit.replies.add(root.report.id, outcome.reply, goes_out_at=now)
    history = (*root.history, *outcome.events)
    return replace(outcome.problem, version=root.version + 1, history=history)


def _keep_desks_words(unit: Unit, follow_up: Problem, root: Problem) -> None:
    """Tell in the problem's history what the desk said while the follow-up stood on its own."""
    for event in follow_up.history:
        if event.by and event.words and event.kind not in _REPORTERS_WORDS:
            unit.problems.note(root.report.id, event)
