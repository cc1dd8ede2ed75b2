"""How a paper looks: sizes that follow its text, and the colors of the screen's light scheme."""

from dataclasses import dataclass
from functools import cached_property

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from libdesk.documents.content import Size, Tone
from libdesk.tokens import LIGHT

PAGES = {Size.A4: (210 * mm, 297 * mm), Size.LETTER: (215.9 * mm, 279.4 * mm)}
"""Width and height of a page that stands, in points."""

SIDE, TOP, FOOT = 18 * mm, 17 * mm, 20 * mm
"""The margins, in points; the foot of the page is in the lower one."""

LEAST_PT = 9.0
"""Nothing on a paper is smaller, in points."""

INK, QUIET, ACCENT = HexColor(LIGHT.ink), HexColor(LIGHT.quiet), HexColor(LIGHT.accent)
LINE, EDGE = HexColor(LIGHT.line), HexColor(LIGHT.edge)
NOTICE, ON_NOTICE = HexColor(LIGHT.notice), HexColor(LIGHT.on_notice)


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set.

    Attributes:
        size: of its font, in points.
        leading: from one line to the next, in points.
        bold: it is set in bold.
        color: of its words.
        before: the space above it, in points; with the one above, only the larger counts.
        after: the space below it.
        at_the_end: its lines end together instead of beginning together.
    """

    size: float
    leading: float
    bold: bool = False
    color: Color = INK
    before: float = 0.0
    after: float = 0.0
    at_the_end: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of one paper.

    Attributes:
        text_pt: the size of its text, in points.
    """

    text_pt: float

    def pt(self, share: float) -> float:
        """Return a size beside that of the text, in points; never less than can be read."""
        return max(LEAST_PT, round(self.text_pt * share, 1))

    @property
    def gap(self) -> float:
        """The space between two paragraphs, in points."""
        return self.text_pt * 0.55

    @cached_property
    def title(self) -> Style:
        """The title of the paper."""
        size = min(self.pt(2.1), self.text_pt + 14)
        return Style(size, size * 1.12, bold=True, after=self.text_pt * 0.25)

    @cached_property
    def around_title(self) -> Style:
        """The quiet lines over and under the title."""
        size = self.pt(0.95)
        return Style(size, size * 1.3, color=QUIET, after=self.text_pt * 0.2)

    @cached_property
    def letterhead(self) -> tuple[Style, Style, Style]:
        """Of a letter: the name of who writes, the day, and what it is about."""
        name, subject = self.pt(1.5), self.pt(1.15)
        return (
            Style(name, name * 1.2, bold=True, after=self.text_pt * 0.2),
            Style(self.text_pt, self.text_pt * 1.3, at_the_end=True),
            Style(subject, subject * 1.25, bold=True, after=self.gap * 1.4),
        )

    @cached_property
    def headings(self) -> tuple[Style, ...]:
        """The headings, by level from 1."""
        sizes = ((1.38, 1.3), (1.14, 1.0), (1.0, 0.7))
        return tuple(
            Style(
                self.pt(share),
                self.pt(share) * 1.2,
                bold=True,
                before=self.text_pt * before,
                after=self.text_pt * 0.4,
            )
            for share, before in sizes
        )

    @cached_property
    def paragraphs(self) -> dict[Tone, Style]:
        """Paragraphs, by tone."""
        lead, quiet = self.pt(1.18), self.pt(0.9)
        return {
            Tone.BODY: Style(self.text_pt, self.text_pt * 1.34, after=self.gap),
            Tone.LEAD: Style(lead, lead * 1.25, bold=True, color=ACCENT, after=self.gap * 1.4),
            Tone.QUIET: Style(quiet, quiet * 1.32, color=QUIET, after=self.gap),
            Tone.LINE: Style(self.text_pt, self.text_pt * 1.34),
        }

    @cached_property
    def entry(self) -> Style:
        """An entry of a list."""
        return Style(self.text_pt, self.text_pt * 1.32)

    def cell(self, *, bold: bool = False, quiet: bool = False, at_the_end: bool = False) -> Style:
        """Return the style of a cell."""
        size = self.pt(0.92)
        color = QUIET if quiet else INK
        return Style(size, size * 1.26, bold=bold, color=color, at_the_end=at_the_end)

    def head(self, *, at_the_end: bool = False) -> Style:
        """Return the style of a column's heading."""
        size = self.pt(0.86)
        return Style(size, size * 1.2, bold=True, color=QUIET, at_the_end=at_the_end)

    @cached_property
    def fine(self) -> Style:
        """The head and the foot of a page, and words in an empty frame."""
        return Style(LEAST_PT, LEAST_PT * 1.3, color=QUIET)
