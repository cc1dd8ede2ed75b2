"""Rooms and closets of a branch; photos and papers of items and rooms."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables; a room that items name needs no row."""
    op.create_table(
        "rooms",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        *map(_text, ("branch", "name", "name_key", "kind", "condition", "notes")),
        sa.Column("looked_over_on", _by_engine(sa.Text(), sa.Date())),
        sa.Column("version", _whole(), nullable=False),
        sa.UniqueConstraint("branch", "name_key", name="rooms_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "attachments",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("item", _whole()),
        sa.Column("room", _whole()),
        *map(_text, ("content_hash", "name", "kind")),
        sa.Column("size", _whole(), nullable=False),
        _text("caption"),
        sa.Column("added_at", _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True)), nullable=False),
        _text("who"),
        sa.Column("version", _whole(), nullable=False),
        sa.CheckConstraint("(item IS NULL) <> (room IS NULL)", name="attachments_owner"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], ondelete="CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("attachments_of_item", "attachments", ["item"])
    op.create_index("attachments_of_room", "attachments", ["room"])


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _text(name: str) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, nullable=False)
