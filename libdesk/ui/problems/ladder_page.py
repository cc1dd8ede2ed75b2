"""Not getting an answer? Whom to turn to, step by step; on screen and on paper (S26)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from libdesk.domain.bulletin import Step
from libdesk.ui import theme
from libdesk.ui.problems.papers.ladder_sheet import LadderCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.pages import Page, fill_page, page_column


class LadderPage(Page):
    """Shows the steps, and prints them.

    Args:
        look: the theme.
    """

    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "page")
        self._build()
        self._back.clicked.connect(self.back_requested)
        self._card.print_requested.connect(self.print_requested)

    def show_steps(self, steps: Sequence[Step], phone: str) -> None:
        """Show the steps as they are known now."""
        self._card.show_steps(tuple(steps), phone)

    def focus_first(self) -> None:
        """Put the focus on Back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        content = QWidget()
        column = page_column(content, self._look, theme.MEDIUM)
        self._card = LadderCard(self._look)
        column.addWidget(self._card)
        column.addStretch(1)
        foot = QHBoxLayout()
        self._back = Button(self.tr("Back"))
        foot.addWidget(self._back)
        foot.addStretch(1)
        fill_page(self, content, self._look, foot)
