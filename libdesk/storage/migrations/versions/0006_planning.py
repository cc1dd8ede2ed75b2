"""Planned work, what other systems can't work with, and the log of outages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "requirements",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        *map(_text, ("system", "about", "name", "says", "of_version", "source")),
        *(sa.Column(name, _day()) for name in ("as_at", "known_since", "until")),
        _text("note"),
        *_changed(),
        sqlite_strict=True,
    )
    op.create_table(
        "planned_changes",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        _text("title"),
        sa.Column("on", _day(), nullable=False),
        _text("notice"),
        sa.Column("branches", sa.Text(), nullable=False),
        *map(_text, ("things", "begins", "ends")),
        sa.Column("every_count", _whole(), nullable=False),
        _text("every_unit"),
        sa.Column("first_on", _day()),
        sa.Column("due_on", _day()),
        sa.Column("draft_days", _whole(), nullable=False),
        *map(_text, ("target_about", "target_name", "target_version", "note")),
        sa.Column("told_for", _day()),
        sa.Column("done_on", _day()),
        sa.Column("is_over", _by_engine(sa.Integer(), sa.Boolean()), nullable=False),
        *_changed(),
        sqlite_strict=True,
    )
    op.create_table(
        "outages",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        _text("branch"),
        sa.Column("started_at", _moment(), nullable=False),
        sa.Column("back_at", _moment()),
        *map(_text, ("lost", "cause", "whose", "note", "problem")),
        *_changed(),
        sqlite_strict=True,
    )


def _changed() -> tuple[sa.Column[Any], ...]:
    """Return the columns that tell who changed a row last."""
    return (
        sa.Column("version", _whole(), nullable=False),
        sa.Column("changed_at", _moment(), nullable=False),
        _text("changed_by"),
    )


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _day() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Date())


def _moment() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _by_engine(sa.Text(), sa.Text(collation="C")), nullable=False)
