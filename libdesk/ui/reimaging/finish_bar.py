"""Below the lines: how it ends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.reimaging import BECOMES, Reimaging
from libdesk.domain.statuses import Status
from libdesk.ui import theme
from libdesk.ui.reimaging.reason_row import ReasonRow
from libdesk.ui.reimaging.words import becomes_words, why_not_words
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
        ways = [(one.value, becomes_words(one)) for one in BECOMES]
        self._becomes = ChipRow(self.tr("From then on it is"), ways, look, role="")
        self._becomes.choose([BECOMES[0].value])
        self._finish = Button(self.tr("Back into service"), "primary", enter_presses=False)
        self._why = label("", "quiet")
        self._give_up = Button(self.tr("Give it up…"), "link", enter_presses=False)
        self._print = Button(self.tr("Print…"), "link", enter_presses=False)
        self._reason = ReasonRow(
            self.tr("Why it is given up"),
            self.tr("Why it is given up, such as: its disk is broken"),
            self.tr("Give it up"),
            look,
        )
        self._build(look)
        self._finish.clicked.connect(self._on_finish)
        self._give_up.clicked.connect(self._on_give_up)
        self._print.clicked.connect(self.print_requested)
        self._reason.given.connect(self.give_up_requested)
        self._reason.left.connect(self._close_reason)

    def show_run(self, run: Reimaging) -> None:
        """Offer to finish a run, or say what is missing."""
        why = why_not_words(run)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._finish.setEnabled(not why)
        self._finish.setAccessibleDescription(why)

    def begin_anew(self) -> None:
        """Forget what was typed and chosen for another machine."""
        self._reason.forget()
        self._becomes.choose([BECOMES[0].value])

    def take_focus(self) -> None:
        """Put the focus where it ends."""
        target = self._finish if self._finish.isEnabled() else self._becomes.first()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, look: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(theme.SMALL), look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(hairline())
        column.addWidget(self._becomes)
        flow = FlowLayout(look.px(theme.SMALL))
        for one in (self._finish, self._give_up, self._print):
            flow.addWidget(one)
        column.addLayout(flow)
        column.addWidget(self._why)
        column.addWidget(self._reason)

    def _on_finish(self) -> None:
        chosen = self._becomes.chosen()
        self.finish_requested.emit(Status(chosen[0]) if chosen else BECOMES[0])

    def _on_give_up(self) -> None:
        self._reason.ask()

    def _close_reason(self) -> None:
        self._reason.hide()
        self._give_up.setFocus(Qt.FocusReason.OtherFocusReason)
