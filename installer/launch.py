"""Opening LibDesk: on its own, apart from this terminal; or, with no screen, its tour."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from installer.console import Stop, data_home, last_words, log_file, run_logged, say
from installer.environment import python_in

_ALIVE_S = 1.0  # a program that lacks something falls over well within this
_NAMES = 12  # how many of the tour's files are named one by one


def open_window(env: Path, environ: Mapping[str, str]) -> None:
    """Start LibDesk by itself and watch its first second.

    Args:
        env: the environment to start it from.
        environ: the variables it gets.

    Raises:
        Stop: it ended with an error; the sentence has its last words.
    """
    log = log_file("start.log")
    with log.open("wb") as record:
        process = subprocess.Popen(
            [str(python_in(env, windowed=True)), "-I", "-m", "libdesk"],
            stdin=subprocess.DEVNULL,
            stdout=record,
            stderr=subprocess.STDOUT,
            cwd=data_home(),
            env=dict(environ),
            **_detached(),
        )
    say("opening LibDesk")
    try:
        code = process.wait(_ALIVE_S)
    except subprocess.TimeoutExpired:
        process.returncode = 0  # it lives on without us: no warning that it was left
        say(f"LibDesk is open. What it says goes to {log}")
        return
    if code:
        words = last_words(log.read_text("utf-8", "replace"))
        raise Stop(
            f"LibDesk ended at once (exit code {code}): {words}. All it said is in {log}.", 1
        )
    say("LibDesk was open already; its window comes to the front")


def _detached() -> dict[str, int] | dict[str, bool]:
    """Return what frees a program from this one's terminal and from Ctrl+C in it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def tour(env: Path, environ: Mapping[str, str]) -> None:
    """Run LibDesk's tour without a screen, on a database that is thrown away; name what it wrote.

    Raises:
        Stop: the tour failed.
    """
    out = data_home() / "tour"
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    log = log_file("tour.log")
    log.write_bytes(b"")
    with tempfile.TemporaryDirectory(prefix="libdesk-tour-") as data:
        command: list[str | Path] = [
            python_in(env),
            "-I",
            "-m",
            "libdesk",
            "tour",
            out,
            "--data",
            data,
        ]
        code, output = run_logged(command, log, environ={**environ, "QT_QPA_PLATFORM": "offscreen"})
    if code:
        raise Stop(f"The tour failed (exit code {code}): {last_words(output)}. See {log}.", 1)
    wrote = sorted(
        p for p in out.rglob("*") if p.is_file() and p.stat().st_mtime_ns != before.get(p)
    )
    if not wrote:
        raise Stop(f"The tour wrote nothing. See {log}.", 1)
    say(f"the tour wrote {len(wrote)} files to {out}:")
    for path in wrote[:_NAMES]:
        print(f"    {path.relative_to(out)}")
    if len(wrote) > _NAMES:
        print(f"    and {len(wrote) - _NAMES} more")


def make_shortcuts(env: Path) -> None:
    """Let LibDesk make its shortcuts; a failure is told, and stops nothing."""
    command: list[str | Path] = [python_in(env), "-I", "-m", "libdesk", "shortcut", "install"]
    code, output = run_logged(command, log_file("start.log"), environ=os.environ)
    if code:
        say(f"no shortcuts were made: {last_words(output)}")
    else:
        say("shortcuts made: LibDesk, Report a problem, and one that takes reports to IT at log-on")
