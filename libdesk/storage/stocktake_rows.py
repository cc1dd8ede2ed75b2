"""Counting days as Today asks for them, in plain SQL that both databases read.

Without SQLAlchemy, as `today_rows`, and without the rest of counting days: the first look asks them
too, and nobody may wait for it. A test holds the words against those that are stored.
"""

from datetime import date

from libdesk.domain.count_facts import CountFacts
from libdesk.storage.today_rows import CANDIDATES, Ask

FINISHED, LOOK_AGAIN = "finished", "look again"
DIFFERENT = ("broken", "here by mistake", "missing", "unknown")

_IS_OVER = f"state = '{FINISHED}'"
_DIFFERENT = ", ".join(f"'{one}'" for one in DIFFERENT)
_SETTLED = (
    "SELECT 1 FROM stocktake_decisions AS made "  # noqa: S608 - words of ours only
    "WHERE made.stocktake = found.stocktake "
    f"AND made.place = found.place AND made.decision <> '{LOOK_AGAIN}'"
)
_WAITING = (
    "SELECT count(*) FROM stocktake_results AS found "  # noqa: S608 - words of ours only
    f"WHERE found.stocktake = stocktakes.id AND found.outcome IN ({_DIFFERENT}) "
    f"AND NOT EXISTS ({_SETTLED})"
)
_SCANS = "SELECT count(*) FROM stocktake_scans WHERE stocktake = stocktakes.id"
COUNT_QUESTION = (
    "SELECT id, title, starts_on, ends_on, "  # noqa: S608 - words of ours only
    f"CASE WHEN {_IS_OVER} THEN 1 ELSE 0 END, "
    f"CASE WHEN {_IS_OVER} THEN 0 ELSE ({_SCANS}) END, "
    f"CASE WHEN {_IS_OVER} THEN ({_WAITING}) ELSE 0 END "
    f"FROM stocktakes ORDER BY id DESC LIMIT {CANDIDATES}"
)


def counts(ask: Ask) -> tuple[CountFacts, ...]:
    """Return the counting days that go on, or wait for decisions, the newest some dozens."""
    rows = ask(COUNT_QUESTION, {})
    found = (
        CountFacts(
            campaign,
            title,
            _day(starts),
            _day(ends),
            is_finished=bool(over),
            scans=scans,
            waiting=waiting,
        )
        for campaign, title, starts, ends, over, scans, waiting in rows
    )
    return tuple(one for one in found if one.waiting or not one.is_finished)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
