"""The test report: a real one, by the real way, until the desk's answer is back where it came from.

Nothing is taken for granted: each step counts only when it is seen at the place where a reporter
would see it. The report says what it is and is closed by its own answer.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import IntEnum

from libdesk.domain.problems import Event, Progress, ReplyKind, ReportId, State
from libdesk.services.changing import message
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock, Kept, Outbox
from libdesk.services.problems import Filing
from libdesk.services.stores import OpenUnit

TEST_WORDS = "Test report: please ignore."
"""By these words, its title, a test report is known everywhere; none of them tells of a trouble."""

ANSWER_WORDS = "The test report has arrived, and this answer has come back. It works."

_TILE = "UNSURE"
"""The tile for what fits no other."""

_GOES_ON_FOR = timedelta(hours=1)
"""A test report that is still on its way is gone on with for so long, in place of a second one."""


class Reached(IntEnum):
    """How far a test report has come; each step has the ones before it behind it."""

    NOTHING = 0
    KEPT = 1
    HANDED_OVER = 2
    IN_INBOX = 3
    ANSWERED = 4


@dataclass(frozen=True, slots=True)
class Trying:
    """A test report on its way.

    Attributes:
        report_id: the report.
        number: its number.
        reached: how far it has come.
        why: what holds it up, in a sentence; "" when nothing is known to.
    """

    report_id: ReportId
    number: str
    reached: Reached
    why: str = ""


class Trial:
    """Sends a test report and looks how far it has come.

    Args:
        filing: keeps it in this computer's outbox.
        dispatch: takes it to the desk.
        outbox: the same outbox.
        open_unit: the desk's database, for the answer.
        now: the clock.
        who: under this name the desk answers.
    """

    def __init__(
        self,
        filing: Filing,
        dispatch: Dispatch,
        outbox: Outbox,
        open_unit: OpenUnit,
        now: Clock,
        who: str,
    ) -> None:
        self._filing = filing
        self._dispatch = dispatch
        self._outbox = outbox
        self._open_unit = open_unit
        self._now = now
        self._who = who

    def begin(self, branch: str) -> Trying:
        """Keep a test report; one that is on its way since lately is gone on with.

        Args:
            branch: the branch that it is filed at; "" for none.

        Raises:
            Unavailable: it could not be kept.
        """
        under_way = next(filter(self._is_under_way, self._outbox.list()), None)
        if under_way is not None:
            report = under_way.report
        else:
            report = self._filing.submit(Draft(_TILE, branch, TEST_WORDS)).report
        return Trying(report.id, report.number, Reached.KEPT)

    def go_on(self, trying: Trying) -> Trying:
        """Take it on as far as it goes by now, and return how far that is."""
        why = self._dispatch.deliver().why
        self._dispatch.fetch_replies()
        kept = next(one for one in self._outbox.list() if one.report.id == trying.report_id)
        reached = _reached(kept)
        if reached is Reached.IN_INBOX:
            self._answer(trying.report_id)
        return replace(trying, reached=reached, why="" if reached > Reached.KEPT else why)

    def _is_under_way(self, kept: Kept) -> bool:
        age = self._now() - kept.report.filed_at
        is_fresh = timedelta(0) <= age < _GOES_ON_FOR
        is_test = kept.report.title == TEST_WORDS
        return is_test and is_fresh and _reached(kept) is not Reached.ANSWERED

    def _answer(self, report_id: ReportId) -> None:
        """Answer and close it, once; the words leave with the desk's next round."""
        now = self._now()
        with self._open_unit(write=True) as unit:
            try:
                problem = unit.problems.get_bare(report_id)
            except Refusal:
                return  # somebody has deleted it meanwhile
            if not problem.state.is_open:
                return
            closed = replace(problem, state=State.FIXED, closed_at=now)
            unit.problems.change(closed, expected_version=problem.version)
            told = Event(now, self._who, State.FIXED.value, ANSWER_WORDS)
            unit.problems.note(report_id, told)
            reply = message(closed, ReplyKind.STATE, now, ANSWER_WORDS, self._who)
            unit.replies.add(report_id, reply, goes_out_at=now)


def _reached(kept: Kept) -> Reached:
    if any(reply.text == ANSWER_WORDS for reply in kept.replies):
        return Reached.ANSWERED
    return {
        Progress.KEPT: Reached.KEPT,
        Progress.HANDED_OVER: Reached.HANDED_OVER,
        Progress.IN_INBOX: Reached.IN_INBOX,
    }[kept.progress]
