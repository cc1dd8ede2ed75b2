"""How-to sheets that a library has changed or added, with their pictures; rooms of items."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, and let items say in which room they stand."""
    op.add_column("items", _text("room", default=""))
    op.create_table(
        "sheets",
        _text("id", key=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reviewed_on", _by_engine(sa.Text(), sa.Date()), nullable=False),
        sa.Column("changed_at", _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True)), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "sheet_pictures",
        _text("sheet", key=True),
        sa.Column(
            "place",
            _by_engine(sa.Integer(), sa.BigInteger()),
            primary_key=True,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sheet"], ["sheets.id"], ondelete="CASCADE"),
        sqlite_strict=True,
    )


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _text(name: str, *, key: bool = False, default: str | None = None) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, primary_key=key, nullable=False, server_default=default)
