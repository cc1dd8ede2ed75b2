"""What is lent and booked."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table; nothing is lent yet."""
    op.create_table(
        "loans",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("item", _whole(), nullable=False),
        _text("borrower"),
        *(sa.Column(name, _day(), nullable=False) for name in ("from_on", "until_on")),
        *map(_text, ("state", "along", "note")),
        *(sa.Column(name, _moment()) for name in ("handed_out_at", "ended_at")),
        *map(_text, ("condition", "said")),
        sa.Column("version", _whole(), nullable=False),
        sa.Column("changed_at", _moment(), nullable=False),
        _text("changed_by"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], ondelete="CASCADE"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("loans_of_item", "loans", ["item"])
    op.create_index("loans_by_state", "loans", ["state", "until_on"])
    op.create_index("loans_ended", "loans", ["ended_at"])


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _day() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Date())


def _moment() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True))


def _text(name: str) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, nullable=False)
