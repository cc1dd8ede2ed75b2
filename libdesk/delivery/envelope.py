"""The envelope: one report with its pictures, as it travels and as it is kept.

Two lines of JSON text that together are one document. The first holds everything but the pictures'
bytes, so that a list of reports reads first lines only. Sealing is another module's affair.
"""

import base64
import hashlib
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from libdesk.delivery.canonical import canonical, content_hash
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.bulletin import NOTICE_ID_LIMIT
from libdesk.domain.places import clean_code
from libdesk.domain.priority import Effect, HowBad, Risk, Stopped
from libdesk.domain.problems import (
    PICTURE_COUNT,
    PICTURE_LIMIT,
    PICTURES_LIMIT,
    Fact,
    FollowUp,
    FollowUpKind,
    Picture,
    Report,
    ReportId,
)
from libdesk.domain.text import LINE_LIMIT, clean_line, clean_text

KIND = "report"
VERSION = 1

SIZE_LIMIT = 60_000_000
"""Bytes of an envelope or of a file in the drop folder."""

ANSWER_COUNT = 100
CHOICE_COUNT = 100
FACT_COUNT = 50
KEY_BYTES = 32
_CATEGORY_LIMIT, _ITEM_LIMIT, _ANSWER_KEY_LIMIT, _FACT_KEY_LIMIT = 40, 80, 60, 40
_CONTACT_LIMIT, _NOTICE_LIMIT = 80, NOTICE_ID_LIMIT


class BadEnvelope(Unreadable):
    """An envelope that cannot be used; `reason` says why."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an envelope holds.

    Attributes:
        report: the report.
        reply_key: the public key to which its answers are sealed.
        content_hash: SHA-256 of the report's canonical form, hex; the reply key is not in it, so
            that the same report hashes alike whatever key it travels with.
    """

    report: Report
    reply_key: bytes
    content_hash: str


def encode(report: Report, reply_key: bytes) -> bytes:
    """Return the report as canonical JSON in UTF-8, with its pictures in base 64.

    Raises:
        BadEnvelope: it holds more than an envelope may, or what decode would refuse: nothing that
            was encoded is refused later.
    """
    _check_amounts(report)
    body = _body(report)
    head = {
        "libdesk": KIND,
        "reply_key": base64.b64encode(reply_key).decode("ascii"),
        "report": body,
        "sha256": content_hash(body),
        "version": VERSION,
    }
    pictures = {
        entry["sha256"]: base64.b64encode(picture.content).decode("ascii")
        for entry, picture in zip(body["pictures"], report.pictures, strict=True)
    }
    first_line = f"{canonical(head)[:-1]},\n".encode()
    decode_head(first_line)
    return first_line + f'"pictures":{canonical(pictures)}}}'.encode()


def decode(content: bytes) -> Envelope:
    """Read an envelope that anybody may have written.

    Raises:
        BadEnvelope: it is not whole, not a report, or beyond a limit.
    """
    try:
        return read(parse(content, limit=SIZE_LIMIT))
    except Unreadable as error:
        raise BadEnvelope(error.reason) from error


def decode_head(line: bytes) -> Envelope:
    """Read the first line of an envelope: the report without its pictures.

    Raises:
        BadEnvelope: as for decode.
    """
    try:
        document = parse(line.rstrip(b"\n,") + b"}", limit=SIZE_LIMIT)
        envelope, _ = _read_head(document)
    except Unreadable as error:
        raise BadEnvelope(error.reason) from error
    return envelope


def read(document: dict[str, Any]) -> Envelope:
    """Read an envelope whose JSON was parsed already.

    Raises:
        BadEnvelope: as for decode.
    """
    try:
        envelope, entries = _read_head(document)
        pictures = _read_pictures(entries, document.get("pictures", {}))
    except Unreadable as error:
        raise BadEnvelope(error.reason) from error
    return replace(envelope, report=replace(envelope.report, pictures=pictures))


