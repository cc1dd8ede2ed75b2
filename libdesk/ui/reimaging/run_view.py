"""A machine while it is set up: its lines by sections, what the public may do, how it ends."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.knowledge import Checklist
from libdesk.domain.reimaging import Line, Mark, Reimaging, in_sections
from libdesk.ui import theme
from libdesk.ui.reimaging.finish_bar import FinishBar
from libdesk.ui.reimaging.line_row import LineRow
from libdesk.ui.reimaging.profile_box import ProfileBox
from libdesk.ui.reimaging.progress_row import ProgressRow
from libdesk.ui.reimaging.words import removed_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import Rearranging, bring_into_sight
from libdesk.ui.widgets.tab_order import move_focus

_NARROW, _SIDE = 760, 280
"""Pixels in which lines and rules don't fit beside each other; the width of the rules."""


class RunView(Rearranging):
    """Shows one run; the rules stand beside the lines, in a narrow window below them.

    Args:
        look: the theme.
        now: tells the time (aware).

    Signals:
        marked: a line as it is shown, what it is to be, and the reason.
        confirmed: the rules as they are shown, and whether they are to be confirmed.

    Attributes:
        bar: how it ends.
    """

    marked = Signal(object, object, str)
    confirmed = Signal(object, bool)

    def __init__(self, look: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._run: Reimaging | None = None
        self._rows: list[LineRow] = []
        self._is_beside = True
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.px(theme.TINY))
        content = QWidget()
        self._inside = QVBoxLayout(content)
        self._inside.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        self._inside.setSpacing(look.px(theme.MEDIUM))
        self._removed = label("", "quiet", selectable=True)
        self._inside.addLayout(self._lines)
        self._inside.addWidget(self._removed)
        self._inside.addStretch(1)
        self.bar = FinishBar(look)
        self._progress = ProgressRow(look)
        self._profile = ProfileBox(look)
        self._profile.setFixedWidth(look.px(_SIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(theme.LARGE))
        column = QVBoxLayout()
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(self._progress)
        column.addWidget(Footed(content, self.bar), 1)
        row.addLayout(column, 1)
        self._beside = QVBoxLayout()
        self._beside.addWidget(self._profile)
        self._beside.addStretch(1)
        row.addLayout(self._beside)
        self._profile.confirmed.connect(self.confirmed)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Go from the last line to how it ends: the lines are made anew for each machine."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def show_run(self, run: Reimaging) -> None:
        """Show a run; of the same one, rows, focus and what is being typed stay."""
        before, self._run = self._run, run
        if before is None or before.change != run.change:
            self.bar.begin_anew()
        if before is None or (before.change, before.checklist) != (run.change, run.checklist):
            self._lay_out(run)
            self._show_profile(run.checklist)
        now = self._now()
        lines = (line for _, some in in_sections(run) for line in some)
        for row, line in zip(self._rows, lines, strict=True):
            row.show_line(line, now)
        removed = removed_words(run, now)
        self._removed.setText(removed)
        self._removed.setVisible(bool(removed))
        self._profile.show_confirmed(run.confirmed, now)
        self._progress.show_run(run)
        self.bar.show_run(run)

    def take_focus(self) -> None:
        """Put the focus on the first line that is open."""
        self._focus_open(-1)

    def _has_to_move(self) -> bool:
        return (self.width() >= self._look.px(_NARROW)) != self._is_beside

    def _move(self) -> None:
        self._is_beside = not self._is_beside
        goes, comes = (
            (self._inside, self._beside) if self._is_beside else (self._beside, self._inside)
        )
        goes.removeWidget(self._profile)
        if self._is_beside:
            self._profile.setFixedWidth(self._look.px(_SIDE))
        else:
            self._profile.setMinimumWidth(0)
            self._profile.setMaximumWidth(16_777_215)
        comes.insertWidget(0 if self._is_beside else 2, self._profile)
        self._profile.setVisible(self._run is not None and bool(self._run.checklist.profile))

    def _show_profile(self, checklist: Checklist) -> None:
        self._profile.show_profile(checklist, asks=True)

    def _lay_out(self, run: Reimaging) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and any(one.isAncestorOf(focused) for one in self._rows)
        while (cell := self._lines.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = []
        for title, lines in in_sections(run):
            heading = label(title, "heading")
            heading.setContentsMargins(0, self._look.px(theme.MEDIUM), 0, 0)
            self._lines.addWidget(heading)
            for line in lines:
                self._add(line)
        if had_focus:
            self.take_focus()

    def _add(self, line: Line) -> None:
        row = LineRow(line, self._look)
        place = len(self._rows)
        self._rows.append(row)
        self._lines.addWidget(row)
        row.marked.connect(self.marked)
        row.stepped.connect(lambda by: self._focus(place + by))
        row.next_requested.connect(lambda: self._focus_open(place))

    def _focus(self, place: int) -> None:
        if place >= len(self._rows):
            self.bar.take_focus()
        elif place >= 0:
            row = self._rows[place].row
            row.setFocus(Qt.FocusReason.TabFocusReason)
            # Only once it is laid out is it known where it stands.
            QTimer.singleShot(0, row, lambda: bring_into_sight(row))

    def _focus_open(self, after: int) -> None:
        """Go to the next open line; after the last, to the first that was passed over."""
        count = len(self._rows)
        order = (*range(after + 1, count), *range(after + 1))
        found = (one for one in order if self._rows[one].line.marked.mark is Mark.OPEN)
        self._focus(next(found, count))
