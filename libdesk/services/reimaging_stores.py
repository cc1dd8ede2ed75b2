"""Which machines are being set up, in the database; the real store is in storage/."""

from typing import TYPE_CHECKING, Protocol

from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId

if TYPE_CHECKING:
    # The desk begins with this port, and with no checklist.
    from libdesk.domain.reimaging import Outcome, Reimaging


class KeptReimagings(Protocol):
    """Runs of setting machines up; each goes with the change set that began it."""

    def get(self, change: ChangeId) -> "Reimaging | None":
        """Return a run, under way or ended; None where there is none, or it is damaged."""

    def of(self, item: ItemId) -> "tuple[Reimaging, ...]":
        """Return an item's runs, one that is under way first, then the newest first."""

    def running(self) -> "tuple[Reimaging, ...]":
        """Return those that are under way, the oldest first."""

    def running_items(self) -> dict[ItemId, ChangeId]:
        """Return the items that are being set up, each with its run; damaged runs count too."""

    def ended(self, by: ChangeId) -> tuple[ItemId, ...]:
        """Return the items whose run a change set ended."""

    def has_ended(self, change: ChangeId) -> bool:
        """Say whether a change set began a run that has ended."""

    def add(self, run: "Reimaging") -> None:
        """Add a run that a change set begins; when and by whom is that one's."""

    def write(self, run: "Reimaging") -> None:
        """Write a run's lines and marks over those before."""

    def end(self, change: ChangeId, by: ChangeId, outcome: "Outcome", reason: str = "") -> None:
        """Note which change set ended a run, and how; taken back, it goes on."""
