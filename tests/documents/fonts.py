"""A font of a PDF file, as far as reading text needs it: what a code means and how wide it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One code of a string.

    Attributes:
        text: what it means; U+FFFD where the font does not say.
        width: in thousandths of the text's size; None where the font does not say.
        is_space: it is the one code that is widened by word spacing.
    """

    text: str
    width: float | None
    is_space: bool


@dataclass(slots=True)
class Font:
    """What a font says of its codes.

    Attributes:
        name: its name, with the prefix of a subset.
        is_embedded: the file brings its letters along.
        has_meaning: it says what its codes mean (ToUnicode).
    """

    name: str
    is_embedded: bool
    has_meaning: bool
    _code_length: int = 1
    _meanings: dict[int, str] = field(default_factory=dict)
    _widths: dict[int, float] = field(default_factory=dict)
    _else_wide: float | None = None

    @classmethod
    def of(cls, font: Any) -> Self:
        """Read a font's dictionary."""
        is_composite = font.get("/Subtype") == "/Type0"
        lower = font.DescendantFonts[0] if is_composite else font
        descriptor = lower.get("/FontDescriptor", {})
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        meaning = font.get("/ToUnicode")
        made = cls(
            str(font.get("/BaseFont", "")).removeprefix("/"),
            font.get("/Subtype") == "/Type3" or any(name in descriptor for name in files),
            meaning is not None,
            2 if is_composite else 1,
        )
        if meaning is not None:
            made._meanings = meanings(meaning.read_bytes())
        elif not is_composite:
            made._meanings = {
                code: bytes([code]).decode("cp1252", "replace") for code in range(32, 256)
            }
        if is_composite:
            made._widths, made._else_wide = _cid_widths(lower)
        else:
            first = int(font.get("/FirstChar", 0))
            made._widths = {
                first + at: float(width) for at, width in enumerate(font.get("/Widths", ()))
            }
        return made

    def letters(self, codes: bytes) -> Iterator[Letter]:
        """Return the letters of a shown string."""
        for at in range(0, len(codes), self._code_length):
            code = int.from_bytes(codes[at : at + self._code_length], "big")
            yield Letter(
                self._meanings.get(code, UNKNOWN),
                self._widths.get(code, self._else_wide),
                is_space=self._code_length == 1 and code == 32,
            )


def meanings(cmap: bytes) -> dict[int, str]:
    """Return what a ToUnicode map says of each code."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(cmap):
        if kind == b"char":
            given = [_digits(each) for each in _HEX.findall(body)]
            found.update(
                (int(code, 16), _text(text))
                for code, text in zip(given[::2], given[1::2], strict=True)
            )
            continue
        for first, last, start, listed in _RANGE.findall(body):
            codes = range(int(_digits(first), 16), int(_digits(last), 16) + 1)
            if listed:
                texts = [_text(_digits(each)) for each in _HEX.findall(listed)]
                found.update(zip(codes, texts, strict=False))
            else:
                text = _text(_digits(start))
                found.update(
                    (code, text[:-1] + chr(ord(text[-1]) + at)) for at, code in enumerate(codes)
                )
    return found


def _digits(given: bytes) -> str:
    return re.sub(rb"\s", b"", given).decode("ascii")


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "replace")


def _cid_widths(font: Any) -> tuple[dict[int, float], float]:
    """Return a composite font's widths: W in its two forms, and DW for the rest."""
    widths: dict[int, float] = {}
    given = list(font.get("/W", ()))
    while given:
        first = int(given.pop(0))
        following = given.pop(0)
        if isinstance(following, (int, float)) or not hasattr(following, "__len__"):
            width = float(given.pop(0))
            widths.update(dict.fromkeys(range(first, int(following) + 1), width))
        else:
            widths.update((first + at, float(width)) for at, width in enumerate(following))
    return widths, float(font.get("/DW", 1000))
