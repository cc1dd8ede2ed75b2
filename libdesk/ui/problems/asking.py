"""The page with the questions: made ready before it is needed, filled, gone on with another day."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.guidance import TIME_WORDS, Category
from libdesk.domain.problems import Report, ReportId
from libdesk.services.drafts import Draft
from libdesk.services.ports import KeptDraft
from libdesk.ui.problems.again import again_draft
from libdesk.ui.problems.answers_page import AnswersPage
from libdesk.ui.problems.contact_memory import ContactMemory
from libdesk.ui.problems.draft_keeper import DraftKeeper
from libdesk.ui.problems.draft_offer import DraftOffer
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.naming import Naming
from libdesk.ui.problems.stage import Stage

SPARE_MS = 60
"""So long a page has the computer to itself before the next one is made ready."""
CLOCK_MS = 30_000
"""So often the promise is worked out anew: what stands there at Send is what is kept."""
PUBLIC_OFFER = timedelta(minutes=30)
"""So long words that were not sent are offered where the public sits."""

NEXT_MS = 400
"""So long whoever opened a page has the computer to themselves."""


class Asking(QObject):
    """Holds the page that is being filled in, and the next one.

    Args:
        stage: what it stands on.
    """

    send_requested = Signal()
    back_requested = Signal()
    register_requested = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._window = stage.window
        self._parts = stage.parts
        self._known = stage.known
        self._spare: AnswersPage | None = None
        self._naming = Naming(stage)
        self._naming.named.connect(self._on_thing)
        self._naming.left.connect(self.leave_naming)
        self._naming.register_requested.connect(self.register_requested)
        self._is_naming_for_page = False
        self._contacts = ContactMemory(stage)
        self.offer = DraftOffer(stage.window.tiles, stage.parts.guidance, stage.parts.now)
        """Words of another time."""
        self._sent: tuple[ReportId, Draft] | None = None
        self._left: dict[str, Draft] = {}
        self._drafts = DraftKeeper(stage.parts, stage.tasks, self)
        self._drafts.found.connect(self._on_found)
        self.page: AnswersPage | None = None
        # One timer: a tap right after the start must not be followed by another page at once.
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._prepare)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.setObjectName("clock")
        self._clock.timeout.connect(self._show_soon)

    def begin(self) -> None:
        """Look for words that were not sent, and make the first page ready."""
        self._drafts.look()
        self._contacts.recall()
        self._next.start(SPARE_MS)
        self._clock.start()

    def has_words(self) -> bool:
        """Say whether there are words that were typed and not sent."""
        return self.page is not None and self.page.has_words()

    def ask(self, code: str) -> None:
        """Open a tile's questions; what was said already stays said."""
        category = self._parts.guidance.find(code)
        old = self.page
        if old is not None and old.category is category:
            _show(self._window, old)
        elif category is not None:
            self._open(category, _carried(self._left, old.draft(), code) if old else None)

    def ask_again(self, report: Report) -> None:
        """Open the questions of a report that happens again."""
        category = self._parts.guidance.find(report.category)
        if category is not None:
            self._put_aside()
            self._open(category, again_draft(report, self._parts.branch))

    def go_on(self, kept: KeptDraft) -> None:
        """Open a draft as a problem of its own."""
        category = self._parts.guidance.find(kept.draft.category)
        if category is not None:
            self._put_aside()
            self._open(category, kept.draft, kept.report_id)

    def choose_thing(self) -> None:
        """Open the page on which the thing is named."""
        page = self.page
        self._is_naming_for_page = page is not None and self._window.page is page
        if page is not None and self._is_naming_for_page:
            self._naming.open(page.category.kinds, page.draft().branch)
        else:
            self._naming.open()

    def show_surroundings(self) -> None:
        """Take over what has become known."""
        if self.page is not None:
            self.page.set_surroundings(self._known)
            self._show_soon()

    def keep_now(self) -> None:
        """Write words that were not sent: the window closes, or the session ends."""
        self._drafts.keep_now()

    def note_sent(self, page: AnswersPage, draft: Draft) -> None:
        """Remember what is being kept: whatever is said after it is not in it."""
        self._sent = page.report_id, _said(draft)
        self._contacts.offer_no_more()

    def let_go(self) -> AnswersPage | None:
        """Return the page whose report was kept, now that it is needed no more.

        None when its words went on while the disk was at work: then it stays, for a report of its
        own; and when another page has taken its place meanwhile.
        """
        if self._sent is None:
            return None
        (sent_id, sent), self._sent = self._sent, None
        # What was typed just before Send still waits to be written.
        self._drafts.forget(sent_id)
        page = self.page
        if page is None or page.report_id != sent_id:
            return None
        draft = page.draft()
        self._contacts.note(draft)
        picturing = self._stage.picturing
        if _said(draft) != sent or picturing.is_in_the_way(page.form.pictures):
            page.report_id = ReportId(self._parts.new_id())
            self._drafts.keep(draft, page.report_id)
            return None
        self.page = None
        self._naming.forget()
        self._left.clear()
        self._next.start(SPARE_MS)
        QTimer.singleShot(NEXT_MS, self, self._drafts.look)
        return page

    def begin_anew(self, *, with_offers: bool = False) -> None:
        """Let go of what is on the page: whoever comes next starts from nothing.

        Args:
            with_offers: also of words that are offered on the first page.
        """
        page, self.page = self.page, None
        self._naming.forget()
        self._left.clear()
        if page is not None:
            self._drafts.forget(page.report_id)
            self._window.drop_page(page)
        if with_offers:
            for report_id in self.offer.drop():
                self._drafts.forget(report_id)

    def _put_aside(self) -> None:
        """Offer the words of the page that is about to give way, as those of another day are."""
        page = self.page
        if page is None or not page.has_words():
            return
        self._drafts.keep_now()
        self.page = None
        self.offer.show(KeptDraft(page.draft(), page.report_id, self._parts.now()))
        self._window.drop_page(page)

    def _open(
        self, category: Category, said: Draft | None, report_id: ReportId | None = None
    ) -> None:
        self._prepare()
        page, self._spare = self._spare, None
        if page is None:
            return
        old, self.page = self.page, page
        page.ask(category, report_id or ReportId(self._parts.new_id()), self._known)
        if self._naming.thing:
            page.form.choose_thing(self._naming.thing)
        if said is not None:
            page.fill(said)
        self._contacts.offer_to(page.form.fill_contact)
        self._show_soon()
        _show(self._window, page)
        if old is not None:
            # First the words stand under their new id, then the old ones go.
            self._drafts.keep_now()
            self._drafts.forget(old.report_id)
        self._window.drop_page(old)
        # Whoever tapped the wrong tile taps another one soon.
        self._next.start(NEXT_MS)

    def _prepare(self) -> None:
        """Build the next page out of sight, so that a tap only has to fill it."""
        if self._spare is not None:
            return
        page = AnswersPage(
            self._parts.guidance, self._stage.tasks, self._stage.look, self._parts.now
        )
        page.send_requested.connect(self.send_requested)
        page.back_requested.connect(self.back_requested)
        page.copy_requested.connect(self._stage.papers.copy)
        page.slip_requested.connect(self._stage.papers.print_draft)
        page.prompts_requested.connect(self._stage.papers.print_prompts)
        page.other_requested.connect(self.choose_thing)
        page.changed.connect(self._on_changed)
        self._stage.picturing.serve(page, page.form.pictures)
        page.form.show_beforehand(self._known)
        self._window.prepare_page(page)
        self._spare = page

    def _on_changed(self) -> None:
        page = self.page
        if page is None or self.sender() is not page:
            return
        self._show_soon()
        self._drafts.keep(page.draft(), page.report_id)

    def _show_soon(self) -> None:
        if self._parts.is_public:
            for report_id in self.offer.drop(PUBLIC_OFFER):
                self._drafts.forget(report_id)
        page = self.page
        if page is not None:
            draft = page.draft()
            priority = self._parts.filing.preview(draft, self._known.told.hours)
            words = self._known.expected(
                priority,
                draft.deadline_at,
                niggle=page.category.is_niggle,
                branch=draft.branch,
            )
            page.show_soon(priority, words)

    def _on_found(self, kept: KeptDraft) -> None:
        if self.page is None:
            self.offer.show(kept)

    def _on_thing(self, words: str) -> None:
        if self._is_naming_for_page and self.page is not None:
            self.page.form.choose_thing(words)
        else:
            self._naming.remember(words)

    def leave_naming(self) -> None:
        """Show again what stood there before a thing was named, or this computer registered."""
        page = self.page
        if self._is_naming_for_page and page is not None:
            if not self._window.return_to(page):
                page.focus_first()
        else:
            self.back_requested.emit()


def _show(window: FormWindow, page: AnswersPage) -> None:
    window.show_page(page)
    page.focus_first()


def _carried(left: dict[str, Draft], said: Draft, code: str) -> Draft:
    """Return what goes along to another tile, with what was answered there before."""
    left[said.category] = said
    before = left[code].answers if code in left else {}
    # A time that was taken back on the other tile does not come again.
    kept = {key: value for key, value in before.items() if key not in TIME_WORDS}
    return replace(said, answers={**kept, **said.answers})


def _said(draft: Draft) -> Draft:
    """Return what a person has said: facts may have been read meanwhile."""
    return replace(draft, facts=())