def _check_amounts(report: Report) -> None:
    total = sum(len(picture.content) for picture in report.pictures)
    if total > PICTURES_LIMIT:
        raise BadEnvelope(
            f"The pictures have {total / 1e6:.0f} MB together; one report can carry "
            f"{PICTURES_LIMIT / 1e6:.0f} MB. Leave one out and send the rest."
        )
    for what, amount, limit in (
        ("pictures", len(report.pictures), PICTURE_COUNT),
        ("answers", len(report.answers), ANSWER_COUNT),
        ("facts", len(report.facts), FACT_COUNT),
    ):
        if amount > limit:
            raise BadEnvelope(f"One report can carry {limit} {what}; this one has {amount}.")


def _body(report: Report) -> dict[str, Any]:
    effect = report.effect
    return {
        "id": str(report.id),
        "category": clean_line(report.category, _CATEGORY_LIMIT),
        "branch": clean_code(report.branch),
        "title": clean_line(report.title),
        "filed_at": report.filed_at.isoformat(),
        "saw": clean_text(report.saw),
        "guess": clean_text(report.guess),
        "effect": {
            "stopped": effect.stopped,
            "how_bad": effect.how_bad,
            "only_one": effect.only_one,
            "only_accessible": effect.only_accessible,
            "deadline_at": effect.deadline_at.isoformat() if effect.deadline_at else None,
            "risks": sorted(effect.risks),
            "danger": effect.danger,
            "niggle": effect.niggle,
        },
        "answers": {
            clean_line(key, _ANSWER_KEY_LIMIT): clean_line(value)
            if isinstance(value, str)
            else [clean_line(one) for one in value][:CHOICE_COUNT]
            for key, value in report.answers.items()
        },
        "item": clean_line(report.item, _ITEM_LIMIT),
        "facts": [
            [clean_line(fact.key, _FACT_KEY_LIMIT), clean_line(fact.value)] for fact in report.facts
        ],
        "pictures": [
            {
                "name": clean_line(picture.name),
                "media_type": clean_line(picture.media_type, 80),
                "bytes": len(picture.content),
                "sha256": hashlib.sha256(picture.content).hexdigest(),
            }
            for picture in report.pictures
        ],
        **_later_parts(report),
    }


def _later_parts(report: Report) -> dict[str, Any]:
    # Left out where there is nothing to say, so that what said nothing hashes as it always did.
    parts: dict[str, Any] = {}
    if contact := clean_line(report.contact, _CONTACT_LIMIT):
        parts["contact"] = contact
    if report.here_until is not None:
        parts["here_until"] = report.here_until.isoformat()
    if notice := clean_line(report.notice, _NOTICE_LIMIT):
        parts["notice"] = notice
    if report.follow_up is not None:
        parts["follow_up"] = {"of": str(report.follow_up.of), "kind": report.follow_up.kind}
    return parts


def _read_head(document: dict[str, Any]) -> tuple[Envelope, list[Any]]:
    expect(document, KIND, VERSION)
    fields = Fields({key: document[key] for key in document if key != "pictures"}, "the envelope")
    fields.line("libdesk", 20)
    fields.number("version", 1, VERSION)
    reply_key = fields.octets("reply_key", KEY_BYTES)
    declared = fields.line("sha256", 64)
    body = fields.mapping("report", 50)
    fields.end()
    if declared != content_hash(body):
        raise Unreadable("Its words are not those that were sent: its check sum is wrong.")
    report, entries = _read_report(Fields(body, "the report"))
    return Envelope(report, reply_key, declared), entries


