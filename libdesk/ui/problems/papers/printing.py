"""What all papers of the form share: the sheet they are drawn on, and the print dialog.

A paper draws itself with a painter, so that the same drawing goes to a printer, a PDF or a
picture. How words are set is in typesetting.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QLocale, QMarginsF, QObject, QSizeF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
)
from PySide6.QtWidgets import QDialog, QWidget

from libdesk.ui.paper_sizes import uses_letter
from libdesk.ui.problems.papers.paper import Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_POINTS_PER_INCH = 72
_MARGIN_MM = 15.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper under a painter.

    Attributes:
        size: of the area that can be printed on, in the painter's units; it begins at 0, 0.
        dpi: the painter's units in an inch.
        next_page: goes on to a new page.
    """

    size: QSizeF
    dpi: float
    next_page: Callable[[], None]

    def pt(self, points: float) -> float:
        """Return a length in the painter's units."""
        return points * self.dpi / _POINTS_PER_INCH

    def font(self, points: float, *, bold: bool = False) -> QFont:
        """Return the system's font in a size for this sheet."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(max(1, round(self.pt(points))))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font


def print_on(paper: Paper, device: QPagedPaintDevice) -> bool:
    """Draw a paper on a printer or a PDF; say whether that could be begun."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        area = QSizeF(painter.viewport().size())
        paper.paint(painter, Sheet(area, device.logicalDpiX(), lambda: _turn(device)))
    finally:
        painter.end()
    return True


def ask_and_print(paper: Paper, parent: QWidget) -> None:
    """Open the print dialog and print when it is accepted; returns at once."""
    from PySide6.QtPrintSupport import (  # noqa: PLC0415 - loads a library that only printing needs
        QPrintDialog,
        QPrinter,
    )

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.name)
    if not printer.printerName():  # a printer knows the paper in it
        printer.setPageSize(QPageSize(_usual_size()))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setPageMargins(
        QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter
    )
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_tr("Print"))
    dialog.accepted.connect(_Printing(paper, printer, dialog).start)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog hides it behind an older call


class _Printing(QObject):
    """Holds the printer for as long as the dialog lives: the dialog itself does not."""

    def __init__(self, paper: Paper, printer: "QPrinter", dialog: QDialog) -> None:
        super().__init__(dialog)
        self._paper = paper
        self._printer = printer
        self._window = dialog.parentWidget()

    def start(self) -> None:
        """Print; where that cannot be begun, say so."""
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - hardly ever needed

        if not print_on(self._paper, self._printer):
            box = QMessageBox(self._window)
            box.setWindowTitle(_tr("Print"))
            box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
            box.setText(_tr("That printer can’t be used just now. Please choose another one."))
            box.finished.connect(box.deleteLater)
            box.open()


def _turn(device: QPagedPaintDevice) -> None:
    device.newPage()


def _usual_size() -> QPageSize.PageSizeId:
    is_letter = uses_letter(QLocale())
    return QPageSize.PageSizeId.Letter if is_letter else QPageSize.PageSizeId.A4


def _tr(words: str) -> str:
    return QCoreApplication.translate("printing", words)
