"""Items become records: all that is kept of them, and the history of every change."""

import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEPT = ("tag", "name", "name_key", "kind", "branch", "room", "serial", "computer_name", "version")


def upgrade() -> None:
    """Give items an id of their own, so that a label can be changed, and their new columns."""
    connection = op.get_bind()
    kept = ", ".join(_KEPT)
    rows = connection.execute(
        sa.text(f"SELECT {kept} FROM items ORDER BY branch, name_key, tag")  # noqa: S608 - ours
    ).all()
    op.drop_index("items_in_order", "items")
    op.drop_table("items")
    table = _items()
    op.create_index("items_in_order", "items", ["branch", "name_key", "tag"])
    op.create_index("items_tag_key", "items", ["tag_key"])
    op.create_index("items_serial_key", "items", ["serial_key"])
    op.create_index("items_computer_key", "items", ["computer_key"])
    if rows:
        connection.execute(sa.insert(table), [_row(row) for row in rows])
    _history()


def _items() -> sa.Table:
    texts = ("tag", "name", "name_key", "kind", "branch", "room", "status", "role", "make")
    inside = ("model", "serial", "computer_name", "processor")
    days = ("warranty_until", "replace_on", "support_until", "battery_on")
    return op.create_table(
        "items",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        *map(_text, (*texts, *inside)),
        sa.Column("memory_gb", _whole()),
        sa.Column("disk_gb", _whole()),
        _text("disk_kind"),
        *(sa.Column(name, _flag()) for name in ("tpm", "secure_boot", "new_certificate")),
        *map(_text, ("system", "edition", "system_version")),
        sa.Column("bought_on", _day()),
        sa.Column("price", _whole()),
        *map(_text, ("currency", "order_number", "supplier", "funder")),
        sa.Column("keep_until", _day()),
        *(sa.Column(name, _day()) for name in (*days, "license_until", "seen_on")),
        sa.Column("is_only_one", _flag(), nullable=False),
        sa.Column("is_accessible", _flag(), nullable=False),
        _text("notes"),
        sa.Column("custom", sa.Text(), nullable=False),
        sa.Column("replace_by", _day()),
        sa.Column("support_ends", _day()),
        *map(_text, ("tag_key", "tag_order", "serial_key", "computer_key", "words")),
        sa.Column("version", _whole(), nullable=False),
        sa.UniqueConstraint("tag", name="items_tag"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )


def _history() -> None:
    op.create_table(
        "item_changes",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("at", _by_engine(sa.Text(), sa.TIMESTAMP(timezone=True)), nullable=False),
        *map(_text, ("who", "kind", "title")),
        sa.Column("count", _whole(), nullable=False),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "item_history",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("change", _whole(), nullable=False),
        sa.Column("item", _whole(), nullable=False),
        sa.Column("version", _whole(), nullable=False),
        sa.Column("is_new", _flag(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["change"], ["item_changes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], ondelete="CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("item_history_of_item", "item_history", ["item"])
    op.create_index("item_history_of_change", "item_history", ["change"])
    op.create_table(
        "own_fields",
        _text("name", key=True),
        sa.Column("place", _whole(), nullable=False),
        sa.Column("change", _whole()),
        sqlite_strict=True,
    )


def _row(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of any columns
    """Return an item's row as the new table has it: nothing is known but what was."""
    # Nothing that is the same in both databases is left to them: Python folds.
    numbers = (row.serial, row.computer_name, row.room, row.branch)
    found = " ".join(filter(None, (row.tag, row.name, row.kind, *numbers)))
    empty = ("role", "make", "model", "processor", "disk_kind", "system", "edition")
    more = ("system_version", "order_number", "supplier", "funder", "notes", "currency")
    flags: dict[str, Any] = dict.fromkeys(("is_only_one", "is_accessible"), _false())
    return {
        **dict.fromkeys((*empty, *more), ""),
        **{name: getattr(row, name) for name in _KEPT},
        **flags,
        "name_key": _in_order(row.name),
        "status": "in use",
        "custom": "{}",
        "tag_key": _fold(" ".join(row.tag.split())),
        "tag_order": _in_order(row.tag),
        "serial_key": _fold(row.serial),
        "computer_key": _fold(row.computer_name),
        "words": _words(found),
    }


def _fold(value: str) -> str:
    if value.isascii():
        return value.lower()
    spread = unicodedata.normalize("NFKD", value.casefold())
    spread = unicodedata.normalize("NFKD", spread.casefold())
    strokes = str.maketrans("łøđħŧ\u0131ð", "lodhtid") | str.maketrans(
        {"æ": "ae", "œ": "oe", "þ": "th"}
    )
    return "".join(one for one in spread.translate(strokes) if not unicodedata.combining(one))


def _words(found: str) -> str:
    text = _fold(found)
    pieces = dict.fromkeys(piece for piece in text.split() if not piece.isalnum())
    return " ".join([text, *filter(None, (re.sub(r"[\W_]+", "", piece) for piece in pieces))])


def _in_order(value: str) -> str:
    def counted(number: re.Match[str]) -> str:
        digits = number.group().lstrip("0")
        return f"{len(digits):03}{digits}"

    return re.sub("[0-9]+", counted, _fold(value)[:120])


def _by_engine(sqlite: Any, postgresql: Any) -> Any:  # noqa: ANN401 - a column type
    return sqlite if op.get_bind().dialect.name == "sqlite" else postgresql


def _whole() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.BigInteger())


def _day() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Text(), sa.Date())


def _flag() -> Any:  # noqa: ANN401 - a column type
    return _by_engine(sa.Integer(), sa.Boolean())


def _false() -> Any:  # noqa: ANN401 - a column's value
    return _by_engine(0, False)  # noqa: FBT003 - the value itself


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    kind = _by_engine(sa.Text(), sa.Text(collation="C"))
    return sa.Column(name, kind, primary_key=key, nullable=False)
