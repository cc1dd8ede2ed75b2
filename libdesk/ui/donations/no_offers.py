"""What stands in the room while nothing was ever offered: what to do first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class NoOffers(QWidget):
    """Two ways to begin.

    Args:
        look: the theme.

    Signals:
        new_requested: write down an offer.
        policy_requested: choose a policy.
    """

    new_requested = Signal()
    policy_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(theme.HUGE), 0, 0)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(label(self.tr("“I’ve brought you my old computer…”"), "heading"))
        told = self.tr(
            "Write down what somebody offers, one question at a time; “don’t know” is an answer. "
            "LibDesk says what your policy says to it and what it would cost you, and writes the "
            "kind letter."
        )
        column.addWidget(label(told, "quiet"))
        self._new = Button(self.tr("Write down the first offer  (n)"), "primary")
        self._new.setAccessibleName(self.tr("Write down the first offer"))
        policy = Button(self.tr("Choose your policy first"), enter_presses=False)
        for button in (self._new, policy):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self._new.clicked.connect(self.new_requested)
        policy.clicked.connect(self.policy_requested)

    def focus_first(self) -> None:
        """Put the focus on the first way."""
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)
