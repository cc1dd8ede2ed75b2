"""Windows shortcuts (.lnk), made by the shell's own IShellLinkW and IPersistFile through ctypes.

No PowerShell and no pywin32: the first does nothing on a PC in Constrained Language Mode, the
second is a package more. The handful of Windows functions is passed in, so that a test can stand
an object with a real table of methods in their place and see each call, on any system.
"""

import ctypes
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Names, numbers and the order of methods: ShObjIdl_core.h, ObjIdl.h and KnownFolders.h of the
# Windows SDK.
SHELL_LINK_CLASS = uuid.UUID("00021401-0000-0000-c000-000000000046")
SHELL_LINK = uuid.UUID("000214f9-0000-0000-c000-000000000046")
PERSIST_FILE = uuid.UUID("0000010b-0000-0000-c000-000000000046")
DESKTOP = uuid.UUID("b4bfcc3a-db2c-424c-b029-7fe99a87c641")
PROGRAMS = uuid.UUID("a77f5d77-2e2b-44c3-a6a2-aba601054a51")
STARTUP = uuid.UUID("b97d20bb-f46a-4c97-ba10-5e3608430854")

# Places in a table of methods; each interface begins with IUnknown's three.
QUERY_INTERFACE, RELEASE = 0, 2
SET_DESCRIPTION, SET_WORKING_DIRECTORY, SET_ARGUMENTS = 7, 9, 11
SET_ICON_LOCATION, SET_PATH = 17, 20
SAVE = 6

_IN_PROCESS = 1  # CLSCTX_INPROC_SERVER
_ONE_THREAD = 2  # COINIT_APARTMENTTHREADED, which the shell's objects want
_OTHER_MODE = 0x80010106 - 2**32  # RPC_E_CHANGED_MODE: started before, in a way that serves as well

# On Windows methods are called by its own convention, which on 64 bits is the only one there is.
if sys.platform == "win32":
    _METHOD = ctypes.WINFUNCTYPE
else:
    _METHOD = ctypes.CFUNCTYPE


@dataclass(frozen=True, slots=True)
class Link:
    """What a shortcut starts.

    Args:
        target: the program.
        arguments: its arguments, as one command line.
        folder: where it starts.
        icon: an .ico file.
        description: shown when the pointer rests on it.
    """

    target: Path
    arguments: str
    folder: Path
    icon: Path
    description: str


@dataclass(frozen=True, slots=True)
class Functions:
    """The functions of Windows that are called, with their C signatures.

    Args:
        initialize: CoInitializeEx(reserved, mode).
        uninitialize: CoUninitialize().
        create: CoCreateInstance(class, outer, context, interface, address of the answer).
        known_folder: SHGetKnownFolderPath(folder, flags, token, address of the answer).
        free: CoTaskMemFree(memory).
    """

    initialize: Callable[..., int]
    uninitialize: Callable[..., Any]
    create: Callable[..., int]
    known_folder: Callable[..., int]
    free: Callable[..., Any]


def windows() -> Functions:
    """Return the functions of the Windows that this runs on.

    Raises:
        OSError: this is no Windows.
    """
    if sys.platform == "win32":
        ole = ctypes.WinDLL("ole32")
        shell = ctypes.WinDLL("shell32")
        ole.CoInitializeEx.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        ole.CoCreateInstance.argtypes = (
            *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32),
            *(ctypes.c_void_p, ctypes.c_void_p),
        )
        shell.SHGetKnownFolderPath.argtypes = (
            *(ctypes.c_void_p, ctypes.c_uint32),
            *(ctypes.c_void_p, ctypes.c_void_p),
        )
        ole.CoTaskMemFree.argtypes = (ctypes.c_void_p,)
        ole.CoTaskMemFree.restype = None
        for function in (ole.CoInitializeEx, ole.CoCreateInstance, shell.SHGetKnownFolderPath):
            function.restype = ctypes.c_int32
        return Functions(
            initialize=ole.CoInitializeEx,
            uninitialize=ole.CoUninitialize,
            create=ole.CoCreateInstance,
            known_folder=shell.SHGetKnownFolderPath,
            free=ole.CoTaskMemFree,
        )
    raise OSError("only Windows has these functions")


