"""The desk's room for donations: it appears when first used, and is furnished on a visit."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.places import DONATIONS
from libdesk.app.rules_room import RulesRoom
from libdesk.app.site import load_guidance, now, who
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from libdesk.app.policy_offers import PolicyOffers
    from libdesk.domain.donations import OfferId
    from libdesk.services.donation_costs import DonationCosts
    from libdesk.services.donation_facts import DonationFacts
    from libdesk.services.donation_items import DonationItems
    from libdesk.services.donation_policies import DonationPolicies
    from libdesk.services.donation_stores import KeptOffer, OfferFilter
    from libdesk.services.donations import Donations
    from libdesk.ui.donations.checker_panel import CheckerParts
    from libdesk.ui.donations.costs_panel import CostsDraft
    from libdesk.ui.donations.donations_page import DonationsPage
    from libdesk.ui.donations.letter_parts import LetterParts
    from libdesk.ui.donations.policy_panel import PolicyDraft
    from libdesk.ui.equipment.photo_deeds import PhotosParts
    from libdesk.ui.go_to import Destination
    from libdesk.ui.papers.parts import PaperOffer


class DonationsRoom(QObject):
    """Furnishes the room on the first visit, and opens what stands over it.

    Args:
        with_work: the desk's database, and the threads.
        parts: what the desk runs on.
        window: shows the room.
        look: the theme.
        memory: remembers the paper size, the folder, and the language of letters.
        rules: the library's rules of equipment.

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
        self._parts = parts
        self._memory = memory
        self._rules = rules
        self._window = window
        self._look = look
        self._page: DonationsPage | None = None
        self._policy_drafts: list[PolicyDraft] = []
        self._costs_drafts: list[CostsDraft] = []
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
            from libdesk.ui.donations.donations_page import DonationsPage, DonationsParts
            from libdesk.ui.donations.offer_reader import OfferReader

            reader = OfferReader(self.donations, self.policies, lambda: self._costs.read().costs)
            parts = DonationsParts(reader, now, who(), self._items(), self._branches, self._photos)
            page = DonationsPage(parts, self._tasks, self._look)
            page.changed.connect(self._on_changed)
            page.new_requested.connect(self.show_new)
            page.edit_requested.connect(self._show_checker)
            page.letter_requested.connect(lambda kept: self.show_letter(kept.offer.id))
            page.policy_requested.connect(self.show_policy)
            page.costs_requested.connect(self.show_costs)
            page.print_requested.connect(self._print)
            self._page = page
            self._window.set_page(DONATIONS, page)
        return self._page

    def show_offer(self, offer_id: int) -> None:
        """Go to an offer."""
        from libdesk.domain.donations import OfferId

        self._window.sidebar.choose(DONATIONS)
        self.page().show_one(OfferId(offer_id))

    def show_new(self) -> None:
        """Write down a new offer."""
        self._show_checker(None)

    def show_letter(self, offer_id: int) -> None:
        """Show the letter to a donor that is due."""
        from libdesk.domain.donations import OfferId
        from libdesk.ui.donations.letter_panel import LetterPanel

        offer = OfferId(offer_id)
        panel = LetterPanel(self._letter_parts, self._tasks, self._look, offer)
        panel.left.connect(partial(self._back_to, offer))
        panel.print_requested.connect(self._print_letter)
        panel.letter_made.connect(self._on_changed)
        panel.letter_taken_back.connect(self._on_changed)
        self._cover(self.tr("Letter"), panel, partial(self._back_to, offer))

    def show_policy(self) -> None:
        """Show the library's policy."""
        from libdesk.app.donation_files import load_policies
        from libdesk.ui.donations.policy_panel import PolicyPanel, PolicyParts

        parts = PolicyParts(self.policies, load_policies, now, self._policy_drafts)
        panel = PolicyPanel(parts, self._tasks, self._look)
        panel.left.connect(self._uncover)
        panel.changed.connect(self._on_changed)
        panel.print_requested.connect(self._print)
        self._cover(self.tr("Donation policy"), panel)

    def go_to_policy(self) -> None:
        """Go there, and show the library's policy."""
        self._go(self.show_policy)

    def show_costs(self) -> None:
        """Show the figures of what accepting costs."""
        from libdesk.app.donation_files import load_costs
        from libdesk.ui.donations.costs_panel import CostsPanel, CostsParts

        parts = CostsParts(self._costs, load_costs, now, self._costs_drafts)
        panel = CostsPanel(parts, self._tasks, self._look)
        panel.left.connect(self._uncover)
        panel.changed.connect(self.changed)
        self._cover(self.tr("What accepting costs"), panel)

    def destinations(self) -> "Sequence[Destination]":
        """Return where Ctrl+K goes of donations, with other words that people may type."""
        from libdesk.ui.go_to import Destination

        hint = self.tr("Donations")
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
                partial(self._go, self.show_new),
                self.tr("donation gift donor old computer check may we take this accept decline"),
            ),
            Destination(
                self.tr("Donation policy"),
                hint,
                self.go_to_policy,
                self.tr("gift rules what we take thresholds points who may say yes board"),
            ),
            Destination(
                self.tr("What accepting a gift costs"),
                hint,
                partial(self._go, self.show_costs),
                self.tr("donation figures hourly rate prices refurbished new cost to accept"),
            ),
        )

    @cached_property
    def policies(self) -> "DonationPolicies":
        """The library's policy."""
        from libdesk.app.donation_files import load_policies
        from libdesk.services.donation_policies import DonationPolicies

        rest = self._tasks.give_way
        return DonationPolicies(self._open_unit, load_policies, now, who(), rest)

    @cached_property
    def donations(self) -> "Donations":
        """The use cases."""
        from libdesk.services.donations import Donations

        facts = self._facts
        rest = self._tasks.give_way
        return Donations(self._open_unit, self.policies, facts, now, who(), rest)

    @cached_property
    def _facts(self) -> "DonationFacts":
        from libdesk.app.processors import processor_fit, processor_since
        from libdesk.services.donation_facts import DonationFacts

        return DonationFacts(processor_fit, processor_since)

    @cached_property
    def _checker_parts(self) -> "CheckerParts":
        from libdesk.ui.donations.checker_panel import CheckerParts

        # Kept: what was typed and not saved outlasts the page.
        current = self.policies.current
        return CheckerParts(self.donations, lambda: current().policy, self._facts, now)

    @cached_property
    def _letter_parts(self) -> "LetterParts":
        from libdesk.app.letter_offers import donation_letters, letter_content
        from libdesk.app.paper_parts import paper_parts
        from libdesk.ui.donations.letter_parts import LetterParts

        # Kept: what was typed into a letter outlasts its page.
        return LetterParts(
            donation_letters(self._open_unit, self.policies.version, now, who()),
            self.donations,
            paper_parts(self._memory, self._parts.data.mail_drafts),
            lambda letter: letter_content(letter, now),
            now,
            who(),
        )

    @cached_property
    def _costs(self) -> "DonationCosts":
        from libdesk.app.donation_files import load_costs
        from libdesk.services.donation_costs import DonationCosts

        return DonationCosts(self._open_unit, load_costs, now, who())

    @cached_property
    def _photos_parts(self) -> "PhotosParts":
        from libdesk.app.rooms_room import photos_parts

        return photos_parts(self._open_unit, self._parts.database, self._parts.data.root)

    def _items(self) -> "DonationItems":
        from libdesk.app.shipped_sheets import shipped_sheets
        from libdesk.services.donation_items import DonationItems

        rules = self._rules
        return DonationItems(
            self._open_unit,
            rules.now_rules,
            lambda: rules.rules().known().kinds,
            shipped_sheets,
            now,
            who(),
            self._tasks.give_way,
        )

    def _branches(self) -> dict[str, str]:
        with self._open_unit() as unit:
            return {branch.code: branch.name for branch in unit.places.branches()}

    def _photos(self, offer_id: "OfferId") -> "QWidget":
        from libdesk.domain.attachments import Owner, OwnerKind
        from libdesk.ui.equipment.photos_card import PhotosCard

        made = PhotosCard(self._photos_parts, self._tasks, self._look)
        made.show_owner(Owner(OwnerKind.OFFER, offer_id))
        return made

    def _show_checker(self, kept: "KeptOffer | None") -> None:
        from libdesk.ui.donations.checker_panel import CheckerPanel

        offer = kept.offer if kept is not None else None
        panel = CheckerPanel(self._checker_parts, self._tasks, self._look, offer)
        panel.left.connect(self._uncover)
        panel.saved.connect(self._on_saved)
        panel.letter_requested.connect(self.show_letter)
        title = self.tr("New offer") if offer is None else offer.number
        self._cover(title, panel)

    def _go(self, show: "Callable[[], None]") -> None:
        self._window.sidebar.choose(DONATIONS)
        show()

    def _cover(
        self, title: str, content: "QWidget", left: "Callable[[], None] | None" = None
    ) -> None:
        from libdesk.ui.equipment.over_page import OverPage

        page = OverPage(title, content, self._look, self.tr("Back to donations"))
        page.left.connect(left or self._uncover)
        self._window.cover(page)
        page.setFocus()

    def _uncover(self) -> None:
        self._window.cover(None)
        self.page().read()
        self.page().focus_first()

    def _back_to(self, offer: "OfferId") -> None:
        self._window.cover(None)
        self.page().show_one(offer)
        self.page().focus_first()

    def _on_saved(self, kept: "KeptOffer") -> None:
        self._back_to(kept.offer.id)
        self._on_changed()

    def _print_letter(self, letter: "PaperOffer") -> None:
        self.paper_requested.emit(lambda _papers, _names: (letter,))

    def _on_changed(self, *_: object) -> None:
        self._window.sidebar.offer_room(DONATIONS)
        self.changed.emit()

    def _print(self, version: int | None = None) -> None:
        self.paper_requested.emit(lambda _papers, _names: (self._offers().policy(version),))

    def _offers(self) -> "PolicyOffers":
        from libdesk.app.policy_offers import PolicyOffers
        from libdesk.services.places import Places

        return PolicyOffers(self.policies, Places(self._open_unit).overview, load_guidance, now)

    def _is_used(self) -> bool:
        with self._open_unit() as unit:
            return bool(unit.donations.policies()) or bool(unit.donations.list(_every()))

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


def _every() -> "OfferFilter":
    from libdesk.services.donation_stores import OfferFilter

    return OfferFilter()


def _leave(_error: Exception) -> None:
    """Leave the way hidden: who opens the database tells what is the matter."""
