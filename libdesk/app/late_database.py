"""A database that is opened by the first who needs it, on that one's thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from libdesk.app.site import now
from libdesk.domain.inbox import Order, View
from libdesk.services.errors import Unavailable
from libdesk.services.first_look import InboxLook, TodayLook
from libdesk.services.stores import Unit
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
        self._at_rest = threading.Condition()
        self._users = 0
        self._is_retired = False
        self._database: Database | None = None

    @contextmanager
    def __call__(self, *, write: bool = False) -> Iterator[Unit]:
        """Open a unit; see `Database.unit`."""
        with self.use() as database, database.unit(write=write) as unit:
            yield unit

    @contextmanager
    def use(self) -> "Iterator[Database]":
        """Lend the database, which is not closed before it was given back.

        Raises:
            Unavailable: another file is being put in its place.
        """
        with self._at_rest:
            if self._is_retired:
                raise _retired()
            self._users += 1
        try:
            yield self.open()
        finally:
            with self._at_rest:
                self._users -= 1
                self._at_rest.notify_all()

    def check(self) -> Iterator[tuple[str, str]]:
        """Look at the whole database; see `Database.check`."""
        with self.use() as database:
            yield from database.check()

    def retire(self, wait_s: float) -> bool:
        """Lend the database to nobody any more, and close it when all have given it back.

        Args:
            wait_s: seconds to wait at most.

        Returns:
            Whether it is closed; if not, everything goes on as before.
        """
        with self._at_rest:
            self._is_retired = True
            if not self._at_rest.wait_for(lambda: not self._users, wait_s):
                self._is_retired = False
                return False
        self.close()
        return True

    def look_at_inbox(self, view: View, order: Order, count: int) -> InboxLook | None:
        """Return the inbox's first page while nothing is open yet; see `first_look.at_inbox`."""
        from libdesk.storage import first_look  # beside the painted window, not before it

        with self._lock:
            if self._database is not None:
                return None
            return first_look.at_inbox(self._target, view, order, count)

    def look_at_today(self) -> TodayLook | None:
        """Return the list for today while nothing is open yet; see `first_look.at_today`."""
        from libdesk.storage import first_look

        with self._lock:
            if self._database is not None:
                return None
            return first_look.at_today(self._target, now().astimezone())

    def open(self) -> "Database":
        """Open the database unless it is open; see `Database.open`."""
        # SQLAlchemy comes with it: imported after the first look, beside its lines.
        from libdesk.storage.database import Database
        from libdesk.storage.restoring import finish_unfinished

        with self._lock:
            if self._database is None and self._is_retired:
                raise _retired()
            if self._database is None:
                finish_unfinished(self._target)
                self._database = Database.open(self._target, now=now, on_gui_thread=on_gui_thread)
            return self._database

    def close(self) -> None:
        """Close what was opened."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None


def _retired() -> Unavailable:
    return Unavailable(
        "A copy of the database is being put in its place. What you typed is still there; try "
        "again in a moment."
    )
