"""Filing a problem, and following it, on the computer where it happened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from libdesk.domain.guidance import Guidance
from libdesk.domain.hours import Hours
from libdesk.domain.priority import Priority, rank
from libdesk.domain.problems import (
    PICTURE_LIMIT,
    FollowUp,
    FollowUpKind,
    Progress,
    Reply,
    ReplyKind,
    Report,
    ReportId,
)
from libdesk.domain.text import TEXT_LIMIT, clean_line, clean_text
from libdesk.services.drafts import Draft, draft_effect, draft_report
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock, Kept, Outbox


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is told after Send.

    Attributes:
        report: what was kept.
        priority: how soon, by the answers given.
        lasts: it survives a restart of this computer; when False, print the slip.
        shortened: the text was longer than what can be kept, and was cut.
    """

    report: Report
    priority: Priority
    lasts: bool
    shortened: bool = False


class Filing:
    """Takes a draft, makes a report of it and keeps it."""

    def __init__(
        self, outbox: Outbox, guidance: Guidance, now: Clock, new_id: Callable[[], UUID]
    ) -> None:
        self._outbox = outbox
        self._guidance = guidance
        self._now = now
        self._new_id = new_id

    def submit(
        self, draft: Draft, report_id: ReportId | None = None, hours: Hours | None = None
    ) -> Receipt:
        """Keep the report; when this returns it is safe on disk.

        Args:
            draft: what was said.
            report_id: the id to file under, so that a second press of Send files nothing new.
            hours: by which a deadline is measured; as in `rank`.

        Raises:
            Refusal: the category is unknown, or a picture is too large.
            Unavailable: nothing was kept; the words must stay on the screen.
        """
        report = draft_report(
            draft, self._guidance, report_id or ReportId(self._new_id()), self._now()
        )
        for picture in draft.pictures:
            if len(picture.content) > PICTURE_LIMIT:
                raise Refusal(
                    f"The picture {clean_line(picture.name, 60)} has "
                    f"{ceil(len(picture.content) / 1e5) / 10:g} MB; a picture may have "
                    f"{PICTURE_LIMIT / 1e6:.0f} MB. Leave it out and send the rest.",
                    field="pictures",
                )
        if not self._outbox.keep(report):
            # Two forms went on with one draft, or it was changed after a Send that seemed to fail.
            report = replace(report, id=ReportId(self._new_id()))
            self._outbox.keep(report)
        return Receipt(
            report=report,
            priority=rank(report.effect, report.filed_at, hours),
            lasts=self._outbox.lasts,
            shortened=max(len(draft.saw), len(draft.guess)) > TEXT_LIMIT,
        )

    def follow_up(
        self,
        report: Report,
        kind: FollowUpKind,
        said: Draft,
        report_id: ReportId | None = None,
    ) -> Receipt:
        """Keep what a reporter adds to an earlier report; safe and proved as any report.

        Args:
            report: the earlier one.
            kind: what is added.
            said: words, pictures and effect; its category and branch are the earlier report's.
            report_id: as for `submit`.

        Raises:
            Refusal: there is nothing in it, or a picture is too large.
            Unavailable: nothing was kept; the words must stay on the screen.
        """
        wants_words = kind in (FollowUpKind.SAID, FollowUpKind.NOT_RIGHT)
        if wants_words and not clean_text(said.saw) and not said.pictures:
            raise Refusal("Write a few words first, or add a picture.", field="saw")
        whole = replace(
            said,
            category=report.category,
            branch=report.branch,
            item=report.item,
            follow_up=follow_up(report, kind),
        )
        return self.submit(whole, report_id)

    def preview(self, draft: Draft, hours: Hours | None = None) -> Priority:
        """Return how soon this would be looked at if it were sent now."""
        category = self._guidance.find(draft.category)
        if category is None:
            return Priority.WHEN_WE_CAN
        return rank(draft_effect(draft, category, self._guidance), self._now(), hours)


def follow_up(report: Report, kind: FollowUpKind) -> FollowUp:
    """Return what goes on from a report; from the first one, where that goes on from another."""
    return FollowUp(report.follow_up.of if report.follow_up else report.id, kind)


@dataclass(frozen=True, slots=True)
class Thread:
    """A report on this computer, with all that was added to it here.

    Attributes:
        kept: the report.
        follow_ups: what was added, oldest first.
    """

    kept: Kept
    follow_ups: tuple[Kept, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Say whether its reporter no longer needs it."""
        kinds = (one.report.follow_up.kind for one in self.follow_ups if one.report.follow_up)
        return FollowUpKind.WITHDRAWN in kinds

    @property
    def is_on_its_way(self) -> bool:
        """Say whether something that calls for IT was added and is not in IT's inbox yet."""
        return any(
            one.progress is not Progress.IN_INBOX
            and one.report.follow_up is not None
            and one.report.follow_up.kind in CALLS_FOR_IT
            for one in self.follow_ups
        )

    @property
    def replies(self) -> tuple[Reply, ...]:
        """All that IT has said to it, in order; to what was added too, beyond that it has arrived.

        What is added long after the end is a problem of its own at the desk, with its own answers.
        """
        added = [
            reply
            for one in self.follow_ups
            for reply in one.replies
            if reply.kind is not ReplyKind.RECEIVED
        ]
        if not added:
            return self.kept.replies  # numbered, so in order whatever the desk's clock showed
        return tuple(sorted((*self.kept.replies, *added), key=lambda reply: reply.at))

    @property
    def is_settled(self) -> bool:
        """Say whether no answer is to be expected any more."""
        states = [reply.state for reply in self.replies if reply.state is not None]
        is_closed = bool(states and not states[-1].is_open)
        return self.is_withdrawn or (is_closed and not self.is_on_its_way)

    @property
    def progress(self) -> Progress:
        """How far all of it has come: the least of its parts."""
        steps = tuple(Progress)
        return min(
            (self.kept, *self.follow_ups), key=lambda one: steps.index(one.progress)
        ).progress


CALLS_FOR_IT = frozenset({FollowUpKind.SAID, FollowUpKind.HURTS, FollowUpKind.NOT_RIGHT})
"""What opens again what was closed."""

AWAITED_FOR = timedelta(days=7)
"""So long after its filing somebody waits for a report's answer; then they look by themselves."""


def awaits_answer(thread: Thread, now: datetime) -> bool:
    """Say whether an answer to a report that has left this computer is still to come."""
    has_left = thread.kept.progress is not Progress.KEPT
    # A clock that was ahead would let it be awaited for as long as it was.
    is_fresh = abs(now - thread.kept.report.filed_at) < AWAITED_FOR
    return has_left and is_fresh and not thread.is_settled


def threads(reports: Iterable[Kept]) -> tuple[Thread, ...]:
    """Put what was added to its report, in the order of the reports.

    What goes on from a report that is not here stands alone.

    Args:
        reports: newest first, as an outbox lists them.
    """
    every = tuple(reports)
    here = {kept.report.id for kept in every if kept.report.follow_up is None}
    added: dict[ReportId, list[Kept]] = {}
    alone = []
    for kept in every:
        goes_on = kept.report.follow_up
        if goes_on is not None and goes_on.of in here:
            added.setdefault(goes_on.of, []).insert(0, kept)
        else:
            alone.append(kept)
    return tuple(Thread(kept, tuple(added.get(kept.report.id, ()))) for kept in alone)


class Following:
    """The branch's reports on this computer, with what came back."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def list(self) -> tuple[Kept, ...]:
        """Return this computer's reports, newest first."""
        return self._outbox.list()
