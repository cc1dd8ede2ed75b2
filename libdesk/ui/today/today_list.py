"""The left half of Today: the day, the lines, and what is good when there are none."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from libdesk.domain.today import Agenda, TodayLine
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.lists import ListModel, at_once
from libdesk.ui.theme import Theme
from libdesk.ui.today.later_row import LaterRow
from libdesk.ui.today.today_delegate import TodayDelegate
from libdesk.ui.today.today_rows import TodayRows
from libdesk.ui.today.today_view import TodayView
from libdesk.ui.today.wording import TodayWords, around_words, coming_words, date_heading
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.scroll import scrolling

if TYPE_CHECKING:
    from libdesk.ui.inbox.at_hand import AtHand


class TodayList(QWidget):
    """Shows the lines and what is said around them.

    Args:
        look: the theme.
        now: tells the time (aware, UTC).

    Signals:
        until_chosen: until when the line is put off: a moment (aware), or a day.
    """

    until_chosen = Signal(object)

    def __init__(self, look: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self.words = TodayWords(Overview(), now)
        self._rows = TodayRows()
        self._model = ListModel[TodayLine](
            self.words.columns(), self._rows.key, at_once(self._rows.list), self
        )
        self._delegate = TodayDelegate(look, self.words, self)
        self.view = TodayView(look, self._model, self._delegate)
        self._build()
        self._later.chosen.connect(self._on_until)
        self._later.day_chosen.connect(self._on_until)
        self._later.left.connect(self.stop_asking)
        # "20 minutes left" grows old by itself.
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self.view.viewport().update)
        self._minute.start()

    def show_overview(self, overview: Overview) -> None:
        """Take the names of the branches."""
        self.words = TodayWords(overview, self._now)
        self._delegate.set_words(self.words)
        self._model.set_columns(self.words.columns())

    def show_agenda(self, agenda: Agenda) -> None:
        """Show another list; what is chosen stays chosen while it is on it."""
        keys, changed = self._rows.take(agenda.lines)
        if self._model.rowCount():
            new = (line for line in agenda.lines if self._rows.key(line) in changed)
            self._model.set_keys(keys, new)
        else:
            self._model.reset_keys(keys, agenda.lines)
            self.view.choose(None)  # a view in focus would go to the first line, and that is seen
        self.view.fit_rows()
        self._say_around(agenda)

    def chosen(self) -> tuple[int, TodayLine] | None:
        """Return the chosen line, with its key; None where there is none."""
        key = self.view.key()
        line = self._rows.find(key)
        return None if key is None or line is None else (key, line)

    def at_hand(self) -> "AtHand":
        """Return the list and what is chosen in it, for papers about it."""
        from libdesk.ui.inbox.at_hand import AtHand  # noqa: PLC0415 - when wanted

        lines = map(self._rows.find, self._model.keys())
        chosen = self.chosen()
        problem = chosen[1].problem if chosen is not None else None
        branch = "" if chosen is None else chosen[1].branch
        return AtHand(
            self.words.overview,
            self.tr("Today"),
            tuple(one.problem.sequence for one in lines if one is not None and one.problem),
            (problem.sequence,) if problem is not None else (),
            problem.sequence if problem is not None else None,
            problem.number if problem is not None else "",
            problem.branch if problem is not None else branch,
        )

    def line_at(self, key: int | None) -> TodayLine | None:
        """Return the line with this key; None where it is not on the list."""
        return self._rows.find(key)

    def choose_number(self, number: str) -> bool:
        """Choose the line of the problem with this number; say whether it is on the list."""
        key = self._rows.find_number(number)
        if key is not None:
            self.view.choose(key)
        return key is not None

    def show_opening(self) -> None:
        """Say that the database is being opened, unless lines are shown already."""
        if not self._model.rowCount():
            self._day.setText(date_heading(self._now()))
            self._say(self.tr("Opening…"), "")

    def ask_until(self, name: str, moments: tuple[datetime, ...]) -> None:
        """Ask until when a line is put off."""
        self._later.ask(name, moments)

    def stop_asking(self) -> None:
        """Ask no longer; the focus goes back to the lines."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._later.isAncestorOf(focus)
        self._later.hide()
        if had_focus:
            self.focus_lines()

    def focus_lines(self) -> None:
        """Put the focus on the lines."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(self.tr("Today"), "title", wraps=False))
        self._day = label("", "quiet")
        head.addWidget(self._day)
        column.addLayout(head)
        self._later = LaterRow(self._look, self._now)
        column.addWidget(self._later)
        self._note = label("", "quiet")
        self._note.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._empty_page = self._build_empty()
        self._stack.addWidget(self._empty_page)
        column.addWidget(self._stack, 1)
        column.addWidget(self._note)

    def _build_empty(self) -> QWidget:
        whole = QFrame()
        around = QVBoxLayout(whole)
        around.setContentsMargins(0, 0, 0, 0)
        frame = card()
        around.addWidget(frame)
        around.addStretch(1)
        inside = QVBoxLayout(frame)
        edge = self._look.px(theme.HUGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(self._look.px(theme.MEDIUM))
        self._heading = label("", "heading")
        self._words = label("", "quiet")
        inside.addWidget(self._heading)
        inside.addWidget(self._words)
        return scrolling(whole)

    def _say_around(self, agenda: Agenda) -> None:
        now = self._now()
        self._day.setText(date_heading(now))
        around = around_words(agenda)
        if agenda.lines:
            self._note.setText(around)
            self._note.setVisible(bool(around))
            self._stack.setCurrentWidget(self.view)
            return
        self._note.hide()
        coming = coming_words(agenda.coming, self.words.overview, now)
        self._say(self.tr("Nothing needs you now."), "\n".join(filter(None, (coming, around))))

    def _say(self, heading: str, words: str) -> None:
        self._heading.setText(heading)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._stack.setCurrentWidget(self._empty_page)

    def _on_until(self, until: datetime | date) -> None:
        self.stop_asking()
        self.until_chosen.emit(until)
