"""What Today has to know of a machine that is being set up."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SettingUpFacts:
    """A machine that is being set up for service.

    Attributes:
        tag: its label.
        since: when that was begun (aware).
        open_lines: so many lines of its checklist are open; None where that was not asked.
    """

    tag: str
    since: datetime
    open_lines: int | None = None
