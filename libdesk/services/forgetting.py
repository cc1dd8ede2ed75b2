"""Lets a staff computer go of reports that are over, as long after their end as the desk does.

The desk says in its bulletin how long things are kept, and its own clock counts: a computer whose
clock is wrong forgets nothing early. What has not arrived, or is not over, is never touched.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from libdesk.domain.problems import Progress, ReportId
from libdesk.domain.retention import Closed, Keeping, is_due
from libdesk.services.errors import Unavailable
from libdesk.services.ports import BulletinBoard, Clock, Kept, Outbox


class Forgetting:
    """One outbox, and the board on which the desk says how long things are kept.

    Args:
        outbox: the reports kept on this computer.
        board: what the desk tells.
        now: this computer's clock.
    """

    def __init__(self, outbox: Outbox, board: BulletinBoard, now: Clock) -> None:
        self._outbox = outbox
        self._board = board
        self._now = now
        self._done_on: datetime | None = None

    def forget(self) -> None:
        """Remove pictures that are over their time, and later the whole report.

        Each bulletin is looked at once. Where something cannot be removed just now, it is when the
        next one comes.
        """
        bulletin = self._board.kept()
        if bulletin is None or bulletin.keeping is None:
            return
        now = min(bulletin.published_at, self._now())
        if self._done_on is not None and now.date() == self._done_on.date():
            return
        self._done_on = now
        try:
            kept = self._outbox.list()
            ends = dict(_ends(kept))
            for one in kept:
                self._forget(one, ends, bulletin.keeping, now)
        except Unavailable:
            return

    def _forget(
        self, one: Kept, ends: Mapping[ReportId, Closed], keeping: Keeping, now: datetime
    ) -> None:
        end = ends.get(one.report.id)
        if end is None:
            return
        if is_due(end, keeping.names_days, now):
            self._outbox.forget(one.report.id)
        elif is_due(end, keeping.pictures_days, now):
            self._outbox.forget(one.report.id, only_pictures=True)


def _ends(kept: Sequence[Kept]) -> Iterator[tuple[ReportId, Closed]]:
    """Yield each report that is over, and when its story ended."""
    known = {one.report.id: one for one in kept}
    for one in kept:
        if one.progress is not Progress.IN_INBOX:
            continue
        follow_up = one.report.follow_up
        root = known.get(follow_up.of) if follow_up else one
        if root is not None:
            end = _end(root)
        else:  # it goes on from a report of another computer: here it is over once it has arrived
            end = Closed(one.replies[-1].at) if one.replies else None
        if end is not None:
            yield one.report.id, end


def _end(kept: Kept) -> Closed | None:
    told = [reply for reply in kept.replies if reply.state is not None]
    if not told or told[-1].state is None or told[-1].state.is_open:
        return None
    # Words that came after the end are still to be read.
    return Closed(kept.replies[-1].at, told[-1].until)
