"""Whether there is a screen, and what a run without one needs: no chatter of its platform."""

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_CHATTER = "This plugin does not support propagateSizeHints"


def has_screen() -> bool:
    """Say whether there is a screen to open windows on, or Qt was told to do without."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def quiet_offscreen() -> None:
    """Leave out the line that the offscreen platform prints for each window; tell all others."""
    qInstallMessageHandler(_tell)


def _tell(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    if _CHATTER not in message and sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
