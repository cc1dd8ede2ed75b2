"""Reports joined to a problem: read and answered with it, and in no list of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from libdesk.domain.inbox import view_of
from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReportId, State
from libdesk.services.errors import Refusal
from libdesk.storage import lists, word_index
from libdesk.storage.problems_rows import effect
from libdesk.storage.schema import problems

_OF = (
    select(problems.c.id)
    .where(problems.c.joined_to == bindparam("root"))
    .order_by(problems.c.sequence)
)
_ROWS = select(
    problems.c.id,
    problems.c.sequence,
    problems.c.shown_in,
    problems.c.state,
    problems.c.priority,
    problems.c.effect,
    problems.c.joined_to,
).where(problems.c.id.in_(bindparam("ids", expanding=True)))
_TAKE_ALONG = (
    update(problems)
    .where(problems.c.joined_to == bindparam("id_"))
    .values(joined_to=bindparam("root"))
)
_JOIN = (
    update(problems)
    .where(problems.c.id == bindparam("id_"))
    .values(joined_to=bindparam("root"), shown_in=lists.JOINED, version=problems.c.version + 1)
)
_PART = (
    update(problems)
    .where(problems.c.id == bindparam("id_"))
    .values(joined_to=None, shown_in=bindparam("view"), version=problems.c.version + 1)
)


class JoinedStore:
    """Implements the port Joined on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, root: ReportId) -> tuple[ReportId, ...]:
        """Return what is joined to a problem, in the order of arrival."""
        return tuple(map(ReportId, self._connection.execute(_OF, {"root": root}).scalars()))

    def add(self, report_ids: Sequence[ReportId], root: ReportId) -> None:
        """Let reports be read, found and answered with a problem."""
        ids = tuple(dict.fromkeys(report_ids))
        rows = {row.id: row for row in self._connection.execute(_ROWS, {"ids": [*ids, root]})}
        if root in ids or len(rows) <= len(ids):
            raise Refusal("There is no such problem in the inbox any more.")
        if any(row.shown_in in lists.READ_ELSEWHERE for row in rows.values()):
            raise Refusal("One of these is read with another problem already.")
        joining = [{"id_": one, "root": root} for one in ids]
        self._connection.execute(_TAKE_ALONG, joining)
        self._connection.execute(_JOIN, joining)
        moved = [rows[one].sequence for one in ids]
        word_index.move(self._connection, moved, rows[root].sequence)

    def part(self, words_of: Mapping[ReportId, Sequence[str]]) -> None:
        """Let reports stand on their own again; the words are the new ones of all concerned."""
        rows = self._connection.execute(_ROWS, {"ids": list(words_of)}).all()
        parting = [
            {"id_": row.id, "view": _view(row)} for row in rows if row.shown_in == lists.JOINED
        ]
        if parting:
            self._connection.execute(_PART, parting)
        word_index.replace(self._connection, [(row.sequence, words_of[row.id]) for row in rows])


def _view(row: Row[*tuple[Any, ...]]) -> str:
    niggle = effect(row.effect).niggle
    return view_of(State(row.state), Priority(row.priority), niggle=niggle).value
