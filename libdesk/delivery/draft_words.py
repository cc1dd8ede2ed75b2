"""A draft as a file: everything somebody has said so far, in JSON, without its pictures' bytes.

What was read from this computer by itself is not in it: facts are read anew. Where the file and
the pictures lie is another module's affair.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from libdesk.delivery.canonical import canonical, content_hash
from libdesk.delivery.envelope import ANSWER_COUNT, CHOICE_COUNT
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.places import clean_code
from libdesk.domain.priority import HowBad, Risk, Stopped
from libdesk.domain.problems import (
    PICTURE_COUNT,
    PICTURE_LIMIT,
    PICTURES_LIMIT,
    FollowUp,
    FollowUpKind,
    Picture,
    ReportId,
)
from libdesk.domain.text import LINE_LIMIT, clean_line, clean_text
from libdesk.services.drafts import Draft

KIND = "draft"
VERSION = 1
SIZE_LIMIT = 12_000_000
"""Bytes of a draft's words; every limit inside together stays below."""

LEFT_OUT_COUNT = 60
_NAME_LIMIT, _ITEM_LIMIT, _KEY_LIMIT, _TYPE_LIMIT = 80, 80, 60, 80
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class PictureEntry:
    """What a draft's file says of a picture.

    Attributes:
        name: as in Picture.
        media_type: as in Picture.
        size: bytes of its content.
        sha256: the hash of its content, hex.
    """

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DraftWords:
    """What a draft's file holds.

    Attributes:
        report_id: the id under which the draft will be filed.
        saved_at: when it was saved (aware, UTC).
        draft: the draft, still without its pictures.
        pictures: the pictures that belong to it.
    """

    report_id: ReportId
    saved_at: datetime
    draft: Draft
    pictures: tuple[PictureEntry, ...]


def encode(draft: Draft, report_id: ReportId, saved_at: datetime) -> bytes:
    """Return a draft as canonical JSON in UTF-8.

    Raises:
        Unreadable: it holds more than a draft may, or what decode would refuse: nothing that was
            encoded is refused later.
    """
    body = {
        "id": str(report_id),
        "saved_at": saved_at.isoformat(),
        **_said(draft),
        **_chosen(draft),
        "pictures": [_picture(picture) for picture in draft.pictures],
    }
    document = {"libdesk": KIND, "version": VERSION, "draft": body, "sha256": content_hash(body)}
    content = canonical(document).encode()
    decode(content)
    return content


def decode(content: bytes) -> DraftWords:
    """Read a draft's file that anybody may have written.

    Raises:
        Unreadable: it is not whole, not a draft, or beyond a limit.
    """
    document = parse(content, limit=SIZE_LIMIT)
    expect(document, KIND, VERSION)
    head = Fields(document, "the file")
    head.line("libdesk", 20)
    head.number("version", 1, VERSION)
    declared = head.line("sha256", 64)
    body = head.mapping("draft", 50)
    head.end()
    if declared != content_hash(body):
        raise Unreadable("Its words are not those that were saved: its check sum is wrong.")
    fields = Fields(body, "the draft")
    words = DraftWords(
        report_id=ReportId(fields.uuid4("id")),
        saved_at=fields.moment("saved_at"),
        pictures=_read_pictures(fields.rows("pictures", PICTURE_COUNT)),
        draft=_read_draft(fields),
    )
    fields.end()
    return words


def sha256(picture: Picture) -> str:
    """Return the name that a picture's content has in a draft, hex."""
    return hashlib.sha256(picture.content).hexdigest()


def _said(draft: Draft) -> dict[str, Any]:
    return {
        "category": clean_line(draft.category, _KEY_LIMIT),
        "branch": clean_code(draft.branch),
        "saw": clean_text(draft.saw),
        "guess": clean_text(draft.guess),
        "answers": {
            clean_line(key, _KEY_LIMIT): clean_line(value)
            if isinstance(value, str)
            else [clean_line(one) for one in value]
            for key, value in draft.answers.items()
        },
        "item": clean_line(draft.item, _ITEM_LIMIT),
        "contact": clean_line(draft.contact, _NAME_LIMIT),
        "notice": clean_line(draft.notice, _NAME_LIMIT),
    }


