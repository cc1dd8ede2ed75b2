"""The room for planned work: what is ahead, what stands against it, and what was away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from libdesk.services.outages import Outages
from libdesk.services.planned_changes import PlannedChanges
from libdesk.services.ports import Clock
from libdesk.services.requirements import Requirements
from libdesk.ui import theme
from libdesk.ui.planning.changes_panel import ChangesPanel
from libdesk.ui.planning.months_panel import MonthsPanel
from libdesk.ui.planning.outages_panel import OutagesPanel
from libdesk.ui.planning.requirements_panel import RequirementsPanel
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

Panel = ChangesPanel | RequirementsPanel | OutagesPanel | MonthsPanel


@dataclass(frozen=True, slots=True)
class PlanningParts:
    """What the page is given.

    Attributes:
        changes: keeps planned work.
        register: keeps what other systems can't work with.
        log: keeps the outages.
        branches: returns branch codes and names; asked on the database thread.
        now: the time.
    """

    changes: PlannedChanges
    register: Requirements
    log: Outages
    branches: Callable[[], Mapping[str, str]]
    now: Clock


class PlanningPage(QWidget):
    """Three parts under one roof; one of them is shown.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        changed: something was stored; forms may be told something else now.
        print_requested: the code of the branch whose outages are to be printed; "" for all.
    """

    changed = Signal()
    print_requested = Signal(str)

    def __init__(self, parts: PlanningParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        now = parts.now
        self.changes = ChangesPanel(parts.changes, parts.register, parts.branches, tasks, look, now)
        self.register = RequirementsPanel(parts.register, tasks, look, now)
        self.outages = OutagesPanel(parts.log, parts.branches, tasks, look, now)
        self.months = MonthsPanel(parts.log, parts.branches, tasks, look, now)
        self._parts = QStackedWidget()
        column = QVBoxLayout(self)
        edge = look.px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(label(self.tr("Planned work"), "title"))
        chips = FlowLayout(look.px(theme.SMALL))
        self._group = QButtonGroup(self, exclusive=True)
        panels: tuple[tuple[Panel, str], ...] = (
            (self.changes, self.tr("Planned changes")),
            (self.register, self.tr("Won’t work with")),
            (self.outages, self.tr("Outages")),
            (self.months, self.tr("Outages by month")),
        )
        for place, (panel, words) in enumerate(panels):
            chip = Chip(words, look)
            self._group.addButton(chip, place)
            chips.addWidget(chip)
            self._parts.addWidget(panel)
        column.addLayout(chips)
        column.addWidget(self._parts, 1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.show_part)
        for part in (self.changes, self.register, self.outages):
            part.changed.connect(self.changed)
        self.months.print_requested.connect(self.print_requested)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._on_print)

    def show_part(self, place: int) -> None:
        """Show a part by its place, from 0, and read it anew; what is being typed stays."""
        self._group.button(place).setChecked(True)
        self._parts.setCurrentIndex(place)
        self._read()

    def show_change(self, change_id: int) -> None:
        """Show planned work."""
        self.show_part(0)
        self.changes.show_one(change_id)

    def focus_first(self) -> None:
        """Put the hands where the keys work."""
        self._panel().focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        self._read()

    def _panel(self) -> Panel:
        return (self.changes, self.register, self.outages, self.months)[self._parts.currentIndex()]

    def _read(self) -> None:
        self._panel().read()

    def _on_print(self) -> None:
        self.print_requested.emit(self.months.branch())
