"""Drill F1's driver: starts a job, kills it at a random moment, again and again.

It is a program of its own, so that each job is forked from a process that has no windows, threads
or open databases. It prints one JSON document: what was promised, and how many cycles said so.
"""

import argparse
import json
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.drills.jobs import JOBS

LIVES_S = (0.05, 0.2)
"""How long a job lives after it got to work, or after its start in every fourth cycle."""

START_LIMIT_S = 60.0


def kill_cycles(job: str, folder: Path, cycles: int, seed: int) -> dict[str, object]:
    dice = Random(seed)
    promised: list[str] = []
    fruitful = 0
    slowest_start_s = 0.0
    for cycle in range(cycles):
        life_s = dice.uniform(*LIVES_S)
        said, start_s = _live_and_die(job, folder, life_s, from_start=cycle % 4 == 3)
        promised += said
        fruitful += bool(said)
        slowest_start_s = max(slowest_start_s, start_s)
    return {"promised": promised, "fruitful": fruitful, "slowest_start_s": slowest_start_s}


def _live_and_die(
    job: str, folder: Path, life_s: float, *, from_start: bool
) -> tuple[list[str], float]:
    """Fork a job and kill it `life_s` after its start or its first step; return what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(job, folder, writing)
    os.close(writing)
    started = time.monotonic()
    start_s = 0.0
    try:
        heard = b""
        deadline = started + (life_s if from_start else START_LIMIT_S)
        while (left := deadline - time.monotonic()) > 0:
            if not select.select([reading], [], [], left)[0]:
                break
            piece = os.read(reading, 65536)
            if not piece:
                raise RuntimeError("the job ended by itself; its own words are on standard error")
            if not heard:
                start_s = time.monotonic() - started
                deadline = min(deadline, time.monotonic() + life_s)
            heard += piece
        os.kill(child, signal.SIGKILL)
        heard += b"".join(_rest(reading))
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    # A last line that was cut off is no promise: nobody could have read it.
    *whole, _cut_off = heard.split(b"\n")
    return [line.decode() for line in whole if line != b"at work"], start_s


def _rest(reading: int) -> Iterator[bytes]:
    while piece := os.read(reading, 65536):
        yield piece


def _work(job: str, folder: Path, writing: int) -> None:
    try:
        steps = JOBS[job](folder, lambda promise: _write(writing, promise))
        next(steps)
        _write(writing, "at work")
        for _ in steps:
            pass
    except BaseException as error:  # noqa: BLE001 - a forked process must end here, whatever comes
        os.write(2, f"{job}: {error!r}\n".encode())
    os._exit(1)


def _write(writing: int, promise: str) -> None:
    os.write(writing, f"{promise}\n".encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cycles", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    told = kill_cycles(asked.job, asked.folder, asked.cycles, asked.seed)
    sys.stdout.write(json.dumps(told))
