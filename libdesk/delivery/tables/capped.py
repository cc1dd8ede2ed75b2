"""Reading a stranger's file in a process of its own, with a limit of memory and of time.

A job is a function, named "libdesk.package.module:function", that takes one mapping and returns
something, both of what JSON can hold. Whoever plans an import names a job of their own: it calls
`reading.read_table`, and both are done in one child.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

import libdesk
from libdesk.delivery.tables import pieces, plain
from libdesk.domain.tables import GUESSED, Looked, ReadChoice, Table
from libdesk.services.backups import Stopped
from libdesk.services.errors import Refusal, Unavailable

READ = "libdesk.delivery.tables.plain:read"
LOOK = "libdesk.delivery.tables.plain:look"

_ROOT = str(Path(libdesk.__file__).parent.parent)
# A checkout from which the parent runs is found by the child too; the current folder never is (-P).
_START = (
    "import sys; root = sys.argv[1]; root in sys.path or sys.path.insert(0, root); "
    "from libdesk.delivery.tables.child import main; main()"
)
_LOOK_UP_S = 0.05
_TOO_MUCH = (
    "This file needs more memory than a table of a library may take, or is damaged. Keep only the "
    "table that is needed in it, save it as CSV, and read that file."
)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may take.

    Attributes:
        memory_bytes: address space on Linux, committed memory on Windows; a hostile file takes all
            of it, a table of a million cells two thirds.
        time_s: seconds until it is ended.
        answer_bytes: how long its answer may be; the largest table makes a quarter of it.
    """

    memory_bytes: int = 300_000_000
    time_s: float = 20.0
    answer_bytes: int = 200_000_000


LIMITS = Limits()


def read_table(
    path: Path,
    choice: ReadChoice = GUESSED,
    *,
    stop: Callable[[], bool] = lambda: False,
    limits: Limits = LIMITS,
) -> Table:
    """Read a table as `reading.read_table` does, in a child.

    Raises:
        Refusal: the file can't be read, or takes too much memory or time; with what to do.
        Stopped: it was asked to.
    """
    return plain.table(run(READ, plain.asked(path, choice), stop=stop, limits=limits))


def look(
    path: Path,
    choice: ReadChoice = GUESSED,
    *,
    stop: Callable[[], bool] = lambda: False,
    limits: Limits = LIMITS,
) -> Looked:
    """Look at a file as `reading.look` does, in a child. Raises as `read_table`."""
    return plain.looked(run(LOOK, plain.asked(path, choice), stop=stop, limits=limits))


def run(
    job: str,
    arguments: Mapping[str, Any],
    *,
    stop: Callable[[], bool] = lambda: False,
    limits: Limits = LIMITS,
    python: str = sys.executable,
) -> Any:  # noqa: ANN401 - JSON edge
    """Do a job in a child, and return what it returned.

    Args:
        job: which function.
        arguments: what it takes.
        stop: asked twenty times a second; True kills the child.
        limits: what it may take.
        python: what runs it.

    Raises:
        Refusal: the job has refused, or took too much, or its process failed.
        Unavailable: the job has said so.
        Stopped: it was asked to.
    """
    order = {
        "job": job,
        "arguments": arguments,
        "memory_bytes": limits.memory_bytes,
        "time_s": limits.time_s,
    }
    child = _start(python)
    with child:
        try:
            answer = _listen(child, pieces.dumps(order), stop, limits)
        finally:
            child.kill()
    if len(answer) > limits.answer_bytes:
        raise Refusal(_TOO_MUCH)
    return _told(answer, child.returncode, job)


def _start(python: str) -> "subprocess.Popen[bytes]":
    # One arena: each more would take 64 MB of the address space for nothing.
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    try:
        return subprocess.Popen(  # noqa: S603 - this program's own Python, and a fixed list
            [python, "-P", "-c", _START, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Refusal(
            f"The reading could not be started: {error.strerror}. Close other programs, and try "
            "again."
        ) from error


def _listen(
    child: "subprocess.Popen[bytes]", order: bytes, stop: Callable[[], bool], limits: Limits
) -> bytes:
    """Return what the child answers."""
    heard: list[bytes] = []

    def talk() -> None:
        if child.stdin is None or child.stdout is None:
            return
        with suppress(OSError):  # a child that has ended already is told by its answer
            child.stdin.write(order)
            child.stdin.close()
        heard.append(child.stdout.read(limits.answer_bytes + 1))

    talking = Thread(target=talk, daemon=True)
    talking.start()
    end = monotonic() + limits.time_s
    while talking.is_alive():
        talking.join(_LOOK_UP_S)
        if not talking.is_alive():
            break
        if stop() or monotonic() > end:
            is_late = monotonic() > end
            child.kill()
            talking.join()
            if is_late:
                raise Refusal(
                    f"Reading this file takes longer than {limits.time_s:.0f} seconds. Keep only "
                    "the table that is needed in it, save it as CSV, and read that file."
                )
            raise Stopped
    answer = b"".join(heard)
    if len(answer) <= limits.answer_bytes:
        child.wait()
    return answer


def _told(answer: bytes, code: int, job: str) -> Any:  # noqa: ANN401 - JSON edge
    """Return what a child's answer holds."""
    try:
        found = pieces.loads(answer)
    except ValueError:
        # It ended without a word: out of memory, most likely, for that ends a library at once.
        _LOG.warning("the job %s ended with %d", job, code)
        found = {"memory": ""}
    if "result" in found:
        return found["result"]
    if "refusal" in found:
        raise Refusal(found["refusal"], field=found["field"])
    if "unavailable" in found:
        raise Unavailable(found["unavailable"])
    if "bug" in found:
        bug = found["bug"]  # a type and a place, as child.py tells it
        _LOG.error("the job %s failed: %s", job, bug)
        raise Refusal(
            "LibDesk has made a mistake at this file, and has noted it. Save the table as CSV in a "
            "spreadsheet program, and read that file."
        )
    raise Refusal(_TOO_MUCH)
