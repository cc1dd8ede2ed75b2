"""Is there a screen? Found out before Qt is asked, because Qt aborts where none answers."""

import ctypes
import os
import socket
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PATIENCE_S = 5.0  # a DISPLAY on another computer that is switched off answers nothing for minutes


@dataclass(frozen=True)
class Screen:
    """What was found.

    Args:
        kind: "x11", "wayland", "system" (Windows, macOS), or "" for none.
        why: with no screen, what was tried, as the end of a sentence.
    """

    kind: str
    why: str = ""

    def environ(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Return an environment in which Qt uses this screen, and no dead one named beside it."""
        kept = dict(environ)
        if self.kind == "x11":
            kept.pop("WAYLAND_DISPLAY", None)
        if self.kind == "":
            kept["QT_QPA_PLATFORM"] = "offscreen"
        return kept


def named(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the kinds of screen that the environment names, alive or not."""
    kinds = {"DISPLAY": "x11", "WAYLAND_DISPLAY": "wayland"}
    return tuple(kind for name, kind in kinds.items() if environ.get(name))


def find(environ: Mapping[str, str] = os.environ) -> Screen:
    """Return the screen that LibDesk can open its windows on."""
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal"):
        return Screen("", "QT_QPA_PLATFORM asks for none")
    if sys.platform in ("win32", "darwin"):
        return Screen("system")
    tried = []
    wayland, x11 = environ.get("WAYLAND_DISPLAY", ""), environ.get("DISPLAY", "")
    if wayland:
        if _wayland_answers(wayland, environ.get("XDG_RUNTIME_DIR", "")):
            return Screen("wayland")
        tried.append(f"nothing answers at WAYLAND_DISPLAY={wayland}")
    if x11:
        if _x11_answers(x11):
            return Screen("x11")
        tried.append(f"no X server lets us in at DISPLAY={x11}")
    return Screen("", "; ".join(tried) or "neither DISPLAY nor WAYLAND_DISPLAY is set")


def _wayland_answers(name: str, runtime: str) -> bool:
    """Say whether a compositor accepts a connection at its socket."""
    path = Path(runtime) / name  # an absolute name stands for itself
    if sys.platform == "win32" or not path.is_absolute():
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(_PATIENCE_S)
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def _x11_answers(name: str) -> bool:
    """Say whether the X server opens to us, its access rules included, within 5 s."""
    answers: list[bool] = []

    def ask() -> None:
        try:
            library = ctypes.CDLL("libX11.so.6")
        except OSError:
            return
        library.XOpenDisplay.restype = ctypes.c_void_p
        library.XOpenDisplay.argtypes = [ctypes.c_char_p]
        library.XCloseDisplay.argtypes = [ctypes.c_void_p]
        display = library.XOpenDisplay(os.fsencode(name))
        if display:
            library.XCloseDisplay(display)
            answers.append(True)

    # A thread, because the call cannot be given a time limit; it ends with the program.
    asker = threading.Thread(target=ask, daemon=True)
    asker.start()
    asker.join(_PATIENCE_S)
    return bool(answers)
