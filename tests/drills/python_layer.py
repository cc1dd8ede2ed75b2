"""Writes down what a process does below one folder through Python's module os.

It stands in for the operating system, in a process of its own that does nothing else; nothing of
LibDesk is replaced. A file opened for writing in a way that is not watched is an error, so that
nothing can slip past.
"""

import os
import stat
import sys
from collections.abc import Callable
from typing import Any

from tests.drills.powercut import FOLDER, Journal

_WRITING = os.O_WRONLY | os.O_RDWR


class PythonLayer:
    """Watches the module os while it is installed.

    Args:
        journal: gets a line for every change.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._open_files: dict[int, int] = {}
        self._open_folders: dict[int, str] = {}
        self._real: dict[str, Callable[..., Any]] = {}
        self._watching = False

    def install(self) -> None:
        self._watching = True
        sys.addaudithook(self._on_audit)
        for name in ("open", "write", "fsync", "close", "mkdir", "unlink", "remove", "link"):
            self._replace(name)
        for name in ("rename", "replace"):
            self._replace(name, self._rename)
        for name in ("ftruncate", "truncate", "pwrite", "writev", "rmdir", "symlink", "sendfile"):
            self._replace(name, _not_watched)
        self._replace("fdatasync", self._fsync)

    def remove(self) -> None:
        self._watching = False
        for name, real in self._real.items():
            setattr(os, name, real)

    def _replace(self, name: str, stand_in: Callable[..., Any] | None = None) -> None:
        self._real[name] = getattr(os, name)
        setattr(os, name, stand_in or getattr(self, f"_{name}"))

    def _on_audit(self, event: str, args: tuple[Any, ...]) -> None:
        if self._watching and event == "open" and isinstance(args[1], str):
            path, mode = args[0], args[1]
            writes = set(mode) & set("wax+") and isinstance(path, str | os.PathLike)
            if writes and self._journal.path_below(os.fspath(path)) is not None:
                raise AssertionError(f"{path} is written to in a way that this drill does not see")

    def _open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        text = os.fsdecode(path)
        inside = self._journal.path_below(text) is not None
        was_there = inside and os.path.lexists(text)
        handle: int = self._real["open"](path, flags, mode, **more)
        if not inside:
            return handle
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            self._open_folders[handle] = text
        elif flags & _WRITING:
            file = self._journal.content(text) if was_there else self._journal.made(text)
            if was_there and flags & os.O_TRUNC:
                self._journal.truncated(file, 0)
            self._open_files[handle] = file
        return handle

    def _write(self, handle: int, data: Any) -> int:
        if handle not in self._open_files:
            return int(self._real["write"](handle, data))
        offset = os.lseek(handle, 0, os.SEEK_CUR)
        length: int = self._real["write"](handle, data)
        self._journal.wrote(self._open_files[handle], offset, bytes(data[:length]))
        return length

    def _fsync(self, handle: int) -> None:
        self._real["fsync"](handle)
        if handle in self._open_files:
            self._journal.synced(self._open_files[handle])
        elif handle in self._open_folders:
            self._journal.synced_folder(self._open_folders[handle])

    def _close(self, handle: int) -> None:
        self._open_files.pop(handle, None)
        self._open_folders.pop(handle, None)
        self._real["close"](handle)

    def _mkdir(self, path: Any, mode: int = 0o777, **more: Any) -> None:
        self._real["mkdir"](path, mode, **more)
        if self._journal.path_below(os.fsdecode(path)) is not None:
            self._journal.named(os.fsdecode(path), FOLDER)

    def _unlink(self, path: Any, **more: Any) -> None:
        self._real["unlink"](path, **more)
        if self._journal.path_below(os.fsdecode(path)) is not None:
            self._journal.named(os.fsdecode(path), 0)

    _remove = _unlink

    def _link(self, source: Any, target: Any, **more: Any) -> None:
        self._real["link"](source, target, **more)
        if self._journal.path_below(os.fsdecode(target)) is not None:
            self._journal.named(os.fsdecode(target), self._journal.content(os.fsdecode(target)))

    def _rename(self, source: Any, target: Any, **more: Any) -> None:
        self._real["replace"](source, target, **more)
        path, old = os.fsdecode(target), os.fsdecode(source)
        if self._journal.path_below(path) is not None:
            self._journal.named(path, self._journal.content(path), instead_of=old)


def _not_watched(*_args: Any, **_more: Any) -> None:
    raise AssertionError("this drill does not see this kind of change; teach it to")
