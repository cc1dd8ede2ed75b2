"""Tries a folder before LibDesk relies on it: by doing in it what will be done in it later.

Asking a share for somebody's rights gives no answer that can be trusted; making, reading, renaming
and removing a file does. What was tried leaves nothing behind but the drop folder's own layout.
"""

import errno
import os
import secrets
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from pathlib import Path

from libdesk.delivery import bulletin_files, drop, folders
from libdesk.delivery.strict import Unreadable
from libdesk.domain.bulletin import Identity
from libdesk.files import DISK, FileSystem
from libdesk.services.errors import Refusal
from libdesk.services.set_up import Place

SHARE, SECOND = "share", "second_place"
"""The fields that a refusal names."""

_CONTENT = b"LibDesk tries whether this folder can be used. This file may be deleted.\n"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

NameService = Callable[[Path], str]
"""Returns the service that copies what lies in a folder, such as "OneDrive"; "" for none."""


class FolderTrial:
    """Tries folders for one desk.

    Args:
        own: the desk's data folder.
        service: names the service that syncs a folder.
        identity: returns the desk's public keys; None while it has none.
        disk: the file system that couriers and readers use, or a drill's.
        remove: removes a file.
    """

    def __init__(
        self,
        own: Path,
        service: NameService,
        identity: Callable[[], Identity | None],
        disk: FileSystem = DISK,
        remove: Callable[[Path], None] = Path.unlink,
    ) -> None:
        self._own = own
        self._service = service
        self._identity = identity
        self._disk = disk
        self._remove = remove

    def try_share(self, words: str) -> Place:
        """Try a folder for reports, and lay it out.

        Raises:
            Refusal: it can't be used as it is; what to do instead.
        """
        folder = self._folder(words, SHARE)
        self._expect_no_other_desk(folder)
        _do(lambda: drop.make_layout(folder, self._disk), folder, SHARE, "make folders")
        self._go_the_whole_way(folder)
        service = self._service(folder)
        warning = (
            f"{service} copies this folder to other computers, so reports arrive late and now and "
            "then twice; LibDesk sorts that out. A folder on your own network is faster."
        )
        return Place(str(folder), warning if service else "")

    def try_second_place(self, words: str, share: Path | None = None) -> Place:
        """Try a folder for the second copies of the database.

        Args:
            words: the folder.
            share: the folder for reports; None when there is none.

        Raises:
            Refusal: it can't be used as it is; what to do instead.
        """
        folder = self._folder(words, SECOND)
        if share is not None and _is_within(folder, share):
            raise Refusal(
                "Everybody who reports can get into the shared folder, and a copy holds every "
                "report. Choose another folder, which only you can open.",
                field=SECOND,
            )
        self._write_and_remove(folder)
        if service := self._service(folder):
            return Place(
                str(folder),
                f"{service} takes what lies here to the internet, and a copy holds every report. "
                "A stick keeps them in the library.",
            )
        if _is_same_disk(folder, self._own):
            return Place(
                str(folder),
                "This is the same disk as the first copy. If it breaks, both are gone: a stick or "
                "another computer is safer.",
            )
        return Place(str(folder))

    def _folder(self, words: str, field: str) -> Path:
        # Windows puts quotes around a path that is copied from its file manager.
        name = words.strip().strip('"').strip()
        if not name:
            raise Refusal("Choose a folder first.", field=field)
        if "\0" in name:
            raise Refusal("That is not the name of a folder.", field=field)
        try:
            folder = Path(name).expanduser()
            is_folder, is_there = folder.is_dir(), folder.exists()
        except (OSError, ValueError, RuntimeError) as error:
            raise Refusal("That is not the name of a folder.", field=field) from error
        if not folder.is_absolute():
            raise Refusal(
                "Write the whole path of the folder, such as \\\\server\\libdesk, or choose it "
                "with the button.",
                field=field,
            )
        if is_there and not is_folder:
            raise Refusal("That is a file. Choose the folder that it lies in.", field=field)
        if not is_folder:
            raise Refusal(
                f"There is no folder {folder} here. Make it first, or connect to the computer it "
                "is on; then press Next again.",
                field=field,
            )
        if _is_within(folder, self._own) or _is_within(self._own, folder):
            raise Refusal(
                f"LibDesk keeps its own data in {self._own}. Choose a folder that has nothing to "
                "do with it.",
                field=field,
            )
        return folder

    def _expect_no_other_desk(self, folder: Path) -> None:
        try:
            content = folders.read_regular(
                folder / "bulletin" / "manifest.json", limit=bulletin_files.MANIFEST_LIMIT
            )
            manifest = bulletin_files.read_manifest(content)
        except (OSError, ValueError, Unreadable):
            return
        if manifest.identity != self._identity():
            whose = f" ({manifest.library})" if manifest.library else ""
            raise Refusal(
                f"Another desk{whose} collects reports in this folder already, and neither could "
                "read what is meant for the other. Choose an empty folder.",
                field=SHARE,
            )

    def _go_the_whole_way(self, folder: Path) -> None:
        """Take a file the way of a report: written, read, dropped, claimed, put aside, removed."""
        # Its name begins with a dot, so that no desk takes it for a report.
        name = f".libdesk-trial-{secrets.token_hex(4)}"
        part = folder / "tmp" / f"{name}.part"
        stops = [folder / stop / name for stop in ("new", "cur", "done")]
        try:
            self._write(part, folder, SHARE)
            for source, target in zip((part, *stops), stops, strict=False):
                move = partial(self._disk.replace, source, target)
                _do(move, folder, SHARE, "rename files")
            reply = folder / "replies" / name
            self._write(reply, folder, SHARE)
            for path in (stops[-1], reply):
                _do(partial(self._remove, path), folder, SHARE, "delete files")
        finally:
            for path in (part, *stops, folder / "replies" / name):
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    def _write_and_remove(self, folder: Path) -> None:
        part = folder / f".libdesk-trial-{secrets.token_hex(4)}.part"
        target = part.with_suffix("")
        try:
            self._write(part, folder, SECOND)
            _do(partial(self._disk.replace, part, target), folder, SECOND, "rename files")
            _do(partial(self._remove, target), folder, SECOND, "delete files")
        finally:
            for path in (part, target):
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    def _write(self, path: Path, folder: Path, field: str) -> None:
        _do(lambda: self._disk.write(path, _CONTENT), folder, field, "create files")

        def read() -> None:
            if folders.read_regular(path, limit=len(_CONTENT)) != _CONTENT:
                raise ValueError

        _do(read, folder, field, "read back what it wrote")


