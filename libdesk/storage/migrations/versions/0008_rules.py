"""Saved views of the equipment list, and what a library has changed of the rules of equipment."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "item_views",
        _text("id", key=True),
        _text("name"),
        sa.Column("place", _whole(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", _whole(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "rules",
        _text("name", key=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("as_at", _by_engine(sa.Text(), sa.Date()), nullable=False),
        sa.Column("version", _whole(), nullable=False),
        sqlite_strict=True,
    )


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, primary_key=key, nullable=False)
