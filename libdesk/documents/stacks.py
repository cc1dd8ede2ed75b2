"""Flowables that hold others: one below the other, beside a label, in a frame.

They split at a page's end, so that nothing is ever too large for a page; and they paint nothing
that is read aloud themselves.
"""

from collections.abc import Sequence

from reportlab.lib.colors import Color

from libdesk.documents import styles
from libdesk.documents.flow import Piece
from libdesk.documents.paragraphs import Paragraph


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
        self.before, self.after = before, after
        self.indent, self.padding = 0.0, 0.0
        self._heights: tuple[float, ...] = ()
        self._wrapped_for = -1.0

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points."""
        self._lay(self.inner(available_width))
        self.width = available_width
        self.height = sum(self._heights) + sum(self._gaps()) + 2 * self.padding
        return self.height

    def inner(self, width: float) -> float:
        """Return how much of a width its parts have, in points."""
        return width - self.indent - 2 * self.padding

    def split(self, available_width: float, available_height: float) -> "tuple[Stack, ...]":
        """Return what fits here and what goes on; nothing where no part fits."""
        inner = self.inner(available_width)
        self._lay(inner)
        left = available_height - 2 * self.padding
        for place, (part, height, gap) in enumerate(
            zip(self.parts, self._heights, self._gaps(), strict=True)
        ):
            if gap + height <= left + 0.01:
                left -= gap + height
                continue
            return self._divided(place, part.split(inner, left - gap) if left > gap else ())
        return ()

    def cut(self, available_width: float, available_height: float) -> "tuple[Stack, ...]":
        """Return two parts, split inside the first one where that alone is higher than a page."""
        pieces = Stack.split(self, available_width, available_height)
        if pieces or not self.parts:
            return pieces
        room = available_height - 2 * self.padding
        return self._divided(0, self.parts[0].cut(self.inner(available_width), room))

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> "Stack":
        """Return a stack like this one with other parts."""
        before, after = (self.before, 0) if is_first else (0, self.after)
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
            part.draw_at(self.canvas, x, y)

    def _divided(self, place: int, pieces: Sequence[Piece]) -> "tuple[Stack, ...]":
        """Return two stacks, parted before a part or inside it; nothing where no part fits."""
        inside = len(pieces) == 2
        if not inside and not place:
            return ()
        first = (*self.parts[:place], *pieces[:1]) if inside else self.parts[:place]
        rest = (pieces[1], *self.parts[place + 1 :]) if inside else self.parts[place:]
        return self.piece(first, is_first=True), self.piece(rest, is_first=False)

    def _lay(self, width: float) -> None:
        if self._wrapped_for != width:
            self._heights = tuple(part.wrap(width) for part in self.parts)
            self._wrapped_for = width

    def _gaps(self) -> list[float]:
        """Return the space above each part; of two spaces between two parts the larger counts."""
        gaps, below = [], 0.0
        for place, part in enumerate(self.parts):
            gaps.append(max(below, part.before) if place else 0.0)
            below = part.after
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

    def split(self, available_width: float, available_height: float) -> "tuple[Stack, ...]":
        """Return what fits here and what goes on; a short entry stays whole."""
        if self.wrap(available_width) <= _SHORT:
            return ()
        return super().split(available_width, available_height)

    def piece(self, parts: Sequence[Piece], *, is_first: bool) -> Stack:
        """Return an entry like this one with other parts; the label stays with the first line."""
        after = 0.0 if is_first else self.after
        return Labelled(self._label if is_first else None, parts, self.indent, after)

    def draw(self) -> None:
        """Paint it."""
        if self._label is not None:
            # Never broken: a label that is too wide would rather stand over the words.
            height = self._label.wrap(self.width)
            self._label.draw_at(self.canvas, 0, self.height - height)
        super().draw()


class Whole(Stack):
    """Pieces that belong together: a picture and the words below it."""

    def split(self, available_width: float, available_height: float) -> "tuple[Stack, ...]":
        """Stay whole."""
        del available_width, available_height
        return ()

    def least_height(self, available_width: float) -> float:
        """Return its whole height, in points."""
        return self.wrap(available_width)


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
        return Framed(parts, self._ground, self._bar, self.padding, self.after)

    def draw(self) -> None:
        """Paint it."""
        canvas = self.canvas
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
        self._names, self.before, self.after = tuple(names), after, after

    def wrap(self, available_width: float) -> float:
        """Return the height that they take at this width, in points."""
        self.width = available_width
        self._wide = (available_width + _GUTTER) / len(self._names)
        heights = [name.wrap(self._wide - _GUTTER) for name in self._names]
        self._below = max(heights)
        self.height = self._below + _WRITING
        return self.height

    def draw(self) -> None:
        """Paint them."""
        canvas = self.canvas
        for place, name in enumerate(self._names):
            x = place * self._wide
            with canvas.marked(None):
                canvas.setStrokeColor(styles.EDGE)
                canvas.setLineWidth(0.7)
                canvas.line(x, self._below + 2, x + self._wide - _GUTTER, self._below + 2)
            name.draw_at(canvas, x, self._below - name.height)


_SHORT = 120.0
"""An entry that is no higher, in points, is not torn between two pages."""

_GUTTER = 18.0
"""Between two lines to be written on, in points."""

_WRITING = 26.0
"""Room above such a line, in points: a hand's letters are some 7 mm high."""
