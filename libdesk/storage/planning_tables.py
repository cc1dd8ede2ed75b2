"""The tables of planned work, of what stands against it, and of outages."""

from typing import Any

from sqlalchemy import Column, Identity, MetaData, Table

from libdesk.storage.columns import Day, Document, Flag, Moment, Whole, Words


def define_planning(metadata: MetaData) -> tuple[Table, Table, Table]:
    """Add the tables to the others and return them: requirements, planned changes, outages."""
    return _requirements(metadata), _planned_changes(metadata), _outages(metadata)


def _requirements(metadata: MetaData) -> Table:
    return Table(
        "requirements",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("system", Words, nullable=False),
        Column("about", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("says", Words, nullable=False),
        Column("of_version", Words, nullable=False),
        Column("source", Words, nullable=False),
        Column("as_at", Day),
        Column("known_since", Day),
        Column("until", Day),
        Column("note", Words, nullable=False),
        *_changed(),
        sqlite_strict=True,
    )


def _planned_changes(metadata: MetaData) -> Table:
    return Table(
        "planned_changes",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("title", Words, nullable=False),
        Column("on", Day, nullable=False),
        Column("notice", Words, nullable=False),
        # Codes; none means all branches.
        Column("branches", Document, nullable=False),
        Column("things", Words, nullable=False),
        Column("begins", Words, nullable=False),
        Column("ends", Words, nullable=False),
        # How many weeks, months or years; 0 for once.
        Column("every_count", Whole, nullable=False),
        Column("every_unit", Words, nullable=False),
        Column("first_on", Day),
        Column("due_on", Day),
        Column("draft_days", Whole, nullable=False),
        Column("target_about", Words, nullable=False),
        Column("target_name", Words, nullable=False),
        Column("target_version", Words, nullable=False),
        Column("note", Words, nullable=False),
        Column("told_for", Day),
        Column("done_on", Day),
        Column("is_over", Flag, nullable=False),
        *_changed(),
        sqlite_strict=True,
    )


def _outages(metadata: MetaData) -> Table:
    return Table(
        "outages",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("branch", Words, nullable=False),
        Column("started_at", Moment, nullable=False),
        Column("back_at", Moment),
        Column("lost", Words, nullable=False),
        Column("cause", Words, nullable=False),
        Column("whose", Words, nullable=False),
        Column("note", Words, nullable=False),
        # The number of the problem that told of it; that may be gone by now.
        Column("problem", Words, nullable=False),
        *_changed(),
        sqlite_strict=True,
    )


def _changed() -> tuple[Column[Any], ...]:
    """Return the columns that tell who changed a row last."""
    return (
        Column("version", Whole, nullable=False),
        Column("changed_at", Moment, nullable=False),
        Column("changed_by", Words, nullable=False),
    )
