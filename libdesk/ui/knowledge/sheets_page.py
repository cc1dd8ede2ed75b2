"""The How-to room: sheets and checklists, and the terms beside them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from libdesk.domain.knowledge import HowTo
from libdesk.services.knowledge import Knowledge
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.knowledge.sheets_panel import SheetsPanel
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


@dataclass(frozen=True, slots=True)
class KnowledgeParts:
    """What the page is given.

    Attributes:
        knowledge: reads and changes the sheets.
        now: the time.
        terms: makes the page of the terms, when somebody first wants it; None where there is none.
    """

    knowledge: Knowledge
    now: Clock
    terms: Callable[[], QWidget] | None = None


class SheetsPage(QWidget):
    """Two halves under one roof; one of them is shown.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        print_requested: the id of the sheet or checklist to print.
    """

    print_requested = Signal(str)

    def __init__(self, parts: KnowledgeParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._terms: QWidget | None = None
        self.setProperty("role", "page")
        self.panel = SheetsPanel(parts.knowledge, parts.now, tasks, look)
        self._halves = QStackedWidget()
        self._halves.addWidget(self.panel)
        self._sheets_chip = Chip(self.tr("Sheets"), look)
        self._terms_chip = Chip(self.tr("Terms"), look)
        column = QVBoxLayout(self)
        edge = look.px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(label(self.tr("How-to"), "title"))
        chips = FlowLayout(look.px(theme.SMALL))
        self._group = QButtonGroup(self, exclusive=True)
        for chip in (self._sheets_chip, self._terms_chip):
            self._group.addButton(chip)
            chips.addWidget(chip)
        self._sheets_chip.setChecked(True)
        if parts.terms is not None:
            column.addLayout(chips)
        column.addWidget(self._halves, 1)
        self._sheets_chip.clicked.connect(self.show_sheets)
        self._terms_chip.clicked.connect(self.show_terms)
        self.panel.print_requested.connect(self.print_requested)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.panel.print_chosen)

    def show_sheets(self) -> None:
        """Show the sheets."""
        self._sheets_chip.setChecked(True)
        self._halves.setCurrentWidget(self.panel)

    def show_terms(self) -> None:
        """Show the terms, where there are any."""
        if self._parts.terms is None:
            return
        if self._terms is None:
            self._terms = self._parts.terms()
            self._halves.addWidget(self._terms)
        self._terms_chip.setChecked(True)
        self._halves.setCurrentWidget(self._terms)

    def write(self, how_to: HowTo) -> None:
        """Open the form with a sheet that is not stored yet, such as one made of a fix."""
        self.show_sheets()
        self.panel.write(how_to)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        self.panel.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Offer no more to take back what was done before the room was left."""
        super().hideEvent(event)
        self.panel.forget_done()
