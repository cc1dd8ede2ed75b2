"""The table of loans."""

from sqlalchemy import Column, ForeignKey, Identity, Index, MetaData, Table

from libdesk.storage.columns import Day, Moment, Whole, Words


def define_loans(metadata: MetaData) -> Table:
    """Add the table to the others and return it."""
    return Table(
        "loans",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("item", Whole, ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
        # A name of somebody on the staff; "" once its time is over.
        Column("borrower", Words, nullable=False),
        Column("from_on", Day, nullable=False),
        Column("until_on", Day, nullable=False),
        Column("state", Words, nullable=False),
        Column("along", Words, nullable=False),
        Column("note", Words, nullable=False),
        Column("handed_out_at", Moment),
        Column("ended_at", Moment),
        Column("condition", Words, nullable=False),
        Column("said", Words, nullable=False),
        Column("version", Whole, nullable=False),
        Column("changed_at", Moment, nullable=False),
        Column("changed_by", Words, nullable=False),
        Index("loans_of_item", "item"),
        Index("loans_by_state", "state", "until_on"),
        Index("loans_ended", "ended_at"),
        sqlite_strict=True,
        # Never used twice: what a copy has forgotten is told by the id.
        sqlite_autoincrement=True,
    )
