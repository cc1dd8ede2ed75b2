"""The program ends cleanly also while a worker is inside Qt."""

import subprocess
import sys

ENCODES = """
import sys
import threading
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from libdesk.app.ending import end
from libdesk.ui.tasks import Tasks

app = QApplication([])
tasks = Tasks()
begun = threading.Event()
image = QImage(6000, 6000, QImage.Format.Format_RGB32)
image.fill(0x123456)

def encode():
    while True:
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        begun.set()
        image.save(buffer, "PNG")

tasks.outside(encode, print, owner=tasks)
begun.wait()
print("the last words")
sys.exit(end(7, all_ended=tasks.close(0.05)))
"""


def test_a_worker_that_is_still_at_work_ends_with_the_program_and_no_crash():
    for _ in range(4):  # of those that Python ended, more than every second one crashed
        ran = subprocess.run(
            [sys.executable, "-c", ENCODES], capture_output=True, text=True, timeout=60, check=False
        )
        assert (ran.returncode, ran.stdout, ran.stderr.strip()) == (7, "the last words\n", "")


def test_where_all_has_ended_the_code_goes_to_whoever_ends_it():
    from libdesk.app.ending import end

    assert end(3, all_ended=True) == 3
