"""The library's own views of the equipment list, in the database."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from libdesk.services.errors import Conflict
from libdesk.services.kept_views import KeptView
from libdesk.storage.schema import item_views
from libdesk.storage.sound_rows import sound_rows

_ALL = select(
    item_views.c.id, item_views.c.name, item_views.c.document, item_views.c.version
).order_by(item_views.c.place, item_views.c.id)
_IDS = select(item_views.c.id).order_by(item_views.c.place, item_views.c.id)
_ADD = insert(item_views)
_THIS = (item_views.c.id == bindparam("id_"), item_views.c.version == bindparam("version_"))
_CHANGE = (
    update(item_views)
    .where(*_THIS)
    .values(
        name=bindparam("name"), document=bindparam("document"), version=bindparam("new_version")
    )
)
_REMOVE = delete(item_views).where(*_THIS)
_PLACE = (
    update(item_views).where(item_views.c.id == bindparam("id_")).values(place=bindparam("place_"))
)

MEANWHILE = "This view was changed or removed meanwhile at another desk."


class ItemViewStore:
    """Implements the port ItemViews on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[KeptView, ...]:
        """Return all of them in their order; one whose row is damaged is left out."""
        return tuple(sound_rows(self._connection.execute(_ALL), KeptView))

    def add(self, kept: KeptView, place: int | None = None) -> None:
        """Add a view.

        Raises:
            Conflict: there is one with its id.
        """
        ids = self._ids()
        if kept.id in ids:
            raise Conflict("This view is there already.")
        at = len(ids) if place is None else place
        row = {"id": kept.id, "name": kept.name, "document": kept.document, "place": at}
        self._connection.execute(_ADD, {**row, "version": kept.version})
        if at < len(ids):
            self.set_order([*ids[:at], kept.id, *ids[at:]])

    def change(self, kept: KeptView) -> None:
        """Write a view over the version before its own; its place stays.

        Raises:
            Conflict: it has another version in the database, or is not there.
        """
        row = {"name": kept.name, "document": kept.document, "new_version": kept.version}
        this = {"id_": kept.id, "version_": kept.version - 1}
        if not self._connection.execute(_CHANGE, {**row, **this}).rowcount:
            raise Conflict(MEANWHILE)

    def remove(self, view_id: str, version: int) -> None:
        """Take a view out.

        Raises:
            Conflict: it has another version in the database, or is not there.
        """
        this = {"id_": view_id, "version_": version}
        if not self._connection.execute(_REMOVE, this).rowcount:
            raise Conflict(MEANWHILE)

    def set_order(self, ids: Sequence[str]) -> None:
        """Let the views stand in this order; those that are not named stand behind them."""
        others = [one for one in self._ids() if one not in ids]
        rows = [{"id_": one, "place_": place} for place, one in enumerate([*ids, *others])]
        if rows:
            self._connection.execute(_PLACE, rows)

    def _ids(self) -> list[str]:
        return list(self._connection.execute(_IDS).scalars())
