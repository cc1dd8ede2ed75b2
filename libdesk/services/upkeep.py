"""What the desk does by itself beside collecting: it lets go of what is over its time."""

from collections.abc import Callable, Sequence

from libdesk.services.deleting import Deleting
from libdesk.services.ports import Clock, DropReader, Leftovers, OldCopies
from libdesk.services.retention import Retention
from libdesk.services.stores import OpenUnit


class Upkeep:
    """Done after each round of collecting; most times there is nothing to do.

    Args:
        open_unit: opens a transaction.
        readers: the places where reports are collected.
        leftovers: what removed rows leave behind.
        now: the clock.
        copies: the copies of the database; None where somebody else looks after them.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        readers: Sequence[DropReader],
        leftovers: Leftovers,
        now: Clock,
        copies: OldCopies | None = None,
    ) -> None:
        self._deleting = Deleting(open_unit, now)
        self._retention = Retention(open_unit, readers, leftovers, now, copies)

    def tend(self, between: Callable[[], bool] = lambda: True) -> None:
        """Wipe what was deleted, and every few hours what has been kept for long enough.

        Args:
            between: called between two steps; answering False ends it early.

        Raises:
            Unavailable: the database does not answer; the rest is done another time.
        """
        if self._deleting.sweep(between):
            self._retention.wipe(between)
        if between():
            self._retention.tend(between)
