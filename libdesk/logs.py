"""Logs: a small rotating file per data folder. Report texts and names never go in.

Whoever logs writes numbers, counts and kinds of trouble; the words of a report stay in the report.
An exception is written down by its kind and by where it was: its message may hold what somebody
typed (SQLAlchemy's carries whole rows), and so does no log.
"""

import faulthandler
import logging
import logging.handlers
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from traceback import extract_tb
from typing import NamedTuple

from libdesk.files import PRIVATE_FILE, make_folder

LIMIT_BYTES = 1_000_000
KEPT_FILES = 3
"""So many full files are kept beside the one that is written."""

_LINES_LIMIT = 30
_LINKS_LIMIT = 5
_PACKAGE = Path(__file__).resolve().parent.parent


class Trace(NamedTuple):
    """Where a bug showed itself, without a word of what was on the way.

    Attributes:
        kind: the type of the exception.
        lines: where it was, the innermost call last; then what it came of.
    """

    kind: str
    lines: tuple[str, ...]

    @property
    def place(self) -> str:
        """The innermost call; "" where nothing is known of it."""
        calls = [line for line in self.lines if line.startswith("  ")]
        return calls[-1].strip() if calls else ""

    @property
    def text(self) -> str:
        """All of it, over several lines."""
        return "\n".join((*self.lines, self.kind))


def trace(error: BaseException) -> Trace:
    """Reduce an exception to types, places and line numbers.

    Neither its message nor its source lines are taken, and of a file only the part of its path
    that is the same on every computer: a home folder is named after somebody.
    """
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and len(links) < _LINKS_LIMIT:
        links.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    lines = []
    for one in reversed(links):
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in extract_tb(one.__traceback__)
        ][-_LINES_LIMIT:]
        if one is not error:
            lines.append(f"{kind_of(one)}, and then:")
    return Trace(kind_of(error), tuple(lines))


def kind_of(error: BaseException) -> str:
    """Return an exception's type, with its package where that is not Python itself."""
    made = type(error)
    return (
        made.__qualname__
        if made.__module__ == "builtins"
        else (f"{made.__module__}.{made.__qualname__}")
    )


def start(folder: Path, face: str) -> logging.Logger:
    """Log to `folder`/`face`.log; where that is impossible, to standard error.

    Args:
        folder: the folder of the logs.
        face: "form", "desk" or a command's name.

    Returns:
        The logger of the whole program.
    """
    logger = logging.getLogger("libdesk")
    logger.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        make_folder(folder)
        handler = _PrivateFile(folder / f"{face}.log")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(_WordlessFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for old in tuple(logger.handlers):
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    # What others log in trouble goes to standard error, which a desktop keeps in a file of its own.
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(_WordlessFormatter("%(levelname)s %(name)s: %(message)s"))
    # A windowed program on Windows has no standard error, and some have one without a file.
    with suppress(OSError, ValueError, RuntimeError):
        faulthandler.enable()
    _leave_no_memory_behind()
    return logger


def _leave_no_memory_behind() -> None:
    """Let a crash write no picture of the memory, which holds what is being typed."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        _now, most = resource.getrlimit(resource.RLIMIT_CORE)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _short(path: str) -> str:
    """Return the part of a source file's path that says nothing about this computer."""
    file = Path(path)
    if file.is_relative_to(_PACKAGE):
        return file.relative_to(_PACKAGE).as_posix()
    parts = file.parts
    for sign in ("site-packages", "dist-packages"):
        if sign in parts:
            return "/".join(parts[parts.index(sign) + 1 :])
    return file.name


class _WordlessFormatter(logging.Formatter):
    """Writes exceptions by kind and place.

    Whatever another handler has made of the same one meanwhile is not taken.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the exception's trace below it."""
        without = {"exc_info": None, "exc_text": None, "stack_info": None}
        line = logging.makeLogRecord(record.__dict__ | without)
        written = super().format(line)
        error = record.exc_info[1] if record.exc_info else None
        return f"{written}\n{trace(error).text}" if error is not None else written


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A log that its owner alone may read, also each new one after turning over."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=LIMIT_BYTES,
            backupCount=KEPT_FILES,
            encoding="utf-8",
            errors="backslashreplace",
        )

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Let a line go that a full disk does not take: a log is never what somebody came for."""

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename,
            "a",
            encoding=self.encoding,
            errors=self.errors,
            opener=_open_private,
        )


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)
