"""The tables of counting days: campaigns, their scans, how they ended, and what was decided."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Identity, Index, MetaData, Table

from libdesk.storage.columns import Day, Document, Flag, Key, Moment, Whole, Words

_CAMPAIGN, _ITEM = "stocktakes.id", "items.id"


def define_stocktakes(metadata: MetaData) -> tuple[Table, Table, Table, Table]:
    """Add the tables to the others and return them: campaigns, scans, results, decisions."""
    return _stocktakes(metadata), _scans(metadata), _results(metadata), _decisions(metadata)


def _stocktakes(metadata: MetaData) -> Table:
    return Table(
        "stocktakes",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("title", Words, nullable=False),
        Column("starts_on", Day, nullable=False),
        Column("ends_on", Day, nullable=False),
        # Each the branch's code and the room's name; the branch may be gone by now.
        Column("spots", Document, nullable=False),
        Column("note", Words, nullable=False),
        Column("state", Words, nullable=False),
        Column("finished_at", Moment),
        Column("version", Whole, nullable=False),
        sqlite_strict=True,
        # Never used twice: a scan that comes late must not count in another campaign.
        sqlite_autoincrement=True,
    )


def _scans(metadata: MetaData) -> Table:
    return Table(
        "stocktake_scans",
        metadata,
        # Given where it was scanned, so that sent twice it is stored once.
        Column("id", Key, primary_key=True),
        Column("stocktake", Whole, ForeignKey(_CAMPAIGN, ondelete="CASCADE"), nullable=False),
        Column("code", Words, nullable=False),
        # Of an item that is taken out of the list, the code stays.
        Column("item", Whole, ForeignKey(_ITEM, ondelete="SET NULL")),
        Column("branch", Words, nullable=False),
        Column("room", Words, nullable=False),
        Column("at", Moment, nullable=False),
        Column("who", Words, nullable=False),
        Column("condition", Words, nullable=False),
        Column("note", Words, nullable=False),
        Column("origin", Words, nullable=False),
        Index("stocktake_scans_in_order", "stocktake", "at"),
        Index("stocktake_scans_of_item", "item"),
        sqlite_strict=True,
    )


def _results(metadata: MetaData) -> Table:
    return Table(
        "stocktake_results",
        metadata,
        Column(
            "stocktake",
            Whole,
            ForeignKey(_CAMPAIGN, ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("place", Whole, primary_key=True, autoincrement=False),
        Column("outcome", Words, nullable=False),
        Column("why", Words, nullable=False),
        # What follows is as it was that day, whatever becomes of the item.
        Column("item", Whole, ForeignKey(_ITEM, ondelete="SET NULL")),
        Column("code", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("kind", Words, nullable=False),
        # Of an unknown code it says nothing; of what nobody has seen, neither where nor when.
        Column("listed_branch", Words, nullable=False),
        Column("listed_room", Words, nullable=False),
        Column("seen_branch", Words, nullable=False),
        Column("seen_room", Words, nullable=False),
        Column("at", Moment),
        Column("who", Words, nullable=False),
        Column("condition", Words, nullable=False),
        Column("note", Words, nullable=False),
        Column("is_expected", Flag, nullable=False),
        Index("stocktake_results_of_item", "item"),
        # Differences are few among all that was found.
        Index("stocktake_results_by_outcome", "stocktake", "outcome"),
        sqlite_strict=True,
    )


def _decisions(metadata: MetaData) -> Table:
    return Table(
        "stocktake_decisions",
        metadata,
        Column("stocktake", Whole, primary_key=True, autoincrement=False),
        Column("place", Whole, primary_key=True, autoincrement=False),
        Column("decision", Words, nullable=False),
        Column("at", Moment, nullable=False),
        Column("who", Words, nullable=False),
        Column("note", Words, nullable=False),
        # The item that is new, or whose label it was; with it the decision goes.
        Column("item", Whole, ForeignKey(_ITEM, ondelete="CASCADE")),
        # The change set that carried it out: taken back, nothing is decided.
        Column("change", Whole, ForeignKey("item_changes.id", ondelete="CASCADE")),
        ForeignKeyConstraint(
            ["stocktake", "place"],
            ["stocktake_results.stocktake", "stocktake_results.place"],
            ondelete="CASCADE",
        ),
        Index("stocktake_decisions_of_item", "item"),
        Index("stocktake_decisions_by_change", "change"),
        sqlite_strict=True,
    )
