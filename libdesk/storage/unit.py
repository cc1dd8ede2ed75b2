"""One transaction, with its stores."""

from functools import cached_property

from sqlalchemy import Connection

from libdesk.services.ports import Clock
from libdesk.storage.attachments import AttachmentStore
from libdesk.storage.deleted import DeletedStore
from libdesk.storage.desk import DeskStore
from libdesk.storage.inbox import InboxStore
from libdesk.storage.item_dates import ItemDateStore
from libdesk.storage.item_history import ItemHistoryStore
from libdesk.storage.item_reports import ItemReportStore
from libdesk.storage.item_views import ItemViewStore
from libdesk.storage.items import ItemStore
from libdesk.storage.joined import JoinedStore
from libdesk.storage.knowledge import SheetStore
from libdesk.storage.notices import NoticeStore
from libdesk.storage.own_fields import OwnFieldStore
from libdesk.storage.own_rules import OwnRuleStore
from libdesk.storage.places import PlaceStore
from libdesk.storage.planning import PlanningStore
from libdesk.storage.problems import ProblemStore
from libdesk.storage.registrations import RegistrationStore
from libdesk.storage.replies import ReplyStore
from libdesk.storage.retained import RetainedStore
from libdesk.storage.rooms import RoomStore
from libdesk.storage.state import StateStore
from libdesk.storage.today import TodayStore


class StoredUnit:
    """Implements the port Unit; Database.unit commits it or rolls it back."""

    def __init__(self, connection: Connection, now: Clock) -> None:
        self._connection = connection
        self._now = now

    @cached_property
    def problems(self) -> ProblemStore:
        """The problems."""
        return ProblemStore(self._connection)

    @cached_property
    def joined(self) -> JoinedStore:
        """Reports that are read with another problem."""
        return JoinedStore(self._connection)

    @cached_property
    def deleted(self) -> DeletedStore:
        """Reports that were taken out."""
        return DeletedStore(self._connection)

    @cached_property
    def retained(self) -> RetainedStore:
        """What is kept of closed problems."""
        return RetainedStore(self._connection)

    @cached_property
    def inbox(self) -> InboxStore:
        """The lists."""
        return InboxStore(self._connection)

    @cached_property
    def replies(self) -> ReplyStore:
        """The messages to reporters."""
        return ReplyStore(self._connection, self._now)

    @cached_property
    def notices(self) -> NoticeStore:
        """Known problems."""
        return NoticeStore(self._connection)

    @cached_property
    def places(self) -> PlaceStore:
        """Branches and items."""
        return PlaceStore(self._connection)

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
    def sheets(self) -> SheetStore:
        """What the library has changed of the how-to sheets."""
        return SheetStore(self._connection)

    @cached_property
    def planning(self) -> PlanningStore:
        """Planned work, what stands against it, and what was away."""
        return PlanningStore(self._connection)

    @cached_property
    def today(self) -> TodayStore:
        """The list for today."""
        return TodayStore(self._connection)

    @cached_property
    def desk(self) -> DeskStore:
        """The desk's own settings."""
        return DeskStore(self._connection)

    @cached_property
    def state(self) -> StateStore:
        """How the database itself is."""
        return StateStore(self._connection)
