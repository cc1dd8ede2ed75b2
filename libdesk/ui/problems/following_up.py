"""Going on from reports: one page for each that was begun, until its words are sent."""

from PySide6.QtCore import QObject, Signal

from libdesk.domain.priority import Priority
from libdesk.domain.problems import FollowUpKind, Reply, Report, ReportId
from libdesk.services.drafts import Draft
from libdesk.services.ports import KeptDraft
from libdesk.ui import strings
from libdesk.ui.problems.draft_keeper import DraftKeeper
from libdesk.ui.problems.follow_up_page import FollowUpPage
from libdesk.ui.problems.sending import Sending
from libdesk.ui.problems.stage import Stage


class FollowingUp(QObject):
    """Holds the page in use, and those that were left with words on them.

    Args:
        stage: what it stands on.
    """

    left = Signal()
    """The page is not needed any more: the list should be shown."""
    kept = Signal()
    """Something was kept."""
    told = Signal(str)
    """A sentence for the list."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._window = stage.window
        self._parts = stage.parts
        self._page: FollowUpPage | None = None
        self._held: list[FollowUpPage] = []
        self._sent: tuple[ReportId, Draft] | None = None
        self._drafts = DraftKeeper(stage.parts, stage.tasks, self)
        self._sending = Sending(stage.parts, stage.tasks, self)
        self._sending.kept.connect(self._on_kept)
        self._sending.not_kept.connect(self._on_not_kept)

    @property
    def is_busy(self) -> bool:
        """Say whether something is being kept right now."""
        return self._sending.is_running

    def has_words(self) -> bool:
        """Say whether there are words that were typed after a report and not sent."""
        return any(page.has_words() for page in self._pages())

    def keep_now(self) -> None:
        """Write words that were not sent: the window closes, or the session ends."""
        self._drafts.keep_now()

    def begin_anew(self) -> None:
        """Let go of all words that were typed after a report and not sent."""
        for page in self._pages():
            self._drafts.forget(page.report_id)
            self._window.drop_page(page)
        self._page, self._held = None, []

    def open(self, report: Report, kind: FollowUpKind, asked: Reply | None = None) -> None:
        """Show the page, as it was left if it was; a plain yes needs none.

        Args:
            report: the earlier report.
            kind: what is added.
            asked: what IT wrote last; None for nothing.
        """
        report_id = ReportId(self._parts.new_id())
        if kind is FollowUpKind.RIGHT:
            if not self._sending.follow_up(report, kind, Draft(report.category), report_id):
                self._say_busy()
            return
        self._put_aside()
        held = (
            one for one in reversed(self._held) if (one.report.id, one.kind) == (report.id, kind)
        )
        page = next(held, None)
        if page is not None:
            self._held.remove(page)
        self._show(page or self._new_page(report, kind, report_id), asked)

    def go_on(self, report: Report, kept: KeptDraft, asked: Reply | None = None) -> None:
        """Show what was typed another time; `asked` as for `open`."""
        goes_on = kept.draft.follow_up
        if goes_on is not None:
            self._put_aside()
            page = self._new_page(report, goes_on.kind, kept.report_id)
            page.fill(kept.draft)
            self._show(page, asked)

    def _pages(self) -> list[FollowUpPage]:
        current = [self._page] if self._page is not None else []
        return [*self._held, *current]

    def _show(self, page: FollowUpPage, asked: Reply | None) -> None:
        self._page = page
        if asked is not None:
            when = strings.time_words(asked.at, self._parts.now())
            page.show_asked(asked.text, f"{asked.by or self.tr('IT')} · {when}")
        self._window.show_page(page)
        page.focus_first()

    def _put_aside(self) -> None:
        """Let the page that was left wait, as long as there are words on it."""
        old, self._page = self._page, None
        if old is not None and old.has_words():
            self._held.append(old)
        else:
            self._window.drop_page(old)

    def _new_page(self, report: Report, kind: FollowUpKind, report_id: ReportId) -> FollowUpPage:
        page = FollowUpPage(report, kind, report_id, self._stage.tasks, self._stage.look)
        page.send_requested.connect(self._on_send)
        page.back_requested.connect(self._on_back)
        page.changed.connect(self._on_changed)
        self._stage.picturing.serve(page, page.pictures)
        return page

    def _on_changed(self) -> None:
        page = self.sender()
        if isinstance(page, FollowUpPage):
            draft = page.draft()
            self._drafts.keep(draft, page.report_id)
            page.show_soon(_soon_words(self._stage, page.report, draft))

    def _on_send(self) -> None:
        page, picturing = self._page, self._stage.picturing
        if page is None:
            return
        page.set_trouble("")
        if picturing.is_in_the_way(page.pictures):
            page.set_trouble(picturing.still_reading())
            return
        if page.privacy.tells_news():  # whoever sends in one breath has seen no hint
            page.set_trouble(strings.private_words())
            return
        said = page.draft()
        if self._sending.follow_up(page.report, page.kind, said, page.report_id):
            self._sent = page.report_id, said
        else:
            self._say_busy()

    def _say_busy(self) -> None:
        self._tell(
            self.tr("What you sent just now is still being kept. Please try again in a moment.")
        )

    def _on_kept(self) -> None:
        sent, self._sent = self._sent, None
        if sent is not None:
            self._take_away(*sent)
        words = self.tr("Thank you. It is kept, and goes to IT by itself.")
        if sent is not None and _is_now(self._stage, sent[1]):
            phone = self._stage.known.told.phone
            words = f"{words} {strings.call_now_words(phone)}"
        self.told.emit(words)
        self.kept.emit()

    def _take_away(self, sent_id: ReportId, said: Draft) -> None:
        """Let go of a page whose words are kept, unless there are more of them by now."""
        self._drafts.forget(sent_id)
        page = next((one for one in self._pages() if one.report_id == sent_id), None)
        if page is not None and page.draft() != said:
            # Somebody typed on while the disk was at work: that is sent by itself.
            page.report_id = ReportId(self._parts.new_id())
            self._drafts.keep(page.draft(), page.report_id)
            page.set_trouble(
                self.tr(
                    "It is kept as it was when you pressed Send. What stands here now has not "
                    "been sent: change it and press Send again, or leave it."
                )
            )
        elif page is not None:
            self._let_go(page)

    def _on_not_kept(self, sentence: str) -> None:
        self._sent = None  # else the next thing that is kept would take these words away
        self._tell(sentence)
        if not self._window.isVisible():
            self._window.bring_forward()

    def _tell(self, sentence: str) -> None:
        if self._page is not None and self._page is self._window.page:
            self._page.set_trouble(sentence)
        else:
            self.told.emit(sentence)

    def _on_back(self) -> None:
        page = self._page
        if page is not None and not page.has_words():
            self._drafts.forget(page.report_id)
            self._let_go(page)
        else:
            self.left.emit()  # the words wait for whoever comes back

    def _let_go(self, page: FollowUpPage) -> None:
        if page in self._held:
            self._held.remove(page)
        if page is self._page:
            self._page = None
        if page is self._window.page:
            self.left.emit()
        self._window.drop_page(page)


def _is_now(stage: Stage, said: Draft) -> bool:
    priority = stage.parts.filing.preview(said, stage.known.told.hours)
    return said.stopped is not None and priority is Priority.NOW


def _soon_words(stage: Stage, report: Report, said: Draft) -> str:
    """Return what may be expected of what still hurts; "" as long as nobody says how."""
    if said.stopped is None and said.how_bad is None:
        return ""
    priority = stage.parts.filing.preview(said, stage.known.told.hours)
    words = stage.known.expected(priority, None, branch=report.branch)
    if priority is Priority.NOW:
        words = f"{strings.call_first_words(stage.known.told.phone)}\n{words}"
    return words
