"""What a desk runs on."""

from dataclasses import dataclass
from pathlib import Path

from libdesk.paths import DataFolder
from libdesk.settings import Site


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
    """

    data: DataFolder
    database: Path | str
    site: Site
    has_tray: bool = False
    dark: bool | None = None
    collect_every_ms: int = 10_000
