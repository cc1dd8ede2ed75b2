"""The child's side of capped.py: its limits, one job, one answer.

It writes nothing but its answer, so that it can be killed at any moment.
"""

import gc
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from libdesk.services.errors import Refusal, Unavailable

_PAGES = Path("/proc/self/statm")
"""Linux tells here, first of all, how many pages of address space this process has."""

Job = Callable[[Mapping[str, Any]], Any]
"""Takes and returns what JSON can hold."""


def main() -> None:
    """Read a job from standard input, do it, and answer on standard output."""
    gc.disable()  # it ends soon, and a search through all the rows that it holds finds nothing
    order = json.load(sys.stdin.buffer)
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is no answer
    job = find(order["job"])
    cap(order["memory_bytes"], order["time_s"])
    answer = answer_of(job, order["arguments"])
    with os.fdopen(answers, "wb") as stream:
        stream.write(answer)


def answer_of(job: Job, arguments: Mapping[str, Any]) -> bytes:
    """Do a job, and return what its asker is to be told."""
    try:
        return json.dumps({"result": job(arguments)}).encode()
    except Refusal as error:
        told = {"refusal": error.sentence, "field": error.field}
    except Unavailable as error:
        told = {"unavailable": error.sentence}
    except (MemoryError, ImportError):  # a library that finds no room to be loaded says the latter
        told = {"memory": ""}
    except Exception as error:  # noqa: BLE001 - told by its type and place, for its message may hold typed words
        last = traceback.extract_tb(error.__traceback__)[-1]
        told = {"bug": f"{type(error).__name__} at {last.name}:{last.lineno}"}
    return json.dumps(told).encode()


def find(job: str) -> Job:
    """Return the function that a job names, such as "libdesk.x.y:read"; the program names them."""
    module, _, name = job.partition(":")
    found: Job = getattr(importlib.import_module(module), name)
    return found


def cap(memory_bytes: int, time_s: float) -> None:
    """Limit this process: its memory, and the time that it computes should its parent be gone."""
    if sys.platform == "win32":
        _cap_windows(memory_bytes)
    else:
        _cap_posix(memory_bytes, time_s)


@contextmanager
def no_more_than(memory_bytes: int) -> Iterator[None]:
    """Let what is done here take so much memory beside what the child has; on Linux.

    For the part of a job that reads the stranger's file, where others need more than that.
    """
    if not _PAGES.is_file():
        yield  # the whole job's limit stands
        return
    import resource  # noqa: PLC0415 - Windows has none

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    if before == resource.RLIM_INFINITY:
        yield  # this is no capped child
        return
    has = int(_PAGES.read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (min(has + memory_bytes, before), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _cap_posix(memory_bytes: int, time_s: float) -> None:
    import resource  # noqa: PLC0415 - Windows has none

    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, int(time_s) + 2),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (limit, hard))
        except (OSError, ValueError):
            continue  # macOS knows some limits by name only; what is read is still looked through


def _cap_windows(memory_bytes: int) -> None:
    """Put this process into a job object of its own, which ends with it."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only here
        from ctypes import wintypes  # noqa: PLC0415 - only here

        class Basic(ctypes.Structure):
            _fields_ = (
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            )

        class Extended(ctypes.Structure):
            _fields_ = (
                ("Basic", Basic),
                ("Io", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            )

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        limits = Extended(ProcessMemoryLimit=memory_bytes)
        limits.Basic.LimitFlags = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        size = wintypes.DWORD(ctypes.sizeof(limits))
        kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), size)  # 9: the extended limits
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
