"""The form's conversation: which page follows which, and what is sent, kept and shown.

It begins once the window has been painted. It never loses words: whatever fails, they stay in
their field.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.problems import ReportId
from libdesk.services.problems import Draft, Receipt
from libdesk.ui import strings
from libdesk.ui.problems.again import offered_again
from libdesk.ui.problems.asking import Asking
from libdesk.ui.problems.carrier import FIRST_WAIT_MS, Carrier, Round
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.known_problems import KnownProblems
from libdesk.ui.problems.papers import Papers
from libdesk.ui.problems.picturing import Picturing
from libdesk.ui.problems.reading import Reading
from libdesk.ui.problems.sending import Sending
from libdesk.ui.problems.sent_page import SentPage
from libdesk.ui.problems.signing import Signing
from libdesk.ui.problems.stage import DEVICES, Devices, Stage
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.problems.tiles_page import TilesPage
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from datetime import datetime

    from libdesk.domain.bulletin import Notice

SPARE_MS = 20
"""So long a page has the computer to itself before the rest goes on."""

UNSURE = "UNSURE"
"""The tile of a report that names a known problem of no tile."""


class Conversation(QObject):
    """Leads through the pages of one window.

    Args:
        window: the window, with its first page.
        parts: services and questions.
        tasks: the threads.
        look: the theme.
        devices: the printer and the screen.
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
        devices: Devices = DEVICES,
        first_wait_ms: int = FIRST_WAIT_MS,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tiles = window.tiles
        self._parts = parts
        self._look = look
        self._last: Round | None = None
        self._sent: SentPage | None = None
        self._is_turning = False
        self._same: Notice | None = None
        self._known = Surroundings(parts, tasks, self)
        self._papers = Papers(parts, self._known, devices.print_paper, window)
        allowed = parts.may_take_pictures
        self._picturing = Picturing(window, tasks, look, allowed=allowed, grab=devices.grab)
        self._sending = Sending(parts, tasks, self)
        self._carrier = Carrier(tasks, parts.dispatch, parts.following, self, first_wait_ms)
        self._notices = KnownProblems(look)
        self._tiles.put_known(self._notices)
        stage = Stage(window, parts, self._known, self._papers, self._picturing, tasks, look)
        self._asking = Asking(stage)
        self._reading = Reading(stage, self._carrier)
        self._signing = Signing(stage)
        self._connect()

    def begin(self) -> None:
        """Read what is known, move what is kept, and take up what was tapped meanwhile."""
        self._show_surroundings()
        self._known.read()
        self._carrier.hurry()
        self._asking.begin()
        self._tiles.listen()

    def may_end(self) -> bool:
        """Say whether the program may end once its window is closed."""
        is_busy = self._sending.is_running or self._is_turning or self._reading.is_busy
        is_away = self._picturing.is_taking or self._reading.awaits_answer()
        return not (is_busy or is_away) and self._carrier.is_empty

    def has_words(self) -> bool:
        """Say whether there are words that were typed and not sent."""
        return self._asking.has_words()

    def keep_words(self) -> None:
        """Write words that were not sent: the session ends."""
        self._asking.keep_now(self._reading.unsent())

    def _connect(self) -> None:
        tiles = self._tiles
        self._window.closed.connect(self._on_closed)
        tiles.category_chosen.connect(self._asking.ask)
        tiles.again_requested.connect(self._on_again)
        tiles.draft_requested.connect(self._asking.go_on)
        tiles.other_requested.connect(self._asking.choose_thing)
        tiles.reports_requested.connect(self._reading.open)
        self._notices.same_here_requested.connect(self._on_same_here)
        self._asking.send_requested.connect(self._on_send)
        self._asking.back_requested.connect(self._on_back)
        self._reading.back_requested.connect(self._on_back)
        self._signing.left.connect(self._show_sent)
        self._known.changed.connect(self._show_surroundings)
        self._sending.kept.connect(self._on_kept)
        self._sending.not_kept.connect(self._on_not_kept)
        self._carrier.round_ended.connect(self._on_round)
        self._carrier.round_ended.connect(self._known.look_again)

    def _on_closed(self) -> None:
        """Begin anew the next time, unless there are words that were not sent."""
        if self.has_words():
            self._asking.keep_now(self._reading.unsent())
        if not (self.has_words() or self._reading.is_busy or self._sending.is_running):
            self._on_back()
            self._asking.begin_anew()
        self._carrier.watch(watched=False)
        self.settled.emit()

    def _show_surroundings(self) -> None:
        self._tiles.set_place(self._known.place)
        self._tiles.set_notices(self._known.trouble)
        self._show_notices()
        self._asking.show_surroundings()

    def _show_notices(self) -> None:
        reports = self._last.reports if self._last else ()
        said = frozenset(kept.report.notice for kept in reports)
        self._notices.show_notices(self._known.told.notices, said, self._parts.now())

    def _on_round(self, ended: Round) -> None:
        self._last = ended
        again = offered_again(ended.reports, self._parts.guidance)
        self._tiles.set_again(again.title if again else "")
        for kept in ended.reports:
            if self._sent is not None and self._sent.is_about(kept.report.id):
                self._sent.set_progress(kept.progress, ended.delivered.why)
        self._reading.show_round(ended)
        self._show_notices()
        self.settled.emit()

    def _on_again(self) -> None:
        reports = self._last.reports if self._last else ()
        report = offered_again(reports, self._parts.guidance)
        if report is not None:
            self._asking.ask_again(report)

    def _on_same_here(self, notice_id: str) -> None:
        """File that a known problem is the same here: one click, and it counts."""
        notice = self._known.told.find_notice(notice_id)
        if notice is None:
            return
        words = self.tr("Same here: {words}").format(words=notice.text)
        draft = Draft(notice.category or UNSURE, saw=words, notice=notice.id)
        # One click shows no card of facts: nothing goes along but which computer said so.
        facts = tuple(fact for fact in self._known.facts or () if fact.key == "computer")
        if self._sending.send(draft, facts, ReportId(self._parts.new_id())):
            self._same = notice

    def _sent_page(self) -> SentPage:
        """Return the page that follows a Send, out of sight when it is new."""
        if self._sent is None:
            page = SentPage(self._look)
            page.slip_requested.connect(self._papers.print_report)
            page.sign_requested.connect(self._signing.open)
            page.pad_requested.connect(self._papers.print_pad)
            page.another_requested.connect(self._on_back)
            page.reports_requested.connect(self._reading.open)
            page.close_requested.connect(self._window.close)
            self._window.prepare_page(page)
            self._sent = page
        return self._sent

    def _on_send(self) -> None:
        page = self._asking.page
        known = self._known
        if page is not None and self._picturing.is_in_the_way(page.form.pictures):
            page.set_trouble(self._picturing.still_reading())
            return
        if page is not None and self._sending.send(
            page.draft(), known.facts, page.report_id, known.told.hours
        ):
            page.set_trouble("")
            page.set_keeping(keeping=True)
            # While the disk is at work, so that the number waits for no page.
            self._sent_page()

    def _on_kept(self, receipt: Receipt) -> None:
        page = self._sent_page()
        page.show_receipt(receipt, self._soon_words(receipt), self._known.told.phone)
        answers = None if receipt.report.notice else self._asking.let_go(receipt.report)
        self._same = None
        left = self._asking.page
        if answers is None and left is not None and left is self._window.page:
            left.set_keeping(keeping=False)
            left.set_trouble(strings.typed_on_words(receipt.report.number))
            self._carrier.expect()
            return
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

    def _soon_words(self, receipt: Receipt) -> str:
        if self._same is not None:
            return self.tr("Counted. You hear of it here as soon as IT has news.")
        priority, niggle = receipt.priority, receipt.report.effect.niggle
        promise = self._known.promise(priority, niggle=niggle)
        now: datetime = self._parts.now()
        words = strings.promise_words(priority, promise, now, niggle=niggle)
        return f"{words} {strings.aim_words(promise, now)}".rstrip()

    def _on_not_kept(self, sentence: str) -> None:
        self._same = None
        page = self._asking.page
        if page is not None:
            page.set_keeping(keeping=False)
            page.set_trouble(sentence)
        if page is None or self._window.page is self._tiles:
            self._tiles.set_notices(sentence)
        if not self._window.isVisible():
            self._window.bring_forward()
        self.settled.emit()

    def _show_sent(self) -> None:
        if self._sent is not None:
            self._show(self._sent)

    def _on_back(self) -> None:
        self._show(self._tiles)

    def _show(self, page: TilesPage | SentPage) -> None:
        self._window.show_page(page)
        page.focus_first()
        self._carrier.watch(watched=page is self._sent)
