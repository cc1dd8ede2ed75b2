"""The one command: `python3 installer/start.py` sets LibDesk up on this computer and opens it.

`python3 installer/start.py test` makes a second environment with the test tools and runs every
check. This file only makes sure that Python can read the rest; the order of the work is in
`installer/flow.py`.
"""

import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def _python_fault() -> str:
    """Return what is wrong with this Python, as a sentence, or "" when it will do."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return f"LibDesk needs Python 3.11 or newer; this is Python {found}."
    if sys.maxsize <= 2**32:
        return f"LibDesk needs a 64-bit Python; this Python {found} is a 32-bit one."
    return ""


def main() -> int:
    """Check this Python, then hand over; return the exit code."""
    fault = _python_fault()
    if fault:
        print(fault, file=sys.stderr)
        return 2
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer import flow  # noqa: PLC0415 - an older Python could not read what this imports

    return flow.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
