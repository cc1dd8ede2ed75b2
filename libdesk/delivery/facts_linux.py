"""What Linux tells about the computer it runs on, by files alone; no program is started."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from libdesk.delivery import facts_wording

_READ_LIMIT = 100_000
_INTERFACE_IS_UP = 0x1
_LOOPBACK = "lo"
_DEFAULT_ROUTE = "00000000"
_ROUTE_IS_UP = 0x1
_SESSIONS = {"wayland": "Wayland", "x11": "X11"}
_PROCESSOR_FIELDS = ("model name", "cpu model", "Hardware", "cpu")

# Arm processors tell numbers only; these are the designs found in small computers and in rented
# ones (Linux, arch/arm64/include/asm/cputype.h).
_ARM = "0x41"
_ARM_DESIGNS = {
    "0xd03": "Arm Cortex-A53",
    "0xd04": "Arm Cortex-A35",
    "0xd05": "Arm Cortex-A55",
    "0xd07": "Arm Cortex-A57",
    "0xd08": "Arm Cortex-A72",
    "0xd09": "Arm Cortex-A73",
    "0xd0a": "Arm Cortex-A75",
    "0xd0b": "Arm Cortex-A76",
    "0xd0c": "Arm Neoverse-N1",
    "0xd40": "Arm Neoverse-V1",
    "0xd41": "Arm Cortex-A78",
    "0xd49": "Arm Neoverse-N2",
}
_OTHER_MAKERS = {"0x51": "Qualcomm Arm processor", "0x61": "Apple silicon"}


def read_some(path: Path) -> bytes:
    """Return the beginning of a file.

    Raises:
        OSError: it cannot be read, or is a pipe or a device that might never end.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as stream:
        return stream.read(_READ_LIMIT)


@dataclass(frozen=True, slots=True)
class Places:
    """Where Linux tells things; a test gives its own.

    Attributes:
        proc: the system's table of processes and memory.
        devices: the system's table of devices.
        etc: the system's settings.
        state: what the system notes down until it restarts.
        home: the user's own folder; "~" is the one of who runs the program.
        environment: what the session told its programs.
        read: reads the beginning of a file.
    """

    proc: Path = Path("/proc")
    devices: Path = Path("/sys")
    etc: Path = Path("/etc")
    state: Path = Path("/run")
    home: Path = Path("~")
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    read: Callable[[Path], bytes] = read_some


def readers(where: Places) -> dict[str, Callable[[], str]]:
    """Return what reads each fact, by the fact's key; each may raise OSError and ValueError."""
    return {
        "computer": partial(_text, where, where.proc / "sys" / "kernel" / "hostname"),
        "network": partial(_network, where),
        "memory": partial(_memory, where),
        "running": partial(_running, where),
        "updates": partial(_updates, where),
        "printer": partial(_printer, where),
        "system": partial(_system, where),
        "model": partial(_model, where),
        "processor": partial(_processor, where),
        "desktop": partial(_desktop, where),
    }


def _text(where: Places, path: Path) -> str:
    return where.read(path).decode("utf-8", "replace").strip(" \t\r\n\0")


def _text_or_nothing(where: Places, path: Path) -> str:
    try:
        return _text(where, path)
    except OSError:
        return ""


def _system(where: Places) -> str:
    names = dict(
        line.split("=", 1)
        for line in _text(where, where.etc / "os-release").splitlines()
        if "=" in line
    )
    name = names.get("PRETTY_NAME", names.get("NAME", "Linux")).strip("\"'")
    return f"{name}, kernel {_text(where, where.proc / 'sys' / 'kernel' / 'osrelease')}"


def _model(where: Places) -> str:
    place = where.devices / "class" / "dmi" / "id"
    names = ("sys_vendor", "product_name", "product_version", "board_vendor", "board_name")
    maker, product, version, *board = (_text_or_nothing(where, place / name) for name in names)
    if name := facts_wording.machine(maker, product, version, facts_wording.joined(*board)):
        return name
    # Small computers tell it in a table of their own; in a bare virtual machine nobody does.
    if name := _text_or_nothing(where, where.proc / "device-tree" / "model"):
        return name
    is_virtual = "hypervisor" in _processor_fields(where).get("flags", "").split()
    return "a virtual machine" if is_virtual else ""