def _read_report(fields: Fields) -> tuple[Report, list[Any]]:
    entries = fields.rows("pictures", PICTURE_COUNT)
    report = Report(
        id=ReportId(fields.uuid4("id")),
        category=fields.needed("category", _CATEGORY_LIMIT),
        branch=clean_code(fields.line("branch", LINE_LIMIT)),
        title=fields.needed("title", LINE_LIMIT),
        filed_at=fields.moment("filed_at"),
        saw=fields.text("saw"),
        guess=fields.text("guess"),
        effect=_read_effect(Fields(fields.mapping("effect", 20), "the effect")),
        answers=MappingProxyType(_read_answers(fields.mapping("answers", ANSWER_COUNT))),
        item=fields.line("item", _ITEM_LIMIT),
        facts=tuple(_read_fact(entry) for entry in fields.rows("facts", FACT_COUNT)),
        contact=fields.line("contact", _CONTACT_LIMIT),
        here_until=fields.moment_or_none("here_until"),
        notice=fields.line("notice", _NOTICE_LIMIT),
        follow_up=_read_follow_up(fields.mapping("follow_up", 2)),
    )
    fields.end()
    return report, entries


def _read_follow_up(entry: dict[str, Any]) -> FollowUp | None:
    if not entry:
        return None
    fields = Fields(entry, "what it goes on from")
    follow_up = FollowUp(ReportId(fields.uuid4("of")), fields.choice("kind", FollowUpKind))
    fields.end()
    return follow_up


def _read_effect(fields: Fields) -> Effect:
    effect = Effect(
        stopped=fields.choice_or_none("stopped", Stopped),
        how_bad=fields.choice_or_none("how_bad", HowBad),
        only_one=fields.flag("only_one"),
        only_accessible=fields.flag("only_accessible"),
        deadline_at=fields.moment_or_none("deadline_at"),
        risks=frozenset(
            Fields({"risk": risk}, "the effect").choice("risk", Risk)
            for risk in fields.rows("risks", len(Risk))
        ),
        danger=fields.flag("danger"),
        niggle=fields.flag("niggle"),
    )
    fields.end()
    return effect


def _read_answers(entries: dict[str, Any]) -> dict[str, str | tuple[str, ...]]:
    answers: dict[str, str | tuple[str, ...]] = {}
    for key, value in entries.items():
        name = Fields({"question": key}, "the answers").line("question", _ANSWER_KEY_LIMIT)
        if isinstance(value, list):
            chosen = Fields({"choices": value}, "the answers").rows("choices", CHOICE_COUNT)
            answers[name] = tuple(_answer(one) for one in chosen)
        else:
            answers[name] = _answer(value)
    return answers


def _answer(value: object) -> str:
    return Fields({"answer": value}, "the answers").line("answer", LINE_LIMIT)


def _read_fact(entry: object) -> Fact:
    if not isinstance(entry, list) or len(entry) != 2:
        raise Unreadable("A fact in it is not a name and a value.")
    fields = Fields({"name": entry[0], "value": entry[1]}, "the facts")
    return Fact(fields.line("name", _FACT_KEY_LIMIT), fields.line("value", LINE_LIMIT))


def _read_pictures(entries: list[Any], contents: object) -> tuple[Picture, ...]:
    sealed = Fields(contents, "the pictures")
    bodies: dict[str, bytes] = {}
    pictures = []
    total = 0
    for entry in entries:
        fields = Fields(entry, "a picture")
        name = fields.line("name", LINE_LIMIT)
        media_type = fields.line("media_type", 80)
        size = fields.number("bytes", 0, PICTURE_LIMIT)
        declared = fields.needed("sha256", 64)
        fields.end()
        if declared not in bodies:
            bodies[declared] = sealed.octets(declared, size)
            if hashlib.sha256(bodies[declared]).hexdigest() != declared:
                raise Unreadable("A picture in it is damaged: its check sum is wrong.")
        total += len(bodies[declared])
        if total > PICTURES_LIMIT:
            raise Unreadable("Its pictures are larger than one report may carry.")
        pictures.append(Picture(name, media_type, bodies[declared]))
    sealed.end()
    return tuple(pictures)
