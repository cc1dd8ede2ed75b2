"""What the services of planned work need from the database; the real one is in storage/."""

from typing import TYPE_CHECKING, Protocol, TypeVar

from libdesk.domain.outages import Outage
from libdesk.domain.planned_changes import PlannedChange
from libdesk.domain.requirements import Requirement

if TYPE_CHECKING:
    from libdesk.domain.loans import Loan
    from libdesk.services.settled import Mark

Entry = TypeVar("Entry", Requirement, PlannedChange, Outage, "Loan")


class Entries(Protocol[Entry]):
    """All entries of one kind."""

    def all(self) -> tuple[Entry, ...]:
        """Return all of them by their ids; a damaged one is left out."""

    def get(self, entry_id: int) -> Entry | None:
        """Return one; None where it is not there."""

    def mark(self, entry_id: int) -> "Mark | None":
        """Return who changed it last, and its version; None where it is not there."""

    def count(self) -> int:
        """Return how many there are."""

    def save(self, entry: Entry, mark: "Mark") -> int:
        """Store an entry in the place of the one with its id, and return the id.

        Args:
            entry: with the id 0 it is a new one and gets an id.
            mark: who stores it, and the version that it has from now on.
        """

    def remove(self, entry_id: int) -> None:
        """Forget an entry; one that is not there stays away."""


class Planning(Protocol):
    """Planned work, what stands against it, and what was away."""

    @property
    def requirements(self) -> Entries[Requirement]:
        """What other systems can't work with."""

    @property
    def changes(self) -> Entries[PlannedChange]:
        """Planned work."""

    @property
    def outages(self) -> Entries[Outage]:
        """The log of outages."""
