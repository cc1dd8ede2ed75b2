"""Computers that registered themselves; problems whose item was found by more than its label."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table, and let a problem keep both what was named and what was found."""
    op.add_column("problems", sa.Column("item_said", _words()))
    op.create_index("problems_item", "problems", ["item", "received_at"])
    op.create_table(
        "registrations",
        sa.Column("id", _words(), primary_key=True, nullable=False),
        sa.Column("received_at", _moment(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("state", _words(), nullable=False),
        sa.Column("item", _whole()),
        sa.Column("change", _whole()),
        sa.Column("decided_at", _moment()),
        sa.Column("decided_by", _words(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("registrations_state", "registrations", ["state", "received_at"])


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _words() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Text(collation="C"))


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _moment() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True))
