"""Follow-ups, known problems, hours, promises, whom to turn to, and IT's visits."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and make the tables."""
    _columns()
    _notices()
    _library()


def _columns() -> None:
    for column in (
        _text("contact", default=""),
        _moment("here_until"),
        _text("notice", default=""),
        _text("follows", nullable=True),
        _text("follow_kind", default=""),
    ):
        op.add_column("problems", column)
    op.create_index("problems_follows", "problems", ["follows"])
    op.create_index("problems_notice", "problems", ["notice"])
    op.add_column("replies", _text("waiting_on", nullable=True))
    op.add_column("replies", _whole("priority", nullable=True))


def _notices() -> None:
    _table(
        "notices",
        _text("id", key=True),
        *map(_text, ("text", "branch", "category")),
        _moment("since", nullable=False),
        _moment("until"),
        _text("waits_for"),
        _moment("closed_at"),
        _whole("version"),
    )


def _library() -> None:
    _table("hours", _whole("day", key=True), _text("opens", key=True), _text("closes"))
    _table("closed_days", _day("on", key=True), _text("why"))
    _table(
        "targets",
        _whole("priority", key=True),
        *map(_whole, ("answer_minutes", "answer_days", "fix_minutes", "fix_days")),
    )
    _table("ladder", _whole("place", key=True), *map(_text, ("who", "how", "when")))
    _table("visits", _text("branch", key=True), _day("on", key=True))


def _table(name: str, *parts: Any) -> None:  # noqa: ANN401 - Alembic's signature
    op.create_table(name, *parts, sqlite_strict=True)


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _text(
    name: str, *, key: bool = False, nullable: bool = False, default: str | None = None
) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, primary_key=key, nullable=nullable, server_default=default)


def _whole(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[int]:
    kind = _by_engine(sa.Integer(), sa.BigInteger())
    return sa.Column(name, kind, primary_key=key, nullable=nullable, autoincrement=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True)), nullable=nullable)


def _day(name: str, *, key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _by_engine(sa.Text(), sa.Date()), primary_key=key, nullable=not key)
