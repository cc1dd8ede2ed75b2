"""Figures: a picture with what it shows in words, or a frame to stick one into."""

from libdesk.documents import styles
from libdesk.documents.flow import Piece
from libdesk.documents.paragraphs import Paragraph
from libdesk.documents.pictures import Pixels
from libdesk.documents.structure import Element

_PAD = 8.0


class Picture(Piece):
    """A picture.

    Args:
        pixels: the picture.
        element: what it is painted for.
        most: as wide and as high as it may become, in points.
        after: the space below it.
    """

    def __init__(
        self, pixels: Pixels, element: Element, most: tuple[float, float], after: float
    ) -> None:
        super().__init__()
        self._pixels, self._element, self._most = pixels, element, most
        self.before = self.after = after

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points; it is not blown up."""
        natural = self._pixels.width * 0.75, self._pixels.height * 0.75  # at 96 dots to the inch
        wide, high = min(self._most[0], available_width), self._most[1]
        share = min(1.0, wide / natural[0], high / natural[1])
        self.width, self.height = natural[0] * share, natural[1] * share
        return self.height

    def draw(self) -> None:
        """Paint it."""
        canvas = self.canvas
        x, y = canvas.absolutePosition(0, 0)
        self._element.attributes = _area(x, y, self.width, self.height)
        name = canvas.embed(self._pixels)
        with canvas.marked(self._element):
            canvas.saveState()
            canvas.transform(self.width, 0, 0, self.height, 0, 0)
            canvas.doForm(name)
            canvas.restoreState()


class EmptyFrame(Piece):
    """A frame to stick a picture into, with what it is for.

    Args:
        words: what it is for, painted for no element: the element says it.
        element: what it is painted for.
        height: in points.
        after: the space below it.
    """

    def __init__(self, words: Paragraph, element: Element, height: float, after: float) -> None:
        super().__init__()
        self._words, self._element, self._high = words, element, height
        self.before = self.after = after

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points."""
        self.width = min(available_width, self._high * 1.6)
        self._words.wrap(self.width - 2 * _PAD)
        # The figure's alternative text has all of it.
        self._words.keep_lines(int((self._high - 2 * _PAD) / self._words.style.leading))
        self.height = self._high
        return self.height

    def draw(self) -> None:
        """Paint it."""
        canvas = self.canvas
        x, y = canvas.absolutePosition(0, 0)
        self._element.attributes = _area(x, y, self.width, self.height)
        with canvas.marked(self._element):
            canvas.setStrokeColor(styles.EDGE)
            canvas.setLineWidth(0.8)
            canvas.setDash(4, 3)
            canvas.roundRect(0, 0, self.width, self.height, 5)
            canvas.setDash()
        self._words.draw_at(canvas, _PAD, self.height - _PAD - self._words.height)


def _area(x: float, y: float, width: float, height: float) -> bytes:
    corners = " ".join(f"{corner:.2f}" for corner in (x, y, x + width, y + height))
    return f"/A<</O/Layout/Placement/Block/BBox[{corners}]>>".encode()
