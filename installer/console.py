"""What the person at the keyboard sees: progress lines, and one sentence when it cannot go on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

_BEGAN = time.monotonic()


class Stop(Exception):  # noqa: N818 - not an error of the program: a reason to stop, for a person
    """LibDesk cannot be set up or started as things are.

    Args:
        sentence: what is wrong and what to do about it.
        code: the exit code; 2 when the computer lacks something, 1 when LibDesk itself failed.
    """

    def __init__(self, sentence: str, code: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def say(text: str) -> None:
    """Print one progress line with the seconds since the start."""
    print(f"[libdesk {time.monotonic() - _BEGAN:.1f}s] {text}", flush=True)


def run_logged(
    command: Sequence[str | Path],
    log: Path,
    *,
    on_line: Callable[[str], None] | None = None,
    environ: Mapping[str, str] | None = None,
    keep_open: Iterable[int] = (),
) -> tuple[int, str]:
    """Run a command, its output added to a log file.

    Args:
        command: the program and its arguments.
        log: the file that gets every line; its folder must exist.
        on_line: called with each line as it comes, without its line end.
        environ: the environment; default this one.
        keep_open: file handles that the command inherits (ignored on Windows, which has none).

    Returns:
        The exit code and the whole output.

    Raises:
        OSError: the program is not there, or the log cannot be written.
    """
    lines: list[str] = []
    with log.open("a", encoding="utf-8", errors="replace") as record:
        record.write(f"\n$ {' '.join(map(str, command))}\n")
        record.flush()
        with subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environ) if environ is not None else None,
            pass_fds=() if sys.platform == "win32" else tuple(keep_open),
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                record.write(line)
                lines.append(line)
                if on_line:
                    on_line(line.rstrip())
    return process.returncode, "".join(lines)


def last_words(output: str) -> str:
    """Return the last line of an output that says anything, for the end of a sentence."""
    spoken = [line.strip() for line in output.splitlines() if line.strip()]
    return spoken[-1] if spoken else "it said nothing"


def data_home() -> Path:
    """Return the folder that holds LibDesk's own things for this login, whether or not it exists.

    The same folder as `libdesk.paths`, worked out here because platformdirs is not installed yet.
    """
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        named = os.environ.get("XDG_DATA_HOME", "")
        # The XDG base directory specification: a relative path is to be ignored.
        base = Path(named) if named.startswith("/") else Path.home() / ".local" / "share"
    return base / "LibDesk"


def log_file(name: str) -> Path:
    """Return a log file in LibDesk's log folder, which is made when it is missing."""
    folder = data_home() / "logs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / name
