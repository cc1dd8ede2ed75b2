"""Keeps what people sent no longer than the library has settled, and says so.

Pictures go some days after a problem was closed, names later. Both go from the database, from its
words, and from what removed rows leave in its file; collected files go from where they were
dropped. A problem that is opened again before its time keeps everything.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from libdesk.domain.problems import Event
from libdesk.domain.retention import (
    GIVEN_DAYS,
    LEAST_DAYS,
    MOST_DAYS,
    NAMES_DAYS,
    NAMES_GONE,
    PICTURES_DAYS,
    PICTURES_GONE,
    Keeping,
    Seen,
    is_due,
    see,
)
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.intake import index_words
from libdesk.services.ports import Clock, DropReader, Leftovers, OldCopies
from libdesk.services.removals import ClosedReport
from libdesk.services.stores import OpenUnit, Unit

EVERY = timedelta(hours=6)
"""So often it is looked whether something has to go."""

LOOKED_AT_ONCE = 200
"""Closed problems that are looked at in one question."""

REMOVED_AT_ONCE = 3
"""Problems from which something is removed in one transaction: each may have many megabytes."""

COPIES_EVERY = timedelta(days=7)
"""So long at most the copies of the database still hold what has gone from it."""

_PICTURES, _NAMES, _SEEN, _LEFT, _COPIES = (
    "keep_pictures_days",
    "keep_names_days",
    "retention_clock",
    "retention_left",
    "retention_copies",
)
_PAGES, _WORDS = "pages", "words"
_DAY = timedelta(days=1)

Between = Callable[[], bool]
"""Called between two steps; answering False ends the work early."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What one round has removed.

    Attributes:
        pictures: problems whose pictures went.
        names: problems whose names went.
        files: collected files.
        loans: loans whose borrower's name went.
        is_finished: all that was due has gone.
    """

    pictures: int = 0
    names: int = 0
    files: int = 0
    is_finished: bool = True
    loans: int = 0


def read_keeping(unit: Unit) -> Keeping:
    """Return how long things are kept, within a transaction."""
    days = []
    for key, usual in ((_PICTURES, PICTURES_DAYS), (_NAMES, NAMES_DAYS)):
        word = unit.desk.word(key)
        days.append(int(word) if word.isascii() and word.isdigit() else usual)
    return Keeping(*days)


class Retention:
    """Removes what is over its time.

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
        self._open_unit = open_unit
        self._readers = readers
        self._leftovers = leftovers
        self._now = now
        self._copies = copies
        self._looked_at: datetime | None = None

    def tend(self, between: Between = lambda: True) -> Purged:
        """Look after what is kept, where the last look is some hours ago.

        A place that is away is looked after when it is back.
        """
        now = self._now()
        if self._looked_at is not None and timedelta(0) <= now - self._looked_at < EVERY:
            return Purged()
        purged = self.purge(between)
        if purged.is_finished:
            self._looked_at = now
        return purged

    def purge(self, between: Between = lambda: True) -> Purged:
        """Remove all that is over its time, as far as the clock can be trusted."""
        now = self._now()
        with self._open_unit(write=True) as unit:
            keeping = read_keeping(unit)
            seen = see(_seen(unit), now)
            unit.desk.set_word(_SEEN, f"{seen.last.isoformat()} {seen.since.isoformat()}")
        if not seen.is_steady:
            return Purged(is_finished=self.wipe(between))
        pictures = names = 0
        for due in self._due(keeping, now):
            gone = self._remove(due, keeping, now)
            pictures, names = pictures + gone[0], names + gone[1]
            if not between():
                return Purged(pictures, names, is_finished=False)
        self._forget_counters(now - keeping.names_days * _DAY, now)
        files = self._forget_files(now - keeping.collected_days * _DAY)
        loans = self._forget_borrowers(now - keeping.names_days * _DAY)
        self._forget_offers(keeping, now)
        if self._copies is not None:
            self._copies.remove_aside(now - keeping.names_days * _DAY)
        is_wiped = self.wipe(between)
        is_finished = is_wiped and self._in_copies(between)
        return Purged(pictures, names, files, is_finished=is_finished, loans=loans)

    def wipe(self, between: Between = lambda: True) -> bool:
        """Wipe what removed rows have left behind; say whether nothing is left."""
        with self._open_unit() as unit:
            left = unit.desk.word(_LEFT)
        if not left:
            return True
        if not self._leftovers.wipe(between, words=left == _WORDS):
            return False
        with self._open_unit(write=True) as unit:
            unit.desk.set_word(_LEFT, "")
        return True

    def _in_copies(self, between: Between) -> bool:
        """Let the copies forget too, at most once a week: each of them is written anew."""
        if self._copies is None:
            return True
        with self._open_unit() as unit:
            since = unit.desk.word(_COPIES)
        if not since or self._now() - datetime.fromisoformat(since) < COPIES_EVERY:
            return True
        if not self._copies.forget(between):
            return True  # what is away now is asked again in some hours
        with self._open_unit(write=True) as unit:
            if unit.desk.word(_COPIES) == since:
                unit.desk.set_word(_COPIES, "")
        return True

    def _due(self, keeping: Keeping, now: datetime) -> Iterator[Sequence[ClosedReport]]:
        before = now - min(keeping.pictures_days, keeping.names_days) * _DAY
        due: list[ClosedReport] = []
        after: tuple[datetime, int] | None = None
        while True:
            with self._open_unit() as unit:
                page = unit.retained.closed(before, after, LOOKED_AT_ONCE)
            due += [one for one in page if any(_goes(one, keeping, now))]
            while len(due) >= REMOVED_AT_ONCE:
                yield due[:REMOVED_AT_ONCE]
                del due[:REMOVED_AT_ONCE]
            if not page:
                break
            after = page[-1].closed.at, page[-1].sequence
        if due:
            yield due

    def _remove(
        self, due: Sequence[ClosedReport], keeping: Keeping, now: datetime
    ) -> tuple[int, int]:
        pictures = names = 0
        with self._open_unit(write=True) as unit:
            # Looked at once more: somebody may have opened it again since.
            for one in unit.retained.still_closed([report.report_id for report in due]):
                loses_pictures, loses_names = _goes(one, keeping, now)
                if loses_pictures:
                    pictures += 1
                    unit.retained.remove_pictures(one.report_id)
                    told = Event(now, "", PICTURES_GONE, str(keeping.pictures_days))
                    unit.problems.note(one.report_id, told)
                if loses_names:
                    names += 1
                    unit.retained.remove_names(one.report_id)
                    told = Event(now, "", NAMES_GONE, str(keeping.names_days))
                    unit.problems.note(one.report_id, told)
                    _find_by_what_is_left(unit, one)
            if names:
                note_leftovers(unit, now)
            elif pictures:
                _note_pages(unit, now)
        return pictures, names

    def _forget_borrowers(self, before: datetime) -> int:
        """Forget who had what in loans that are over; that there was a loan stays."""
        with self._open_unit(write=True) as unit:
            forgotten = unit.loans.forget_names(before, before.astimezone().date())
            if forgotten:
                _note_pages(unit, self._now())
        return forgotten

    def _forget_counters(self, before: datetime, now: datetime) -> None:
        """Remove who counted on counting days that ended before a moment."""
        with self._open_unit(write=True) as unit:
            if unit.stocktakes.forget_names(before):
                _note_pages(unit, now)

    def _forget_offers(self, keeping: Keeping, now: datetime) -> None:
        """Remove photos of offers that are over, and later who made them."""
        with self._open_unit(write=True) as unit:
            files = unit.donations.forget_files(now - keeping.pictures_days * _DAY)
            donors = unit.donations.forget_donors(
                now - keeping.names_days * _DAY, now - GIVEN_DAYS * _DAY
            )
            if files or donors:
                _note_pages(unit, now)

    def _forget_files(self, before: datetime) -> int:
        forgotten = 0
        for reader in self._readers:
            try:
                forgotten += reader.forget(before)
            except Unavailable:
                continue  # the collector tells that it is away
        return forgotten


