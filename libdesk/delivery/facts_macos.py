"""What macOS tells about the computer it runs on: a handful of Apple's own small programs.

Each is started by its full path with fixed arguments, without a shell, for a second at most. How
they are run is passed in, so that recorded answers can be read on any system.
"""

import os
import platform
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from libdesk.delivery import facts_wording

VERSION = ("/usr/bin/sw_vers",)
NAME = ("/usr/sbin/scutil", "--get", "ComputerName")
PRINTER = ("/usr/bin/lpstat", "-d")
NUMBERS = (
    # -i: a name that this release does not know is left out and does not spoil the others.
    "/usr/sbin/sysctl",
    "-i",
    "hw.model",
    "hw.memsize",
    "hw.pagesize",
    "machdep.cpu.brand_string",
    "kern.boottime",
    "vm.page_free_count",
    "vm.page_pageable_external_count",
    "vm.page_purgeable_count",
)
_FREE_PAGES = NUMBERS[-3:]  # empty, holding what is on disk as well, and given up by programs

TIME_LIMIT_S = 1.0
OUTPUT_LIMIT = 10_000


def run_program(arguments: Sequence[str], limit_s: float = TIME_LIMIT_S) -> str:
    """Run a program, without a shell, and return what it printed.

    Args:
        arguments: its full path and its arguments.
        limit_s: seconds after which it is stopped.

    Raises:
        OSError: it is not there, failed, took too long, or printed more than OUTPUT_LIMIT bytes.
    """
    import subprocess  # noqa: PLC0415 - needed on macOS only
    from threading import Timer  # noqa: PLC0415 - the same

    # With the user's own folder, where the choice of a printer is kept, and in plain English.
    environment = {"LC_ALL": "C", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"}
    environment |= {key: os.environ[key] for key in ("HOME",) if key in os.environ}
    with subprocess.Popen(  # noqa: S603 - only the fixed lists above come here
        list(arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as program:
        limit = Timer(limit_s, program.kill)
        try:
            limit.start()
            # Not communicate(): it would keep whatever a program gone wild prints.
            output = program.stdout.read(OUTPUT_LIMIT + 1) if program.stdout else b""
            if len(output) > OUTPUT_LIMIT:
                program.kill()
            code = program.wait()
        finally:
            limit.cancel()
            program.kill()
    if code:
        raise OSError(f"{arguments[0]} ended with {code}")
    return output.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Commands:
    """How macOS is asked; a test gives recorded answers.

    Attributes:
        run: runs a program and returns what it printed; raises OSError when it fails.
        now: returns the seconds since 1970.
        release: returns the system's version without starting anything; "" when it is not told.
    """

    run: Callable[[Sequence[str]], str] = run_program
    now: Callable[[], float] = time.time
    release: Callable[[], str] = lambda: platform.mac_ver()[0]


def readers(ask: Commands) -> dict[str, Callable[[], str]]:
    """Return what reads each fact, by the fact's key; each may raise OSError and LookupError."""

    @cache
    def numbers() -> dict[str, str]:
        # Four facts come from one program: when it hangs, it is waited for once.
        try:
            printed = ask.run(NUMBERS)
        except OSError:
            return {}
        return _fields(printed)

    return {
        "computer": lambda: ask.run(NAME).strip(),
        "memory": lambda: _memory(numbers()),
        "running": lambda: facts_wording.running(ask.now() - _boot_time(numbers())),
        "printer": lambda: printer_name(ask.run(PRINTER)),
        "system": partial(_system, ask),
        "model": lambda: facts_wording.joined("Apple", numbers()["hw.model"]),
        "processor": lambda: facts_wording.processor(numbers()["machdep.cpu.brand_string"]),
    }


def readers_at_once(ask: Commands) -> dict[str, Callable[[], str]]:
    """Return what reads the facts that need no program: each of those may take a second."""

    def system() -> str:
        return f"macOS {ask.release()}".rstrip()

    return {"system": system}


def printer_name(printed: str) -> str:
    """Return the default printer's name; "" when there is none.

    lpstat answers in the language of the user, so that only the colon and the name without spaces
    behind it can be relied upon.
    """
    match = re.fullmatch(r"[^:\uff1a\n]+[:\uff1a]\s*(\S+)", printed.strip())
    return match[1] if match else ""


def _fields(printed: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in printed.splitlines())
    return {key.strip(): value.strip() for key, colon, value in pairs if colon}


def _system(ask: Commands) -> str:
    told = _fields(ask.run(VERSION))
    # A rapid security response adds a letter: "13.4.1 (c)".
    version = f"{told['ProductVersion']} {told.get('ProductVersionExtra', '')}".rstrip()
    return f"{told['ProductName']} {version}, build {told['BuildVersion']}"


def _memory(numbers: dict[str, str]) -> str:
    total = int(numbers["hw.memsize"])
    try:
        pages = sum(int(numbers[name]) for name in _FREE_PAGES)
        return facts_wording.memory(total, pages * int(numbers["hw.pagesize"]))
    except (KeyError, ValueError):
        return facts_wording.memory(total)


def _boot_time(numbers: dict[str, str]) -> int:
    match = re.match(r"\{ sec = (\d{1,12}),", numbers["kern.boottime"])
    if match is None:
        raise ValueError("the time of the start is not told")
    return int(match[1])
