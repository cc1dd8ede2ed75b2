"""What the services need from the database to let go of things: deleted reports, and closed ones.

These stores are a part of the unit in stores.py, and as those are real in storage/ and have a fake
in tests/.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from libdesk.domain.problems import ReportId
from libdesk.domain.retention import Closed


class Deleted(Protocol):
    """Reports that were taken out of the inbox, and the marks of those that are gone for good.

    One that was taken out is not there for anybody else: no list, no search, no `get`.
    """

    def mark(self, report_id: ReportId, at: datetime, *, expected_version: int) -> None:
        """Take a report out, under its next version, with what was attached to it.

        Raises:
            Conflict: the stored version is not the expected one.
        """

    def unmark(self, report_id: ReportId, *, expected_version: int) -> bool:
        """Put it back, under its next version; say whether that was still possible.

        It is found by no word until `find_by` says by which.
        """

    def due(self, before: datetime, after: datetime, limit: int) -> tuple[ReportId, ...]:
        """Return those that were taken out before one moment, or seem to be after the other."""

    def wipe(self, report_ids: Sequence[ReportId], at: datetime) -> None:
        """Remove reports that were taken out, with all that was attached; keep their marks."""

    def known(self, ids: Sequence[ReportId]) -> dict[ReportId, str]:
        """Return the content hashes of those ids that are gone for good."""


@dataclass(frozen=True, slots=True)
class ClosedReport:
    """A problem that has come to its end, and what of it may have to go.

    Attributes:
        report_id: the problem; what was attached or joined to it goes with it.
        sequence: its place.
        closed: when it came to its end.
        has_pictures: there are pictures.
        has_names: a name is kept: whom to ask, or a fact that may name a person.
    """

    report_id: ReportId
    sequence: int
    closed: Closed
    has_pictures: bool
    has_names: bool


class Retained(Protocol):
    """What is kept of closed problems, and how it goes. What is wiped cannot be read again."""

    def closed(
        self, before: datetime, after: tuple[datetime, int] | None, limit: int
    ) -> tuple[ClosedReport, ...]:
        """Return problems that were closed before a moment, by when and by place.

        Args:
            before: the moment (aware, UTC).
            after: when the last one of the page before was closed, and its place; None to begin.
            limit: so many at most.
        """

    def still_closed(self, report_ids: Sequence[ReportId]) -> tuple[ClosedReport, ...]:
        """Return those among these that are closed now."""

    def remove_pictures(self, report_id: ReportId) -> None:
        """Remove a problem's pictures, and those of all that is read with it."""

    def remove_names(self, report_id: ReportId) -> None:
        """Remove whom to ask, from the history too, and the facts that may name a person.

        By its words it is found as before, until `find_by` says by which from now on.
        """
