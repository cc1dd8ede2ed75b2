"""The stores of one transaction that are about equipment."""

from functools import cached_property

from sqlalchemy import Connection

from libdesk.storage.attachments import AttachmentStore
from libdesk.storage.disposal import DisposalStore
from libdesk.storage.donations import DonationStore
from libdesk.storage.gifts import GiftStore
from libdesk.storage.item_dates import ItemDateStore
from libdesk.storage.item_history import ItemHistoryStore
from libdesk.storage.item_reports import ItemReportStore
from libdesk.storage.item_views import ItemViewStore
from libdesk.storage.items import ItemStore
from libdesk.storage.loans import LoanStore
from libdesk.storage.own_fields import OwnFieldStore
from libdesk.storage.own_rules import OwnRuleStore
from libdesk.storage.registrations import RegistrationStore
from libdesk.storage.reimagings import ReimagingStore
from libdesk.storage.rooms import RoomStore
from libdesk.storage.stand_ins import StandInStore
from libdesk.storage.stocktake import StocktakeStore


class StoredEquipment:
    """Implements the port EquipmentUnit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def items(self) -> ItemStore:
        """The items, whole."""
        return ItemStore(self._connection)

    @cached_property
    def item_history(self) -> ItemHistoryStore:
        """What happened to items."""
        return ItemHistoryStore(self._connection)

    @cached_property
    def item_dates(self) -> ItemDateStore:
        """The days that follow from items and the rules."""
        return ItemDateStore(self._connection)

    @cached_property
    def own_fields(self) -> OwnFieldStore:
        """The library's own fields of items."""
        return OwnFieldStore(self._connection)

    @cached_property
    def stand_ins(self) -> StandInStore:
        """Which item stands in for which."""
        return StandInStore(self._connection)

    @cached_property
    def loans(self) -> LoanStore:
        """What is lent and booked, and what was."""
        return LoanStore(self._connection)

    @cached_property
    def reimagings(self) -> ReimagingStore:
        """Which machines are being set up."""
        return ReimagingStore(self._connection)

    @cached_property
    def disposals(self) -> DisposalStore:
        """How items were wiped, and how they went."""
        return DisposalStore(self._connection)

    @cached_property
    def gifts(self) -> GiftStore:
        """Which items came as gifts."""
        return GiftStore(self._connection)

    @cached_property
    def donations(self) -> DonationStore:
        """What was offered to the library, and its policy for that."""
        return DonationStore(self._connection)

    @cached_property
    def item_reports(self) -> ItemReportStore:
        """What was reported of items."""
        return ItemReportStore(self._connection)

    @cached_property
    def registrations(self) -> RegistrationStore:
        """Computers that registered themselves."""
        return RegistrationStore(self._connection)

    @cached_property
    def item_views(self) -> ItemViewStore:
        """The library's own views of the equipment list."""
        return ItemViewStore(self._connection)

    @cached_property
    def own_rules(self) -> OwnRuleStore:
        """What the library has changed of the rules of equipment."""
        return OwnRuleStore(self._connection)

    @cached_property
    def rooms(self) -> RoomStore:
        """The rooms that are kept."""
        return RoomStore(self._connection)

    @cached_property
    def attachments(self) -> AttachmentStore:
        """Which photos and papers belong to what."""
        return AttachmentStore(self._connection)

    @cached_property
    def stocktakes(self) -> StocktakeStore:
        """Counting days."""
        return StocktakeStore(self._connection)
