"""Forms that the desk opens: they live their own life, but for those of the made-up library."""

import sys

from PySide6.QtCore import QObject, QProcess

from libdesk.app.parts import Begin, DeskParts

_ENDING_MS = 1_000


class Forms(QObject):
    """Opens the problem form on the desk's own data folder.

    Args:
        parts: what the desk runs on.
        parent: the desk's rooms.
    """

    def __init__(self, parts: DeskParts, parent: QObject) -> None:
        super().__init__(parent)
        self._arguments = ["-m", "libdesk", "report", "--data", str(parts.data.root)]
        self._is_sample = parts.begin is Begin.SAMPLE

    def open(self) -> None:
        """Open a form."""
        if self._is_sample:
            QProcess(self).start(sys.executable, self._arguments)
        else:
            QProcess.startDetached(sys.executable, self._arguments)

    def close(self) -> None:
        """End the forms of the made-up library: nothing in them is real, and their folder goes."""
        for form in self.findChildren(QProcess):
            form.kill()
            form.waitForFinished(_ENDING_MS)
