"""What Windows tells about the computer it runs on: the registry and two calls of its kernel.

No PowerShell and no other program: they are locked away on many library computers, and slow. The
three ways in are passed in, so that recorded answers can be read on any system.
"""

import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from libdesk.delivery import facts_wording

COMPUTER_NAME = r"HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName"
VERSION = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
FIRMWARE = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS"
PROCESSOR = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0"
SECURE_BOOT = r"HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot\State"
PRINTER = r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Windows"

_FIRMWARE_TABLES = 0x52534D42  # 'RSMB': the raw SMBIOS tables
_TABLES_LIMIT = 1_000_000
_WINDOWS_11_BUILD = 22_000
_OLD_NAME = "Windows 10"
_EDITIONS = {
    "Core": "Home",
    "CoreSingleLanguage": "Home",
    "Education": "Education",
    "Enterprise": "Enterprise",
    "EnterpriseS": "Enterprise LTSC",
    "Professional": "Pro",
    "ProfessionalEducation": "Pro Education",
}
# MEMORYSTATUSEX in sysinfoapi.h: its own length, the load in percent, then seven sizes in bytes,
# of which the first two are the memory there is and the memory to be had.
_MEMORY_STATUS = struct.Struct("<II7Q")


def read_registry(path: str, name: str) -> str | int:
    """Return a value of the registry of this computer.

    Args:
        path: the key, beginning with HKLM or HKCU.
        name: the value's name.

    Raises:
        OSError: there is no such value, or this is not Windows.
        ValueError: it is neither a text nor a number.
    """
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - there is none elsewhere

        roots = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}
        root, _, rest = path.partition("\\")
        # A 32-bit Python would be shown another branch otherwise.
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(roots[root], rest, access=access) as key:
            value, _kind = winreg.QueryValueEx(key, name)
        if isinstance(value, str | int):
            return value
        raise ValueError(f"{path} {name} is neither a text nor a number")
    raise OSError("only Windows has a registry")


def read_memory_status() -> bytes:
    """Return the MEMORYSTATUSEX structure that GlobalMemoryStatusEx fills.

    Raises:
        OSError: Windows refuses, or this is not Windows.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on Windows only

        status = ctypes.create_string_buffer(_MEMORY_STATUS.size)
        struct.pack_into("<I", status, 0, _MEMORY_STATUS.size)
        if ctypes.windll.kernel32.GlobalMemoryStatusEx(status):
            return status.raw
    raise OSError("no Windows tells the size of its memory here")


def read_uptime_ms() -> int:
    """Return the milliseconds since Windows was last fully started.

    Raises:
        OSError: this is not Windows.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on Windows only

        tick_count = ctypes.windll.kernel32.GetTickCount64
        tick_count.restype = ctypes.c_ulonglong
        return int(tick_count())
    raise OSError("no Windows tells the time of its start here")


def read_firmware_tables() -> bytes:
    """Return the raw SMBIOS tables of this computer.

    Raises:
        OSError: Windows refuses, or this is not Windows.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on Windows only

        ask = ctypes.windll.kernel32.GetSystemFirmwareTable
        size = ask(_FIRMWARE_TABLES, 0, None, 0)
        if 0 < size <= _TABLES_LIMIT:
            tables = ctypes.create_string_buffer(size)
            if ask(_FIRMWARE_TABLES, 0, tables, size) == size:
                return tables.raw
    raise OSError("no Windows tells its firmware's tables here")


@dataclass(frozen=True, slots=True)
class Calls:
    """How Windows is asked; a test gives recorded answers.

    Attributes:
        registry: returns a value of the registry, by key path and value name.
        memory_status: returns a MEMORYSTATUSEX structure.
        uptime_ms: returns the milliseconds since the last full start.
        firmware_tables: returns the raw SMBIOS tables.
    """

    registry: Callable[[str, str], str | int] = read_registry
    memory_status: Callable[[], bytes] = read_memory_status
    uptime_ms: Callable[[], int] = read_uptime_ms
    firmware_tables: Callable[[], bytes] = read_firmware_tables


def readers(ask: Calls) -> dict[str, Callable[[], str]]:
    """Return what reads each fact, by the fact's key; each may raise OSError and ValueError."""
    return {
        "computer": partial(_text, ask, COMPUTER_NAME, "ComputerName"),
        "memory": lambda: memory_words(ask.memory_status()),
        "running": partial(_running, ask),
        "printer": partial(_printer, ask),
        "system": partial(_system, ask),
        "model": partial(_model, ask),
        "processor": partial(_processor, ask),
        "secure_boot": partial(_secure_boot, ask),
    }


def memory_words(status: bytes) -> str:
    """Return the size of the memory in words.

    Args:
        status: a MEMORYSTATUSEX structure.

    Raises:
        ValueError: the bytes are not such a structure.
        struct.error: there are too few or too many of them.
    """
    length, load_percent, total, available, *_ = _MEMORY_STATUS.unpack(status)
    if length != _MEMORY_STATUS.size or load_percent > 100:
        raise ValueError("these bytes do not tell the state of a memory")
    return facts_wording.memory(total, available)


def _text(ask: Calls, path: str, name: str) -> str:
    return str(ask.registry(path, name)).strip()


def _text_or_nothing(ask: Calls, path: str, name: str) -> str:
    try:
        return _text(ask, path, name)
    except OSError:
        return ""


def _system(ask: Calls) -> str:
    build = int(_text(ask, VERSION, "CurrentBuildNumber"))
    is_11 = build >= _WINDOWS_11_BUILD
    name = _text_or_nothing(ask, VERSION, "ProductName")
    if not name:
        edition = _EDITIONS.get(_text_or_nothing(ask, VERSION, "EditionID"), "")
        name = f"{_OLD_NAME} {edition}".strip()
    if is_11 and name.startswith(_OLD_NAME):
        # The registry of Windows 11 still says 10; only the build number tells.
        name = f"Windows 11{name.removeprefix(_OLD_NAME)}"
    # Up to 2004 the release stood under the other name, which has said 2009 ever since.
    release = _text_or_nothing(ask, VERSION, "DisplayVersion") or _text_or_nothing(
        ask, VERSION, "ReleaseId"
    )
    revision = _text_or_nothing(ask, VERSION, "UBR")
    version = f"{name} {release}".rstrip()
    return f"{version}, build {build}.{revision}" if revision else f"{version}, build {build}"


def _model(ask: Calls) -> str:
    read = partial(_text_or_nothing, ask, FIRMWARE)
    return facts_wording.machine(
        read("SystemManufacturer"),
        read("SystemProductName"),
        read("SystemVersion"),
        facts_wording.joined(read("BaseBoardManufacturer"), read("BaseBoardProduct")),
    )


def _processor(ask: Calls) -> str:
    return facts_wording.processor(_text(ask, PROCESSOR, "ProcessorNameString"))


def _running(ask: Calls) -> str:
    # "Shut down" in Windows is mostly a sleep: the clock counts from the last full start, and
    # "switched on" would contradict who switched it on this morning.
    return facts_wording.running(ask.uptime_ms() / 1000, "last full start")


def _printer(ask: Calls) -> str:
    # "HP LaserJet,winspool,Ne01:"; Windows allows no comma in a printer's name.
    return _text(ask, PRINTER, "Device").partition(",")[0]


def _secure_boot(ask: Calls) -> str:
    return {0: "off", 1: "on"}[int(ask.registry(SECURE_BOOT, "UEFISecureBootEnabled"))]
