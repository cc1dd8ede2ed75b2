"""Keeps a running count: answers from memory at once, and stores behind the window.

What could not be stored stays counted here, is told, and is tried again; nothing of it is let go
before somebody says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.counting import Count, Row
from libdesk.domain.place_codes import place_code
from libdesk.domain.scanned import Known, known_codes
from libdesk.domain.stocktake import (
    Answer,
    Condition,
    Origin,
    Outcome,
    Scan,
    ScanId,
    Spot,
    StocktakeId,
)
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.services.stocktake import Loaded, Stocktaking
from libdesk.ui.tasks import Tasks

AGAIN_AFTER_MS = 3_000
"""What the surroundings have refused is tried again by itself."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A count, ready to be scanned into; read and worked out on the database's thread.

    Attributes:
        loaded: what is stored.
        count: what follows from it; the window's thread has it from then on.
        seen: what was seen, the latest first.
        expected: everything that is expected, by place, as though nothing were seen.
        known: the codes that there are.
        spots: the places in which it counts; those that were taken out meanwhile come last.
    """

    loaded: Loaded
    count: Count
    seen: tuple[Row, ...]
    expected: tuple[Row, ...]
    known: Known
    spots: tuple[Spot, ...]


def open_count(taking: Stocktaking, stocktake: StocktakeId) -> Opened:
    """Read a count; not on the window's thread.

    Raises:
        Refusal: there is none with this id.
    """
    loaded = taking.load(stocktake)
    listing = loaded.listing
    count = Count(listing, loaded.scans)
    covered = (one for one in listing.places.values() if loaded.stocktake.covers(one))
    spots = (*sorted(covered, key=_by_name), *listing.lost_spots)
    items = listing.items.values()
    codes = (
        *(place_code(one.branch, one.room) for one in listing.places.values()),
        *(one.tag for one in items),
        *(one.serial for one in items),
        *(one.computer_name for one in items),
    )
    expected = Count(listing).missing()
    return Opened(loaded, count, count.rows(), expected, known_codes(codes), spots)


def _by_name(spot: Spot) -> tuple[str, str]:
    return spot.branch, spot.key[1]


@dataclass(frozen=True, slots=True, eq=False)
class _Deed:
    """Something to be stored: a scan, its condition, or that it is taken back."""

    scan: Scan
    work: Callable[[], object]
    is_scan: bool = False
    takes_back: bool = False


class Keeper(QObject):
    """Counts and stores.

    Args:
        tasks: the threads.
        taking: stores.
        now: the clock.
        parent: its owner.
        new_id: gives the ids of scans.

    Signals:
        unsaved: how many things are not stored, and why as a sentence; 0 and "" once all are.
        met: an error that is nobody's fault to mend.
    """

    unsaved = Signal(int, str)
    met = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        taking: Stocktaking,
        now: Clock,
        parent: QObject,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._taking = taking
        self._now = now
        self._new_id = new_id
        self._opened: Opened | None = None
        self._steps: list[tuple[Scan, ...]] = []
        self._failed: list[_Deed] = []
        self._undone: set[ScanId] = set()
        self._why = ""
        self._pending = 0
        self._again = QTimer(self, singleShot=True, interval=AGAIN_AFTER_MS)
        self._again.timeout.connect(self.retry)

    @property
    def opened(self) -> Opened:
        """The count that is open.

        Raises:
            LookupError: none is.
        """
        if self._opened is None:
            raise LookupError("no count is open")
        return self._opened

    @property
    def count(self) -> Count:
        """What follows from all scans."""
        return self.opened.count

    @property
    def stocktake(self) -> StocktakeId:
        """Which campaign it is."""
        return self.opened.loaded.stocktake.id

    @property
    def is_settled(self) -> bool:
        """Say whether everything is stored."""
        return not self._pending and not self._failed

    @property
    def has_unsaved(self) -> bool:
        """Say whether something could not be stored, so far."""
        return bool(self._failed)

    @property
    def can_undo(self) -> bool:
        """Say whether there is something to take back."""
        return bool(self._steps)

    def open(self, opened: Opened) -> None:
        """Count on with this campaign; of what is not stored, this campaign's counts there too."""
        is_other = self._opened is None or self.stocktake != opened.loaded.stocktake.id
        self._opened = opened
        if is_other:
            self._steps.clear()
        for deed in self._failed if not is_other else ():
            if deed.is_scan:
                opened.count.add(deed.scan)

    def scan(self, answer: Answer, spot: Spot, origin: Origin = Origin.SCANNED) -> Scan | None:
        """Count what was answered, and store it; None where it counts already."""
        if answer.outcome in (Outcome.AGAIN, Outcome.SPOT):
            return None
        listed = answer.listed
        scan = Scan(
            ScanId(self._new_id()),
            answer.code,
            spot,
            self._now(),
            listed.id if listed is not None else None,
            origin=origin,
        )
        self.count.add(scan)
        self._steps.append((scan,))
        self._store(
            _Deed(scan, partial(self._taking.record, self.stocktake, (scan,)), is_scan=True)
        )
        return scan

    def add_stored(self, scans: tuple[Scan, ...]) -> None:
        """Count what is stored already, as one step that can be taken back."""
        for one in scans:
            self.count.add(one)
        if scans:
            self._steps.append(scans)

    def set_condition(self, row: Row, condition: Condition, note: str) -> None:
        """Say how a thing was found that was seen."""
        scan = row.scan
        if scan is None:
            return
        changed = replace(scan, condition=condition, note=note)
        self.count.add(changed)
        self._steps = [
            tuple(changed if one.id == changed.id else one for one in step) for step in self._steps
        ]
        work = partial(self._taking.set_condition, self.stocktake, scan.id, condition, note)
        self._store(_Deed(changed, work))

    def undo(self) -> tuple[Scan, ...]:
        """Take the last step back, as though it had never been; return its scans."""
        return self._take_back(self._steps.pop()) if self._steps else ()

    def undo_these(self, ids: tuple[ScanId, ...]) -> tuple[Scan, ...]:
        """Take one step back that need not be the last; return its scans, none where it is gone."""
        found = [step for step in self._steps if tuple(one.id for one in step) == ids]
        self._steps = [step for step in self._steps if step not in found]
        return self._take_back(found[0]) if found else ()

    def _take_back(self, scans: tuple[Scan, ...]) -> tuple[Scan, ...]:
        ids = {one.id for one in scans}
        self._undone |= ids
        for one in ids:
            self.count.remove(one)
        # What never was stored need not be taken out.
        unstored = {one.scan.id for one in self._failed if one.is_scan} & ids
        self._failed = [one for one in self._failed if one.scan.id not in ids]
        stored = [one.id for one in scans if one.id not in unstored]
        if stored:
            work = partial(self._taking.take_back, self.stocktake, stored)
            self._store(_Deed(scans[0], work, takes_back=True))
        self.tell()
        return scans

    def retry(self) -> None:
        """Store what could not be stored."""
        failed, self._failed = self._failed, []
        self._again.stop()
        for deed in failed:
            self._send(deed)

    def drop(self) -> None:
        """Let go of what can't be stored; it counts no longer."""
        failed, self._failed = self._failed, []
        self._again.stop()
        for deed in failed:
            if deed.is_scan and self._opened is not None:
                self.count.remove(deed.scan.id)
        self.tell()

    def unsaved_codes(self) -> tuple[str, ...]:
        """Return the codes that are not stored, to be kept elsewhere."""
        return tuple(one.scan.code for one in self._failed if one.is_scan)

    def _store(self, deed: _Deed) -> None:
        # What belongs to a scan that is not stored waits for it.
        if any(one.scan.id == deed.scan.id for one in self._failed):
            self._failed.append(deed)
        else:
            self._send(deed)

    def _send(self, deed: _Deed) -> None:
        self._pending += 1

        def done(_result: object) -> None:
            self._pending -= 1
            self.tell()

        def failed(error: Exception) -> None:
            self._pending -= 1
            if deed.scan.id in self._undone and not deed.takes_back:
                self.tell()  # it was on its way when it was taken back: it must not come again
                return
            self._failed.append(deed)
            if isinstance(error, Refusal | Conflict | Unavailable):
                self._why = error.sentence
            else:
                self.met.emit(error)
            if not isinstance(error, Refusal):
                self._again.start()
            self.tell()

        self._tasks.database(deed.work, done, owner=self, failed=failed, quiet=True)

    def tell(self) -> None:
        """Say how much is not stored."""
        if not self._failed:
            self._why = ""
        self.unsaved.emit(len(self._failed), self._why)
