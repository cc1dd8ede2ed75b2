"""By what a database is known as LibDesk's, and as one of this LibDesk's age.

Said here, without SQLAlchemy, because a file is judged and looked at before that is loaded.
"""

APPLICATION_ID = 0x4C696244
"""Marks a SQLite file as LibDesk's own ("LibD"), at offset 68 of its first page."""

SCHEMA_NUMBER = 16
"""Counts migrations; kept in a SQLite file's user_version too."""

REVISION = f"{SCHEMA_NUMBER:04}"
"""The newest migration's name."""

TABLES = frozenset(
    {
        "alembic_version",
        "attachments",
        "branches",
        "closed_days",
        "departures",
        "desk_keys",
        "desk_words",
        "donation_items",
        "donation_letters",
        "donation_machines",
        "donation_offers",
        "donation_overrides",
        "donation_policies",
        "gone",
        "history",
        "hours",
        "item_changes",
        "item_history",
        "item_relabelings",
        "item_views",
        "items",
        "ladder",
        "loans",
        "notices",
        "outages",
        "own_fields",
        "pictures",
        "planned_changes",
        "problem_words",
        "problems",
        "registrations",
        "reimagings",
        "replies",
        "requirements",
        "retirements",
        "rules",
        "rooms",
        "sheet_pictures",
        "sheets",
        "stand_ins",
        "stocktake_decisions",
        "stocktake_results",
        "stocktake_scans",
        "stocktakes",
        "targets",
        "today_marks",
        "visits",
        "wipings",
        "word_index",
    }
)
"""Every table that a SQLite file of this age has; a test holds them against the schema."""
