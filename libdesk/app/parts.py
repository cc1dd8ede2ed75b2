"""What a desk runs on."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from libdesk.paths import DataFolder
from libdesk.settings import Site


class Begin(Enum):
    """What a desk shows first.

    ROOMS: its rooms. OFFER: a new library is offered a choice first. SET_UP: somebody has chosen to
    set it up. SAMPLE: the rooms of a made-up library, which say so all the time.
    """

    ROOMS = auto()
    OFFER = auto()
    SET_UP = auto()
    SAMPLE = auto()


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What a desk runs on.

    Attributes:
        data: its data folder.
        database: a SQLite file or a PostgreSQL URL.
        site: this computer's settings.
        has_tray: there is a tray to live on in when the window is closed.
        dark: fixes the colors; None follows the system.
        collect_every_ms: pause between two rounds of collecting.
        begin: what is shown first.
        keep_every_ms: pause between two looks whether a copy of the database is due.
    """

    data: DataFolder
    database: Path | str
    site: Site
    has_tray: bool = False
    dark: bool | None = None
    collect_every_ms: int = 10_000
    begin: Begin = Begin.ROOMS
    keep_every_ms: int = 30_000
