"""The maker's serial number of this computer; read only where somebody registers it.

Where a maker has written none, or a system shows it to its administrator alone, there is none.
"""

import re
import struct
from collections.abc import Callable

from libdesk.delivery import facts_linux, facts_macos, facts_wording

IOREG = ("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")

# RawSMBIOSData: how it was called, version, revision, then the length of the tables (Windows SDK).
_RAW = struct.Struct("<BBBBI")
_HEAD = struct.Struct("<BBH")
_SYSTEM = 1  # "System Information" (DMTF DSP0134, 7.2)
_SERIAL_AT = 7
_END = 127
_ALL_ALIKE = re.compile(r"(.)\1*")


def windows(tables: Callable[[], bytes]) -> str:
    """Return the serial number in the tables of Windows; "" for none.

    Raises:
        OSError: they can't be read.
        struct.error: they end too early.
        ValueError: they are no such tables.
    """
    return known(smbios(tables()))


def linux(where: facts_linux.Places) -> str:
    """Return the serial number where Linux tells it; "" for none.

    Raises:
        OSError: nobody tells it, or to the administrator alone.
    """
    small_computers = where.proc / "device-tree" / "serial-number"
    for path in (where.devices / "class" / "dmi" / "id" / "product_serial", small_computers):
        try:
            read = where.read(path)
        except OSError:
            continue
        if serial := known(read.decode("utf-8", "replace").strip(" \t\r\n\0")):
            return serial
    return ""


def macos(ask: facts_macos.Commands) -> str:
    """Return the serial number that macOS tells; "" for none.

    Raises:
        OSError: the program is not there, or failed.
    """
    match = re.search(r'"IOPlatformSerialNumber" = "([^"\n]*)"', ask.run(IOREG))
    return known(match[1]) if match else ""


def smbios(raw: bytes) -> str:
    """Return the serial number of the whole computer in raw SMBIOS tables; "" for none.

    Raises:
        struct.error: they end too early.
        ValueError: they are no such tables.
    """
    *_, length = _RAW.unpack_from(raw)
    tables = raw[_RAW.size : _RAW.size + length]
    at = 0
    while at + _HEAD.size <= len(tables):
        kind, size, _handle = _HEAD.unpack_from(tables, at)
        if size < _HEAD.size:
            raise ValueError("a table is smaller than its own head")
        end = tables.find(b"\0\0", at + size)
        if kind == _END or end < 0:
            return ""
        if kind == _SYSTEM and size > _SERIAL_AT:
            number = tables[at + _SERIAL_AT]
            strings = tables[at + size : end].split(b"\0")
            return strings[number - 1].decode("utf-8", "replace") if number else ""
        at = end + 2
    return ""


def known(serial: str) -> str:
    """Return a serial number; "" for what makers leave where they should have written one."""
    given = facts_wording.given(serial)
    is_filler = _ALL_ALIKE.fullmatch(given) or "serial number" in given.casefold()
    return "" if is_filler or given in ("123456789", "0123456789", "1234567890") else given
