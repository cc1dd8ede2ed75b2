"""Not getting an answer? Whom to turn to, step by step, on the screen and on paper (S26)."""

from dataclasses import dataclass

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Step
from libdesk.domain.text import clean_line
from libdesk.tokens import LIGHT
from libdesk.ui import theme
from libdesk.ui.problems.numbered_rows import numbered_rows
from libdesk.ui.problems.papers.printing import Sheet
from libdesk.ui.problems.papers.typesetting import QUIET, Line, Setting, flow
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


def title() -> str:
    """Return the question that stands above it all."""
    return _tr("Not getting an answer?")


def kind_words() -> str:
    """Return what to know before the first step."""
    return _tr("It is fine to ask again: a reminder helps, and nobody minds it.")


def last_words(steps: tuple[Step, ...], phone: str) -> str:
    """Return what else can be done; never empty where there are no steps.

    Args:
        steps: whom to turn to.
        phone: whom to call when it can't wait; "" when that is not known.
    """
    if phone := clean_line(phone):
        return _tr("Can’t wait? Call {phone}.").format(phone=phone)
    return "" if steps else _tr("Ask whoever looks after your computers.")


class LadderCard(QFrame):
    """The steps on the screen.

    Args:
        look: the theme.
    """

    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        px = look.px
        self._look = look
        self.setProperty("role", "card")
        self.setAccessibleName(title())
        column = self._column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(title(), "heading"))
        column.addWidget(label(kind_words()))
        self._rows = QWidget()
        column.addWidget(self._rows)
        self._last = label("", "strong", selectable=True)
        column.addWidget(self._last)
        button = Button(self.tr("Print this"), "link")
        button.clicked.connect(self.print_requested)
        column.addWidget(button, 0, QtCore.Qt.AlignmentFlag.AlignLeading)
        self.show_steps((), "")

    def show_steps(self, steps: tuple[Step, ...], phone: str) -> None:
        """Show these steps in place of those before.

        Args:
            steps: whom to turn to, in order.
            phone: whom to call when it can't wait; "" when that is not known.
        """
        rows = [
            (
                (clean_line(step.who), "strong"),
                (clean_line(step.how), ""),
                (clean_line(step.when), "quiet"),
            )
            for step in steps
        ]
        old, self._rows = self._rows, numbered_rows(rows, self._look)
        self._column.replaceWidget(old, self._rows)
        old.hide()
        old.deleteLater()
        self._rows.setVisible(bool(steps))
        last = last_words(steps, phone)
        self._last.setText(last)
        self._last.setVisible(bool(last))


@dataclass(frozen=True, slots=True)
class LadderSheet:
    """The steps on paper.

    Attributes:
        steps: whom to turn to, in order.
        phone: whom to call when it can't wait; "" when that is not known.
        library: the library's name; "" when that is not known.
    """

    steps: tuple[Step, ...]
    phone: str = ""
    library: str = ""

    @property
    def name(self) -> str:
        """What it is called among a printer's jobs."""
        return title()

    def document(self) -> QTextDocument:
        """Return the sheet as a page. Every character of it is text."""
        made = Setting()
        made.add(Line(title(), 28, is_bold=True, after=4))
        made.add(Line(kind_words(), 14, after=14))
        made.table([_row(number, step) for number, step in enumerate(self.steps, 1)], (9, 91))
        if last := last_words(self.steps, self.phone):
            made.add(Line(last, 20, is_bold=True))
        return made.document

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Draw the sheet."""
        flow(self.document(), painter, sheet, clean_line(self.library))


def _row(number: int, step: Step) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    said = (
        Line(clean_line(step.who), 18, is_bold=True, after=2),
        Line(clean_line(step.how), 18, after=2),
        Line(clean_line(step.when), 13, color=QUIET, after=2),
    )
    mark = Line(str(number), 18, is_bold=True, color=LIGHT.accent)
    return (mark,), tuple(line for line in said if line.words)


def _tr(words: str) -> str:
    return QCoreApplication.translate("ladder_sheet", words)
