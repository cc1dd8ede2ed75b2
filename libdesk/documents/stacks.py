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
    """Flowables one below the other.

    Args:
        parts: what stands in it.
        before: the space above it, in points.
        after: the space below it.
    """

    def __init__(self, parts: Sequence[Piece], before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.parts = tuple(parts)
        self.spaceBefore, self.spaceAfter = before, after
        self._heights: tuple[float, ...] = ()
        self._wrapped_for = -1.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the width and height that it takes, in points."""
        if self._wrapped_for != available_width:
            sizes = [part.wrap(available_width, available_height) for part in self.parts]
            self._heights = tuple(height for _, height in sizes)
            self._wrapped_for = available_width
        self.width = available_width
        self.height = sum(self._heights) + sum(self._gaps())
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> "list[Stack]":
        """Return what fits here and what goes on; [] where nothing does."""
        self.wrap(available_width, available_height)
        left = available_height
        for place, (part, height, gap) in enumerate(
            zip(self.parts, self._heights, self._gaps(), strict=True)
        ):
            if gap + height <= left + 0.01:
                left -= gap + height
                continue
            pieces = part.split(available_width, left - gap) if left > gap else []
            if len(pieces) == 1:
                pieces = []
            if not pieces and not place:
                return []
            first = (*self.parts[:place], *pieces[:1])
            rest = (*(pieces[1:] or (part,)), *self.parts[place + 1 :])
            return [self.piece(first, is_first=True), self.piece(rest, is_first=False)]
        return [self]

    def cut(self, available_width: float, available_height: float) -> list[Piece]:
        """Return two parts, split inside the first one where that alone is higher than a page."""
        pieces = Stack.split(self, available_width, available_height)
        if pieces or not self.parts:
            return list(pieces)
        halves = self.parts[0].cut(available_width, available_height)
        return [
            self.piece(halves[:1], is_first=True),
            self.piece((*halves[1:], *self.parts[1:]), is_first=False),
        ]

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> "Stack":
        """Return a stack like this one with other parts."""
        before, after = (self.spaceBefore, 0) if is_first else (0, self.spaceAfter)
        return Stack(parts, before, after)

    def least_height(self, available_width: float) -> float:
        """Return the height of its beginning, in points."""
        return self.parts[0].least_height(available_width) if self.parts else 0.0

    def draw(self) -> None:
        """Paint it."""
        y = self.height
        for part, height, gap in zip(self.parts, self._heights, self._gaps(), strict=True):
            y -= gap + height
            part.drawOn(self.canv, 0, y)

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
        label: the label; "" where the first line stands on an earlier page.
        body: what stands beside it.
        indent: how far the body stands in, in points.
        after: the space below it.
    """

    def __init__(
        self, label: Paragraph | None, body: Sequence[Piece], indent: float, after: float
    ) -> None:
        super().__init__(body, after=after)
        self._label, self._indent = label, indent

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the width and height that it takes, in points."""
        _, height = super().wrap(available_width - self._indent, available_height)
        self.width = available_width
        if self._label is not None:
            # Never broken: a label that is too wide would rather stand in the margin.
            self._label.wrap(self._indent * 4, available_height)
        return available_width, height

    def split(self, available_width: float, available_height: float) -> list[Stack]:
        """Return what fits here and what goes on; the label stays with the first line."""
        pieces = super().split(available_width - self._indent, available_height)
        return [self] if len(pieces) == 1 else pieces

    def cut(self, available_width: float, available_height: float) -> list[Piece]:
        """Return two parts; the label stays with the first line."""
        return super().cut(available_width - self._indent, available_height)

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> Stack:
        """Return an entry like this one with other parts."""
        after = 0.0 if is_first else self.spaceAfter
        return Labelled(self._label if is_first else None, parts, self._indent, after)

    def draw(self) -> None:
        """Paint it."""
        if self._label is not None:
            self._label.drawOn(self.canv, 0, self.height - self._label.height)
        self.canv.translate(self._indent, 0)
        super().draw()


class Whole(Stack):
    """Flowables that belong together: a picture and the words below it."""

    def split(self, available_width: float, available_height: float) -> list[Stack]:
        """Stay whole."""
        del available_width, available_height
        return []

    def least_height(self, available_width: float) -> float:
        """Return its whole height, in points."""
        return self.wrap(available_width, 0)[1]


class Framed(Whole):
    """Flowables on a colored ground.

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
        self._ground, self._bar, self._padding = ground, bar, padding

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the width and height that it takes, in points."""
        pad = self._padding
        _, height = super().wrap(available_width - 2 * pad, available_height)
        self.width, self.height = available_width, height + 2 * pad
        return self.width, self.height

    def cut(self, available_width: float, available_height: float) -> list[Piece]:
        """Return two frames where one would be higher than a page."""
        pad = self._padding
        return super().cut(available_width - 2 * pad, available_height - 2 * pad)

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> Stack:
        """Return a frame like this one around other parts."""
        del is_first
        return Framed(parts, self._ground, self._bar, self._padding, self.spaceAfter)

    def draw(self) -> None:
        """Paint it."""
        canvas: PaperCanvas = self.canv
        with canvas.marked(None):
            canvas.setFillColor(self._ground)
            canvas.roundRect(0, 0, self.width, self.height, 5, stroke=0, fill=1)
            canvas.setFillColor(self._bar)
            canvas.rect(0, 0, 3, self.height, stroke=0, fill=1)
        pad = self._padding
        canvas.translate(pad, pad)
        self.height -= 2 * pad
        super().draw()
        self.height += 2 * pad


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
