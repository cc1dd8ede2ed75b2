"""Headings: lines that are found again in the document's outline."""

from typing import TYPE_CHECKING

from libdesk.documents.flow import Piece
from libdesk.documents.paragraphs import Paragraph

if TYPE_CHECKING:
    from libdesk.documents.canvas import PaperCanvas


class HeadingLine(Piece):
    """A heading with its entry in the outline; it stays whole.

    Args:
        lines: the heading.
        title: its words, for the outline.
        level: from 1.
    """

    def __init__(self, lines: Paragraph, title: str, level: int) -> None:
        super().__init__()
        self._lines, self._title, self._level = lines, title, level
        self.spaceBefore, self.spaceAfter = lines.spaceBefore, lines.spaceAfter

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the width and height that it takes, in points."""
        self.width, self.height = self._lines.wrap(available_width, available_height)
        return self.width, self.height

    def cut(self, available_width: float, available_height: float) -> list[Piece]:
        """Return two parts: a heading of many thousand words goes on as it is."""
        first, rest = self._lines.cut(available_width, available_height)
        return [HeadingLine(first, self._title, self._level), rest]

    def draw(self) -> None:
        """Paint it."""
        canvas: PaperCanvas = self.canv
        canvas.add_to_outline(self._title, self._level, self.height)
        self._lines.drawOn(canvas, 0, 0)
