"""What the services of rooms need from the database; the real one is in storage/."""

from typing import Protocol

from libdesk.domain.rooms import Named, Room, RoomId


class Rooms(Protocol):
    """The rooms that are kept; those that only items name have no row."""

    def all(self) -> tuple[Room, ...]:
        """Return all of them; a damaged one is left out."""

    def find(self, room_id: RoomId) -> Room | None:
        """Return one; None where there is none."""

    def named(self) -> tuple[Named, ...]:
        """Return how items name their rooms, by branch and spelling; no name is left out."""

    def add(self, room: Room) -> RoomId:
        """Add a room at version 1 and return its id."""

    def put(self, room: Room) -> None:
        """Write a room as it is, with its id and version, whether it is there or not."""

    def remove(self, room_id: RoomId) -> None:
        """Take a room out, with what belongs to it."""
