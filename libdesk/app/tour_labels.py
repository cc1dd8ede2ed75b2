"""The tour through labels: the page, with Code 128 and with QR, and some sheets as PDF."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from libdesk.app.hand_rooms import HandRoom
from libdesk.app.label_files import load_sheets
from libdesk.app.label_press import LabelPress
from libdesk.app.labels_room import LabelsRoom
from libdesk.app.site import now
from libdesk.app.tour_steps import SETTLED, settled
from libdesk.app.walking import Album, Steps, into_sight, press, to_top, visible
from libdesk.domain.item_lists import ItemFilter, ItemOrder
from libdesk.domain.label_codes import Symbol
from libdesk.domain.labels import Part
from libdesk.services.labels import Labels
from libdesk.services.stores import OpenUnit
from libdesk.ui.label_sheets.labels_page import LabelsPage
from libdesk.ui.label_sheets.parts import Wishes
from libdesk.ui.papers.page_view import PageView

_SHEETS = (("5160", Symbol.CODE_128), ("L7160", Symbol.QR), ("62 x 29 mm roll", Symbol.QR))
_FEW = 3
"""Labels of the roll: more are alike."""


def labels_pages(window: QWidget, rooms: Sequence[HandRoom], album: Album, scheme: str) -> Steps:
    """Look at the labels of the whole list, and at those of places."""
    room = next(one for one in rooms if isinstance(one, LabelsRoom))
    press(window, "Equipment")
    yield lambda: visible(window, "New item") is not None
    room.open_list()
    yield lambda: _is_shown(window)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-labels-{scheme}")
    press(window, "QR code")
    yield from settled()
    into_sight(window, "Move right: more")
    press(window, "Move right: more")
    yield lambda: _is_shown(window)
    yield from settled(8 * SETTLED)
    album.take(window, f"desk-labels-qr-{scheme}")
    press(window, "Move right: less")
    press(window, "Code 128")
    yield from settled(4 * SETTLED)
    press(window, "Back to the equipment")
    yield from settled()
    room.open_places()
    yield lambda: _is_shown(window)
    to_top(window)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-labels-places-{scheme}")
    press(window, "Back to the equipment")
    yield lambda: visible(window, "New item") is not None
    yield from settled()


def label_papers(open_unit: OpenUnit) -> Iterator[tuple[str, bytes]]:
    """Yield the labels of the made-up library on some sheets, and a test page for each."""
    read = Labels(open_unit)
    items, places = read.of_list(ItemFilter(), ItemOrder()), read.of_places()
    press_ = LabelPress(now)
    sheets = load_sheets()
    for name, symbol in _SHEETS:
        sheet = sheets.get(name)
        labels = items.labels[:_FEW] if sheet.is_roll else items.labels
        wishes = Wishes(sheet, symbol, frozenset(Part))
        word = name.partition(" ")[0] if not sheet.is_roll else "roll"
        made = press_.make(labels, items.library, wishes, _no_rest)
        made.pages.close()
        yield f"labels-{word}", made.content
        made = press_.make_test(wishes)
        made.pages.close()
        yield f"labels-test-{word}", made.content
    wishes = Wishes(sheets.get("5160"), Symbol.CODE_128, start_at=4)
    made = press_.make(places.labels, places.library, wishes, _no_rest)
    made.pages.close()
    yield "labels-places", made.content


def _no_rest() -> None:
    """Go on at once: nobody waits."""


def _is_shown(window: QWidget) -> bool:
    page = window.findChild(LabelsPage)
    view = page.findChild(PageView) if page is not None else None
    if page is None or view is None:
        return False
    return page.is_made and ". " in view.accessibleDescription()
