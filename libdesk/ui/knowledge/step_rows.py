"""The steps of a sheet while it is written: words, a place for a picture, and their order."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.knowledge import STEPS_LIMIT, WORDS_LIMIT, Slot, Step
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.errors import Refusal
from libdesk.ui import theme
from libdesk.ui.knowledge.slot_picture import SlotPicture
from libdesk.ui.problems.pictures.picture_keeping import encoded
from libdesk.ui.problems.pictures.picture_sources import Source, read
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import hairline, label
from libdesk.ui.widgets.words_edit import WordsEdit

_HEAD = 430
"""Pixels in which the number of a step and its buttons don't fit beside each other."""


class StepRow(QWidget):
    """One step.

    Args:
        look: the theme.
        tasks: the threads, for pictures.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._content: bytes | None = None
        self._has_slot = False
        self._announcer = Announcer(self)
        self._build()
        self.words.textChanged.connect(self.changed)
        self._shows.textEdited.connect(self._on_shows)
        self._choose.clicked.connect(self._on_choose)
        self._off.clicked.connect(self._on_off)

    def step(self) -> Step:
        """Return what stands here."""
        slot = Slot(self._shows.text(), self._content) if self._has_slot else None
        return Step(self.words.words(), slot)

    def show_step(self, step: Step) -> None:
        """Show a step in the place of the one before."""
        self.words.set_words(step.words)
        slot = step.picture
        self._shows.setText(slot.shows if slot else "")
        self._shows.setCursorPosition(0)
        self._set_slot(slot)

    def name(self, number: int, count: int) -> None:
        """Say which step it is, of how many, to eyes and screen readers."""
        words = self.tr("Step {number}").format(number=number)
        self._name.setText(words)
        self.words.setAccessibleName(words)
        self._shows.setAccessibleName(
            self.tr("Step {number}: what the picture shows").format(number=number)
        )
        for button, told in (
            (self.up, self.tr("Move step {number} up")),
            (self.down, self.tr("Move step {number} down")),
            (self.remove, self.tr("Remove step {number}")),
            (self._choose, self.tr("Choose a picture for step {number}")),
            (self._off, self.tr("Step {number} without a picture")),
        ):
            button.setAccessibleName(told.format(number=number))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong with the picture; "" for nothing."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._announcer.say(sentence)
        if sentence:
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_file(self, path: str) -> None:
        """Read a picture from a file of this computer, on a worker."""
        self.say_trouble("")
        name = path.rpartition("/")[2]
        self._tasks.outside(
            partial(_load, path, name),
            self._on_loaded,
            owner=self,
            failed=self._on_not_loaded,
            key="file",
        )

    def _build(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        self._name = label("", "strong")
        self.up = Button(self.tr("Up"), enter_presses=False)
        self.down = Button(self.tr("Down"), enter_presses=False)
        self.remove = Button(self.tr("Remove"), enter_presses=False)
        self._choose = Button(self.tr("Picture…"), enter_presses=False)
        self._off = Button(self.tr("No picture"), enter_presses=False)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(theme.SMALL))
        for button in (self._choose, self.up, self.down, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(0)
        head = Beside(look, theme.SMALL, _HEAD)
        head.row.addWidget(self._name, 1)
        head.row.addLayout(buttons)
        self.words = WordsEdit(look, (1, 5), WORDS_LIMIT)
        self._picture = SlotPicture(look, self._tasks)
        self._shows = QLineEdit()
        self._shows.setMaxLength(LINE_LIMIT)
        self._shows.setPlaceholderText(self.tr("What the picture shows, for who can’t see it"))
        self._of_picture = QWidget()
        beside = QHBoxLayout(self._of_picture)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(look.px(theme.SMALL))
        beside.addWidget(self._shows, 1)
        beside.addWidget(self._off)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        for part in (head, self.words, self._picture, self._of_picture):
            column.addWidget(part)
        column.addWidget(self._trouble)
        column.addWidget(hairline())

    def _set_slot(self, slot: Slot | None) -> None:
        self._has_slot = slot is not None
        self._content = slot.content if slot else None
        # An empty place is told by its field.
        self._picture.show_slot(slot if self._content is not None else None)
        self._of_picture.setVisible(slot is not None)

    def _on_shows(self) -> None:
        self._picture.rename(self._shows.text())
        self.changed.emit()

    def _on_choose(self) -> None:
        asking = QFileDialog(self, self.tr("Choose a picture"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.setNameFilters([self.tr("Pictures") + " (*.png *.jpg *.jpeg)"])
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(self.take_file)
        asking.open()

    def _on_loaded(self, content: bytes) -> None:
        shows = self._shows.text() or self.words.words().strip()[:LINE_LIMIT]
        self._shows.setText(shows)
        self._set_slot(Slot(shows, content))
        self.changed.emit()
        self._shows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shows.selectAll()

    def _on_not_loaded(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.say_trouble(error.sentence)
            return
        self.say_trouble(self.tr("This picture could not be read."))
        self._tasks.unhandled.emit(error)

    def _on_off(self) -> None:
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shows.clear()
        self._set_slot(None)
        self.say_trouble("")
        self.changed.emit()


class StepRows(QWidget):
    """The steps, one below the other.

    Args:
        look: the theme.
        tasks: the threads, for pictures.

    Signals:
        changed: something was typed, moved or removed.
        look_requested: this widget should be in sight.
    """

    changed = Signal()
    look_requested = Signal(QWidget)

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._rows: list[StepRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.MEDIUM))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(look.px(theme.MEDIUM))
        column.addLayout(self._steps)
        self._add = Button(self.tr("Add a step"), enter_presses=False)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self._add.clicked.connect(self._on_add)

    def steps(self) -> tuple[Step, ...]:
        """Return what was typed."""
        return tuple(row.step() for row in self._rows)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these; rows that are there already are kept, and the focus in them."""
        while len(self._rows) > len(steps):
            self._take(self._rows[-1])
        while len(self._rows) < len(steps):
            self._append()
        for row, step in zip(self._rows, steps, strict=True):
            row.show_step(step)
            row.say_trouble("")

    def say_trouble(self, number: int, sentence: str) -> None:
        """Say what is wrong with a step's picture; with no such step, nothing."""
        for place, row in enumerate(self._rows, 1):
            row.say_trouble(sentence if place == number else "")
            if place == number:
                self.look_requested.emit(row)

    def first(self) -> QWidget:
        """Return where the hands go to write a step."""
        return self._rows[0].words if self._rows else self._add

    def _append(self) -> StepRow:
        row = StepRow(self._look, self._tasks)
        row.changed.connect(self.changed)
        row.up.clicked.connect(self._on_up)
        row.down.clicked.connect(self._on_down)
        row.remove.clicked.connect(self._on_remove)
        row.show_step(Step(""))
        self._rows.append(row)
        self._steps.addWidget(row)
        self._name_rows()
        return row

    def _on_add(self) -> None:
        added = self._append()
        added.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.look_requested.emit(added)

    def _on_up(self) -> None:
        pressed = self.sender()
        self._move(next(place for place, row in enumerate(self._rows) if row.up is pressed), -1)

    def _on_down(self) -> None:
        pressed = self.sender()
        self._move(next(place for place, row in enumerate(self._rows) if row.down is pressed), 1)

    def _move(self, place: int, by: int) -> None:
        """Let two steps change places; the focus goes along with the one that was meant."""
        row, other = self._rows[place], self._rows[place + by]
        mine, theirs = row.step(), other.step()
        row.show_step(theirs)
        other.show_step(mine)
        along, back = (other.up, other.down) if by < 0 else (other.down, other.up)
        (along if along.isEnabled() else back).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.look_requested.emit(other)

    def _on_remove(self) -> None:
        pressed = self.sender()
        for place, row in enumerate(self._rows):
            if row.remove is pressed:
                self._take(row)
                left = self._rows[place:] or self._rows[-1:]
                (left[0].remove if left else self._add).setFocus(Qt.FocusReason.OtherFocusReason)
                self.changed.emit()
                return

    def _take(self, row: StepRow) -> None:
        self._rows.remove(row)
        self._steps.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._name_rows()

    def _name_rows(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.name(number, len(self._rows))
        self._add.setEnabled(len(self._rows) < STEPS_LIMIT)


def _load(path: str, name: str) -> bytes:
    """Return the bytes to keep of a picture: upright, and without what cameras note in it.

    Raises:
        Refusal: it is no picture, too large, or cannot be read.
    """
    loaded = read(Source(name=name, path=path))
    if loaded.image is None:
        raise Refusal("This picture can’t be read: the file is damaged.")
    return encoded(loaded.image, name).content
