"""Counting days: campaigns, their scans, how they ended, and what was decided."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_CAMPAIGN, _ITEM = ["stocktakes.id"], ["items.id"]


def upgrade() -> None:
    """Make the tables; nothing was counted yet."""
    op.create_table(
        "stocktakes",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        _text("title"),
        sa.Column("starts_on", _day(), nullable=False),
        sa.Column("ends_on", _day(), nullable=False),
        sa.Column("spots", sa.Text(), nullable=False),
        *map(_text, ("note", "state")),
        sa.Column("finished_at", _moment()),
        sa.Column("version", _whole(), nullable=False),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _make_scans()
    _make_results()
    _make_decisions()


def _make_scans() -> None:
    op.create_table(
        "stocktake_scans",
        sa.Column("id", _words(), primary_key=True),
        sa.Column("stocktake", _whole(), nullable=False),
        _text("code"),
        sa.Column("item", _whole()),
        *map(_text, ("branch", "room")),
        sa.Column("at", _moment(), nullable=False),
        *map(_text, ("who", "condition", "note", "origin")),
        sa.ForeignKeyConstraint(["stocktake"], _CAMPAIGN, ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], _ITEM, ondelete="SET NULL"),
        sqlite_strict=True,
    )
    op.create_index("stocktake_scans_in_order", "stocktake_scans", ["stocktake", "at"])
    op.create_index("stocktake_scans_of_item", "stocktake_scans", ["item"])


def _make_results() -> None:
    op.create_table(
        "stocktake_results",
        sa.Column("stocktake", _whole(), primary_key=True, autoincrement=False),
        sa.Column("place", _whole(), primary_key=True, autoincrement=False),
        *map(_text, ("outcome", "why")),
        sa.Column("item", _whole()),
        *map(_text, ("code", "name", "kind")),
        *map(_text, ("listed_branch", "listed_room", "seen_branch", "seen_room")),
        sa.Column("at", _moment()),
        *map(_text, ("who", "condition", "note")),
        sa.Column("is_expected", _by_engine(sa.Integer(), sa.Boolean()), nullable=False),
        sa.ForeignKeyConstraint(["stocktake"], _CAMPAIGN, ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], _ITEM, ondelete="SET NULL"),
        sqlite_strict=True,
    )
    op.create_index("stocktake_results_of_item", "stocktake_results", ["item"])
    op.create_index("stocktake_results_by_outcome", "stocktake_results", ["stocktake", "outcome"])


def _make_decisions() -> None:
    op.create_table(
        "stocktake_decisions",
        sa.Column("stocktake", _whole(), primary_key=True, autoincrement=False),
        sa.Column("place", _whole(), primary_key=True, autoincrement=False),
        _text("decision"),
        sa.Column("at", _moment(), nullable=False),
        *map(_text, ("who", "note")),
        sa.Column("item", _whole()),
        sa.Column("change", _whole()),
        sa.ForeignKeyConstraint(["item"], _ITEM, ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["change"], ["item_changes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["stocktake", "place"],
            ["stocktake_results.stocktake", "stocktake_results.place"],
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
    )
    op.create_index("stocktake_decisions_of_item", "stocktake_decisions", ["item"])
    op.create_index("stocktake_decisions_by_change", "stocktake_decisions", ["change"])


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _day() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Date())


def _moment() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True))


def _words() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Text(collation="C"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _words(), nullable=False)
