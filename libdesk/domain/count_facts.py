"""What Today must know of a counting day; it is read before anything else of one is loaded."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CountFacts:
    """A counting day that goes on, or waits for decisions.

    Attributes:
        id: which campaign.
        title: what people call it.
        starts_on: its first day.
        ends_on: its last day.
        is_finished: its result is frozen.
        scans: how many scans it has; of one that is finished, 0.
        waiting: how many of its differences wait for a decision; 0 while it goes on.
    """

    id: int
    title: str
    starts_on: date
    ends_on: date
    is_finished: bool = False
    scans: int = 0
    waiting: int = 0
