"""One line of a run: the row to tick, and where a reason is typed that excuses it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.reimaging import Line, Mark
from libdesk.ui import theme
from libdesk.ui.reimaging.reason_row import ReasonRow
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
        self._excuse = Button("", "link", enter_presses=False)
        self._excuse.setToolTip(self.tr("Leave this line out, with a reason (x)"))
        self._reason = ReasonRow(
            self.tr("Why it is left out"),
            self.tr("Why it is left out, such as: we have no license"),
            self.tr("Excuse it"),
            look,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        beside = QHBoxLayout()
        beside.setSpacing(look.px(theme.SMALL))
        beside.addWidget(self.row, 1)
        beside.addWidget(self._excuse, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(beside)
        below = QHBoxLayout()
        below.addSpacing(self.row.begins())
        below.addWidget(self._reason, 1)
        column.addLayout(below)
        self.row.clicked.connect(self._on_ticked)
        self._excuse.clicked.connect(self._on_excuse)
        self._reason.given.connect(self._on_given)
        self._reason.left.connect(self._close_reason)

    def show_line(self, line: Line, now: datetime) -> None:
        """Show how it is marked by now; what is being typed stays."""
        self.line = line
        mark = line.marked.mark
        self.row.show_mark(mark, mark_words(line.marked, now))
        told = self.tr("Other reason…") if mark is Mark.EXCUSED else self.tr("Excuse…")
        self._excuse.setText(told)
        self._excuse.setAccessibleName(self.tr("Excuse: {line}").format(line=line.words))
        self._excuse.setVisible(mark is not Mark.TICKED and self._reason.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on by the arrows, go on with Enter, excuse by X; only where the row has the keys."""
        key = event.key()
        if not self.row.hasFocus():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_requested.emit()
        elif key == Qt.Key.Key_X and not event.modifiers():
            self._on_excuse()
        else:
            super().keyPressEvent(event)

    def _on_ticked(self) -> None:
        is_ticked = self.line.marked.mark is Mark.TICKED
        self.marked.emit(self.line, Mark.OPEN if is_ticked else Mark.TICKED, "")

    def _on_excuse(self) -> None:
        self._excuse.hide()
        self._reason.ask(self.line.marked.reason)

    def _close_reason(self) -> None:
        self._reason.hide()
        self._excuse.setVisible(self.line.marked.mark is not Mark.TICKED)
        self.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_given(self, reason: str) -> None:
        self._close_reason()
        self.marked.emit(self.line, Mark.EXCUSED, reason)
