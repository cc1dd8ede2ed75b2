"""Logs: a small rotating file per data folder. Report texts and names never go in.

Whoever logs writes numbers, counts and kinds of trouble; the words of a report stay in the report.
"""

import faulthandler
import logging
import logging.handlers
import os
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from libdesk.files import PRIVATE_FILE, make_folder

_LIMIT_BYTES = 1_000_000
_KEPT_FILES = 3


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
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for old in tuple(logger.handlers):
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    # A windowed program on Windows has no standard error, and some have one without a file.
    with suppress(OSError, ValueError, RuntimeError):
        faulthandler.enable()
    return logger


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A log that its owner alone may read, also each new one after turning over."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=_LIMIT_BYTES,
            backupCount=_KEPT_FILES,
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
