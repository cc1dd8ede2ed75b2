"""The tour through the room for planned work: the calendar, a clash, the register, the outages."""

from PySide6.QtWidgets import QWidget

from libdesk.app.tour_steps import SETTLED, choose, enter, rows, settled
from libdesk.app.walking import Album, Steps, into_sight, press, to_top, visible


def planning_pages(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at planned work, at what stands against it, and at what was away."""
    press(window, "Planned work")
    yield lambda: visible(window, "New planned change…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-planned-{scheme}")
    choose(window, min(1, rows(window) - 1))
    yield from settled(4 * SETTLED)
    yield from _open(window, "Leave it as it was")
    into_sight(window, "Leave it as it was")
    yield from settled()
    album.take(window, f"desk-planned-clash-{scheme}")
    to_top(window)
    yield from settled()
    if visible(window, "Tell staff…") is not None:
        press(window, "Tell staff…")
        yield from settled(4 * SETTLED)
        album.take(window, f"desk-planned-tell-{scheme}")
        press(window, "Back")
    yield from _back(window)
    press(window, "Won’t work with")
    yield lambda: visible(window, "New entry…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-register-{scheme}")
    press(window, "Outages")
    yield lambda: visible(window, "New outage…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-outages-{scheme}")
    press(window, "Outages by month")
    yield lambda: visible(window, "Print the log…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-outages-months-{scheme}")


def _open(window: QWidget, button: str) -> Steps:
    if visible(window, button) is None:
        # Large text leaves room for one thing at a time.
        enter(window)
        yield lambda: visible(window, button) is not None
        yield from settled(4 * SETTLED)


def _back(window: QWidget) -> Steps:
    yield from settled()
    if visible(window, "Back to the list") is not None:
        press(window, "Back to the list")
        yield from settled()
