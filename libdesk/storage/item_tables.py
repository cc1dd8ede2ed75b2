"""The tables of equipment: items, what happened to them, views of the list, and its rules."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Identity, Index, MetaData, Table, UniqueConstraint

from libdesk.storage.columns import Day, Document, Flag, Moment, Whole, Words


def define_items(
    metadata: MetaData,
) -> tuple[Table, Table, Table, Table, Table, Table, Table, Table]:
    """Add the tables to the others and return them.

    They are: items, their change sets, their history, the reports that went with their labels, own
    fields, views of the list, its rules, stand-ins.
    """
    return (
        _items(metadata),
        _item_changes(metadata),
        _item_history(metadata),
        _item_relabelings(metadata),
        _own_fields(metadata),
        _item_views(metadata),
        _rules(metadata),
        _stand_ins(metadata),
    )


def _items(metadata: MetaData) -> Table:
    made = Table(
        "items",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("tag", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("name_key", Words, nullable=False),
        Column("kind", Words, nullable=False),
        Column("branch", Words, nullable=False),
        Column("room", Words, nullable=False),
        Column("status", Words, nullable=False),
        Column("role", Words, nullable=False),
        Column("make", Words, nullable=False),
        Column("model", Words, nullable=False),
        Column("serial", Words, nullable=False),
        Column("computer_name", Words, nullable=False),
        *_inside_and_dates(),
        # These follow from the record and the rules; stored, so that lists are ordered by them.
        Column("replace_by", Day),
        Column("support_ends", Day),
        # What is typed to find it is compared with these, folded alike.
        Column("tag_key", Words, nullable=False),
        Column("tag_order", Words, nullable=False),
        Column("serial_key", Words, nullable=False),
        Column("computer_key", Words, nullable=False),
        Column("words", Words, nullable=False),
        Column("version", Whole, nullable=False),
        Column("keep_why", Words, nullable=False, server_default=""),
        UniqueConstraint("tag", name="items_tag"),
        sqlite_strict=True,
        # Never used twice: what was added and taken back is not taken for another item.
        sqlite_autoincrement=True,
    )
    Index("items_in_order", made.c.branch, made.c.name_key, made.c.tag)
    Index("items_tag_key", made.c.tag_key)
    Index("items_serial_key", made.c.serial_key)
    Index("items_computer_key", made.c.computer_key)
    return made


def _inside_and_dates() -> tuple[Column[Any], ...]:
    return (
        Column("processor", Words, nullable=False),
        Column("memory_gb", Whole),
        Column("disk_gb", Whole),
        Column("disk_kind", Words, nullable=False),
        Column("tpm", Flag),
        Column("secure_boot", Flag),
        Column("new_certificate", Flag),
        Column("system", Words, nullable=False),
        Column("edition", Words, nullable=False),
        Column("system_version", Words, nullable=False),
        Column("bought_on", Day),
        Column("price", Whole),
        Column("currency", Words, nullable=False),
        Column("order_number", Words, nullable=False),
        Column("supplier", Words, nullable=False),
        Column("funder", Words, nullable=False),
        Column("keep_until", Day),
        Column("warranty_until", Day),
        Column("replace_on", Day),
        Column("support_until", Day),
        Column("battery_on", Day),
        Column("license_until", Day),
        Column("seen_on", Day),
        Column("is_only_one", Flag, nullable=False),
        Column("is_accessible", Flag, nullable=False),
        Column("notes", Words, nullable=False),
        Column("custom", Document, nullable=False),
    )


def _item_changes(metadata: MetaData) -> Table:
    return Table(
        "item_changes",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("at", Moment, nullable=False),
        Column("who", Words, nullable=False),
        Column("kind", Words, nullable=False),
        Column("title", Words, nullable=False),
        Column("count", Whole, nullable=False),
        sqlite_strict=True,
        # Never used twice: what was taken back once must not take back something else.
        sqlite_autoincrement=True,
    )


def _item_history(metadata: MetaData) -> Table:
    return Table(
        "item_history",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("change", Whole, ForeignKey("item_changes.id", ondelete="CASCADE"), nullable=False),
        Column("item", Whole, ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
        Column("version", Whole, nullable=False),
        Column("is_new", Flag, nullable=False),
        # Each field's name, what it was and what it became.
        Column("fields", Document, nullable=False),
        Index("item_history_of_item", "item"),
        Index("item_history_of_change", "change"),
        sqlite_strict=True,
    )


def _item_relabelings(metadata: MetaData) -> Table:
    return Table(
        "item_relabelings",
        metadata,
        Column(
            "change",
            Whole,
            ForeignKey("item_changes.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column(
            "problem",
            Whole,
            ForeignKey("problems.sequence", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        # What the report was about before: the item's old label, or the new one already.
        Column("was", Words, nullable=False),
        Index("item_relabelings_of_problem", "problem"),
        sqlite_strict=True,
    )


def _own_fields(metadata: MetaData) -> Table:
    return Table(
        "own_fields",
        metadata,
        Column("name", Words, primary_key=True),
        Column("place", Whole, nullable=False),
        # The change set that brought it, and takes it along when it is taken back.
        Column("change", Whole),
        sqlite_strict=True,
    )


def _item_views(metadata: MetaData) -> Table:
    return Table(
        "item_views",
        metadata,
        Column("id", Words, primary_key=True),
        Column("name", Words, nullable=False),
        Column("place", Whole, nullable=False),
        Column("document", Document, nullable=False),
        Column("version", Whole, nullable=False),
        sqlite_strict=True,
    )


def _rules(metadata: MetaData) -> Table:
    return Table(
        "rules",
        metadata,
        # One row for each part of the rules of which the library has changed something.
        Column("name", Words, primary_key=True),
        Column("document", Document, nullable=False),
        Column("as_at", Day, nullable=False),
        Column("version", Whole, nullable=False),
        sqlite_strict=True,
    )


def _stand_ins(metadata: MetaData) -> Table:
    set_ = "item_changes.id"
    return Table(
        "stand_ins",
        metadata,
        # The change set that swapped it in: taken back, there never was a stand-in.
        Column(
            "change",
            Whole,
            ForeignKey(set_, ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("away", Whole, ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
        Column("spare", Whole, ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
        # The change set that ended it: taken back, it goes on.
        Column("ended_by", Whole, ForeignKey(set_, ondelete="SET NULL")),
        Index("stand_ins_of_away", "away"),
        Index("stand_ins_of_spare", "spare"),
        Index("stand_ins_ended_by", "ended_by"),
        sqlite_strict=True,
    )
