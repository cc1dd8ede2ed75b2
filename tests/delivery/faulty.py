"""A real disk on which chosen calls fail, as a drill or a test asks for it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

from libdesk.files import Disk

Plan = Callable[[str, Path], int]
"""Says for a call ("write", "replace", "sync") and its path which error it gives; 0 for none."""


def nothing(_call: str, _path: Path) -> int:
    return 0


def only(call: str, code: int) -> Plan:
    """Fail every call of one kind."""
    return lambda made, _path: code if made == call else 0


class FaultyDisk(Disk):
    """The real disk until the plan says otherwise.

    A write that fails has written half of its bytes first, as a full disk does.
    """

    def __init__(self, plan: Plan = nothing) -> None:
        super().__init__()
        self.plan = plan
        self.calls: list[tuple[str, Path]] = []

    def write(self, path: Path, content: bytes) -> None:
        code = self._ask("write", path)
        if code:
            super().write(path, content[: len(content) // 2])
            raise OSError(code, os.strerror(code))
        super().write(path, content)

    def replace(self, source: Path, target: Path) -> None:
        code = self._ask("replace", target)
        if code:
            raise OSError(code, os.strerror(code))
        super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        code = self._ask("sync", folder)
        if code:
            raise OSError(code, os.strerror(code))
        super().sync_folder(folder)

    def _ask(self, call: str, path: Path) -> int:
        self.calls.append((call, path))
        return self.plan(call, path)


class NthCall:
    """Fails the n-th call, once or from then on."""

    def __init__(self, number: int, *, forever: bool, code: int = errno.EIO) -> None:
        self.number = number
        self.forever = forever
        self.code = code
        self.seen = 0

    def __call__(self, _call: str, _path: Path) -> int:
        self.seen += 1
        hit = self.seen >= self.number if self.forever else self.seen == self.number
        return self.code if hit else 0

    @property
    def was_reached(self) -> bool:
        return self.seen >= self.number
