"""Headings: lines that are found again in the document's outline."""

from libdesk.documents.flow import Piece
from libdesk.documents.paragraphs import Paragraph


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
        self.before, self.after = lines.before, lines.after

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points."""
        self.width, self.height = available_width, self._lines.wrap(available_width)
        return self.height

    def cut(self, available_width: float, available_height: float) -> tuple[Piece, ...]:
        """Return two parts: a heading of many thousand words goes on as it is."""
        parts = self._lines.cut(available_width, available_height)
        return (HeadingLine(parts[0], self._title, self._level), parts[1]) if parts else ()

    def draw(self) -> None:
        """Paint it."""
        self.canvas.add_to_outline(self._title, self._level, self.height)
        self._lines.draw_at(self.canvas, 0, 0)
