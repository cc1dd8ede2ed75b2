"""Text that people typed, made safe to keep: one line or many, nothing hidden, nothing lost.

Cleaning never judges words. It only removes what no reader can see and no store can hold.
"""

import re
import unicodedata
from itertools import filterfalse

LINE_LIMIT = 200
"""Characters of a title, a name, a label."""

TEXT_LIMIT = 100_000
"""Characters of a free text; what is longer is cut and the cut is told (B2)."""

COMBINING_LIMIT = 6
"""Marks kept on one letter; real writing systems need fewer (B7)."""

# Patterns as text: `re` makes them at their first use, and most lines need none.
_SURROGATE = "[\ud800-\udfff]"
# Controls but tab and newline; also the two Unicode line breaks that few programs show alike.
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]"
# Marks that reorder or hide what stands beside them: a name must not be able to lie (B7, B33).
_HIDDEN = (
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
_NOT_IN_A_LINE = f"{_SURROGATE}|{_CONTROL}|{_HIDDEN}"
_REORDERING = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"

# A text's marks as bytes, m for a mark: long runs of one byte are found at once.
_MARKS = b"." + b"m" * 255
_TOO_MANY = b"m" * (COMBINING_LIMIT + 1)

# Letters with a stroke through them, which Unicode does not take apart.
_STROKES = str.maketrans("łøđħŧ\u0131ð", "lodhtid") | str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th"}
)


def clean_text(value: str) -> str:
    """Return free text that any store and any page can hold, at most TEXT_LIMIT characters.

    Lone surrogates become U+FFFD, controls (NUL too) go, line ends become one kind, and marks that
    would reorder the rest of the line are shown as their code, such as [U+202E].
    """
    # Nothing beyond twice the limit can stay, and cleaning a pasted book would stall the form.
    value = value[: 2 * TEXT_LIMIT].replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(_SURROGATE, "\ufffd", value)
    text = re.sub(_CONTROL, "", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    text = re.sub(_REORDERING, lambda mark: f"[U+{ord(mark.group()):04X}]", text)
    return _limit_marks(text).strip()[:TEXT_LIMIT].rstrip()


def clean_line(value: str, limit: int = LINE_LIMIT) -> str:
    """Return a single line of at most `limit` characters with nothing hidden in it (B7, B9)."""
    if value.isascii() and value.isprintable():  # most are, and nothing is looked for before paint
        return " ".join(value.split())[:limit].rstrip()
    text = value
    if re.search(_NOT_IN_A_LINE, text):
        text = re.sub(_SURROGATE, "\ufffd", text)
        text = re.sub(_HIDDEN, "", re.sub(_CONTROL, " ", text))
    return " ".join(_limit_marks(text).split())[:limit].rstrip()


def first_line(value: str, limit: int = 80) -> str:
    """Return the first line with words in it; a long one is cut at a word's end."""
    line = next((line for line in map(clean_line, value.splitlines()) if line), "")
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    whole_words = cut.rpartition(" ")[0]
    # A long address after a short word is better cut in its middle than left out.
    if not line[limit - 1].isspace() and len(whole_words) >= limit // 2:
        cut = whole_words
    return f"{cut.rstrip(' .,;:')}…"


def _limit_marks(text: str) -> str:
    if text.isascii():
        return text
    marks = bytes(map(unicodedata.combining, text)).translate(_MARKS)
    if _TOO_MANY not in marks:
        return text
    kept, at = [], 0
    for run in re.finditer(_TOO_MANY + b"+", marks):
        kept.append(text[at : run.start() + COMBINING_LIMIT])
        at = run.end()
    return "".join([*kept, text[at:]])


def sort_key(value: str) -> str:
    """Return the form of `value` that orders alike in every database: folded, without accents."""
    return fold(value)[:120]


def fold(value: str) -> str:
    """Return `value` without case, accents or strokes, so that "Łódź" and "lodz" are the same."""
    if value.isascii():
        return value.lower()
    spread = unicodedata.normalize("NFKD", value.casefold())
    # Taking signs such as "℡" apart brings capitals back.
    spread = unicodedata.normalize("NFKD", spread.casefold()).translate(_STROKES)
    return "".join(filterfalse(unicodedata.combining, spread))
