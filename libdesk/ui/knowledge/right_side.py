"""Beside the list: a sheet to be read, or the form in which one is written."""

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from libdesk.ui import theme
from libdesk.ui.knowledge.how_to_form import HowToForm
from libdesk.ui.knowledge.reading_side import WIDEST, ReadingSide
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus


class RightSide(QStackedWidget):
    """Shows one of the two.

    Args:
        look: the theme.
        tasks: the threads, for pictures.

    Attributes:
        reading: the sheet to be read.
    """

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._area: QScrollArea | None = None
        self.reading = ReadingSide(look, tasks)
        self.addWidget(self.reading)

    def show_form(self, form: HowToForm) -> None:
        """Show a form, and put the focus into it."""
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, self._look.px(theme.SMALL), 0)
        row.setSpacing(0)
        form.setMaximumWidth(self._look.px(WIDEST))
        # Beside a stretch, so that the height is counted for the width that the form has.
        row.addWidget(form, 1)
        row.addStretch(0)
        area = self._area = scrolling(content)
        form.look_requested.connect(area.ensureWidgetVisible)
        self.addWidget(area)
        self.setCurrentWidget(area)
        form.focus_first()

    def show_reading(self) -> None:
        """Let go of the form, and show the sheet again."""
        area, self._area = self._area, None
        self.setCurrentWidget(self.reading)
        if area is not None:
            self.removeWidget(area)
            area.deleteLater()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the form, also through steps that were added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)