def known_folder(folder: uuid.UUID, functions: Functions) -> Path:
    """Return one of Windows's own folders where it really is, OneDrive's desktop included.

    Raises:
        OSError: Windows does not say.
    """
    answer = ctypes.c_void_p()
    code = functions.known_folder(_guid(folder), 0, None, ctypes.byref(answer))
    try:
        _check(code, "SHGetKnownFolderPath")
        return Path(ctypes.wstring_at(answer.value or 0))
    finally:
        functions.free(answer)


def write(path: Path, link: Link, functions: Functions) -> None:
    """Make the shortcut file `path`, or replace it.

    Raises:
        OSError: Windows refused, with its own error number.
    """
    with _shell_ready(functions), _created(functions) as shell_link:
        _call(shell_link, SET_PATH, str(link.target))
        _call(shell_link, SET_ARGUMENTS, link.arguments)
        _call(shell_link, SET_WORKING_DIRECTORY, str(link.folder))
        _call(shell_link, SET_ICON_LOCATION, str(link.icon), 0)
        _call(shell_link, SET_DESCRIPTION, link.description)
        with _asked_for(shell_link, PERSIST_FILE) as file:
            _call(file, SAVE, str(path), 1)


@contextmanager
def _shell_ready(functions: Functions) -> Iterator[None]:
    code = functions.initialize(None, _ONE_THREAD)
    if code != _OTHER_MODE:
        _check(code, "CoInitializeEx")
    try:
        yield
    finally:
        if code != _OTHER_MODE:
            functions.uninitialize()


@contextmanager
def _created(functions: Functions) -> Iterator[int]:
    pointer = ctypes.c_void_p()
    wanted = (_guid(SHELL_LINK_CLASS), None, _IN_PROCESS, _guid(SHELL_LINK))
    _check(functions.create(*wanted, ctypes.byref(pointer)), "CoCreateInstance")
    yield from _released(pointer)


@contextmanager
def _asked_for(pointer: int, interface: uuid.UUID) -> Iterator[int]:
    """Ask an object for another of its interfaces."""
    answer = ctypes.c_void_p()
    kinds = (ctypes.c_void_p, ctypes.c_void_p)
    query = _method(pointer, QUERY_INTERFACE, *kinds)
    _check(query(pointer, _guid(interface), ctypes.addressof(answer)), "QueryInterface")
    yield from _released(answer)


def _released(pointer: ctypes.c_void_p) -> Iterator[int]:
    held = pointer.value or 0
    try:
        yield held
    finally:
        _method(held, RELEASE)(held)


def _call(pointer: int, slot: int, text: str, number: int | None = None) -> None:
    """Call a method that takes a text, and perhaps a number after it."""
    if number is None:
        code = _method(pointer, slot, ctypes.c_wchar_p)(pointer, text)
    else:
        code = _method(pointer, slot, ctypes.c_wchar_p, ctypes.c_int32)(pointer, text, number)
    _check(code, f"method {slot}")


def _method(pointer: int, slot: int, *kinds: Any) -> Callable[..., int]:  # noqa: ANN401 - ctypes types
    """Return a method of a COM object: its first word points to the table of its methods."""
    table = ctypes.cast(pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    address = table[slot]
    return _METHOD(ctypes.c_int32, ctypes.c_void_p, *kinds)(address)


def _guid(value: uuid.UUID) -> ctypes.Array[ctypes.c_char]:
    """Return a GUID as Windows keeps it in memory."""
    return ctypes.create_string_buffer(value.bytes_le, 16)


def _check(code: int, name: str) -> None:
    if code < 0:
        raise OSError(code, f"{name} failed with 0x{code & 0xFFFFFFFF:08X}")
