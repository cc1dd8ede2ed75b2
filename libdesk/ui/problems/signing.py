"""Making an out-of-order sign for what a report is about."""

from PySide6.QtCore import QObject, Signal

from libdesk.domain.problems import Report
from libdesk.ui import strings
from libdesk.ui.problems.sign_page import SignPage
from libdesk.ui.problems.stage import Stage


class Signing(QObject):
    """Leads to the sign's page and back.

    Args:
        stage: what it stands on.
    """

    left = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._page: SignPage | None = None

    def open(self, report: Report) -> None:
        """Show the page, filled with what is known of the thing."""
        stage = self._stage
        page = self._page
        if page is None:
            page = self._page = SignPage(stage.look)
            page.back_requested.connect(self.left)
            page.print_requested.connect(stage.papers.print_sign)
        category = stage.parts.guidance.find(report.category)
        known = stage.known
        told = known.told_at(report.branch)
        computer = known.computer if told.branch == known.told.branch else ""
        machine, instead = told.sign(category, report.item, computer)
        today = stage.known.now().astimezone().date()
        page.begin(machine, instead, strings.date_words(today))
        stage.window.show_page(page)
        page.focus_first()
