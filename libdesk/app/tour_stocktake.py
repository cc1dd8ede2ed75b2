"""The tour through counting day: the counts, one under way, a pasted list, decisions, the test."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from libdesk.app.hand_rooms import HandRoom
from libdesk.app.stocktake_room import StocktakeRoom
from libdesk.app.tour_steps import SETTLED, choose, rows, settled
from libdesk.app.walking import Album, Steps, press, to_top, type_into, visible
from libdesk.domain.place_codes import place_code
from libdesk.domain.scanner_checks import Arrival
from libdesk.domain.stocktake import StocktakeState
from libdesk.ui.stocktake.keeper import Keeper
from libdesk.ui.stocktake.shown_rows import View
from libdesk.ui.stocktake.stocktake_page import StocktakePage
from libdesk.ui.stocktake.tones import Tones

_BACK = "Back to the equipment"


def stocktake_pages(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at the counts, scan into the one that is under way, read how another ended.

    The list of counts is in sight already.
    """
    yield lambda: visible(window, "Begin a count…") is not None
    yield lambda: rows(window) > 0
    page = window.findChild(StocktakePage)
    if page is None:
        return
    for tones in window.findChildren(Tones):
        tones.mute()
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-counts-{scheme}")
    press(window, "Begin a count…")
    yield lambda: visible(window, "Begin to count") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-count-form-{scheme}")
    press(window, "Only some rooms…")
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-count-rooms-{scheme}")
    press(window, "Cancel")
    yield lambda: visible(window, "Begin a count…") is not None
    yield from settled(4 * SETTLED)
    yield from _under_way(window, page, album, scheme)
    yield from _ended(window, page, album, scheme)
    yield from _test(window, page, album, scheme)
    press(window, _BACK)
    yield from settled(4 * SETTLED)


def show_counts(rooms: Sequence[HandRoom]) -> None:
    """Go to counting day."""
    for room in rooms:
        if isinstance(room, StocktakeRoom):
            room.show()


def empty_counts_page(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at the counts of a library that has none; they are in sight already."""
    yield lambda: visible(window, "Begin a count…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-empty-counts-{scheme}")
    press(window, _BACK)
    yield from settled()


def _under_way(window: QWidget, page: StocktakePage, album: Album, scheme: str) -> Steps:
    """Scan something that is not where its record says, and paste a list."""
    yield from _open(window, page, StocktakeState.OPEN)
    yield lambda: visible(window, "Undo last scan") is not None
    yield from settled(4 * SETTLED)
    to_top(window)
    album.take(window, f"desk-count-{scheme}")
    place, strangers = _place_and_strangers(page.keeper)
    page.count.taking.scan(Arrival(place))
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-count-place-{scheme}")
    page.count.taking.scan(Arrival(strangers[0]))
    yield from settled(8 * SETTLED)
    to_top(window)
    album.take(window, f"desk-count-misplaced-{scheme}")
    page.count.show_view(View.MISSING)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-count-missing-{scheme}")
    page.count.show_view(View.SEEN)
    press(window, "Paste a list…")
    yield lambda: visible(window, "Count these") is not None
    type_into(window, "The list", "\n".join((place, *strangers[:3], "BK-20417")))
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-count-paste-{scheme}")
    press(window, "Count these")
    yield lambda: visible(window, "Take this list back") is not None
    yield from settled(4 * SETTLED)
    to_top(window)
    album.take(window, f"desk-count-pasted-{scheme}")
    press(window, "Back to the count")
    yield from settled(4 * SETTLED)
    press(window, "All counts")
    yield lambda: visible(window, "Begin a count…") is not None
    yield from settled(8 * SETTLED)


def _ended(window: QWidget, page: StocktakePage, album: Album, scheme: str) -> Steps:
    """Read how a count ended."""
    yield from _open(window, page, StocktakeState.FINISHED)
    yield lambda: visible(window, "Print the result…") is not None
    yield from settled(4 * SETTLED)
    to_top(window)
    album.take(window, f"desk-count-result-{scheme}")
    press(window, "All counts")
    yield lambda: visible(window, "Begin a count…") is not None
    yield from settled(4 * SETTLED)


def _test(window: QWidget, page: StocktakePage, album: Album, scheme: str) -> Steps:
    """Try a scanner that is fine, and one that is set for another keyboard."""
    press(window, "Test the scanner…")
    yield lambda: visible(window, "Hear “found”") is not None
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-scanner-test-{scheme}")
    label = next(iter(page.keeper.count.listing.items.values())).tag
    page.test.check(Arrival(label.replace("-", "ß"), (4.0,) * (len(label) - 1)))
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-scanner-keyboard-{scheme}")
    page.test.check(Arrival(f"~{label}", (4.0,) * len(label)))
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-scanner-prefix-{scheme}")
    press(window, "Back")
    yield from settled()


def _open(window: QWidget, page: StocktakePage, state: StocktakeState) -> Steps:
    """Go into the first count that has come so far."""
    row = next((at for at, one in enumerate(page.counts.lines()) if one is state), 0)
    choose(window, row)
    yield from settled()
    press(window, "Open")


def _place_and_strangers(keeper: Keeper) -> tuple[str, tuple[str, ...]]:
    """Return the code of a place that is counted, and labels of things that stand elsewhere."""
    listing = keeper.count.listing
    spot = next((one for one in keeper.opened.spots if one.room), keeper.opened.spots[0])
    strangers = (
        one.tag
        for one in listing.items.values()
        if one.spot.branch and one.spot.branch != spot.branch
    )
    return place_code(spot.branch, spot.room), tuple(strangers)
