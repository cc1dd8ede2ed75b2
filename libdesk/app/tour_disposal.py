"""The tour through wiping and disposal: each step of the way out, and the card below a record."""

from PySide6.QtWidgets import QListWidget, QWidget

from libdesk.app.equipment_room import EquipmentRoom
from libdesk.app.hand_rooms import list_ways
from libdesk.app.tour_steps import SETTLED, choose, enter, settled
from libdesk.app.walking import Album, Steps, into_sight, press, visible

_NARROW_BACK = "Back to the list"
_STEPS = (
    ("To be wiped", "wipe", "Keep the wipe record"),
    ("Ready to go", "ready", "It is gone"),
    ("Kept for a grant", "locked", ""),
    ("Gone this year", "gone", ""),
)


def disposal_pages(window: QWidget, room: EquipmentRoom, album: Album, scheme: str) -> Steps:
    """Look at each step with its form, and go back."""
    (way,) = [one for one in list_ways(room.hand) if "disposal" in one.words]
    way.act()
    yield lambda: visible(window, "To be wiped") is not None
    yield from settled(8 * SETTLED)
    for words, name, end in _STEPS:
        press(window, words)
        yield from settled(4 * SETTLED)
        choose(window, _last(window) if name == "wipe" else 0)
        yield from settled(4 * SETTLED)
        album.take(window, f"desk-disposal-{name}-{scheme}")
        if visible(window, "Open its record") is None:
            # Large text leaves room for one thing at a time.
            enter(window)
            yield lambda: visible(window, "Open its record") is not None
            yield from settled(4 * SETTLED)
            album.take(window, f"desk-disposal-{name}-open-{scheme}")
        if end:
            into_sight(window, end)
            yield from settled(4 * SETTLED)
            album.take(window, f"desk-disposal-{name}-end-{scheme}")
        if visible(window, _NARROW_BACK) is not None:
            press(window, _NARROW_BACK)
            yield from settled(4 * SETTLED)
    press(window, "To be wiped")
    yield from settled(4 * SETTLED)
    press(window, "Who decides…")
    yield lambda: visible(window, "Add a row") is not None
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-disposal-bands-{scheme}")
    press(window, "Back to the equipment")
    yield from settled()
    room.open_item("LV-1036")
    yield lambda: visible(window, "Wipe and dispose…") is not None
    yield from settled(8 * SETTLED)
    into_sight(window, "Wipe and dispose…", end=True)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-disposal-card-{scheme}")
    if visible(window, _NARROW_BACK) is not None:
        press(window, _NARROW_BACK)
        yield from settled()


def _last(window: QWidget) -> int:
    counts = [one.count() for one in window.findChildren(QListWidget) if one.isVisible()]
    return counts[0] - 1 if counts else 0
