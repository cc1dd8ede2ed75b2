"""The first tables: branches, items, problems with all that belongs to them, the word index."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _places()
    _problems()
    _lists()
    _parts_of_a_problem()
    _replies()
    _desk()
    _word_index()


def _places() -> None:
    _table("branches", _text("code", key=True), _text("name"), _whole("place"), _whole("version"))
    _table(
        "items",
        _text("tag", key=True),
        *map(_text, ("name", "name_key", "kind", "branch", "serial", "computer_name")),
        _whole("version"),
    )
    op.create_index("items_in_order", "items", ["branch", "name_key"])


def _problems() -> None:
    _table(
        "problems",
        _whole("sequence", key=True),
        *map(_text, ("id", "number", "content_hash")),
        sa.Column("reply_key", sa.LargeBinary(), nullable=False),
        *map(_text, ("source", "category", "branch", "title", "title_key", "item")),
        _moment("filed_at"),
        _moment("received_at"),
        sa.Column("clock_is_off", _by_engine(sa.Integer(), sa.Boolean()), nullable=False),
        *map(_text, ("shown_in", "state")),
        _whole("priority"),
        _text("waiting_on", nullable=True),
        _day("waiting_until"),
        _day("look_again_on"),
        _whole("version"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("effect", "answers", "facts")),
        *map(_text, ("saw", "guess")),
        sa.UniqueConstraint("id", name="problems_id"),
    )


def _lists() -> None:
    newest_first = sa.text("sequence DESC")
    op.create_index("problems_number", "problems", ["number"])
    op.create_index("problems_alike", "problems", ["branch", "category", "item", "received_at"])
    op.create_index(
        "problems_by_urgency",
        "problems",
        ["shown_in", "priority", newest_first, "branch", "state"],
    )
    op.create_index("problems_by_title", "problems", ["shown_in", "title_key", newest_first])


def _parts_of_a_problem() -> None:
    _table(
        "pictures",
        _problem(key=True),
        _whole("place", key=True),
        *map(_text, ("name", "media_type")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    _table("history", _counted(), _problem(), _moment("at"), *map(_text, ("who", "kind", "words")))
    op.create_index("history_of_problem", "history", ["problem"])
    _table("problem_words", _problem(key=True), _text("words"))


def _replies() -> None:
    _table(
        "replies",
        _counted(),
        _problem(),
        _whole("number", nullable=True),
        _text("kind"),
        _moment("at"),
        *map(_text, ("text", "who")),
        _text("state", nullable=True),
        _day("until"),
        _moment("goes_out_at"),
        _moment("written_at", nullable=True),
        sa.UniqueConstraint("problem", "number", name="replies_number"),
        sqlite_autoincrement=True,
    )
    not_written = sa.text("written_at IS NULL")
    op.create_index(
        "replies_to_write",
        "replies",
        ["id", "goes_out_at"],
        sqlite_where=not_written,
        postgresql_where=not_written,
    )


def _desk() -> None:
    _table("desk_words", _text("key", key=True), _text("value"))
    _table(
        "desk_keys",
        sa.Column(
            "id",
            _by_engine(sa.Integer(), sa.BigInteger()),
            sa.CheckConstraint("id = 1"),
            primary_key=True,
            autoincrement=False,
        ),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=False)
            for name in ("seal_key", "sign_key", "seal_public", "verify_key")
        ),
    )


def _word_index() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE word_index USING fts5("
            "words, content='problem_words', content_rowid='problem', detail=none, columnsize=0, "
            "tokenize='ascii', prefix='1 2 3 4 5 6 7 8 9 10 11 12')"
        )
    else:
        op.execute(
            "CREATE INDEX word_index ON problem_words "
            "USING gin (array_to_tsvector(string_to_array(words, ' ')))"
        )


def _table(name: str, *parts: Any, **options: Any) -> None:  # noqa: ANN401 - Alembic's signature
    op.create_table(name, *parts, sqlite_strict=True, **options)


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _text(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, primary_key=key, nullable=nullable)


def _whole(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[int]:
    kind = _by_engine(sa.Integer(), sa.BigInteger())
    return sa.Column(name, kind, primary_key=key, nullable=nullable, autoincrement=False)


def _counted() -> sa.Column[int]:
    kind = _by_engine(sa.Integer(), sa.BigInteger())
    return sa.Column("id", kind, sa.Identity(), primary_key=True)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True)), nullable=nullable)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, _by_engine(sa.Text(), sa.Date()), nullable=True)


def _problem(*, key: bool = False) -> sa.Column[int]:
    return sa.Column(
        "problem",
        _by_engine(sa.Integer(), sa.BigInteger()),
        sa.ForeignKey("problems.sequence", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
        autoincrement=False,
    )