def _chosen(draft: Draft) -> dict[str, Any]:
    goes_on = draft.follow_up
    return {
        "stopped": draft.stopped,
        "how_bad": draft.how_bad,
        "only_one": draft.only_one,
        "only_accessible": draft.only_accessible,
        "deadline_at": draft.deadline_at.isoformat() if draft.deadline_at else None,
        "risks": sorted(draft.risks),
        "here_until": draft.here_until.isoformat() if draft.here_until else None,
        "follow_up": {"of": str(goes_on.of), "kind": goes_on.kind} if goes_on else {},
        "left_out": sorted(clean_line(key, _KEY_LIMIT) for key in draft.left_out),
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "name": clean_line(picture.name),
        "media_type": clean_line(picture.media_type, _TYPE_LIMIT),
        "bytes": len(picture.content),
        "sha256": sha256(picture),
    }


def _read_draft(fields: Fields) -> Draft:
    return Draft(
        category=fields.needed("category", _KEY_LIMIT),
        branch=clean_code(fields.line("branch", LINE_LIMIT)),
        saw=fields.text("saw"),
        guess=fields.text("guess"),
        stopped=fields.choice_or_none("stopped", Stopped),
        how_bad=fields.choice_or_none("how_bad", HowBad),
        only_one=fields.flag("only_one"),
        only_accessible=fields.flag("only_accessible"),
        deadline_at=fields.moment_or_none("deadline_at"),
        risks=frozenset(
            Fields({"risk": risk}, "the draft").choice("risk", Risk)
            for risk in fields.rows("risks", len(Risk))
        ),
        answers=MappingProxyType(_read_answers(fields.mapping("answers", ANSWER_COUNT))),
        item=fields.line("item", _ITEM_LIMIT),
        contact=fields.line("contact", _NAME_LIMIT),
        here_until=fields.moment_or_none("here_until"),
        notice=fields.line("notice", _NAME_LIMIT),
        follow_up=_read_follow_up(fields.mapping("follow_up", 2)),
        left_out=frozenset(
            _line(key, "left_out", _KEY_LIMIT) for key in fields.rows("left_out", LEFT_OUT_COUNT)
        ),
    )


def _read_follow_up(entry: dict[str, Any]) -> FollowUp | None:
    if not entry:
        return None
    fields = Fields(entry, "what it goes on from")
    follow_up = FollowUp(ReportId(fields.uuid4("of")), fields.choice("kind", FollowUpKind))
    fields.end()
    return follow_up


def _read_answers(entries: dict[str, Any]) -> dict[str, str | tuple[str, ...]]:
    answers: dict[str, str | tuple[str, ...]] = {}
    for key, value in entries.items():
        name = _line(key, "question", _KEY_LIMIT)
        if isinstance(value, list):
            chosen = Fields({"choices": value}, "the answers").rows("choices", CHOICE_COUNT)
            answers[name] = tuple(_line(one, "answer", LINE_LIMIT) for one in chosen)
        else:
            answers[name] = _line(value, "answer", LINE_LIMIT)
    return answers


def _line(value: object, what: str, limit: int) -> str:
    return Fields({what: value}, "the draft").line(what, limit)


def _read_pictures(entries: list[Any]) -> tuple[PictureEntry, ...]:
    pictures = []
    for entry in entries:
        fields = Fields(entry, "a picture")
        picture = PictureEntry(
            name=fields.line("name", LINE_LIMIT),
            media_type=fields.line("media_type", _TYPE_LIMIT),
            size=fields.number("bytes", 0, PICTURE_LIMIT),
            sha256=fields.needed("sha256", 64),
        )
        fields.end()
        if len(picture.sha256) != 64 or not set(picture.sha256) <= _HEX:
            raise Unreadable("It names a picture that cannot be one.")
        pictures.append(picture)
    if sum(picture.size for picture in pictures) > PICTURES_LIMIT:
        raise Unreadable("Its pictures are larger than one report may carry.")
    return tuple(pictures)
