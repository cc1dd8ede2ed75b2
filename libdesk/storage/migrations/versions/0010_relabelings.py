"""Which label reports had before a change set gave theirs to an item, or took it from one."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table; of change sets before it nobody knows any more."""
    op.create_table(
        "item_relabelings",
        sa.Column("change", _whole(), nullable=False),
        sa.Column("problem", _whole(), nullable=False),
        sa.Column("was", _by_engine(sa.Text(), sa.Text(collation="C")), nullable=False),
        sa.PrimaryKeyConstraint("change", "problem"),
        sa.ForeignKeyConstraint(["change"], ["item_changes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["problem"], ["problems.sequence"], ondelete="CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("item_relabelings_of_problem", "item_relabelings", ["problem"])


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())
