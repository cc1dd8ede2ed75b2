"""Where a reason is typed: opened in its place, closed by Esc; what was typed stays in it."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from libdesk.domain.reimaging import REASON_LIMIT
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.scroll import bring_into_sight


class _Line(QLineEdit):
    """Hears Esc before the page does, which would be left by it."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Esc for itself."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it on Esc; Enter is for this line alone."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class ReasonRow(QWidget):
    """A line with its buttons; hidden until it is asked for.

    Args:
        name: what is asked, for eyes and screen readers.
        hint: an example.
        save: what the button says.
        look: the theme.

    Signals:
        given: the reason; never without words.
        left: never mind.
    """

    given = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str, save: str, look: Theme) -> None:
        super().__init__()
        self._line = _Line()
        self._line.setMaxLength(REASON_LIMIT)
        self._line.setPlaceholderText(hint)
        self._line.setAccessibleName(name)
        give = Button(save, enter_presses=False)
        cancel = Button(self.tr("Cancel"), "link", enter_presses=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, look.px(theme.SMALL))
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(self._line, 1)
        row.addWidget(give)
        row.addWidget(cancel)
        self._line.returnPressed.connect(self._on_given)
        self._line.left.connect(self.left)
        give.clicked.connect(self._on_given)
        cancel.clicked.connect(self.left)
        self.hide()

    def ask(self, usual: str = "") -> None:
        """Open it; what was typed before is still there.

        Args:
            usual: what stands there where nobody has typed anything.
        """
        if not self._line.text():
            self._line.setText(usual)
        self.show()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()
        # Only once it is laid out is it known where it stands.
        QTimer.singleShot(0, self, lambda: bring_into_sight(self))

    def forget(self) -> None:
        """Close it, and forget what was typed."""
        self._line.clear()
        self.hide()

    def _on_given(self) -> None:
        words = self._line.text()
        if words.strip():
            self.given.emit(words)
        else:
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
