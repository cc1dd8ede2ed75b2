"""This branch's reports: reading what came back, and going on from a report."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.problems import FollowUpKind, Report, ReportId
from libdesk.domain.text import clean_text
from libdesk.services.problems import Draft, Receipt, awaits_answer, threads
from libdesk.ui.problems.carrier import Carrier, Round
from libdesk.ui.problems.follow_up_page import FollowUpPage
from libdesk.ui.problems.ladder_page import LadderPage
from libdesk.ui.problems.news import News
from libdesk.ui.problems.reports_page import ReportsPage
from libdesk.ui.problems.sending import Sending
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
        self._follow_up: FollowUpPage | None = None
        self._held: dict[tuple[ReportId, FollowUpKind], FollowUpPage] = {}
        self._sending = Sending(stage.parts, stage.tasks, self)
        self._sending.kept.connect(self._on_kept)
        self._sending.not_kept.connect(self._on_not_kept)
        self._news = News(stage)
        self._news.open_requested.connect(self.open)
        self._news.changed.connect(stage.window.tiles.set_news)

    @property
    def page(self) -> QWidget | None:
        """The page with the reports; None as long as nobody has looked at it."""
        return self._page

    @property
    def is_busy(self) -> bool:
        """Say whether something is being kept, or was typed and not sent."""
        return self._sending.is_running or bool(self.unsent())

    def unsent(self) -> list[tuple[Draft, ReportId]]:
        """Return what was typed after reports and not sent."""
        current = [self._follow_up] if self._follow_up is not None else []
        pages = [*self._held.values(), *current]
        return [(page.draft(), page.report_id) for page in pages if page.has_words()]

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
            page = self._page = ReportsPage(self._stage.look)
            page.back_requested.connect(self.back_requested)
            page.send_now_requested.connect(self._carrier.hurry)
            page.ladder_requested.connect(self._open_ladder)
            page.follow_up_requested.connect(self._on_follow_up)
        self._page.say("")
        self._fill()
        self._show_list()

    def _show_list(self) -> None:
        if self._page is None:
            return
        self._window.show_page(self._page)
        self._page.focus_first()
        self._carrier.watch(watched=True)
        if self._last is not None:
            self._news.take(self._last.reports, is_read=True)

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

    def _on_follow_up(self, report: Report, kind: FollowUpKind) -> None:
        report_id = ReportId(self._parts.new_id())
        if kind is FollowUpKind.RIGHT:  # one click is enough to say yes
            if not self._sending.follow_up(report, kind, Draft(report.category), report_id):
                self._say_busy()
            return
        self._put_aside()
        page = self._held.pop((report.id, kind), None)
        if page is None:
            page = self._new_page(report, kind, report_id)
        self._follow_up = page
        self._window.show_page(page)  # as it was left, if it was
        page.focus_first()

    def _put_aside(self) -> None:
        """Let the page that was left wait, as long as there are words on it."""
        old, self._follow_up = self._follow_up, None
        if old is not None and old.has_words():
            self._held[old.report.id, old.kind] = old
        else:
            self._window.drop_page(old)

    def _new_page(self, report: Report, kind: FollowUpKind, report_id: ReportId) -> FollowUpPage:
        page = FollowUpPage(report, kind, report_id, self._stage.tasks, self._stage.look)
        page.send_requested.connect(self._on_send)
        page.back_requested.connect(self._on_left)
        self._stage.picturing.serve(page, page.pictures)
        return page

    def _on_send(self) -> None:
        page = self._follow_up
        if page is not None:
            page.set_trouble("")
            if self._stage.picturing.is_in_the_way(page.pictures):
                page.set_trouble(self._stage.picturing.still_reading())
            elif not self._sending.follow_up(page.report, page.kind, page.draft(), page.report_id):
                self._say_busy()

    def _say_busy(self) -> None:
        self._on_not_kept(
            self.tr("What you sent just now is still being kept. Please try again in a moment.")
        )

    def _on_kept(self, receipt: Receipt) -> None:
        page = self._follow_up
        if page is not None and page.report_id == receipt.report.id:
            if clean_text(page.draft().saw) != receipt.report.saw:
                # Somebody typed on while the disk was at work: that is sent by itself.
                page.report_id = ReportId(self._parts.new_id())
                page.set_trouble(
                    self.tr(
                        "It is kept as it was when you pressed Send. What stands here now has not "
                        "been sent: change it and press Send again, or leave it."
                    )
                )
            else:
                self._let_go()
        if self._page is not None:
            self._page.say(self.tr("Thank you. It is kept, and goes to IT by itself."))
        self._carrier.expect()

    def _on_not_kept(self, sentence: str) -> None:
        if self._follow_up is not None:
            self._follow_up.set_trouble(sentence)
        elif self._page is not None:
            self._page.say(sentence)

    def _on_left(self) -> None:
        if self._follow_up is not None and self._follow_up.has_words():
            self._show_list()  # the words wait for whoever comes back
        else:
            self._let_go()

    def _let_go(self) -> None:
        old, self._follow_up = self._follow_up, None
        if old is self._window.page:
            self._show_list()
        self._window.drop_page(old)

    def _open_ladder(self) -> None:
        page = self._ladder
        if page is None:
            page = self._ladder = LadderPage(self._stage.look)
            page.back_requested.connect(self._show_list)
            page.print_requested.connect(self._stage.papers.print_ladder)
        page.show_steps(self._known.told.ladder, self._known.told.phone)
        self._window.show_page(page)
        page.focus_first()
