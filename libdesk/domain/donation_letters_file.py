"""The texts of letters as documents: the shape of resources/letters, and what a library changed."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from libdesk.domain.donation_letters import (
    KEYS,
    LANGUAGES,
    LETTER_LIMIT,
    TITLE_LIMIT,
    LetterKind,
    Template,
    Texts,
    unknown_names,
)
from libdesk.domain.donation_policy import Check
from libdesk.domain.donations import Kind
from libdesk.domain.rule_parts import Part, document

E = TypeVar("E", bound=Enum)

_OF = "the letters"
_WORDS = (
    "between", "and", "more", "named", "serial", "page", "our_library", "signed", "friend",
)  # fmt: skip
_FAMILIES = ("greetings", "methods", "places", "recyclers")
_WHOLE = frozenset(
    {
        "language", "name", "as_at", "tags", "dates", "first_day", "months", "kinds", "reasons",
        "questions", "sentences", "texts", *_WORDS, *_FAMILIES,
    }
)  # fmt: skip
_TITLED = frozenset(one.value for one in LetterKind)


def parse_letters(value: object) -> Texts:
    """Read the shipped texts of one language.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind; the message names it.
    """
    whole = document(_OF, value)
    whole.only(_WHOLE)
    # Spaces around "and" belong to it.
    words = {key: _raw(whole, key) for key in _WORDS}
    for family in _FAMILIES:
        words |= {f"{family}.{key}": text for key, text in _texts(whole, family).items()}
    templates = _templates(whole.part("texts"))
    if missing := [key for key in KEYS if key not in templates]:
        raise ValueError(f"{_OF} need words: texts.{missing[0]}")
    months = whole.texts("months")
    if len(months) != 12:
        raise ValueError(f"{_OF} need twelve months: months")
    return Texts(
        whole.choice("language", LANGUAGES),
        whole.text("name", needed=True),
        whole.needed_day("as_at"),
        _usual(whole, "tags"),
        _usual(whole, "dates"),
        whole.text("first_day", needed=True),
        months,
        words,
        _kinds(whole.part("kinds")),
        _by(Check, whole.part("reasons")),
        _by(Check, whole.part("questions")),
        _texts(whole, "sentences"),
        templates,
    )


def parse_own(value: object) -> Mapping[str, Mapping[str, Template]]:
    """Read a library's own texts: by language, and there by key.

    Raises:
        ValueError: a part is unknown, of the wrong kind, or names what nobody can put in.
    """
    whole = document(_OF, value)
    whole.only(frozenset(LANGUAGES))
    return {language: _templates(whole.part(language)) for language in whole.values}


def document_of_own(own: Mapping[str, Mapping[str, Template]]) -> dict[str, Any]:
    """Return what `parse_own` reads."""
    return {
        language: {
            key: {"title": one.title, "text": one.text} if one.title else {"text": one.text}
            for key, one in texts.items()
        }
        for language, texts in own.items()
        if texts
    }


def _templates(part: Part) -> dict[str, Template]:
    part.only(frozenset(KEYS))
    found = {}
    for key in part.values:
        one = part.part(key)
        one.only(frozenset({"title", "text"}))
        title = one.text("title", needed=key in _TITLED)
        text = one.text("text", needed=True)
        if len(text) > LETTER_LIMIT or len(title) > TITLE_LIMIT:
            raise ValueError(f"{_OF} have too long a text: {one.where}")
        if unknown := unknown_names(key, title, text):
            raise ValueError(f"{_OF} name what nobody can put in: {one.where} {{{unknown[0]}}}")
        found[key] = Template(text, title)
    return found


def _texts(whole: Part, key: str) -> dict[str, str]:
    part = whole.part(key)
    return {one: part.text(one) for one in part.values}


def _usual(whole: Part, key: str) -> dict[str, str]:
    found = _texts(whole, key)
    if "" not in found:
        raise ValueError(f"{_OF} need words for everywhere else: {key}")
    return found


def _raw(whole: Part, key: str) -> str:
    whole.text(key, needed=True)
    return str(whole.values[key])


def _kinds(part: Part) -> dict[Kind, tuple[str, str]]:
    found = {}
    for kind in Kind:
        words = part.texts(kind.value)
        if len(words) != 2:
            raise ValueError(f"{_OF} need words for one and for several: {part.where}.{kind.value}")
        found[kind] = (words[0], words[1])
    return found


def _by(kinds: type[E], part: Part) -> dict[E, str]:
    part.only(frozenset(one.value for one in kinds))
    if missing := [one.value for one in kinds if one.value not in part.values]:
        raise ValueError(f"{_OF} need words: {part.where}.{missing[0]}")
    return {one: part.text(one.value) for one in kinds}
