"""Sheets and checklists as JSON: what resources/sheets/ holds, and what a library has changed.

Pictures are not in it: a library's own are kept beside it, and what is shipped has none.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from libdesk.domain.knowledge import (
    LINES_LIMIT,
    SECTIONS_LIMIT,
    STEPS_LIMIT,
    WORDS_LIMIT,
    Checklist,
    HowTo,
    Section,
    Sheet,
    Slot,
    Step,
)
from libdesk.domain.text import LINE_LIMIT

SHEET, CHECKLIST = "sheet", "checklist"

_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}")
"""The language tags that papers need, of those that BCP 47 knows."""

_SHARED = {"kind", "id", "title", "use_when", "reviewed_on", "if_not", "version", "language"}
_OF_SHEET = _SHARED | {"for_whom", "needs", "steps", "warnings"}
_OF_CHECKLIST = _SHARED | {"role", "sections", "profile", "agreed_on", "agreed_by"}


def parse_how_to(document: object) -> HowTo:
    """Read a sheet or a checklist.

    Raises:
        ValueError: a part is missing, unknown, too long or of another kind; the message names it.
    """
    whole = _part(document, "the document")
    kind = whole.get("kind")
    if kind == SHEET:
        return _sheet(whole)
    if kind == CHECKLIST:
        return _checklist(whole)
    raise ValueError(f"the how-to needs the kind {SHEET} or {CHECKLIST}, not {kind!r}")


def document_of(how_to: HowTo) -> dict[str, Any]:
    """Return what `parse_how_to` reads, without the pictures' bytes."""
    shared = {
        "id": how_to.id,
        "title": how_to.title,
        "use_when": how_to.use_when,
        "reviewed_on": how_to.reviewed_on.isoformat(),
        "if_not": how_to.if_not,
        "version": how_to.version,
        "language": how_to.language,
    }
    if isinstance(how_to, Checklist):
        return {
            "kind": CHECKLIST,
            **shared,
            "role": how_to.role,
            "sections": [{"title": one.title, "lines": list(one.lines)} for one in how_to.sections],
            "profile": list(how_to.profile),
            **_agreed(how_to),
        }
    return {
        "kind": SHEET,
        **shared,
        "for_whom": how_to.for_whom,
        "needs": list(how_to.needs),
        "steps": [
            {"words": one.words} | ({"picture": one.picture.shows} if one.picture else {})
            for one in how_to.steps
        ],
        "warnings": list(how_to.warnings),
    }


def _sheet(whole: Mapping[str, Any]) -> Sheet:
    _known(whole, _OF_SHEET, "the sheet")
    steps = _listed(whole, "steps", STEPS_LIMIT)
    if not steps:
        raise ValueError("the how-to needs at least one of steps")
    return Sheet(
        id=_id(whole),
        title=_words(whole, "title", LINE_LIMIT),
        for_whom=_words(whole, "for_whom", LINE_LIMIT),
        use_when=_words(whole, "use_when"),
        steps=tuple(_step(one, f"steps[{place}]") for place, one in enumerate(steps)),
        reviewed_on=_day(whole, "reviewed_on"),
        needs=_lines(whole, "needs"),
        warnings=_lines(whole, "warnings"),
        if_not=_words(whole, "if_not", may_be_empty=True),
        version=_version(whole),
        language=_language(whole),
    )


def _checklist(whole: Mapping[str, Any]) -> Checklist:
    _known(whole, _OF_CHECKLIST, "the checklist")
    sections = _listed(whole, "sections", SECTIONS_LIMIT)
    if not sections:
        raise ValueError("the how-to needs at least one of sections")
    return Checklist(
        id=_id(whole),
        title=_words(whole, "title", LINE_LIMIT),
        role=_words(whole, "role", LINE_LIMIT),
        use_when=_words(whole, "use_when"),
        sections=tuple(_section(one, f"sections[{at}]") for at, one in enumerate(sections)),
        profile=_lines(whole, "profile"),
        reviewed_on=_day(whole, "reviewed_on"),
        if_not=_words(whole, "if_not", may_be_empty=True),
        version=_version(whole),
        language=_language(whole),
        agreed_on=_day(whole, "agreed_on") if "agreed_on" in whole else None,
        agreed_by=_words(whole, "agreed_by", LINE_LIMIT) if "agreed_by" in whole else "",
    )


