"""The rows of an export, subject by subject, read in a stream from one moment of the database."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select
from sqlalchemy.exc import StatementError

from libdesk.domain.cells import Cell
from libdesk.domain.exports import listed, picture_file, plain, sheet_picture_file
from libdesk.domain.pictures import sniff
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Picture, ReportId
from libdesk.services.exporting import Stream
from libdesk.storage import (
    disposal_export,
    donation_export,
    export_item_rows,
    lists,
    reimaging_export,
    rules_export,
    troubles,
)
from libdesk.storage.attachment_files import AttachmentFiles
from libdesk.storage.copying import MARK
from libdesk.storage.export_attachment_rows import QUESTIONS, contents
from libdesk.storage.planning_export import PLANNING_QUESTIONS
from libdesk.storage.schema import (
    branches,
    closed_days,
    desk_words,
    gone,
    history,
    hours,
    item_changes,
    item_history,
    item_relabelings,
    items,
    ladder,
    notices,
    pictures,
    problems,
    registrations,
    replies,
    sheet_pictures,
    sheets,
    targets,
    today_marks,
    visits,
)
from libdesk.storage.stocktake_export import STOCKTAKE_QUESTIONS

READ_AT_ONCE = 200
"""Rows that are in memory at the same time; each may have a hundred thousand characters."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OTHER = problems.alias("other")
_IS_THERE = problems.c.deleted_at.is_(None)

Made = Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]
"""Makes a row's cells."""

MadeSeveral = Callable[[Row[*tuple[Any, ...]]], Iterator[Sequence[Cell]]]
"""Makes the cells of all rows that one row of the database stands for."""


