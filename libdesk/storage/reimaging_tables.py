"""The table of runs of setting a machine up, line by line."""

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table

from libdesk.storage.columns import Document, Whole, Words


def define_reimaging(metadata: MetaData) -> Table:
    """Add the table to the others and return it."""
    set_ = "item_changes.id"
    return Table(
        "reimagings",
        metadata,
        # The change set that began it: taken back, there never was a run.
        Column(
            "change",
            Whole,
            ForeignKey(set_, ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("item", Whole, ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
        Column("occasion", Words, nullable=False),
        # The checklist as it was then, and how each of its lines is marked.
        Column("document", Document, nullable=False),
        # The change set that ended it: taken back, it goes on, and these two are not read.
        Column("ended_by", Whole, ForeignKey(set_, ondelete="SET NULL")),
        Column("outcome", Words, nullable=False),
        Column("reason", Words, nullable=False),
        Index("reimagings_of_item", "item"),
        Index("reimagings_ended_by", "ended_by"),
        sqlite_strict=True,
    )
