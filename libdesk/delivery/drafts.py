"""Drafts: what somebody is typing, kept so that neither a crash nor a log-off takes it away.

    <id>.draft                the words, one file for each report that is being written
    <id>.<sha256>.picture     its pictures, each written once
    damaged/                  what could not be read, with the reason

Pictures are written before the words that name them, and go only after words that no longer name
them: whenever the power goes, a draft finds its pictures. Each form has a file of its own, so that
several may work in one folder. Nothing here grows older than a week, by a clock that may jump: what
another clock has dated gets a week by this one. Nothing of what was typed is ever logged.
"""

import hashlib
import logging
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from libdesk.delivery import draft_words, folders, troubles
from libdesk.delivery.draft_words import DraftWords, PictureEntry
from libdesk.delivery.kept_files import UUID4
from libdesk.delivery.strict import Unreadable
from libdesk.domain.problems import Picture, ReportId
from libdesk.files import DISK, FileSystem, make_folder, write_durably
from libdesk.services.drafts import Draft
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Clock, KeptDraft

OFFERED_FOR = timedelta(days=7)
"""A draft older than this is nobody's any more: it is not offered, and removed."""

ANOTHER_CLOCK = timedelta(days=45), timedelta(days=1)
"""A draft dated further back, or further ahead, was saved while the clock showed something else:
where a computer is in use, every start looks, and in its second week a draft is gone."""

OFFERED_TO_THE_PUBLIC_FOR = timedelta(minutes=30)
"""Where anybody sits down, a draft outlives a restart, and not the person who typed it."""

LEFT_ALONE_FOR = timedelta(hours=1)
"""A part file or a picture without words may belong to a form that is just writing them."""

_LOG = logging.getLogger(__name__)
_DRAFT_NAME = re.compile(rf"({UUID4})\.draft")
_PICTURE_NAME = re.compile(rf"({UUID4})\.([0-9a-f]{{64}})\.picture")
_PART_NAME = re.compile(r"\..*\.part")


