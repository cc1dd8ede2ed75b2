"""The outbox: reports kept on the computer where they were filed, one file each.

    tmp/      being written          new/      kept here only
    handed/   handed over            arrived/  in IT's inbox, with proof
    replies/  messages, opened       damaged/  what could not be read, with the reason

A report moves by renaming, so that it is always in one state; the time of its file is when it was
last handed over. Nothing is deleted here before it has arrived and the library's own time for
keeping it is over; two processes may work on one outbox.
"""

import errno
import logging
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from libdesk.delivery import envelope, folders, kept_files, replies, sealing, troubles
from libdesk.delivery.strict import Unreadable
from libdesk.domain.problems import Progress, Reply, Report, ReportId
from libdesk.files import DISK, FileSystem, make_folder, write_durably
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.ports import Clock, Kept

STALE_PART = timedelta(hours=36)
"""A part file this old was left by a computer that went off while it wrote."""

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_REPORT_NAME = re.compile(rf"({kept_files.UUID4})\.report")
# The farthest first: should a file be there twice, the state with more proof is the true one.
_FOLDERS = {Progress.IN_INBOX: "arrived", Progress.HANDED_OVER: "handed", Progress.KEPT: "new"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a report's file lies now."""

    progress: Progress
    path: Path

    def handed_over_at(self) -> datetime | None:
        if self.progress is Progress.KEPT:
            return None
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except (OSError, OverflowError, ValueError):
            return None


class FileOutbox:
    """The Outbox port on a folder.

    Args:
        folder: the outbox.
        lasts: what is kept in it is still there after a restart of the computer.
        now: the clock, for the age of part files.
        disk: the file system, or a drill's.
        makes_parents: make the folders above it too. False for a folder on a disk of its own:
            where that disk is away, nothing must be kept in the empty place that it leaves.
    """

    def __init__(
        self,
        folder: Path,
        *,
        lasts: bool,
        now: Clock,
        disk: FileSystem = DISK,
        makes_parents: bool = True,
    ) -> None:
        self._folder = folder
        self._lasts = lasts
        self._now = now
        self._disk = disk
        self._makes_parents = makes_parents
        self._replies = kept_files.KeptReplies(folder / "replies", disk, self._set_aside)

    @property
    def lasts(self) -> bool:
        """Say whether what is kept here is still there after a restart of the computer."""
        return self._lasts

    def keep(self, report: Report) -> bool:
        """Keep a report durably; one that is kept already stays as it is.

        Returns:
            Whether this report is kept under its id now; not when another one is. When it was
            filed, and what was read from the computer, make no other report of it.

        Raises:
            Refusal: it holds more than one report can carry.
            Unavailable: nothing was kept, and why.
        """
        try:
            if (place := self._find(report.id)) is not None:
                return _is_same(report, place.path)
            private, public = sealing.make_reply_keys()
            content = kept_files.pack(private, envelope.encode(report, public))
            self._make_folders()
            write_durably(
                _path(self._folder, Progress.KEPT, report.id),
                content,
                by_way_of=self._folder / "tmp" / f"{report.id}.{secrets.token_hex(4)}.part",
                disk=self._disk,
            )
        except envelope.BadEnvelope as error:
            raise Refusal(error.reason, field="pictures" if report.pictures else "") from error
        except OSError as error:
            raise troubles.keeping(error, self._folder) from error
        return True

    def list(self) -> tuple[Kept, ...]:
        """Return all reports that can be read, newest first, without their pictures.

        Raises:
            Unavailable: the folder cannot be read.
        """
        try:
            places = self._places()
            numbers = self._replies.numbers()
        except OSError as error:
            raise troubles.outbox(error, self._folder) from error
        found = []
        for report_id, place in places.items():
            if (current := self._read(report_id, place)) is not None:
                report, place_now = current
                came = self._replies.read(report_id, numbers.get(report_id, ()))
                found.append(Kept(report, place_now.progress, came, place_now.handed_over_at()))
        return tuple(sorted(found, key=lambda kept: kept.report.filed_at, reverse=True))

    def waiting(self) -> tuple[ReportId, ...]:
        """Return the reports without proof of arrival: first what has waited longest.

        Raises:
            Unavailable: the folder cannot be read.
        """
        try:
            places = self._places()
        except OSError as error:
            raise troubles.outbox(error, self._folder) from error
        waiting = [
            (_modified_ns(place.path), report_id)
            for report_id, place in places.items()
            if place.progress is not Progress.IN_INBOX
        ]
        return tuple(report_id for _, report_id in sorted(waiting))

    def progress(self, report_id: ReportId) -> tuple[Progress, datetime | None]:
        """Return how far a report has come, and when it was last handed over.

        Raises:
            Unavailable: it is not in this outbox.
        """
        place = self._get(report_id)
        return place.progress, place.handed_over_at()

    def filed_at(self, report_id: ReportId) -> datetime:
        """Return when the report was filed, by this computer's clock.

        Raises:
            Unavailable: it cannot be read; a damaged one is set aside.
        """
        read = self._read(report_id, self._get(report_id))
        if read is None:
            raise Unavailable(_DAMAGED.format(folder=self._folder / "damaged"))
        return read[0].filed_at

    def envelope(self, report_id: ReportId) -> bytes:
        """Return the report as it travels; a damaged one is set aside instead.

        Raises:
            Unavailable: it cannot be read.
        """
        place = self._get(report_id)
        try:
            content, _ = _follow(partial(self._find, report_id), place, kept_files.read_envelope)
        except Unreadable as error:
            self._set_aside((self._find(report_id) or place).path, error.reason)
            raise Unavailable(_DAMAGED.format(folder=self._folder / "damaged")) from error
        except OSError as error:
            raise troubles.outbox(error, self._folder) from error
        return content

    def mark_handed_over(self, report_id: ReportId, at: datetime) -> None:
        """Note that a courier has taken the report.

        Raises:
            Unavailable: it could not be noted; it will be handed over once more, which is harmless.
        """
        place = self._get(report_id)
        if place.progress is Progress.IN_INBOX:
            return
        # A disk that cannot hold this time keeps the older one: the report goes once more.
        with suppress(OSError, OverflowError, ValueError):
            os.utime(place.path, (at.timestamp(), at.timestamp()))
        if place.progress is Progress.KEPT:
            self._move(place, report_id, Progress.HANDED_OVER)

    def next_reply(self, report_id: ReportId) -> int:
        """Return the number of the message to ask for next, from 1."""
        return self._replies.next_number(report_id)

    def add_reply(self, report_id: ReportId, sealed: bytes) -> Reply | None:
        """Open a message with the report's private key and keep it.

        Whoever wrote it knew the report's reply key, and that key travels inside the sealed
        envelope only: a message that opens and names this report is proof that the desk has
        opened the envelope.

        Returns:
            The message; None when it is not genuine, not for this report, or not the next one.

        Raises:
            Unavailable: it could not be kept; it will be fetched again.
        """
        place = self._get(report_id)
        try:
            secret, place = _follow(partial(self._find, report_id), place, kept_files.read_secret)
            opened = sealing.Opener(secret).open(sealed)
            if opened is None:
                return None
            reply = replies.decode(opened, report_id)
            if reply.number != self.next_reply(report_id):
                return None
            # First the state, then the words: after a crash between the two the words come again.
            if place.progress is not Progress.IN_INBOX:
                self._move(place, report_id, Progress.IN_INBOX)
            self._replies.add(report_id, reply.number, opened)
        except Unreadable:
            return None
        except OSError as error:
            raise troubles.outbox(error, self._folder) from error
        return reply

    def forget(self, report_id: ReportId, *, only_pictures: bool = False) -> None:
        """Remove a report that has arrived, with its messages; or its pictures and whom to ask.

        Raises:
            Unavailable: it stays for now, or a part of it; a damaged one is set aside.
        """
        place = self._get(report_id)
        if place.progress is not Progress.IN_INBOX:
            return
        try:
            if only_pictures:
                kept_files.forget_pictures(place.path, self._disk)
            else:
                # Last what could still be asked for: a message without its report is never shown.
                place.path.unlink(missing_ok=True)
                self._replies.forget(report_id)
        except Unreadable as error:
            self._set_aside((self._find(report_id) or place).path, error.reason)
        except OSError as error:
            raise troubles.outbox(error, self._folder) from error

    def troubles(self) -> tuple[str, ...]:
        """Return sentences on what was set aside and on part files left by a sudden end."""
        sentences = []
        aside = [name for name in folders.names(self._folder / "damaged") if _is_report(name)]
        if aside:
            sentences.append(
                f"{_counted(len(aside), 'damaged report was', 'damaged reports were')} set aside "
                f"in {self._folder / 'damaged'}, with the reason beside it. Nothing was deleted; "
                "show the folder to IT."
            )
        before = (self._now() - STALE_PART).timestamp() * 1e9
        parts = [self._folder / "tmp" / name for name in folders.names(self._folder / "tmp")]
        if stale := [part for part in parts if 0 < _modified_ns(part) < before]:
            sentences.append(
                f"{_counted(len(stale), 'report was', 'reports were')} being written in "
                f"{self._folder / 'tmp'} when the computer went off; nobody was told that it was "
                "kept."
            )
        return tuple(sentences)

    def _make_folders(self) -> None:
        if not self._makes_parents and not self._folder.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        for name in ("tmp", *_FOLDERS.values()):
            make_folder(self._folder / name, disk=self._disk)

    def _find(self, report_id: UUID) -> _Place | None:
        for progress in _FOLDERS:
            path = _path(self._folder, progress, report_id)
            if path.is_file():
                return _Place(progress, path)
        return None

    def _get(self, report_id: ReportId) -> _Place:
        place = self._find(report_id) or self._find(report_id)  # it may just have been moved on
        if place is None:
            raise Unavailable(
                f"The report is not in the folder {self._folder} any more. LibDesk itself deletes "
                "none; somebody moved it, or it is in the folder named damaged."
            )
        return place

    def _places(self) -> dict[ReportId, _Place]:
        places: dict[ReportId, _Place] = {}
        for progress in reversed(_FOLDERS):
            folder = self._folder / _FOLDERS[progress]
            for name in folders.names(folder):
                if match := _REPORT_NAME.fullmatch(name):
                    places[ReportId(UUID(match[1]))] = _Place(progress, folder / name)
        return places

    def _move(self, place: _Place, report_id: ReportId, to: Progress) -> None:
        target = _path(self._folder, to, report_id)
        try:
            make_folder(target.parent, disk=self._disk)
            self._disk.replace(place.path, target)
            self._disk.sync_folder(target.parent)
            self._disk.sync_folder(place.path.parent)
        except FileNotFoundError as error:
            now = self._find(report_id)  # another process may have moved it already
            if now is None or now.progress is place.progress:
                raise troubles.outbox(error, self._folder) from error
        except OSError as error:
            raise troubles.outbox(error, self._folder) from error

    def _read(self, report_id: ReportId, place: _Place) -> tuple[Report, _Place] | None:
        try:
            report, place = _follow(partial(self._find, report_id), place, kept_files.read_report)
        except FileNotFoundError:
            return None
        except OSError:
            _LOG.warning("a kept report cannot be read just now")
            return None
        except Unreadable as error:
            self._set_aside((self._find(report_id) or place).path, error.reason)
            return None
        if report.id != report_id:
            self._set_aside(place.path, "Its name is not the id of the report in it.")
            return None
        return report, place

    def _set_aside(self, path: Path, reason: str) -> None:
        try:
            folders.put_aside(path, reason, self._folder / "damaged", self._disk)
        except OSError:
            _LOG.exception("a damaged file stays in the outbox for now")


def _follow(
    find: Callable[[], _Place | None], place: _Place, read: Callable[[Path], T]
) -> tuple[T, _Place]:
    """Read a report where it is, though another process moves it on just before."""
    while True:
        try:
            return read(place.path), place
        except FileNotFoundError:
            moved = find() or find()  # it may be moving right now
            if moved is None or moved == place:
                raise
            place = moved


_DAMAGED = (
    "One report kept on this computer is damaged and was set aside in {folder}, with the reason "
    "beside it. The others go on."
)


def _path(folder: Path, progress: Progress, report_id: UUID) -> Path:
    return folder / _FOLDERS[progress] / f"{report_id}.report"


def _is_same(report: Report, path: Path) -> bool:
    try:
        kept = envelope.decode(kept_files.read_envelope(path)).report
    except (Unreadable, envelope.BadEnvelope):
        return False
    return replace(report, filed_at=kept.filed_at, facts=kept.facts) == kept


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _is_report(name: str) -> bool:
    return name.endswith(".report")


def _modified_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
