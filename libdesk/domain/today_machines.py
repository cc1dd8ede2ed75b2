"""What Today has to know of a machine that is being set up."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SettingUpFacts:
    """A machine that is being set up for service.

    Attributes:
        tag: its label.
        since: when that was begun (aware).
    """

    tag: str
    since: datetime
