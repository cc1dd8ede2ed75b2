"""Where the sentences of a text are, and how many words each has.

A line without a full stop counts as a sentence, as lists have none. Addresses are no words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from libdesk.domain.phrases import is_address

_LINE = re.compile(r"[^\n\u2028\u2029]+")
_PIECE = re.compile(r"\S+")
_WORD = re.compile(
    r"(?:[^\W_][\u0300-\u036f]*)+(?:['’\-\u2010\u2011.,:](?:[^\W_][\u0300-\u036f]*)+)*"
)
_CLOSERS = "\"'”’)]»\u203a*_"
_STOPS = (".", "!", "?", "…", "\u3002", "\uff01", "\uff1f", "\u061f")
_BULLET = re.compile(r"(?:\d{1,3}|[A-Za-z])[.)]")
_MARKS = frozenset("-–—•*·+>")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){1,6}")
_FULL_LINE = 60
"""Signs of a line that was broken because it was full, not because a thought ended."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words(
    "mr mrs ms dr prof vs e.g i.e eg ie approx dept st mt jr tel sr sra srta ud uds mme "
    "mlle mm p.ej p.ex cf"
)
_BEFORE_NUMBERS = _words("no nos fig ext vol pp p núm nº n° art sec ch págs pág jan feb")
_OFTEN_LAST = _words("etc inc ltd co corp")
_STARTERS = _words(
    "the we it i you they this that these those there please if when but and then he she "
    "our your my a an in so thank thanks what who why how no yes after before el la los "
    "las esto eso por si cuando pero usted nosotros gracias le les il elle nous vous je "
    "ce cela merci si quand mais"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: the place of its first sign, the place after its last one, and its words."""

    start: int
    end: int
    words: int


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a text as they are counted: "don’t" and "e-mail" are one each."""
    for line in _LINE.finditer(text):
        for piece in _pieces(text, line):
            yield from _words_of(piece.group())


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences in their order; what has no word in it is none."""
    found: list[Sentence] = []
    start, end, count = -1, 0, 0
    lines = list(_LINE.finditer(text))
    for place, line in enumerate(lines):
        pieces = _pieces(text, line)
        for at, piece in enumerate(pieces):
            start = piece.start() if start < 0 else start
            end = piece.end()
            count += len(_words_of(piece.group()))
            following = pieces[at + 1].group() if at + 1 < len(pieces) else ""
            if count and _ends(piece.group(), following):
                found.append(Sentence(start, end, count))
                start, count = -1, 0
        if count and not _goes_on(text, line, lines[place + 1 : place + 2]):
            found.append(Sentence(start, end, count))
            start, count = -1, 0
    return tuple(found)


def _pieces(text: str, line: re.Match[str]) -> list[re.Match[str]]:
    """Return the runs without a space in a line; its bullet is none of them."""
    pieces = list(_PIECE.finditer(text, line.start(), line.end()))
    first = pieces[0].group() if pieces else ""
    if len(pieces) > 1 and (first in _MARKS or _BULLET.fullmatch(first)):
        del pieces[0]
    return pieces


def _words_of(piece: str) -> list[str]:
    return [] if is_address(piece) else _WORD.findall(piece)


def _ends(piece: str, following: str) -> bool:
    bare = piece.rstrip(_CLOSERS)
    if not bare.endswith(_STOPS):
        return False
    if not bare.endswith(".") or bare.endswith("..") or not following:
        return True
    name = bare.lstrip("(\"'“‘«[¿¡").rstrip(".").lower()
    if name in _NEVER_LAST:
        return False
    if name in _BEFORE_NUMBERS and following[:1].isdigit():
        return False
    if name in _OFTEN_LAST or _DOTTED.fullmatch(bare.lstrip("(\"'“‘«[")):
        # "at 9 a.m. Monday" goes on, "at 9 a.m. The printer" does not.
        return following[:1].isupper() and following.lower().rstrip(".,;:!?") in _STARTERS
    return True


def _goes_on(text: str, line: re.Match[str], following: list[re.Match[str]]) -> bool:
    """Say whether a line was broken only because it was full."""
    if not following or len(line.group()) < _FULL_LINE:
        return False
    after = following[0]
    if after.start() - line.end() > 1:
        return False
    return text[after.start() : after.start() + 1].islower() and not _BULLET.match(
        text, after.start(), after.start() + 4
    )
