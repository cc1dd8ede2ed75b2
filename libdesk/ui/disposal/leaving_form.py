"""What the forms of the way out have in common: chips, days that lie behind, and drafts."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout

from libdesk.domain.moments import read_day_time
from libdesk.domain.spans import years_after
from libdesk.services.errors import Refusal
from libdesk.ui import theme
from libdesk.ui.places.setting_card import LONGEST, SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import ArrowArea
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit

Draft = Mapping[str, object]
"""What stands in a form, by its fields."""

_NARROW = 420
"""Pixels below which fields stand below each other."""

_Field = QLineEdit | ChipRow | Picker | WordsEdit


class LeavingForm(SettingCard):
    """A form whose proposals can be kept as they stand: Save is there from the first moment.

    Args:
        title: its heading.
        lead: what it is for.
        save: the words on its button.
        look: the theme.
        today: the reader's day.
    """

    def __init__(self, title: str, lead: str, save: str, look: Theme, today: date) -> None:
        super().__init__(title, lead, save, look)
        self.today = today
        self.is_written = False
        self._fields: dict[str, _Field] = {}
        self.touched.connect(self._on_touched)

    def add_chips(
        self,
        key: str,
        question: str,
        choices: Sequence[tuple[str, str]],
        *,
        several: bool = False,
    ) -> ChipRow:
        """Add a choice as chips."""
        area = ArrowArea()
        inside = QVBoxLayout(area)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self.look.px(theme.TINY))
        row = ChipRow(question, choices, self.look, several=several, role="")
        inside.addWidget(row)
        self.add_place(key, inside, row)
        self.column.addWidget(area)
        row.changed.connect(self.touch)
        self._fields[key] = row
        return row

    def add_row(self) -> QBoxLayout:
        """Add a row for fields that stand beside each other, where there is room."""
        beside = Beside(self.look, theme.MEDIUM, _NARROW)
        self.column.addWidget(beside)
        return beside.row

    def add_words(
        self, key: str, words: str, hint: str = "", into: QBoxLayout | None = None
    ) -> QLineEdit:
        """Add a line to type into."""
        line = QLineEdit()
        line.setMaxLength(LONGEST)
        line.setPlaceholderText(hint)
        self.add_field(words, line, key, into=into)
        line.textEdited.connect(self.touch)
        self._fields[key] = line
        return line

    def add_day(
        self, key: str, words: str, day: date | None = None, into: QBoxLayout | None = None
    ) -> QLineEdit:
        """Add a line for a day that lies behind."""
        line = self.add_words(key, words, self.tr("Such as 2026-11-12, or today"), into)
        line.setText(day.isoformat() if day is not None else "")
        return line

    def add_picker(
        self,
        key: str,
        words: str,
        choices: Sequence[tuple[str, str]],
        into: QBoxLayout | None = None,
    ) -> Picker:
        """Add a choice of one among several."""
        picker = Picker(self.look)
        for value, told in choices:
            picker.addItem(told, value)
        self.add_field(words, picker, key, into=into)
        picker.activated.connect(self.touch)
        self._fields[key] = picker
        return picker

    def add_note(self, key: str, words: str, limit: int) -> WordsEdit:
        """Add room for a few sentences."""
        edit = WordsEdit(self.look, (1, 6), limit)
        self.add_field(words, edit, key)
        edit.textChanged.connect(self.touch)
        self._fields[key] = edit
        return edit

    def day(self, key: str) -> date | None:
        """Return the day that was typed; None where nothing is.

        Raises:
            Refusal: it is no day.
        """
        field = self._fields[key]
        typed = field.text().strip() if isinstance(field, QLineEdit) else ""
        return past_day(typed, self.today, key) if typed else None

    def draft(self) -> Draft:
        """Return what stands here."""
        return {key: _value(field) for key, field in self._fields.items()}

    def take_draft(self, draft: Draft) -> None:
        """Put back what stood here."""
        for key, value in draft.items():
            _put(self._fields[key], value)
        self.is_written = True
        self.is_dirty = True
        self.follow()

    def be_ready(self) -> None:
        """Offer Save for what is proposed, before anybody has typed."""
        self.is_written = False
        self.is_dirty = True
        self.follow()

    def follow(self) -> None:
        """Let what depends on the fields follow them."""

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        first = next(iter(self._fields.values()))
        target = first.first() if isinstance(first, ChipRow) else first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save by Enter in a line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.save_requested.emit()
            return
        super().keyPressEvent(event)

    def _on_touched(self) -> None:
        self.is_written = True
        self.follow()


def past_day(typed: str, today: date, key: str) -> date:
    """Return the day that somebody typed; one without a year is the last one.

    Raises:
        Refusal: it is no day; names the field.
    """
    read = read_day_time(typed, today)
    day = read[0] if read is not None else None
    if day is None:
        told = QCoreApplication.translate("disposal", "“{typed}” is no day. Write 2026-11-12.")
        raise Refusal(told.format(typed=typed[:40]), field=key)
    has_year = any(part.isdecimal() and len(part) == 4 for part in _parts(typed))
    return years_after(day, -1) if day > today and not has_year else day


def _parts(typed: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in typed).split()


def _value(field: _Field) -> object:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, ChipRow):
        return field.chosen()
    return field.words() if isinstance(field, WordsEdit) else field.currentData()


def _put(field: _Field, value: object) -> None:
    if isinstance(field, QLineEdit):
        field.setText(str(value))
    elif isinstance(field, ChipRow):
        field.choose(value if isinstance(value, tuple) else ())
    elif isinstance(field, WordsEdit):
        field.set_words(str(value))
    else:
        field.setCurrentIndex(field.findData(value))