def _processor(where: Places) -> str:
    fields = _processor_fields(where)
    maker = fields.get("CPU implementer", "")
    design = _ARM_DESIGNS.get(fields.get("CPU part", "")) if maker == _ARM else None
    known = design or _OTHER_MAKERS.get(maker)
    if known:
        return known
    name = next((fields[key] for key in _PROCESSOR_FIELDS if fields.get(key)), "")
    return facts_wording.processor(name) or ("an Arm processor" if maker else "")


def _processor_fields(where: Places) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in _text(where, where.proc / "cpuinfo").splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), value.strip())
    return fields


def _memory(where: Places) -> str:
    sizes = {
        match[1]: int(match[2]) * 1024
        for match in re.finditer(
            r"^(\w+):\s+(\d{1,15}) kB$", _text(where, where.proc / "meminfo"), re.MULTILINE
        )
    }
    return facts_wording.memory(sizes["MemTotal"], sizes["MemAvailable"])


def _running(where: Places) -> str:
    return facts_wording.running(float(_text(where, where.proc / "uptime").split()[0]))


def _updates(where: Places) -> str:
    # Debian, Ubuntu and their relatives leave this note; others leave none.
    is_waiting = (where.state / "reboot-required").is_file()
    return "ready, and waiting for a restart" if is_waiting else ""


def _desktop(where: Places) -> str:
    name = where.environment.get("XDG_CURRENT_DESKTOP", "").rpartition(":")[2]
    session = _SESSIONS.get(where.environment.get("XDG_SESSION_TYPE", ""), "")
    return " on ".join(part for part in (name, session) if part)


def _printer(where: Places) -> str:
    # In the order in which CUPS itself looks: lpoptions(1), printers.conf(5).
    for name in ("LPDEST", "PRINTER"):
        if chosen := where.environment.get(name):
            return chosen
    places = (
        (where.home.expanduser() / ".cups" / "lpoptions", r"^Default (\S+)"),
        (where.etc / "cups" / "lpoptions", r"^Default (\S+)"),
        (where.etc / "cups" / "printers.conf", r"^<DefaultPrinter (\S+)>"),
    )
    for path, pattern in places:
        if match := re.search(pattern, _text_or_nothing(where, path), re.MULTILINE):
            return match[1]
    return ""


def _network(where: Places) -> str:
    up = [name for name in _interfaces(where) if name != _LOOPBACK]
    if not up:
        return "no network: nothing is plugged in or connected"
    kinds = " and ".join(dict.fromkeys(_kind(where, name) for name in up))
    if _has_default_route(where):
        return f"connected by {kinds}, with a way out"
    return f"connected by {kinds}, but with no way out of the building"


def _interfaces(where: Places) -> Iterator[str]:
    for folder in sorted((where.devices / "class" / "net").iterdir()):
        try:
            flags = int(_text(where, folder / "flags"), 16)
            carrier = _text(where, folder / "carrier") == "1"
        except (OSError, ValueError):
            continue  # an interface that is off refuses to tell of its carrier
        if flags & _INTERFACE_IS_UP and carrier:
            yield folder.name


def _kind(where: Places, name: str) -> str:
    return "Wi-Fi" if (where.devices / "class" / "net" / name / "wireless").is_dir() else "cable"


def _has_default_route(where: Places) -> bool:
    for line in _text(where, where.proc / "net" / "route").splitlines()[1:]:
        parts = line.split()
        if len(parts) > 7 and parts[1] == _DEFAULT_ROUTE and int(parts[3], 16) & _ROUTE_IS_UP:
            return True
    lines = _text_or_nothing(where, where.proc / "net" / "ipv6_route").splitlines()
    return any(
        line.startswith("0" * 32 + " 00") and line.split()[-1] != _LOOPBACK for line in lines
    )
