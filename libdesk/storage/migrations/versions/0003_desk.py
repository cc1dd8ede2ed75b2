"""The desk at work: reports joined, time spent, what was deleted, and what Today was told."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and tables, and put each problem into the view that shows it since now."""
    _columns()
    _indexes()
    _tables()
    _fill()


def _columns() -> None:
    for column in (
        _text("joined_to", nullable=True),
        _moment("closed_at"),
        _whole("spent_minutes"),
        _moment("deleted_at"),
        _moment("deadline_at"),
    ):
        op.add_column("problems", column)
    op.add_column("replies", _whole("copy_of"))


def _indexes() -> None:
    op.create_index("problems_joined_to", "problems", ["joined_to"])
    op.create_index("problems_closed_at", "problems", ["closed_at"])
    op.create_index("problems_here_until", "problems", ["here_until"])
    op.create_index("problems_deadline_at", "problems", ["shown_in", "deadline_at"])
    op.create_index("problems_look_again_on", "problems", ["look_again_on"])
    op.create_index("problems_deleted_at", "problems", ["deleted_at"])
    op.drop_index("problems_by_urgency", "problems")
    op.create_index(
        "problems_in_lists",
        "problems",
        [
            "shown_in",
            "priority",
            sa.text("sequence DESC"),
            "branch",
            "state",
            "category",
            "item",
            "number",
            "waiting_on",
            "waiting_until",
            "contact",
            "received_at",
        ],
    )


def _tables() -> None:
    op.create_table(
        "gone",
        _text("id", key=True),
        _text("content_hash"),
        _moment("at", nullable=False),
        _whole("sequence", nullable=False),
        sqlite_strict=True,
    )
    op.create_index("gone_sequence", "gone", ["sequence"])
    op.create_table(
        "today_marks",
        _text("key", key=True),
        _text("mark"),
        _moment("until"),
        _moment("at", nullable=False),
        sqlite_strict=True,
    )


def _fill() -> None:
    # As documents were written until now: without spaces. Priority 4 is "when we can".
    op.execute(
        "UPDATE problems SET shown_in = 'niggles' WHERE shown_in = 'needs_me' AND priority = 4 "
        "AND effect LIKE '%\"niggle\"\\:true%'"
    )
    op.execute(
        "UPDATE problems SET closed_at = COALESCE((SELECT max(history.at) FROM history "
        "WHERE history.problem = problems.sequence), received_at) WHERE shown_in = 'done'"
    )

    _fill_deadlines()


def _fill_deadlines() -> None:
    # In Python: the documents tell moments of any zone, and the column is compared.
    bind = op.get_bind()
    told = bind.execute(
        sa.text("SELECT sequence, effect FROM problems WHERE effect NOT LIKE :without"),
        {"without": '%"deadline_at":null%'},
    ).all()
    for sequence, effect in told:
        deadline = json.loads(effect)["deadline_at"]
        if deadline is None:
            continue
        at = datetime.fromisoformat(deadline).astimezone(UTC)
        bind.execute(
            sa.text("UPDATE problems SET deadline_at = :at WHERE sequence = :sequence"),
            {"at": _by_engine(at.isoformat(timespec="microseconds"), at), "sequence": sequence},
        )


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _text(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, primary_key=key, nullable=nullable)


def _whole(name: str, *, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, _by_engine(sa.Integer(), sa.BigInteger()), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True)), nullable=nullable)
