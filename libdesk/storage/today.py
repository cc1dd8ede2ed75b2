"""What the list for today is made of, on one transaction; the questions are in today_rows.py."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, text

from libdesk.domain.count_facts import CountFacts
from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.offer_facts import OfferFacts
from libdesk.domain.today import BranchFacts, ClosetFacts, Marked
from libdesk.domain.today_machines import SettingUpFacts
from libdesk.services.stores import TodayProblems, TodayQuestion
from libdesk.storage import loan_rows, offer_rows, stocktake_rows, today_rows
from libdesk.storage.columns import Day, Moment
from libdesk.storage.schema import today_marks

_MARK = insert(today_marks)
_UNMARK = delete(today_marks).where(today_marks.c.key == bindparam("key_"))
_FORGET = delete(today_marks).where(today_marks.c.at < bindparam("before"))


class TodayStore:
    """Implements the port Today on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def problems(self, question: TodayQuestion) -> TodayProblems:
        """Return the problems that may have a reason, the most urgent some hundreds of them."""
        return today_rows.problems(self._ask, question)

    def branches(self, today: date) -> tuple[BranchFacts, ...]:
        """Return what is open at each branch where something is; the last visit until this day."""
        return today_rows.branches(self._ask, today)

    def untouched(self) -> tuple[int, int]:
        """Return how many reports nobody has looked at, and the newest one's sequence."""
        return today_rows.untouched(self._ask)

    def registered(self) -> tuple[int, int]:
        """Return how many computers wait to be decided on, and the newest one's sequence."""
        return today_rows.registered(self._ask)

    def closets(self, before: date) -> tuple[ClosetFacts, ...]:
        """Return the closets that nobody has looked over since this day, or ever."""
        return today_rows.closets(self._ask, before)

    def loans(self, today: date) -> tuple[LoanFacts, ...]:
        """Return what is due back by a day, and what is to be handed out by the day after."""
        return loan_rows.loans(self._ask, today)

    def setting_up(self, before: datetime) -> tuple[SettingUpFacts, ...]:
        """Return what is being set up since this moment or longer, the longest first."""
        return today_rows.setting_up(self._ask, before)

    def counts(self) -> tuple[CountFacts, ...]:
        """Return the counting days that go on, or wait for decisions."""
        return stocktake_rows.counts(self._ask)

    def offers(self, today: date) -> tuple[OfferFacts, ...]:
        """Return what has had no answer for long, and whose donor is to fetch something soon."""
        return offer_rows.offers(self._ask, today)

    def policy_review(self) -> date | None:
        """Return when the policy on donations is to be looked at again; None for never."""
        return offer_rows.policy_review(self._ask)

    def next_wait(self, today: date) -> date | None:
        """Return the next day, after this one, until which something waits."""
        return today_rows.next_wait(self._ask, today)

    def marks(self) -> tuple[Marked, ...]:
        """Return all marks."""
        return today_rows.marks(self._ask)

    def mark(self, marks: Sequence[Marked], at: datetime) -> None:
        """Store marks in the place of those with the same keys."""
        self.unmark([one.key for one in marks])
        rows = [
            {"key": one.key, "mark": one.mark.value, "until": one.until, "at": at} for one in marks
        ]
        self._connection.execute(_MARK, rows)

    def unmark(self, keys: Sequence[str]) -> None:
        """Forget the marks with these keys."""
        self._connection.execute(_UNMARK, [{"key_": key} for key in keys])

    def forget(self, before: datetime) -> None:
        """Forget the marks that were made before this moment."""
        self._connection.execute(_FORGET, {"before": before})

    def _ask(self, asked: str, given: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        # A moment is a day too, to Python.
        kinds = [
            bindparam(name, type_=Moment() if isinstance(value, datetime) else Day())
            for name, value in given.items()
        ]
        return self._connection.execute(text(asked).bindparams(*kinds), dict(given)).all()
