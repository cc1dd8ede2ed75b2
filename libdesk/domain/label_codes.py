"""Which code fits on a label: Code 128, whose bars need room across, or QR, as high as it is wide.

Only the rules; what a code looks like is worked out where it is printed.
"""

from dataclasses import dataclass
from enum import StrEnum

BARS_QUIET = 10
"""Empty modules on either side of Code 128 (ISO/IEC 15417)."""

SQUARES_QUIET = 4
"""Empty modules around a QR code (ISO/IEC 18004)."""

LEAST_MODULE_MM = 0.19
"""The narrowest bar that an office printer prints and any scanner reads: 7.5 thousandths of an
inch."""

MOST_BAR_MM = 0.381
"""Wider bars are read no better by a scanner in the hand."""

LEAST_QR_MM = 12.0
"""The smallest QR code that a phone reads with ease, with the empty room around it (3.8)."""

MOST_QR_MM = 30.0
"""A larger one only takes room from the words."""

DOT_MM = 25.4 / 300
"""The dot of a printer with 300 to the inch: bars that are whole dots wide are equally wide."""


class Symbol(StrEnum):
    """What is printed for a scanner."""

    CODE_128 = "code 128"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a code is printed.

    Attributes:
        module_mm: its narrowest bar, or smallest square.
        on_dots: that is a whole number of a printer's dots.
    """

    module_mm: float
    on_dots: bool


def can_be_bars(code: str) -> bool:
    """Say whether Code 128 has signs for a text; scanners type nothing else in the same way."""
    return bool(code) and code.isascii() and code.isprintable()


def bars_scale(modules: int, room_mm: float) -> Scale | None:
    """Return how large Code 128 is printed; None where it does not fit.

    Args:
        modules: its width without the empty room.
        room_mm: the room across, empty room included.
    """
    return _scale(room_mm / (modules + 2 * BARS_QUIET), MOST_BAR_MM)


def squares_scale(modules: int, room_mm: float) -> Scale | None:
    """Return how large a QR code is printed; None where it does not fit.

    Args:
        modules: its width without the empty room.
        room_mm: the shorter side of the room, empty room included.
    """
    if room_mm < LEAST_QR_MM:
        return None
    whole = modules + 2 * SQUARES_QUIET
    scale = _scale(min(room_mm, MOST_QR_MM) / whole, MOST_QR_MM)
    if scale is not None and scale.module_mm * whole < LEAST_QR_MM:
        return Scale(LEAST_QR_MM / whole, on_dots=False)
    return scale


def _scale(largest_mm: float, most_mm: float) -> Scale | None:
    """Return the largest module up to both limits, of whole dots where that is wide enough."""
    largest = min(largest_mm, most_mm)
    if largest < LEAST_MODULE_MM:
        return None
    dots = int(largest / DOT_MM + 1e-9) * DOT_MM
    return Scale(dots, on_dots=True) if dots >= LEAST_MODULE_MM else Scale(largest, on_dots=False)
