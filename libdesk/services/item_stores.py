"""What the services of equipment need from the database; the real one is in storage/."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from libdesk.domain.inbox import Line
from libdesk.domain.item_history import ChangeId, ChangeSet, ItemChange, ItemEvent
from libdesk.domain.item_lists import (
    Dates,
    ItemChoice,
    ItemFilter,
    ItemGroup,
    ItemLine,
    ItemOrder,
    ItemsOf,
)
from libdesk.domain.item_reports import ItemReports
from libdesk.domain.problems import ReportId
from libdesk.domain.records import ItemId, Record
from libdesk.domain.registrations import Registration
from libdesk.domain.stand_ins import StandIn


class Items(Protocol):
    """The library's items, whole."""

    def get(self, item_id: ItemId) -> Record:
        """Return an item.

        Raises:
            Refusal: there is none with this id.
        """

    def find(self, typed: str) -> tuple[Record, ...]:
        """Return the items with this label, serial or computer name, those with the label first.

        Case, accents and spaces around it do not matter; nothing is found by "".
        """

    def get_all(self, ids: Sequence[ItemId]) -> tuple[Record, ...]:
        """Return these items in this order; those that are gone are left out."""

    def dates(self, item_id: ItemId) -> Dates:
        """Return the days that are stored with an item; none where there is no such item."""

    def all(self, filter_: ItemFilter = ...) -> Iterator[Record]:
        """Yield the items that a filter leaves, by branch and name."""

    def add(self, items: Sequence[tuple[Record, Dates]]) -> tuple[ItemId, ...]:
        """Add items at version 1 and return their ids, in the same order."""

    def change(self, items: Sequence[tuple[Record, Dates]], change: ChangeId) -> None:
        """Write items over the version before theirs.

        An item's reports go with its label; which label each of them had is kept.

        Args:
            items: the items.
            change: the change set that does it.

        Raises:
            Conflict: one of them has another version in the database, or is not there.
        """

    def put_back(self, items: Sequence[tuple[Record, Dates]], change: ChangeId) -> None:
        """Write items as they were, over the version after theirs (to take a change back).

        An item's reports go back with its label, also those that came since. One that had the new
        label before keeps it, and one that is about something else by now stays there.

        Args:
            items: the items.
            change: the change set that is taken back, and forgotten afterwards.

        Raises:
            Conflict: one of them has another version in the database, or is not there.
        """

    def remove(self, ids: Sequence[ItemId]) -> None:
        """Take items out, with their history (to take back that they were added)."""

    def ids(self, filter_: ItemFilter = ..., order: ItemOrder = ...) -> tuple[ItemId, ...]:
        """Return the ordered ids of what a filter leaves."""

    def groups(self, filter_: ItemFilter, group: ItemGroup) -> tuple[ItemsOf, ...]:
        """Return the groups of that list in its order."""

    def lines(self, ids: Sequence[ItemId]) -> tuple[ItemLine, ...]:
        """Return the lines for these ids, in the order of the ids."""

    def choices(self, filter_: ItemFilter = ...) -> tuple[ItemChoice, ...]:
        """Return what a list can be narrowed to, by facet and value; empty values are no choice."""

    def tags(self) -> tuple[str, ...]:
        """Return all labels, those of items that are gone too, newest item last."""

    def own_names(self) -> tuple[str, ...]:
        """Return the names of the own fields that items have something in, in their order."""


class ItemDates(Protocol):
    """The days that follow from items and the rules."""

    def all(self) -> dict[ItemId, Dates]:
        """Return the days of every item."""

    def set(self, dates: Mapping[ItemId, Dates]) -> None:
        """Store days in the place of those before; no version counts them: nobody typed them."""


class OwnFields(Protocol):
    """The library's own fields of items, by name."""

    def names(self) -> tuple[str, ...]:
        """Return their names, in their order."""

    def add(self, names: Iterable[str], change: ChangeId | None = None) -> None:
        """Add own fields at the end; those that are there stay where they are.

        Args:
            names: their names.
            change: the change set that brought them, and takes them along when it is taken back.
        """


