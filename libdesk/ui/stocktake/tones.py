"""Tones that tell by ear what a scan means; each system plays them in its own way.

Qt's module for sound is larger than all else that LibDesk needs of Qt, so it is left out. How the
files in resources/sounds/ were made is in tests/ui/stocktake/tone_files.py.
"""

import sys
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QSettings, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from libdesk.paths import resources

_KEY = "stocktake/sound"

_PROGRAMS = {
    "darwin": (("afplay",),),
    "linux": (("paplay",), ("pw-play",), ("aplay", "-q")),
}
"""What plays a file on each system, the likeliest first; Windows does it by itself."""

_SILENT = ("offscreen", "minimal")
"""Screens that nobody sits before."""

_AT_ONCE = 3
"""Tones that may sound at the same time; who scans faster hears every third."""


class Tone(Enum):
    """What a tone says."""

    FOUND = "found"
    LOOK = "look"
    UNKNOWN = "unknown"


Play = Callable[[Path], None]
"""Plays a file, later, and returns at once."""


class Tones(QObject):
    """Plays tones, unless they were switched off.

    Args:
        parent: its owner.
        memory: remembers whether they are on.
        play: plays a file; None for the system's own way.
    """

    def __init__(self, parent: QObject, memory: QSettings, play: Play | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._play = play or usual_play(self)
        self._folder = resources() / "sounds"

    @property
    def is_on(self) -> bool:
        """Say whether they are heard."""
        return bool(self._memory.value(_KEY, defaultValue=True, type=bool))

    def turn(self, *, on: bool) -> None:
        """Switch them on or off."""
        self._memory.setValue(_KEY, on)

    def mute(self) -> None:
        """Play nothing until the program ends, whatever was switched on."""
        self._play = _silence

    def sound(self, tone: Tone) -> None:
        """Let a tone be heard."""
        if self.is_on:
            self._play(self._folder / f"{tone.value}.wav")


def usual_play(
    owner: QObject,
    system: str = sys.platform,
    screen: Callable[[], str] = QGuiApplication.platformName,
    find: Callable[[str], str] = QStandardPaths.findExecutable,
) -> Play:
    """Return what plays a file on this computer; with nothing that does, Qt beeps.

    Args:
        owner: of the programs that are started.
        system: as in sys.platform.
        screen: tells what paints the windows.
        find: returns where a program is; "" for nowhere.
    """
    if screen() in _SILENT:
        return _silence
    if system == "win32":
        return _play_on_windows
    for program, *arguments in _PROGRAMS.get(system, ()):
        path = find(program)
        if path:
            return partial(_Player(owner).play, path, arguments)
    return _beep


class _Player:
    """Starts a program for each tone, and never waits for it."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self._running: set[QProcess] = set()

    def play(self, program: str, arguments: Sequence[str], file: Path) -> None:
        """Play a file."""
        if len(self._running) >= _AT_ONCE:
            return
        process = QProcess(self._owner)
        self._running.add(process)
        process.finished.connect(partial(self._end, process))
        process.errorOccurred.connect(partial(self._end, process))
        process.start(program, [*arguments, str(file)])

    def _end(self, process: QProcess, *_why: object) -> None:
        if process in self._running:
            self._running.discard(process)
            process.deleteLater()


def _silence(_file: Path) -> None:
    """Play nothing."""


def _beep(_file: Path) -> None:
    QApplication.beep()


def _play_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - there is none elsewhere

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        winsound.PlaySound(str(file), flags)
