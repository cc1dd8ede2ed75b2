"""Known problems: tell every form of one, and say when it is over."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Notice
from libdesk.domain.moments import next_at, read_time
from libdesk.services.ports import Clock
from libdesk.ui import strings, theme
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.words_edit import WordsEdit

_ALL = "all"


class KnownCard(SettingCard):
    """Words in the desk's own name; a reporter's are never told to others.

    Args:
        look: the theme.
        now: tells the time.
    """

    end_requested = Signal(str)
    """The id of a known problem that is over."""

    def __init__(self, look: Theme, now: Clock) -> None:
        title = self.tr("Known problems")
        lead = self.tr("What you write here stands above the tiles of every form.")
        super().__init__(title, lead, self.tr("Tell all forms"), look)
        self._now = now
        self._ids: dict[Button, str] = {}
        self._branches: ChipRow | None = None
        self._shown: tuple[tuple[str, str], ...] = ()
        self._open = QVBoxLayout()
        self.column.addLayout(self._open)
        self._words = WordsEdit(look, (2, 5))
        self.add_field(self.tr("What is known, in your words"), self._words, "text")
        self._where = QVBoxLayout()
        self.column.addLayout(self._where)
        self._until = self.add_line(
            self.tr("Expected back at (optional)"), self.tr("A time, such as 2 pm"), "until"
        )
        self._waits = self.add_line(
            self.tr("Who has to do the next step (optional)"),
            self.tr("Such as: the internet provider"),
        )
        self.add_place("branch")
        self._words.textChanged.connect(self.touch)

    def notice(self) -> Notice | None:
        """Return what was typed; None where the time is none, which is told beside it."""
        now = self._now()
        typed = self._until.text().strip()
        wanted = read_time(typed)
        if typed and wanted is None:
            told = self.tr("Type the time as 2 pm or 14:00, or leave it empty.")
            self.set_trouble(told, "until")
            return None
        until: datetime | None = None
        if wanted is not None:
            until = next_at(now.astimezone(), wanted).astimezone(UTC)
        branch = "".join(self._branches.chosen()) if self._branches else _ALL
        return Notice(
            self._words.words(),
            "" if branch == _ALL else branch,
            now,
            until=until,
            waits_for=self._waits.text(),
        )

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it was told, and empty the fields unless somebody goes on typing in them."""
        if is_whole:
            self._words.set_words("")
            self._until.clear()
            self._waits.clear()
            if self._branches is not None:
                self._branches.choose((_ALL,))
        super().say_done(is_whole=is_whole)

    def say_over(self) -> None:
        """Say that one is over; what is being typed about another stays."""
        super().say_done(is_whole=not self.is_dirty)

    def show_known(self, notices: Sequence[Notice], branches: Mapping[str, str]) -> None:
        """Show what is told now, and to whom it can be told."""
        had_focus = any(button.hasFocus() for button in self._ids)
        while (cell := self._open.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._ids = {}
        for notice in notices:
            self._open.addWidget(self._row(notice, branches))
        if had_focus:
            next(iter(self._ids), self._words).setFocus()
        if tuple(branches.items()) != self._shown:
            self._shown = tuple(branches.items())
            old_row = self._branches
            choices = [(_ALL, self.tr("All branches")), *branches.items()]
            self._branches = ChipRow(self.tr("Where?"), choices, self.look, role="")
            # A branch that is gone leaves the choice empty: then it is told to all, and seen so.
            chosen = old_row.chosen() if old_row is not None else (_ALL,)
            self._branches.choose(chosen)
            if not self._branches.chosen():
                self._branches.choose((_ALL,))
            self._branches.changed.connect(self.touch)
            self._where.addWidget(self._branches)
            if old_row is not None:
                self._where.removeWidget(old_row)
                old_row.deleteLater()

    def _row(self, notice: Notice, branches: Mapping[str, str]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.look.px(theme.MEDIUM))
        where = branches.get(notice.branch, self.tr("All branches"))
        words = f"{where} · {strings.notice_words(notice, self._now())}"
        row.addWidget(label(words), 1)
        over = Button(self.tr("It is over"))
        over.setAccessibleDescription(words)
        over.clicked.connect(self._on_over)
        self._ids[over] = notice.id
        row.addWidget(over)
        return line

    def _on_over(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.end_requested.emit(self._ids[button])
