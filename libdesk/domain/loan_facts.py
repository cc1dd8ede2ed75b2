"""What Today must know of loans: beside loans.py, which the desk need not load to begin."""

from dataclasses import dataclass
from datetime import date

BOOKED, OUT = "booked", "out"
"""Two states of a loan, as they are stored; see LoanState."""


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """A loan that is due back by today, or a booking that is to be handed out until tomorrow.

    Attributes:
        id: the loan's.
        tag: the label of the thing.
        name: its name.
        branch: the code of its branch.
        borrower: who has it, or is to have it.
        from_on: the first day.
        until_on: the day on which it is due back.
        is_out: it was handed out.
    """

    id: int
    tag: str
    name: str
    branch: str
    borrower: str
    from_on: date
    until_on: date
    is_out: bool
