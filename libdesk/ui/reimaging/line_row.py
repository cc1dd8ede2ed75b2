"""One line of a run: the row to tick, and where a reason is typed that excuses it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.reimaging import REASON_LIMIT, Line, Mark
from libdesk.ui import theme
from libdesk.ui.reimaging.tick_row import TickRow
from libdesk.ui.reimaging.words import mark_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button


class LineRow(QWidget):
    """Ticked by its row, excused by a reason below it.

    Args:
        line: what it shows.
        look: the theme.

    Signals:
        marked: the line as it is shown, what it is to be, and the reason.
        stepped: go on by so many rows, from this one.
        next_requested: go on to the next that is open.

    Attributes:
        row: the target.
        line: what it shows.
    """

    marked = Signal(object, object, str)
    stepped = Signal(int)
    next_requested = Signal()

    def __init__(self, line: Line, look: Theme) -> None:
        super().__init__()
        self.line = line
        self.row = TickRow(line.words, look)
        self._excuse = Button(self.tr("Excuse…"), "link", enter_presses=False)
        told = self.tr("Leave this line out, with a reason (x)")
        self._excuse.setToolTip(told)
        self._excuse.setAccessibleName(self.tr("Excuse: {line}").format(line=line.words))
        self._reason = QLineEdit()
        self._reason.setMaxLength(REASON_LIMIT)
        self._reason.setPlaceholderText(self.tr("Why it is left out, such as: we have no license"))
        self._reason.setAccessibleName(self.tr("Why it is left out"))
        self._save = Button(self.tr("Excuse it"), enter_presses=False)
        self._cancel = Button(self.tr("Cancel"), "link", enter_presses=False)
        self._typing = QWidget()
        self._build(look)
        self._typing.hide()
        self.row.clicked.connect(self.tick)
        self._excuse.clicked.connect(self.excuse)
        self._save.clicked.connect(self._on_save)
        self._reason.returnPressed.connect(self._on_save)
        self._cancel.clicked.connect(self.close_reason)

    def show_line(self, line: Line, now: datetime) -> None:
        """Show how it is marked by now; what is being typed stays."""
        self.line = line
        mark = line.marked.mark
        self.row.show_mark(mark, mark_words(line, now))
        self._excuse.setVisible(mark is not Mark.TICKED and self._typing.isHidden())
        if mark is Mark.EXCUSED and not self._reason.text():
            self._reason.setText(line.marked.reason)

    def tick(self) -> None:
        """Tick it; once more, and it is open again."""
        is_ticked = self.line.marked.mark is Mark.TICKED
        self.marked.emit(self.line, Mark.OPEN if is_ticked else Mark.TICKED, "")

    def excuse(self) -> None:
        """Ask for the reason; what was typed before is still there."""
        self._typing.show()
        self._excuse.hide()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reason.selectAll()

    def close_reason(self) -> None:
        """Go back to the row; what was typed is there again when it is asked for."""
        self._typing.hide()
        self._excuse.setVisible(self.line.marked.mark is not Mark.TICKED)
        self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on by the arrows, go on with Enter, excuse by X; Esc closes the reason alone."""
        key, is_typing = event.key(), self._typing.isVisible()
        if key == Qt.Key.Key_Escape and is_typing:
            self.close_reason()
        elif is_typing and not self.row.hasFocus():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_requested.emit()
        elif key == Qt.Key.Key_X and not event.modifiers():
            self.excuse()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        if not self._reason.text().strip():
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_reason()
        self.marked.emit(self.line, Mark.EXCUSED, self._reason.text())

    def _build(self, look: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        line = QHBoxLayout()
        line.setSpacing(look.px(theme.SMALL))
        line.addWidget(self.row, 1)
        line.addWidget(self._excuse, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
        typing = QHBoxLayout(self._typing)
        begins = look.px(theme.SMALL * 2 + theme.MEDIUM + theme.LARGE)
        typing.setContentsMargins(begins, 0, 0, look.px(theme.SMALL))
        typing.setSpacing(look.px(theme.SMALL))
        typing.addWidget(self._reason, 1)
        typing.addWidget(self._save)
        typing.addWidget(self._cancel)
        column.addWidget(self._typing)
