"""The way the tour goes through the desk, page by page, and what all ways have in common."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QWidget

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.tour_donations import donation_pages
from libdesk.app.tour_equipment import empty_equipment_page, equipment_pages
from libdesk.app.tour_first_run import first_run_pages
from libdesk.app.tour_imports import import_pages
from libdesk.app.tour_knowledge import knowledge_pages
from libdesk.app.tour_library import TourLibrary
from libdesk.app.tour_on_foot import on_foot_pages
from libdesk.app.tour_planning import planning_pages
from libdesk.app.tour_rooms import rooms_pages
from libdesk.app.tour_rules import registration_page, rules_pages
from libdesk.app.tour_steps import SETTLED, choose, closed, dialog, enter, rows, settled, trigger
from libdesk.app.tour_stocktake import empty_counts_page, show_counts
from libdesk.app.tour_troubles import other_desks, troubles
from libdesk.app.walking import Album, Steps, into_sight, press, to_top, type_into, visible
from libdesk.settings import Site
from libdesk.ui.inbox.cards import Cards
from libdesk.ui.papers.page_view import PageView

_NEVER_MS = 3_600_000
_RARER = {
    "Note to yourself": "note",
    "More urgent": "urgency",
    "Tell every form": "tell",
    "Delete": "delete",
}
"""The moves behind "More…", each with the name of its picture."""

_HARD_WORDS = (
    "Thank you for telling us. You should have used the SSID on the left of the list. "
    "We will deploy a patch for the software, and re-image the PC."
)
"""What the tour writes, so that there is something to make plainer."""

_DESK_SIZE = (1340, 800)


def desk_pages(app: QApplication, library: TourLibrary, album: Album, scheme: str) -> Steps:
    """Walk through the desk, then through one that has nothing in it yet."""
    parts = DeskParts(
        data=library.data,
        database=library.data.database,
        site=library.site,
        dark=scheme == "dark",
        collect_every_ms=_NEVER_MS,
    )
    desk = Desk(app, parts)
    window = desk.window
    window.resize(*_DESK_SIZE)
    desk.show()
    yield lambda: rows(window) > 0
    yield from settled(4 * SETTLED)
    choose(window, 0)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-today-{scheme}")
    yield from _today(window, album, scheme)
    press(window, "Inbox")
    yield lambda: visible(window, "Needs me") is not None
    yield from settled(4 * SETTLED)
    yield from _inbox(window, album, scheme)
    yield from _cards(window, album, scheme)
    yield from _papers(app, window, album, scheme)
    yield from equipment_pages(window, album, scheme)
    yield from knowledge_pages(window, album, scheme)
    yield from planning_pages(window, album, scheme)
    if desk.rooms is not None:
        lists = desk.rooms.equipment_room.lists
        yield from import_pages(app, lists, library.root, album, scheme)
        yield from rules_pages(window, desk.rooms.rules_room, album, scheme)
        yield from registration_page(window, desk.rooms.equipment_room, album, scheme)
        yield from on_foot_pages(window, desk.rooms.equipment_room, album, scheme)
        yield from donation_pages(window, desk.rooms.donations_room, album, scheme)
    press(window, "Library")
    yield lambda: visible(window, "Save phone and name") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-library-{scheme}")
    yield from rooms_pages(window, album, scheme)
    yield from _rest(app, window, album, scheme)
    yield from troubles(app, desk, album, scheme)
    yield from closed(desk)
    yield from other_desks(app, parts, library, album, scheme)
    empty = replace(parts, data=library.empty, database=library.empty.database)
    yield from _empty(app, empty, album, scheme)
    fresh = library.fresh
    yield from first_run_pages(
        app, replace(parts, data=fresh, database=fresh.database, site=Site()), album, scheme
    )


def _empty(app: QApplication, parts: DeskParts, album: Album, scheme: str) -> Steps:
    """Walk through a desk that has nothing in it yet."""
    empty = Desk(app, parts)
    empty.window.resize(*_DESK_SIZE)
    empty.show()
    yield lambda: visible(empty.window, "Inbox") is not None
    yield from settled(4 * SETTLED)
    album.take(empty.window, f"desk-empty-today-{scheme}")
    press(empty.window, "Inbox")
    yield lambda: visible(empty.window, "File a test report") is not None
    yield from settled()
    album.take(empty.window, f"desk-empty-{scheme}")
    yield from empty_equipment_page(empty.window, album, scheme)
    if empty.rooms is not None:
        show_counts(empty.rooms.equipment_room.hand)
        yield from empty_counts_page(empty.window, album, scheme)
    yield from closed(empty)


def _today(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at a line that is no problem, put it off, and look where one can go."""
    choose(window, rows(window) - 1)
    yield from settled(4 * SETTLED)
    if visible(window, "Later…") is None:
        enter(window)
        yield from settled(4 * SETTLED)
    album.take(window, f"desk-today-thing-{scheme}")
    press(window, "Later…")
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-today-later-{scheme}")
    yield from _back_to_list(window)
    choose(window, 0)
    yield from settled(4 * SETTLED)
    press(window, "Go to")
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-go-to-{scheme}")
    press(window, "Go to")


