"""The program's own end, where a worker is still at work."""

import logging
import os
import sys


def end(code: int, *, all_ended: bool) -> int:
    """Return the exit code to whoever ends the program, or end it here and now.

    A share that hangs, or a large picture, may hold a worker inside Qt. Python would take Qt apart
    around it, and three ends of five were a crash (signal 11). What must not be cut off has been
    waited for, and is safe on disk at every moment.

    Args:
        code: the exit code.
        all_ended: no worker is at work any more.
    """
    if not all_ended:
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code)
    return code
