"""Codes for scanners as rectangles: reportlab works out what is black, one path paints all of it.

Each is kept in units of its own narrowest bar, so that one that was worked out once is painted at
any size.
"""

from dataclasses import dataclass
from functools import lru_cache

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from libdesk.domain.label_codes import (
    SQUARES_QUIET,
    Scale,
    Symbol,
    bars_scale,
    can_be_bars,
    squares_scale,
)

_KEPT = 20_000
_LEVELS = (QRErrorCorrectLevel.M, QRErrorCorrectLevel.L)
"""How much of a QR code may be scratched: more where there is room."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A code.

    Attributes:
        modules: its width in modules, without the empty room around it.
        path: paints it, in modules; bars are one high.
        is_bars: it is Code 128.
    """

    modules: int
    path: str
    is_bars: bool = False


@lru_cache(maxsize=_KEPT)  # whoever moves a print by a tenth of a millimeter changes no code
def bars(code: str) -> Drawing:
    """Return a text as Code 128."""
    made = Code128(code, quiet=0)
    made.validate()
    made.encode()
    at, parts = 0, []
    for sign in made.decompose():
        wide = ord(sign.lower()) - ord("a") + 1
        if sign.isupper():
            parts.append(f"{at} 0 {wide} 1 re")
        at += wide
    return Drawing(at, " ".join([*parts, "f"]), is_bars=True)


@lru_cache(maxsize=_KEPT)
def squares(code: str, level: int) -> Drawing:
    """Return a text as a QR code, in UTF-8."""
    made = QRCode(None, level)
    # As bytes where it is no plain text: whatever a phone takes them for, UTF-8 is its first guess.
    made.addData(code if code.isascii() else QR8bitByte(code.encode()))
    made.make()
    count = made.getModuleCount()
    parts = []
    for row, dark in enumerate(made.modules):
        at = 0
        while at < count:
            end = at
            while end < count and dark[end]:
                end += 1
            if end > at:
                parts.append(f"{at} {count - 1 - row} {end - at} 1 re")
            at = end + 1
    return Drawing(count, " ".join([*parts, "f"]))


@dataclass(frozen=True, slots=True)
class Sized:
    """A code that fits.

    Attributes:
        drawing: what is painted.
        scale: how large.
    """

    drawing: Drawing
    scale: Scale

    @property
    def width_mm(self) -> float:
        """Its width, without the empty room around it."""
        return self.drawing.modules * self.scale.module_mm


def sized(code: str, symbol: Symbol, room_mm: float) -> Sized | None:
    """Return a code as large as it fits; None where it does not.

    Args:
        code: what a scanner is to read.
        symbol: as what.
        room_mm: the room across, for QR the shorter side; the empty room around it included.
    """
    if symbol is Symbol.CODE_128:
        if not can_be_bars(code):
            return None
        drawing = bars(code)
        scale = bars_scale(drawing.modules, room_mm)
        return Sized(drawing, scale) if scale is not None else None
    for level in _LEVELS:
        drawing = squares(code, level)
        scale = squares_scale(drawing.modules, room_mm)
        if scale is not None:
            return Sized(drawing, scale)
    return None


def quiet_mm(scale: Scale) -> float:
    """Return the empty room on each side of a QR code."""
    return SQUARES_QUIET * scale.module_mm
