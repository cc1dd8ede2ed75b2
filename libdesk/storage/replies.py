"""Messages to reporters: stored with what they tell, numbered when they leave, then written."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from libdesk.domain.priority import Priority
from libdesk.domain.problems import Reply, ReplyKind, ReportId, State, WaitingOn
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import DueReply
from libdesk.storage.schema import problems, replies

_PARTS = ("kind", "at", "text", "who", "state", "until", "waiting_on", "priority", "goes_out_at")
_ADD = insert(replies).from_select(
    ["problem", *_PARTS],
    select(
        problems.c.sequence,
        *(bindparam(f"{part}_", type_=replies.c[part].type) for part in _PARTS),
    ).where(problems.c.id == bindparam("id_")),
)
_ADD_WRITTEN = insert(replies).from_select(
    ["problem", *_PARTS, "number", "written_at"],
    select(
        problems.c.sequence,
        *(bindparam(f"{part}_", type_=replies.c[part].type) for part in _PARTS),
        bindparam("number_", type_=replies.c.number.type),
        bindparam("written_at_", type_=replies.c.written_at.type),
    ).where(problems.c.id == bindparam("id_")),
)
_ADD_ONE = _ADD.returning(replies.c.id)
_COPY = insert(replies).from_select(
    ["problem", *_PARTS, "copy_of"],
    select(
        problems.c.sequence,
        *(bindparam(f"{part}_", type_=replies.c[part].type) for part in _PARTS),
        bindparam("copy_of_", type_=replies.c.copy_of.type),
    ).where(problems.c.joined_to == bindparam("id_")),
)
_EARLIER = replies.alias("earlier")
_IS_OVERTAKING = (
    select(_EARLIER.c.id)
    .where(
        _EARLIER.c.problem == replies.c.problem,
        _EARLIER.c.id < replies.c.id,
        _EARLIER.c.number.is_(None),
        _EARLIER.c.goes_out_at > bindparam("at_"),
    )
    .exists()
)
_DUE = (
    select(
        replies.c.id,
        replies.c.problem,
        replies.c.number,
        replies.c.kind,
        replies.c.at,
        replies.c.text,
        replies.c.who,
        replies.c.state,
        replies.c.until,
        replies.c.waiting_on,
        replies.c.priority,
        problems.c.id.label("report"),
        problems.c.reply_key,
    )
    .join(problems, problems.c.sequence == replies.c.problem)
    .where(
        replies.c.written_at.is_(None),
        replies.c.goes_out_at <= bindparam("at_"),
        problems.c.source == bindparam("source_"),
        ~_IS_OVERTAKING,
    )
    .order_by(replies.c.id)
    .limit(bindparam("limit_"))
)
_LAST_NUMBERS = (
    select(replies.c.problem, func.max(replies.c.number))
    .where(
        replies.c.problem.in_(bindparam("problems_", expanding=True)), replies.c.number.is_not(None)
    )
    .group_by(replies.c.problem)
)
_NUMBER = (
    update(replies).where(replies.c.id == bindparam("id_")).values(number=bindparam("number_"))
)
_OF_REPORT = (
    select(problems.c.sequence).where(problems.c.id == bindparam("report_")).scalar_subquery()
)
_WRITTEN = (
    update(replies)
    .where(replies.c.problem == _OF_REPORT, replies.c.number == bindparam("number_"))
    .values(written_at=bindparam("at_"))
)
_AGAIN = (
    update(replies)
    .where(replies.c.problem == _OF_REPORT, replies.c.number.is_not(None))
    .values(written_at=None)
)
_IS_IT = and_(replies.c.id == bindparam("key_"), replies.c.problem == _OF_REPORT)
_IS_COPY = replies.c.copy_of == bindparam("key_")
_HAS_LEFT = select(func.count()).where(or_(_IS_IT, _IS_COPY), replies.c.number.is_not(None))
_TAKE_BACK = delete(replies).where(_IS_IT)
_TAKE_COPIES_BACK = delete(replies).where(_IS_COPY)
_HURRY = (
    update(replies)
    .where(and_(replies.c.written_at.is_(None), replies.c.goes_out_at > bindparam("after_")))
    .values(goes_out_at=bindparam("at_"))
)


class ReplyStore:
    """Implements the port Replies on one transaction."""

    def __init__(self, connection: Connection, now: Clock) -> None:
        self._connection = connection
        self._now = now

    def add(self, report_id: ReportId, reply: Reply, *, goes_out_at: datetime) -> int:
        """Store a message; return the key by which it can be taken back until it leaves."""
        row = {"id_": report_id, **_row(reply, goes_out_at)}
        key: int | None = self._connection.execute(_ADD_ONE, row).scalar_one_or_none()
        if key is None:
            raise Refusal("There is no such problem in the inbox any more.")
        self._connection.execute(_COPY, {**row, "copy_of_": key})
        return key

    def add_to_all(
        self, report_ids: Sequence[ReportId], reply: Reply, *, goes_out_at: datetime
    ) -> None:
        """Store the same message for each of these reports."""
        row = _row(reply, goes_out_at)
        if report_ids:
            self._connection.execute(_ADD, [{"id_": one, **row} for one in report_ids])

    def add_written(self, sent: Sequence[tuple[ReportId, Reply]]) -> None:
        """Store messages that have left already, each with its number."""
        rows = [
            {
                "id_": report_id,
                **_row(reply, reply.at),
                "number_": reply.number,
                "written_at_": reply.at,
            }
            for report_id, reply in sent
        ]
        if rows:
            self._connection.execute(_ADD_WRITTEN, rows)

    def due(self, at: datetime, limit: int, *, source: str) -> tuple[DueReply, ...]:
        """Return one source's messages whose time has come, oldest first, numbered for good."""
        rows = self._connection.execute(_DUE, {"at_": at, "source_": source, "limit_": limit}).all()
        numbers = self._numbers(rows)
        return tuple(
            DueReply(
                report_id=ReportId(row.report),
                reply_key=row.reply_key,
                source=source,
                reply=Reply(
                    number=numbers[row.id],
                    kind=ReplyKind(row.kind),
                    at=row.at,
                    text=row.text,
                    by=row.who,
                    state=State(row.state) if row.state else None,
                    until=row.until,
                    waiting_on=WaitingOn(row.waiting_on) if row.waiting_on else None,
                    priority=Priority(row.priority) if row.priority else None,
                ),
            )
            for row in rows
        )

    def mark_written(self, due: Sequence[DueReply], at: datetime) -> None:
        """Note that these were written."""
        written = [{"report_": one.report_id, "number_": one.reply.number} for one in due]
        if written:
            self._connection.execute(_WRITTEN, [{**one, "at_": at} for one in written])

    def write_again(self, report_id: ReportId) -> None:
        """Ask for every written message to this report to be written once more."""
        self._connection.execute(_AGAIN, {"report_": report_id})

    def take_back(self, report_id: ReportId, key: int) -> bool:
        """Remove a message that has not left yet; say whether that was still possible."""
        asked = {"report_": report_id, "key_": key}
        if self._connection.execute(_HAS_LEFT, asked).scalar_one():
            return False  # some have read it: it is taken back from all or from none
        taken = self._connection.execute(_TAKE_BACK, asked)
        if taken.rowcount:
            self._connection.execute(_TAKE_COPIES_BACK, asked)
        return bool(taken.rowcount)

    def hurry(self, after: datetime | None = None) -> None:
        """Make held messages due at once: all, or those that are held beyond a moment."""
        at = self._now()
        self._connection.execute(_HURRY, {"at_": at, "after_": after or at})

    def _numbers(self, rows: Sequence[Any]) -> dict[int, int]:
        """Give numbers to those that have none; return all by the message's key."""
        numbers = {row.id: row.number for row in rows if row.number is not None}
        fresh = [row for row in rows if row.number is None]
        if not fresh:
            return numbers
        asked = {"problems_": sorted({row.problem for row in fresh})}
        last: dict[int, int] = dict(self._connection.execute(_LAST_NUMBERS, asked).all())
        for row in fresh:
            numbers[row.id] = last[row.problem] = last.get(row.problem, 0) + 1
        given = [{"id_": row.id, "number_": numbers[row.id]} for row in fresh]
        self._connection.execute(_NUMBER, given)
        return numbers


def _row(reply: Reply, goes_out_at: datetime) -> dict[str, Any]:
    return {
        "kind_": reply.kind.value,
        "at_": reply.at,
        "text_": reply.text,
        "who_": reply.by,
        "state_": reply.state.value if reply.state else None,
        "until_": reply.until,
        "waiting_on_": reply.waiting_on.value if reply.waiting_on else None,
        "priority_": int(reply.priority) if reply.priority else None,
        "goes_out_at_": goes_out_at,
    }
