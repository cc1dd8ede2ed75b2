"""The tables of donations: the policy's versions, offers, machines, what was decided, letters."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Identity, Index, MetaData, Table

from libdesk.storage.columns import Day, Document, Moment, Whole, Words


def define_donations(metadata: MetaData) -> tuple[Table, Table, Table, Table, Table]:
    """Add the tables and return them: policies, offers, machines, overrides, letters."""
    return (
        _policies(metadata),
        _offers(metadata),
        _machines(metadata),
        _overrides(metadata),
        _letters(metadata),
    )


def _policies(metadata: MetaData) -> Table:
    return Table(
        "donation_policies",
        metadata,
        # Counted by LibDesk: a version stands for ever, and none is passed over.
        Column("version", Whole, primary_key=True, autoincrement=False),
        Column("document", Document, nullable=False),
        Column("at", Moment, nullable=False),
        Column("who", Words, nullable=False),
        Column("note", Words, nullable=False),
        sqlite_strict=True,
    )


def _offers(metadata: MetaData) -> Table:
    return Table(
        "donation_offers",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        Column("name", Words, nullable=False),
        Column("organization", Words, nullable=False),
        Column("address", Words, nullable=False),
        Column("mail", Words, nullable=False),
        Column("phone", Words, nullable=False),
        Column("asked_on", Day, nullable=False),
        Column("state", Words, nullable=False),
        # No foreign key: an offer outlives a policy that is damaged.
        Column("policy", Whole, nullable=False),
        Column("notes", Words, nullable=False),
        Column("received_on", Day),
        Column("answered_on", Day),
        Column("made_by", Words, nullable=False),
        Column("updated_at", Moment, nullable=False),
        Column("updated_by", Words, nullable=False),
        # Since when it is done or withdrawn: photos and names go some time after it.
        Column("ended_at", Moment),
        Column("version", Whole, nullable=False),
        Index("donation_offers_by_day", "asked_on"),
        Index("donation_offers_by_state", "state"),
        Index("donation_offers_ended", "ended_at"),
        sqlite_strict=True,
        # Never used twice: people say the number to each other, and it stands in letters.
        sqlite_autoincrement=True,
    )


def _machines(metadata: MetaData) -> Table:
    return Table(
        "donation_machines",
        metadata,
        _offer(primary_key=True, autoincrement=False),
        Column("place", Whole, primary_key=True, autoincrement=False),
        Column("document", Document, nullable=False),
        Column("verdict", Words, nullable=False),
        Column("policy", Whole, nullable=False),
        # Of each line of the policy: its key, fate, fact, whether it is known, its points.
        Column("lines", Document, nullable=False),
        Column("outcome", Words, nullable=False),
        Column("outcome_on", Day),
        Column("outcome_to", Words, nullable=False),
        Column("certificate", Words, nullable=False),
        # The ids of the items that were made; one may be gone by now.
        Column("items", Document, nullable=False),
        sqlite_strict=True,
    )


def _overrides(metadata: MetaData) -> Table:
    return Table(
        "donation_overrides",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        _offer(nullable=False),
        Column("place", Whole, nullable=False),
        Column("verdict", Words, nullable=False),
        Column("who", Words, nullable=False),
        Column("reason", Words, nullable=False),
        Column("at", Moment, nullable=False),
        Index("donation_overrides_of_offer", "offer"),
        sqlite_strict=True,
    )


def _letters(metadata: MetaData) -> Table:
    return Table(
        "donation_letters",
        metadata,
        Column("id", Whole, Identity(), primary_key=True),
        _offer(nullable=False),
        Column("kind", Words, nullable=False),
        Column("language", Words, nullable=False),
        Column("text", Words, nullable=False),
        Column("who", Words, nullable=False),
        Column("at", Moment, nullable=False),
        Index("donation_letters_of_offer", "offer"),
        sqlite_strict=True,
    )


def _offer(**parts: Any) -> Column[int]:  # noqa: ANN401 - a column's own parts
    return Column("offer", Whole, ForeignKey("donation_offers.id", ondelete="CASCADE"), **parts)


def define_gifts(metadata: MetaData) -> Table:
    """Add the table of items that came as gifts, and return it."""
    return Table(
        "donation_items",
        metadata,
        # No foreign keys to item and offer: that it was a gift outlives both.
        Column("item", Whole, primary_key=True, autoincrement=False),
        Column("offer", Whole, nullable=False),
        Column("condition", Words, nullable=False),
        Column("change", Whole, ForeignKey("item_changes.id", ondelete="CASCADE"), nullable=False),
        Index("donation_items_of_offer", "offer"),
        Index("donation_items_of_change", "change"),
        sqlite_strict=True,
    )
