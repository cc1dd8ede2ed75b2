"""The field into which a label is typed, where no scanner is at hand."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from libdesk.domain.scanned import LONGEST


class LabelField(QLineEdit):
    """Empty, it leaves Ctrl+Z to the page: there is nothing in it to be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        self.setAccessibleName(self.tr("Label"))
        self.setPlaceholderText(self.tr("Or type a label, then Enter"))

    def event(self, event: QEvent) -> bool:
        """Claim Undo only where something was typed."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.text()
        ):
            event.ignore()
            return False
        return super().event(event)
