"""This computer in IT's list: its label, and whether somebody has registered it here."""

from PySide6.QtCore import QObject, Signal

from libdesk.domain.told import Told
from libdesk.services.self_registering import Remembered
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.tasks import Tasks


class OwnItem(QObject):
    """Knows this computer by its name, else by the label that was asked for here.

    Args:
        parts: this computer's name, and what remembers that it registered itself.
        tasks: the threads.
        parent: its owner.
    """

    changed = Signal()

    def __init__(self, parts: FormParts, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tasks = tasks
        self._asked_for: str | None = None

    def read(self) -> None:
        """Read whether this computer has registered itself."""
        registering = self._parts.registering
        if registering is not None:
            self._tasks.outside(
                lambda: registering.service.remembered(self._parts.computer),
                self._on_remembered,
                owner=self,
                quiet=True,
            )

    def tag(self, told: Told) -> str:
        """Return its label, as IT's list has it; "" where it is in none."""
        item = told.find_thing(self._parts.computer)
        if item is None and self._asked_for:
            # Under the label that somebody scanned here, as soon as IT has taken it over.
            item = told.find_thing(self._asked_for)
            item = None if item is not None and item.computer_name else item
        return item.tag if item is not None else ""

    def is_registered(self, told: Told) -> bool:
        """Say whether it has registered itself, or is in IT's list already."""
        return self._asked_for is not None or bool(self.tag(told))

    def note(self, label: str) -> None:
        """Take note that it has just registered itself; "" for no label."""
        self._asked_for = label
        self.changed.emit()

    def _on_remembered(self, remembered: Remembered | None) -> None:
        if remembered is not None and self._asked_for is None:
            self.note(remembered.label)
