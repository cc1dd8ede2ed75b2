"""Bytes of a text file as text, in the encoding that is likely or that a person has chosen."""

import codecs
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from libdesk.services.errors import Refusal

ENCODINGS = (
    "utf-8",
    "cp1252",
    "utf-16-le",
    "utf-16-be",
    "iso8859-15",
    "cp1250",
    "cp1251",
    "mac-roman",
    "cp850",
    "cp437",
)
"""What a person can choose; the first four are guessed."""

FALLBACK = "cp1252"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4_096
_FEW = 4
"""Signs of control that a text may hold by mistake, besides two in a hundred."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b"))
_ODD = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text.

    Attributes:
        text: without a byte order mark.
        encoding: in which it was read.
        mixed: where text of another encoding begins in it, in order.
        odd: where a sign has no meaning, in order; the first of each line.
    """

    text: str
    encoding: str
    mixed: tuple[int, ...] = ()
    odd: tuple[int, ...] = ()


def any_in(places: tuple[int, ...], start: int, end: int) -> bool:
    """Say whether one of the places, which are in order, is in a part of the text."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of a file (B58).

    Args:
        content: all of it.
        encoding: one of ENCODINGS; None for the likely one.

    Raises:
        Refusal: it is no text, or the encoding is none that is known here.
    """
    if encoding is not None and encoding not in ENCODINGS:
        raise Refusal(f"LibDesk can't read the encoding {encoding[:40]}. Choose another one.")
    for mark, marked in _MARKS:
        if content.startswith(mark) and encoding in (None, marked):
            return _in(content[len(mark) :], marked)
    likely = encoding or _wide(content)
    if likely is not None:
        return _in(content, likely)
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _FEW + len(sample) * 0.02:
        raise Refusal(
            "This file holds no text and is no spreadsheet. Save the table as XLSX or CSV in the "
            "program that made it, and read that file."
        )
    try:
        return Decoded(_without_nul(content.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _mixed(content)


def _wide(content: bytes) -> str | None:
    """Return which UTF-16 it is without a mark: every other byte of Latin text is 0."""
    sample = content[:_SAMPLE]
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        part = sample[offset::2]
        if part and part.count(0) > len(part) * 0.4 > 2.5 * sample[1 - offset :: 2].count(0):
            return name
    return None


def _in(content: bytes, encoding: str) -> Decoded:
    text = _without_nul(content.decode(encoding, "replace"))
    return Decoded(text, encoding, odd=_places(text))


def _mixed(content: bytes) -> Decoded:
    """Return text that is not all UTF-8: each line that is not is read as Windows wrote it."""
    lines = [_line(line) for line in content.split(b"\n")]
    if not any(utf8 and not text.isascii() for text, utf8 in lines):
        return _in(content, FALLBACK)
    starts = [0]
    for text, _ in lines:
        starts.append(starts[-1] + len(text) + 1)
    mixed = tuple(
        start for (start, _), (_, utf8) in zip(pairwise(starts), lines, strict=True) if not utf8
    )
    text = "\n".join(text for text, _ in lines)
    return Decoded(text, "utf-8", mixed, _places(text))


def _line(line: bytes) -> tuple[str, bool]:
    try:
        return _without_nul(line.decode("utf-8")), True
    except UnicodeDecodeError:
        return _without_nul(line.decode(FALLBACK, "replace")), False


def _without_nul(text: str) -> str:
    return text.replace("\0", "") if "\0" in text else text


def _places(text: str) -> tuple[int, ...]:
    places, at = [], text.find(_ODD)
    while at >= 0:
        places.append(at)
        line_end = text.find("\n", at)
        at = text.find(_ODD, line_end) if line_end >= 0 else -1
    return tuple(places)
