"""Tells when a file is opened by anybody, Qt's own code included: Linux's inotify, by ctypes.

An audit hook hears of Python's own files only; Qt opens its pictures below Python.
"""

import ctypes
import os
import struct
from pathlib import Path
from types import TracebackType

_IN_ACCESS, _IN_OPEN = 0x01, 0x20
_HEAD = struct.Struct("iIII")


class OpenWatch:
    """Watches the files of one folder.

    Args:
        folder: the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle: int = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._handle >= 0, os.strerror(ctypes.get_errno())
        watched = self._libc.inotify_add_watch(
            self._handle, os.fsencode(folder), _IN_ACCESS | _IN_OPEN
        )
        assert watched >= 0, os.strerror(ctypes.get_errno())

    def __enter__(self) -> "OpenWatch":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._handle)

    def opened(self) -> list[str]:
        """Return the names of the files that were opened or read since the last call."""
        names: list[str] = []
        while True:
            try:
                content = os.read(self._handle, 65536)
            except BlockingIOError:
                return names
            while content:
                *_, length = _HEAD.unpack_from(content)
                name = content[_HEAD.size : _HEAD.size + length].rstrip(b"\0")
                names.append(os.fsdecode(name))
                content = content[_HEAD.size + length :]
