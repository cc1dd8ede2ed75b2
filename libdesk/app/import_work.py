"""The work of the window that reads lists in: the capped child, the database, the kept maps."""

from collections.abc import Callable, Mapping
from pathlib import Path

from libdesk.app.import_commands import write_fix_these
from libdesk.app.import_jobs import FileImport, KeptMaps
from libdesk.app.import_plain import Worked
from libdesk.delivery.tables import capped
from libdesk.domain.item_history import ChangeId
from libdesk.domain.tables import Looked, ReadChoice
from libdesk.services.item_import import Imported, ItemImport, Pace
from libdesk.ui.imports.parts import Order, Work
from libdesk.ui.imports.parts import Worked as Shown


class DeskImporting:
    """Does it on whichever worker's thread asks; the port `Importing` of the window.

    Args:
        items: the use case.
        kept: how lists were read the last time.
        changed: called on the worker's thread, once the list of equipment is another one.
    """

    def __init__(self, items: ItemImport, kept: KeptMaps, changed: Callable[[], None]) -> None:
        self._items = items
        self._kept = kept
        self._changed = changed
        self._looked: tuple[tuple[Path, int, ReadChoice], Looked] | None = None

    def work_out(self, order: Order, stop: Callable[[], bool]) -> Work:
        """Return what would become of a file; what was said about it is remembered."""
        stock = self._items.stock()
        reading = FileImport(order.path, self._kept, stop)
        worked = reading.work_out(stock, order.document, order.read_as)
        if order.document is not None:
            self._kept.keep(worked)
        kinds = sorted({*stock.kinds.values(), *_kinds_of(worked)})
        looked = self._look(order.path, worked.read_as, stop)
        return Work(worked, looked, stock.branches, stock.own_fields, tuple(kinds))

    def carry_out(self, path: Path, worked: Shown, pace: Pace) -> Imported:
        """Read a file in as it was worked out, whole or not at all."""
        reading = FileImport(path, self._kept, lambda: not pace(0, 0))
        done = reading.carry_out(_own(worked), self._items, pace)
        if done.change is not None:
            self._changed()
        return done

    def undo(self, change: ChangeId) -> int:
        """Take it all back; return how many items that were."""
        touched = self._items.undo(change)
        self._changed()
        return len(touched)

    def write_refused(self, path: Path, worked: Shown) -> None:
        """Write the refused rows with the reasons. Raises OSError."""
        write_fix_these(path, _own(worked))

    def _look(self, path: Path, read_as: ReadChoice, stop: Callable[[], bool]) -> Looked:
        """Return a file's first rows; looked at once for each way of reading it."""
        asked = path, path.stat().st_mtime_ns, read_as
        if self._looked is None or self._looked[0] != asked:
            self._looked = asked, capped.look(path, read_as, stop=stop)
        return self._looked[1]


def _own(worked: Shown) -> Worked:
    """Return what this module has worked out itself."""
    if not isinstance(worked, Worked):
        raise TypeError("what is read in was worked out here")
    return worked


def _kinds_of(worked: Worked) -> set[str]:
    fates = worked.plan.fates
    told: Mapping[str, None] = dict.fromkeys(one.became.get("kind", "") for one in fates)
    return {kind for kind in told if kind}
