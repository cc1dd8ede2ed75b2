"""Logs: a small rotating file per data folder. Report texts and names never go in.

Whoever logs writes numbers, counts and kinds of trouble; the words of a report stay in the report.
"""

import faulthandler
import logging
import logging.handlers
import os
import sys
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
        path = folder / f"{face}.log"
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE_FILE))
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_LIMIT_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for old in tuple(logger.handlers):
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    if sys.stderr is not None:  # a windowed program on Windows has none
        faulthandler.enable()
    return logger
