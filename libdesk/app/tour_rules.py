"""The tour through the pages of equipment that cover all rooms: rules, fleet, registrations."""

from PySide6.QtWidgets import QWidget

from libdesk.app.equipment_room import EquipmentRoom
from libdesk.app.rules_room import RulesRoom
from libdesk.app.tour_steps import SETTLED, settled
from libdesk.app.walking import Album, Steps, press, visible


def registration_page(window: QWidget, room: EquipmentRoom, album: Album, scheme: str) -> Steps:
    """Look at a computer that registered itself, and go back."""
    room.show_registrations()
    yield lambda: visible(window, "Add as a new item") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-registered-{scheme}")
    press(window, "Back to the equipment")
    yield from settled()


def rules_pages(window: QWidget, room: RulesRoom, album: Album, scheme: str) -> Steps:
    """Look at both tables with their forms, and at the odd ones out."""
    room.show_rules()
    yield lambda: visible(window, "Add a kind") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-rules-kinds-{scheme}")
    press(window, "Systems")
    yield lambda: visible(window, "Add a release") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-rules-systems-{scheme}")
    press(window, "Add a release")
    yield lambda: visible(window, "Cancel") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-rules-form-{scheme}")
    press(window, "Back to the equipment")
    yield from settled()
    room.show_fleet()
    yield lambda: visible(window, "Print…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-fleet-{scheme}")
    press(window, "Back to the equipment")
    yield from settled()