class DraftFolder:
    """The Drafts port on a folder.

    Args:
        folder: where the drafts lie; made with the first one.
        now: the clock.
        disk: the file system, or a drill's.
        offered_for: so old a draft may become.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Clock,
        disk: FileSystem = DISK,
        offered_for: timedelta = OFFERED_FOR,
    ) -> None:
        self._folder = folder
        self._now = now
        self._disk = disk
        self._offered_for = offered_for
        self._written: set[Path] = set()

    def save(self, draft: Draft, report_id: ReportId) -> None:
        """Keep what was said so far in place of what was kept under this id before.

        Raises:
            Unavailable: it was not kept; what was kept before is still there, whole.
        """
        try:
            content = draft_words.encode(draft, report_id, self._now())
            make_folder(self._folder, disk=self._disk)
            for picture in draft.pictures:
                self._write_once(report_id, picture)
            self._write(self._path(report_id), content)
        except Unreadable as error:
            raise Unavailable(
                "This is more than LibDesk can remember before it is sent; nothing was lost: your "
                "words are still here. Leave a picture out, or send the report now."
            ) from error
        except OSError as error:
            raise troubles.keeping(error, self._folder) from error
        self._remove_unnamed_pictures(report_id)

    def load(self) -> KeptDraft | None:
        """Return the newest draft, whole; None when there is none.

        What is damaged is set aside, what is too old is removed; neither is ever an error.

        Raises:
            Unavailable: the folder cannot be read.
        """
        try:
            names = folders.names(self._folder)
        except OSError as error:
            raise troubles.outbox(error, self._folder) from error
        ids = [ReportId(UUID(match[1])) for name in names if (match := _DRAFT_NAME.fullmatch(name))]
        self._tidy(names, ids)
        read = [draft for one in ids if (draft := self._read(one)) is not None]
        kept = [self._by_this_clock(draft) for draft in read]
        oldest = self._now() - self._offered_for
        for draft in kept:
            if draft.saved_at < oldest:
                self._forget(draft.report_id)
        fresh = [draft for draft in kept if draft.saved_at >= oldest]
        return max(fresh, key=lambda draft: draft.saved_at, default=None)

    def clear(self, report_id: ReportId) -> None:
        """Remove a draft that was sent or thrown away; one that is not there is no trouble.

        Raises:
            Unavailable: it is still there, and may be offered once more.
        """
        try:
            self._path(report_id).unlink(missing_ok=True)
            if self._folder.is_dir():
                self._disk.sync_folder(self._folder)
        except OSError as error:
            raise Unavailable(
                f"An unfinished report could not be removed from the folder {self._folder}. It may "
                "be offered once more; nothing was lost."
            ) from error
        self._remove_unnamed_pictures(report_id)

    def _by_this_clock(self, kept: KeptDraft) -> KeptDraft:
        """Date a draft anew that another clock has dated; any other stays as it is."""
        now = self._now()
        back, ahead = ANOTHER_CLOCK
        if now - back <= kept.saved_at <= now + ahead:
            return kept
        with suppress(OSError):
            content = draft_words.encode(kept.draft, kept.report_id, now)
            self._write(self._path(kept.report_id), content)
        return replace(kept, saved_at=now)

    def _write_once(self, report_id: ReportId, picture: Picture) -> None:
        target = self._picture_path(report_id, draft_words.sha256(picture))
        if not self._is_there(target, picture.content):
            self._write(target, picture.content)
        self._written.add(target)

    def _is_there(self, target: Path, content: bytes) -> bool:
        try:
            if target in self._written:
                # Another form may have removed it; what stands in it has been seen before.
                return target.lstat().st_size == len(content)
            return folders.read_regular(target, limit=len(content)) == content
        except (OSError, ValueError):
            return False

    def _write(self, target: Path, content: bytes) -> None:
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        write_durably(target, content, by_way_of=part, disk=self._disk)

    def _read(self, report_id: ReportId) -> KeptDraft | None:
        content = self._content(report_id)
        while content is not None:
            try:
                return self._whole(report_id, draft_words.decode(content))
            except Unreadable as error:
                reason = error.reason
            except OSError:
                _LOG.warning("a picture of a draft cannot be read just now")
                return None
            # Another form may have saved meanwhile, and removed what the words of before named.
            seen, content = content, self._content(report_id)
            if content == seen:
                self._set_aside(self._path(report_id), reason)
                return None
        return None

    def _content(self, report_id: ReportId) -> bytes | None:
        path = self._path(report_id)
        try:
            return folders.read_regular(path, limit=draft_words.SIZE_LIMIT)
        except ValueError:
            self._set_aside(path, "It is larger than a draft can be, or no ordinary file.")
        except FileNotFoundError:
            pass  # sent or thrown away by another form since its name was read
        except OSError:
            _LOG.warning("a draft cannot be read just now")
        return None

    def _whole(self, report_id: ReportId, words: DraftWords) -> KeptDraft:
        if words.report_id != report_id:
            raise Unreadable("Its name is not the id of the draft in it.")
        pictures = tuple(self._picture(report_id, entry) for entry in words.pictures)
        return KeptDraft(replace(words.draft, pictures=pictures), report_id, words.saved_at)

    def _picture(self, report_id: ReportId, entry: PictureEntry) -> Picture:
        path = self._picture_path(report_id, entry.sha256)
        try:
            content = folders.read_regular(path, limit=entry.size)
        except FileNotFoundError as error:
            raise Unreadable("A picture that belongs to it is gone.") from error
        except ValueError as error:
            raise Unreadable("A picture that belongs to it is damaged.") from error
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            raise Unreadable("A picture that belongs to it is damaged.")
        return Picture(entry.name, entry.media_type, content)

    def _remove_unnamed_pictures(self, report_id: ReportId) -> None:
        """Remove what the words on the disk no longer name; what fails is tidied up later."""
        try:
            named = self._named_pictures(report_id)
            for name in folders.names(self._folder):
                match = _PICTURE_NAME.fullmatch(name)
                if match and match[1] == str(report_id) and match[2] not in named:
                    (self._folder / name).unlink(missing_ok=True)
        except (OSError, ValueError, Unreadable):
            _LOG.warning("pictures that a draft no longer needs could not be removed just now")

    def _named_pictures(self, report_id: ReportId) -> set[str]:
        try:
            content = folders.read_regular(self._path(report_id), limit=draft_words.SIZE_LIMIT)
        except FileNotFoundError:
            return set()
        return {entry.sha256 for entry in draft_words.decode(content).pictures}

    def _forget(self, report_id: ReportId) -> None:
        try:
            self.clear(report_id)
        except Unavailable:
            _LOG.warning("a draft that is too old could not be removed just now")

    def _tidy(self, names: Iterable[str], ids: Iterable[ReportId]) -> None:
        """Remove what a sudden end left behind, and what was set aside long ago."""
        known = {str(one) for one in ids}
        for name in names:
            match = _PICTURE_NAME.fullmatch(name)
            if (match and match[1] not in known) or _PART_NAME.fullmatch(name):
                self._remove_older(self._folder / name, LEFT_ALONE_FOR)
        damaged = self._folder / "damaged"
        with suppress(OSError):
            for name in folders.names(damaged):
                self._remove_older(damaged / name, OFFERED_FOR)

    def _remove_older(self, path: Path, age: timedelta) -> None:
        with suppress(OSError):
            if path.lstat().st_mtime < (self._now() - age).timestamp():
                path.unlink()

    def _set_aside(self, path: Path, reason: str) -> None:
        try:
            folders.put_aside(path, reason, self._folder / "damaged", self._disk)
        except OSError:
            _LOG.warning("a damaged draft stays where it is for now")

    def _path(self, report_id: UUID) -> Path:
        return self._folder / f"{report_id}.draft"

    def _picture_path(self, report_id: UUID, sha256: str) -> Path:
        return self._folder / f"{report_id}.{sha256}.picture"
