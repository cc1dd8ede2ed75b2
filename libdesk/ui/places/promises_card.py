"""What IT promises: by when the first answer comes, and by when a fix is aimed at."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.hours import Hours, open_times
from libdesk.domain.leads import USUAL_WEEK, lead_words, read_lead
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Lead, Target, promise
from libdesk.services.ports import Clock
from libdesk.ui import strings, theme
from libdesk.ui.places.setting_card import LONGEST, SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_NARROW = 430
"""Pixels in which the two fields of a row don't fit beside each other."""

_MINUTE = 60_000
"""Milliseconds; what a form would say now is another sentence later."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One priority on the screen; the fields are the first answer and the aim."""

    fields: tuple[QLineEdit, QLineEdit]
    told: QLabel

    def typed(self) -> tuple[str, ...]:
        """Return what stands in the fields."""
        return tuple(field.text() for field in self.fields)


class PromisesCard(SettingCard):
    """A row for each priority, and below it what a form would say now.

    Args:
        look: the theme.
        now: tells the time.
        usual: the promises that LibDesk ships.
    """

    def __init__(self, look: Theme, now: Clock, usual: Sequence[Target]) -> None:
        title = self.tr("What you promise")
        lead = self.tr(
            "A report is one of these four, by who is stopped and how badly. Only the time in "
            "which IT is there counts. Below each row stands what a form would say now."
        )
        super().__init__(title, lead, self.tr("Save promises"), look)
        self._now = now
        self._usual = tuple(usual)
        self._hours: Hours | None = None
        self._aside: tuple[tuple[str, ...], ...] | None = None
        self._no_hours = label(
            self.tr("Nobody has set when IT is there. Until then no form names a time."), "strong"
        )
        self.column.addWidget(self._no_hours)
        self._rows = {priority: self._build_row(priority) for priority in Priority}
        self._back = Button("", enter_presses=False)
        self._put_aside(None)
        self.column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._back.clicked.connect(self._on_back)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self._tell)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep what a form would say up to the minute."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let it rest while nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def show_targets(self, targets: Sequence[Target], hours: Hours | None) -> None:
        """Show what is settled; what somebody is typing stays, told by the hours there are now."""
        self._hours = hours
        self._no_hours.setVisible(hours is None)
        if not self.is_dirty:
            self._fill(_words(targets))
            self._put_aside(None)
            self.is_dirty = False
        self._tell()

    def targets(self) -> tuple[Target, ...] | None:
        """Return what was typed; None where a field holds no time, which is told beside it."""
        found = []
        for priority, row in self._rows.items():
            leads = self._leads(row)
            for goal, field, lead in zip(("answer", "fix"), row.fields, leads, strict=True):
                if lead is None:
                    told = self.tr("“{words}”: type a time as 30 min, 2 hours or 3 open days.")
                    words = field.text().strip()[:30]
                    self.set_trouble(told.format(words=words), _key(priority, goal))
                    return None
            found.append(Target(priority, *filter(None, leads)))
        return tuple(found)

    def _build_row(self, priority: Priority) -> _Row:
        name = strings.priority_words(priority)
        column = QVBoxLayout()
        column.setSpacing(self.look.px(theme.TINY))
        column.addWidget(label(name, "strong"))
        pairs = Beside(self.look, theme.MEDIUM, _NARROW)
        answer, fix = QLineEdit(), QLineEdit()
        for goal, field, words in (
            ("answer", answer, self.tr("First answer within")),
            ("fix", fix, self.tr("Aim to be done within")),
        ):
            field.setMaxLength(LONGEST)
            field.setPlaceholderText(self.tr("Such as 2 hours, 3 open days"))
            field.setAccessibleName(f"{name}. {words}")
            field.textEdited.connect(self.touch)
            field.textChanged.connect(self._tell)
            pair = QWidget()
            fields = QVBoxLayout(pair)
            fields.setContentsMargins(0, 0, 0, 0)
            fields.setSpacing(self.look.px(theme.TINY))
            fields.addWidget(label(words, "fine"))
            fields.addWidget(field)
            self.add_place(_key(priority, goal), fields, field)
            fields.addStretch(1)  # the two fields stay in line when one of them has trouble
            pairs.row.addWidget(pair, 1)
        column.addWidget(pairs)
        told = label("", "quiet")
        column.addWidget(told)
        self.column.addLayout(column)
        return _Row((answer, fix), told)

    def _leads(self, row: _Row) -> tuple[Lead | None, ...]:
        week = len(open_times(self._hours)) if self._hours else 0
        return tuple(read_lead(words, week or USUAL_WEEK) for words in row.typed())

    def _tell(self) -> None:
        """Write below each row what a form would say now."""
        now = self._now()
        for priority, row in self._rows.items():
            answer, fix = self._leads(row)
            if answer is None or fix is None:
                row.told.setText(self.tr("Not a time yet."))
                continue
            found = promise(priority, now, self._hours, (Target(priority, answer, fix),))
            row.told.setText(f"“{strings.expected_words(priority, found, now)}”")

    def _fill(self, typed: Sequence[Sequence[str]]) -> None:
        for row, words in zip(self._rows.values(), typed, strict=True):
            for field, one in zip(row.fields, words, strict=True):
                field.setText(one)

    def _put_aside(self, typed: tuple[tuple[str, ...], ...] | None) -> None:
        """Keep what stood here before the usual ones; with nothing, offer those."""
        self._aside = typed
        self._back.set_words(
            self.tr("Back to the usual ones") if typed is None else self.tr("Back to mine")
        )

    def _on_back(self) -> None:
        usual = _words(self._usual)
        typed = tuple(row.typed() for row in self._rows.values())
        if self._aside is not None:
            wanted, aside = self._aside, None
        elif typed == usual:
            self.say(self.tr("These are the usual ones."))
            return
        else:
            wanted, aside = usual, typed
        self.set_trouble("")
        self._fill(wanted)
        self._put_aside(aside)
        self.touch()


def _key(priority: Priority, goal: str) -> str:
    return f"{priority.name.lower()}.{goal}"


def _words(targets: Sequence[Target]) -> tuple[tuple[str, ...], ...]:
    """Return what stands in the fields for these promises."""
    known = {target.priority: target for target in targets}
    empty = ("", "")
    return tuple(
        (lead_words(known[one].answer), lead_words(known[one].fix)) if one in known else empty
        for one in Priority
    )