def _rest(app: QApplication, window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at the copies, and at what runs here."""
    press(window, "Backups")
    yield lambda: visible(window, "Back up now") is not None
    press(window, "Back up now")
    yield lambda: visible(window, "Restore…") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-backups-{scheme}")
    press(window, "About LibDesk")
    yield from settled(4 * SETTLED)
    yield from dialog(app, album, f"desk-about-{scheme}")


def _inbox(window: QWidget, album: Album, scheme: str) -> Steps:
    """Read a problem, let it wait, search."""
    choose(window, 1)
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-inbox-{scheme}")
    if visible(window, "Waiting…") is None:
        # Large text leaves room for one thing at a time.
        enter(window)
        yield lambda: visible(window, "Waiting…") is not None
        yield from settled(4 * SETTLED)
        album.take(window, f"desk-problem-{scheme}")
    yield from _plain_words(window, album, scheme)
    press(window, "Waiting…")
    yield from settled()
    album.take(window, f"desk-waiting-{scheme}")
    press(window, "Back")
    yield from settled()
    press(window, "Fixed…")
    yield from settled()
    album.take(window, f"desk-fixed-{scheme}")
    press(window, "Back")
    yield from settled()
    for words, name in _RARER.items():
        trigger(window, words)
        yield from settled()
        album.take(window, f"desk-{name}-{scheme}")
        press(window, "Back")
        yield from settled()
    yield from _back_to_list(window)
    yield from _search(window, album, scheme)


def _plain_words(window: QWidget, album: Album, scheme: str) -> Steps:
    """Write an answer that could be plainer, and look at what is offered."""
    type_into(window, "Answer", _HARD_WORDS)
    yield lambda: visible(window, "Use Wi-Fi name") is not None
    yield from settled(4 * SETTLED)
    press(window, "Explain SSID")
    yield from settled(4 * SETTLED)
    into_sight(window, "Use Wi-Fi name")
    yield from settled()
    album.take(window, f"desk-plain-words-{scheme}")
    press(window, "Close")
    type_into(window, "Answer", "")
    yield from settled(4 * SETTLED)
    to_top(window)


def _search(window: QWidget, album: Album, scheme: str) -> Steps:
    """Look for words in all views."""
    press(window, "Waiting")
    yield from settled(4 * SETTLED)
    type_into(window, "Search", "printer")
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-search-{scheme}")
    type_into(window, "Search", "")
    press(window, "Needs me")
    yield from settled(4 * SETTLED)


def _cards(window: QWidget, album: Album, scheme: str) -> Steps:
    """Open the cards beside the list."""
    press(window, "Show only some")
    yield lambda: visible(window, "In the last week") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-filter-{scheme}")
    press(window, "Close")
    yield from _back_to_list(window)
    press(window, "Somebody asked in person")
    yield lambda: visible(window, "Put it into the inbox") is not None
    yield from settled()
    type_into(window, "What did they say", "The screen in the story room stays black.")
    yield from settled()
    album.take(window, f"desk-walk-in-{scheme}")
    press(window, "Back")
    yield from _back_to_list(window)
    cards = window.findChild(Cards)
    if cards is None:
        return
    cards.show_keys()
    yield lambda: visible(window, "Close") is not None
    yield from settled()
    album.take(window, f"desk-keys-{scheme}")
    press(window, "Close")
    yield from _back_to_list(window)
    choose(window, 0)
    yield from settled(8 * SETTLED)
    cards.show_join()
    yield lambda: visible(window, "Join") is not None
    yield from settled(4 * SETTLED)
    album.take(window, f"desk-join-{scheme}")
    press(window, "Back")
    yield from _back_to_list(window)


def _papers(app: QApplication, window: QWidget, album: Album, scheme: str) -> Steps:
    """Look at what can be printed of the problem that is read."""
    choose(window, 0)
    yield from settled(4 * SETTLED)
    press(window, "Print")
    yield lambda: any(_is_read(one) for one in app.topLevelWidgets())
    yield from dialog(app, album, f"desk-papers-{scheme}")


def _is_read(window: QWidget) -> bool:
    """Say whether a page is shown in a window, and its words are there for whoever hears them."""
    view = window.findChild(PageView)
    return view is not None and ". " in view.accessibleDescription()


def _back_to_list(window: QWidget) -> Steps:
    yield from settled()
    if visible(window, "Back to the list") is not None:
        press(window, "Back to the list")
        yield from settled()
