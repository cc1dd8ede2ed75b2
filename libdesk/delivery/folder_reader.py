"""The folder reader: the desk's side of a drop folder.

A file is claimed by renaming it, so that of two desks one gets it; it is judged by its content and
never by its name. What was claimed and not finished is taken up again by the next round.
"""

import logging
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from libdesk.delivery import bulletin_files, drop, envelope, folders, replies, sealing, troubles
from libdesk.delivery.strict import Torn, Unreadable, parse
from libdesk.domain.bulletin import Bulletin
from libdesk.domain.problems import Reply, ReportId
from libdesk.files import DISK, FileSystem, write_durably
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Arrival, Clock

ABANDONED = timedelta(hours=24)
"""A claim this old belongs to a desk that is gone; another desk takes the file up."""

YOUNG = timedelta(minutes=2)
"""A file younger than this that is not whole may still be on its way."""

SETTLED_S = 1.5
"""Seconds in which a file that is still being copied grows."""

_LOG = logging.getLogger(__name__)
_CLAIM = re.compile(
    r"(?P<name>.+)\.(?P<host>[A-Za-z0-9-]+)\.(?P<at>\d{1,12})-[0-9a-f]{8}", re.DOTALL
)
_NAME_LIMIT = 150
_HELD_BY_ANOTHER = (32, 33)
"""What Windows answers while a scanner or the copying program holds a file."""

