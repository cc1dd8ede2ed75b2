"""The desk's room for donations: it appears when first used, and is furnished on a visit."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from libdesk.app.donation_covers import DonationCovers
from libdesk.app.donation_parts import DonationParts
from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.places import DONATIONS
from libdesk.app.rules_room import RulesRoom
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from libdesk.domain.donations import OfferId
    from libdesk.ui.donations.donations_page import DonationsPage
    from libdesk.ui.go_to import Destination


class DonationsRoom(QObject):
    """Furnishes the room on the first visit.

    Args:
        with_work: the desk's database, and the threads.
        parts: what the desk runs on.
        window: shows the room.
        look: the theme.
        memory: remembers the paper size, the folder, and the language of letters.
        rules: the library's rules of equipment.

    Attributes:
        parts: what its pages work with.

    Signals:
        changed: something was stored.
        paper_requested: what returns certain papers to be offered; see PapersRoom.open_with.
    """

    changed = Signal()
    paper_requested = Signal(object)

    def __init__(
        self,
        with_work: tuple[LateDatabase, Tasks],
        parts: DeskParts,
        window: DeskWindow,
        look: Theme,
        memory: QSettings,
        rules: RulesRoom,
    ) -> None:
        super().__init__(window)
        self._open_unit, self._tasks = with_work
        self._window = window
        self._look = look
        self.parts = DonationParts(with_work, parts, look, memory, rules)
        self._page: DonationsPage | None = None
        self._covers = DonationCovers(self.parts, self._tasks, window, look)
        self._covers.changed.connect(self._on_changed)
        self._covers.left.connect(self._on_left)
        self._covers.paper_requested.connect(self.paper_requested)
        window.room_chosen.connect(self._on_room)
        window.sidebar.entered.connect(self._on_entered)
        self._on_room(window.chosen_room())

    def begin(self) -> None:
        """Show the way to the room where something is in it; the database is open."""
        self._tasks.database(self._is_used, self._on_used, owner=self, failed=_leave, quiet=True)

    def page(self) -> "DonationsPage":
        """Return the room's page, furnished by now."""
        if self._page is None:
            # Imported here: the desk's start has no use for any of it.
            from libdesk.ui.donations.donations_page import DonationsPage

            page = DonationsPage(self.parts.page, self._tasks, self._look)
            covers = self._covers
            page.changed.connect(self._on_changed)
            page.new_requested.connect(covers.show_new)
            page.edit_requested.connect(covers.show_checker)
            page.letter_requested.connect(lambda kept: covers.show_letter(kept.offer.id))
            page.policy_requested.connect(covers.show_policy)
            page.costs_requested.connect(covers.show_costs)
            page.print_requested.connect(covers.print_policy)
            self._page = page
            self._window.set_page(DONATIONS, page)
        return self._page

    def show_offer(self, offer_id: int) -> None:
        """Go to an offer."""
        from libdesk.domain.donations import OfferId

        self._window.sidebar.choose(DONATIONS)
        self.page().show_one(OfferId(offer_id))

    def show_policy(self) -> None:
        """Go there, and show the library's policy."""
        self._go(self._covers.show_policy)

    def destinations(self) -> "Sequence[Destination]":
        """Return where Ctrl+K goes of donations, with other words that people may type."""
        from libdesk.ui.go_to import Destination

        hint, covers = self.tr("Donations"), self._covers
        return (
            Destination(
                self.tr("Offers of computers"),
                hint,
                partial(self._window.sidebar.choose, DONATIONS),
                self.tr("donations gift given donor old computer offers letter thank tax receipt"),
            ),
            Destination(
                self.tr("New offer of a computer"),
                hint,
                partial(self._go, covers.show_new),
                self.tr("donation gift donor old computer check may we take this accept decline"),
            ),
            Destination(
                self.tr("Donation policy"),
                hint,
                self.show_policy,
                self.tr("gift rules what we take thresholds points who may say yes board"),
            ),
            Destination(
                self.tr("What accepting a gift costs"),
                hint,
                partial(self._go, covers.show_costs),
                self.tr("donation figures hourly rate prices refurbished new cost to accept"),
            ),
        )

    def _go(self, show: "Callable[[], None]") -> None:
        self._window.sidebar.choose(DONATIONS)
        show()

    def _on_left(self, offer: "OfferId | None") -> None:
        page = self.page()
        if offer is None:
            page.read()
        else:
            page.show_one(offer)
        page.focus_first()

    def _on_changed(self) -> None:
        self._window.sidebar.offer_room(DONATIONS)
        self.changed.emit()

    def _is_used(self) -> bool:
        from libdesk.services.donation_stores import OfferFilter

        with self._open_unit() as unit:
            return bool(unit.donations.policies() or unit.donations.list(OfferFilter()))

    def _on_used(self, is_used: bool) -> None:  # noqa: FBT001 - what was read
        if is_used:
            self._window.sidebar.offer_room(DONATIONS)

    def _on_room(self, place: int) -> None:
        if place == DONATIONS:
            self.page()

    def _on_entered(self, place: int) -> None:
        """Put the hands where the room's keys work."""
        if place == DONATIONS:
            self.page().focus_first()


def _leave(_error: Exception) -> None:
    """Leave the way hidden: who opens the database tells what is the matter."""
