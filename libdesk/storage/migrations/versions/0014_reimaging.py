"""Machines that are set up line by line."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the table; nothing is being set up yet."""
    op.create_table(
        "reimagings",
        sa.Column("change", _whole(), primary_key=True, autoincrement=False),
        sa.Column("item", _whole(), nullable=False),
        sa.Column("occasion", _text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("ended_by", _whole()),
        sa.Column("outcome", _text(), nullable=False),
        sa.Column("reason", _text(), nullable=False),
        sa.ForeignKeyConstraint(["change"], ["item_changes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ended_by"], ["item_changes.id"], ondelete="SET NULL"),
        sqlite_strict=True,
    )
    op.create_index("reimagings_of_item", "reimagings", ["item"])
    op.create_index("reimagings_ended_by", "reimagings", ["ended_by"])


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _whole() -> Any:  # noqa: ANN401 - a column type
    return sa.Integer() if _is_sqlite() else sa.BigInteger()


def _text() -> Any:  # noqa: ANN401 - a column type
    return sa.Text() if _is_sqlite() else sa.Text(collation="C")
