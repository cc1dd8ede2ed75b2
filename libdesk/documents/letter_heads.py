"""The head of a letter: who writes, the day, and an address that an envelope's window shows.

The address begins 57 mm below the page's upper edge and 25 mm from its side: whichever way a page
folded in three slides, it stays in the windows of DL, C6/5 and US number 10 envelopes.
"""

from libdesk.documents import styles
from libdesk.documents.blocks import Builder
from libdesk.documents.content import Letterhead, Paper
from libdesk.documents.flow import Piece
from libdesk.documents.paragraphs import Paragraph
from libdesk.documents.printable import never_empty
from libdesk.documents.stacks import Stack
from libdesk.documents.structure import Element
from libdesk.documents.styles import Style, Styles

_MM = 72 / 25.4
WINDOW_LEFT, WINDOW_TOP, WINDOW_HIGH = 25.0 * _MM, 57.0 * _MM, 36.0 * _MM
"""Where an address stands on its page, and the room that is kept for it, in points."""

_ADDRESS_PT = 10.5


def letter_head(
    builder: Builder, look: Styles, paper: Paper, head: Letterhead, under: Element
) -> Piece:
    """Return the head of a letter, its title among it.

    Args:
        builder: of the paper.
        look: its styles.
        paper: the letter.
        head: its letterhead.
        under: what the elements belong to.
    """
    name, day, subject = look.letterhead

    def lines(words: str, style: Style, kind: str = "P") -> Paragraph:
        return builder.lines(words, style, Element(kind, under))

    above: list[Piece] = [lines(paper.above, name)] if paper.above else []
    above += [lines(one, look.around_title) for one in head.sender]
    at = Style(_ADDRESS_PT, _ADDRESS_PT * 1.25)
    return LetterHead(
        Stack(above),
        lines(head.on, day) if head.on else None,
        Stack([lines(one, at) for one in head.to]),
        Stack([lines(never_empty(paper.title), subject, "H1")]),
    )


class LetterHead(Piece):
    """The parts of a letter's head at their places; it takes more room where they need more.

    Args:
        above: who writes.
        day: at the line's end, over the address; None for none.
        to: the address.
        subject: what the letter is about.
    """

    def __init__(self, above: Stack, day: Paragraph | None, to: Stack, subject: Stack) -> None:
        super().__init__()
        self._above, self._day, self._to, self._subject = above, day, to, subject
        self.after = _ADDRESS_PT * 0.6
        self._day_at, self._to_at, self._subject_at = 0.0, 0.0, 0.0

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points."""
        self.width = available_width
        self._day_at = self._above.wrap(available_width) + _ADDRESS_PT * 0.4
        day = self._day.wrap(available_width) if self._day is not None else 0.0
        to = self._to.wrap(available_width - self._indent)
        ends = self._day_at + day
        if self._to.parts:
            self._to_at = max(WINDOW_TOP - styles.TOP, ends)
            # The day stands close over what it dates.
            self._day_at = self._to_at - day
            ends = self._to_at + max(to, WINDOW_HIGH)
        else:
            self._to_at, ends = ends, ends + 2 * _ADDRESS_PT
        self._subject_at = ends
        whole: float = ends + self._subject.wrap(available_width)
        self.height = whole
        return whole

    def draw(self) -> None:
        """Paint it."""
        self._paint(self._above, 0.0, 0.0)
        if self._day is not None:
            self._paint(self._day, 0.0, self._day_at)
        self._paint(self._to, self._indent, self._to_at)
        self._paint(self._subject, 0.0, self._subject_at)

    @property
    def _indent(self) -> float:
        return float(WINDOW_LEFT - styles.SIDE)

    def _paint(self, part: Piece, x: float, below: float) -> None:
        part.draw_at(self.canvas, x, self.height - below - part.height)
