"""Runs the real commands under a clock that is off, or that jumps while they run.

libfaketime stands between the program and the system's clock. It reads how far off the clock is
from a file, at each look, so that the clock can jump in the middle of a command.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RIGHT, YEAR_BACK, FIVE_AHEAD = "+0d", "-365d", "+1826d"
OFFSETS = (RIGHT, YEAR_BACK, FIVE_AHEAD)
JUMP_EVERY_S = 0.02
LIMIT_S = 60


def library() -> str:
    """Return the path of the library that is loaded into each program, as its own wrapper says it.

    Where it is missing, a Debian that may install it has to have it: the test fails. Elsewhere it
    is skipped with the reason.
    """
    wrapper = shutil.which("faketime")
    if wrapper is None:
        reason = "this drill needs faketime; installer/start.py test brings it"
        if shutil.which("apt-get") is not None:
            pytest.fail(reason)
        pytest.skip(reason)
    told = subprocess.run(
        [wrapper, "-m", "-f", "+0d", "printenv", "LD_PRELOAD"],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


class FalseClock:
    """A clock for child processes; it is right until it is set.

    Args:
        place: a folder of its own, for the file that says how far off it is.
    """

    def __init__(self, place: Path) -> None:
        place.mkdir()
        self._file = place / "offset"
        self._next = place / "next"
        self.jumps = 0
        self.set(RIGHT)
        self.environment = os.environ | {
            "LD_PRELOAD": library(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            # A clock that is set does not change how fast time passes, nor what is on the disk:
            # files keep the time of the computer or the server that they lie on.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }

    def set(self, offset: str) -> None:
        """Set the clock, for those too that are running."""
        self._next.write_text(offset)
        self._next.replace(self._file)

    @contextmanager
    def jumping(self, dice: Random) -> Iterator[None]:
        """Let the clock jump back and forth until the block ends."""
        over = threading.Event()

        def jump() -> None:
            while not over.wait(JUMP_EVERY_S):
                self.set(dice.choice(OFFSETS))
                self.jumps += 1

        jumper = threading.Thread(target=jump)
        jumper.start()
        try:
            yield
        finally:
            over.set()
            jumper.join()
            self.set(RIGHT)

    def run(self, *command: object) -> str:
        """Run a command by this clock; return what it printed."""
        ran = subprocess.run(
            [*map(str, command)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == ""
        return ran.stdout

    def year(self) -> int:
        """Return which year a program of today would see."""
        return int(self.run(sys.executable, "-c", "import time; print(time.gmtime().tm_year)"))


class Computer:
    """One computer with form and desk, worked by its commands.

    Args:
        folder: where its data folder and the files to be filed go.
        clock: its clock.
    """

    def __init__(self, folder: Path, clock: FalseClock) -> None:
        self.data = folder / "data"
        self._asked = folder / "asked.json"
        self._clock = clock

    def libdesk(self, command: str, *arguments: object) -> Any:
        """Run a command of LibDesk; return the JSON document that it prints."""
        words = (sys.executable, "-m", "libdesk", "--data", self.data, command, *arguments)
        return json.loads(self._clock.run(*words, "--json"))

    def file(self, saw: str) -> str:
        """File a report; return its id."""
        self._asked.write_text(json.dumps({"category": "NET", "branch": "CEN", "saw": saw}))
        report_id: str = self.libdesk("file", self._asked)["id"]
        return report_id

    def found(self, word: str) -> Sequence[dict[str, str]]:
        """Search the desk's database."""
        problems: Sequence[dict[str, str]] = self.libdesk("search", word)["problems"]
        return problems
