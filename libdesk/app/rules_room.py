"""The rules of equipment, and how mixed it is: pages over all rooms, made when wanted."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from libdesk.app.late_database import LateDatabase
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.site import now, who
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from libdesk.domain.lifecycle import Lifecycle
    from libdesk.domain.records import Record
    from libdesk.services.item_gates import Rules
    from libdesk.services.item_rules import ItemRules
    from libdesk.services.item_views import ItemViewList
    from libdesk.ui.equipment.fleet_panel import Fleet
    from libdesk.ui.equipment.signs import SignText
    from libdesk.ui.go_to import Destination


class RulesRoom(QObject):
    """Opens them, and keeps the days of items in step with the rules.

    Args:
        open_unit: the desk's database.
        tasks: the threads.
        window: shows them.
        look: the theme.
        rules_of: returns what rules say of an item; None for what follows from them today.

    Signals:
        changed: rules were changed, and the days of items follow them by now.
        items_requested: show these items (a tuple of ItemId).
        print_requested: show what can be printed of the equipment.
    """

    changed = Signal()
    items_requested = Signal(object)
    print_requested = Signal()

    def __init__(
        self,
        open_unit: LateDatabase,
        tasks: Tasks,
        window: DeskWindow,
        look: Theme,
        rules_of: "Callable[[Lifecycle], Rules] | None" = None,
    ) -> None:
        super().__init__(window)
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._rules_of = rules_of or _rules_of
        self._rules: ItemRules | None = None

    def rules(self) -> "ItemRules":
        """Return what reads and changes the rules, for whoever dates items or prints."""
        if self._rules is None:
            from libdesk.services.item_rules import ItemRules

            self._rules = ItemRules(self._open_unit, load_lifecycle, now, who())
        return self._rules

    def views(self) -> "ItemViewList":
        """Return what reads and changes the views of the equipment list."""
        from libdesk.services.item_views import ItemViewList

        return ItemViewList(self._open_unit, now)

    def now_rules(self) -> "Rules":
        """Return what the rules, as they were last read, say of items today."""
        return self._rules_of(self.rules().known())

    def signs(self, record: "Record") -> "tuple[SignText, ...]":
        """Return what an item's dates say today, by the rules as they were last read."""
        from libdesk.app.item_rules import can_move_on, windows11
        from libdesk.domain.lifecycle import signs_of
        from libdesk.ui.equipment.signs import sign_texts

        signs = signs_of(self.rules().known(), record, _today(), can_move_on=can_move_on(record))
        return sign_texts(signs, windows11(record))

    def begin(self) -> None:
        """Work the days of items out anew where rules are others; a newer LibDesk brings some."""
        # Beside the database's own thread: thousands of items take seconds, and lists go on.
        self._tasks.long(self.tend, self._on_tended, owner=self, failed=_leave, quiet=True)

    def tend(self) -> int:
        """Work the days of items out anew where rules are others; return how many have others."""
        from libdesk.app.processors import load_processors
        from libdesk.services.dating import Dating

        load_processors()  # before the first record of a computer is shown
        rules = self.rules()
        dating = Dating(self._open_unit, lambda: self._rules_of(rules.rules()), rules.print_of)
        return dating.tend()

    def show_rules(self) -> None:
        """Open the rules."""
        from libdesk.ui.equipment.rules_page import RulesPage, RulesParts

        page = RulesPage(RulesParts(self.rules(), now), self._tasks, self._look)
        page.changed.connect(self.begin)
        page.left.connect(self._close)
        self._open(page)

    def show_fleet(self) -> None:
        """Open how mixed the computers of each branch are."""
        from libdesk.ui.equipment.fleet_panel import FleetPanel

        panel = FleetPanel(self._read_fleet, self._tasks, self._look)
        panel.items_requested.connect(self._on_items)
        panel.print_requested.connect(self.print_requested)
        panel.left.connect(self._close)
        self._open(panel)

    def destinations(self) -> "Sequence[Destination]":
        """Return the ways to them, for Ctrl+K."""
        from libdesk.ui.go_to import Destination

        hint = self.tr("Equipment")
        return (
            Destination(self.tr("Rules for equipment"), hint, self.show_rules),
            Destination(self.tr("How mixed our computers are"), hint, self.show_fleet),
        )

    def _read_fleet(self) -> "Fleet":
        from libdesk.domain.fleet import fleet_mix
        from libdesk.ui.equipment.fleet_panel import Fleet

        rules = self.rules().rules()
        with self._open_unit() as unit:
            names = {branch.code: branch.name for branch in unit.places.branches()}
            return Fleet(fleet_mix(rules, unit.items.all()), names)

    def _open(self, page: "QWidget") -> None:
        self._window.cover(page)
        page.setFocus()

    def _close(self) -> None:
        self._window.cover(None)

    def _on_items(self, ids: object) -> None:
        self._close()
        self.items_requested.emit(ids)

    def _on_tended(self, others: int) -> None:
        if others:
            self.changed.emit()


def _rules_of(lifecycle: "Lifecycle") -> "Rules":
    from libdesk.app.item_rules import item_rules

    return item_rules(_today(), lifecycle)


def _today() -> date:
    return now().astimezone().date()


def _leave(_error: Exception) -> None:
    """Leave the days as they are: who opens the database tells what is the matter."""
