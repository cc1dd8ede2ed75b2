"""Planned work, to be written down: what, when, where, and what people will notice (S57)."""

from collections.abc import Mapping, Sequence
from datetime import time

from PySide6.QtWidgets import QLineEdit

from libdesk.domain.moments import read_time
from libdesk.domain.planned_changes import DRAFT_DAYS, Every, PlannedChange, Unit
from libdesk.domain.requirements import About, Requirement, Target, clashes
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.ui.planning.entry_form import EntryForm, day_typed
from libdesk.ui.planning.wording import about_words, clashes_words, unit_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.words_edit import WordsEdit


class ChangeForm(EntryForm[PlannedChange]):
    """One entry of the calendar; what stands against it is told while it is typed.

    Args:
        look: the theme.
        now: tells the time.
    """

    def __init__(self, look: Theme, now: Clock) -> None:
        title = self.tr("What is planned")
        lead = self.tr("An upgrade, maintenance, or a chore that comes again every year.")
        super().__init__(title, lead, self.tr("Save"), look, now)
        self._known: Sequence[Requirement] = ()
        hint = self.tr("Such as: update of the catalog system")
        self._title = self.add_line(self.tr("What will be done"), hint, "title")
        hint = self.tr("A day, such as 2026-12-03")
        self._on = self.add_line(self.tr("On which day"), hint, "on")
        hint = self.tr("Such as 9:00; empty for the whole day")
        self._begins = self.add_line(self.tr("From (optional)"), hint, "begins")
        hint = self.tr("Such as 11:30; after midnight is the next day")
        self._ends = self.add_line(self.tr("To (optional)"), hint, "ends")
        self._unit = self.add_picker(self.tr("How often"))
        for unit in (None, *Unit):
            self._unit.addItem(unit_words(unit), unit)
        self._count = self.add_line(self.tr("Every how many"), "1", "every")
        self._where = ChipRow(
            self.tr("Where? None chosen means all branches"), (), look, several=True, role=""
        )
        self.column.addWidget(self._where)
        self.add_place("branches")
        hint = self.tr("Such as: all public computers")
        self._things = self.add_line(self.tr("Which things (optional)"), hint)
        self._notice = WordsEdit(look, (2, 5))
        words = self.tr("What people will notice, in plain words")
        self.add_field(words, self._notice, "notice")
        words = self.tr("Tell staff so many days ahead (0: not at all)")
        self._ahead = self.add_line(words, str(DRAFT_DAYS), "draft_days")
        self._build_target()
        self._note = WordsEdit(look, (2, 5))
        self.add_field(self.tr("Note for yourself (optional)"), self._note, "note")
        self._connect()

    def show_around(self, branches: Mapping[str, str], known: Sequence[Requirement]) -> None:
        """Offer these branches, and hold what is typed against this register."""
        self._where.set_choices(tuple(branches.items()))
        self._known = known
        self._warn()

    def first_field(self) -> QLineEdit:
        """Return the line for the title."""
        return self._title

    def fill(self, entry: PlannedChange | None) -> None:
        """Write an entry into the fields."""
        one = entry or PlannedChange("", self.now().astimezone().date())
        self._title.setText(one.title)
        self._on.setText(day_typed(one.on) if entry else "")
        self._begins.setText(_time_typed(one.begins))
        self._ends.setText(_time_typed(one.ends))
        self._unit.setCurrentIndex(self._unit.findData(one.every.unit if one.every else None))
        self._count.setText(str(one.every.count) if one.every else "")
        self._where.choose(one.branches)
        self._things.setText(one.things)
        self._notice.set_words(one.notice)
        self._ahead.setText(str(one.draft_days) if entry else "")
        target = one.target or Target(About.SYSTEM, "")
        self._about.setCurrentIndex(self._about.findData(target.about))
        self._name.setText(target.name)
        self._of_version.setText(target.version)
        self._note.set_words(one.note)
        self._show_count()
        self._warn()

    def typed(self) -> PlannedChange:
        """Return what stands in the fields, and what the form does not show.

        Raises:
            Refusal: a day, a time or a number is none.
        """
        day = self.read_day(self._on, "on")
        if day is None:
            raise Refusal(self.tr("Type the day, such as 2026-12-03."), field="on")
        unit, shown = self._unit.currentData(), self.shown
        every = Every(self.read_number(self._count, "every", 1), unit) if unit else None
        # Another day or another rhythm counts anew from that day.
        is_same = shown is not None and (shown.on, shown.every) == (day, every)
        return PlannedChange(
            title=self._title.text(),
            on=day,
            notice=self._notice.words(),
            branches=self._where.chosen(),
            things=self._things.text(),
            begins=self._time(self._begins, "begins"),
            ends=self._time(self._ends, "ends"),
            every=every,
            first_on=shown.first_on if shown and is_same else None,
            due_on=shown.due_on if shown and is_same else None,
            draft_days=self.read_number(self._ahead, "draft_days", DRAFT_DAYS),
            target=self._target(),
            note=self._note.words(),
            id=shown.id if shown else 0,
        )

    def _build_target(self) -> None:
        words = self.tr("What it leads to, where it is another system or program (optional)")
        self._about = self.add_picker(words)
        for about in About:
            self._about.addItem(about_words(about), about)
        self._name = self.add_line(self.tr("Its name"), self.tr("Such as: Windows 11"), "name")
        self._of_version = self.add_line(self.tr("Its version"), self.tr("Such as: 26H2"))
        self._warning = Banner(self.look, "notice")
        self.column.addWidget(self._warning)

    def _connect(self) -> None:
        self._where.changed.connect(self.touch)
        for edit in (self._notice, self._note):
            edit.textChanged.connect(self.touch)
        self._unit.activated.connect(self._show_count)
        self._about.activated.connect(self._warn)
        for line in (self._name, self._of_version):
            line.textEdited.connect(self._warn)
        self._on.editingFinished.connect(self._warn)

    def _show_count(self) -> None:
        self._count.setEnabled(self._unit.currentData() is not None)

    def _target(self) -> Target:
        return Target(self._about.currentData(), self._name.text(), self._of_version.text())

    def _warn(self) -> None:
        """Say what stands against it, as far as it is typed."""
        try:
            day = self.read_day(self._on, "on")
        except Refusal:
            day = None
        told = clashes_words(clashes(self._known, self._target(), day))
        if told != self._warning.words():
            self._warning.say(told)

    def _time(self, line: QLineEdit, key: str) -> time | None:
        words = line.text().strip()
        if not words:
            return None
        read = read_time(words)
        if read is None:
            raise Refusal(self.tr("Type the time as 9:30 or 2 pm."), field=key)
        return read


def _time_typed(at: time | None) -> str:
    return f"{at:%H:%M}" if at is not None else ""
