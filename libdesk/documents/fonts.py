"""The one font of the papers: four faces, each loaded when it is first used, and embedded.

Source Sans Pro (SIL Open Font License) has Latin, Greek, Cyrillic and Vietnamese, and the signs
that forms need. The screen uses the system's own font.
"""

import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import font_source_sans_pro
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

UPRIGHT, BOLD, ITALIC, BOLD_ITALIC = "LibDesk", "LibDesk-Bold", "LibDesk-It", "LibDesk-BoldIt"

ASCENT, DESCENT = 0.75, 0.25
"""Of the font's size, above and below the line on which it stands."""

_NOT_SEEN = ("Cc", "Cf", "Cn", "Co", "Cs")
_FILES = {UPRIGHT: "Regular", BOLD: "Bold", ITALIC: "It", BOLD_ITALIC: "BoldIt"}


class Face(NamedTuple):
    """A face by its two properties."""

    bold: bool
    italic: bool


def load() -> frozenset[int]:
    """Make the upright faces known to reportlab; return the code points that both have."""
    return _load()


def name_of(face: Face) -> str:
    """Return reportlab's name of a face."""
    if face.italic:
        return _loaded(BOLD_ITALIC if face.bold else ITALIC)
    return BOLD if face.bold else UPRIGHT


def covers(face: Face, text: str) -> bool:
    """Say whether this face has each sign of a text: the italics know no Greek and Cyrillic."""
    return text.isascii() or _covered(name_of(face)).issuperset(map(ord, text))


@cache
def _load() -> frozenset[int]:
    return _covered(_loaded(UPRIGHT)) & _covered(_loaded(BOLD))


@cache  # reading the files for each paper would take longer than most papers do
def _loaded(name: str) -> str:
    folder = Path(font_source_sans_pro.font_directory)
    pdfmetrics.registerFont(TTFont(name, str(folder / f"SourceSansPro-{_FILES[name]}.ttf")))
    return name


@cache
def _covered(name: str) -> frozenset[int]:
    # A glyph's code of 0 is the box that stands for a sign that is not there. Signs that are not
    # to be seen, and those that mean something to one program only, are told by their code.
    glyphs = pdfmetrics.getFont(name).face.charToGlyph
    return frozenset(
        code
        for code, glyph in glyphs.items()
        if glyph and unicodedata.category(chr(code)) not in _NOT_SEEN
    )
