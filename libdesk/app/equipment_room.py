"""The desk's Equipment room: put together when somebody first goes there; nobody begins with it."""

import platform
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from libdesk.app.late_database import LateDatabase
from libdesk.app.places import EQUIPMENT
from libdesk.app.site import now
from libdesk.services.errors import Refusal
from libdesk.services.places import Overview, Places
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.domain.records import Record
    from libdesk.services.equipment import Equipment, Rules
    from libdesk.ui.equipment.equipment_page import EquipmentPage
    from libdesk.ui.equipment.signs import SignText


class EquipmentRoom(QObject):
    """Furnishes the room on the first visit.

    Args:
        open_unit: the desk's database.
        tasks: the threads.
        window: shows the room.
        look: the theme.
        memory: remembers order, columns and the splitter.

    Signals:
        changed: items were changed: what forms are told of them is another.
        import_requested: read items from a list.
        save_list_requested: write the list to a file.
        print_requested: show what can be printed.
    """

    changed = Signal()
    import_requested = Signal()
    save_list_requested = Signal()
    print_requested = Signal()

    def __init__(
        self,
        open_unit: LateDatabase,
        tasks: Tasks,
        window: DeskWindow,
        look: Theme,
        memory: QSettings,
    ) -> None:
        super().__init__(window)
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._memory = memory
        self._equipment: Equipment | None = None
        self._page: EquipmentPage | None = None
        window.room_chosen.connect(self._on_room)
        window.sidebar.entered.connect(self._on_entered)
        self._on_room(window.chosen_room())

    def equipment(self) -> "Equipment":
        """Return what reads and changes the items, for whoever imports or prints them."""
        if self._equipment is None:
            from libdesk.services.equipment import Equipment

            who = f"IT ({platform.node()})"
            self._equipment = Equipment(self._open_unit, _rules, now, who)
        return self._equipment

    def page(self) -> "EquipmentPage":
        """Return the room's page, furnished by now."""
        if self._page is None:
            from libdesk.ui.equipment.equipment_page import EquipmentPage
            from libdesk.ui.equipment.parts import EquipmentParts

            parts = EquipmentParts(self._tasks, self.equipment(), self._names, now, _signs)
            self._page = EquipmentPage(parts, self._look, self._memory)
            self._page.changed.connect(self._on_changed)
            self._page.import_requested.connect(self.import_requested)
            self._page.save_list_requested.connect(self.save_list_requested)
            self._page.print_requested.connect(self.print_requested)
            self._window.set_page(EQUIPMENT, self._page)
        return self._page

    def open_item(self, tag: str) -> None:
        """Go there, to the item with this label."""
        self._window.sidebar.choose(EQUIPMENT)
        page = self.page()

        def on_found(records: tuple["Record", ...]) -> None:
            if records:
                page.open_item(records[0].id)
            else:
                words = self.tr("No item has the label {label} any more.")
                page.tell(Refusal(words.format(label=tag)))

        find = partial(self.equipment().find, tag)
        self._tasks.database(find, on_found, owner=page, failed=page.tell, key="find")

    def _on_room(self, place: int) -> None:
        if place == EQUIPMENT:
            self.page()

    def _on_entered(self, place: int) -> None:
        if place == EQUIPMENT:
            self.page().listing.panel.focus_items()

    def _on_changed(self) -> None:
        self.changed.emit()
        whole = Places(self._open_unit).overview
        show = self._window.show_overview
        page = self.page()
        self._tasks.database(whole, show, owner=page, failed=page.tell, key="names", quiet=True)

    def _names(self) -> Overview:
        """Read the branches' names; not all items, which the list reads as they are shown."""
        with self._open_unit() as unit:
            names = {branch.code: branch.name for branch in unit.places.branches()}
            return Overview(unit.desk.word("library"), names)


def _rules() -> "Rules":
    from libdesk.app.item_rules import item_rules

    return item_rules(_today())


def _signs(record: "Record") -> tuple["SignText", ...]:
    from libdesk.app.lifecycle_files import load_lifecycle
    from libdesk.domain.lifecycle import signs_of
    from libdesk.ui.equipment.signs import sign_texts

    return sign_texts(signs_of(load_lifecycle(), record, _today()))


def _today() -> date:
    return now().astimezone().date()
