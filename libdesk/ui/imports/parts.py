"""What the window for reading lists in is given; it knows neither files nor the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QSettings

from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_import import Choices, Plan
from libdesk.domain.places import Branch
from libdesk.domain.tables import Looked, Note, ReadChoice
from libdesk.services.item_import import Imported, Pace

Document = Mapping[str, Any]
"""How a list is read (domain/item_maps.py)."""


class Worked(Protocol):
    """What would become of a file."""

    @property
    def plan(self) -> Plan:
        """Of each of its rows."""

    @property
    def choices(self) -> Choices:
        """Under which."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Of its columns."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is odd about it."""

    @property
    def read_as(self) -> ReadChoice:
        """How it was read."""

    @property
    def document(self) -> Document:
        """How it is read, for the next list of its kind."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the window shows of a file.

    Attributes:
        worked: what would become of it.
        looked: its first rows.
        branches: the library's branches.
        own_fields: the names of its own fields.
        kinds: its kinds, in their order.
    """

    worked: Worked
    looked: Looked
    branches: tuple[Branch, ...] = ()
    own_fields: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be worked out.

    Attributes:
        path: the file.
        document: how to read its columns; None for what was said of the last list of its kind.
        read_as: how to read the file.
    """

    path: Path
    document: Document | None
    read_as: ReadChoice


class Importing(Protocol):
    """Does the work; every method is called on a worker's thread, and may raise what use cases do.

    Besides, those that are given a `stop` or a `pace` raise Stopped once it asks for that.
    """

    def work_out(self, order: Order, stop: Callable[[], bool]) -> Work:
        """Return what would become of a file."""

    def carry_out(self, path: Path, worked: Worked, pace: Pace) -> Imported:
        """Read a file in as it was worked out, whole or not at all."""

    def undo(self, change: ChangeId) -> int:
        """Take it all back; return how many items that were."""

    def write_refused(self, path: Path, worked: Worked) -> None:
        """Write the refused rows with the reasons. Raises OSError."""


@dataclass(frozen=True, slots=True)
class ImportParts:
    """What the window works with.

    Attributes:
        importing: does the work.
        memory: remembers folders.
        documents: the folder that is suggested first.
    """

    importing: Importing
    memory: QSettings
    documents: Path
