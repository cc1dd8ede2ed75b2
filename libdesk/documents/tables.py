"""Tables: rows that flow over pages, their heading repeated, each cell an element of its own.

reportlab's own table copies what is left of itself at each page's end, so that a long one takes
longer for each row; and it can't tell a heading row's first sight from its repetitions.
"""

from collections.abc import Sequence

from libdesk.documents import styles
from libdesk.documents.flow import Piece

_PAD_X, _PAD_Y = 4.0, 3.5
_HIGHEST_PAGE = 1_000.0
"""In points; no page is higher."""


class Row:
    """The cells of one row.

    Args:
        cells: of each column what stands in it.
        least: its least height, in points.
    """

    def __init__(self, cells: Sequence[Piece], least: float = 0.0) -> None:
        self.cells = tuple(cells)
        self._least = least
        self.height = 0.0
        self._wrapped_for: tuple[float, ...] = ()

    def wrap(self, widths: tuple[float, ...]) -> float:
        """Return its height, in points, for these widths of its columns."""
        if self._wrapped_for != widths:
            self._wrapped_for = widths
            heights = [
                cell.wrap(width - 2 * _PAD_X)
                for cell, width in zip(self.cells, widths, strict=True)
            ]
            self.height = max(self._least, max(heights) + 2 * _PAD_Y)
        return self.height

    def cut(self, widths: tuple[float, ...], room: float) -> "tuple[Row, Row]":
        """Return it in two, the first no higher than that where that is possible."""
        halves: list[tuple[Piece, Piece]] = []
        for cell, width in zip(self.cells, widths, strict=True):
            inner, high = width - 2 * _PAD_X, room - 2 * _PAD_Y
            if cell.wrap(inner) <= high:
                halves.append((cell, _Nothing()))
                continue
            pieces = cell.split(inner, high) or cell.cut(inner, high)
            halves.append((pieces[0], pieces[1]) if pieces else (cell, _Nothing()))
        return Row([first for first, _ in halves]), Row([rest for _, rest in halves])


class Table(Piece):
    """Rows under a heading row.

    Args:
        head: the heading row; None for none.
        rows: the rows.
        shares: how wide the columns are beside each other.
        after: the space below it, in points.
        is_continued: it began on an earlier page.
    """

    def __init__(
        self,
        head: Row | None,
        rows: Sequence[Row],
        shares: Sequence[float],
        after: float,
        *,
        is_continued: bool = False,
    ) -> None:
        super().__init__()
        self._head, self._rows, self._shares = head, rows, tuple(shares)
        self._is_continued = is_continued
        self._first, self._end = 0, len(rows)
        self.after = after

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points.

        Rows are looked at as far as a page could go: how much higher it is, matters to nobody, and
        with ten thousand rows it would take long at each page.
        """
        self.width, self.height = available_width, self._head_height(available_width)
        widths = self._widths(available_width)
        for place in range(self._first, self._end):
            self.height += self._rows[place].wrap(widths)
            if self.height > _HIGHEST_PAGE:
                break
        return self.height

    def split(self, available_width: float, available_height: float) -> "tuple[Table, ...]":
        """Return what fits here and what goes on; nothing where no row fits."""
        widths = self._widths(available_width)
        left = available_height - self._head_height(available_width)
        for place in range(self._first, self._end):
            left -= self._rows[place].wrap(widths)
            if left < -0.01:
                if place == self._first:
                    break
                return self._part(self._first, place), self._part(place, self._end)
        return ()

    def cut(self, available_width: float, available_height: float) -> "tuple[Table, ...]":
        """Split its first row, which is higher than a page."""
        widths = self._widths(available_width)
        room = available_height - self._head_height(available_width)
        above, below = self._rows[self._first].cut(widths, room)
        rows = (above, below, *self._rows[self._first + 1 : self._end])
        whole = Table(self._head, rows, self._shares, self.after, is_continued=self._is_continued)
        return whole._part(0, 1), whole._part(1, len(rows))

    def least_height(self, available_width: float) -> float:
        """Return the height of its heading and first row, in points."""
        first = self._rows[self._first].wrap(self._widths(available_width)) if self._rows else 0
        return self._head_height(available_width) + first

    def draw(self) -> None:
        """Paint it."""
        canvas = self.canvas
        widths = self._widths(self.width)
        y = self.height
        if self._head is not None:
            y -= self._head.wrap(widths)
            if self._is_continued:
                # It was read where it stood first.
                with canvas.only_seen():
                    self._paint(self._head, widths, y)
            else:
                self._paint(self._head, widths, y)
            self._rule(y, styles.ACCENT, 0.9)
        for place in range(self._first, self._end):
            row = self._rows[place]
            y -= row.height
            self._paint(row, widths, y)
            self._rule(y, styles.LINE, 0.6)

    def _part(self, first: int, end: int) -> "Table":
        part = Table(
            self._head,
            self._rows,
            self._shares,
            self.after,
            is_continued=self._is_continued or first > self._first,
        )
        part._first, part._end = first, end
        return part

    def _paint(self, row: Row, widths: tuple[float, ...], y: float) -> None:
        x = 0.0
        for cell, width in zip(row.cells, widths, strict=True):
            cell.draw_at(self.canvas, x + _PAD_X, y + row.height - _PAD_Y - cell.height)
            x += width

    def _rule(self, y: float, color: object, thickness: float) -> None:
        canvas = self.canvas
        with canvas.marked(None):
            canvas.setStrokeColor(color)
            canvas.setLineWidth(thickness)
            canvas.line(0, y, self.width, y)

    def _head_height(self, available_width: float) -> float:
        return self._head.wrap(self._widths(available_width)) if self._head is not None else 0.0

    def _widths(self, available_width: float) -> tuple[float, ...]:
        whole = sum(self._shares)
        return tuple(available_width * share / whole for share in self._shares)


class _Nothing(Piece):
    """The rest of a cell that has none."""

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes: none."""
        del available_width
        return 0.0

    def draw(self) -> None:
        """Paint nothing."""
