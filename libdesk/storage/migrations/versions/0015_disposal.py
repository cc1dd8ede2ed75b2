"""What leaves: that it was declared surplus, how it was wiped, how it went; and why one is kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables; of what went before them, nobody has said how."""
    why = sa.Column("keep_why", _words(), nullable=False, server_default="")
    op.add_column("items", why)
    op.create_table(
        "retirements", *_with_change(), *map(_text, ("why", "condition")), *_keys(),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "wipings",
        *_with_change(),
        *map(_text, ("tag", "serial", "machine", "media", "method", "technique", "tool", "who")),
        sa.Column("on", _day(), nullable=False),
        _text("checked_by"),
        sa.Column("is_alone", _flag(), nullable=False),
        *map(_text, ("how_checked", "result", "goes", "note")),
        *_keys(),
        sqlite_strict=True,
    )
    op.create_table(
        "departures",
        *_with_change(),
        *map(_text, ("tag", "how")),
        sa.Column("on", _day(), nullable=False),
        _text("receiver"),
        sa.Column("schemes", sa.Text(), nullable=False),
        _text("certificate"),
        sa.Column("certificate_on", _day()),
        sa.Column("price", _whole()),
        _text("currency"),
        sa.Column("decided_on", _day()),
        _text("decided_by"),
        sa.Column("is_asked", _flag(), nullable=False),
        _text("note"),
        sa.Column("version", _whole(), nullable=False),
        *_keys(),
        sqlite_strict=True,
    )
    for table in ("retirements", "wipings", "departures"):
        op.create_index(f"{table}_of_item", table, ["item"])
        op.create_index(f"{table}_of_change", table, ["change"])


def _with_change() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("change", _whole(), nullable=False),
        sa.Column("item", _whole(), nullable=False),
    )


def _keys() -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        sa.ForeignKeyConstraint(["change"], ["item_changes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], ondelete="CASCADE"),
    )


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _flag() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.Boolean())


def _day() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Date())


def _words() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Text(collation="C"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _words(), nullable=False)
