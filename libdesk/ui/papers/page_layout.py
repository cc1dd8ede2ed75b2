"""Where the pages of a paper lie, one below the other; plain arithmetic."""

import bisect
import math

from PySide6.QtCore import QRect


class PageLayout:
    """Pages in a column, in the middle of the room there is.

    Args:
        sizes: width and height of each page, in points.
        per_point: pixels for each point.
        gap: pixels around each page.
        room: pixels across.
    """

    def __init__(
        self, sizes: tuple[tuple[float, float], ...], per_point: float, gap: int, room: int
    ) -> None:
        self._gap = gap
        self._sizes = [(round(wide * per_point), round(tall * per_point)) for wide, tall in sizes]
        self.width = max((wide for wide, _ in self._sizes), default=0) + 2 * gap
        self._room = max(room, self.width)
        self._tops: list[int] = []
        self.height = gap
        for _, tall in self._sizes:
            self._tops.append(self.height)
            self.height += tall + gap

    def place(self, page: int) -> QRect:
        """Return where a page lies."""
        wide, tall = self._sizes[page]
        return QRect((self._room - wide) // 2, self._tops[page], wide, tall)

    def above(self, page: int) -> int:
        """Return where one looks to have a page at the top."""
        return self._tops[page] - self._gap

    def page_at(self, y: int) -> int:
        """Return the page that lies at a height, or ends above it; the first above all."""
        return max(0, bisect.bisect_right(self._tops, y) - 1)

    def between(self, top: int, bottom: int) -> range:
        """Return the pages that lie between two heights, at least in part."""
        if not self._tops:
            return range(0)
        first = self.page_at(top)
        if self._tops[first] + self._sizes[first][1] < top:
            first += 1
        return range(first, self.page_at(bottom) + 1)


def fitting(sizes: tuple[tuple[float, float], ...], room: int) -> float:
    """Return the pixels for each point that make the widest page as wide as the room."""
    widest = max((wide for wide, _ in sizes), default=1.0)
    return math.floor(room / widest * 1000) / 1000
