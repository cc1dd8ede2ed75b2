"""This branch's reports: reading what came back, and going on from a report."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.problems import FollowUpKind, Reply, Report
from libdesk.services.ports import KeptDraft
from libdesk.services.problems import awaits_answer, threads
from libdesk.ui.problems.carrier import Carrier, Round
from libdesk.ui.problems.following_up import FollowingUp
from libdesk.ui.problems.ladder_page import LadderPage
from libdesk.ui.problems.news import News
from libdesk.ui.problems.reports_page import ReportsPage
from libdesk.ui.problems.stage import Stage


class Reading(QObject):
    """Leads from the list of reports to a follow-up and back.

    Args:
        stage: what it stands on.
        carrier: moves reports.
    """

    back_requested = Signal()

    def __init__(self, stage: Stage, carrier: Carrier) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._window = stage.window
        self._parts = stage.parts
        self._known = stage.known
        self._carrier = carrier
        self._last: Round | None = None
        self._page: ReportsPage | None = None
        self._ladder: LadderPage | None = None
        self.following_up = FollowingUp(stage)
        self.following_up.left.connect(self._return_to_list)
        self.following_up.kept.connect(carrier.expect)
        self.following_up.told.connect(self._say)
        self._news = News(stage)
        self._news.open_requested.connect(self.open)
        self._news.changed.connect(stage.window.tiles.set_news)

    @property
    def page(self) -> QWidget | None:
        """The page with the reports; None as long as nobody has looked at it."""
        return self._page

    def go_on(self, kept: KeptDraft) -> bool:
        """Open what was typed after a report another time; say whether that report is here."""
        goes_on = kept.draft.follow_up
        reports = [one.report for one in self._last.reports] if self._last else []
        report = next((one for one in reports if goes_on and one.id == goes_on.of), None)
        if report is not None:
            self.open()
            self.following_up.go_on(report, kept, self._last_words(report))
        return report is not None

    def awaits_answer(self) -> bool:
        """Say whether an answer may still come to a report of this computer."""
        if self._last is None or self._parts.is_public:
            return False
        now = self._parts.now()
        return any(awaits_answer(thread, now) for thread in threads(self._last.reports))

    def show_round(self, ended: Round) -> None:
        """Take over what a round has brought."""
        self._last = ended
        self._news.take(ended.reports, is_read=self._is_read())
        self._fill()

    def open(self) -> None:
        """Show the list."""
        if self._page is None:
            guidance = self._parts.guidance if self._parts.is_public else None
            page = self._page = ReportsPage(self._stage.look, guidance)
            page.back_requested.connect(self.back_requested)
            page.send_now_requested.connect(self._carrier.hurry)
            page.ladder_requested.connect(self._open_ladder)
            page.follow_up_requested.connect(self._on_follow_up)
            self._window.closed.connect(page.put_away)
        self._page.say("")
        self._page.put_away()
        self._fill()
        self._window.show_page(self._page)
        self._page.focus_first()
        self._note_read()

    def _on_follow_up(self, report: Report, kind: FollowUpKind) -> None:
        self.following_up.open(report, kind, self._last_words(report))

    def _last_words(self, report: Report) -> Reply | None:
        """Return what IT wrote last to a report; None for nothing."""
        every = threads(self._last.reports) if self._last else ()
        thread = next((one for one in every if one.kept.report.id == report.id), None)
        said = reversed(thread.replies) if thread else ()
        return next((one for one in said if one.text), None)

    def _return_to_list(self) -> None:
        """Show the list where it was left."""
        if self._page is None:
            return
        if not self._window.return_to(self._page):
            self._page.focus_first()
        self._note_read()

    def _note_read(self) -> None:
        self._carrier.watch(watched=True)
        if self._last is not None:
            self._news.take(self._last.reports, is_read=True)

    def _say(self, sentence: str) -> None:
        if self._page is not None:
            self._page.say(sentence)

    def _is_read(self) -> bool:
        is_open = self._page is not None and self._window.page is self._page
        return is_open and self._window.isActiveWindow()

    def _fill(self) -> None:
        if self._page is None:
            return
        self._page.show_paces(self._known.told.paces)
        if self._last is not None:
            last, now = self._last, self._parts.now()
            self._page.show_reports(
                last.reports, last.delivered.why, now, is_trying=not last.is_over
            )

    def _open_ladder(self) -> None:
        page = self._ladder
        if page is None:
            page = self._ladder = LadderPage(self._stage.look)
            page.back_requested.connect(self._return_to_list)
            page.print_requested.connect(self._stage.papers.print_ladder)
        page.show_steps(self._known.told.ladder, self._known.told.phone)
        self._window.show_page(page)
        page.focus_first()
