"""What the Equipment room works with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from libdesk.domain.records import Record
from libdesk.services.equipment import Chosen, Equipment
from libdesk.services.places import Overview
from libdesk.services.stand_ins import StandIns
from libdesk.ui.equipment.signs import SignText
from libdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from libdesk.domain.requirements import Clash
    from libdesk.ui.equipment.item_ways import ItemWay
    from libdesk.ui.equipment.list_ways import ListWay


def _no_clash(_system: str, _version: str) -> "tuple[Clash, ...]":
    return ()


def _no_signs(_record: Record) -> tuple[SignText, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class EquipmentParts:
    """What the room works with.

    Attributes:
        tasks: runs work away from the GUI thread.
        equipment: the use cases.
        stand_ins: swaps spares in and back.
        overview: reads the library's names; asked on the database's thread.
        now: tells the time (aware, UTC).
        signs: what an item's dates say to whoever reads its record.
        cards: each makes what stands below a record, such as its reports; None where it has
            nothing to show of this one.
        against_system: returns what stands against a system, by its name and version; asked on
            the database's thread.
        ways: what else can be done with an item, in the order of its menu.
        list_ways: what else can be done from the list; its menu is filled by whoever brings them.
    """

    tasks: Tasks
    equipment: Equipment
    stand_ins: StandIns
    overview: Callable[[], Overview]
    now: Callable[[], datetime]
    signs: Callable[[Record], tuple[SignText, ...]] = _no_signs
    cards: "Sequence[Callable[[Chosen], QWidget | None]]" = ()
    against_system: "Callable[[str, str], Sequence[Clash]]" = _no_clash
    ways: "Sequence[ItemWay]" = ()
    list_ways: "Sequence[ListWay]" = ()

    def today(self) -> date:
        """Return the reader's day."""
        return self.now().astimezone().date()