def _of_problem(table: Table, *more: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns
    """Return the question for a table whose rows belong to reports, in the reports' order."""
    asked = select(problems.c.number, problems.c.id.label("report"), *more)
    return (
        asked.join_from(table, problems, problems.c.sequence == table.c.problem)
        .where(_IS_THERE)
        .order_by(table.c.problem, *table.primary_key.columns)
    )


def _problem(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    effect = row.effect
    return (
        row.sequence,
        row.number,
        str(row.id),
        plain(row.state),
        _soon(row.priority),
        row.branch,
        row.category,
        row.title,
        row.saw,
        row.guess,
        row.item,
        row.contact,
        row.here_until,
        plain(effect["stopped"]),
        plain(effect["how_bad"]),
        bool(effect["only_one"]),
        bool(effect["only_accessible"]),
        (effect["deadline_at"] or "").replace("T", " ")[:19],
        ", ".join(map(plain, effect["risks"])),
        bool(effect["danger"]),
        bool(effect["niggle"]),
        listed(row.answers),
        _facts(row.facts),
        row.notice,
        row.joined_number,
        plain(row.waiting_on),
        row.waiting_until,
        row.look_again_on,
        row.filed_at,
        row.received_at,
        row.closed_at,
        row.spent_minutes,
        row.clock_is_off,
        row.source,
    )


def _follow_up(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    is_alone = row.shown_in != lists.ATTACHED
    return (
        row.sequence,
        row.number,
        str(row.id),
        str(row.follows),
        plain(row.follow_kind),
        is_alone,
        plain(row.state) if is_alone else "",
        row.saw,
        row.contact,
        listed(row.answers),
        _facts(row.facts),
        row.filed_at,
        row.received_at,
    )


def _event(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return (row.number, str(row.report), row.at, row.who, plain(row.kind), row.words)


def _relabeling(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return (row.change, row.number, str(row.report), row.was)


def _answer(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return (
        row.number,
        str(row.report),
        row.message,
        plain(row.kind),
        row.at,
        row.who,
        row.text,
        plain(row.state),
        row.until,
        plain(row.waiting_on),
        _soon(row.priority) if row.priority else "",
        row.written_at,
    )


def _picture(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    named = Picture(row.name, row.media_type, b"")
    return (
        picture_file(ReportId(row.report), row.place, named),
        row.number,
        str(row.report),
        row.place,
        row.name,
        row.media_type,
        row.bytes,
    )


def _sheet(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    document = row.document or {}
    return (
        row.id,
        document.get("title", ""),
        document.get("version"),
        json.dumps(row.document, ensure_ascii=False),
        row.reviewed_on,
        row.changed_at,
    )


def _sheet_picture(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return (_sheet_file(row.sheet, row.place, row.begins), row.sheet, row.place, row.bytes)


def _sheet_file(sheet_id: str, place: int, content: bytes) -> str:
    return sheet_picture_file(sheet_id, place, sniff(content) or "bin")


def _as_it_is(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return tuple(row)


_QUESTIONS: Mapping[str, tuple[Select[*tuple[Any, ...]], Made]] = {
    **PLANNING_QUESTIONS,
    **rules_export.QUESTIONS,
    **STOCKTAKE_QUESTIONS,
    **reimaging_export.QUESTIONS,
    "problems": (
        select(problems, _OTHER.c.number.label("joined_number"))
        .join_from(problems, _OTHER, _OTHER.c.id == problems.c.joined_to, isouter=True)
        .where(problems.c.follows.is_(None), _IS_THERE, problems.c.shown_in != lists.REGISTRATION)
        .order_by(problems.c.sequence),
        _problem,
    ),
    "follow-ups": (
        select(problems)
        .where(problems.c.follows.is_not(None), _IS_THERE)
        .order_by(problems.c.sequence),
        _follow_up,
    ),
    "history": (
        _of_problem(history, history.c.at, history.c.who, history.c.kind, history.c.words),
        _event,
    ),
    "answers": (
        _of_problem(
            replies,
            replies.c.number.label("message"),
            replies.c.kind,
            replies.c.at,
            replies.c.who,
            replies.c.text,
            replies.c.state,
            replies.c.until,
            replies.c.waiting_on,
            replies.c.priority,
            replies.c.written_at,
        ),
        _answer,
    ),
    "pictures": (
        _of_problem(
            pictures,
            pictures.c.place,
            pictures.c.name,
            pictures.c.media_type,
            func.length(pictures.c.content).label("bytes"),
        ),
        _picture,
    ),
    "items": (
        export_item_rows.ITEMS,
        export_item_rows.item,
    ),
    "item-changes": (export_item_rows.CHANGES, _as_it_is),
    "stand-ins": (export_item_rows.STAND_INS, _as_it_is),
    "loans": (export_item_rows.LOANS, _as_it_is),
    **disposal_export.QUESTIONS,
    **donation_export.QUESTIONS,
    "item-relabelings": (
        _of_problem(item_relabelings, item_relabelings.c.change, item_relabelings.c.was),
        _relabeling,
    ),
    "own-fields": (export_item_rows.OWN_FIELDS, _as_it_is),
    "branches": (select(branches.c.code, branches.c.name).order_by(branches.c.place), _as_it_is),
    "hours": (
        select(hours.c.day, hours.c.opens, hours.c.closes).order_by(hours.c.day, hours.c.opens),
        lambda row: (_DAYS[row.day] if 0 <= row.day < 7 else row.day, row.opens, row.closes),
    ),
    "closed-days": (
        select(closed_days.c.on, closed_days.c.why).order_by(closed_days.c.on),
        _as_it_is,
    ),
    "promises": (
        select(targets).order_by(targets.c.priority),
        lambda row: (
            _soon(row.priority),
            row.answer_minutes or None,
            row.answer_days or None,
            row.fix_minutes or None,
            row.fix_days or None,
        ),
    ),
    "visits": (select(visits.c.on, visits.c.branch).order_by(visits.c.on), _as_it_is),
    "notices": (
        select(
            notices.c.id,
            notices.c.text,
            notices.c.branch,
            notices.c.category,
            notices.c.since,
            notices.c.until,
            notices.c.waits_for,
            notices.c.closed_at,
        ).order_by(notices.c.since, notices.c.id),
        _as_it_is,
    ),
    "ladder": (
        select(ladder.c.place, ladder.c.who, ladder.c.how, ladder.c.when).order_by(ladder.c.place),
        _as_it_is,
    ),
    "sheets": (select(sheets).order_by(sheets.c.id), _sheet),
    "sheet-pictures": (
        select(
            sheet_pictures.c.sheet,
            sheet_pictures.c.place,
            func.substr(sheet_pictures.c.content, 1, 8).label("begins"),
            func.length(sheet_pictures.c.content).label("bytes"),
        ).order_by(sheet_pictures.c.sheet, sheet_pictures.c.place),
        _sheet_picture,
    ),
    "today": (
        select(
            today_marks.c.key, today_marks.c.mark, today_marks.c.until, today_marks.c.at
        ).order_by(today_marks.c.key),
        _as_it_is,
    ),
    "registrations": (
        select(registrations).order_by(registrations.c.received_at, registrations.c.id),
        lambda row: (
            str(row.id),
            row.received_at,
            listed(row.said),
            row.state,
            row.decided_at,
            row.decided_by,
        ),
    ),
    "deleted": (
        select(gone.c.id, gone.c.at).order_by(gone.c.sequence),
        lambda row: (str(row.id), row.at),
    ),
    "settings": (
        # That this is a copy, and of when, says nothing of the library.
        select(desk_words.c.key, desk_words.c.value)
        .where(desk_words.c.key != MARK)
        .order_by(desk_words.c.key),
        _as_it_is,
    ),
    **QUESTIONS,
}
_SEVERAL: Mapping[str, tuple[Select[*tuple[Any, ...]], MadeSeveral]] = {
    "item-history": (export_item_rows.HISTORY, export_item_rows.changes),
    **reimaging_export.SEVERAL,
}
_CONTENTS = _of_problem(
    pictures, pictures.c.place, pictures.c.name, pictures.c.media_type, pictures.c.content
)
_SHEET_CONTENTS = select(sheet_pictures).order_by(sheet_pictures.c.sheet, sheet_pictures.c.place)
_WORD = select(desk_words.c.value).where(desk_words.c.key == bindparam("key_"))


class ExportRows:
    """Implements the port Snapshot on one transaction.

    Args:
        connection: in the transaction.
        path: the SQLite file, for sentences; None for a server.
        files: the photos and papers of items and rooms; None where there are none.
    """

    def __init__(
        self, connection: Connection, path: Path | None, files: AttachmentFiles | None = None
    ) -> None:
        self._connection = connection
        self._path = path
        self._files = files

    def count(self) -> int:
        """Return how many rows and pictures there are."""
        about_items = (items, item_changes, item_history)
        tables = (problems, history, replies, pictures, pictures, *about_items, sheet_pictures)
        counted = (select(func.count()).select_from(table) for table in tables)
        return sum(self._connection.execute(one).scalar_one() for one in counted)

    def rows(self, subject: str) -> Stream[Sequence[Cell]]:
        """Yield a table's rows."""
        if subject in _SEVERAL:
            question, several = _SEVERAL[subject]
            with closing(self._stream(question, READ_AT_ONCE)) as rows:
                yield from chain.from_iterable(map(several, rows))
            return
        question, made = _QUESTIONS[subject]
        with closing(self._stream(question, READ_AT_ONCE)) as rows:
            yield from map(made, rows)

    def pictures(self) -> Stream[tuple[str, bytes]]:
        """Yield each picture's file name and content, one at a time: each may have megabytes."""
        with closing(self._stream(_CONTENTS, 1)) as rows:
            for row in rows:
                picture = Picture(row.name, row.media_type, row.content)
                yield picture_file(ReportId(row.report), row.place, picture), row.content
        with closing(self._stream(_SHEET_CONTENTS, 1)) as rows:
            for row in rows:
                yield _sheet_file(row.sheet, row.place, row.content), row.content

    def attachments(self) -> Stream[tuple[str, bytes]]:
        """Yield each photo's and paper's file name and content; one that is missing is left out."""
        if self._files is not None:
            yield from contents(self._connection, self._files)

    def word(self, key: str) -> str:
        """Return a setting; "" when not set."""
        return self._connection.execute(_WORD, {"key_": key}).scalar_one_or_none() or ""

    def _stream(
        self, question: Select[*tuple[Any, ...]], at_once: int
    ) -> Stream[Row[*tuple[Any, ...]]]:
        try:
            with self._connection.execute(
                question, execution_options={"yield_per": at_once}
            ) as found:
                yield from found
        except StatementError as error:
            raise troubles.plain(error, self._path) from error


def _soon(priority: int) -> str:
    return plain(Priority(priority).name.lower())


def _facts(facts: Sequence[Sequence[str]]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in facts)
