"""The tour through setting machines up: the card on a record, a checklist, what is under way."""

from PySide6.QtWidgets import QWidget

from libdesk.app.equipment_room import EquipmentRoom
from libdesk.app.hand_rooms import show_set_ups
from libdesk.app.tour_steps import SETTLED, settled
from libdesk.app.walking import Album, Steps, into_sight, press, visible

_UNDER_WAY, _BACK = "LV-1031", "LV-1005"


def reimaging_pages(window: QWidget, room: EquipmentRoom, album: Album, scheme: str) -> Steps:
    """Read of a machine that is set up, go on with it, look at the list, at one that is back."""
    for tag, name in ((_BACK, "done"), (_UNDER_WAY, "card")):
        room.open_item(tag)
        yield from settled(8 * SETTLED)
        into_sight(window, "Setting it up")
        yield from settled()
        album.take(window, f"desk-re-image-{name}-{scheme}")
    if visible(window, "Go on") is not None:
        press(window, "Go on")
        yield lambda: visible(window, "Back into service") is not None
        yield from settled(8 * SETTLED)
        album.take(window, f"desk-re-image-{scheme}")
        into_sight(window, "The branch knows that it is back")
        yield from settled()
        album.take(window, f"desk-re-image-end-{scheme}")
        press(window, "Back to the equipment")
        yield from settled()
    show_set_ups(room.hand)
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-re-image-list-{scheme}")
    press(window, "Back to the equipment")
    yield from settled()
