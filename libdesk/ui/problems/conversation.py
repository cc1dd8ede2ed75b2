"""The form's conversation: which page follows which, and what is sent, kept and shown.

It begins once the window has been painted. It never loses words: whatever fails, they stay in
their field.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.guidance import Category
from libdesk.domain.problems import ReportId
from libdesk.services.problems import Draft, Receipt
from libdesk.ui.problems.again import again_draft, offered_again
from libdesk.ui.problems.answers_page import AnswersPage
from libdesk.ui.problems.carrier import FIRST_WAIT_MS, Carrier, Round
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.papers import Papers, PrintSlip
from libdesk.ui.problems.reports_page import ReportsPage
from libdesk.ui.problems.sending import Sending
from libdesk.ui.problems.sent_page import SentPage
from libdesk.ui.problems.slip import ask_and_print
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.problems.tiles_page import TilesPage
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

SPARE_MS = 20
"""So long a page has the computer to itself before the next one is made ready."""


class Conversation(QObject):
    """Leads through the pages of one window.

    Args:
        window: the window, with its first page.
        parts: services and questions.
        tasks: the threads.
        look: the theme.
        print_slip: opens the print dialog.
        first_wait_ms: the carrier's first wait.
    """

    settled = Signal()
    """Something that may have kept the hidden program alive has ended."""

    def __init__(
        self,
        window: FormWindow,
        parts: FormParts,
        tasks: Tasks,
        look: Theme,
        *,
        print_slip: PrintSlip = ask_and_print,
        first_wait_ms: int = FIRST_WAIT_MS,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tiles = window.tiles
        self._parts = parts
        self._look = look
        self._last: Round | None = None
        self._answers: AnswersPage | None = None
        self._sent: SentPage | None = None
        self._is_turning = False
        self._reports: ReportsPage | None = None
        self._surroundings = Surroundings(parts, tasks, self)
        self._papers = Papers(parts, self._surroundings, print_slip, window)
        self._sending = Sending(parts, tasks, self)
        self._carrier = Carrier(tasks, parts.dispatch, parts.following, self, first_wait_ms)
        self._connect()

    def begin(self) -> None:
        """Read what is known, move what is kept, and take up what was tapped meanwhile."""
        self._show_surroundings()
        self._surroundings.read()
        self._carrier.hurry()
        self._tiles.listen()

    def may_end(self) -> bool:
        """Say whether the program may end once its window is closed."""
        is_busy = self._sending.is_running or self._is_turning
        return not is_busy and self._carrier.is_empty

    def has_words(self) -> bool:
        """Say whether there are words that were typed and not sent."""
        return self._answers is not None and self._answers.has_words()

    def _connect(self) -> None:
        self._window.closed.connect(self._on_closed)
        self._tiles.category_chosen.connect(self._on_tile)
        self._tiles.again_requested.connect(self._on_again)
        self._tiles.reports_requested.connect(self._on_reports)
        self._surroundings.changed.connect(self._show_surroundings)
        self._sending.kept.connect(self._on_kept)
        self._sending.not_kept.connect(self._on_not_kept)
        self._carrier.round_ended.connect(self._on_round)
        self._carrier.round_ended.connect(self._surroundings.look_again)

    def _on_closed(self) -> None:
        """Begin anew the next time, unless there are words that were not sent."""
        if not self.has_words() and not self._sending.is_running:
            self._show(self._tiles)
        self._carrier.watch(watched=False)
        self.settled.emit()

    def _show_surroundings(self) -> None:
        self._tiles.set_place(self._surroundings.place)
        self._tiles.set_notices(self._surroundings.known)
        if self._answers is not None:
            self._answers.set_surroundings(self._surroundings)
            self._show_soon()

    def _show_soon(self) -> None:
        if self._answers is not None:
            priority = self._parts.filing.preview(self._answers.draft())
            self._answers.show_soon(priority, self._surroundings.phone)

    def _on_round(self, ended: Round) -> None:
        self._last = ended
        again = offered_again(ended.reports, self._parts.guidance)
        self._tiles.set_again(again.title if again else "")
        for kept in ended.reports:
            if self._sent is not None and self._sent.is_about(kept.report.id):
                self._sent.set_progress(kept.progress, ended.delivered.why)
        if self._reports is not None:
            self._show_reports(self._reports, ended)
        self.settled.emit()

    def _on_tile(self, code: str) -> None:
        category = self._parts.guidance.find(code)
        old = self._answers
        if old is not None and old.category is category:
            self._show(old)
        elif category is not None:
            self._ask(category, old.draft() if old else None)

    def _on_again(self) -> None:
        reports = self._last.reports if self._last else ()
        report = offered_again(reports, self._parts.guidance)
        category = self._parts.guidance.find(report.category) if report else None
        if report is not None and category is not None:
            self._ask(category, again_draft(report))

    def _ask(self, category: Category, said: Draft | None) -> None:
        """Open a tile's questions; what was said already stays said."""
        page = AnswersPage(category, ReportId(self._parts.new_id()), self._look)
        page.send_requested.connect(self._on_send)
        page.back_requested.connect(self._on_back)
        page.copy_requested.connect(self._papers.copy)
        page.slip_requested.connect(self._papers.print_draft)
        page.changed.connect(self._show_soon)
        page.set_surroundings(self._surroundings)
        if said is not None:
            page.fill(said)
        old, self._answers = self._answers, page
        self._show_soon()
        self._show(page)
        self._window.drop_page(old)
        # While somebody reads and taps, so that no Send waits for it.
        QTimer.singleShot(SPARE_MS, self, self._sent_page)

    def _sent_page(self) -> SentPage:
        """Return the page that follows a Send, out of sight when it is new."""
        if self._sent is None:
            page = SentPage(self._look)
            page.slip_requested.connect(self._papers.print_report)
            page.another_requested.connect(self._on_back)
            page.reports_requested.connect(self._on_reports)
            page.close_requested.connect(self._window.close)
            self._window.prepare_page(page)
            self._sent = page
        return self._sent

    def _on_send(self) -> None:
        page = self._answers
        if page is not None and self._sending.send(
            page.draft(), self._surroundings.facts, page.report_id
        ):
            page.set_trouble("")
            page.set_keeping(keeping=True)

    def _on_kept(self, receipt: Receipt) -> None:
        page = self._sent_page()
        page.show_receipt(receipt, self._surroundings.phone)
        answers, self._answers = self._answers, None
        self._is_turning = True
        self._window.show_page(page)
        page.focus_first()

        def move_on() -> None:
            self._is_turning = False
            self._window.drop_page(answers)
            self._carrier.watch(watched=self._window.page is page)
            self._carrier.expect()

        # First the number stands on the screen; the rest would take the computer's time from it.
        QTimer.singleShot(SPARE_MS, self, move_on)

    def _on_not_kept(self, sentence: str) -> None:
        if self._answers is not None:
            self._answers.set_keeping(keeping=False)
            self._answers.set_trouble(sentence)
        if not self._window.isVisible():
            self._window.bring_forward()
        self.settled.emit()

    def _on_back(self) -> None:
        self._show(self._tiles)

    def _on_reports(self) -> None:
        if self._reports is None:
            self._reports = ReportsPage(self._look)
            self._reports.back_requested.connect(self._on_back)
            self._reports.send_now_requested.connect(self._carrier.hurry)
        if self._last is not None:
            self._show_reports(self._reports, self._last)
        self._show(self._reports)

    def _show_reports(self, page: ReportsPage, ended: Round) -> None:
        why, now = ended.delivered.why, self._parts.now()
        page.show_reports(ended.reports, why, now, is_trying=not ended.is_over)

    def _show(self, page: TilesPage | AnswersPage | SentPage | ReportsPage) -> None:
        self._window.show_page(page)
        page.focus_first()
        self._carrier.watch(watched=page in (self._sent, self._reports))
