"""Whether somebody's words say enough to begin with: one gentle prompt, never a hurdle (S06, S08).

The words that say little are data, beside the questions; here is only how they are weighed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from libdesk.domain.text import clean_text, fold

SAYING = 2
"""With more words than these that say something, a vague word does no harm."""

WEIGHED = 20_000
"""Characters that are weighed, from the first word on. Some signs unfold to eighteen letters, and
this is done while somebody types; whether a text says enough shows long before its end."""


DANGER_WITHIN = 2_000
"""Characters in which smoke or fire is looked for, with each key: whoever sees it says so soon."""


class Hint(StrEnum):
    """What would help."""

    VAGUE = "vague"
    """It may be anything: which part is it?"""

    THIN = "thin"
    """It is a beginning: one thing more."""


@dataclass(frozen=True, slots=True)
class HintRules:
    """How words are weighed; the words are folded, without apostrophes.

    Attributes:
        vague: words that may mean anything, such as "system", "down".
        empty: words that say nothing by themselves, such as "the", "is", "again".
        least_words: fewer words than these are a beginning only.
        danger: words of smoke, fire or a shock.
    """

    vague: frozenset[str]
    empty: frozenset[str]
    least_words: int
    danger: frozenset[str] = frozenset()


# Scripts without spaces, where each sign counts as a word.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_APOSTROPHES = "'`’\u2018\u02bc\u00b4"
_WORD = re.compile(
    rf"[{_SIGNS}]|(?>(?:(?![{_SIGNS}])[^\W_])+)(?>(?:[{_APOSTROPHES}][^\W_{_SIGNS}]++)*)"
)
_WITHOUT_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_REPEATED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1\1")


def parse_hints(document: Mapping[str, Any]) -> HintRules:
    """Read the part "hints" of the questions file; parts that are not meant for here are left.

    Raises:
        ValueError: a part is missing or of the wrong kind; the message names it.
    """
    least = document.get("least_words")
    if not isinstance(least, int) or isinstance(least, bool) or least < 0:
        raise ValueError("the hints need a whole number: least_words")
    danger = _words(document, "danger") if "danger" in document else frozenset()
    return HintRules(_words(document, "vague"), _words(document, "empty"), least, danger)


def _words(document: Mapping[str, Any], key: str) -> frozenset[str]:
    words = document.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(f"the hints need a list of words: {key}")
    if odd := [word for word in words if not _WORD.fullmatch(word)]:
        raise ValueError(f"the hints need single words in {key}, not: {', '.join(odd)}")
    return frozenset(map(_key, words))


def hint(saw: str, rules: HintRules) -> Hint | None:
    """Return what would help IT to understand these words; None where nothing is missing.

    No words at all bring no hint: nothing is required. Of a long text its beginning counts.
    """
    # Cleaning bounds the marks on a letter, without which folding could take very long.
    text = clean_text(saw.lstrip()[:WEIGHED])
    short_vague, short_empty = map(_shortened, (rules.vague, rules.empty))
    count = saying = 0
    is_vague = False
    for word, is_drawn_out in _read(text):
        count += 1
        if word in (short_vague if is_drawn_out else rules.vague):
            is_vague = True
        elif word not in (short_empty if is_drawn_out else rules.empty):
            saying += 1
        if saying > SAYING and count >= rules.least_words:
            return None
    if is_vague and saying <= SAYING:
        return Hint.VAGUE
    return Hint.THIN if 0 < count < rules.least_words else None


def speaks_of_danger(words: str, rules: HintRules) -> bool:
    """Say whether somebody writes of smoke, fire or a shock, in the first DANGER_WITHIN signs."""
    text = clean_text(words.lstrip()[:DANGER_WITHIN])
    return any(word in rules.danger for word, _ in _read(text))


def _read(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word's key, and whether it is drawn out: "deeead" is told by "dead"."""
    shouts = text.isupper()
    for match in _WORD.finditer(text):
        word = match.group()
        if word == "IT" and not shouts:
            # The people, not the thing.
            yield word, False
        elif _DRAWN_OUT.search(key := _key(word)):
            yield _REPEATED.sub(r"\1", key), True
        else:
            yield key, False


def _shortened(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_REPEATED.sub(r"\1", word) for word in words)


def _key(word: str) -> str:
    return fold(word.translate(_WITHOUT_APOSTROPHES))