def _agreed(checklist: Checklist) -> dict[str, str]:
    """Return when and by whom the profile was agreed, where somebody has said so."""
    on = {"agreed_on": checklist.agreed_on.isoformat()} if checklist.agreed_on else {}
    return on | ({"agreed_by": checklist.agreed_by} if checklist.agreed_by else {})


def _step(value: object, where: str) -> Step:
    part = _part(value, where)
    _known(part, {"words", "picture"}, where)
    words = _words(part, "words", where=f"{where}.words")
    if "picture" not in part:
        return Step(words)
    return Step(words, Slot(_words(part, "picture", LINE_LIMIT, where=f"{where}.picture")))


def _section(value: object, where: str) -> Section:
    part = _part(value, where)
    _known(part, {"title", "lines"}, where)
    title = _words(part, "title", LINE_LIMIT, where=f"{where}.title")
    lines = _lines(part, "lines", where=f"{where}.lines")
    if not lines:
        raise ValueError(f"the how-to needs at least one of {where}.lines")
    return Section(title, lines)


def _part(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"the how-to lacks a part: {where}")
    return value


def _known(part: Mapping[str, Any], names: set[str], where: str) -> None:
    if unknown := sorted(map(str, part.keys() - names)):
        raise ValueError(f"the how-to knows no such part in {where}: {', '.join(unknown)}")


def _words(
    part: Mapping[str, Any],
    key: str,
    limit: int = WORDS_LIMIT,
    *,
    where: str = "",
    may_be_empty: bool = False,
) -> str:
    words = part.get(key)
    if not isinstance(words, str) or not (words.strip() or may_be_empty):
        raise ValueError(f"the how-to needs words in {where or key}")
    if len(words) > limit:
        raise ValueError(f"the how-to needs at most {limit} characters in {where or key}")
    return words


def _listed(part: Mapping[str, Any], key: str, limit: int, where: str = "") -> list[Any]:
    found = part.get(key)
    if not isinstance(found, list) or len(found) > limit:
        raise ValueError(f"the how-to needs a list of at most {limit} in {where or key}")
    return found


def _lines(part: Mapping[str, Any], key: str, where: str = "") -> tuple[str, ...]:
    where = where or key
    lines = enumerate(_listed(part, key, LINES_LIMIT, where))
    return tuple(_words({key: line}, key, where=f"{where}[{place}]") for place, line in lines)


def _id(whole: Mapping[str, Any]) -> str:
    name = _words(whole, "id", LINE_LIMIT)
    # It names files and pictures: nothing but these signs.
    if not name.isascii() or not name.replace("-", "").isalnum():
        raise ValueError("the how-to needs letters, digits and hyphens in id")
    return name


def _day(whole: Mapping[str, Any], key: str) -> date:
    try:
        return date.fromisoformat(_words(whole, key))
    except ValueError as error:
        raise ValueError(f"the how-to needs a day such as 2026-11-21 in {key}") from error


def _language(whole: Mapping[str, Any]) -> str:
    language = _words(whole, "language", LINE_LIMIT)
    # It is told to whatever reads the page aloud; with another one a paper breaks its standards.
    if not _TAG.fullmatch(language):
        raise ValueError("the how-to needs a tag such as en-US in language")
    return language


def _version(whole: Mapping[str, Any]) -> int:
    version = whole.get("version")
    # True is a whole number to Python, not to people.
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < 10**6:
        raise ValueError("the how-to needs a whole number from 1 on in version")
    return version
