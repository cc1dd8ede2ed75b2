"""Words that leave the form by hand: onto the clipboard, or onto paper."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from libdesk.domain.problems import Report
from libdesk.services.problems import Draft
from libdesk.ui.problems import slip
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.surroundings import Surroundings

PrintSlip = Callable[[slip.Slip, QWidget], None]


class Papers:
    """Makes slips.

    Args:
        parts: questions and time.
        known: the branch's name.
        print_slip: opens the print dialog.
        window: over which it opens.
    """

    def __init__(
        self, parts: FormParts, known: Surroundings, print_slip: PrintSlip, window: QWidget
    ) -> None:
        self._parts = parts
        self._known = known
        self._print_slip = print_slip
        self._window = window

    def copy(self, draft: Draft) -> None:
        """Put what was said onto the clipboard, as text."""
        QGuiApplication.clipboard().setText(self._of_draft(draft).text())

    def print_draft(self, draft: Draft) -> None:
        """Print what could not be kept."""
        self._print_slip(self._of_draft(draft), self._window)

    def print_report(self, report: Report) -> None:
        """Print what was kept."""
        parts, branch = self._parts, self._known.branch
        made = slip.of_report(report, parts.guidance, parts.now(), branch=branch)
        self._print_slip(made, self._window)

    def _of_draft(self, draft: Draft) -> slip.Slip:
        parts, branch = self._parts, self._known.branch
        return slip.of_draft(draft, parts.guidance, parts.now(), branch=branch)
