"""A database that is opened by the first who needs it, on that one's thread."""

import threading
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from libdesk.app.site import now
from libdesk.domain.inbox import Order, View
from libdesk.services.first_look import FirstLook
from libdesk.services.ports import Unit
from libdesk.ui.tasks import on_gui_thread

if TYPE_CHECKING:
    from libdesk.storage.database import Database


class LateDatabase:
    """The port OpenUnit, before there is a database.

    Args:
        target: a SQLite file or a PostgreSQL URL.
    """

    def __init__(self, target: Path | str) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._database: Database | None = None

    def __call__(self, *, write: bool = False) -> AbstractContextManager[Unit]:
        """Open a unit; see `Database.unit`."""
        return self.open().unit(write=write)

    def look(self, view: View, order: Order, count: int) -> FirstLook | None:
        """Return the first page while nothing is open yet; see `first_look.take`."""
        from libdesk.storage import first_look  # beside the painted window, not before it

        with self._lock:
            if self._database is not None:
                return None
            return first_look.take(self._target, view, order, count)

    def open(self) -> "Database":
        """Open the database unless it is open; see `Database.open`."""
        # SQLAlchemy comes with it: imported after the first look, beside its lines.
        from libdesk.storage.database import Database

        with self._lock:
            if self._database is None:
                self._database = Database.open(self._target, now=now, on_gui_thread=on_gui_thread)
            return self._database

    def close(self) -> None:
        """Close what was opened."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None
