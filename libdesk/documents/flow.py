"""How pieces of a paper flow over its pages: what stays together, what is cut where it must be.

Ours and not reportlab's Platypus: that takes as long to load as all the rest, so that nobody would
see a first page in time, and it gives up on what is higher than a page.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from libdesk.documents import styles

if TYPE_CHECKING:
    from libdesk.documents.canvas import PaperCanvas

_HAIR = 0.01
"""Points that are lost in sums of decimal places."""


class Piece:
    """Something that flows.

    Attributes:
        before: the space above it, in points; of two spaces between two pieces the larger counts.
        after: the space below it.
        width: known when it was wrapped.
        height: see there.
        canvas: what it is painted on.
    """

    before = 0.0
    after = 0.0
    width = 0.0
    height = 0.0
    canvas: "PaperCanvas"

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points."""
        raise NotImplementedError

    def draw(self) -> None:
        """Paint it with its foot at the canvas's origin."""
        raise NotImplementedError

    def split(self, available_width: float, available_height: float) -> "Sequence[Piece]":
        """Return what fits here and what goes on; nothing where it begins on the next page.

        Asked only where it doesn't fit whole.

        Args:
            available_width: in points.
            available_height: what is left of the page, in points.
        """
        del available_width, available_height
        return ()

    def cut(self, available_width: float, available_height: float) -> "Sequence[Piece]":
        """Return two parts where a whole page is too low for it; nothing where it has none.

        Args:
            available_width: in points.
            available_height: of a whole page's room, in points.
        """
        del available_width, available_height
        return ()

    def least_height(self, available_width: float) -> float:
        """Return how much of it must stand under a heading, in points."""
        return self.wrap(available_width)

    def draw_at(self, canvas: "PaperCanvas", x: float, y: float) -> None:
        """Paint it with its foot somewhere else."""
        self.canvas = canvas
        canvas.saveState()
        canvas.translate(x, y)
        self.draw()
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Room:
    """So much room must be left on the page, or what follows begins on the next one.

    Attributes:
        height: in points.
    """

    height: float


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Flowing = Piece | Room | NewPage


def room_on(size: tuple[float, float]) -> tuple[float, float]:
    """Return the width and height that may be filled on a page of this size, in points."""
    return size[0] - 2 * styles.SIDE, size[1] - styles.TOP - styles.FOOT


def together(pieces: Sequence[Piece], width: float) -> Room:
    """Return the room that the last of these needs to begin on the page of the others.

    Args:
        pieces: headings, and what comes under them.
        width: in points.
    """
    *whole, last = pieces
    heights = sum(piece.wrap(width) + piece.before + piece.after for piece in whole)
    return Room(heights + last.before + last.least_height(width))


def paginate(story: Sequence[Flowing], canvas: "PaperCanvas", size: tuple[float, float]) -> None:
    """Paint pieces on as many pages as they take.

    Args:
        story: the pieces, in order.
        canvas: takes them.
        size: of a page, in points.
    """
    _Pages(canvas, size).fill(story)


class _Pages:
    """The pages that are being filled."""

    def __init__(self, canvas: "PaperCanvas", size: tuple[float, float]) -> None:
        self._canvas = canvas
        self._width, self._whole = room_on(size)
        self._left, self._space = self._whole, 0.0

    @property
    def _is_empty(self) -> bool:
        return self._left == self._whole

    def fill(self, story: Sequence[Flowing]) -> None:
        """Paint all of it; the last page is ended too."""
        waiting = deque(story)
        while waiting:
            one = waiting.popleft()
            if isinstance(one, NewPage):
                self._turn()
            elif isinstance(one, Room):
                if self._left - self._space < min(one.height, self._whole) - _HAIR:
                    self._turn()
            elif (rest := self._place(one)) is not None:
                waiting.appendleft(rest)
                self._turn()
        if not self._is_empty or not self._canvas.page_count:
            self._turn()

    def _place(self, piece: Piece) -> Piece | None:
        """Paint a piece, as far as it fits; return what goes on to the next page."""
        gap = 0.0 if self._is_empty else max(self._space, piece.before)
        room = self._left - gap
        if piece.wrap(self._width) <= room + _HAIR:
            self._paint(piece, gap)
            return None
        parts = piece.split(self._width, room) if room > 0 else ()
        if not parts and self._is_empty:
            parts = piece.cut(self._width, self._whole)
            if not parts:
                # Nothing can be done: it is seen as far as the page goes.
                self._paint(piece, gap)
                return None
        if not parts:
            return piece
        first, rest = parts
        first.wrap(self._width)
        self._paint(first, gap)
        return rest

    def _paint(self, piece: Piece, gap: float) -> None:
        self._left -= gap + piece.height
        piece.draw_at(self._canvas, styles.SIDE, styles.FOOT + self._left)
        self._space = piece.after

    def _turn(self) -> None:
        """End the page."""
        self._canvas.showPage()
        self._left, self._space = self._whole, 0.0