_REFUSALS_IN_A_ROW = 25


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A young file that is not whole yet, and how it looked."""

    claim: str
    size: int
    modified_ns: int


class FolderReader:
    """The DropReader port on a folder.

    Args:
        folder: the drop folder.
        name: a short lasting name for this way.
        secrets: the desk's private seal key and sign key.
        now: the clock, for the age of files and claims.
        host: this computer's name; claims are told apart by it.
        is_local: the folder is this computer's own and may be made; a share must be there.
        memory: remembers shares that were set up, so that an empty one is noticed.
        disk: the file system, or a drill's.
        pause: waits for so many seconds.
    """

    def __init__(  # noqa: PLR0913 - each is one fact about the place; all are named
        self,
        folder: Path,
        *,
        name: str,
        secrets: tuple[bytes, bytes],
        now: Clock,
        host: str,
        is_local: bool = False,
        memory: drop.Memory | None = None,
        disk: FileSystem = DISK,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._new, self._cur, self._done = (folder / part for part in ("new", "cur", "done"))
        self._name = name
        self._secrets = secrets
        self._now = now
        self._host = re.sub(r"[^A-Za-z0-9-]", "-", host)[:40] or "desk"
        self._is_local = is_local
        self._memory = memory
        self._disk = disk
        self._pause = pause

    @property
    def name(self) -> str:
        """A short lasting name, by which replies find their way back."""
        return self._name

    def arrivals(self) -> Iterator[Arrival]:
        """Claim and read what lies there, oldest first, one at a time.

        A file that is not whole and still grows is left for the next round; one that has stopped
        growing is judged in this one.

        Raises:
            Unavailable: the folder cannot be reached, or nothing in it may be taken.
        """
        self._prepare()
        opener = sealing.Opener(self._secrets[0])
        doubtful: list[_Doubtful] = []
        for claim in self._claims():
            arrival = self._read(claim, opener)
            if isinstance(arrival, _Doubtful):
                doubtful.append(arrival)
            elif arrival is not None:
                yield arrival
        if doubtful:
            self._pause(SETTLED_S)
        for one in doubtful:
            arrival = self._read(one.claim, opener, before=one)
            if isinstance(arrival, Arrival):
                yield arrival

    def done(self, arrivals: Sequence[Arrival]) -> None:
        """Move what is safe in the database to done/, with one sync for all.

        What cannot be moved stays claimed; the next round finds it and counts it as again.
        """
        moved = False
        for arrival in arrivals:
            source = self._cur / arrival.handle
            try:
                name = _name_of(arrival.handle)
                self._disk.replace(source, folders.unused(self._done, name))
                moved = True
            except OSError as error:
                _LOG.warning("a collected file stays claimed for now: %s", error.strerror)
        if moved:
            try:
                self._disk.sync_folder(self._done)
            except OSError as error:
                _LOG.warning("done/ was not synced: %s", error.strerror)

    def set_aside(self, arrival: Arrival, reason: str) -> None:
        """Move what cannot be used to quarantine/, with its reason beside it.

        What cannot be moved stays claimed, and the next round finds it again.
        """
        source = self._cur / arrival.handle
        name = _name_of(arrival.handle)
        if not os.path.lexists(source):
            return
        try:
            folders.put_aside(source, reason, self._folder / "quarantine", self._disk, name=name)
        except OSError as error:
            _LOG.warning("a file that can't be used stays claimed for now: %s", error.strerror)

    def forget(self, before: datetime) -> int:
        """Remove collected files that were written before a moment; return how many.

        What is in done/ was safe in the database when it was put there. Nothing else is touched,
        and a folder that is away or empty tells nothing.

        Raises:
            Unavailable: the folder cannot be reached.
        """
        if not self._done.is_dir():
            return 0
        forgotten = 0
        for name in self._lying(self._done):
            path = self._done / name
            try:
                if path.lstat().st_mtime < before.timestamp():
                    path.unlink()
                    forgotten += 1
            except FileNotFoundError:
                continue
            except OSError as error:
                _LOG.warning("a collected file can't be removed just now: %s", error.strerror)
        return forgotten

    def reply(self, report_id: ReportId, reply_key: bytes, reply: Reply) -> None:
        """Write a message, sealed to the report's own key, under its number.

        The key came inside the sealed envelope, so whoever can write a message that opens has
        opened the envelope: that is the proof of arrival on the other side.

        Raises:
            Unavailable: the place cannot be written to; the message waits.
        """
        try:
            sealed = replies.seal(report_id, reply, reply_key)
        except ValueError:
            # A forged report may carry a key to which nothing can be sealed: nobody waits there.
            _LOG.warning("a message has no one who could open it")
            return
        target = drop.reply_path(self._folder, report_id, reply.number)
        if not target.parent.is_dir():
            self._prepare()
        try:
            write_durably(target, sealed, disk=self._disk)
            drop.share_file(target, target.parent)
        except IsADirectoryError:
            # Somebody put a folder in its place. One message must not hold up all that follow.
            _LOG.warning("a folder lies in the place of a message, which was not written")
        except OSError as error:
            raise troubles.share(error, self._folder) from error

    def publish(self, bulletin: Bulletin) -> None:
        """Write the bulletin, signed; parts that have not changed are not written again.

        Raises:
            Unavailable: the one before stands.
        """
        self._prepare()
        try:
            bulletin_files.publish(bulletin, self._folder / "bulletin", self._secrets, self._disk)
        except OSError as error:
            raise troubles.share(error, self._folder) from error

    def _prepare(self) -> None:
        drop.prepare(self._folder, self._disk, is_local=self._is_local, memory=self._memory)

    def _claims(self) -> Iterator[str]:
        taken = refused = 0
        for claim in self._left_over():
            taken += 1
            yield claim
        for name in self._lying(self._new):
            try:
                claim = self._claim(self._new / name, name)
            except FileNotFoundError as error:
                if not self._new.is_dir():
                    raise troubles.away(self._folder) from error
                continue  # another desk was first
            except OSError as error:
                refused += 1
                _LOG.warning("a file can't be claimed just now: %s", error.strerror)
                # Raised only while nothing was given out: what was given out must be finished.
                if not taken and refused >= _REFUSALS_IN_A_ROW:
                    raise troubles.share(error, self._folder) from error
                continue
            taken += 1
            yield claim
        if refused and not taken:
            raise Unavailable(
                f"LibDesk may not take files out of the shared folder {self._folder}. Reports stay "
                "where they are; ask whoever looks after the folder for the right to rename in it."
            )

    def _left_over(self) -> Iterator[str]:
        abandoned_before = (self._now() - ABANDONED).timestamp()
        for name in self._lying(self._cur):
            match = _CLAIM.fullmatch(name)
            if match and match["host"] == self._host:
                yield name
            elif not match or float(match["at"]) < abandoned_before:
                try:
                    yield self._claim(self._cur / name, _name_of(name))
                except OSError:
                    continue

    def _lying(self, folder: Path) -> list[str]:
        found = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if drop.is_junk(entry.name) or entry.is_dir(follow_symlinks=False):
                        continue
                    try:
                        found.append((entry.stat(follow_symlinks=False).st_mtime_ns, entry.name))
                    except FileNotFoundError:
                        continue
        except OSError as error:
            raise troubles.share(error, self._folder) from error
        return [name for _, name in sorted(found)]

    def _claim(self, source: Path, name: str) -> str:
        at = max(0, int(self._now().timestamp()))
        claim = f"{_short(name)}.{self._host}.{at}-{secrets.token_hex(4)}"
        self._disk.replace(source, self._cur / claim)
        return claim

    def _read(
        self, claim: str, opener: sealing.Opener, *, before: _Doubtful | None = None
    ) -> Arrival | _Doubtful | None:
        path = self._cur / claim
        try:
            facts = path.lstat()
            if before and (facts.st_size, facts.st_mtime_ns) != (before.size, before.modified_ns):
                return None  # it still grows: the next round
            read = _judge(path, facts, opener)
        except FileNotFoundError:
            return None  # another desk took it up
        except Unreadable as error:
            age = self._now().timestamp() - facts.st_mtime
            if isinstance(error, Torn) and before is None and 0 <= age < YOUNG.total_seconds():
                return _Doubtful(claim, facts.st_size, facts.st_mtime_ns)
            return Arrival(claim, reason=error.reason)
        except OSError as error:
            raise troubles.share(error, self._folder) from error
        return Arrival(claim, read.report, read.content_hash, read.reply_key)


_NO_FILE = "It is not an ordinary file (a link, a pipe or a device), so it was not opened."


def _judge(path: Path, facts: os.stat_result, opener: sealing.Opener) -> envelope.Envelope:
    if not stat.S_ISREG(facts.st_mode):
        raise Unreadable(_NO_FILE)
    if facts.st_size > envelope.SIZE_LIMIT:
        raise Unreadable(
            f"It has {facts.st_size / 1e6:.0f} MB, and a report has at most "
            f"{envelope.SIZE_LIMIT / 1e6:.0f} MB; it was not read."
        )
    try:
        content = folders.read_regular(path, limit=envelope.SIZE_LIMIT)
    except ValueError as error:
        raise Unreadable(_NO_FILE) from error
    except PermissionError as error:
        if getattr(error, "winerror", None) in _HELD_BY_ANOTHER:
            raise FileNotFoundError(error.errno, error.strerror) from error  # the next round
        raise Unreadable("LibDesk has no right to read it.") from error
    return _decode(content, opener)


def _decode(content: bytes, opener: sealing.Opener) -> envelope.Envelope:
    document = parse(content, limit=envelope.SIZE_LIMIT)
    kind = document.get("libdesk")
    if kind == envelope.KIND:
        return envelope.read(document)
    if kind != drop.KIND:
        raise Unreadable("It is not a LibDesk report.")
    opened = opener.open(drop.unwrap(document))
    if opened is None:
        raise Unreadable(
            "It can't be opened with this desk's key: it was sealed for another desk, or changed "
            "on the way."
        )
    return envelope.decode(opened)


def _name_of(claim: str) -> str:
    match = _CLAIM.fullmatch(claim)
    return match["name"] if match else claim


def _short(name: str) -> str:
    """Leave room for the claim: most file systems end a name at 255 bytes."""
    if len(os.fsencode(name)) <= _NAME_LIMIT:
        return name
    mark = sha256(os.fsencode(name)).hexdigest()[:16]
    return f"{name[:30]}~{mark}{Path(name).suffix[:10]}"
