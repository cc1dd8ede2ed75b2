"""Flowables that hold others: one below the other, beside a label, in a frame.

They split at a page's end, so that nothing is ever too large for a page; and they paint nothing
that is read aloud themselves.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color

from libdesk.documents import styles
from libdesk.documents.flow import Piece
from libdesk.documents.paragraphs import Paragraph

if TYPE_CHECKING:
    from libdesk.documents.canvas import PaperCanvas


class Stack(Piece):
    """Pieces one below the other.

    Args:
        parts: what stands in it.
        before: the space above it, in points.
        after: the space below it.
    """

    def __init__(self, parts: Sequence[Piece], before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.parts = tuple(parts)
        self.spaceBefore, self.spaceAfter = before, after
        self.indent, self.padding = 0.0, 0.0
        self._heights: tuple[float, ...] = ()
        self._wrapped_for = -1.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the width and height that it takes, in points."""
        del available_height
        self._lay(self.inner(available_width))
        self.width = available_width
        self.height = sum(self._heights) + sum(self._gaps()) + 2 * self.padding
        return self.width, self.height

    def inner(self, width: float) -> float:
        """Return how much of a width its parts have, in points."""
        return width - self.indent - 2 * self.padding

    def split(self, available_width: float, available_height: float) -> "list[Stack]":
        """Return what fits here and what goes on; [] where nothing does."""
        inner = self.inner(available_width)
        self._lay(inner)
        left = available_height - 2 * self.padding
        for place, (part, height, gap) in enumerate(
            zip(self.parts, self._heights, self._gaps(), strict=True)
        ):
            if gap + height <= left + 0.01:
                left -= gap + height
                continue
            pieces = list(part.split(inner, left - gap)) if left > gap else []
            return self._divided(place, pieces if len(pieces) == 2 else [])
        return [self]

    def cut(self, available_width: float, available_height: float) -> list[Piece]:
        """Return two parts, split inside the first one where that alone is higher than a page."""
        pieces = Stack.split(self, available_width, available_height)
        if pieces or not self.parts:
            return list(pieces)
        room = available_height - 2 * self.padding
        return list(self._divided(0, self.parts[0].cut(self.inner(available_width), room)))

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> "Stack":
        """Return a stack like this one with other parts."""
        before, after = (self.spaceBefore, 0) if is_first else (0, self.spaceAfter)
        return Stack(parts, before, after)

    def least_height(self, available_width: float) -> float:
        """Return the height of its beginning, in points."""
        if not self.parts:
            return 0.0
        return self.parts[0].least_height(self.inner(available_width)) + 2 * self.padding

    def draw(self) -> None:
        """Paint it."""
        y = self.height - self.padding
        x = self.indent + self.padding
        for part, height, gap in zip(self.parts, self._heights, self._gaps(), strict=True):
            y -= gap + height
            part.drawOn(self.canv, x, y)

    def _divided(self, place: int, pieces: Sequence[Piece]) -> "list[Stack]":
        """Return two stacks, parted at a part or inside it; [] where nothing stays here."""
        if not pieces and not place:
            return []
        first = (*self.parts[:place], *pieces[:1])
        rest = (*(pieces[1:] or (() if pieces else self.parts[place : place + 1])),)
        rest = (*rest, *self.parts[place + 1 :])
        if not rest:
            return [self]
        return [self.piece(first, is_first=True), self.piece(rest, is_first=False)]

    def _lay(self, width: float) -> None:
        if self._wrapped_for != width:
            self._heights = tuple(part.wrap(width, 0)[1] for part in self.parts)
            self._wrapped_for = width

    def _gaps(self) -> list[float]:
        """Return the space above each part; of two spaces between two parts the larger counts."""
        gaps, below = [], 0.0
        for place, part in enumerate(self.parts):
            gaps.append(max(below, part.getSpaceBefore()) if place else 0.0)
            below = part.getSpaceAfter()
        return gaps


class Labelled(Stack):
    """Something with a label before its first line: an entry of a list.

    Args:
        label: the label; None where the first line stands on an earlier page.
        body: what stands beside it.
        indent: how far the body stands in, in points.
        after: the space below it.
    """

    def __init__(
        self, label: Paragraph | None, body: Sequence[Piece], indent: float, after: float
    ) -> None:
        super().__init__(body, after=after)
        self._label, self.indent = label, indent

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> Stack:
        """Return an entry like this one with other parts; the label stays with the first line."""
        after = 0.0 if is_first else self.spaceAfter
        return Labelled(self._label if is_first else None, parts, self.indent, after)

    def draw(self) -> None:
        """Paint it."""
        if self._label is not None:
            # Never broken: a label that is too wide would rather stand over the words.
            _, height = self._label.wrap(self.width, 0)
            self._label.drawOn(self.canv, 0, self.height - height)
        super().draw()


class Whole(Stack):
    """Pieces that belong together: a picture and the words below it."""

    def split(self, available_width: float, available_height: float) -> list[Stack]:
        """Stay whole."""
        del available_width, available_height
        return []

    def least_height(self, available_width: float) -> float:
        """Return its whole height, in points."""
        return self.wrap(available_width, 0)[1]


class Framed(Whole):
    """Pieces on a colored ground.

    Args:
        parts: what stands in it.
        ground: the color behind it.
        bar: the color of the bar at its side.
        padding: between the ground's edge and what stands on it, in points.
        after: the space below it.
    """

    def __init__(
        self, parts: Sequence[Piece], ground: Color, bar: Color, padding: float, after: float
    ) -> None:
        super().__init__(parts, before=after, after=after)
        self._ground, self._bar, self.padding = ground, bar, padding

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> Stack:
        """Return a frame like this one around other parts."""
        del is_first
        return Framed(parts, self._ground, self._bar, self.padding, self.spaceAfter)

    def draw(self) -> None:
        """Paint it."""
        canvas: PaperCanvas = self.canv
        with canvas.marked(None):
            canvas.setFillColor(self._ground)
            canvas.roundRect(0, 0, self.width, self.height, 5, stroke=0, fill=1)
            canvas.setFillColor(self._bar)
            canvas.rect(0, 0, 3, self.height, stroke=0, fill=1)
        super().draw()


class Blank(Piece):
    """Names with lines to be written on, side by side.

    Args:
        names: the names.
        after: the space below them, in points.
    """

    def __init__(self, names: Sequence[Paragraph], after: float) -> None:
        super().__init__()
        self._names, self.spaceBefore, self.spaceAfter = tuple(names), after, after

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the width and height that they take, in points."""
        self.width = available_width
        self._wide = (available_width + _GUTTER) / len(self._names)
        heights = [name.wrap(self._wide - _GUTTER, available_height)[1] for name in self._names]
        self._below = max(heights)
        self.height = self._below + _WRITING
        return self.width, self.height

    def draw(self) -> None:
        """Paint them."""
        canvas: PaperCanvas = self.canv
        for place, name in enumerate(self._names):
            x = place * self._wide
            with canvas.marked(None):
                canvas.setStrokeColor(styles.EDGE)
                canvas.setLineWidth(0.7)
                canvas.line(x, self._below + 2, x + self._wide - _GUTTER, self._below + 2)
            name.drawOn(canvas, x, self._below - name.height)


_GUTTER = 18.0
"""Between two lines to be written on, in points."""

_WRITING = 26.0
"""Room above such a line, in points: a hand's letters are some 7 mm high."""
