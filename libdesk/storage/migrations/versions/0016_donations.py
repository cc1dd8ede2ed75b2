"""Donations: the policy's versions, offers with their machines, what was decided, and letters.

Photos and papers may belong to an offer too.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_ATTACHED = "id, item, room, content_hash, name, kind, size, caption, added_at, who, version"
_ONE_OWNER = (
    "(CASE WHEN item IS NULL THEN 0 ELSE 1 END) + (CASE WHEN room IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN offer IS NULL THEN 0 ELSE 1 END) = 1"
)


def upgrade() -> None:
    """Make the tables; nothing was offered yet."""
    op.create_table(
        "donation_policies",
        sa.Column("version", _whole(), primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        *map(_text, ("who", "note")),
        sqlite_strict=True,
    )
    _make_offers()
    _make_machines()
    _make_overrides()
    _make_letters()
    _make_items()
    if op.get_bind().dialect.name == "sqlite":
        _make_attachments_anew()
    else:
        _widen_attachments()
    op.create_index("attachments_of_offer", "attachments", ["offer"])


def _make_offers() -> None:
    op.create_table(
        "donation_offers",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        *map(_text, ("name", "organization", "address", "mail", "phone")),
        sa.Column("asked_on", _day(), nullable=False),
        _text("state"),
        sa.Column("policy", _whole(), nullable=False),
        _text("notes"),
        sa.Column("received_on", _day()),
        sa.Column("answered_on", _day()),
        _text("made_by"),
        sa.Column("updated_at", _moment(), nullable=False),
        _text("updated_by"),
        sa.Column("ended_at", _moment()),
        sa.Column("version", _whole(), nullable=False),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("donation_offers_by_day", "donation_offers", ["asked_on"])
    op.create_index("donation_offers_by_state", "donation_offers", ["state"])
    op.create_index("donation_offers_ended", "donation_offers", ["ended_at"])


def _make_machines() -> None:
    op.create_table(
        "donation_machines",
        sa.Column("offer", _whole(), primary_key=True, autoincrement=False),
        sa.Column("place", _whole(), primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text(), nullable=False),
        _text("verdict"),
        sa.Column("policy", _whole(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        _text("outcome"),
        sa.Column("outcome_on", _day()),
        *map(_text, ("outcome_to", "certificate")),
        sa.Column("items", sa.Text(), nullable=False),
        _of_offer(),
        sqlite_strict=True,
    )


def _make_overrides() -> None:
    op.create_table(
        "donation_overrides",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("offer", _whole(), nullable=False),
        sa.Column("place", _whole(), nullable=False),
        *map(_text, ("verdict", "who", "reason")),
        sa.Column("at", _moment(), nullable=False),
        _of_offer(),
        sqlite_strict=True,
    )
    op.create_index("donation_overrides_of_offer", "donation_overrides", ["offer"])


def _make_letters() -> None:
    op.create_table(
        "donation_letters",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("offer", _whole(), nullable=False),
        *map(_text, ("kind", "language", "text", "who")),
        sa.Column("at", _moment(), nullable=False),
        _of_offer(),
        sqlite_strict=True,
    )
    op.create_index("donation_letters_of_offer", "donation_letters", ["offer"])


def _make_items() -> None:
    op.create_table(
        "donation_items",
        sa.Column("item", _whole(), primary_key=True, autoincrement=False),
        sa.Column("offer", _whole(), nullable=False),
        _text("condition"),
        sa.Column("change", _whole(), nullable=False),
        sa.ForeignKeyConstraint(["change"], ["item_changes.id"], ondelete="CASCADE"),
        sqlite_strict=True,
    )
    for column in ("offer", "change"):
        op.create_index(f"donation_items_of_{column}", "donation_items", [column])


def _make_attachments_anew() -> None:
    """SQLite changes no rule of a table that is there; nothing refers to this one."""
    op.execute(
        f"CREATE TEMP TABLE attached_before AS SELECT {_ATTACHED} FROM attachments"  # noqa: S608 - words of ours
    )
    op.drop_table("attachments")
    op.create_table(
        "attachments",
        sa.Column("id", _whole(), sa.Identity(), primary_key=True),
        sa.Column("item", _whole()),
        sa.Column("room", _whole()),
        *map(_text, ("content_hash", "name", "kind")),
        sa.Column("size", _whole(), nullable=False),
        _text("caption"),
        sa.Column("added_at", _moment(), nullable=False),
        _text("who"),
        sa.Column("version", _whole(), nullable=False),
        sa.Column("offer", _whole()),
        sa.CheckConstraint(_ONE_OWNER, name="attachments_owner"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], ondelete="CASCADE"),
        _of_offer(),
        sqlite_strict=True,
    )
    op.execute(
        f"INSERT INTO attachments ({_ATTACHED}) SELECT {_ATTACHED} FROM attached_before"  # noqa: S608 - words of ours
    )
    op.execute("DROP TABLE attached_before")
    for owner in ("item", "room"):
        op.create_index(f"attachments_of_{owner}", "attachments", [owner])


def _widen_attachments() -> None:
    op.add_column("attachments", sa.Column("offer", _whole()))
    op.drop_constraint("attachments_owner", "attachments")
    op.create_check_constraint("attachments_owner", "attachments", _ONE_OWNER)
    op.create_foreign_key(
        None, "attachments", "donation_offers", ["offer"], ["id"], ondelete="CASCADE"
    )


def _of_offer() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["offer"], ["donation_offers.id"], ondelete="CASCADE")


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
