"""The tour through the room for donations: the list, an offer, the checker, policy and figures."""

from PySide6.QtWidgets import QWidget

from libdesk.app.donations_room import DonationsRoom
from libdesk.app.tour_steps import SETTLED, choose, enter, rows, settled
from libdesk.app.walking import Album, Steps, into_sight, press, to_top, visible
from libdesk.ui.donations.checker_pages import SpecEdit
from libdesk.ui.donations.checker_panel import CheckerPanel

_BACK, _FIRST = "Back to donations", "Write down the first offer"
_TYPED = "i7-4770 tower 2013"
"""The old tower of a resident."""


def donation_pages(window: QWidget, room: DonationsRoom, album: Album, scheme: str) -> Steps:
    """Look at the offers, write one down, and look at what it is judged by."""
    offers, new, *rest = room.destinations()
    offers.go()
    yield lambda: rows(window) > 0 or visible(window, _FIRST) is not None
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-donations-{scheme}")
    yield from _offer(window, album, scheme)
    new.go()
    yield lambda: window.findChild(SpecEdit) is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-donations-new-{scheme}")
    yield from _checker(window, album, scheme)
    for destination, name in zip(rest, ("policy", "costs"), strict=False):
        destination.go()
        yield lambda: visible(window, _BACK) is not None
        yield from settled(8 * SETTLED)
        album.take(window, f"desk-donations-{name}-{scheme}")
        press(window, _BACK)
        yield from settled(4 * SETTLED)


def _offer(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at one offer, at its letter, and at what became of its machines."""
    if not rows(window):
        return
    choose(window, 0)
    yield from settled(4 * SETTLED)
    if visible(window, "Letter") is None:
        # Large text leaves room for one thing at a time.
        enter(window)
        yield lambda: visible(window, "Letter") is not None
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-donations-offer-{scheme}")
    press(window, "Letter")
    yield lambda: visible(window, "Save as PDF…") is not None
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-donations-letter-{scheme}")
    press(window, _BACK)
    yield from settled(4 * SETTLED)
    for button, name in (
        ("Decide otherwise…", "decide"),
        ("What became of it…", "outcome"),
        ("Make the items…", "items"),
    ):
        if visible(window, button) is None:
            continue
        press(window, button)
        yield lambda: visible(window, "Leave it") is not None
        yield from settled(4 * SETTLED)
        into_sight(window, "Leave it")
        yield from settled()
        album.take(window, f"desk-donations-{name}-{scheme}")
        press(window, "Leave it")
        yield from settled()
    to_top(window)


def _checker(window: QWidget, album: Album, scheme: str) -> Steps:
    """Type what a resident said, see the verdict, and leave no trace."""
    panel, typed = window.findChild(CheckerPanel), window.findChild(SpecEdit)
    if panel is None or typed is None:
        return
    typed.setPlainText(_TYPED)
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-donations-verdict-{scheme}")
    typed.setPlainText("")
    yield from settled(4 * SETTLED)
    press(window, _BACK)
    yield from settled(4 * SETTLED)
