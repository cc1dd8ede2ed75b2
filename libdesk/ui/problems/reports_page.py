"""The form's fourth page: this computer's reports, where they stand, and what IT answered."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.problems import Progress, Reply
from libdesk.services.ports import Kept
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.scroll import edge_below, scrolling

SHOWN_AT_ONCE = 20


class ReportsPage(QWidget):
    """A list for everybody at this computer, newest first.

    Args:
        look: the theme.
    """

    back_requested = Signal()
    send_now_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._reports: tuple[Kept, ...] | None = None
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
        self._fill()

    def focus_first(self) -> None:
        """Put the focus on Back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        px = self._look.px
        edge = px(28)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(edge, px(theme.HUGE), edge, px(theme.LARGE))
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("This branch’s reports"), "title"))
        column.addWidget(
            label(self.tr("Filed on this PC. Everyone who uses it can read them."), "quiet")
        )
        self._why = label("", "quiet")
        self._why.hide()
        column.addWidget(self._why)
        self._empty = label(self.tr("Looking…"))
        column.addWidget(self._empty)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(theme.MEDIUM))
        column.addLayout(self._cards)
        self._older = Button(self.tr("Show older ones"))
        self._older.hide()
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        area = scrolling(content)
        page.addWidget(area, 1)
        page.addWidget(edge_below(area))
        foot = QHBoxLayout()
        foot.setContentsMargins(edge, px(theme.SMALL), edge, px(theme.LARGE))
        self._back = Button(self.tr("Back"))
        foot.addWidget(self._back)
        foot.addStretch(1)
        self._send_now = Button(self.tr("Send now"))
        self._send_now.hide()
        foot.addWidget(self._send_now)
        page.addLayout(foot)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._older.clicked.connect(self._on_older)
        self._send_now.clicked.connect(self._on_send_now)

    def _on_send_now(self) -> None:
        self._send_now.setEnabled(False)
        self.send_now_requested.emit()

    def _on_older(self) -> None:
        self._limit += SHOWN_AT_ONCE
        self._fill()

    def _fill(self) -> None:
        reports = self._reports or ()
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for kept in reports[: self._limit]:
            self._cards.addWidget(self._card(kept))
        self._empty.setText(
            self.tr("Nothing yet. What you report here will stand on this page, with its answer.")
        )
        self._empty.setVisible(not reports)
        self._older.setVisible(len(reports) > self._limit)

    def _card(self, kept: Kept) -> QFrame:
        px = self._look.px
        frame = card()
        frame.setAccessibleName(kept.report.number)
        column = QVBoxLayout(frame)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.TINY))
        head = QHBoxLayout()
        head.setSpacing(px(theme.LARGE))
        head.addWidget(label(kept.report.title, "heading"), 1)
        now = self._now or kept.report.filed_at
        standing = label(strings.standing_words(kept, now), "strong", wraps=False)
        head.addWidget(standing, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        when = strings.time_words(kept.report.filed_at, now)
        column.addWidget(label(f"{kept.report.number} · {when}", "quiet", selectable=True))
        for reply in _worth_reading(kept):
            column.addSpacing(px(theme.SMALL))
            column.addWidget(label(reply.text, selectable=True))
            by = reply.by or self.tr("IT")
            column.addWidget(label(f"{by}, {strings.time_words(reply.at, now)}", "fine"))
        return frame


def _worth_reading(kept: Kept) -> Iterator[Reply]:
    return (reply for reply in kept.replies if reply.text)
