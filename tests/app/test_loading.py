"""The rooms that nobody has gone to yet are loaded bit by bit, after the first ones are there."""

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

from libdesk.app.loading import ROOMS

SCRIPT = """
import gc, sys
from PySide6.QtCore import QCoreApplication, QTimer
from libdesk.app.loading import LoadedLater, ROOMS

app = QCoreApplication([])
loaded = lambda: sum(name.startswith(tuple(f"{room}." for room in ROOMS)) for name in sys.modules)
later = LoadedLater(app, after_ms=20, every_ms=1)
before, counts = loaded(), []
later.begin()
later.begin()
look = QTimer(interval=1)
look.timeout.connect(lambda: (counts.append(loaded()), later.is_done and app.quit()))
look.start()
app.exec()
print(before, counts[-1], len(set(counts)), later.is_done, gc.get_freeze_count())
"""


def test_all_rooms_are_loaded_one_module_after_the_other():
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    before, after, steps, is_done, left_out = ran.stdout.split()
    every = [one for room in ROOMS for one in iter_modules(import_module(room).__path__)]
    assert (before, int(after), is_done) == ("0", len(every), "True")
    assert int(left_out) > 10_000, "what is loaded is not looked through for garbage again"
    # Some bring others along; all at once would be what this is there to avoid.
    assert int(steps) > len(every) / 4
