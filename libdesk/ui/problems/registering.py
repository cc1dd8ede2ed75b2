"""Registering the computer at which somebody sits: from the page to the outbox."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.problems import ReportId
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.problems import Receipt
from libdesk.ui.problems.register_page import RegisterPage
from libdesk.ui.problems.stage import Stage


class Registering(QObject):
    """Leads to the page and back.

    Args:
        stage: what it stands on.
    """

    left = Signal()
    kept = Signal()
    """A registration is safe on disk and waits to be taken to the desk."""
    settled = Signal()
    """What kept the program alive has ended."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._page: RegisterPage | None = None
        self._report_id: ReportId | None = None
        self._is_running = False
        stage.window.closed.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Say whether a registration is being kept right now."""
        return self._is_running

    def open(self) -> None:
        """Show the page, with nothing said on it."""
        stage, registering = self._stage, self._stage.parts.registering
        if registering is None:
            return
        page = self._page
        if page is None:
            page = self._page = RegisterPage(stage.look)
            page.back_requested.connect(self.left)
            page.register_requested.connect(self._on_register)
        self._begin()
        stage.tasks.outside(
            registering.facts,
            page.show_facts,
            owner=page,
            failed=partial(self._on_no_facts, page),
            key="own facts",
            quiet=True,
        )
        stage.window.show_page(page)
        page.focus_first()

    def _begin(self) -> None:
        page, known = self._page, self._stage.known
        if page is not None and not self._is_running:
            self._report_id = ReportId(self._stage.parts.new_id())
            told = known.told
            page.begin(told.branches, told.branch, is_public=self._stage.parts.is_public)

    def _on_no_facts(self, page: RegisterPage, error: Exception) -> None:
        page.show_facts(())
        self._stage.tasks.unhandled.emit(error)

    def _on_register(self) -> None:
        page, registering = self._page, self._stage.parts.registering
        if page is None or registering is None or self._is_running:
            return
        self._is_running = True
        page.set_keeping(keeping=True)
        page.set_trouble("")
        # As Send: on the thread that touches this computer's disk alone.
        self._stage.tasks.database(
            partial(registering.service.submit, page.said(), self._report_id),
            self._on_kept,
            owner=self,
            failed=self._on_not_kept,
            quiet=True,
        )

    def _on_kept(self, receipt: Receipt) -> None:
        self._is_running = False
        self._stage.known.own.note(receipt.report.item)
        if self._page is not None:
            self._page.show_done(receipt.report.number, lasts=receipt.lasts)
        self.kept.emit()
        self.settled.emit()

    def _on_not_kept(self, error: Exception) -> None:
        self._is_running = False
        page = self._page
        if page is None:
            return
        page.set_keeping(keeping=False)
        if isinstance(error, Refusal):
            page.set_trouble(error.sentence, error.field)
        elif isinstance(error, Unavailable):
            page.set_trouble(error.sentence)
        else:
            page.set_trouble(
                self.tr("Something went wrong inside LibDesk, and nothing was kept. Tell IT.")
            )
            self._stage.tasks.unhandled.emit(error)
        self.settled.emit()
