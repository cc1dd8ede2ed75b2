"""Messages from the desk to one reporter, as they travel: JSON sealed to the report's own key."""

import json

from libdesk.delivery import sealing
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Reply, ReplyKind, ReportId, State, WaitingOn
from libdesk.domain.text import clean_line, clean_text

KIND = "reply"
VERSION = 1
SIZE_LIMIT = 2_000_000
"""Bytes of one message; its text has at most 100,000 characters."""

NUMBER_LIMIT = 1_000_000


def encode(report_id: ReportId, reply: Reply) -> bytes:
    """Return a message as JSON, with the id and the number that it answers to."""
    document = {
        "libdesk": KIND,
        "version": VERSION,
        "report": str(report_id),
        "number": reply.number,
        "kind": reply.kind,
        "at": reply.at.isoformat(),
        "text": clean_text(reply.text),
        "by": clean_line(reply.by),
        "state": reply.state,
        "until": reply.until.isoformat() if reply.until else None,
        "waiting_on": reply.waiting_on,
        "priority": reply.priority or 0,
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode("utf-8")


def decode(content: bytes, report_id: ReportId) -> Reply:
    """Read a message that was opened.

    Raises:
        Unreadable: it is damaged, or for another report.
    """
    document = parse(content, limit=SIZE_LIMIT)
    expect(document, KIND, VERSION)
    fields = Fields(document, "the message")
    fields.line("libdesk", 20)
    fields.number("version", 1, VERSION)
    if fields.uuid4("report") != report_id:
        raise Unreadable("The message is for another report.")
    reply = Reply(
        number=fields.number("number", 1, NUMBER_LIMIT),
        kind=fields.choice("kind", ReplyKind),
        at=fields.moment("at"),
        text=fields.text("text"),
        by=fields.line("by", 200),
        state=fields.choice_or_none("state", State),
        until=fields.day_or_none("until"),
        waiting_on=fields.choice_or_none("waiting_on", WaitingOn),
        priority=_priority(fields.number_or("priority", 0, len(Priority), missing=0)),
    )
    fields.end()
    return reply


def _priority(number: int) -> Priority | None:
    return Priority(number) if number else None


def seal(report_id: ReportId, reply: Reply, reply_key: bytes) -> bytes:
    """Return a message that only the outbox with this report can open.

    Raises:
        ValueError: nothing can be sealed to this key.
    """
    return sealing.seal(encode(report_id, reply), reply_key)
