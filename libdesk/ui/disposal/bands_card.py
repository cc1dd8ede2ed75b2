"""The value bands in fields: what is worth less than so much, what is done with it, who decides."""

from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.value_bands import BANDS_LIMIT
from libdesk.services.value_bands import (
    WORDS_LIMIT,
    BandsRead,
    BandTexts,
    ValuesTexts,
    texts_of_values,
)
from libdesk.ui import theme
from libdesk.ui.places.setting_card import LONGEST, SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_NARROW = 620
"""Pixels in which the fields of a row don't fit beside each other."""

_PARTS = ("below", "way", "decides")
_SHARES = (2, 5, 3)
"""How wide the parts of a row are, beside each other."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One band on the screen; its key stays the same whatever comes before it."""

    key: str
    frame: Beside
    fields: tuple[QLineEdit, ...]
    remove: Button

    def texts(self) -> BandTexts:
        """Return what was typed."""
        below, way, decides = (field.text() for field in self.fields)
        return BandTexts(below, way, decides, self.key)


class BandsCard(SettingCard):
    """Rows may stand in any order: they are sorted by their amounts when they are saved.

    Args:
        look: the theme.

    Signals:
        back_requested: let the shipped ones count.
        leave_requested: show again what stands, and forget what was typed.
    """

    back_requested = Signal()
    leave_requested = Signal()

    def __init__(self, look: Theme) -> None:
        title = self.tr("By worth: what is done, and who decides")
        lead = self.tr(
            "The proposal for the board goes by this. Type what your board has decided; most "
            "boards have two to four steps."
        )
        super().__init__(title, lead, self.tr("Save"), look)
        self._rows: list[_Row] = []
        self._keys = count(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(theme.MEDIUM))
        self.column.addLayout(self._list)
        self._add = Button(self.tr("Add a row"), enter_presses=False)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_place("bands")
        self._years, self._currency = QLineEdit(), QLineEdit()
        short = Beside(look, theme.MEDIUM, _NARROW)
        words = self.tr("Worth nothing after, in years")
        self.add_field(words, self._years, "years", into=short.row)
        self.add_field(self.tr("Currency"), self._currency, "currency", into=short.row)
        short.row.addStretch(2)
        self.column.addWidget(short)
        for field in (self._years, self._currency):
            field.setMaxLength(LONGEST)
            field.textEdited.connect(self.touch)
        self._shipped = Button(self.tr("Back to the shipped ones"), enter_presses=False)
        self._leave = Button(self.tr("Leave it as it was"), enter_presses=False)
        self._leave.hide()
        self.add_button(self._shipped)
        self.add_button(self._leave)
        self._add.clicked.connect(self._on_add)
        self._shipped.clicked.connect(self.back_requested)
        self._leave.clicked.connect(self.leave_requested)
        self.touched.connect(self._leave.show)

    def show_bands(self, read: BandsRead) -> None:
        """Show what counts; what was typed before is gone."""
        self.version = read.version
        self._fill(texts_of_values(read.values))
        self._shipped.setVisible(read.is_own or read.is_damaged)
        self._leave.hide()
        self.set_trouble("")
        self.is_dirty = False

    def show_draft(self, texts: ValuesTexts) -> None:
        """Show what somebody has typed and not saved."""
        self._fill(texts)
        self.touch()

    def texts(self) -> ValuesTexts:
        """Return what stands in the fields."""
        rows = tuple(row.texts() for row in self._rows)
        return ValuesTexts(self._currency.text(), self._years.text(), rows)

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept, and what follows."""
        super().say_done(is_whole=is_whole)
        self.say(
            self.tr("Saved. The next proposal goes by it.")
            if is_whole
            else self.tr("Saved; what you typed since then is not saved yet.")
        )
        self._leave.setVisible(not is_whole)

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        first = self._rows[0].fields[0] if self._rows else self._add
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, texts: ValuesTexts) -> None:
        while len(self._rows) > len(texts.bands):
            self._take(self._rows[-1])
        while len(self._rows) < len(texts.bands):
            self._append()
        for row, band in zip(self._rows, texts.bands, strict=True):
            for field, words in zip(row.fields, (band.below, band.way, band.decides), strict=True):
                field.setText(words)
                field.setCursorPosition(0)
        self._years.setText(texts.years)
        self._currency.setText(texts.currency)

    def _on_add(self) -> None:
        self._append().fields[0].setFocus()
        self.touch()

    def _append(self) -> _Row:
        look = self.look
        key = str(next(self._keys))
        frame = Beside(look, theme.SMALL, _NARROW)
        fields = tuple(QLineEdit() for _ in _PARTS)
        shown = zip(fields, _PARTS, self._words(), _SHARES, strict=True)
        for field, part, words, share in shown:
            field.setMaxLength(WORDS_LIMIT)
            field.textEdited.connect(self.touch)
            frame.row.addLayout(self._pair(words, field, f"{key}.{part}"), share)
        fields[0].setPlaceholderText(self.tr("all worth more"))
        remove = Button(self.tr("Remove"), "link", enter_presses=False)
        remove.clicked.connect(self._on_remove)
        end = self._pair("\N{NO-BREAK SPACE}", remove)  # it stands as high as the fields
        end.setAlignment(remove, Qt.AlignmentFlag.AlignLeft)
        frame.row.addLayout(end)
        row = _Row(key, frame, fields, remove)
        self._rows.append(row)
        self._list.addWidget(frame)
        self._name_rows()
        return row

    def _pair(self, words: str, field: QWidget, key: str = "") -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self.look.px(theme.TINY))
        column.addWidget(label(words, "fine"))
        column.addWidget(field)
        if key:
            self.add_place(key, column, field)
        column.addStretch(1)
        return column

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr("Worth less than"),
            self.tr("What is usually done"),
            self.tr("Who decides"),
        )

    def _on_remove(self) -> None:
        pressed = self.sender()
        place = next(place for place, row in enumerate(self._rows) if row.remove is pressed)
        self._take(self._rows[place])
        left = self._rows[place:] or self._rows[-1:]
        (left[0].remove if left else self._add).setFocus()
        self.touch()

    def _take(self, row: _Row) -> None:
        self._rows.remove(row)
        for part in _PARTS:
            self.take_place(f"{row.key}.{part}")
        self._list.removeWidget(row.frame)
        row.frame.hide()
        row.frame.deleteLater()
        self._name_rows()

    def _name_rows(self) -> None:
        """Number the rows anew, for screen readers."""
        for number, row in enumerate(self._rows, 1):
            for field, part in zip(row.fields, self._words(), strict=True):
                told = self.tr("Row {number}. {part}")
                field.setAccessibleName(told.format(number=number, part=part))
            row.remove.setAccessibleName(self.tr("Remove row {number}").format(number=number))
        self._add.setEnabled(len(self._rows) < BANDS_LIMIT)