def note_leftovers(unit: Unit, now: datetime) -> None:
    """Note that words were removed whose traces must go too, within the same transaction."""
    unit.desk.set_word(_LEFT, _WORDS)
    _note_copies(unit, now)


def _note_pages(unit: Unit, now: datetime) -> None:
    """Note that something was removed that nothing is found by."""
    _note_copies(unit, now)
    if not unit.desk.word(_LEFT):
        unit.desk.set_word(_LEFT, _PAGES)


def _note_copies(unit: Unit, now: datetime) -> None:
    if not unit.desk.word(_COPIES):
        unit.desk.set_word(_COPIES, now.isoformat())


def check_keeping(keeping: Keeping) -> None:
    """Refuse days that make no sense.

    Raises:
        Refusal: it is fewer days than a fixed problem can come back in, or more than ten years.
    """
    for field, days in (("pictures", keeping.pictures_days), ("names", keeping.names_days)):
        if not LEAST_DAYS <= days <= MOST_DAYS:
            raise Refusal(
                f"Give a number of days from {LEAST_DAYS} to {MOST_DAYS}. A fixed problem can come "
                "back within a week, and keeps all it had until then.",
                field=field,
            )


def store_keeping(unit: Unit, keeping: Keeping) -> None:
    """Store how many days things are kept after closing, within a transaction."""
    unit.desk.set_word(_PICTURES, str(keeping.pictures_days))
    unit.desk.set_word(_NAMES, str(keeping.names_days))


def _goes(one: ClosedReport, keeping: Keeping, now: datetime) -> tuple[bool, bool]:
    """Say whether the pictures go, and whether the names go."""
    return (
        one.has_pictures and is_due(one.closed, keeping.pictures_days, now),
        one.has_names and is_due(one.closed, keeping.names_days, now),
    )


def _find_by_what_is_left(unit: Unit, one: ClosedReport) -> None:
    problem = unit.problems.get(one.report_id)
    told = (problem.report, *problem.joined, *problem.follow_ups)
    words = tuple(dict.fromkeys(word for report in told for word in index_words(report)))
    unit.problems.find_by({one.report_id: words})


def _seen(unit: Unit) -> Seen | None:
    try:
        last, since = map(datetime.fromisoformat, unit.desk.word(_SEEN).split(" "))
    except ValueError:
        return None
    return Seen(last, since)
