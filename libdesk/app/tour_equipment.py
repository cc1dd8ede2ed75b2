"""The tour through the Equipment room: the list in groups, a record, its form, many at once."""

from PySide6.QtWidgets import QWidget

from libdesk.app.tour_steps import SETTLED, choose, enter, rows, settled
from libdesk.app.walking import Album, Steps, press, type_into, visible
from libdesk.ui.equipment.equipment_page import EquipmentPage


def equipment_pages(window: QWidget, album: Album, scheme: str) -> Steps:
    """Read an item, begin to change it, set something for several, narrow the list."""
    press(window, "Equipment")
    yield lambda: visible(window, "New item") is not None
    yield lambda: rows(window) > 0
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-equipment-{scheme}")
    page = window.findChild(EquipmentPage)
    if page is None:
        return
    page.listing.panel.turn_group()
    yield from settled(4 * SETTLED)
    choose(window, 2)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-equipment-groups-{scheme}")
    if visible(window, "Change…") is None:
        # Large text leaves room for one thing at a time.
        enter(window)
        yield lambda: visible(window, "Change…") is not None
        yield from settled(4 * SETTLED)
        album.take(window, f"desk-item-{scheme}")
    press(window, "Change…")
    yield lambda: visible(window, "Cancel") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-item-form-{scheme}")
    press(window, "Cancel")
    yield from _back(window)
    yield from _swap(window, album, scheme)
    yield from _many(page, window, album, scheme)
    press(window, "Show only some")
    yield lambda: visible(window, "Close") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-equipment-filter-{scheme}")
    press(window, "Close")
    yield from _back(window)


def empty_equipment_page(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at the room of a library that has no item yet."""
    press(window, "Equipment")
    yield lambda: visible(window, "Add one item…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-empty-equipment-{scheme}")


def _swap(window: QWidget, album: Album, scheme: str) -> Steps:
    """Choose what stands in for an item, and read of one that something stands in for."""
    if visible(window, "Swap in a spare…") is None:
        enter(window)
        yield lambda: visible(window, "Swap in a spare…") is not None
    press(window, "Swap in a spare…")
    yield lambda: visible(window, "Close") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-equipment-swap-{scheme}")
    press(window, "Close")
    yield from _back(window)
    type_into(window, "Search", "LV-1012")
    yield lambda: rows(window) == 2  # the branch, and the one item
    choose(window, 1)
    yield from settled(4 * SETTLED)
    if visible(window, "Swap back") is None:
        enter(window)
        yield from settled(4 * SETTLED)
    album.take(window, f"desk-equipment-stand-in-{scheme}")
    yield from _back(window)
    type_into(window, "Search", "")
    yield from settled(8 * SETTLED)


def _many(page: EquipmentPage, window: QWidget, album: Album, scheme: str) -> Steps:
    """Choose all items, and look at both ways to change them."""
    page.listing.items.selectAll()
    yield from settled()
    for name, picture in (("Change these", "change"), ("Move these", "move")):
        press(window, name)
        yield lambda: visible(window, "Cancel") is not None
        yield from settled(4 * SETTLED)
        album.take(window, f"desk-equipment-{picture}-{scheme}")
        press(window, "Cancel")
        yield from _back(window)


def _back(window: QWidget) -> Steps:
    yield from settled()
    if visible(window, "Back to the list") is not None:
        press(window, "Back to the list")
        yield from settled()
