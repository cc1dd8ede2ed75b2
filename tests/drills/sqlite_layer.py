"""A SQLite VFS that writes down what SQLite does below one folder, and leaves the rest to it.

It is made with ctypes from the SQLite that Python itself has loaded: a copy of the default VFS in
which opening and deleting are watched, and on each open file the methods that write, truncate,
sync and close. Whether a sync was for a folder too is heard from the system call "openDirectory",
which SQLite makes for nothing else. See sqlite.org/vfs.html and sqlite.org/c3ref/vfs.html.
"""

import ctypes
import os
import sqlite3
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast
from pathlib import Path
from typing import Any

from tests.drills.powercut import Journal

_OK = 0
_NAME = b"forgets"

# A name goes through as a bare pointer: SQLite keeps it, and reads parameters after its end.
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Close = CFUNCTYPE(c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_OpenFolder = CFUNCTYPE(c_int, c_char_p, POINTER(c_int), use_errno=True)
_SetCall = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
_GetCall = CFUNCTYPE(c_void_p, c_void_p, c_char_p)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_bytes", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("app_data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("others", c_void_p * 11),  # access ... current time in 64 bits
        ("set_system_call", c_void_p),
        ("get_system_call", c_void_p),
        ("next_system_call", c_void_p),
    )


class _Methods(Structure):
    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),  # file size ... unfetch
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class SqliteLayer:
    """Watches all SQLite files below the journal's folder while it is installed.

    Args:
        journal: gets a line for every change.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._library = ctypes.CDLL(sys.modules["_sqlite3"].__file__)
        self._library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._real: _Vfs = self._library.sqlite3_vfs_find(None).contents
        self._ours = _Vfs.from_buffer_copy(self._real)
        self._files: dict[int, int] = {}
        self._real_methods: dict[int, _Methods] = {}
        self._our_methods: dict[int, _Methods] = {}
        self._alive: list[object] = []  # C holds these; Python must not free them
        self._folder_opened = ""
        self._trouble: BaseException | None = None

    @staticmethod
    def is_possible() -> bool:
        """Say whether this Python's SQLite can be reached: not where it is linked in and hidden."""
        assert sqlite3.sqlite_version
        file = sys.modules["_sqlite3"].__file__
        return os.name == "posix" and hasattr(ctypes.CDLL(file), "sqlite3_vfs_find")

    def install(self) -> None:
        self._ours.name = _NAME
        self._ours.open = self._pointer(_Open, self._open)
        self._ours.delete = self._pointer(_Delete, self._delete)
        get_call = cast(self._real.get_system_call, _GetCall)
        real = get_call(ctypes.addressof(self._real), b"openDirectory")
        self._real_open_folder = cast(real, _OpenFolder)
        self._set_call(self._pointer(_OpenFolder, self._open_folder))
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._ours), 1) == _OK

    def remove(self) -> None:
        """Give SQLite its own VFS back; every connection must be closed before."""
        assert not self._files, "a database is still open"
        self._set_call(None)
        assert self._library.sqlite3_vfs_unregister(ctypes.byref(self._ours)) == _OK
        if self._trouble is not None:
            raise self._trouble

    def _set_call(self, pointer: int | None) -> None:
        set_call = cast(self._real.set_system_call, _SetCall)
        assert set_call(ctypes.addressof(self._real), b"openDirectory", pointer) == _OK

    def _pointer(self, kind: Any, method: Callable[..., int]) -> int | None:
        def guarded(*args: Any) -> int:
            try:
                return int(method(*args))
            except BaseException as error:  # noqa: BLE001 - C must get a number; told in remove()
                self._trouble = error
                return 1

        callback = kind(guarded)
        self._alive.append(callback)
        return cast(callback, c_void_p).value

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        path = _text(name) if name else ""
        watched = bool(path) and self._journal.path_below(path) is not None
        was_there = watched and Path(path).exists()
        real = cast(self._real.open, _Open)
        result: int = real(ctypes.addressof(self._real), name, file, flags, out)
        if result != _OK or not watched:
            return result
        content = self._journal.content(path) if was_there else self._journal.made(path)
        self._files[file] = content
        opened = cast(file, POINTER(_File)).contents
        opened.methods = ctypes.pointer(self._watched(opened.methods))
        return result

    def _watched(self, methods: Any) -> _Methods:
        """Return these methods with ours among them; one table for each of SQLite's own."""
        address = ctypes.addressof(methods.contents)
        if address not in self._our_methods:
            real = methods.contents
            ours = _Methods.from_buffer_copy(real)
            ours.close = self._pointer(_Close, lambda file: self._close(real, file))
            ours.write = self._pointer(_Write, lambda *args: self._write(real, *args))
            ours.truncate = self._pointer(_Truncate, lambda *args: self._truncate(real, *args))
            ours.sync = self._pointer(_Sync, lambda *args: self._sync(real, *args))
            self._our_methods[address] = ours
        return self._our_methods[address]

    def _close(self, real: _Methods, file: int) -> int:
        self._files.pop(file, None)
        return int(cast(real.close, _Close)(file))

    def _write(self, real: _Methods, file: int, data: int, length: int, offset: int) -> int:
        result: int = cast(real.write, _Write)(file, data, length, offset)
        if result == _OK:
            self._journal.wrote(self._files[file], offset, ctypes.string_at(data, length))
        return result

    def _truncate(self, real: _Methods, file: int, length: int) -> int:
        result: int = cast(real.truncate, _Truncate)(file, length)
        if result == _OK:
            self._journal.truncated(self._files[file], length)
        return result

    def _sync(self, real: _Methods, file: int, flags: int) -> int:
        result: int = cast(real.sync, _Sync)(file, flags)
        if result == _OK:
            self._journal.synced(self._files[file])
        self._tell_folder()
        return result

    def _delete(self, _vfs: int, name: int, sync_folder: int) -> int:
        result: int = cast(self._real.delete, _Delete)(
            ctypes.addressof(self._real), name, sync_folder
        )
        path = _text(name)
        if result == _OK and self._journal.path_below(path) is not None:
            self._journal.named(path, 0)
        self._tell_folder()
        return result

    def _open_folder(self, name: bytes, handle: Any) -> int:
        self._folder_opened = str(Path(os.fsdecode(name)).parent)
        return int(self._real_open_folder(name, handle))

    def _tell_folder(self) -> None:
        # SQLite opens a folder only to sync it, within the call that has just ended.
        if self._folder_opened:
            self._journal.synced_folder(self._folder_opened)
            self._folder_opened = ""


def _text(name: int) -> str:
    return os.fsdecode(ctypes.string_at(name))
