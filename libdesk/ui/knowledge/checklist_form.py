"""A checklist while it is written: its lines as a library wants them, section by section."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from libdesk.domain.knowledge import LINES_LIMIT, SECTIONS_LIMIT, WORDS_LIMIT, Checklist, HowTo
from libdesk.domain.knowledge import Section as Lines
from libdesk.domain.text import LINE_LIMIT
from libdesk.ui import theme
from libdesk.ui.knowledge.agreed_row import AgreedRow
from libdesk.ui.knowledge.how_to_form import HowToForm, lines_of, show_line, show_lines
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.words_edit import WordsEdit


@dataclass(frozen=True, slots=True)
class _Section:
    """The fields of one section."""

    title: QLineEdit
    lines: WordsEdit


class ChecklistForm(HowToForm):
    """A line each for what is ticked, and how the public may use the machine.

    Args:
        checklist: what is changed.
        look: the theme.
        is_new: it is not stored yet.
    """

    def __init__(self, checklist: Checklist, look: Theme, *, is_new: bool = False) -> None:
        title = self.tr("A new checklist") if is_new else self.tr("Change this checklist")
        super().__init__(title, look)
        self._checklist = checklist
        self._sections: list[_Section] = []
        hint = self.tr("Kind or role, as the equipment list has it, such as: self-check")
        self._role = self.add_line(self.tr("Kind of machine"), hint)
        self._when = self.add_words(self.tr("When to use it"))
        told = self.tr("Empty a section, and it goes.")
        self.column.addWidget(label(told, "quiet"))
        self._all = QVBoxLayout()
        self._all.setSpacing(look.px(theme.MEDIUM))
        self.column.addLayout(self._all)
        self.add_place("sections")
        self._add = Button(self.tr("Add a section"), enter_presses=False)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self._profile = self.add_words(
            self.tr("How the public may use this machine, one rule on a line"), (3, 10)
        )
        who = self.tr("Who agreed to these rules")
        self._agreed_by = self.add_line(who, self.tr("Such as: the director, with IT"))
        self._agreed_by.setMaxLength(LINE_LIMIT)
        self._agreed_on = AgreedRow(look)
        self.add_field(self.tr("Agreed on; agree anew when a rule changes"), self._agreed_on)
        self._agreed_on.changed.connect(self.touch)
        self._if_not = self.add_words(self.tr("What to do where a line can’t be done"), (2, 4))
        self._add.clicked.connect(self._on_add)
        self.show_how_to(checklist)

    def how_to(self) -> HowTo:
        """Return what was typed, as it was typed."""
        sections = (Lines(one.title.text(), lines_of(one.lines)) for one in self._sections)
        return replace(
            self._checklist,
            title=self.title_line.text(),
            role=self._role.text(),
            use_when=self._when.words(),
            sections=tuple(sections),
            profile=lines_of(self._profile),
            agreed_by=self._agreed_by.text(),
            agreed_on=self._agreed_on.day,
            if_not=self._if_not.words(),
        )

    def show_how_to(self, how_to: HowTo) -> None:
        """Show a checklist in the fields."""
        if not isinstance(how_to, Checklist):
            return
        self._checklist = how_to
        show_line(self.title_line, how_to.title)
        show_line(self._role, how_to.role)
        self._when.set_words(how_to.use_when)
        while len(self._sections) < len(how_to.sections):
            self._append()
        empty = Lines("", ())
        for place, fields in enumerate(self._sections):
            found = how_to.sections[place] if place < len(how_to.sections) else empty
            show_line(fields.title, found.title)
            show_lines(fields.lines, found.lines)
        show_lines(self._profile, how_to.profile)
        show_line(self._agreed_by, how_to.agreed_by)
        self._agreed_on.show_day(how_to.agreed_on)
        self._if_not.set_words(how_to.if_not)
        self.is_dirty = False

    def _append(self) -> _Section:
        number = len(self._sections) + 1
        title = QLineEdit()
        title.setMaxLength(LINE_LIMIT)
        title.setAccessibleName(self.tr("Section {number}").format(number=number))
        lines = WordsEdit(self.look, (2, 12), LINES_LIMIT * WORDS_LIMIT)
        lines.setAccessibleName(
            self.tr("Lines of section {number}, one on a line").format(number=number)
        )
        pair = QVBoxLayout()
        pair.setSpacing(self.look.px(theme.TINY))
        pair.addWidget(label(title.accessibleName(), "strong"))
        pair.addWidget(title)
        pair.addWidget(label(self.tr("Lines to tick, one on a line"), "fine"))
        pair.addWidget(lines)
        self._all.addLayout(pair)
        title.textEdited.connect(self.touch)
        lines.textChanged.connect(self.touch)
        made = _Section(title, lines)
        self._sections.append(made)
        self._add.setEnabled(number < SECTIONS_LIMIT)
        return made

    def _on_add(self) -> None:
        made = self._append()
        made.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_requested.emit(made.lines)
