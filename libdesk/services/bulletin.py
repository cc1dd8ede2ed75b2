"""The bulletin at the desk: put together from the database and published to every place."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from libdesk.domain.bulletin import Bulletin, Identity, Notice, Pace
from libdesk.domain.hours import Hours
from libdesk.domain.pace import LOOK_BACK, paces
from libdesk.services.changing import HELD_AT_MOST
from libdesk.services.errors import Unavailable
from libdesk.services.library import read_settings
from libdesk.services.planned_changes import end_over
from libdesk.services.ports import Clock, DropReader
from libdesk.services.stores import OpenUnit, Unit

PACES_LAST = timedelta(hours=1)
"""So long the paces are not worked out anew: thousands of answers stand behind them."""

MakeKeys = Callable[[], tuple[bytes, bytes, Identity]]
"""Makes a new private seal key, a new private sign key, and their public halves."""


class Publishing:
    """Writes the bulletin after each collection."""

    def __init__(self, open_unit: OpenUnit, readers: Sequence[DropReader], now: Clock) -> None:
        self._open_unit = open_unit
        self._readers = readers
        self._now = now
        self._paces: tuple[Pace, ...] = ()
        self._paced: tuple[datetime, Hours] | None = None

    def publish(self) -> tuple[str, ...]:
        """Publish to every place; return the sentences of those that could not be reached."""
        now = self._now()
        end_over(self._open_unit, now)
        with self._open_unit() as unit:
            settled = read_settings(unit, now.date())
            bulletin = Bulletin(
                published_at=now,
                collected_at=now,
                library=settled.library,
                urgent_phone=settled.urgent_phone,
                branches=unit.places.branches(),
                items=unit.places.items(),
                notices=tuple(one for one in settled.notices if _is_told(one, now)),
                hours=settled.hours,
                targets=settled.targets,
                ladder=settled.ladder,
                paces=self._pace(unit, settled.hours, now) if settled.hours else (),
                visits=settled.visits,
                keeping=settled.keeping,
            )
        troubles = []
        for reader in self._readers:
            try:
                reader.publish(bulletin)
            except Unavailable as trouble:
                troubles.append(trouble.sentence)
        return tuple(troubles)

    def _pace(self, unit: Unit, hours: Hours, now: datetime) -> tuple[Pace, ...]:
        if self._paced is not None:
            at, by = self._paced
            if by == hours and timedelta(0) <= now - at < PACES_LAST:
                return self._paces
        self._paces = paces(unit.desk.first_answers(now - LOOK_BACK), hours, now)
        self._paced = now, hours
        return self._paces


def _is_told(notice: Notice, now: datetime) -> bool:
    # One that seems to begin much later was stored while the clock was ahead.
    return notice.since <= now or notice.since - now > HELD_AT_MOST


def ensure_keys(open_unit: OpenUnit, make: MakeKeys) -> tuple[bytes, bytes]:
    """Return the desk's private keys, making them at the first start.

    They live in the database, so that its backups can read what was sealed to them.
    """
    with open_unit() as unit:
        secrets = unit.desk.secrets()
    if secrets is not None:
        return secrets
    seal_key, sign_key, identity = make()
    with open_unit(write=True) as unit:
        unit.desk.set_secrets(seal_key, sign_key, identity)
        stored = unit.desk.secrets()
    return stored if stored is not None else (seal_key, sign_key)
