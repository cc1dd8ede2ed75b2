"""The slip: a report on paper, for when nothing else gets through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from libdesk.domain.guidance import Guidance, title, wording
from libdesk.domain.priority import Effect
from libdesk.domain.problems import Report, ReportId
from libdesk.domain.text import clean_text
from libdesk.services.problems import Draft
from libdesk.ui import strings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a slip.

    Attributes:
        heading: the number, or that there is none yet.
        lines: pairs of a name and its words; without a name the words stand alone.
    """

    heading: str
    lines: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Return the slip as plain text, for the clipboard."""
        return "\n".join(
            [self.heading, *(f"{name}: {words}" if name else words for name, words in self.lines)]
        )


def of_report(report: Report, guidance: Guidance, now: datetime, *, branch: str = "") -> Slip:
    """Return the slip of a report that was kept.

    Args:
        report: the report.
        guidance: words for its answers.
        now: the time.
        branch: the branch's name, where it is known.
    """
    return Slip(report.number, tuple(_lines(report, guidance, now, branch or report.branch)))


def of_draft(draft: Draft, guidance: Guidance, now: datetime, *, branch: str = "") -> Slip:
    """Return the slip of what could not be kept, so that no word is lost; as `of_report`."""
    category = guidance.find(draft.category)
    saw = clean_text(draft.saw)
    report = Report(
        id=ReportId(UUID(int=0)),
        category=draft.category,
        branch=draft.branch,
        title=title(category, saw, draft.answers) if category else draft.category,
        filed_at=now,
        saw=saw,
        guess=clean_text(draft.guess),
        effect=Effect(stopped=draft.stopped, how_bad=draft.how_bad),
        answers=draft.answers,
        facts=draft.facts,
    )
    heading = _tr("Not kept by the computer: hand this to IT")
    return Slip(heading, tuple(_lines(report, guidance, now, branch or draft.branch)))


def document(slip: Slip) -> QTextDocument:
    """Return the slip as a page. Every character of it is text; nothing is read as markup."""
    made = QTextDocument()
    cursor = QTextCursor(made)
    spaced = QTextBlockFormat()
    spaced.setBottomMargin(6)
    big, bold, plain = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    big.setFontPointSize(24)
    big.setFontWeight(QFont.Weight.Bold)
    bold.setFontPointSize(11)
    bold.setFontWeight(QFont.Weight.Bold)
    plain.setFontPointSize(11)
    cursor.setBlockFormat(spaced)
    cursor.insertText(slip.heading, big)
    for name, words in slip.lines:
        cursor.insertBlock(spaced)
        if name:
            cursor.insertText(f"{name}: ", bold)
        cursor.insertText(words, plain)
    return made


def ask_and_print(slip: Slip, parent: QWidget) -> None:
    """Open the print dialog and print when it is accepted; returns at once."""
    from PySide6.QtPrintSupport import (  # noqa: PLC0415 - loads a library that only printing needs
        QPrintDialog,
        QPrinter,
    )

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(slip.heading)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_tr("Print slip"))
    dialog.accepted.connect(_Printing(slip, printer, dialog).start)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog hides it behind an older call


class _Printing(QObject):
    """Holds the printer for as long as the dialog lives: the dialog itself does not."""

    def __init__(self, slip: Slip, printer: "QPrinter", dialog: QDialog) -> None:
        super().__init__(dialog)
        self._slip = slip
        self._printer = printer

    def start(self) -> None:
        """Print."""
        document(self._slip).print_(self._printer)


def _lines(
    report: Report, guidance: Guidance, now: datetime, branch: str
) -> Iterator[tuple[str, str]]:
    category = guidance.find(report.category)
    yield "", report.title
    yield _tr("What"), category.text if category else report.category
    if branch:
        yield _tr("Branch"), branch
    yield _tr("When"), strings.time_words(report.filed_at, now)
    if report.saw and report.saw != report.title:
        yield _tr("Saw"), report.saw
    if report.guess:
        yield _tr("Guess"), report.guess
    if report.effect.stopped:
        yield _tr("Who is stopped"), strings.stopped_words(report.effect.stopped)
    if report.effect.how_bad:
        yield _tr("How bad"), strings.how_bad_words(report.effect.how_bad)
    yield from wording(guidance, report)
    for fact in report.facts:
        yield strings.fact_words(fact.key), fact.value


def _tr(words: str) -> str:
    return QCoreApplication.translate("slip", words)
