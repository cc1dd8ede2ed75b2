"""Reports that were taken out of the inbox, and the marks that stay of those that are gone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, insert, or_, select
from sqlalchemy import update as change

from libdesk.domain.inbox import view_of
from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReportId, State
from libdesk.services.errors import Conflict
from libdesk.storage import lists, word_index
from libdesk.storage.problems_rows import effect
from libdesk.storage.schema import gone, problems

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_IS_IT = and_(problems.c.id == bindparam("id_"), problems.c.version == bindparam("expected"))
_IS_OUT = problems.c.deleted_at.is_not(None)
_MARK = (
    change(problems)
    .where(_IS_IT, ~_IS_OUT)
    .values(deleted_at=bindparam("at_"), shown_in=lists.DELETED, version=problems.c.version + 1)
)
_SEQUENCE = select(problems.c.sequence).where(problems.c.id == bindparam("id_"))
_MARKED = select(problems.c.state, problems.c.priority, problems.c.effect).where(_IS_IT, _IS_OUT)
_UNMARK = (
    change(problems)
    .where(_IS_IT, _IS_OUT)
    .values(deleted_at=None, shown_in=bindparam("view"), version=problems.c.version + 1)
)
_DUE = (
    select(problems.c.id)
    .where(
        or_(
            problems.c.deleted_at <= bindparam("before"),
            problems.c.deleted_at > bindparam("after"),
        )
    )
    .order_by(problems.c.deleted_at)
    .limit(bindparam("limit_"))
)
_LEAVING = select(problems.c.id, problems.c.content_hash, problems.c.sequence).where(
    or_(
        and_(problems.c.id.in_(_IDS), _IS_OUT),
        and_(problems.c.follows.in_(_IDS), problems.c.shown_in == lists.ATTACHED),
    )
)
_KEEP_MARK = insert(gone)
_WIPE = delete(problems).where(problems.c.id.in_(_IDS))
_KNOWN = select(gone.c.id, gone.c.content_hash).where(gone.c.id.in_(_IDS))


class DeletedStore:
    """Implements the port Deleted on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, report_id: ReportId, at: datetime, *, expected_version: int) -> None:
        """Take a report out of every list and every search."""
        asked = {"id_": report_id, "expected": expected_version}
        if not self._connection.execute(_MARK, {**asked, "at_": at}).rowcount:
            raise Conflict("It was changed meanwhile by somebody else.")
        sequence = self._connection.execute(_SEQUENCE, asked).scalar_one()
        word_index.replace(self._connection, [(sequence, ())])

    def unmark(self, report_id: ReportId, *, expected_version: int) -> bool:
        """Put a report back into the list where it stood; say whether that was still possible."""
        asked = {"id_": report_id, "expected": expected_version}
        row = self._connection.execute(_MARKED, asked).one_or_none()
        if row is None:
            return False
        view = view_of(
            State(row.state), Priority(row.priority), niggle=effect(row.effect).niggle
        ).value
        self._connection.execute(_UNMARK, {**asked, "view": view})
        return True

    def due(self, before: datetime, after: datetime, limit: int) -> tuple[ReportId, ...]:
        """Return those that were taken out before one moment, or seem to be after the other."""
        asked = {"before": before, "after": after, "limit_": limit}
        return tuple(map(ReportId, self._connection.execute(_DUE, asked).scalars()))

    def wipe(self, report_ids: Sequence[ReportId], at: datetime) -> None:
        """Remove reports and what was attached to them; all their parts go by themselves."""
        if not report_ids:
            return
        leaving = self._connection.execute(_LEAVING, {"ids": list(report_ids)}).all()
        marks = [
            {"id": one.id, "content_hash": one.content_hash, "at": at, "sequence": one.sequence}
            for one in leaving
        ]
        if marks:
            self._connection.execute(_KEEP_MARK, marks)
            self._connection.execute(_WIPE, {"ids": [one.id for one in leaving]})

    def known(self, ids: Sequence[ReportId]) -> dict[ReportId, str]:
        """Return the content hashes of those ids that are gone for good."""
        rows = self._connection.execute(_KNOWN, {"ids": list(ids)})
        return {ReportId(report_id): content_hash for report_id, content_hash in rows}
