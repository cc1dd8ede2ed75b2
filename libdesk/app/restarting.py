"""Starts LibDesk anew after its end, with the arguments it had."""

import sys


def restart(arguments: list[str] | None = None) -> None:
    """Start another LibDesk that outlives this one.

    To be called when the data folder has been given back, or the new one would only raise the old.

    Args:
        arguments: of the command line; None for this program's own.
    """
    from PySide6.QtCore import QProcess

    given = sys.argv[1:] if arguments is None else arguments
    QProcess.startDetached(sys.executable, ["-m", "libdesk", *given])
