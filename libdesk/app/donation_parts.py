"""What the pages on donations work with: use cases, photos, papers, and what was typed there."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.rules_room import RulesRoom
from libdesk.app.site import load_guidance, now, who
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from libdesk.app.policy_offers import PolicyOffers
    from libdesk.domain.donations import Machine, OfferId
    from libdesk.services.donation_costs import DonationCosts
    from libdesk.services.donation_facts import DonationFacts
    from libdesk.services.donation_items import DonationItems
    from libdesk.services.donation_policies import DonationPolicies
    from libdesk.services.donations import Donations
    from libdesk.ui.donations.checker_panel import CheckerParts
    from libdesk.ui.donations.costs_panel import CostsParts
    from libdesk.ui.donations.donations_page import DonationsParts
    from libdesk.ui.donations.letter_parts import LetterParts
    from libdesk.ui.donations.policy_panel import PolicyParts
    from libdesk.ui.equipment.photo_deeds import PhotosParts


class DonationParts:
    """Each is made when it is first wanted, and kept: drafts outlast the pages.

    Args:
        with_work: the desk's database, and the threads.
        parts: what the desk runs on.
        look: the theme.
        memory: remembers the paper size, the folder, and the language of letters.
        rules: the library's rules of equipment.
    """

    def __init__(
        self,
        with_work: tuple[LateDatabase, Tasks],
        parts: DeskParts,
        look: Theme,
        memory: QSettings,
        rules: RulesRoom,
    ) -> None:
        self._open_unit, self._tasks = with_work
        self._parts = parts
        self._look = look
        self._memory = memory
        self._rules = rules

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

        rest = self._tasks.give_way
        return Donations(self._open_unit, self.policies, self._facts, now, who(), rest)

    @cached_property
    def page(self) -> "DonationsParts":
        """What the list works with, and one offer beside it."""
        from libdesk.ui.donations.donations_page import DonationsParts
        from libdesk.ui.donations.offer_reader import OfferReader

        costs = self._costs.read
        reader = OfferReader(self.donations, self.policies, lambda: costs().costs)
        return DonationsParts(reader, now, who(), self._items(), self._branches, self._photos)

    @cached_property
    def checker(self) -> "CheckerParts":
        """What the checker works with."""
        from libdesk.ui.donations.checker_panel import CheckerParts

        current = self.policies.current
        return CheckerParts(
            self.donations, lambda: current().policy, self._facts, now, this_machine=_this_machine
        )

    @cached_property
    def policy(self) -> "PolicyParts":
        """What the page of the policy works with."""
        from libdesk.app.donation_files import load_policies
        from libdesk.ui.donations.policy_panel import PolicyParts

        return PolicyParts(self.policies, load_policies, now)

    @cached_property
    def costs(self) -> "CostsParts":
        """What the page of the figures works with."""
        from libdesk.app.donation_files import load_costs
        from libdesk.ui.donations.costs_panel import CostsParts

        return CostsParts(self._costs, load_costs, now)

    @cached_property
    def letter(self) -> "LetterParts":
        """What the page of a letter works with."""
        from libdesk.app.letter_offers import donation_letters, letter_content
        from libdesk.app.paper_parts import paper_parts
        from libdesk.ui.donations.letter_parts import LetterParts

        return LetterParts(
            donation_letters(self._open_unit, self.policies.version, now, who()),
            self.donations,
            paper_parts(self._memory, self._parts.data.mail_drafts),
            lambda letter: letter_content(letter, now),
            now,
            who(),
        )

    def offers(self) -> "PolicyOffers":
        """Return what makes the papers of the policy."""
        from libdesk.app.policy_offers import PolicyOffers
        from libdesk.services.places import Places

        return PolicyOffers(self.policies, Places(self._open_unit).overview, load_guidance, now)

    @cached_property
    def _facts(self) -> "DonationFacts":
        from libdesk.app.processors import processor_fit, processor_since
        from libdesk.services.donation_facts import DonationFacts

        return DonationFacts(processor_fit, processor_since)

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


def _this_machine() -> "Machine":
    # It may start programs of the system, and is asked for on a worker.
    from libdesk.app.donation_here import machine_here

    return machine_here(now().astimezone().date())
