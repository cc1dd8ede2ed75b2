"""The bulletin at the desk: put together from the database and published to every place."""

from collections.abc import Callable, Sequence

from libdesk.domain.bulletin import Bulletin, Identity
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Clock, DropReader, OpenUnit

MakeKeys = Callable[[], tuple[bytes, bytes, Identity]]
"""Makes a new private seal key, a new private sign key, and their public halves."""


class Publishing:
    """Writes the bulletin after each collection."""

    def __init__(self, open_unit: OpenUnit, readers: Sequence[DropReader], now: Clock) -> None:
        self._open_unit = open_unit
        self._readers = readers
        self._now = now

    def publish(self) -> tuple[str, ...]:
        """Publish to every place; return the sentences of those that could not be reached."""
        now = self._now()
        with self._open_unit() as unit:
            bulletin = Bulletin(
                published_at=now,
                collected_at=now,
                library=unit.desk.word("library"),
                urgent_phone=unit.desk.word("urgent_phone"),
                branches=unit.places.branches(),
                items=unit.places.items(),
            )
        troubles = []
        for reader in self._readers:
            try:
                reader.publish(bulletin)
            except Unavailable as trouble:
                troubles.append(trouble.sentence)
        return tuple(troubles)


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
