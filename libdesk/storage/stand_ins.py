"""Which item stands in for which, in the database, until a change set ends it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.domain.stand_ins import StandIn
from libdesk.domain.statuses import Status
from libdesk.storage.schema import item_changes, items, stand_ins
from libdesk.storage.sound_rows import sound_rows

_ALL = select(stand_ins.c.change, stand_ins.c.away, stand_ins.c.spare, item_changes.c.at).join(
    item_changes, item_changes.c.id == stand_ins.c.change
)
_RUNNING = _ALL.where(stand_ins.c.ended_by.is_(None))
_IN_ORDER = _RUNNING.order_by(stand_ins.c.change)
_ENDED = _ALL.where(stand_ins.c.ended_by == bindparam("by")).order_by(stand_ins.c.change)
_OF = _RUNNING.where(
    (stand_ins.c.away == bindparam("item_")) | (stand_ins.c.spare == bindparam("item_"))
).order_by(stand_ins.c.change.desc())
_ONE = _RUNNING.where(stand_ins.c.change == bindparam("change_"))
_HAS_ENDED = select(stand_ins.c.change).where(
    stand_ins.c.change == bindparam("change_"), stand_ins.c.ended_by.is_not(None)
)
_IS_AWAY = exists().where(stand_ins.c.away == items.c.id, stand_ins.c.ended_by.is_(None))
_KINDS = (
    select(items.c.kind)
    .distinct()
    .where(items.c.status == Status.SPARE.value, ~_IS_AWAY)
    .order_by(items.c.kind)
)
_ADD = insert(stand_ins)
_END = (
    update(stand_ins)
    .where(stand_ins.c.change == bindparam("change_"))
    .values(ended_by=bindparam("by"))
)


class StandInStore:
    """Implements the port KeptStandIns on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, item: ItemId) -> StandIn | None:
        """Return the stand-in that an item takes part in and that has not ended."""
        return next(sound_rows(self._connection.execute(_OF, {"item_": item}), _stand_in), None)

    def get(self, change: ChangeId) -> StandIn | None:
        """Return a stand-in that has not ended; None where there is none."""
        rows = self._connection.execute(_ONE, {"change_": change})
        return next(sound_rows(rows, _stand_in), None)

    def running(self) -> tuple[StandIn, ...]:
        """Return those that have not ended, the oldest first."""
        return tuple(sound_rows(self._connection.execute(_IN_ORDER), _stand_in))

    def ended(self, by: ChangeId) -> tuple[StandIn, ...]:
        """Return those that a change set ended."""
        return tuple(sound_rows(self._connection.execute(_ENDED, {"by": by}), _stand_in))

    def has_ended(self, change: ChangeId) -> bool:
        """Say whether a change set swapped something in that has ended."""
        return self._connection.execute(_HAS_ENDED, {"change_": change}).first() is not None

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of the spares for which nothing stands in, each once."""
        return tuple(self._connection.execute(_KINDS).scalars())

    def add(self, change: ChangeId, away: ItemId, spare: ItemId) -> None:
        """Note that one stands in for the other."""
        self._connection.execute(_ADD, {"change": change, "away": away, "spare": spare})

    def end(self, change: ChangeId, by: ChangeId) -> None:
        """Note which change set ended a stand-in; taken back, it has not ended."""
        self._connection.execute(_END, {"change_": change, "by": by})


def _stand_in(change: int, away: int, spare: int, since: datetime) -> StandIn:
    return StandIn(ChangeId(change), ItemId(away), ItemId(spare), since)