class ItemHistory(Protocol):
    """What happened to items, by change sets."""

    def begin(self, change_set: ChangeSet) -> ChangeId:
        """Add a change set and return its id."""

    def note(self, change: ChangeId, changes: Sequence[ItemChange]) -> None:
        """Add what a change set did to items, and count them."""

    def note_new(self, change: ChangeId, items: Sequence[tuple[ItemId, Mapping[str, str]]]) -> None:
        """Add items that came with a change set, each with all its texts, and count them."""

    def get(self, change: ChangeId) -> ChangeSet:
        """Return a change set.

        Raises:
            Refusal: it is not there; it was taken back.
        """

    def changes(self, change: ChangeId) -> Iterator[ItemChange]:
        """Yield what a change set did, in the order in which it did it.

        Raises:
            ValueError, TypeError: a part of it can't be read.
        """

    def forget(self, change: ChangeId) -> None:
        """Take a change set out, with what it did and the own fields that it brought."""

    def of(self, item_id: ItemId) -> tuple[ItemEvent, ...]:
        """Return an item's history, newest first."""

    def moves(
        self, items: Sequence[ItemId], since: ChangeId
    ) -> tuple[tuple[ItemId, ChangeId, str], ...]:
        """Return what the statuses of these items became after a change set, and by which one."""

    def newest(self, limit: int) -> tuple[ChangeSet, ...]:
        """Return the newest change sets, newest first."""


class KeptStandIns(Protocol):
    """Which item stands in for which; it goes with the change set that swapped it in."""

    def of(self, item: ItemId) -> StandIn | None:
        """Return the stand-in that an item takes part in and that has not ended."""

    def get(self, change: ChangeId) -> StandIn | None:
        """Return a stand-in that has not ended; None where there is none."""

    def running(self) -> tuple[StandIn, ...]:
        """Return those that have not ended, the oldest first."""

    def ended(self, by: ChangeId) -> tuple[StandIn, ...]:
        """Return those that a change set ended."""

    def has_ended(self, change: ChangeId) -> bool:
        """Say whether a change set swapped something in that has ended."""

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of the spares for which nothing stands in, each once."""

    def add(self, change: ChangeId, away: ItemId, spare: ItemId) -> None:
        """Note that one stands in for the other."""

    def end(self, change: ChangeId, by: ChangeId) -> None:
        """Note which change set ended a stand-in; taken back, it has not ended."""


class ReportsOfItems(Protocol):
    """What was reported of items: problems that stand on their own, and no follow-ups."""

    def of(self, item: str, now: datetime, limit: int) -> ItemReports:
        """Return an item's reports, the newest so many of them as lines.

        Args:
            item: its label.
            now: the moment (aware, UTC).
            limit: lines at most.
        """

    def before(
        self, item: str, sequence: int, since: datetime, limit: int
    ) -> tuple[int, tuple[Line, ...]]:
        """Return how many reports an item had since a moment, before another one arrived.

        Args:
            item: its label.
            sequence: the other report's place in the order of arrival.
            since: received then or later (aware, UTC).
            limit: lines at most, of the newest ones.
        """


class Registrations(Protocol):
    """Computers that registered themselves.

    One that was decided on waits again where its change was taken back in the equipment list.
    """

    def add(self, registrations: Sequence[Registration]) -> None:
        """Add registrations, each once."""

    def get(self, report_id: ReportId) -> Registration:
        """Return one.

        Raises:
            Refusal: there is none with this id.
        """

    def waiting(self, limit: int) -> tuple[Registration, ...]:
        """Return those that nobody has decided on, oldest first."""

    def decide(self, registration: Registration) -> None:
        """Store what was decided, or that it is not decided any more."""
