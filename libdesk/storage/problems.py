"""Problems in the database: added by intake, read whole, changed one version at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    bindparam,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from libdesk.domain.priority import REPEATS, Effect
from libdesk.domain.problems import Event, FollowUpKind, Problem, ReplyKind, Report, ReportId
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.stores import NewProblem
from libdesk.storage import lists, word_index
from libdesk.storage.problems_rows import (
    effect,
    history_rows,
    picture_rows,
    problem_of,
    row_of,
    standing,
)
from libdesk.storage.schema import gone, history, pictures, problems, replies

ASKED_AT_ONCE = 500
"""Ids in one question; both databases take many more."""

_LAST_HERE = select(func.coalesce(func.max(problems.c.sequence), 0)).scalar_subquery()
_LAST_GONE = select(func.coalesce(func.max(gone.c.sequence), 0)).scalar_subquery()
_LAST = select(case((_LAST_HERE > _LAST_GONE, _LAST_HERE), else_=_LAST_GONE))
_ADD = insert(problems)
_ADD_PICTURES = insert(pictures)
_ADD_HISTORY = insert(history)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_KNOWN = select(problems.c.id, problems.c.content_hash).where(problems.c.id.in_(_IDS))
_ALIKE = select(func.count()).select_from(
    select(literal(1))
    .where(
        problems.c.branch == bindparam("branch"),
        problems.c.category == bindparam("category"),
        problems.c.item == bindparam("item"),
        problems.c.received_at >= bindparam("since"),
        problems.c.follows.is_(None),
    )
    .limit(REPEATS)
    .subquery()
)
_IS_THERE = problems.c.deleted_at.is_(None)
_GET = select(problems).where(problems.c.id == bindparam("id_"), _IS_THERE)
# Not by the view's index: all that was ever attached stands in it together, few under one problem.
_IS_ATTACHED = problems.c.shown_in.concat("") == lists.ATTACHED
_JOINED = (
    select(problems).where(problems.c.joined_to == bindparam("id_")).order_by(problems.c.sequence)
)
_ATTACHED = (
    select(problems).where(problems.c.follows.in_(_IDS), _IS_ATTACHED).order_by(problems.c.sequence)
)
_EFFECTS = (
    select(problems.c.effect)
    .where(
        problems.c.follows == bindparam("id_"),
        _IS_ATTACHED,
        problems.c.follow_kind == FollowUpKind.HURTS.value,
    )
    .distinct()
)
_ROOT = select(problems.c.follows, problems.c.joined_to, problems.c.shown_in).where(
    problems.c.id == bindparam("id_"), _IS_THERE
)
_LOOSE = (
    select(problems.c.id)
    .where(
        problems.c.follows.is_not(None),
        problems.c.shown_in.not_in([lists.ATTACHED, lists.JOINED, lists.DELETED]),
        or_(problems.c.id.in_(_IDS), problems.c.follows.in_(_IDS)),
    )
    .order_by(problems.c.sequence)
)
_ATTACH = (
    update(problems)
    .where(problems.c.id == bindparam("id_"))
    .values(follows=bindparam("root"), shown_in=lists.ATTACHED, version=problems.c.version + 1)
)
_TAKE_ALONG = (
    update(problems)
    .where(problems.c.follows == bindparam("id_"), _IS_ATTACHED)
    .values(follows=bindparam("root"))
)
_SEQUENCES = select(problems.c.id, problems.c.sequence, problems.c.shown_in).where(
    problems.c.id.in_(_IDS)
)
_PICTURES = (
    select(pictures.c.problem, pictures.c.name, pictures.c.media_type, pictures.c.content)
    .where(pictures.c.problem.in_(bindparam("problems_", expanding=True)))
    .order_by(pictures.c.problem, pictures.c.place)
)
_HISTORY = (
    select(history.c.at, history.c.who, history.c.kind, history.c.words)
    .where(history.c.problem == bindparam("problem_"))
    .order_by(history.c.id)
)
_LAST_EVENT = (
    select(history.c.at, history.c.who, history.c.kind, history.c.words)
    .where(history.c.problem == bindparam("problem_"))
    .order_by(history.c.id.desc())
    .limit(1)
)
_ANSWERS = (
    select(replies.c.text, replies.c.who, replies.c.at, replies.c.goes_out_at, replies.c.number)
    .where(replies.c.problem == bindparam("problem_"), replies.c.kind == ReplyKind.ANSWER.value)
    .order_by(replies.c.id)
)
_CHANGE = (
    update(problems)
    .where(
        problems.c.id == bindparam("id_"),
        problems.c.version == bindparam("expected"),
        _IS_THERE,
    )
    .values(
        # What is attached stays so, whatever is said to its own reporter.
        shown_in=case(
            (problems.c.shown_in.in_(lists.IN_NO_VIEW), problems.c.shown_in),
            else_=bindparam("shown_in"),
        ),
        state=bindparam("state"),
        priority=bindparam("priority"),
        waiting_on=bindparam("waiting_on"),
        waiting_until=bindparam("waiting_until"),
        look_again_on=bindparam("look_again_on"),
        closed_at=bindparam("closed_at"),
        spent_minutes=bindparam("spent_minutes"),
        version=bindparam("next_version"),
    )
)
# What a report joined to a problem has in common with it. A parameter too many would be stored.
_SHARED = ("state", "waiting_on", "waiting_until", "look_again_on", "closed_at")
_CHANGE_JOINED = (
    update(problems)
    .where(problems.c.joined_to == bindparam("id_"))
    .values({name: bindparam(name) for name in _SHARED})
)
_LAST_CHANGE = (
    select(history.c.who, history.c.at)
    .join_from(problems, history, isouter=True)
    .where(problems.c.id == bindparam("id_"))
    .order_by(history.c.id.desc())
    .limit(1)
)
_NOTE = (
    insert(history)
    .from_select(
        ["problem", "at", "who", "kind", "words"],
        select(
            problems.c.sequence,
            bindparam("at", type_=history.c.at.type),
            bindparam("who", type_=history.c.who.type),
            bindparam("kind", type_=history.c.kind.type),
            bindparam("words", type_=history.c.words.type),
        ).where(problems.c.id == bindparam("id_")),
    )
    .execution_options(preserve_rowcount=True)
)


class ProblemStore:
    """Implements the port Problems on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Sequence[NewProblem]) -> None:
        """Add problems in the order given, each with its pictures and its history."""
        if not new:
            return
        last = self._connection.execute(_LAST).scalar_one()
        numbered = list(enumerate(new, last + 1))
        try:
            self._connection.execute(_ADD, [row_of(sequence, one) for sequence, one in numbered])
        except IntegrityError as error:
            raise Conflict("One of these reports is in the inbox already.") from error
        if shown := [row for sequence, one in numbered for row in picture_rows(sequence, one)]:
            self._connection.execute(_ADD_PICTURES, shown)
        if told := [row for sequence, one in numbered for row in history_rows(sequence, one)]:
            self._connection.execute(_ADD_HISTORY, told)
        word_index.add(self._connection, [(sequence, one.words) for sequence, one in numbered])

    def known(self, ids: Sequence[ReportId]) -> dict[ReportId, str]:
        """Return the content hashes of those ids that are in the database."""
        found: dict[ReportId, str] = {}
        for start in range(0, len(ids), ASKED_AT_ONCE):
            some = list(ids[start : start + ASKED_AT_ONCE])
            for report_id, content_hash in self._connection.execute(_KNOWN, {"ids": some}):
                found[ReportId(report_id)] = content_hash
        return found

    def count_alike(self, report: Report, since: datetime) -> int:
        """Count problems with the same branch, category and item received since then."""
        same = {"branch": report.branch, "category": report.category, "item": report.item}
        return self._connection.execute(_ALIKE, {**same, "since": since}).scalar_one()

    def loose(self, ids: Sequence[ReportId]) -> tuple[ReportId, ...]:
        """Return the follow-ups among or of these that are attached to nothing, oldest first."""
        return tuple(self._connection.execute(_LOOSE, {"ids": list(ids)}).scalars())

    def find_root(self, report_id: ReportId) -> ReportId | None:
        """Return the problem with which this report is read: its own, or the one it joined."""
        root: ReportId | None = report_id
        while root is not None:
            row = self._connection.execute(_ROOT, {"id_": root}).one_or_none()
            if row is None or row.shown_in == lists.REGISTRATION:
                return None  # what is added to a registration stands in the inbox on its own
            if row.shown_in not in lists.READ_ELSEWHERE:
                return root
            # A follow-up may go on from a report that was joined to another.
            root = row.joined_to if row.shown_in == lists.JOINED else row.follows
        return None

    def attach(self, report_ids: Sequence[ReportId], root: ReportId) -> None:
        """Let follow-ups be read and found with a problem."""
        for start in range(0, len(report_ids), ASKED_AT_ONCE):
            self._attach(report_ids[start : start + ASKED_AT_ONCE], root)

    def _attach(self, report_ids: Sequence[ReportId], root: ReportId) -> None:
        ids = tuple(dict.fromkeys(report_ids))
        rows = {row.id: row for row in self._connection.execute(_SEQUENCES, {"ids": [*ids, root]})}
        if root in ids or len(rows) <= len(ids):
            raise _no_such()
        if rows[root].shown_in in lists.READ_ELSEWHERE:
            raise Refusal("That report was added to another one already.")
        for statement in (_TAKE_ALONG, _ATTACH):
            self._connection.execute(statement, [{"id_": one, "root": root} for one in ids])
        from_ = [rows[one].sequence for one in ids]
        word_index.move(self._connection, from_, rows[root].sequence)

    def get(self, report_id: ReportId) -> Problem:
        """Return a problem whole, its pictures too."""
        row = self._row(report_id)
        parts = {"problem_": row.sequence}
        joined = self._connection.execute(_JOINED, {"id_": report_id}).all()
        whose = [report_id, *(one.id for one in joined)]
        added = self._connection.execute(_ATTACHED, {"ids": whose}).all()
        owners = [one.sequence for one in (row, *added, *joined)]
        shown = self._connection.execute(_PICTURES, {"problems_": owners})
        told = self._connection.execute(_HISTORY, parts)
        answered = self._connection.execute(_ANSWERS, parts)
        return problem_of(row, [*joined, *added], shown, told, answered)

    def get_bare(self, report_id: ReportId) -> Problem:
        """Return a problem without pictures, answers, follow-ups and all but the last event."""
        row = self._row(report_id)
        joined = self._connection.execute(_JOINED, {"id_": report_id}).all()
        told = self._connection.execute(_LAST_EVENT, {"problem_": row.sequence})
        return problem_of(row, joined, (), told, ())

    def effects(self, root: ReportId) -> tuple[Effect, ...]:
        """Return the effects, each once, that were told with "it is still hurting"."""
        return tuple(map(effect, self._connection.execute(_EFFECTS, {"id_": root}).scalars()))

    def find_by(self, words_of: Mapping[ReportId, Sequence[str]]) -> None:
        """Let problems be found by these words and by no others."""
        rows = self._connection.execute(_SEQUENCES, {"ids": list(words_of)}).all()
        word_index.replace(self._connection, [(row.sequence, words_of[row.id]) for row in rows])

    def _row(self, report_id: ReportId) -> Row[Any]:
        row = self._connection.execute(_GET, {"id_": report_id}).one_or_none()
        if row is None:
            raise _no_such()
        return row

    def change(self, problem: Problem, *, expected_version: int) -> None:
        """Store state, priority, waiting and the like under the next version."""
        report_id = problem.report.id
        stands = {"id_": report_id, **standing(problem)}
        versions = {"expected": expected_version, "next_version": expected_version + 1}
        changed = self._connection.execute(_CHANGE, {**stands, **versions})
        if changed.rowcount:
            shared = {name: stands[name] for name in ("id_", *_SHARED)}
            self._connection.execute(_CHANGE_JOINED, shared)
            return
        last = self._connection.execute(_LAST_CHANGE, {"id_": report_id}).one_or_none()
        if last is None:
            raise _no_such()
        raise Conflict(
            f"{problem.report.number} was changed meanwhile by {last.who or 'somebody else'}.",
            by=last.who or "",
            at=last.at,
        )

    def note(self, report_id: ReportId, event: Event) -> None:
        """Add a line to the history."""
        noted = self._connection.execute(
            _NOTE,
            {
                "id_": report_id,
                "at": event.at,
                "who": event.by,
                "kind": event.kind,
                "words": event.words,
            },
        )
        if not noted.rowcount:
            raise _no_such()


def _no_such() -> Refusal:
    return Refusal("There is no such problem in the inbox any more.")
