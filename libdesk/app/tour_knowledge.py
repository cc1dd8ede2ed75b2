"""The tour through the How-to room: a sheet, its form, a checklist, the terms."""

from PySide6.QtWidgets import QWidget

from libdesk.app.tour_steps import SETTLED, choose, enter, rows, settled
from libdesk.app.walking import Album, Steps, press, visible


def knowledge_pages(window: QWidget, album: Album, scheme: str) -> Steps:
    """Read a sheet, begin to change it, read a checklist."""
    press(window, "How-to")
    yield lambda: visible(window, "New sheet…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-how-to-{scheme}")
    if visible(window, "Change…") is None:
        # Large text leaves room for one thing at a time.
        enter(window)
        yield lambda: visible(window, "Change…") is not None
        yield from settled(4 * SETTLED)
        album.take(window, f"desk-sheet-{scheme}")
    press(window, "Change…")
    yield lambda: visible(window, "Cancel") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-sheet-form-{scheme}")
    press(window, "Cancel")
    yield from _back(window)
    choose(window, rows(window) - 1)
    yield from settled(4 * SETTLED)
    if visible(window, "Change…") is None:
        enter(window)
        yield from settled(4 * SETTLED)
    album.take(window, f"desk-checklist-{scheme}")
    yield from _back(window)
    press(window, "Terms")
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-terms-{scheme}")
    press(window, "Sheets")
    yield from settled()


def _back(window: QWidget) -> Steps:
    yield from settled()
    if visible(window, "Back to the list") is not None:
        press(window, "Back to the list")
        yield from settled()
