"""A sheet while it is written."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.knowledge import HowTo, Sheet
from libdesk.ui.knowledge.how_to_form import HowToForm, lines_of, show_line, show_lines
from libdesk.ui.knowledge.step_rows import StepRows
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


class SheetForm(HowToForm):
    """Title, when to use it, steps with pictures, what never to do, whom to tell.

    Args:
        sheet: what is changed.
        is_new: it is not stored yet.
        look: the theme.
        tasks: the threads, for pictures.
    """

    def __init__(self, sheet: Sheet, look: Theme, tasks: Tasks, *, is_new: bool) -> None:
        title = self.tr("A new sheet") if is_new else self.tr("Change this sheet")
        super().__init__(title, look)
        self._sheet = sheet
        self._when = self.add_words(self.tr("When to use it"))
        self._who = self.add_line(self.tr("Who may do it"))
        self._needs = self.add_words(self.tr("What you need, one on a line"), (1, 5))
        self.column.addWidget(label(self.tr("Steps"), "strong"))
        self._steps = StepRows(look, tasks)
        steps = QVBoxLayout()
        steps.addWidget(self._steps)
        self.add_place("steps", steps)
        self.column.addLayout(steps)
        self._warnings = self.add_words(self.tr("What never to do, one on a line"), (2, 6))
        self._if_not = self.add_words(self.tr("Whom to tell if it still doesn’t work"), (2, 4))
        self._steps.changed.connect(self.touch)
        self._steps.look_requested.connect(self.look_requested)
        self.show_how_to(sheet)

    def how_to(self) -> HowTo:
        """Return what was typed, as it was typed."""
        return replace(
            self._sheet,
            title=self.title_line.text(),
            use_when=self._when.words(),
            for_whom=self._who.text(),
            needs=lines_of(self._needs),
            steps=self._steps.steps(),
            warnings=lines_of(self._warnings),
            if_not=self._if_not.words(),
        )

    def show_how_to(self, how_to: HowTo) -> None:
        """Show a sheet in the fields."""
        if not isinstance(how_to, Sheet):
            return
        self._sheet = how_to
        show_line(self.title_line, how_to.title)
        show_line(self._who, how_to.for_whom)
        self._when.set_words(how_to.use_when)
        show_lines(self._needs, how_to.needs)
        self._steps.show_steps(how_to.steps)
        show_lines(self._warnings, how_to.warnings)
        self._if_not.set_words(how_to.if_not)
        self.is_dirty = False

    def set_trouble(self, sentence: str, key: str = "", field: QWidget | None = None) -> None:
        """Say what is wrong; with a picture, beside it."""
        name, _, number = key.partition(".")
        is_picture = name == "picture" and number.isdigit()
        self._steps.say_trouble(int(number) if is_picture else 0, sentence)
        if is_picture:
            super().set_trouble("")
        else:
            super().set_trouble(sentence, key, self._steps.first() if key == "steps" else field)
