"""Spares that stand in for what is away."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table; nothing stands in for anything yet."""
    op.create_table(
        "stand_ins",
        sa.Column("change", _whole(), primary_key=True, autoincrement=False),
        sa.Column("away", _whole(), nullable=False),
        sa.Column("spare", _whole(), nullable=False),
        sa.Column("ended_by", _whole()),
        sa.ForeignKeyConstraint(["change"], ["item_changes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["away"], ["items.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["spare"], ["items.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ended_by"], ["item_changes.id"], ondelete="SET NULL"),
        sqlite_strict=True,
    )
    op.create_index("stand_ins_of_away", "stand_ins", ["away"])
    op.create_index("stand_ins_of_spare", "stand_ins", ["spare"])
    op.create_index("stand_ins_ended_by", "stand_ins", ["ended_by"])


def _whole() -> Any:  # noqa: ANN401 - a column type
    return sa.Integer() if op.get_bind().dialect.name == "sqlite" else sa.BigInteger()
