"""How pieces of a paper flow over its pages: what stays together, and what is cut where it must be.

reportlab fills the pages; here is what it asks the pieces, and a frame that never gives up: what is
higher than a whole page is cut.
"""

from collections.abc import Sequence

from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import CondPageBreak, Flowable
from reportlab.platypus.frames import Frame

from libdesk.documents import styles
from libdesk.documents.canvas import PaperCanvas


class Piece(Flowable):  # type: ignore[misc] # reportlab has no types
    """Something that flows.

    It paints at the canvas's origin, its foot at 0, after it was wrapped.
    """

    def cut(self, available_width: float, available_height: float) -> "list[Piece]":
        """Return two parts where a whole page is too low for it; by itself where it has none.

        Args:
            available_width: in points.
            available_height: of a whole page's room, in points.
        """
        del available_width, available_height
        return [self]

    def least_height(self, available_width: float) -> float:
        """Return how much of it must stand under a heading, in points."""
        return float(self.wrap(available_width, 0)[1])


class _Frame(Frame):  # type: ignore[misc] # reportlab has no types
    """The part of a page that is filled."""

    def split(self, flowable: Flowable, canv: PaperCanvas) -> list[Flowable]:
        """Return the parts that fit here and go on; [] where all of it goes on."""
        parts = list(super().split(flowable, canv))
        if not parts and self._atTop and isinstance(flowable, Piece):
            return list(flowable.cut(self._aW, self._aH))
        return parts


def room_on(size: tuple[float, float]) -> tuple[float, float]:
    """Return the width and height that may be filled on a page of this size, in points."""
    return size[0] - 2 * styles.SIDE, size[1] - styles.TOP - styles.FOOT


def together(pieces: Sequence[Piece], width: float) -> Flowable:
    """Return what goes on to the next page where the beginning of these doesn't fit.

    Args:
        pieces: headings, and what comes under them.
        width: in points.
    """
    heights = [piece.least_height(width) + piece.getSpaceBefore() for piece in pieces]
    return CondPageBreak(sum(heights) + sum(piece.getSpaceAfter() for piece in pieces[:-1]))


def paginate(story: Sequence[Flowable], canvas: PaperCanvas, size: tuple[float, float]) -> None:
    """Paint pieces on as many pages as they take.

    Args:
        story: the pieces, in order.
        canvas: takes them.
        size: of a page, in points.
    """
    width, height = room_on(size)
    frame = _Frame(
        styles.SIDE, styles.FOOT, width, height,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template = BaseDocTemplate("", pagesize=size, pageTemplates=[PageTemplate("page", [frame])])

    def given(*_: object, **__: object) -> "PaperCanvas":
        return canvas

    template.build(list(story), canvasmaker=given)
