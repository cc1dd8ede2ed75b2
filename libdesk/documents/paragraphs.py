"""Paragraphs that tag themselves: one element each, on however many pages they stand."""

from dataclasses import replace
from typing import Any

from reportlab.pdfgen.textobject import PDFTextObject

from libdesk.documents import fonts, styles
from libdesk.documents.canvas import PaperCanvas, actual_text
from libdesk.documents.content import Words
from libdesk.documents.flow import Piece
from libdesk.documents.lines import Line, Part, break_lines, parts_of, text_width
from libdesk.documents.links import in_ascii, leads_out
from libdesk.documents.printable import Printer
from libdesk.documents.structure import Element
from libdesk.documents.styles import Style

_RULE = 0.6
"""The line under a link, in points."""


class Link:
    """Some words that lead somewhere.

    Args:
        element: theirs in the structure.
        address: where they lead to, in ASCII.
        label: what is told of them.
    """

    def __init__(self, element: Element, address: str, label: str) -> None:
        self.element = element
        self.address = address
        self.label = label


class Paragraph(Piece):
    """Words in one style.

    Args:
        parts: the words.
        style: how they are set.
        element: what they are painted for; None for an artifact.
        links: the links that parts name by their place.
    """

    def __init__(
        self,
        parts: tuple[Part, ...],
        style: Style,
        element: Element | None,
        links: tuple[Link, ...] = (),
    ) -> None:
        super().__init__()
        self.style = style
        self.before, self.after = style.before, style.after
        self._parts, self._element, self._links = parts, element, links
        self._lines: tuple[Line, ...] = ()
        self._broken_for = -1.0

    def wrap(self, available_width: float) -> float:
        """Return the height that it takes at this width, in points."""
        if self._broken_for != available_width:
            self._lines = break_lines(self._parts, self.style.size, available_width)
            self._broken_for = available_width
        self.width, self.height = available_width, len(self._lines) * self.style.leading
        return self.height

    def split(self, available_width: float, available_height: float) -> "tuple[Paragraph, ...]":
        """Return what fits here and what goes on; nothing where it begins on the next page.

        No line is left alone on either side.
        """
        self.wrap(available_width)
        whole = len(self._lines)
        fitting = int((available_height + 0.01) / self.style.leading)
        fitting = min(fitting, whole - 2) if whole > 3 else fitting
        if fitting < 2:
            return ()
        return self._piece(self._lines[:fitting]), self._piece(self._lines[fitting:])

    def cut(self, available_width: float, available_height: float) -> "tuple[Paragraph, ...]":
        """Return two parts, the first with one line at least."""
        self.wrap(available_width)
        fitting = max(1, int((available_height + 0.01) / self.style.leading))
        if fitting >= len(self._lines):
            return ()
        return self._piece(self._lines[:fitting]), self._piece(self._lines[fitting:])

    def least_height(self, available_width: float) -> float:
        """Return the height of its first lines, in points."""
        self.wrap(available_width)
        whole = len(self._lines)
        return (whole if whole < 4 else 2) * self.style.leading

    def keep_lines(self, count: int) -> None:
        """Let go of all lines but the first ones, for a place that has room for no more."""
        self._lines = self._lines[:count]
        self.height = len(self._lines) * self.style.leading

    def draw(self) -> None:
        """Paint it."""
        if not self._lines:
            return
        canvas: PaperCanvas = self.canvas
        style = self.style
        lead = (style.leading - style.size) / 2
        y = self.height - lead - style.size * (fonts.ASCENT + 0.02)
        text = _Text(canvas, self._element, style)
        areas: list[tuple[Link, list[float]]] = []
        for line in self._lines:
            x = self.width - line.width if style.at_the_end else 0.0
            text.setTextOrigin(x, y)
            for part in line.parts:
                wide = text_width(part.text, part.font, style.size)
                link = self._links[part.link] if part.link is not None else None
                if link is not None:
                    areas.append((link, [x, y, x + wide]))
                text.show(part, link)
                x += wide
            y -= style.leading
        canvas.drawText(text)
        for link, (x0, base, x1) in areas:
            self._lead(link, x0, base, x1)

    def _lead(self, link: Link, x0: float, base: float, x1: float) -> None:
        canvas: PaperCanvas = self.canvas
        with canvas.marked(None):
            canvas.setStrokeColor(styles.ACCENT)
            canvas.setLineWidth(_RULE)
            canvas.line(x0, base - 1.6, x1, base - 1.6)
        size = self.style.size
        area = [x0, base - size * fonts.DESCENT, x1, base + size * fonts.ASCENT]
        canvas.link_area(link.element, link.address, link.label, area)

    def _piece(self, lines: tuple[Line, ...]) -> "Paragraph":
        piece = Paragraph(self._parts, self.style, self._element, self._links)
        piece._lines, piece._broken_for = lines, self._broken_for
        return piece


class _Text(PDFTextObject):  # type: ignore[misc] # reportlab has no types
    """What a paragraph paints: one text, marked inside."""

    is_marked = True

    def __init__(self, canvas: PaperCanvas, element: Element | None, style: Style) -> None:
        super().__init__(canvas)
        self._element = element
        self._link: Link | None = None
        self._style = style
        self._look: tuple[str, Any] = ("", None)
        self._code.append(canvas.opening(element))

    def show(self, part: Part, link: Link | None) -> None:
        """Paint a part of a line after the one before."""
        if link is not self._link:
            self._link = link
            if link is not None:
                link.element.take_place()
            self._code += ["EMC", self._canvas.opening(link.element if link else self._element)]
        look = part.font, (styles.ACCENT if link else self._style.color)
        if look[0] != self._look[0]:
            self.setFont(part.font, self._style.size, self._style.leading)
        if look[1] is not self._look[1]:
            self.setFillColor(look[1])
        self._look = look
        stands_for_others = part.actual or part.is_silent
        if stands_for_others:
            self._code.append(actual_text(part.actual))
        self._textOut(part.text)
        if stands_for_others:
            self._code.append("EMC")


def paragraph(words: Words, style: Style, element: Element | None, printer: Printer) -> Paragraph:
    """Return a paragraph; of links only those to the web, to mail and to telephones lead away.

    Args:
        words: what it says.
        style: how it is set.
        element: what it is painted for; None for an artifact.
        printer: takes the words apart.
    """
    links = []
    if not isinstance(words, str):
        kept = []
        for run in words:
            if run.link and not leads_out(run.link):
                kept.append(replace(run, link=""))
                continue
            kept.append(run)
            if run.link and element is not None:
                address = in_ascii(run.link)
                label = run.text.strip() or run.link
                links.append(Link(Element("Link", element, is_late=True), address, label))
        words = tuple(kept)
    parts = tuple(parts_of(words, printer, bold=style.bold))
    return Paragraph(parts, style, element, tuple(links))
