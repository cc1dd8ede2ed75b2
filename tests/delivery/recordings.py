"""Reads what other systems answered, and answers the same to whoever asks for the facts.

Where the recordings come from and how they are written: recorded/README.txt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from libdesk.delivery import facts_macos, facts_windows
from libdesk.delivery.facts import Sources

RECORDED = Path(__file__).parent / "recorded"
ROOTS = {"HKEY_LOCAL_MACHINE": "HKLM", "HKEY_CURRENT_USER": "HKCU"}
NOW = 1_764_064_800.0  # 25 November 2025, 10:00 UTC


class NobodyMayAskError(AssertionError):
    """Raised when something is read that must not be."""


def nobody_may_ask() -> NoReturn:
    raise NobodyMayAskError


@dataclass
class RecordedWindows:
    """A Windows computer that answers from a recording, and remembers what it was asked."""

    name: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self):
        text = (RECORDED / self.name).read_text("utf-8")
        self.values = dict(registry_values(text))
        calls = dict(line.split(": ") for line in text.splitlines()[:2])
        self.memory = bytes.fromhex(calls["GlobalMemoryStatusEx"])
        self.uptime_ms = int(calls["GetTickCount64"])

    def registry(self, path, name):
        self.asked.append((path, name))
        try:
            return self.values[path.lower(), name.lower()]
        except KeyError:
            raise FileNotFoundError(path, name) from None

    def sources(self, **others):
        calls = facts_windows.Calls(
            registry=self.registry,
            memory_status=lambda: self.memory,
            uptime_ms=lambda: self.uptime_ms,
        )
        return Sources(system="win32", windows=calls, way_out=lambda: True, **others)


def registry_values(text):
    """Yield what `reg query` printed as (key, name), value; names are alike in any case."""
    key = ""
    for line in text.splitlines():
        if line.startswith("HKEY_"):
            root, _, rest = line.partition("\\")
            key = f"{ROOTS[root]}\\{rest}".lower()
            continue
        match = re.fullmatch(r" {4}(.+?) {4}REG_(SZ|EXPAND_SZ|DWORD) {4}(.*)", line)
        if match:
            name, kind, value = match.groups()
            yield (key, name.lower()), int(value, 16) if kind == "DWORD" else value


@dataclass
class RecordedMac:
    """A Mac that answers from a recording, and remembers what it was asked to run."""

    name: str
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self):
        text = (RECORDED / self.name).read_text("utf-8")
        parts = [part.partition("\n") for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]]
        self.printed = {command: rest for command, _, rest in parts}

    def run(self, arguments: Sequence[str]) -> str:
        self.asked.append(tuple(arguments))
        printed = self.printed[" ".join(arguments)]
        if re.search(r"^! \d+$", printed, re.MULTILINE):
            raise OSError(f"{arguments[0]} failed")
        return printed

    def sources(self, **others):
        commands = facts_macos.Commands(run=self.run, now=lambda: NOW)
        return Sources(system="darwin", macos=commands, way_out=lambda: True, **others)
