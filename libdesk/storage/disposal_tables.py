"""The tables of what leaves: that it was declared surplus, how it was wiped, how it went."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Identity, Index, MetaData, Table

from libdesk.storage.columns import Day, Document, Flag, Whole, Words


def define_disposal(metadata: MetaData) -> tuple[Table, Table, Table]:
    """Add the tables to the others and return them: retirements, wipings, departures."""
    return _retirements(metadata), _wipings(metadata), _departures(metadata)


def _with_change() -> tuple[Column[Any], ...]:
    """Return what all of them have: taken back, a change set takes its rows along."""
    return (
        Column("id", Whole, Identity(), primary_key=True),
        Column("change", Whole, ForeignKey("item_changes.id", ondelete="CASCADE"), nullable=False),
        Column("item", Whole, ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
    )


def _retirements(metadata: MetaData) -> Table:
    return Table(
        "retirements",
        metadata,
        *_with_change(),
        Column("why", Words, nullable=False),
        Column("condition", Words, nullable=False),
        Index("retirements_of_item", "item"),
        Index("retirements_of_change", "change"),
        sqlite_strict=True,
    )


def _wipings(metadata: MetaData) -> Table:
    return Table(
        "wipings",
        metadata,
        *_with_change(),
        # As they were then: a certificate says what was wiped, whatever it is called now.
        Column("tag", Words, nullable=False),
        Column("serial", Words, nullable=False),
        Column("machine", Words, nullable=False),
        Column("media", Words, nullable=False),
        Column("method", Words, nullable=False),
        Column("technique", Words, nullable=False),
        Column("tool", Words, nullable=False),
        Column("who", Words, nullable=False),
        Column("on", Day, nullable=False),
        Column("checked_by", Words, nullable=False),
        Column("is_alone", Flag, nullable=False),
        Column("how_checked", Words, nullable=False),
        Column("result", Words, nullable=False),
        Column("goes", Words, nullable=False),
        Column("note", Words, nullable=False),
        Index("wipings_of_item", "item"),
        Index("wipings_of_change", "change"),
        sqlite_strict=True,
    )


def _departures(metadata: MetaData) -> Table:
    return Table(
        "departures",
        metadata,
        *_with_change(),
        Column("tag", Words, nullable=False),
        Column("how", Words, nullable=False),
        Column("on", Day, nullable=False),
        Column("receiver", Words, nullable=False),
        Column("schemes", Document, nullable=False),
        # May come later than the thing has gone.
        Column("certificate", Words, nullable=False),
        Column("certificate_on", Day),
        Column("price", Whole),
        Column("currency", Words, nullable=False),
        Column("decided_on", Day),
        Column("decided_by", Words, nullable=False),
        Column("is_asked", Flag, nullable=False),
        Column("note", Words, nullable=False),
        Column("version", Whole, nullable=False),
        Index("departures_of_item", "item"),
        Index("departures_of_change", "change"),
        sqlite_strict=True,
    )
