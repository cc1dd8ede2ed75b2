"""The prompt card: four lines that help to ask a patron, as at the reference desk (S16, S17).

It is shown beside "A patron told us…" and can be printed, two to a page, to lie at the desk.
"""

from dataclasses import dataclass

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.tokens import LIGHT
from libdesk.ui import theme
from libdesk.ui.problems.numbered_rows import numbered_rows
from libdesk.ui.problems.papers.printing import Sheet
from libdesk.ui.problems.papers.typesetting import INK, QUIET, draw, pen, text
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_COPIES = 2
_LARGEST, _FILLED = 1.3, 0.85
"""How far the type may grow, and how much of the half page it may fill."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One line of the card.

    Attributes:
        what: what to do, in two or three words.
        words: how it may be said.
    """

    what: str
    words: str


def prompts() -> tuple[Prompt, ...]:
    """Return the four lines: ask, say it back, make sure, and where it was."""
    return (
        Prompt(_tr("Ask openly"), _tr("“What were you trying to do, and what happened?”")),
        Prompt(_tr("Say it back"), _tr("“So you wanted to … and then you saw …”")),
        Prompt(_tr("Make sure"), _tr("“Did I get that right? Is it still like that now?”")),
        Prompt(
            _tr("Note where it was"),
            _tr("Which computer, printer or page. No name, e-mail or card number, please."),
        ),
    )


def title() -> str:
    """Return what stands above the four lines."""
    return _tr("A patron tells you that something doesn’t work")


def thanks() -> str:
    """Return what stands below the four lines."""
    return _tr("“Thank you for telling us.” Your own hunch is welcome too: it often helps IT.")


class PromptCard(QFrame):
    """The four lines on the screen.

    Args:
        look: the theme.
    """

    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        px = look.px
        self.setProperty("role", "card")
        self.setAccessibleName(title())
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(title(), "heading"))
        rows = [((prompt.what, "strong"), (prompt.words, "")) for prompt in prompts()]
        column.addWidget(numbered_rows(rows, look))
        column.addWidget(label(thanks(), "quiet"))
        button = Button(self.tr("Print this card"), "link")
        button.clicked.connect(self.print_requested)
        column.addWidget(button, 0, QtCore.Qt.AlignmentFlag.AlignLeading)


@dataclass(frozen=True, slots=True)
class PromptSheet:
    """The card on paper, two to a page."""

    @property
    def name(self) -> str:
        """What it is called among a printer's jobs."""
        return _tr("Card for patrons’ reports")

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Draw the page."""
        half = sheet.size.height() / _COPIES
        for copy in range(_COPIES):
            _draw_card(painter, sheet, copy * half, half)
        dashed = pen(sheet)
        dashed.setStyle(QtCore.Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        painter.drawLine(QPointF(0, half), QPointF(sheet.size.width(), half))


def _draw_card(painter: QPainter, sheet: Sheet, top: float, room: float) -> None:
    scale = _LARGEST
    while (height := _go_through(None, sheet, top, scale)) > room * _FILLED and scale > 0.3:
        scale *= 0.93
    _go_through(painter, sheet, top + (room - height) / 2, scale)


def _go_through(painter: QPainter | None, sheet: Sheet, top: float, scale: float) -> float:
    """Draw a card from there on; without a painter, only return how high it is."""

    def put(words: str, x: float, at: float, points: float, *, bold: bool, color: str) -> float:
        font = sheet.font(points * scale, bold=bold)
        made = text(words, font, sheet.size.width() - x, color=color)
        return draw(painter, made, x, at) if painter else made.size().height()

    indent, gap = sheet.pt(30) * scale, sheet.pt(9) * scale
    y = top + put(title(), 0, top, 19, bold=True, color=INK) + gap
    for place, prompt in enumerate(prompts()):
        put(str(place + 1), 0, y, 19, bold=True, color=LIGHT.accent)
        y += put(prompt.what, indent, y, 15, bold=True, color=INK)
        y += put(prompt.words, indent, y, 15, bold=False, color=INK) + gap
    return y + put(thanks(), 0, y, 12, bold=False, color=QUIET) - top


def _tr(words: str) -> str:
    return QCoreApplication.translate("prompt_card", words)
