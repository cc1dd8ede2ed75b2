"""Text that people typed, made safe to keep: one line or many, nothing hidden, nothing lost.

Cleaning never judges words. It only removes what no reader can see and no store can hold.
"""

import re
import unicodedata

LINE_LIMIT = 200
"""Characters of a title, a name, a label."""

TEXT_LIMIT = 100_000
"""Characters of a free text; what is longer is cut and the cut is told (B2)."""

COMBINING_LIMIT = 6
"""Marks kept on one letter; real writing systems need fewer (B7)."""

_SURROGATE = re.compile("[\ud800-\udfff]")
# Controls but tab and newline; also the two Unicode line breaks that few programs show alike.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Marks that reorder or hide what stands beside them: a name must not be able to lie (B7, B33).
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_text(value: str) -> str:
    """Return free text that any store and any page can hold, at most TEXT_LIMIT characters.

    Lone surrogates become U+FFFD, controls (NUL too) go, line ends become one kind, and marks that
    would reorder the rest of the line are shown as their code, such as [U+202E].
    """
    text = _SURROGATE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    text = _REORDERING.sub(lambda mark: f"[U+{ord(mark.group()):04X}]", text)
    return _limit_marks(text).strip()[:TEXT_LIMIT]


def clean_line(value: str, limit: int = LINE_LIMIT) -> str:
    """Return a single line of at most `limit` characters with nothing hidden in it (B7, B9)."""
    text = _SURROGATE.sub("\ufffd", value)
    text = _HIDDEN.sub("", _CONTROL.sub(" ", text))
    return " ".join(_limit_marks(text).split())[:limit].rstrip()


def first_line(value: str, limit: int = 80) -> str:
    """Return the first line with words in it; a long one is cut at a word's end."""
    line = next((line for line in map(clean_line, value.splitlines()) if line), "")
    if len(line) <= limit:
        return line
    cut = line[: limit - 1].rsplit(" ", 1)[0] if " " in line[: limit - 1] else line[: limit - 1]
    return f"{cut.rstrip(' .,;:')}…"


def _limit_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= COMBINING_LIMIT:
            kept.append(character)
    return "".join(kept)


def sort_key(value: str) -> str:
    """Return the form of `value` that orders alike in every database: folded, without accents."""
    return fold(value)[:120]


def fold(value: str) -> str:
    """Return `value` without case or accents."""
    if value.isascii():
        return value.lower()
    spread = unicodedata.normalize("NFKD", value.casefold())
    return "".join(character for character in spread if not unicodedata.combining(character))
