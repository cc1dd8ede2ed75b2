"""One report on the page of this branch's reports: where it stands, what was said, what to do."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from libdesk.domain.privacy import hide_cards
from libdesk.domain.problems import FollowUpKind, ReplyKind
from libdesk.domain.registrations import REGISTER
from libdesk.services.problems import Thread
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class ReportCard(QFrame):
    """Shows one thread; it is built anew when anything in it changes.

    Args:
        thread: the report and what was added.
        now: the time.
        look: the theme.
    """

    follow_up_requested = Signal(object, object)
    """The report shall be gone on with: a `Report` and a `FollowUpKind`."""

    def __init__(self, thread: Thread, now: datetime, look: Theme) -> None:
        super().__init__()
        self._thread = thread
        self._look = look
        self._kinds: dict[Button, FollowUpKind] = {}
        self.setProperty("role", "card")
        report = thread.kept.report
        self.setAccessibleName(report.number)
        self._column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        self._column.setContentsMargins(edge, edge, edge, look.px(theme.SMALL))
        self._column.setSpacing(look.px(theme.TINY))
        head = QHBoxLayout()
        head.setSpacing(look.px(theme.LARGE))
        head.addWidget(label(hide_cards(report.title), "heading"), 3)
        standing = label(strings.standing_words(thread, now), "strong")
        standing.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(standing, 2, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        when = strings.time_words(report.filed_at, now)
        self._column.addWidget(label(f"{report.number} · {when}", "quiet", selectable=True))
        for _, words, by in sorted(self._said(now), key=lambda said: said[0]):
            self._column.addSpacing(look.px(theme.SMALL))
            if words:
                self._column.addWidget(label(words, selectable=True))
            self._column.addWidget(label(by, "fine"))
        self._add_ways()

    def _said(self, now: datetime) -> Iterator[tuple[datetime, str, str]]:
        """Yield what both sides said: when, the words, and who said it when."""
        for reply in self._thread.replies:
            by = reply.by or self.tr("IT")
            if reply.kind is ReplyKind.RESTATED:
                by = self.tr("{who} asks: did I get this right?").format(who=by)
            if reply.priority is not None:
                soon = strings.priority_words(reply.priority)
                by = self.tr("{who} looks at it: {soon}").format(who=by, soon=soon)
            if reply.text or reply.priority is not None:
                yield reply.at, reply.text, f"{by} · {strings.time_words(reply.at, now)}"
        for kept in self._thread.follow_ups:
            report = kept.report
            if report.follow_up is None:
                continue
            words = strings.follow_up_words(report.follow_up.kind)
            by = f"{words} · {strings.time_words(report.filed_at, now)}"
            if report.pictures:
                by += self.tr(" · with a picture")
            by += f" · {strings.progress_words(kept.progress)}"
            yield report.filed_at, hide_cards(report.saw), by

    def _add_ways(self) -> None:
        row = FlowLayout(self._look.px(theme.MEDIUM))
        if self._is_asked():
            self._add(row, self.tr("Yes, that’s right"), FollowUpKind.RIGHT, role="")
            self._add(row, self.tr("Not quite"), FollowUpKind.NOT_RIGHT, role="")
        self._add(row, self.tr("Reply or add something"), FollowUpKind.SAID)
        if self._thread.kept.report.category == REGISTER:
            self._column.addLayout(row)
            return
        self._add(row, self.tr("Still hurting us"), FollowUpKind.HURTS)
        if not self._thread.is_settled:
            self._add(row, self.tr("No longer needed"), FollowUpKind.WITHDRAWN)
        self._column.addLayout(row)

    def _is_asked(self) -> bool:
        """Say whether IT has asked whether it has understood, and nobody has answered."""
        asked = [one.at for one in self._thread.kept.replies if one.kind is ReplyKind.RESTATED]
        answers = (FollowUpKind.RIGHT, FollowUpKind.NOT_RIGHT)
        answered = [
            one.report.filed_at
            for one in self._thread.follow_ups
            if one.report.follow_up and one.report.follow_up.kind in answers
        ]
        if not asked:
            return False
        # Where one of the two clocks is off, every question that has its answer is enough.
        return len(answered) < len(asked) and not any(at >= asked[-1] for at in answered)

    def _add(self, row: FlowLayout, words: str, kind: FollowUpKind, *, role: str = "link") -> None:
        button = Button(words, role)
        button.setAccessibleDescription(self._thread.kept.report.number)
        button.clicked.connect(self._on_way)
        self._kinds[button] = kind
        row.addWidget(button)

    def _on_way(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.follow_up_requested.emit(self._thread.kept.report, self._kinds[button])
