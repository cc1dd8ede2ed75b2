"""Follow-ups: each joins the problem that it goes on from, in whatever order the two arrive.

What it changes is a rule of the domain; here it is looked up and stored, in intake's transaction.
However many are joined at once, their problem is read once, and without what was added before: so
the work grows with what is new, not with what is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import reduce

from libdesk.domain.follow_ups import Outcome, belongs, merge, take_in
from libdesk.domain.hours import Hours
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import FollowUpKind, Problem, Report, ReportId
from libdesk.services.changing import end_notices
from libdesk.services.stores import Unit

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
    joining = _Joining(unit, now)
    urgent = [joining.take(report_id) for report_id in unit.problems.loose(added)]
    joining.finish()
    return tuple(filter(None, urgent))


@dataclass(slots=True)
class _Root:
    """A problem that is being joined.

    Attributes:
        problem: how it stands, without what was added to it.
        alike: reports of the same thing, its own counted.
        effect: the effect so far. Both are None until somebody says that it hurts.
        joined: what has joined it in this transaction and is not attached yet, in its order.
    """

    problem: Problem
    alike: int | None = None
    effect: Effect | None = None
    joined: list[ReportId] = field(default_factory=list)


class _Joining:
    """One transaction's follow-ups, joined one after the other and attached together."""

    def __init__(self, unit: Unit, now: datetime) -> None:
        self._unit = unit
        self._now = now
        self._roots: dict[ReportId, _Root] = {}
        self._root_of: dict[ReportId, ReportId] = {}
        self._hours: Hours | None = None
        self._has_hours = False

    def take(self, report_id: ReportId) -> str:
        """Let a follow-up join; return its problem's number if that can't wait since then."""
        self._settle(report_id)  # what has just joined it goes along
        follow_up = self._unit.problems.get(report_id)
        root_id = self._find_root(follow_up.report)
        if root_id is None:
            return ""
        root = self._root(root_id)
        if not belongs(root.problem, follow_up.report, self._now):
            return ""
        before = root.problem.priority
        root.joined.append(report_id)
        self._root_of[report_id] = root_id
        self._keep_desks_words(follow_up, root_id)
        for added in (follow_up.report, *follow_up.follow_ups):
            self._apply(root, added)
        lifted = root.problem.priority is Priority.NOW and before is not Priority.NOW
        return root.problem.report.number if lifted else ""

    def finish(self) -> None:
        """Attach all that has joined."""
        for root_id in tuple(self._roots):
            self._settle(root_id)

    def _settle(self, root_id: ReportId) -> None:
        root = self._roots.pop(root_id, None)
        if root is not None and root.joined:
            self._unit.problems.attach(root.joined, root_id)

    def _find_root(self, report: Report) -> ReportId | None:
        earlier = report.follow_up.of if report.follow_up else report.id
        root = self._root_of.get(earlier) or self._unit.problems.find_root(earlier)
        while root in self._root_of:
            root = self._root_of[root]
        # It may go on from itself, or from something that goes on from it: it stays on its own.
        return None if root == report.id else root

    def _root(self, root_id: ReportId) -> _Root:
        if root_id not in self._roots:
            self._roots[root_id] = _Root(self._unit.problems.get_bare(root_id))
        return self._roots[root_id]

    def _apply(self, root: _Root, added: Report) -> None:
        root_id = root.problem.report.id
        outcome = self._outcome(root, added)
        self._unit.problems.change(outcome.problem, expected_version=root.problem.version)
        for event in outcome.events:
            self._unit.problems.note(root_id, event)
        if outcome.reply is not None:
            self._unit.replies.add(root_id, outcome.reply, goes_out_at=self._now)
        if root.problem.state.is_open and not outcome.problem.state.is_open:
            end_notices(self._unit, root_id, self._now)
        root.effect = outcome.effect
        root.problem = replace(
            outcome.problem,
            version=root.problem.version + 1,
            history=outcome.events[-1:],
            follow_ups=(),
        )

    def _outcome(self, root: _Root, added: Report) -> Outcome:
        if added.follow_up is None or added.follow_up.kind is not FollowUpKind.HURTS:
            return take_in(root.problem, added, self._now, effect=root.effect)
        report = root.problem.report
        if root.alike is None or root.effect is None:
            problems = self._unit.problems
            about = replace(report, item=root.problem.item)
            root.alike = problems.count_alike(about, self._now - REPEAT_WINDOW)
            root.effect = reduce(merge, problems.effects(report.id), report.effect)
        hours = self._library_hours()
        return take_in(root.problem, added, self._now, root.alike, hours, root.effect)

    def _library_hours(self) -> Hours | None:
        if not self._has_hours:
            self._hours, self._has_hours = self._unit.places.hours(), True
        return self._hours

    def _keep_desks_words(self, follow_up: Problem, root_id: ReportId) -> None:
        """Tell in the problem's history what the desk said while this stood on its own."""
        for event in follow_up.history:
            if event.by and event.words and event.kind not in _REPORTERS_WORDS:
                self._unit.problems.note(root_id, event)
