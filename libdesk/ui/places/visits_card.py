"""When IT comes to each branch next."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Visit
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.places.setting_card import LONGEST, SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


class VisitsCard(SettingCard):
    """A line for each branch; who plans further ahead types several days.

    Args:
        look: the theme.
        now: tells the time.
    """

    def __init__(self, look: Theme, now: Clock) -> None:
        title = self.tr("Next visits")
        lead = self.tr("The day on which IT comes to a branch next. Empty is fine.")
        super().__init__(title, lead, self.tr("Save visits"), look)
        self._now = now
        self._lines: dict[str, QLineEdit] = {}
        self._settled: dict[str, tuple[date, ...]] = {}
        self._shown: tuple[tuple[str, str], ...] = ()
        self._fields = QVBoxLayout()
        self._fields.setSpacing(look.px(theme.MEDIUM))
        self.column.addLayout(self._fields)
        self.add_place("visits")

    def show_visits(self, visits: Sequence[Visit], branches: Mapping[str, str]) -> None:
        """Show what is settled, a line for each branch; a line in which was typed stays."""
        if tuple(branches.items()) != self._shown:
            self._shown = tuple(branches.items())
            self._build_lines(branches)
        today = self._now().astimezone().date()
        for code, line in self._lines.items():
            days = tuple(visit.on for visit in visits if visit.branch == code)
            self._settled[code] = days
            if not line.isModified():
                line.setText(", ".join(day.isoformat() for day in days if day >= today))
        self.setVisible(bool(self._lines))

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept; the lines show again what is settled."""
        if is_whole:
            for line in self._lines.values():
                line.setModified(False)
        super().say_done(is_whole=is_whole)

    def let_go(self) -> None:
        """Let every line show again what is settled."""
        for line in self._lines.values():
            line.setModified(False)
        super().let_go()

    def changed_visits(self) -> dict[str, tuple[date, ...]] | None:
        """Return the days of each branch in whose line somebody typed.

        None where a line holds no day, or one that is over; then it is told.
        """
        changed = {}
        today = self._now().astimezone().date()
        for code, line in self._lines.items():
            if not line.isModified():
                continue
            days = []
            for words in filter(None, map(str.strip, line.text().split(","))):
                day = _read_day(words)
                over = day is not None and day < today and day not in self._settled[code]
                if day is None or over:
                    told = (
                        self.tr("{branch}: {words} is over already. Type a later day.")
                        if over
                        else self.tr("{branch}: type the day as 2026-12-03, or nothing.")
                    )
                    branch = line.accessibleName()
                    self.set_trouble(told.format(branch=branch, words=words[:30]), _key(code))
                    return None
                days.append(day)
            changed[code] = tuple(days)
        return changed

    def _build_lines(self, branches: Mapping[str, str]) -> None:
        while (cell := self._fields.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        for code in self._lines:
            self.take_place(_key(code))
        self._lines = {}
        for code, name in branches.items():
            line = QLineEdit()
            line.setMaxLength(LONGEST)
            line.setPlaceholderText(self.tr("A day, such as 2026-12-03"))
            line.setAccessibleName(self.tr("Next visit to {branch}").format(branch=name))
            line.textEdited.connect(self.touch)
            self._lines[code] = line
            pair = QWidget()
            column = QVBoxLayout(pair)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(self.look.px(theme.TINY))
            column.addWidget(label(name))
            column.addWidget(line)
            self.add_place(_key(code), column, line)
            self._fields.addWidget(pair)


def _key(branch: str) -> str:
    return f"visits.{branch}"


def _read_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
