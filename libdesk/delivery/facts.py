"""Facts about this computer that nobody should be asked for: read in a few milliseconds.

Standard library only, no program is started, nothing is written. On Linux every fact is read; on
Windows and macOS those that the system tells without another program. What cannot be read is left
out: a report never waits for a fact. Every fact is shown to the reporter before it is sent.
"""

import getpass
import os
import platform
import re
import shutil
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from libdesk import __version__
from libdesk.domain.problems import Fact
from libdesk.domain.text import clean_line

_GIGABYTE = 1_000_000_000
_MEMORY_UNIT = 1 << 30
_INTERFACE_IS_UP = 0x1
_LOOPBACK = "lo"
_DEFAULT_ROUTE = "00000000"
_ROUTE_IS_UP = 0x1
_VALUE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the facts are read; a test gives its own.

    Attributes:
        proc: the system's table of processes and memory (Linux).
        devices: the system's table of devices (Linux).
        etc: the system's settings (Linux, macOS).
        disk: a folder on the disk whose space is told.
        system: "linux", "win32" or "darwin", as in sys.platform.
    """

    proc: Path = Path("/proc")
    devices: Path = Path("/sys")
    etc: Path = Path("/etc")
    disk: Path = Path(sys.prefix)
    system: str = sys.platform


def read_facts(*, public: bool, sources: Sources | None = None) -> tuple[Fact, ...]:
    """Return the facts about this computer, in plain words.

    Args:
        public: the public uses this computer: the name of the user is not read at all.
        sources: where to read; the real system when None.
    """
    where = sources or Sources()
    readers: tuple[tuple[str, Callable[[Sources], str]], ...] = (
        ("computer", _computer),
        ("user", _nothing if public else _user),
        ("system", _system),
        ("model", _model),
        ("memory", _memory),
        ("disk", _disk),
        ("network", _network),
        ("running", _running),
        ("libdesk", _libdesk),
    )
    return tuple(_read(readers, where))


def _read(
    readers: tuple[tuple[str, Callable[[Sources], str]], ...], where: Sources
) -> Iterator[Fact]:
    for key, reader in readers:
        try:
            value = clean_line(reader(where), _VALUE_LIMIT)
        except (OSError, ValueError, KeyError, IndexError, ImportError, struct.error):
            continue  # a system that does not tell this
        if value:
            yield Fact(key, value)


def _nothing(_where: Sources) -> str:
    return ""


def _computer(where: Sources) -> str:
    name = where.proc / "sys" / "kernel" / "hostname"
    if where.system == "linux" and name.is_file():
        return _text(name)
    return socket.gethostname()


def _user(_where: Sources) -> str:
    return getpass.getuser()


def _system(where: Sources) -> str:
    if where.system == "linux":
        names = dict(
            line.split("=", 1)
            for line in _text(where.etc / "os-release").splitlines()
            if "=" in line
        )
        name = names.get("PRETTY_NAME", names.get("NAME", "Linux")).strip("\"'")
        return f"{name}, kernel {_text(where.proc / 'sys' / 'kernel' / 'osrelease')}"
    if where.system == "win32":
        return _windows()
    if where.system == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return f"{platform.system()} {platform.release()}"


def _model(where: Sources) -> str:
    if where.system != "linux":
        return ""
    place = where.devices / "class" / "dmi" / "id"
    words = [_text(place / name) for name in ("sys_vendor", "product_name")]
    return " ".join(word for word in words if word.isprintable())


def _memory(where: Sources) -> str:
    if where.system != "linux":
        return _windows_memory() if where.system == "win32" else _posix_memory()
    sizes = {
        match[1]: int(match[2]) * 1024
        for match in re.finditer(
            r"^(\w+):\s+(\d{1,15}) kB$", _text(where.proc / "meminfo"), re.MULTILINE
        )
    }
    return _memory_words(sizes["MemTotal"], sizes["MemAvailable"])


def _memory_words(total: int, available: int | None = None) -> str:
    whole = f"{total / _MEMORY_UNIT:.1f} GB"
    return whole if available is None else f"{whole}, {available / _MEMORY_UNIT:.1f} GB of it free"


def _disk(where: Sources) -> str:
    folder = where.disk
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    space = shutil.disk_usage(folder)
    full = 100 - round(100 * space.free / space.total)
    return (
        f"{space.free / _GIGABYTE:.1f} GB of {space.total / _GIGABYTE:.0f} GB free ({full}% full)"
    )


def _network(where: Sources) -> str:
    if where.system != "linux":
        return _network_elsewhere()
    up = [name for name in _interfaces(where) if name != _LOOPBACK]
    if not up:
        return "no network: nothing is plugged in or connected"
    kinds = " and ".join(dict.fromkeys(_kind(where, name) for name in up))
    if _has_default_route(where):
        return f"connected by {kinds}, with a way out"
    return f"connected by {kinds}, but with no way out of the building"


def _interfaces(where: Sources) -> Iterator[str]:
    for folder in sorted((where.devices / "class" / "net").iterdir()):
        try:
            flags = int(_text(folder / "flags"), 16)
            carrier = _text(folder / "carrier") == "1"
        except (OSError, ValueError):
            continue  # an interface that is off refuses to tell of its carrier
        if flags & _INTERFACE_IS_UP and carrier:
            yield folder.name


def _kind(where: Sources, name: str) -> str:
    return "Wi-Fi" if (where.devices / "class" / "net" / name / "wireless").is_dir() else "cable"


def _has_default_route(where: Sources) -> bool:
    for line in _text(where.proc / "net" / "route").splitlines()[1:]:
        parts = line.split()
        if len(parts) > 7 and parts[1] == _DEFAULT_ROUTE and int(parts[3], 16) & _ROUTE_IS_UP:
            return True
    path = where.proc / "net" / "ipv6_route"
    lines = _text(path).splitlines() if path.is_file() else []
    return any(
        line.startswith("0" * 32 + " 00") and line.split()[-1] != _LOOPBACK for line in lines
    )


def _network_elsewhere() -> str:
    # No packet is sent: a datagram socket only asks the system which way it would go.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "no network, or no way out of the building"
        return "connected, with a way out"


def _running(where: Sources) -> str:
    if where.system == "win32":
        return _span(_windows_uptime_s())
    if where.system != "linux":
        return ""
    return _span(float(_text(where.proc / "uptime").split()[0]))


def _span(seconds: float) -> str:
    for size, one, many in ((86_400, "day", "days"), (3_600, "hour", "hours")):
        if seconds >= size:
            count = int(seconds // size)
            return f"switched on {count} {one if count == 1 else many} ago"
    return "switched on less than an hour ago"


def _libdesk(_where: Sources) -> str:
    return f"LibDesk {__version__}"


def _text(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(100_000).decode("utf-8", "replace").strip(" \t\r\n\0")


def _posix_memory() -> str:
    return _memory_words(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))


def _windows() -> str:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - there is none elsewhere

        path = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            build = int(winreg.QueryValueEx(key, "CurrentBuildNumber")[0])
            version = str(winreg.QueryValueEx(key, "DisplayVersion")[0])
        # The product name in the registry still says 10 on Windows 11; the build number tells.
        return f"Windows {'11' if build >= 22_000 else '10'} {version}, build {build}"
    return ""


def _windows_memory() -> str:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on Windows only

        status = ctypes.create_string_buffer(64)
        struct.pack_into("<I", status, 0, 64)
        if ctypes.windll.kernel32.GlobalMemoryStatusEx(status):
            total, available = struct.unpack_from("<QQ", status, 8)
            return _memory_words(total, available)
    return ""


def _windows_uptime_s() -> float:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on Windows only

        ctypes.windll.kernel32.GetTickCount64.restype = ctypes.c_ulonglong
        return float(ctypes.windll.kernel32.GetTickCount64()) / 1000
    return 0.0