def _do(work: Callable[[], object], folder: Path, field: str, what: str) -> None:
    """Do one thing in a folder, and say it plainly where it can't be done."""
    try:
        work()
    except ValueError as error:
        raise Refusal(
            f"The folder {folder} did not give back what was written to it. Don't use it before "
            "somebody has looked at the computer it is on.",
            field=field,
        ) from error
    except OSError as error:
        raise Refusal(_sentence(error, folder, what), field=field) from error


def _sentence(error: OSError, folder: Path, what: str) -> str:
    if error.errno in _FULL:
        return f"The disk of {folder} is full. Make room there, or choose another folder."
    if error.errno in _FORBIDDEN:
        return (
            f"LibDesk may not {what} in {folder}. Give yourself and everybody who reports the "
            "right to create, change and delete files there (Windows calls it “Modify”, for the "
            "folder and for the share), or choose another folder."
        )
    return (
        f"LibDesk could not {what} in {folder}: {error.strerror or 'no reason given'}. See "
        "whether the folder opens in the file manager, or choose another one."
    )


def _is_within(folder: Path, other: Path) -> bool:
    try:
        return folder.resolve().is_relative_to(other.resolve())
    except OSError:
        return False


def _is_same_disk(folder: Path, own: Path) -> bool:
    places: Collection[Path] = (folder, own)
    try:
        one, other = (os.stat(place).st_dev for place in places)  # noqa: PTH116 - two at once
    except OSError:
        return False
    return one == other
