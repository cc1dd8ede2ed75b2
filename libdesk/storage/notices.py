"""Known problems in the database, and how many reports say "same here"."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from libdesk.domain.bulletin import Notice
from libdesk.storage.schema import notices, problems
from libdesk.storage.sound_rows import sound_rows

OPEN_LIMIT = 100
"""More known problems at once would be read by nobody."""

_COLUMNS = (
    notices.c.text,
    notices.c.branch,
    notices.c.since,
    notices.c.id,
    notices.c.category,
    notices.c.until,
    notices.c.waits_for,
)
# Counted by the index over the ids that reports name; a follow-up is no report of its own.
_COUNT = (
    select(func.count())
    .where(problems.c.notice == notices.c.id, problems.c.follows.is_(None))
    .scalar_subquery()
)
_OPEN = (
    select(*_COLUMNS, _COUNT, notices.c.version)
    .where(notices.c.closed_at.is_(None))
    .order_by(notices.c.since.desc(), notices.c.id.desc())
    .limit(OPEN_LIMIT)
)
_IS_OPEN = select(notices.c.id).where(
    notices.c.id == bindparam("id_"), notices.c.closed_at.is_(None)
)
_VERSION = select(notices.c.version).where(
    notices.c.id == bindparam("id_"), notices.c.closed_at.is_(None)
)
_CHANGE = (
    update(notices)
    .where(notices.c.id == bindparam("id_"))
    .values(
        text=bindparam("text"),
        branch=bindparam("branch"),
        category=bindparam("category"),
        since=bindparam("since"),
        until=bindparam("until"),
        waits_for=bindparam("waits_for"),
        version=notices.c.version + 1,
    )
)
_ADD = insert(notices)
_CLOSE = (
    update(notices)
    .where(notices.c.id == bindparam("id_"), notices.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"), version=notices.c.version + 1)
)
_REOPEN = (
    update(notices)
    .where(notices.c.id == bindparam("id_"), notices.c.closed_at.is_not(None))
    .values(closed_at=None, version=notices.c.version + 1)
)


class NoticeStore:
    """Implements the port Notices on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self) -> tuple[Notice, ...]:
        """Return those that have not ended, newest first, each with how many said "same here"."""
        return tuple(sound_rows(self._connection.execute(_OPEN), Notice))

    def save(self, notice: Notice) -> None:
        """Add a known problem, or change the one with its id; its `count` is not stored."""
        row = {
            "text": notice.text,
            "branch": notice.branch,
            "category": notice.category,
            "since": notice.since,
            "until": notice.until,
            "waits_for": notice.waits_for,
        }
        if self._connection.execute(_CHANGE, {"id_": notice.id, **row}).rowcount:
            return
        added = {"id": notice.id, "closed_at": None, "version": 1, **row}
        self._connection.execute(_ADD, added)

    def close(self, notice_id: str, at: datetime) -> None:
        """Note that it ended; one that is not known or has ended stays as it is."""
        self._connection.execute(_CLOSE, {"id_": notice_id, "at": at})

    def reopen(self, notice_id: str) -> None:
        """Note that it did not end after all; one that is not known stays unknown."""
        self._connection.execute(_REOPEN, {"id_": notice_id})

    def is_open(self, notice_id: str) -> bool:
        """Say whether a known problem with this id is there and has not ended."""
        return self._connection.execute(_IS_OPEN, {"id_": notice_id}).first() is not None

    def version(self, notice_id: str) -> int:
        """Return the count of its changes, from 1 on; 0 when it is not there or has ended."""
        return self._connection.execute(_VERSION, {"id_": notice_id}).scalar() or 0
