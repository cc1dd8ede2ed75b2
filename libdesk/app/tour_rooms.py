"""The tour through the rooms and closets: the list, a closet's condition, its photos."""

from PySide6.QtWidgets import QListWidget, QWidget

from libdesk.app.tour_steps import SETTLED, choose, enter, settled
from libdesk.app.walking import Album, Steps, into_sight, press, visible

_CLOSET = "Server room"
_NARROW_BACK = "Back to the list"


def rooms_pages(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at a closet and its photos, from the Library room and back to it."""
    press(window, "Rooms and closets")
    yield lambda: _row(window) >= 0
    yield from settled(4 * SETTLED)
    choose(window, _row(window))
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-rooms-{scheme}")
    if visible(window, "Looked over today") is None:
        # Large text leaves room for one thing at a time.
        enter(window)
        yield lambda: visible(window, "Looked over today") is not None
        yield from settled(8 * SETTLED)
        album.take(window, f"desk-room-{scheme}")
    yield lambda: visible(window, "Add photos or PDF…") is not None
    into_sight(window, "Add photos or PDF…")
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-room-photos-{scheme}")
    if visible(window, _NARROW_BACK) is not None:
        press(window, _NARROW_BACK)
        yield from settled()
    press(window, "What forms show")
    yield from settled()


def _row(window: QWidget) -> int:
    """Return where the closet stands in the list in sight; -1 where it does not."""
    for view in window.findChildren(QListWidget):
        if view.isVisible():
            names = [view.item(row).text() for row in range(view.count())]
            return names.index(_CLOSET) if _CLOSET in names else -1
    return -1
