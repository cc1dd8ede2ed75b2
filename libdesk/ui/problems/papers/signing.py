"""Making an out-of-order sign for what a report is about."""

from PySide6.QtCore import QObject, Signal

from libdesk.domain.problems import Report, ReportId
from libdesk.ui import strings
from libdesk.ui.problems.papers.sign_page import SignPage
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
        self._report_id: ReportId | None = None
        self._branch = ""

    def open(self, report: Report) -> None:
        """Show the page, filled with what is known of the thing; as it was left for this report."""
        stage = self._stage
        page = self._page
        if page is None:
            page = self._page = SignPage(stage.look)
            page.back_requested.connect(self.left)
            page.print_requested.connect(self._on_print)
        if self._report_id != report.id:
            self._report_id, self._branch = report.id, report.branch
            page.begin(*self._machine_and_other(report))
        page.set_day(strings.date_words(stage.known.now().astimezone().date()))
        stage.window.show_page(page)
        page.focus_first()

    def _on_print(self, machine: str, instead: str) -> None:
        self._stage.papers.print_sign(machine, instead, self._branch)

    def _machine_and_other(self, report: Report) -> tuple[str, str]:
        stage, known = self._stage, self._stage.known
        told = known.told_at(report.branch)
        computer = known.computer if told.branch == known.told.branch else ""
        return told.sign(stage.parts.guidance.find(report.category), report.item, computer)
