"""The tour through what is done with equipment on foot, room by room."""

from PySide6.QtWidgets import QWidget

from libdesk.app.equipment_room import EquipmentRoom
from libdesk.app.tour_disposal import disposal_pages
from libdesk.app.tour_labels import labels_pages
from libdesk.app.tour_loans import loans_pages
from libdesk.app.tour_reimaging import reimaging_pages
from libdesk.app.tour_stocktake import show_counts, stocktake_pages
from libdesk.app.walking import Album, Steps


def on_foot_pages(window: QWidget, room: EquipmentRoom, album: Album, scheme: str) -> Steps:
    """Look at labels, counting days, loans, machines that are set up, and what leaves."""
    yield from labels_pages(window, room.hand, album, scheme)
    show_counts(room.hand)
    yield from stocktake_pages(window, album, scheme)
    yield from loans_pages(window, room, album, scheme)
    yield from reimaging_pages(window, room, album, scheme)
    yield from disposal_pages(window, room, album, scheme)
