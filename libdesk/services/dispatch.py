"""Dispatch: takes reports from this computer's outbox to the desk, and brings back its messages.

It never gives up. What was handed over but neither lies there any more nor was confirmed is
handed over again: the desk knows every report by its id and keeps one.
"""

from collections import deque
from dataclasses import dataclass
from datetime import timedelta

from libdesk.domain.problems import Progress, ReportId
from libdesk.services.errors import Unavailable
from libdesk.services.forgetting import Forgetting
from libdesk.services.ports import Clock, Courier, Outbox

CONFIRMATION_EXPECTED_WITHIN = timedelta(minutes=10)
"""After this long without proof and without a trace, a report is handed over again."""

LONGEST_WAIT = timedelta(days=1)
"""Between two times that a report is handed over again; it never ends."""

REPLIES_AT_ONCE = 50
"""Messages fetched for one report in one round, so that no share can keep a form busy."""

TROUBLES_IN_A_ROW = 3
"""After so many failures one after another a round ends; handing over tries the newest first."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One round.

    Attributes:
        kept: reports still kept on this computer only.
        handed_over: reports handed over in this round.
        replies: messages that came back.
        why: why something is still kept, in plain words; "" when nothing is.
    """

    kept: int
    handed_over: int
    replies: int = 0
    why: str = ""


class Dispatch:
    """One outbox, one courier.

    Args:
        outbox: the outbox.
        courier: the courier.
        now: the clock.
        forgetting: lets go of what is over its time; None keeps everything.
    """

    def __init__(
        self,
        outbox: Outbox,
        courier: Courier,
        now: Clock,
        forgetting: Forgetting | None = None,
    ) -> None:
        self._outbox = outbox
        self._courier = courier
        self._now = now
        self._forgetting = forgetting

    def deliver(self) -> Delivered:
        """Hand over what waits, oldest first, and fetch messages. Trouble is told, not raised."""
        kept = handed_over = replies = troubles = 0
        why = ""
        left = deque(self._outbox.waiting())
        while left and troubles <= TROUBLES_IN_A_ROW:
            # After three troubles the newest decides: is the way closed, or are those three bad?
            report_id = left.pop() if troubles == TROUBLES_IN_A_ROW else left.popleft()
            try:
                replies += self._fetch(report_id)
                handed_over += self._hand_over(report_id)
                troubles = 0
            except Unavailable as trouble:
                why = trouble.sentence
                troubles += 1
                kept += self._is_only_here(report_id)
        kept += sum(map(self._is_only_here, left))
        if self._forgetting is not None:
            self._forgetting.forget()
        return Delivered(kept, handed_over, replies, why)

    def fetch_replies(self) -> int:
        """Fetch messages to all reports of this computer; return how many came.

        One report's trouble does not hold up the others; several in a row end the round.
        """
        came = troubles = 0
        for kept in self._outbox.list():
            if kept.progress is Progress.KEPT:
                continue
            try:
                came += self._fetch(kept.report.id)
                troubles = 0
            except Unavailable:
                troubles += 1
                if troubles == TROUBLES_IN_A_ROW:
                    break
        return came

    def _hand_over(self, report_id: ReportId) -> int:
        progress, last = self._outbox.progress(report_id)
        if progress is Progress.IN_INBOX:
            return 0
        if progress is Progress.HANDED_OVER and last is not None:
            age = self._now() - last
            # The longer it was tried, the longer it waits: what the desk can't use would only pile
            # up there. A clock set back must not stop the retry: an age below zero counts as old.
            tried_for = last - self._outbox.filed_at(report_id)
            patience = max(CONFIRMATION_EXPECTED_WITHIN, min(tried_for / 2, LONGEST_WAIT))
            fresh = timedelta(0) <= age < patience
            if fresh or self._courier.is_lying_there(report_id):
                return 0
        self._courier.hand_over(report_id, self._outbox.envelope(report_id))
        self._outbox.mark_handed_over(report_id, self._now())
        return 1

    def _fetch(self, report_id: ReportId) -> int:
        if self._outbox.progress(report_id)[0] is Progress.KEPT:
            return 0
        for came in range(REPLIES_AT_ONCE):
            number = self._outbox.next_reply(report_id)
            sealed = self._courier.fetch_reply(report_id, number)
            if sealed is None or self._outbox.add_reply(report_id, sealed) is None:
                return came
        return REPLIES_AT_ONCE

    def _is_only_here(self, report_id: ReportId) -> bool:
        try:
            return self._outbox.progress(report_id)[0] is Progress.KEPT
        except Unavailable:
            return True
