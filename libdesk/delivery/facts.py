"""Facts about this computer that nobody should be asked for: read in a few milliseconds.

Here are which facts there are, their order, and what must not be read on a public computer. How
each system tells them is in facts_linux.py, facts_windows.py and facts_macos.py, and their words
are in facts_wording.py. Nothing is written, no packet is sent; on Linux and Windows no program is
started. What cannot be read is left out: a report never waits for a fact. The form sends those
alone that stand on its page at the moment of Send, each of which can be unticked there; "Same here"
names the one that it sends. `libdesk file`, which a script runs, tells those that it sends, and
leaves out what the script says.
"""

import getpass
import platform
import shutil
import socket
import struct
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from libdesk import __version__
from libdesk.delivery import facts_linux, facts_macos, facts_windows, facts_wording
from libdesk.domain.problems import PERSONAL_FACTS, Fact
from libdesk.domain.text import clean_line

ORDER = (
    # Which computer, and whom to ask.
    "computer",
    "user",
    # What is most often the cause.
    "network",
    "disk",
    "memory",
    "running",
    "updates",
    "printer",
    # What kind of computer it is.
    "screen",
    "system",
    "model",
    "processor",
    "desktop",
    "secure_boot",
    "libdesk",
)
"""The keys of all facts, in the order in which a lone IT person reads them."""

PERSONAL = PERSONAL_FACTS
"""What is not even read where the public uses the computer: both may name a person."""

VALUE_LIMIT = 120
"""Characters of a fact."""

_GARBAGE_LIMIT = 1_000  # no system names anything at such length; it is not cut but left out
_SOME_ADDRESS = ("192.0.2.1", 9)  # kept for documentation by RFC 5737: it is nobody's


def has_way_out(address: tuple[str, int] = _SOME_ADDRESS) -> bool:
    """Say whether the system knows a way to other networks; no packet is sent.

    A datagram socket that is only connected asks the system which way it would go.

    Args:
        address: where it would go: an IPv4 address and a port.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(address)
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the facts are read; a test gives its own.

    Attributes:
        system: "linux", "win32" or "darwin", as in sys.platform.
        disk: a folder on the disk whose space is told.
        host: tells the computer's name where the system's own way does not.
        user: tells the name of the person who is logged on.
        way_out: says whether there is a way to other networks (not asked on Linux).
        linux: where Linux tells things.
        windows: how Windows is asked.
        macos: how macOS is asked.
    """

    system: str = sys.platform
    disk: Path = Path(sys.prefix)
    host: Callable[[], str] = socket.gethostname
    user: Callable[[], str] = getpass.getuser
    way_out: Callable[[], bool] = has_way_out
    linux: facts_linux.Places = field(default_factory=facts_linux.Places)
    windows: facts_windows.Calls = field(default_factory=facts_windows.Calls)
    macos: facts_macos.Commands = field(default_factory=facts_macos.Commands)


def read_facts(
    *, public: bool, screen: str = "", sources: Sources | None = None
) -> tuple[Fact, ...]:
    """Return the facts about this computer, in plain words, in ORDER.

    Args:
        public: the public uses this computer: what is PERSONAL is not read at all.
        screen: the screen in words, such as "1920 x 1080, text at 125%"; only the window knows it.
        sources: where to read; the real system when None.
    """
    where = sources or Sources()
    readers = _readers(where, _own_readers(where), screen)
    return _read(readers, [key for key in ORDER if not (public and key in PERSONAL)])


def read_at_once(*, screen: str = "", sources: Sources | None = None) -> tuple[Fact, ...]:
    """Return the facts that nobody has to wait for, in ORDER.

    No program is started. What is PERSONAL is not among them: whose name it is may be known to a
    server only, and the printer stands in a folder that may lie on one.

    Args:
        screen: as for `read_facts`.
        sources: as for `read_facts`.
    """
    where = sources or Sources()
    own = _own_readers(where)
    if where.system == "darwin":
        own = facts_macos.readers_at_once(where.macos)
    readers = _readers(where, own, screen)
    return _read(readers, [key for key in ORDER if key not in PERSONAL])


def read_identity(*, sources: Sources | None = None) -> tuple[Fact, ...]:
    """Return what a computer tells of itself where somebody registers it, in its own order.

    Nothing is read that may name a person, wherever the computer stands.

    Args:
        sources: as for `read_facts`.
    """
    from libdesk.domain.registrations import FACTS  # noqa: PLC0415 - few computers register

    where = sources or Sources()
    readers = _readers(where, _own_readers(where), "")
    readers["serial"] = partial(_serial, where)
    return _read(readers, FACTS)


def _serial(where: Sources) -> str:
    from libdesk.delivery import facts_serial  # noqa: PLC0415 - few computers register

    match where.system:
        case "linux":
            return facts_serial.linux(where.linux)
        case "win32":
            return facts_serial.windows(where.windows.firmware_tables)
        case "darwin":
            return facts_serial.macos(where.macos)
        case _:
            return ""


def _read(readers: Mapping[str, Callable[[], str]], keys: Iterable[str]) -> tuple[Fact, ...]:
    told = ((key, _value(readers[key])) for key in keys if key in readers)
    return tuple(Fact(key, value) for key, value in told if value)


def _value(reader: Callable[[], str]) -> str:
    """Return what a reader tells; "" if it fails or tells what was never meant to be read."""
    try:
        told = reader()
    except (
        OSError,  # refused, not there, took too long
        ValueError,
        LookupError,
        ArithmeticError,
        RuntimeError,  # nobody knows where this user's own folder is
        ImportError,  # getpass, where a system has no list of users
        struct.error,
    ):
        return ""
    if len(told) > _GARBAGE_LIMIT or "\ufffd" in told:
        return ""
    # What would have to be cleaned of more than spaces is not a name that a person gave.
    if clean_line(told, _GARBAGE_LIMIT) != " ".join(told.split()):
        return ""
    return clean_line(told, VALUE_LIMIT)


def _readers(
    where: Sources, own: dict[str, Callable[[], str]], screen: str
) -> dict[str, Callable[[], str]]:
    name = own.pop("computer", where.host)
    elsewhere: dict[str, Callable[[], str]] = {
        "network": lambda: facts_wording.network(is_out=where.way_out()),
        "system": lambda: f"{platform.system()} {platform.release()}",
    }
    return {
        **elsewhere,
        **own,
        "computer": lambda: _value(name) or where.host(),
        "user": where.user,
        "disk": partial(_disk, where.disk),
        "screen": lambda: screen,
        "libdesk": lambda: f"LibDesk {__version__}",
    }


def _own_readers(where: Sources) -> dict[str, Callable[[], str]]:
    match where.system:
        case "linux":
            return facts_linux.readers(where.linux)
        case "win32":
            return facts_windows.readers(where.windows)
        case "darwin":
            return facts_macos.readers(where.macos)
        case _:
            return {}


def _disk(folder: Path) -> str:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    space = shutil.disk_usage(folder)
    return facts_wording.disk(space.free, space.total)
