"""So much open time as two whole numbers: how promises are stored and sent."""

from datetime import timedelta

from libdesk.domain.promises import LONGEST_LEAD, Lead

_MINUTE = timedelta(minutes=1)

MINUTES_LIMIT, DAYS_LIMIT = LONGEST_LEAD // _MINUTE, LONGEST_LEAD.days
"""Nobody promises more open minutes, or more open days, than these."""


def lead_of(minutes: int, days: int) -> Lead:
    """Return so many open minutes or so many open days.

    Raises:
        ValueError: both are given, or one of them is below zero or beyond all sense.
    """
    if not (0 <= minutes <= MINUTES_LIMIT and 0 <= days <= DAYS_LIMIT) or (minutes and days):
        raise ValueError("this is no time that a library can promise")
    return Lead(minutes * _MINUTE, days)


def numbers_of(lead: Lead) -> tuple[int, int]:
    """Return the minutes and the days; seconds are left out."""
    return lead.open_time // _MINUTE, lead.open_days
