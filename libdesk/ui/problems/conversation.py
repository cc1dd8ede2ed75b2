"""The form's conversation: which page follows which, and what is sent, kept and shown.

It begins once the window has been painted. It never loses words: whatever fails, they stay in
their field.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.guidance import safety_words
from libdesk.domain.problems import fixed_by_a_look
from libdesk.services.problems import Receipt
from libdesk.ui.problems.again import Again
from libdesk.ui.problems.asking import Asking
from libdesk.ui.problems.carrier import FIRST_WAIT_MS, Carrier, Round
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.last_look import LastLook, typed_on
from libdesk.ui.problems.leaving import Leaving
from libdesk.ui.problems.papers.papers import Papers
from libdesk.ui.problems.papers.signing import Signing
from libdesk.ui.problems.pictures.picturing import Picturing
from libdesk.ui.problems.reading import Reading
from libdesk.ui.problems.registering import Registering
from libdesk.ui.problems.same_here import SameHere
from libdesk.ui.problems.sending import Sending
from libdesk.ui.problems.sent_page import SentPage
from libdesk.ui.problems.stage import DEVICES, Devices, Stage
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.problems.tiles_page import TilesPage
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.ui.problems.answers_page import AnswersPage

SPARE_MS = 20
"""So long a page has the computer to itself before the rest goes on."""


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
        self._not_kept = ""
        self._known = Surroundings(parts, tasks, self)
        self._papers = Papers(parts, self._known, devices.print_paper, window)
        allowed = parts.may_take_pictures
        self._picturing = Picturing(window, tasks, look, allowed=allowed, grab=devices.grab)
        self._sending = Sending(parts, tasks, self)
        self._carrier = Carrier(tasks, parts.dispatch, parts.following, self, first_wait_ms)
        self._same_here = SameHere(parts, self._known, tasks, look, self)
        self._tiles.put_known(self._same_here.banners)
        self._last_look = LastLook(self._picturing)
        stage = Stage(window, parts, self._known, self._papers, self._picturing, tasks, look)
        self._asking = Asking(stage)
        self._reading = Reading(stage, self._carrier)
        self._signing = Signing(stage)
        self.registering = Registering(stage)
        """The page on which this computer is registered."""
        following_up = self._reading.following_up
        self.leaving = Leaving(
            stage,
            self._asking,
            following_up,
            self._is_keeping,
        )
        """What becomes of words that were not sent when the window is closed."""
        self._again = Again(parts, window.tiles)
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
        is_busy = self._sending.is_running or self._is_turning or self._reading.following_up.is_busy
        is_busy = is_busy or self._same_here.is_busy or self.registering.is_busy
        is_away = self._picturing.is_taking or self._reading.awaits_answer()
        return not (is_busy or is_away) and self._carrier.is_empty

    def has_words(self) -> bool:
        """Say whether there are words that were typed and not sent."""
        return self.leaving.has_words()

    def keep_words(self) -> None:
        """Write words that were not sent: the session ends."""
        self._asking.keep_now()
        self._reading.following_up.keep_now()

    def _connect(self) -> None:
        tiles = self._tiles
        self._window.closed.connect(self._on_closed)
        tiles.category_chosen.connect(self._asking.ask)
        self._again.requested.connect(self._asking.ask_again)
        tiles.draft_requested.connect(self._on_go_on)
        tiles.other_requested.connect(self._asking.choose_thing)
        tiles.reports_requested.connect(self._reading.open)
        self._same_here.kept.connect(self._on_counted)
        self._same_here.not_kept.connect(self._tell_trouble)
        self._asking.send_requested.connect(self._on_send)
        self._asking.back_requested.connect(self._on_back)
        self._reading.back_requested.connect(self._on_back)
        self._asking.register_requested.connect(self.registering.open)
        self.registering.left.connect(self._asking.leave_naming)
        self.registering.kept.connect(self._carrier.expect)
        self.registering.settled.connect(self.settled)
        self._signing.left.connect(lambda: self._show(self._sent_page()))
        self.leaving.cleared.connect(self._on_back)
        self._known.changed.connect(self._show_surroundings)
        self._sending.kept.connect(self._on_kept)
        self._sending.not_kept.connect(self._on_not_kept)
        self._carrier.round_ended.connect(self._on_round)
        self._carrier.round_ended.connect(self._known.look_again)

    def _is_keeping(self) -> bool:
        """Say whether typed words are being kept right now."""
        return self._reading.following_up.is_busy or self._sending.is_running

    def _on_closed(self) -> None:
        """Begin anew the next time, unless there are words that were not sent."""
        if self.has_words():
            self.keep_words()
        if not (self.has_words() or self._is_keeping()):
            self._on_back()
            self._asking.begin_anew()
        self._carrier.watch(watched=False)
        self.settled.emit()

    def _show_surroundings(self) -> None:
        self._tiles.set_place(self._known.place)
        self._tiles.set_notices(self._not_kept or self._known.trouble)
        self._same_here.show_notices(self._last.reports if self._last else ())
        self._asking.show_surroundings()

    def _on_round(self, ended: Round) -> None:
        self._last = ended
        self._again.show_reports(ended.reports)
        for kept in ended.reports:
            if self._sent is not None and self._sent.is_about(kept.report.id):
                self._sent.set_progress(kept.progress, ended.delivered.why)
        self._reading.show_round(ended)
        self._same_here.show_notices(ended.reports)
        self.settled.emit()

    def _on_go_on(self) -> None:
        kept = self._asking.offer.take()
        # Where the report that it goes on from is not here any more, its words are.
        if kept is not None and not self._reading.go_on(kept):
            self._asking.go_on(kept)

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
        if page is None:
            return
        if objection := self._last_look.objection(page):
            page.form.rest.unfix()
            page.set_trouble(objection, until_changed=True)
            return
        draft = page.draft()
        if self._sending.send(draft, page.report_id, known.told.hours):
            self._asking.note_sent(page, draft)
            page.set_trouble("")
            page.set_keeping(keeping=True)
            # While the disk is at work, so that the number waits for no page.
            self._sent_page()

    def _on_kept(self, receipt: Receipt) -> None:
        answers = self._asking.let_go()
        left = self._asking.page
        if answers is None and left is not None and left is self._window.page:
            left.set_keeping(keeping=False)
            left.set_trouble(typed_on(receipt.report.number))
            self._carrier.expect()
            return
        effect = receipt.report.effect
        words = self._known.expected(
            receipt.priority,
            effect.deadline_at,
            niggle=effect.niggle,
            branch=receipt.report.branch,
        )
        if fixed_by_a_look(receipt.report):
            words = self.tr("Nothing more to do. Thank you for looking: now IT knows about it.")
        self._turn_to_sent(receipt, words, answers)

    def _on_counted(self, receipt: Receipt) -> None:
        words = self.tr("Counted. You’ll hear about it here as soon as IT has news.")
        self._turn_to_sent(receipt, words)

    def _turn_to_sent(
        self, receipt: Receipt, words: str, answers: "AnswersPage | None" = None
    ) -> None:
        self._not_kept = ""
        self._tiles.set_notices(self._known.trouble)
        if self.leaving.is_asking:  # "same here" was clicked before: the question stands
            self._carrier.expect()
            return
        page = self._sent_page()
        phone = "" if fixed_by_a_look(receipt.report) else self._known.told.phone
        safety = safety_words(self._parts.guidance, receipt.report)
        page.show_receipt(receipt, words, phone, safety)
        self._is_turning = True
        is_seen = self._window.isVisible() or not self._parts.is_public
        # Where the public sits, whoever opens the window next must not find it.
        self._window.show_page(page if is_seen else self._tiles)
        if is_seen:
            page.focus_first()

        def move_on() -> None:
            self._is_turning = False
            self._window.drop_page(answers)
            self._carrier.watch(watched=self._window.page is page)
            self._carrier.expect()

        # First the number stands on the screen; the rest would take the computer's time from it.
        QTimer.singleShot(SPARE_MS, self, move_on)

    def _on_not_kept(self, sentence: str) -> None:
        page = self._asking.page
        if page is not None:
            page.form.rest.unfix()
            page.set_keeping(keeping=False)
            page.set_trouble(sentence)
        if page is None or self._window.page is self._tiles:
            self._tell_trouble(sentence)
        if not self._window.isVisible():
            self._window.bring_forward()
        self.settled.emit()

    def _tell_trouble(self, sentence: str) -> None:
        self._not_kept = sentence
        self._tiles.set_notices(sentence)

    def _on_back(self) -> None:
        self._show(self._tiles)

    def _show(self, page: TilesPage | SentPage) -> None:
        self._window.show_page(page)
        page.focus_first()
        self._carrier.watch(watched=page is self._sent)
