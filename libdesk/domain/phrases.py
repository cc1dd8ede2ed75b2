"""Phrases found in a text: by whole words, in any case, never inside an address.

The time grows with the text and not faster: each word of it is looked up once, and only the few
phrases that begin with this word are compared.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from libdesk.domain.text import fold

_PIECE = re.compile(r"\S+")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
"""A letter's own marks belong to it, whichever way it was typed."""

_SITE = re.compile(r"[^\W_][\w-]*\.(?:com|org|net|gov|edu|info|io|us|uk|ca|fr|es)(?:[/:?#.,;)]|$)")
_LONGEST_SITE = 120
"""Signs of an address without a mark that tells it; looking at longer pieces would take long."""

_BETWEEN = re.compile(r"[ \t\u00a0\u202f\n\u2028]{1,2}|[-\u2010\u2011]")
"""What may stand between two words of one phrase."""

T = TypeVar("T")


class Word(NamedTuple):
    """One word of a text: where it stands, and how it is compared."""

    start: int
    end: int
    folded: str


class Found(NamedTuple, Generic[T]):
    """A phrase in a text: where it stands, which words it is, and what it stands for."""

    start: int
    end: int
    words: tuple[str, ...]
    value: T


class _Entry(NamedTuple, Generic[T]):
    words: tuple[str, ...]
    exact: tuple[str, ...] | None
    value: T


def is_address(piece: str) -> bool:
    """Say whether a run of signs without a space is a web or mail address, or a path to a file."""
    if "://" in piece or "\\" in piece or "@" in piece[1:-1]:
        return True
    if piece.lower().lstrip("(<[\"'“‘«").startswith("www."):
        return True
    can_be = "." in piece and len(piece) <= _LONGEST_SITE
    return can_be and bool(_SITE.search(piece.lower()))


def words_of(text: str) -> list[Word]:
    """Return the words of a text in their order; those of addresses are left out."""
    words: list[Word] = []
    for piece in _PIECE.finditer(text):
        if is_address(piece.group()):
            continue
        runs = _WORD.finditer(text, piece.start(), piece.end())
        words.extend(Word(run.start(), run.end(), fold(run.group())) for run in runs)
    return words


def key_of(phrase: str) -> str:
    """Return the form in which two spellings of one name are the same: "Wi-Fi", "wi fi"."""
    return " ".join(fold(run.group()) for run in _WORD.finditer(phrase))


def plural_of(phrase: str) -> str:
    """Return a name in its usual English plural."""
    if not phrase or phrase[-1] in "sS":
        return phrase
    last = phrase[-1].lower()
    if last == "y" and phrase[-2:-1].lower() not in {"a", "e", "o", "u"} and phrase[-1] == "y":
        return f"{phrase[:-1]}ies"
    if last in {"x", "z"} and phrase[-1].islower():
        return f"{phrase}es"
    if phrase.endswith(("ch", "sh")):
        return f"{phrase}es"
    return f"{phrase}s"


class Phrases(Generic[T]):
    """Finds phrases; the longest that begins at a word is the one that is found.

    Args:
        entries: phrases and what they stand for. A phrase with a capital in it is looked for letter
            for letter where `exactly` says so.
        exactly: whether capitals count.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], *, exactly: bool = False) -> None:
        self._by_first: dict[str, list[_Entry[T]]] = {}
        self._seen: set[tuple[tuple[str, ...], tuple[str, ...] | None]] = set()
        self.add(entries, exactly=exactly)

    def add(self, entries: Iterable[tuple[str, T]], *, exactly: bool) -> None:
        """Take more phrases; one that is there already stays what it was."""
        for phrase, value in entries:
            runs = tuple(run.group() for run in _WORD.finditer(phrase))
            words = tuple(map(fold, runs))
            exact = runs if exactly and phrase != phrase.lower() else None
            if words and (words, exact) not in self._seen:
                self._seen.add((words, exact))
                self._by_first.setdefault(words[0], []).append(_Entry(words, exact, value))
        for starting in self._by_first.values():
            starting.sort(key=lambda entry: -len(entry.words))

    def find(
        self,
        text: str,
        words: list[Word],
        accepts: Callable[[T, int, int], bool] = lambda _value, _first, _last: True,
    ) -> Iterator[Found[T]]:
        """Yield what stands in a text, in its order; no two lie over one another.

        Args:
            text: the text.
            words: its words, as `words_of` returns them.
            accepts: judges a phrase by what it stands for and its first and last word's place.
        """
        at = 0
        while at < len(words):
            step = 1
            for entry in self._by_first.get(words[at].folded, ()):
                last = at + len(entry.words) - 1
                if _is_there(entry, text, words, at) and accepts(entry.value, at, last):
                    yield Found(words[at].start, words[last].end, entry.words, entry.value)
                    step = len(entry.words)
                    break
            at += step


def joined(text: str, before: Word, after: Word) -> bool:
    """Say whether two neighboring words belong to one run of words, without a stop between."""
    return bool(_BETWEEN.fullmatch(text, before.end, after.start))


def _is_there(entry: _Entry[T], text: str, words: list[Word], at: int) -> bool:
    count = len(entry.words)
    if at + count > len(words):
        return False
    for place, wanted in enumerate(entry.words):
        word = words[at + place]
        if word.folded != wanted:
            return False
        if entry.exact is not None and text[word.start : word.end] != entry.exact[place]:
            return False
        if place and not joined(text, words[at + place - 1], word):
            return False
    return True
