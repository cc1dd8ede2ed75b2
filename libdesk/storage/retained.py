"""What is kept of closed problems, and how it goes: pictures, whom to ask, facts that name them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    select,
    tuple_,
    update,
)

from libdesk.domain.problems import PERSONAL_FACTS, FollowUpKind, ReportId
from libdesk.domain.retention import Closed
from libdesk.services.removals import ClosedReport
from libdesk.storage import lists
from libdesk.storage.schema import history, pictures, problems

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_KEYS: BindParameter[Any] = bindparam("sequences", expanding=True)
_IS_CLOSED = and_(
    problems.c.closed_at.is_not(None),
    problems.c.shown_in.not_in([*lists.IN_NO_VIEW, lists.DELETED]),
)
_CLOSED = select(
    problems.c.id, problems.c.sequence, problems.c.closed_at, problems.c.look_again_on
).where(_IS_CLOSED)
_IN_ORDER = (problems.c.closed_at, problems.c.sequence)
_FIRST_PAGE = (
    _CLOSED.where(problems.c.closed_at <= bindparam("before"))
    .order_by(*_IN_ORDER)
    .limit(bindparam("limit_"))
)
_NEXT_PAGE = _FIRST_PAGE.where(
    problems.c.closed_at >= bindparam("at_"),
    tuple_(*_IN_ORDER)
    > tuple_(
        bindparam("at_", type_=problems.c.closed_at.type),
        bindparam("place_", type_=problems.c.sequence.type),
    ),
)
_STILL = _CLOSED.where(problems.c.id.in_(_IDS)).order_by(*_IN_ORDER)
_OWNER = select(
    problems.c.id,
    problems.c.sequence,
    problems.c.contact,
    problems.c.facts,
    problems.c.follows,
    problems.c.joined_to,
)
_ROOTS = _OWNER.where(problems.c.id.in_(_IDS))
_JOINED = _OWNER.where(problems.c.joined_to.in_(_IDS))
_ATTACHED = _OWNER.where(problems.c.follows.in_(_IDS), problems.c.shown_in == lists.ATTACHED)
_PICTURED = select(pictures.c.problem).where(pictures.c.problem.in_(_KEYS)).distinct()
_REMOVE_PICTURES = delete(pictures).where(pictures.c.problem.in_(_KEYS))
_NAMELESS = (
    update(problems)
    .where(problems.c.sequence == bindparam("sequence_"))
    .values(contact="", facts=bindparam("facts_"))
)
_NOBODYS = (
    update(history)
    .where(
        history.c.problem.in_(_KEYS),
        history.c.kind.in_([kind.value for kind in FollowUpKind]),
    )
    .values(who="")
)


class RetainedStore:
    """Implements the port Retained on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def closed(
        self, before: datetime, after: tuple[datetime, int] | None, limit: int
    ) -> tuple[ClosedReport, ...]:
        """Return a page of problems that were closed before a moment."""
        asked = {"before": before, "limit_": limit}
        if after is None:
            rows = self._connection.execute(_FIRST_PAGE, asked).all()
        else:
            at, place = after
            rows = self._connection.execute(_NEXT_PAGE, {**asked, "at_": at, "place_": place}).all()
        return self._reports(rows)

    def still_closed(self, report_ids: Sequence[ReportId]) -> tuple[ClosedReport, ...]:
        """Return those among these that are closed now."""
        return self._reports(self._connection.execute(_STILL, {"ids": list(report_ids)}).all())

    def remove_pictures(self, report_id: ReportId) -> None:
        """Remove the pictures of a problem and of all that is read with it."""
        keys = [one.sequence for one in self._owners([report_id])[report_id]]
        self._connection.execute(_REMOVE_PICTURES, {"sequences": keys})

    def remove_names(self, report_id: ReportId) -> None:
        """Remove whom to ask and the facts that may name a person."""
        owners = self._owners([report_id])[report_id]
        rows = [
            {
                "sequence_": one.sequence,
                "facts_": [fact for fact in one.facts if fact[0] not in PERSONAL_FACTS],
            }
            for one in owners
            if _has_names(one)
        ]
        if rows:
            self._connection.execute(_NAMELESS, rows)
        self._connection.execute(_NOBODYS, {"sequences": [one.sequence for one in owners]})

    def _reports(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[ClosedReport, ...]:
        owners = self._owners([row.id for row in rows])
        keys = [one.sequence for several in owners.values() for one in several]
        pictured = set(self._connection.execute(_PICTURED, {"sequences": keys}).scalars())
        return tuple(
            ClosedReport(
                report_id=ReportId(row.id),
                sequence=row.sequence,
                closed=Closed(row.closed_at, row.look_again_on),
                has_pictures=any(one.sequence in pictured for one in owners[row.id]),
                has_names=any(map(_has_names, owners[row.id])),
            )
            for row in rows
        )

    def _owners(self, roots: Sequence[Any]) -> dict[Any, list[Row[*tuple[Any, ...]]]]:
        """Return of each problem its own row, and those of all that is read with it."""
        if not roots:
            return {}
        owners = {row.id: [row] for row in self._ask(_ROOTS, roots)}
        root_of = {root: root for root in owners}
        for row in self._ask(_JOINED, roots):
            owners[row.joined_to].append(row)
            root_of[row.id] = row.joined_to
        for row in self._ask(_ATTACHED, list(root_of)):
            owners[root_of[row.follows]].append(row)
        return owners

    def _ask(self, question: Any, ids: Sequence[Any]) -> Iterable[Row[*tuple[Any, ...]]]:  # noqa: ANN401 - one of our questions
        return self._connection.execute(question, {"ids": list(ids)}).all()


def _has_names(row: Row[*tuple[Any, ...]]) -> bool:
    return bool(row.contact) or any(key in PERSONAL_FACTS for key, _ in row.facts)
