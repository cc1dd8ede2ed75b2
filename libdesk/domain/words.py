"""How text is cut into words to be found again: one rule for every database.

Both the kept text and what is searched for pass through here, so a search finds the same reports
in SQLite and in PostgreSQL. Words hold letters and digits only; what a person joins by a hyphen,
a dot or a slash is found by its parts and as one word: "Wi-Fi" by wi, fi and wifi.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from libdesk.domain.text import fold

WORD_LIMIT = 40
"""Characters of one indexed word; longer ones are cut alike on both sides."""

QUERY_LIMIT = 12
"""Words of one search; more would only slow it."""

_RUN = re.compile(r"[^\W_]+")
# Scripts written without spaces: each sign is a word of its own, and ends the word before it.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"[{_SIGNS}]|[^\s{_SIGNS}]+")
_SIGN = re.compile(f"[{_SIGNS}]")


@dataclass(frozen=True, slots=True)
class Query:
    """A search: every word must be there; the last may be the beginning of one."""

    words: tuple[str, ...]
    beginning: str

    def __bool__(self) -> bool:
        """Say whether anything is asked for."""
        return bool(self.words or self.beginning)


def cut(text: str) -> tuple[str, ...]:
    """Return the distinct words of `text`, in the order in which they first stand."""
    found: dict[str, None] = {}
    for runs in _pieces(text):
        found.update(dict.fromkeys(run[:WORD_LIMIT] for run in runs))
        found["".join(runs)[:WORD_LIMIT]] = None
    return tuple(found)


def query(text: str) -> Query:
    """Return what to look for. No character has a meaning of its own: all of it is text (B17-B26).

    The last word counts as a beginning unless a space follows it, so that hits show while typing.
    """
    text = text[:1000]
    words = list(dict.fromkeys("".join(runs)[:WORD_LIMIT] for runs in _pieces(text)))[:QUERY_LIMIT]
    open_ended = bool(words) and not text[-1:].isspace() and not _SIGN.match(words[-1])
    beginning = words.pop() if open_ended else ""
    return Query(tuple(words), beginning)


def _pieces(text: str) -> Iterator[list[str]]:
    for piece in _PIECE.findall(fold(text)):
        if runs := _RUN.findall(piece):
            yield runs
