"""What the desk knows of itself: its keys, which are made once, its words, how fast it answers."""

from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from libdesk.domain.bulletin import Identity
from libdesk.domain.pace import FirstAnswer
from libdesk.domain.problems import ReplyKind
from libdesk.storage import lists
from libdesk.storage.schema import desk_keys, desk_words, problems, replies
from libdesk.storage.sound_rows import sound_rows

FIRST_ANSWERS_LIMIT = 5_000
"""So many of the newest reports are looked at; none of them is far in a large table."""

_IDENTITY = select(desk_keys.c.seal_public, desk_keys.c.verify_key)
_SECRETS = select(desk_keys.c.seal_key, desk_keys.c.sign_key)
_SET_SECRETS = insert(desk_keys)
_WORD = select(desk_words.c.value).where(desk_words.c.key == bindparam("key_"))
_CHANGE_WORD = (
    update(desk_words)
    .where(desk_words.c.key == bindparam("key_"))
    .values(value=bindparam("value_"))
)
_ADD_WORD = insert(desk_words)
_LAST = select(func.coalesce(func.max(problems.c.sequence), 0)).scalar_subquery()
_IS_HUMAN = or_(
    replies.c.kind.in_([ReplyKind.ANSWER.value, ReplyKind.RESTATED.value]),
    and_(replies.c.kind == ReplyKind.STATE.value, replies.c.text != ""),
)
_FIRST_ANSWERS = (
    select(problems.c.branch, problems.c.received_at, func.min(replies.c.at))
    .join(replies, replies.c.problem == problems.c.sequence)
    .where(
        # Ordered by arrival, so this finds the newest without looking at the others.
        problems.c.sequence > _LAST - FIRST_ANSWERS_LIMIT,
        problems.c.received_at >= bindparam("since"),
        problems.c.follows.is_(None),
        problems.c.shown_in != lists.REGISTRATION,
        replies.c.number.is_not(None),
        _IS_HUMAN,
    )
    .group_by(problems.c.sequence, problems.c.branch, problems.c.received_at)
    .order_by(problems.c.sequence)
)


class DeskStore:
    """Implements the port Desk on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def identity(self) -> Identity | None:
        """Return the public keys; None before the first start."""
        row = self._connection.execute(_IDENTITY).one_or_none()
        return Identity(row.seal_public, row.verify_key) if row else None

    def secrets(self) -> tuple[bytes, bytes] | None:
        """Return the private seal key and sign key, 32 bytes each."""
        row = self._connection.execute(_SECRETS).one_or_none()
        return (row.seal_key, row.sign_key) if row else None

    def set_secrets(self, seal_key: bytes, sign_key: bytes, identity: Identity) -> None:
        """Store the keys once; a second time changes nothing."""
        if self.secrets() is not None:
            return
        row = {
            "id": 1,
            "seal_key": seal_key,
            "sign_key": sign_key,
            "seal_public": identity.seal_key,
            "verify_key": identity.verify_key,
        }
        self._connection.execute(_SET_SECRETS, row)

    def word(self, key: str) -> str:
        """Return a setting; "" when not set."""
        return self._connection.execute(_WORD, {"key_": key}).scalar_one_or_none() or ""

    def set_word(self, key: str, value: str) -> None:
        """Store a setting."""
        if not self._connection.execute(_CHANGE_WORD, {"key_": key, "value_": value}).rowcount:
            self._connection.execute(_ADD_WORD, {"key": key, "value": value})

    def first_answers(self, since: datetime) -> tuple[FirstAnswer, ...]:
        """Return the first human answer to each of the newest reports that were received since."""
        found = self._connection.execute(_FIRST_ANSWERS, {"since": since})
        return tuple(sound_rows(found, FirstAnswer))
