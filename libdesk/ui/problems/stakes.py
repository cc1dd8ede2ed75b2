"""What else may make it urgent: who is stopped, how bad, what is at stake, by when."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import DEADLINE_WORDS
from libdesk.domain.hours import Hours, closing_on_day_of
from libdesk.domain.priority import HowBad, Risk, Stopped
from libdesk.services.drafts import Draft
from libdesk.services.ports import Clock
from libdesk.ui import strings, theme
from libdesk.ui.problems.time_row import TimeRow
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow

HOW_BAD = (HowBad.STOPPED, HowBad.BADLY, HowBad.CAN_WAIT)
"""What can be tapped; that it gets worse is one of the answers to when it happens."""

_ONLY_ONE, _ONLY_ACCESSIBLE = "only_one", "only_accessible"
_HOUR, _DAY_END, _TOMORROW = "hour", "today", "tomorrow"
_END_OF_DAY_H = 17
"""Ends the day where nobody has said when IT is there."""
_DEADLINE_AHEAD = timedelta(days=62)


class EffectRows(QWidget):
    """Who is stopped, and how bad it is right now.

    Args:
        look: the theme.
    """

    changed = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._stopped = ChipRow(
            self.tr("Who is stopped?"),
            [(each.value, strings.stopped_words(each)) for each in Stopped],
            look,
        )
        self._how_bad = ChipRow(
            self.tr("How bad right now?"),
            [(each.value, strings.how_bad_words(each)) for each in HOW_BAD],
            look,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.LARGE))
        for row in (self._stopped, self._how_bad):
            row.changed.connect(self.changed)
            column.addWidget(row)

    def stopped(self) -> Stopped | None:
        """Return who is stopped; None when it was not said."""
        return next((Stopped(key) for key in self._stopped.chosen()), None)

    def how_bad(self) -> HowBad | None:
        """Return how bad it is; None when it was not said."""
        return next((HowBad(key) for key in self._how_bad.chosen()), None)

    def fill(self, draft: Draft) -> None:
        """Take over what was said before."""
        self._stopped.choose([draft.stopped] if draft.stopped else [])
        self._how_bad.choose([draft.how_bad] if draft.how_bad else [])

    def first(self) -> QWidget:
        """Return the first thing to answer."""
        return self._stopped.first()


class Stakes(QWidget):
    """Optional chips behind one button: what is at stake, and by when it must work.

    Args:
        look: the theme.
        now: tells the time.
    """

    changed = Signal()

    def __init__(self, look: Theme, now: Clock) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._hours: Hours | None = None
        self._flags: ChipRow | None = None
        self._deadline: TimeRow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.LARGE))
        self._button = Button(self.tr("Is more at stake? A deadline?"), "link")
        self._button.clicked.connect(self._on_clicked)
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeading)

    def set_hours(self, hours: Hours | None) -> None:
        """Take IT's hours, by whose end the day ends; None while nobody has told them."""
        self._hours = hours

    def risks(self) -> frozenset[Risk]:
        """Return what is at stake."""
        known = set(Risk)
        return frozenset(Risk(key) for key in self._chosen() if key in known)

    def only_one(self) -> bool:
        """Say whether it is the only one of its kind in the branch."""
        return _ONLY_ONE in self._chosen()

    def only_accessible(self) -> bool:
        """Say whether it is the only one that a person with a disability can use."""
        return _ONLY_ACCESSIBLE in self._chosen()

    def deadline_at(self) -> datetime | None:
        """Return by when it must work (aware, UTC); None when it was not said."""
        return self._deadline.moment() if self._deadline else None

    def words(self) -> dict[str, str]:
        """Return, as an answer, by when it must work where that is no time."""
        unread = self._deadline.unread() if self._deadline else ""
        return {DEADLINE_WORDS: unread} if unread else {}

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the line of the time, while what stands in it is sent as words."""
        return self._deadline.lines() if self._deadline else ()

    def fill(self, draft: Draft) -> None:
        """Take over what was said before, and show it."""
        keys = [risk.value for risk in draft.risks]
        keys += [_ONLY_ONE] * draft.only_one + [_ONLY_ACCESSIBLE] * draft.only_accessible
        words = str(draft.answers.get(DEADLINE_WORDS, ""))
        if keys or draft.deadline_at or words:
            flags, deadline = self._open()
            flags.choose(keys)
            deadline.set_moment(draft.deadline_at)
            deadline.set_words(words)

    def _chosen(self) -> tuple[str, ...]:
        return self._flags.chosen() if self._flags else ()

    def _on_clicked(self) -> None:
        flags, _ = self._open()
        flags.first().setFocus()

    def _open(self) -> tuple[ChipRow, TimeRow]:
        if self._flags is None or self._deadline is None:
            self._flags = ChipRow(
                self.tr("Does any of this apply?"),
                [
                    *((each.value, strings.risk_words(each)) for each in Risk),
                    (_ONLY_ONE, self.tr("The only one of its kind here")),
                    (_ONLY_ACCESSIBLE, self.tr("The only accessible one")),
                ],
                self._look,
                several=True,
            )
            self._deadline = TimeRow(
                self.tr("Must it work by a certain time?"),
                self._look,
                self._now,
                self._times,
                ahead=_DEADLINE_AHEAD,
                example=self.tr("4:30 pm, or Fri 2 pm"),
            )
            for row in (self._flags, self._deadline):
                row.changed.connect(self.changed)
                self._column.addWidget(row)
                row.show()
            self._button.hide()
        return self._flags, self._deadline

    def _times(self, here: datetime) -> list[tuple[str, str, datetime]]:
        end = here.replace(hour=_END_OF_DAY_H, minute=0, second=0, microsecond=0)
        if self._hours is not None:
            end = closing_on_day_of(self._hours, here) or end
        noon = (here + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
        times = [(_HOUR, self.tr("Within the hour"), here + timedelta(hours=1))]
        if end > here + timedelta(hours=1):
            words = self.tr("By the end of today, {time}").format(time=strings.clock_words(end))
            times.append((_DAY_END, words, end))
        return [*times, (_TOMORROW, self.tr("By noon tomorrow"), noon)]
