"""The tour through loans: the page of all of them, its picture, a record's card, and the form."""

from PySide6.QtWidgets import QWidget

from libdesk.app.equipment_room import EquipmentRoom
from libdesk.app.hand_rooms import show_loans
from libdesk.app.tour_steps import SETTLED, settled
from libdesk.app.walking import Album, Steps, press, visible
from libdesk.ui.equipment.item_ways import MoreButton
from libdesk.ui.loans.month_view import MonthView
from libdesk.ui.widgets.scroll import bring_into_sight

_OUT, _FREE = "loan laptop 1", "loan laptop 2"


def loans_pages(window: QWidget, room: EquipmentRoom, album: Album, scheme: str) -> Steps:
    """Look at all loans, at one that is overdue, and at the form for the next one."""
    show_loans(room.hand)
    yield lambda: visible(window, "Take back") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-loans-{scheme}")
    press(window, "Damaged…")
    yield from settled()
    press(window, "Broken")
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-loans-back-{scheme}")
    press(window, "Leave it")
    press(window, "Edit…")
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-loans-edit-{scheme}")
    press(window, "Leave it")
    yield from settled()
    (month,) = window.findChildren(MonthView)
    bring_into_sight(month)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-loans-weeks-{scheme}")
    tags = _tags(month)
    press(window, "Back to the equipment")
    yield from settled()
    room.open_item(tags[_OUT])
    yield lambda: visible(window, "Take back") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-loan-card-{scheme}")
    room.open_item(tags[_FREE])
    yield lambda: visible(window, "Hand out") is not None
    yield from settled(4 * SETTLED)
    for more in window.findChildren(MoreButton):
        if more.isVisible():
            more.act("L")
    yield lambda: visible(window, "Lend it") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-lend-{scheme}")
    press(window, "Back to the equipment")
    yield from settled()


def _tags(month: MonthView) -> dict[str, str]:
    """Return the labels of the things in the picture by their names."""
    model = month.model()
    rows = (model.index(row, 0).data() for row in range(model.rowCount()))
    return {name: tag for tag, _, name in (row.partition(", ") for row in rows)}
