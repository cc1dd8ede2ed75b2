"""Which signs the papers' font has, and what stands in place of those that it lacks.

This is the one gate for all text on a paper: whatever somebody typed leaves it as pieces of plain
words. A sign that can't be printed shows its code, such as [U+0645], and keeps what it was for
whoever listens to the paper or copies from it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_TOGETHER = 16
"""Signs that can't be printed are told in pieces of at most so many, so that lines can break."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad]")  # nothing that anybody could see
_NO_SIGN = re.compile("[\ud800-\udfff\ufffe\uffff]")  # nothing that a file could hold
_AS = {
    "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2043": "•", "\u25cf": "•",
    "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ", "\u2007": " ",
    "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u205f": " ", "\u3000": " ",
    "\u2028": " ", "\u2029": " ",
}  # fmt: skip
"""Signs that look like one that the font has."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words as they are printed.

    Attributes:
        shown: what is printed.
        actual: what it stands for; "" where that is the same.
    """

    shown: str
    actual: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A sign that can't be printed.

    Attributes:
        sign: the sign itself.
        code: what is printed in its place, without brackets, such as "U+0645".
        count: how often it stands on the paper.
    """

    sign: str
    code: str
    count: int


class Printer:
    """Takes words for one paper apart, and counts what it can't print.

    Args:
        known: the code points that the font has.
    """

    def __init__(self, known: frozenset[int]) -> None:
        self._known = known
        self._missing: Counter[str] = Counter()

    def missing(self) -> tuple[Missing, ...]:
        """Return what could not be printed so far, by code."""
        return tuple(
            Missing(sign, _code(sign), count) for sign, count in sorted(self._missing.items())
        )

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return one line's words as they are printed; () for none."""
        plain = plain_line(text)
        if plain.isascii() or self._known.issuperset(map(ord, plain)):
            return (Piece(plain),) if plain else ()
        return tuple(self._cut(plain))

    def _cut(self, text: str) -> Iterator[Piece]:
        at = 0
        for run in self._unknown(text):
            if run.start() > at:
                yield Piece(text[at : run.start()])
            yield from self._told(run.group())
            at = run.end()
        if at < len(text):
            yield Piece(text[at:])

    def _unknown(self, text: str) -> "Iterator[re.Match[str]]":
        lacking = {sign for sign in set(text) if ord(sign) not in self._known}
        return re.finditer(f"[{re.escape(''.join(sorted(lacking)))}]+", text)

    def _told(self, run: str) -> Iterator[Piece]:
        pending = ""
        for sign in run:
            alike = _AS.get(sign)
            if alike is not None:
                if pending:
                    yield _coded(pending)
                    pending = ""
                yield Piece(alike, "" if alike == " " else sign)
                continue
            self._missing[sign] += 1
            pending += sign
            if len(pending) == _TOGETHER:
                yield _coded(pending)
                pending = ""
        if pending:
            yield _coded(pending)


def plain_line(text: str) -> str:
    """Return text as one line without what has no look: controls go, line ends become spaces."""
    if text.isascii() and text.isprintable():
        return text
    text = _NO_SIGN.sub("\ufffd", re.sub("[\t\r\n]+", " ", text))
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def never_empty(text: str) -> str:
    """Return one line that says something, for what is found or heard by its words alone."""
    return plain_line(text).strip() or "–"


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that have words in them."""
    return tuple(line for line in text.splitlines() if line.strip())


def _coded(run: str) -> Piece:
    return Piece("".join(f"[{_code(sign)}]" for sign in run), run)


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"
