"""The rooms of what is done with equipment on foot: what each needs, and what each adds.

They open over the list of equipment, from its menus, by Ctrl+K, or from an item's record. None of
them is loaded before somebody goes there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSettings

from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.rules_room import RulesRoom
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from libdesk.app.paper_offers import PaperOffers
    from libdesk.domain.item_lists import ItemFilter, ItemOrder
    from libdesk.domain.records import ItemId
    from libdesk.services.equipment import Chosen
    from libdesk.services.places import Overview
    from libdesk.ui.equipment.item_ways import ItemWay
    from libdesk.ui.equipment.list_ways import ListWay
    from libdesk.ui.papers.parts import PaperOffer

Card = Callable[["Chosen"], "QWidget | None"]
"""Makes what stands below a record; None where it has nothing to show of this one."""


@dataclass(frozen=True, slots=True)
class OverEquipment:
    """What such a room works with.

    Attributes:
        open_unit: the desk's database.
        tasks: the threads.
        parts: what the desk runs on.
        window: shows it.
        look: the theme.
        memory: remembers what somebody has set.
        rules: the library's rules of equipment.
        cover: shows a widget over all rooms, below a title and beside a way back.
        uncover: goes back to the list.
        changed: called when items were changed: list, record and forms are told.
        open_item: goes to the item with a label.
        chosen: returns the items that are chosen in the list, in its order; of a list that nobody
            has opened yet, none.
        asked: returns what the list shows, as it is asked for: its filter and its order.
        say: tells something below the list's head.
        tell: tells what went wrong.
        offer_undo: tells what was done below the list, and offers to take it back by what is given.
        papers: opens the window for papers on the offers that are returned.
    """

    open_unit: LateDatabase
    tasks: Tasks
    parts: DeskParts
    window: DeskWindow
    look: Theme
    memory: QSettings
    rules: RulesRoom
    cover: "Callable[[str, QWidget], None]"
    uncover: Callable[[], None]
    changed: Callable[[], None]
    open_item: Callable[[str], None]
    chosen: "Callable[[], tuple[ItemId, ...]]"
    asked: "Callable[[], tuple[ItemFilter, ItemOrder]]"
    say: Callable[[str], None]
    tell: Callable[[Exception], None]
    offer_undo: Callable[[str, Callable[[], None]], None]
    papers: "Callable[[Callable[[PaperOffers, Overview], tuple[PaperOffer, ...]]], None]"


class HandRoom(Protocol):
    """One of these rooms."""

    def item_ways(self) -> "Sequence[ItemWay]":
        """Return what can be done with one item."""

    def list_ways(self) -> "Sequence[ListWay]":
        """Return what stands in the menu of the whole list, and where Ctrl+K goes, with its act."""

    def cards(self) -> Sequence[Card]:
        """Return what makes the cards below a record."""


def hand_rooms(over: OverEquipment) -> tuple[HandRoom, ...]:
    """Return the rooms, in the order of the menus."""
    from libdesk.app.disposal_room import DisposalRoom
    from libdesk.app.labels_room import LabelsRoom
    from libdesk.app.loans_room import LoansRoom
    from libdesk.app.reimaging_room import ReimagingRoom
    from libdesk.app.stocktake_room import StocktakeRoom

    return (
        LabelsRoom(over),
        StocktakeRoom(over),
        LoansRoom(over),
        ReimagingRoom(over),
        DisposalRoom(over),
    )


def show_count(rooms: Sequence[HandRoom], stocktake: int) -> None:
    """Show a counting day."""
    from libdesk.app.stocktake_room import StocktakeRoom

    for room in rooms:
        if isinstance(room, StocktakeRoom):
            room.show_count(stocktake)


def show_loans(rooms: Sequence[HandRoom], loan_id: int = 0) -> None:
    """Go to all loans; with the id of one, to that."""
    from libdesk.app.loans_room import LoansRoom

    for room in rooms:
        if isinstance(room, LoansRoom):
            room.show(loan_id)


def show_set_ups(rooms: Sequence[HandRoom]) -> None:
    """Open what is being set up."""
    from libdesk.app.reimaging_room import ReimagingRoom

    for room in rooms:
        if isinstance(room, ReimagingRoom):
            room.show_running()


def many_ways(rooms: Sequence[HandRoom]) -> list[tuple[str, Callable[[], None]]]:
    """Return what can be done with all items that are chosen, each with its key and its act."""
    from PySide6.QtCore import QCoreApplication

    from libdesk.app.disposal_room import DisposalRoom
    from libdesk.app.labels_room import LabelsRoom

    found: list[tuple[str, Callable[[], None]]] = []
    for room in rooms:
        if isinstance(room, LabelsRoom):
            words = QCoreApplication.translate("labels", "Labels…  (t)")
            found.append((words, room.open_list))
        elif isinstance(room, DisposalRoom):
            words = QCoreApplication.translate("disposal", "Dispose…  (d)")
            found.append((words, room.show_chosen))
    return found


def list_ways(rooms: Sequence[HandRoom]) -> "list[ListWay]":
    """Return what all of them add to the menu of the whole list."""
    return [way for room in rooms for way in room.list_ways()]
