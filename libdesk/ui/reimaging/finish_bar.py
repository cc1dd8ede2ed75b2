"""Below the lines: how far it is, and how it ends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from libdesk.domain.reimaging import BECOMES, REASON_LIMIT, Reimaging
from libdesk.domain.statuses import Status
from libdesk.ui import theme
from libdesk.ui.reimaging.words import (
    becomes_words,
    left_words,
    progress_words,
    why_not_words,
)
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import hairline, label
from libdesk.ui.widgets.layouts import FlowLayout


class FinishBar(QWidget):
    """Finishes only when nothing is open, and says what is missing.

    Args:
        look: the theme.

    Signals:
        finish_requested: what the machine becomes.
        give_up_requested: why.
        print_requested: the checklist on paper, as far as it is.
    """

    finish_requested = Signal(object)
    give_up_requested = Signal(str)
    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._progress = label("", "heading")
        self._left = label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Lines that are done"))
        ways = [(one.value, becomes_words(one)) for one in BECOMES]
        self._becomes = ChipRow(self.tr("From then on it is"), ways, look, role="")
        self._becomes.choose([BECOMES[0].value])
        self._finish = Button(self.tr("Back into service"), "primary", enter_presses=False)
        self._why = label("", "quiet")
        self._give_up = Button(self.tr("Give it up…"), "link", enter_presses=False)
        self._print = Button(self.tr("Print…"), "link", enter_presses=False)
        self._reason = QLineEdit()
        self._reason.setMaxLength(REASON_LIMIT)
        words = self.tr("Why it is given up, such as: its disk is broken")
        self._reason.setPlaceholderText(words)
        self._reason.setAccessibleName(self.tr("Why it is given up"))
        self._really = Button(self.tr("Give it up"), enter_presses=False)
        self._cancel = Button(self.tr("Cancel"), "link", enter_presses=False)
        self._typing = QWidget()
        self._build(look)
        self._typing.hide()
        self._finish.clicked.connect(self._on_finish)
        self._give_up.clicked.connect(self._on_give_up)
        self._print.clicked.connect(self.print_requested)
        self._really.clicked.connect(self._on_really)
        self._reason.returnPressed.connect(self._on_really)
        self._cancel.clicked.connect(self._close_reason)

    def show_run(self, run: Reimaging, *, is_confirmed: bool) -> None:
        """Show how far a run is."""
        self._progress.setText(progress_words(run))
        self._left.setText(left_words(run))
        self._bar.setMaximum(len(run.marks))
        self._bar.setValue(run.done_count)
        why = why_not_words(run, is_confirmed=is_confirmed)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._finish.setEnabled(not why)
        self._finish.setAccessibleDescription(why)

    def begin_anew(self) -> None:
        """Forget what was typed and chosen for another machine."""
        self._reason.clear()
        self._typing.hide()
        self._becomes.choose([BECOMES[0].value])

    def take_focus(self) -> None:
        """Put the focus where it ends."""
        target = self._finish if self._finish.isEnabled() else self._becomes.first()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_reason(self) -> None:
        """Go where it is said why it is given up."""
        self._on_give_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the reason on Esc, and nothing else."""
        if event.key() == Qt.Key.Key_Escape and self._typing.isVisible():
            self._close_reason()
        else:
            super().keyPressEvent(event)

    def _build(self, look: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(theme.SMALL), look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(hairline())
        told = QHBoxLayout()
        told.setSpacing(look.px(theme.MEDIUM))
        told.addWidget(self._progress)
        told.addWidget(self._left, 1)
        column.addLayout(told)
        column.addWidget(self._bar)
        column.addWidget(self._becomes)
        flow = FlowLayout(look.px(theme.SMALL))
        for one in (self._finish, self._give_up, self._print):
            flow.addWidget(one)
        column.addLayout(flow)
        column.addWidget(self._why)
        typing = QHBoxLayout(self._typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(look.px(theme.SMALL))
        typing.addWidget(self._reason, 1)
        typing.addWidget(self._really)
        typing.addWidget(self._cancel)
        column.addWidget(self._typing)

    def _on_finish(self) -> None:
        chosen = self._becomes.chosen()
        self.finish_requested.emit(Status(chosen[0]) if chosen else BECOMES[0])

    def _on_give_up(self) -> None:
        self._typing.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_really(self) -> None:
        if self._reason.text().strip():
            self.give_up_requested.emit(self._reason.text())
        else:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_reason(self) -> None:
        self._typing.hide()
        self._give_up.setFocus(Qt.FocusReason.OtherFocusReason)
