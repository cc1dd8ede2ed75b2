"""The form's fourth page: this computer's reports, where they stand, and what IT answered."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Pace
from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import Progress
from libdesk.services.ports import Kept
from libdesk.services.problems import Thread, threads
from libdesk.ui import theme
from libdesk.ui.problems.brief_card import BriefCard
from libdesk.ui.problems.by_number import ByNumber
from libdesk.ui.problems.pace_card import PaceCard
from libdesk.ui.problems.report_card import ReportCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.pages import Page, fill_page, page_column
from libdesk.ui.widgets.refilling import refill

SHOWN_AT_ONCE = 20


class ReportsPage(Page):
    """A list for everybody at this computer, newest first.

    Args:
        look: the theme.
        guidance: the tiles, where the public uses the computer: then the list shows nothing that
            anybody has typed, and a report is opened by its number. None for a staff computer.
    """

    send_now_requested = Signal()
    ladder_requested = Signal()
    """No answer has come: whom to turn to?"""
    follow_up_requested = Signal(object, object)
    """A report shall be gone on with: a `Report` and a `FollowUpKind`."""

    def __init__(self, look: Theme, guidance: Guidance | None = None) -> None:
        super().__init__()
        self._look = look
        self._guidance = guidance
        self._by_number: ByNumber | None = None
        self._reports: tuple[Kept, ...] | None = None
        self._threads: tuple[Thread, ...] = ()
        self._limit = SHOWN_AT_ONCE
        self._now: datetime | None = None
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def show_reports(
        self, reports: tuple[Kept, ...], why: str, now: datetime, *, is_trying: bool = False
    ) -> None:
        """Show the reports; what has not changed stays as it is, scrolled where it was.

        Args:
            reports: newest first.
            why: why some are still on this computer, in plain words; "" when none is.
            now: the time.
            is_trying: they are on their way out at this moment.
        """
        is_held = any(kept.progress is Progress.KEPT for kept in reports)
        words = self.tr("Trying now…") if is_held and is_trying else why
        self._why.setText(words)
        self._why.setVisible(bool(words))
        self._send_now.setVisible(is_held)
        self._send_now.setEnabled(not is_trying)
        is_new_day = self._now is None or now.astimezone().date() != self._now.astimezone().date()
        if reports == self._reports and not is_new_day:
            return
        self._reports, self._now = reports, now
        self._threads = threads(reports)
        if self._by_number is not None:
            self._by_number.show_threads(self._threads, now)
        self._fill()

    def put_away(self) -> None:
        """Close what was opened by its number."""
        if self._by_number is not None:
            self._by_number.put_away()

    def show_paces(self, paces: Sequence[Pace]) -> None:
        """Show how soon IT answers here."""
        self._pace.show_paces(paces)

    def say(self, words: str) -> None:
        """Say what has just been done; "" for nothing."""
        self._said.say(words)

    def focus_first(self) -> None:
        """Put the focus on Back, or where a number is typed."""
        if self._by_number is not None:
            self._by_number.focus_first()
        else:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        content = QWidget()
        column = page_column(content, self._look, theme.MEDIUM)
        self._add_head(column)
        self._ladder = Button(self.tr("Not getting an answer?"), "link")
        column.addWidget(self._ladder, 0, Qt.AlignmentFlag.AlignLeading)
        self._said = Banner(self._look, "check")
        column.addWidget(self._said)
        self._why = label("", "quiet")
        self._why.hide()
        column.addWidget(self._why)
        if self._guidance is not None:
            self._by_number = ByNumber(self._look)
            self._by_number.follow_up_requested.connect(self.follow_up_requested)
            column.addWidget(self._by_number)
        self._empty = label(self.tr("Looking…"))
        column.addWidget(self._empty)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(theme.MEDIUM))
        column.addLayout(self._cards)
        self._older = Button(self.tr("Show older ones"))
        self._older.hide()
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeading)
        self._pace = PaceCard(self._look)
        column.addWidget(self._pace)
        column.addStretch(1)
        foot = QHBoxLayout()
        self._back = Button(self.tr("Back"))
        foot.addWidget(self._back)
        foot.addStretch(1)
        self._send_now = Button(self.tr("Send now"))
        self._send_now.hide()
        foot.addWidget(self._send_now)
        fill_page(self, content, self._look, foot)

    def _add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("This branch’s reports"), "title"))
        who = self.tr("Filed on this PC. Everyone who uses it can read them.")
        if self._guidance is not None:
            who = self.tr(
                "Filed on this PC. What was written is shown only to whoever has the number."
            )
        column.addWidget(label(who, "quiet"))

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._older.clicked.connect(self._on_older)
        self._send_now.clicked.connect(self._on_send_now)
        self._ladder.clicked.connect(self.ladder_requested)

    def _on_send_now(self) -> None:
        self._send_now.setEnabled(False)
        self.send_now_requested.emit()

    def _on_older(self) -> None:
        self._limit += SHOWN_AT_ONCE
        self._fill()

    def _fill(self) -> None:
        now = self._now
        shown = self._threads[: self._limit]
        cards = (self._card(one, now or one.kept.report.filed_at) for one in shown)
        refill(self._cards, cards)
        self._empty.setText(
            self.tr("Nothing yet. What you report here will stand on this page, with its answer.")
        )
        self._empty.setVisible(not self._threads)
        self._older.setVisible(len(self._threads) > self._limit)

    def _card(self, thread: Thread, now: datetime) -> QWidget:
        if self._guidance is not None:
            return BriefCard(thread, self._guidance, now, self._look)
        shown = ReportCard(thread, now, self._look)
        shown.follow_up_requested.connect(self.follow_up_requested)
        return shown
