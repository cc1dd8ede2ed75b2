"""The shape of glossary/terms.json, read strictly: a mistake in it is named, never guessed over."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from libdesk.domain.glossary import Glossary, Kind, Other, Rules, Term
from libdesk.domain.phrases import key_of, plural_of
from libdesk.domain.text import fold

_FLAGS = frozenset({"is_plain"})
_TEXTS = frozenset({"id", "term", "kind", "meaning", "swap", "advice", "picture", "es", "fr"})
_LISTS = frozenset({"also_called", "only_as", "only_near", "not_before", "not_after"})
_REST = frozenset({"forms", "not_the_same_as"})
_NEEDED = ("id", "term", "kind", "meaning")
_ABROAD = ("es", "fr")


def parse_glossary(document: Mapping[str, Any]) -> Glossary:
    """Read a glossary.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind, or two terms have one id; the
            message names it.
    """
    terms = document.get("terms")
    if not isinstance(terms, list):
        raise ValueError("the glossary needs a list: terms")
    as_at = document.get("as_at")
    try:
        date.fromisoformat(as_at if isinstance(as_at, str) else "")
    except ValueError:
        raise ValueError("the glossary needs a date such as 2026-11-26: as_at") from None
    read = [_term(one, f"terms[{place}]") for place, one in enumerate(terms)]
    seen: set[str] = set()
    for term in read:
        if term.id in seen:
            raise ValueError(f"the glossary has two terms with one id: {term.id}")
        seen.add(term.id)
    return Glossary(str(as_at), tuple(sorted(read, key=_in_order)))


def _in_order(term: Term) -> str:
    return fold(term.term)


def _term(value: object, where: str) -> Term:
    part = _mapping(value, where)
    if unknown := sorted(map(str, part.keys() - _TEXTS - _LISTS - _FLAGS - _REST)):
        raise ValueError(f"the glossary knows no such part in {where}: {', '.join(unknown)}")
    texts = {key: _text(part, key, where) for key in _TEXTS}
    for key in _NEEDED:
        if not texts[key]:
            raise ValueError(f"the glossary needs words in {where}.{key}")
    kinds = {kind.value for kind in Kind}
    if texts["kind"] not in kinds:
        raise ValueError(f"the glossary needs one of {', '.join(sorted(kinds))} in {where}.kind")
    is_plain = part.get("is_plain", False)
    if not isinstance(is_plain, bool):
        raise ValueError(f"the glossary needs true or false in {where}.is_plain")
    if not (texts["swap"] or texts["advice"] or is_plain):
        raise ValueError(f"the glossary needs a swap or advice in {where}")
    return Term(
        texts["id"],
        texts["term"],
        Kind(texts["kind"]),
        texts["meaning"],
        texts["swap"],
        texts["advice"],
        _words(part, "also_called", where),
        tuple(_forms(part, where)),
        tuple(_others(part, where)),
        texts["picture"],
        is_plain,
        tuple((language, texts[language]) for language in _ABROAD if texts[language]),
        _rules(part, where),
    )


def _rules(part: Mapping[str, Any], where: str) -> Rules:
    near = map(key_of, _words(part, "only_near", where))
    return Rules(
        _words(part, "only_as", where),
        frozenset(spelled for word in near for spelled in (word, plural_of(word))),
        _folded(part, "not_before", where, lambda word: "#" if word == "#" else key_of(word)),
        _folded(part, "not_after", where, key_of),
    )


def _folded(
    part: Mapping[str, Any], key: str, where: str, form: Callable[[str], str]
) -> frozenset[str]:
    return frozenset(map(form, _words(part, key, where)))


def _forms(part: Mapping[str, Any], where: str) -> Iterator[tuple[str, str]]:
    forms = _mapping(part.get("forms", {}), f"{where}.forms")
    for form in forms:
        if not isinstance(form, str) or not form.strip():
            raise ValueError(f"the glossary needs words as names in {where}.forms")
        yield form, _text(forms, form, f"{where}.forms")


def _others(part: Mapping[str, Any], where: str) -> Iterator[Other]:
    others = part.get("not_the_same_as", [])
    here = f"{where}.not_the_same_as"
    if not isinstance(others, list):
        raise ValueError(f"the glossary needs a list: {here}")
    for place, value in enumerate(others):
        other = _mapping(value, f"{here}[{place}]")
        name, why = (_text(other, key, f"{here}[{place}]") for key in ("term", "why"))
        if not name or not why or len(other) > 2:
            raise ValueError(f"the glossary needs term and why, and no more, in {here}[{place}]")
        yield Other(name, why)


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"the glossary needs names with values: {where}")
    return value


def _text(part: Mapping[str, Any], key: str, where: str) -> str:
    value = part.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"the glossary needs words in {where}.{key}")
    return value.strip()


def _words(part: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = part.get(key, [])
    if not isinstance(values, list):
        raise ValueError(f"the glossary needs a list of words: {where}.{key}")
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"the glossary needs a list of words: {where}.{key}")
    return tuple(values)
