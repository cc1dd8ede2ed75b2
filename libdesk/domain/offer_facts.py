"""What Today has to know of offers and of the policy on them."""

from dataclasses import dataclass
from datetime import date, timedelta

ANSWER_WITHIN = timedelta(days=7)
"""So long a donor may wait for an answer."""

RETURN_WITHIN = timedelta(days=14)
"""So long what is not taken lies there for its donor (4.5)."""

RETURN_SOON = timedelta(days=3)
"""So long before that it is spoken of."""


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An offer that waits for somebody.

    Attributes:
        id: which.
        donor: whom a list names; "" for somebody without a name.
        asked_on: the day of the offer.
        return_by: until when what is not taken lies there; None where nothing is to be returned.
        to_return: so many things are.
    """

    id: int
    donor: str
    asked_on: date
    return_by: date | None = None
    to_return: int = 0
