"""What a transaction holds of the equipment: items and all that belongs to them."""

from typing import TYPE_CHECKING, Protocol

from libdesk.services.item_stores import (
    ItemDates,
    ItemHistory,
    Items,
    KeptStandIns,
    OwnFields,
    Registrations,
    ReportsOfItems,
)
from libdesk.services.kept_rules import OwnRules
from libdesk.services.kept_views import ItemViews
from libdesk.services.loan_stores import KeptLoans
from libdesk.services.reimaging_stores import KeptReimagings

if TYPE_CHECKING:
    # The desk begins without a room and a photo.
    from libdesk.services.attachment_stores import Attachments
    from libdesk.services.disposal_stores import KeptDisposals
    from libdesk.services.donation_item_stores import KeptGifts
    from libdesk.services.donation_stores import KeptDonations
    from libdesk.services.room_stores import Rooms
    from libdesk.services.stocktake_stores import Stocktakes


class EquipmentUnit(Protocol):
    """The part of a transaction (stores.py) that is about equipment."""

    @property
    def items(self) -> Items:
        """The items, whole."""

    @property
    def item_history(self) -> ItemHistory:
        """What happened to items."""

    @property
    def item_dates(self) -> ItemDates:
        """The days that follow from items and the rules."""

    @property
    def own_fields(self) -> OwnFields:
        """The library's own fields of items."""

    @property
    def stand_ins(self) -> KeptStandIns:
        """Which item stands in for which."""

    @property
    def loans(self) -> KeptLoans:
        """What is lent and booked, and what was."""

    @property
    def reimagings(self) -> KeptReimagings:
        """Which machines are being set up."""

    @property
    def disposals(self) -> "KeptDisposals":
        """How items were wiped, and how they went."""

    @property
    def donations(self) -> "KeptDonations":
        """What was offered to the library, and its policy for that."""

    @property
    def gifts(self) -> "KeptGifts":
        """Which items came as gifts."""

    @property
    def item_reports(self) -> ReportsOfItems:
        """What was reported of items."""

    @property
    def registrations(self) -> Registrations:
        """Computers that registered themselves."""

    @property
    def item_views(self) -> ItemViews:
        """The library's own views of the equipment list."""

    @property
    def own_rules(self) -> OwnRules:
        """What the library has changed of the rules of equipment."""

    @property
    def rooms(self) -> "Rooms":
        """The rooms that are kept."""

    @property
    def attachments(self) -> "Attachments":
        """Which photos and papers belong to what."""

    @property
    def stocktakes(self) -> "Stocktakes":
        """Counting days."""
