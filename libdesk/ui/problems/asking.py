"""The page with the questions: made ready before it is needed, filled, gone on with another day."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.guidance import Category
from libdesk.domain.problems import Report, ReportId
from libdesk.domain.text import clean_text
from libdesk.services.ports import KeptDraft
from libdesk.services.problems import Draft
from libdesk.ui import strings
from libdesk.ui.problems.again import again_draft
from libdesk.ui.problems.answers_page import AnswersPage
from libdesk.ui.problems.contact_memory import ContactMemory
from libdesk.ui.problems.draft_keeper import DraftKeeper
from libdesk.ui.problems.machine_page import MachinePage
from libdesk.ui.problems.stage import Stage

SPARE_MS = 60
"""So long a page has the computer to itself before the next one is made ready."""


NEXT_MS = 400
"""So long whoever opened a page has the computer to themselves."""


class Asking(QObject):
    """Holds the page that is being filled in, and the next one.

    Args:
        stage: what it stands on.
    """

    send_requested = Signal()
    back_requested = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._window = stage.window
        self._parts = stage.parts
        self._known = stage.known
        self._spare: AnswersPage | None = None
        self._machines: MachinePage | None = None
        self._thing = ""
        self._is_naming_for_page = False
        self._contacts = ContactMemory(stage)
        self._offered: KeptDraft | None = None
        self._drafts = DraftKeeper(stage.parts, stage.tasks, self)
        self._drafts.found.connect(self._on_found)
        self.page: AnswersPage | None = None

    def begin(self) -> None:
        """Look for words that were not sent, and make the first page ready."""
        self._drafts.look()
        self._contacts.recall()
        QTimer.singleShot(SPARE_MS, self, self._prepare)

    def has_words(self) -> bool:
        """Say whether there are words that were typed and not sent."""
        return self.page is not None and self.page.has_words()

    def ask(self, code: str) -> None:
        """Open a tile's questions; what was said already stays said."""
        category = self._parts.guidance.find(code)
        old = self.page
        if old is not None and old.category is category:
            self._show(old)
        elif category is not None:
            self._open(category, old.draft() if old else None)

    def ask_again(self, report: Report) -> None:
        """Open the questions of a report that happens again."""
        category = self._parts.guidance.find(report.category)
        if category is not None:
            self._put_aside()
            self._open(category, again_draft(report))

    def go_on(self) -> None:
        """Open what was typed another time and not sent."""
        kept, self._offered = self._offered, None
        category = self._parts.guidance.find(kept.draft.category) if kept else None
        if kept is not None and category is not None:
            self._window.tiles.set_draft("")
            self._put_aside()
            self._open(category, kept.draft, kept.report_id)

    def choose_thing(self) -> None:
        """Open the page on which the thing is named."""
        page = self._machines
        if page is None:
            page = self._machines = MachinePage(self._stage.look)
            page.chosen.connect(self._on_thing)
            page.back_requested.connect(self._on_machines_left)
        self._is_naming_for_page = self.page is not None and self._window.page is self.page
        kinds = self.page.category.kinds if self.page and self._is_naming_for_page else ()
        page.begin(self._known.computer, lambda typed: self._known.told.look_up(typed, kinds))
        self._show(page)

    def show_surroundings(self) -> None:
        """Take over what has become known."""
        if self.page is not None:
            self.page.set_surroundings(self._known)
            self._show_soon()

    def keep_now(self, others: Iterable[tuple[Draft, ReportId]]) -> None:
        """Write words that were not sent, those of other pages too: the window closes, or all."""
        self._drafts.keep_now()
        for draft, report_id in others:
            self._drafts.keep(draft, report_id)
            self._drafts.keep_now()

    def let_go(self, kept: Report) -> AnswersPage | None:
        """Return the page whose report was kept, now that it is needed no more.

        None when its words went on while the disk was at work: then it stays, for a report of its
        own; and when another page has taken its place meanwhile.
        """
        # What was typed just before Send still waits to be written.
        self._drafts.forget(ReportId(kept.id))
        page = self.page
        if page is None or page.report_id != kept.id:
            return None
        draft = page.draft()
        self._contacts.note(draft)
        if _words(draft) != (kept.saw, kept.guess):
            page.report_id = ReportId(self._parts.new_id())
            self._drafts.keep(draft, page.report_id)
            return None
        self.page = None
        self._thing = ""
        self._window.tiles.set_thing("")
        QTimer.singleShot(SPARE_MS, self, self._prepare)
        QTimer.singleShot(NEXT_MS, self, self._drafts.look)
        return page

    def begin_anew(self) -> None:
        """Let go of answers that were only tapped: whoever comes next starts from nothing."""
        page, self.page = self.page, None
        if page is not None:
            self._drafts.forget(page.report_id)
            self._window.drop_page(page)

    def _put_aside(self) -> None:
        """Offer the words of the page that is about to give way, as those of another day are."""
        page = self.page
        if page is None or not page.has_words():
            return
        self._drafts.keep_now()
        self.page = None
        self._on_found(KeptDraft(page.draft(), page.report_id, self._parts.now()))
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
        if self._thing:
            page.form.choose_thing(self._thing)
        if said is not None:
            page.fill(said)
        if self._contacts.last is not None:
            page.form.fill_contact(self._contacts.last)
        self._show_soon()
        self._show(page)
        if old is not None:
            self._drafts.forget(old.report_id)
        self._window.drop_page(old)
        # Whoever tapped the wrong tile taps another one soon.
        QTimer.singleShot(NEXT_MS, self, self._prepare)

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
        self._window.prepare_page(page)
        self._spare = page

    def _on_changed(self) -> None:
        page = self.page
        if page is None or self.sender() is not page:
            return
        self._show_soon()
        self._drafts.keep(page.draft(), page.report_id)

    def _show_soon(self) -> None:
        page = self.page
        if page is not None:
            draft = page.draft()
            priority = self._parts.filing.preview(draft, self._known.told.hours)
            niggle = page.category.is_niggle
            page.show_soon(priority, self._known.promise(priority, niggle=niggle))

    def _on_found(self, kept: KeptDraft) -> None:
        category = self._parts.guidance.find(kept.draft.category)
        if self.page is not None or category is None:
            return
        self._offered = kept
        when = strings.time_words(kept.saved_at, self._parts.now())
        words = self.tr("Go on with: {tile} ({when})").format(tile=category.text, when=when)
        self._window.tiles.set_draft(words)

    def _on_thing(self, words: str) -> None:
        if self._is_naming_for_page and self.page is not None:
            self.page.form.choose_thing(words)
        else:
            self._thing = words
            self._window.tiles.set_thing(self._known.thing_words(words))
        self._on_machines_left()

    def _on_machines_left(self) -> None:
        if self._is_naming_for_page and self.page is not None:
            self._show(self.page)
        else:
            self.back_requested.emit()

    def _show(self, page: AnswersPage | MachinePage) -> None:
        self._window.show_page(page)
        page.focus_first()


def _words(draft: Draft) -> tuple[str, str]:
    return clean_text(draft.saw), clean_text(draft.guess)
