"""One start among many, for drill F11: it takes a data folder, or asks the first to show itself.

It says "ready", waits for a line, tries to be the one, and says what came of it: "writer", then
"raised" for each time it is asked to show itself, until its input ends; or "second heard" or
"second unheard", and ends.
"""

import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from libdesk.app.single_instance import SingleInstance


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


class Careless(SingleInstance):
    """Looks whether the folder is free, and takes it a moment later: what the drill must notice."""

    def __init__(self, face: str, root: Path) -> None:
        super().__init__(face, root)
        self._mark = root / "taken"

    def take(self) -> bool:
        is_free = not self._mark.exists()
        threading.Event().wait(0.5)
        self._mark.touch()
        return is_free


def main(folder: Path, kind: type[SingleInstance]) -> int:
    program = QCoreApplication([])
    instance = kind("desk", folder)
    say("ready")
    os.read(0, 100)
    if not instance.take():
        say("second heard" if instance.ask_to_raise() else "second unheard")
        return 0
    instance.raise_requested.connect(lambda: say("raised"))
    instance.listen()
    say("writer")
    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(program.quit)
    program.exec()
    instance.release()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Careless if "careless" in sys.argv else SingleInstance))
