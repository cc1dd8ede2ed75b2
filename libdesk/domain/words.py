"""How text is cut into words to be found again: one rule for every database.

Both the kept text and what is searched for pass through here, so a search finds the same reports
in SQLite and in PostgreSQL. Words hold letters and digits only; what a person joins by a hyphen,
a dot or a slash is found by its parts and as one word: "Wi-Fi" by wi, fi and wifi.
"""

import re
from dataclasses import dataclass

from libdesk.domain.text import fold

WORD_LIMIT = 40
"""Characters of one indexed word; longer ones are cut alike on both sides."""

QUERY_LIMIT = 12
"""Words of one search; more would only slow it."""

_GLUED = re.compile(r"\S+")
_RUN = re.compile(r"[^\W_]+")
# Scripts written without spaces: each sign is a word of its own.
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


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
    for piece in _GLUED.findall(fold(text)):
        runs = _runs(piece)
        found.update(dict.fromkeys(runs))
        if len(runs) > 1 and not _SIGN.search(piece):
            found["".join(runs)[:WORD_LIMIT]] = None
    return tuple(found)


def query(text: str) -> Query:
    """Return what to look for. No character has a meaning of its own: all of it is text (B17-B26).

    The last word counts as a beginning unless a space follows it, so that hits show while typing.
    """
    words: list[str] = []
    for piece in _GLUED.findall(fold(text[:1000])):
        runs = _runs(piece)
        if len(runs) > 1 and not _SIGN.search(piece):
            runs = ["".join(runs)[:WORD_LIMIT]]
        words.extend(runs)
    words = list(dict.fromkeys(words))[:QUERY_LIMIT]
    open_ended = bool(words) and not text[-1:].isspace() and not _SIGN.search(words[-1])
    beginning = words.pop() if open_ended else ""
    return Query(tuple(words), beginning)


def _runs(piece: str) -> list[str]:
    runs: list[str] = []
    for run in _RUN.findall(piece):
        if _SIGN.search(run):
            runs.extend(part for part in re.split(f"({_SIGN.pattern})", run) if part)
        else:
            runs.append(run[:WORD_LIMIT])
    return runs
