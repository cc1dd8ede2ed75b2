"""How fast first answers come, by month and branch (S22), in IT's own open hours."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """When a person first answered a report.

    Attributes:
        branch: the report's branch.
        received_at: when the desk collected the report (aware, UTC).
        answered_at: when the first answer by a person was written (aware, UTC).
    """

    branch: str
    received_at: datetime
    answered_at: datetime
