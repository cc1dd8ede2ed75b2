"""Reads the codes of a printed page as a scanner does, and where a file says that labels lie."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import zxingcpp

from libdesk.domain.label_sheets import Box
from tests.documents.pictures import POINTS_PER_INCH, pages

DPI = 300
"""What office printers print at least."""

_MM = 25.4


@dataclass(frozen=True, slots=True)
class Read:
    """A code that was read.

    Attributes:
        text: what it holds.
        kind: such as "QR Code".
        x: its middle, in millimeters from the page's left edge.
        y: and from its upper one.
    """

    text: str
    kind: str
    x: float
    y: float


def codes(content: bytes) -> list[list[Read]]:
    """Return the codes of each page."""
    return [list(map(_read, zxingcpp.read_barcodes(each))) for each in pages(content, DPI)]


def _read(found: Any) -> Read:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    x, y = (sum(getattr(one, axis) for one in corners) / 4 for axis in "xy")
    return Read(found.text, str(found.format), x / DPI * _MM, y / DPI * _MM)


def boxes(content: bytes) -> list[list[Box]]:
    """Return where the labels of each page are clipped to, as the file has it, in millimeters."""
    with pikepdf.open(BytesIO(content)) as document:
        return [_boxes(page) for page in document.pages]


def _boxes(page: pikepdf.Page) -> list[Box]:
    high = float(page.mediabox[3])
    found = []
    x = y = 0.0
    rectangle: list[float] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator not in ("cm", "re", "W"):
            continue
        numbers = [float(one) for one in instruction.operands]
        if operator == "cm":
            x, y = numbers[4:]
        elif operator == "re":
            rectangle = numbers
        else:
            left, bottom, wide, tall = rectangle
            found.append(
                Box(
                    _in_mm(x + left),
                    _in_mm(high - (y + bottom + tall)),
                    _in_mm(wide),
                    _in_mm(tall),
                )
            )
    return found


def _in_mm(points: float) -> float:
    return points / POINTS_PER_INCH * _MM
