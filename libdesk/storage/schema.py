"""The tables, as the newest migration leaves them; a test compares the two.

A *report* never changes and a *problem* does, but they are born together and read together, so
they share a row; what is large or repeated (pictures, history, messages, words) has its own table.
"""

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    event,
)

from libdesk.storage.columns import Day, Document, Flag, Key, Moment, Whole, Words
from libdesk.storage.disposal_tables import define_disposal
from libdesk.storage.donation_tables import define_donations, define_gifts
from libdesk.storage.item_tables import define_items
from libdesk.storage.loan_tables import define_loans
from libdesk.storage.planning_tables import define_planning
from libdesk.storage.reimaging_tables import define_reimaging
from libdesk.storage.stocktake_tables import define_stocktakes

metadata = MetaData()

branches = Table(
    "branches",
    metadata,
    Column("code", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("place", Whole, nullable=False),
    Column("version", Whole, nullable=False),
    sqlite_strict=True,
)

(
    items,
    item_changes,
    item_history,
    item_relabelings,
    own_fields,
    item_views,
    rules,
    stand_ins,
) = define_items(metadata)

problems = Table(
    "problems",
    metadata,
    Column("sequence", Whole, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False),
    Column("number", Words, nullable=False),
    Column("content_hash", Words, nullable=False),
    Column("reply_key", LargeBinary, nullable=False),
    Column("source", Words, nullable=False),
    Column("category", Words, nullable=False),
    Column("branch", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("title_key", Words, nullable=False),
    Column("item", Words, nullable=False),
    Column("filed_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("clock_is_off", Flag, nullable=False),
    # The view that shows it follows from the state; stored, so that one index serves each list.
    Column("shown_in", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("priority", Whole, nullable=False),
    Column("waiting_on", Words),
    Column("waiting_until", Day),
    Column("look_again_on", Day),
    Column("version", Whole, nullable=False),
    Column("effect", Document, nullable=False),
    Column("answers", Document, nullable=False),
    Column("facts", Document, nullable=False),
    Column("saw", Words, nullable=False),
    Column("guess", Words, nullable=False),
    Column("contact", Words, nullable=False, server_default=""),
    Column("here_until", Moment),
    Column("notice", Words, nullable=False, server_default=""),
    # A follow-up is a report about a report: the same row, shown in no list of its own.
    Column("follows", Key),
    Column("follow_kind", Words, nullable=False, server_default=""),
    # Read and answered with this other problem; its reporter hears what is said there.
    Column("joined_to", Key),
    Column("closed_at", Moment),
    Column("spent_minutes", Whole),
    # Taken out of every list, and wiped when the time to undo is over.
    Column("deleted_at", Moment),
    # Told within the effect too; by itself, so that the near ones are found without the others.
    Column("deadline_at", Moment),
    # What the report named, where the item that it is about was found; null where they are one.
    Column("item_said", Words),
    UniqueConstraint("id", name="problems_id"),
    sqlite_strict=True,
)
Index("problems_number", problems.c.number)
Index(
    "problems_alike",
    problems.c.branch,
    problems.c.category,
    problems.c.item,
    problems.c.received_at,
)
# Whole lists are read, ordered and narrowed from these two alone; the rows themselves are wide.
Index(
    "problems_in_lists",
    problems.c.shown_in,
    problems.c.priority,
    problems.c.sequence.desc(),
    problems.c.branch,
    problems.c.state,
    problems.c.category,
    problems.c.item,
    problems.c.number,
    problems.c.waiting_on,
    problems.c.waiting_until,
    problems.c.contact,
    problems.c.received_at,
)
Index("problems_follows", problems.c.follows)
# An item shows its reports, and how often it was reported lately.
Index("problems_item", problems.c.item, problems.c.received_at)
Index("problems_notice", problems.c.notice)
Index("problems_joined_to", problems.c.joined_to)
Index("problems_closed_at", problems.c.closed_at)
# Today looks for days and moments that are near, among all that ever came.
Index("problems_here_until", problems.c.here_until)
Index("problems_deadline_at", problems.c.shown_in, problems.c.deadline_at)
Index("problems_look_again_on", problems.c.look_again_on)
Index("problems_deleted_at", problems.c.deleted_at)
Index("problems_by_title", problems.c.shown_in, problems.c.title_key, problems.c.sequence.desc())

_PROBLEM = "problems.sequence"

pictures = Table(
    "pictures",
    metadata,
    Column("problem", Whole, ForeignKey(_PROBLEM, ondelete="CASCADE"), primary_key=True),
    Column("place", Whole, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

history = Table(
    "history",
    metadata,
    Column("id", Whole, Identity(), primary_key=True),
    Column("problem", Whole, ForeignKey(_PROBLEM, ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("words", Words, nullable=False),
    Index("history_of_problem", "problem"),
    sqlite_strict=True,
)

replies = Table(
    "replies",
    metadata,
    # Never used twice, so that an old key cannot take back a newer message.
    Column("id", Whole, Identity(), primary_key=True),
    Column("problem", Whole, ForeignKey(_PROBLEM, ondelete="CASCADE"), nullable=False),
    # Given when it leaves, and never changed after that.
    Column("number", Whole),
    Column("kind", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("state", Words),
    Column("until", Day),
    Column("goes_out_at", Moment, nullable=False),
    Column("written_at", Moment),
    Column("waiting_on", Words),
    Column("priority", Whole),
    # The message to the problem itself, of which this is the copy for a report joined to it.
    Column("copy_of", Whole),
    UniqueConstraint("problem", "number", name="replies_number"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

problem_words = Table(
    "problem_words",
    metadata,
    Column(
        "problem",
        Whole,
        ForeignKey(_PROBLEM, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("words", Words, nullable=False),
    sqlite_strict=True,
)

registrations = Table(
    "registrations",
    metadata,
    # The report by which it came; that has a row among the problems, for its key and its messages.
    Column("id", Key, primary_key=True),
    Column("received_at", Moment, nullable=False),
    # What the computer says of itself, field by field, as texts.
    Column("said", Document, nullable=False),
    Column("state", Words, nullable=False),
    Column("item", Whole),
    # The change set that made or changed the item, by which it is taken back.
    Column("change", Whole),
    Column("decided_at", Moment),
    Column("decided_by", Words, nullable=False),
    Index("registrations_state", "state", "received_at"),
    sqlite_strict=True,
)

gone = Table(
    "gone",
    metadata,
    # What was deleted at the desk must not come back from a share or an outbox.
    Column("id", Key, primary_key=True),
    Column("content_hash", Words, nullable=False),
    Column("at", Moment, nullable=False),
    # Never given to another report, so that no list takes one for the other.
    Column("sequence", Whole, nullable=False),
    Index("gone_sequence", "sequence"),
    sqlite_strict=True,
)

today_marks = Table(
    "today_marks",
    metadata,
    Column("key", Words, primary_key=True),
    Column("mark", Words, nullable=False),
    Column("until", Moment),
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
)

notices = Table(
    "notices",
    metadata,
    Column("id", Words, primary_key=True),
    Column("text", Words, nullable=False),
    Column("branch", Words, nullable=False),
    Column("category", Words, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("waits_for", Words, nullable=False),
    Column("closed_at", Moment),
    Column("version", Whole, nullable=False),
    sqlite_strict=True,
)

hours = Table(
    "hours",
    metadata,
    Column("day", Whole, primary_key=True, autoincrement=False),
    Column("opens", Words, primary_key=True),
    Column("closes", Words, nullable=False),
    sqlite_strict=True,
)

closed_days = Table(
    "closed_days",
    metadata,
    Column("on", Day, primary_key=True),
    Column("why", Words, nullable=False),
    sqlite_strict=True,
)

targets = Table(
    "targets",
    metadata,
    Column("priority", Whole, primary_key=True, autoincrement=False),
    Column("answer_minutes", Whole, nullable=False),
    Column("answer_days", Whole, nullable=False),
    Column("fix_minutes", Whole, nullable=False),
    Column("fix_days", Whole, nullable=False),
    sqlite_strict=True,
)

ladder = Table(
    "ladder",
    metadata,
    Column("place", Whole, primary_key=True, autoincrement=False),
    Column("who", Words, nullable=False),
    Column("how", Words, nullable=False),
    Column("when", Words, nullable=False),
    sqlite_strict=True,
)

visits = Table(
    "visits",
    metadata,
    Column("branch", Words, primary_key=True),
    Column("on", Day, primary_key=True),
    sqlite_strict=True,
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", Whole, Identity(), primary_key=True),
    Column("branch", Words, nullable=False),
    Column("name", Words, nullable=False),
    # The name as it is compared: without case and accents.
    Column("name_key", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("condition", Words, nullable=False),
    Column("notes", Words, nullable=False),
    Column("looked_over_on", Day),
    Column("version", Whole, nullable=False),
    UniqueConstraint("branch", "name_key", name="rooms_name"),
    sqlite_strict=True,
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Whole, Identity(), primary_key=True),
    # It belongs to one of the three: an item, a room, or an offer.
    Column("item", Whole, ForeignKey("items.id", ondelete="CASCADE")),
    Column("room", Whole, ForeignKey("rooms.id", ondelete="CASCADE")),
    # Its bytes are in the file of this name.
    Column("content_hash", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("size", Whole, nullable=False),
    Column("caption", Words, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("who", Words, nullable=False),
    Column("version", Whole, nullable=False),
    Column("offer", Whole, ForeignKey("donation_offers.id", ondelete="CASCADE")),
    CheckConstraint(
        "(CASE WHEN item IS NULL THEN 0 ELSE 1 END) + (CASE WHEN room IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN offer IS NULL THEN 0 ELSE 1 END) = 1",
        name="attachments_owner",
    ),
    Index("attachments_of_item", "item"),
    Index("attachments_of_room", "room"),
    Index("attachments_of_offer", "offer"),
    sqlite_strict=True,
)

sheets = Table(
    "sheets",
    metadata,
    Column("id", Words, primary_key=True),
    # null where it was only reviewed, and stands as it is shipped.
    Column("document", Document, nullable=False),
    Column("reviewed_on", Day, nullable=False),
    Column("changed_at", Moment, nullable=False),
    sqlite_strict=True,
)

sheet_pictures = Table(
    "sheet_pictures",
    metadata,
    Column("sheet", Words, ForeignKey("sheets.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Whole, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

requirements, planned_changes, outages = define_planning(metadata)
stocktakes, stocktake_scans, stocktake_results, stocktake_decisions = define_stocktakes(metadata)

loans = define_loans(metadata)

reimagings = define_reimaging(metadata)
retirements, wipings, departures = define_disposal(metadata)
(
    donation_policies,
    donation_offers,
    donation_machines,
    donation_overrides,
    donation_letters,
) = define_donations(metadata)
donation_items = define_gifts(metadata)

desk_words = Table(
    "desk_words",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
    sqlite_strict=True,
)

desk_keys = Table(
    "desk_keys",
    metadata,
    Column("id", Whole, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("seal_key", LargeBinary, nullable=False),
    Column("sign_key", LargeBinary, nullable=False),
    Column("seal_public", LargeBinary, nullable=False),
    Column("verify_key", LargeBinary, nullable=False),
    sqlite_strict=True,
)

WORD_INDEX_SQLITE = (
    "CREATE VIRTUAL TABLE word_index USING fts5("
    "words, content='problem_words', content_rowid='problem', detail=none, columnsize=0, "
    "tokenize='ascii', prefix='1 2 3 4 5 6 7 8 9 10 11 12')"
)
"""The words are cut already: the tokenizer has only spaces left to cut at.

With an index of beginnings for each length, the newest hits of "pri" are read as fast from a
million reports as from a thousand.
"""

WORD_VECTOR = "array_to_tsvector(string_to_array(words, ' '))"
"""PostgreSQL's form of the same words, exactly as they were cut."""

WORD_INDEX_POSTGRESQL = f"CREATE INDEX word_index ON problem_words USING gin ({WORD_VECTOR})"

# Said in SQL: SQLAlchemy's own word for it would load both dialects at every start.
REPLIES_TO_WRITE = (
    "CREATE INDEX replies_to_write ON replies (id, goes_out_at) WHERE written_at IS NULL"
)

for _statement, _dialect in (
    (REPLIES_TO_WRITE, None),
    (WORD_INDEX_SQLITE, "sqlite"),
    (WORD_INDEX_POSTGRESQL, "postgresql"),
):
    _ddl = DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy left this one without types
    event.listen(metadata, "after_create", _ddl.execute_if(dialect=_dialect))
