"""The rules about the life of equipment, to be changed: kinds, and the support of systems."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from libdesk.services.errors import Unavailable
from libdesk.services.item_rules import ItemRules, RulesRead
from libdesk.services.kept_rules import KINDS, SUPPORT
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.equipment.rules_half import HalfParts, RulesHalf
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button, Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


@dataclass(frozen=True, slots=True)
class RulesParts:
    """What the page is given.

    Attributes:
        rules: reads and changes the rules.
        now: the time.
    """

    rules: ItemRules
    now: Clock


class RulesPage(QWidget):
    """Two tables under one roof; one of them is shown.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        changed: rules were changed: the days of items are to be worked out anew.
        left: back to the list of equipment.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, parts: RulesParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._is_read = False
        self.setProperty("role", "page")
        self.setAccessibleName(self.tr("Rules for equipment"))
        made = HalfParts(parts.rules, tasks, parts.now)
        self.halves = {name: RulesHalf(name, made, look) for name in (KINDS, SUPPORT)}
        self._chips = {
            KINDS: Chip(self.tr("Kinds"), look),
            SUPPORT: Chip(self.tr("Systems"), look),
        }
        self._back = Button(self.tr("Back to the equipment"), "link", enter_presses=False)
        self._banner = Banner(look, "notice")
        self._stack = QStackedWidget()
        self._build(look)
        for half in self.halves.values():
            half.read_requested.connect(self.read)
            half.changed.connect(self.changed)
            half.failed.connect(self._on_failed)
        self._chips[KINDS].clicked.connect(self.show_kinds)
        self._chips[SUPPORT].clicked.connect(self.show_systems)
        self._back.clicked.connect(self._on_leave)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_leave)

    def show_kinds(self) -> None:
        """Show the kinds."""
        self._show(KINDS)

    def show_systems(self) -> None:
        """Show the systems."""
        self._show(SUPPORT)

    def read(self) -> None:
        """Read the rules anew; what somebody is typing stays."""
        self._tasks.database(
            self._parts.rules.read, self._on_read, owner=self, failed=self._on_failed, key="rules"
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is."""
        super().showEvent(event)
        self.read()

    def _build(self, look: Theme) -> None:
        column = QVBoxLayout(self)
        edge = look.px(theme.HUGE)
        column.setContentsMargins(edge, look.px(theme.LARGE), edge, look.px(theme.LARGE))
        column.setSpacing(look.px(theme.MEDIUM))
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Rules for equipment"), "title"), 1)
        head.addWidget(self._back)
        column.addLayout(head)
        lead = self.tr(
            "By these LibDesk says when an item is old, without support, or to be replaced. What "
            "you don’t change stays up to date with LibDesk. A Chromebook or a phone has a last "
            "day of its own: it stands in the item’s record."
        )
        column.addWidget(label(lead, "quiet"))
        chips = FlowLayout(look.px(theme.SMALL))
        self._group = QButtonGroup(self, exclusive=True)
        for name, chip in self._chips.items():
            self._group.addButton(chip)
            chips.addWidget(chip)
            self._stack.addWidget(self.halves[name])
        self._chips[KINDS].setChecked(True)
        column.addLayout(chips)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)

    def _show(self, name: str) -> None:
        self._chips[name].setChecked(True)
        self._stack.setCurrentWidget(self.halves[name])

    def _on_read(self, read: RulesRead) -> None:
        self._banner.say("")
        is_first, self._is_read = not self._is_read, True
        for half in self.halves.values():
            half.show_rules(read)
        if is_first:
            self._focus_table()

    def _focus_table(self) -> None:
        for half in self.halves.values():
            if half.isVisible():
                half.focus_table()

    def _on_leave(self) -> None:
        """Leave, unless somebody is typing: they are shown where."""
        for name, half in self.halves.items():
            if half.hold():
                self._show(name)
                return
        self.left.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unavailable):
            self._banner.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)
