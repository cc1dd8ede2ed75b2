"""What the services of photos and papers need: their rows in the database, and their files."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Protocol

from libdesk.domain.attachments import Attachment, AttachmentId, Owner, OwnerKind


class Attachments(Protocol):
    """Which files belong to what."""

    def of(self, owner: Owner) -> tuple[Attachment, ...]:
        """Return what belongs to an item, a room or an offer, as it was added."""

    def find(self, attachment_id: AttachmentId) -> Attachment | None:
        """Return one; None where there is none."""

    def counts(self, kind: OwnerKind) -> Mapping[int, int]:
        """Return how many files each item, room or offer has; those with none are left out."""

    def add(self, attachment: Attachment) -> AttachmentId:
        """Add one at version 1 and return its id.

        Raises:
            Refusal: what it is to belong to is not there any more.
        """

    def put(self, attachment: Attachment) -> None:
        """Write one as it is, with its id and version, whether it is there or not."""

    def remove(self, attachment_id: AttachmentId) -> None:
        """Forget one; its file stays for a while."""

    def all(self) -> tuple[Attachment, ...]:
        """Return all of them, by their ids."""


class FileState(Enum):
    """How a file was found."""

    SOUND = "sound"
    MISSING = "missing"
    DAMAGED = "damaged"


class FileStore(Protocol):
    """Files by the SHA-256 of their bytes, in hex."""

    def put(self, content: bytes) -> str:
        """Keep bytes durably and return their hash; the same bytes again are kept once.

        Raises:
            Unavailable: they could not be kept; nothing of them is left.
        """

    def get(self, content_hash: str) -> bytes:
        """Return the bytes, which have this hash: each time that is made sure of.

        A file that is missing or damaged is brought back from a copy where there is one.

        Raises:
            Unavailable: it is missing, damaged, or cannot be read.
        """

    def has(self, content_hash: str) -> bool:
        """Say whether a file lies there, unread."""

    def look(self, content_hash: str) -> FileState:
        """Read a file to its end and say how it is."""

    def remove(self, content_hash: str) -> None:
        """Remove a file; one that cannot be removed stays."""

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Yield the hash of each file, and when it was last put (aware, UTC).

        Raises:
            Unavailable: the folder cannot be read.
        """
