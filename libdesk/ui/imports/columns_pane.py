"""The columns: what each holds, and what it becomes; another choice is worked out at once."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.item_columns import Column, Columns
from libdesk.domain.item_fields import CUSTOM
from libdesk.domain.item_headings import Special
from libdesk.domain.text import LINE_LIMIT, clean_line
from libdesk.ui import theme
from libdesk.ui.imports.fields import grouped_targets, target_words
from libdesk.ui.imports.line_card import CardWords, LineCard, Mark, check_shape
from libdesk.ui.imports.one_page import scrolls_by_itself
from libdesk.ui.imports.wording import (
    DOT,
    column_title,
    how_choices,
    how_question,
    unsure_words,
    why_words,
)
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.lists import Column as ListColumn
from libdesk.ui.lists import ListModel, at_once
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.refilling import refill
from libdesk.ui.widgets.scroll import scrolling

LEAST_HEIGHT = 120
"""Pixels of the lists, at the usual text size; in a smaller window the page scrolls."""

_OWN = CUSTOM
"""Chosen in the picker: an own field whose name is still to be given."""

_Placed = tuple[int, Column]


class ColumnsPane(QWidget):
    """Shows the columns, and asks for others.

    Args:
        look: the theme.

    Signals:
        target_chosen: which column, from 0, what it becomes, and how it is written ("" for not
            chosen).
    """

    target_chosen = Signal(int, str, str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._columns: Columns = ()
        self._model: ListModel[_Placed] = ListModel(
            _columns(), _place_of, at_once(self._rows_of), self
        )
        card = LineCard(look, self._words, self)
        self._view = LinesView(look, self._model, card, self.tr("Columns of the file"))
        self._card = ColumnCard(look)
        panes = Panes(look, self._view, scrolling(self._card))
        scrolls_by_itself(panes, look.px(LEAST_HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panes, 1)
        self._view.key_chosen.connect(self._on_chosen)
        self._view.opened.connect(panes.open_second)
        self._card.target_chosen.connect(self._on_target)

    def show_columns(self, columns: Columns, own_fields: Sequence[str]) -> None:
        """Show what the columns of a file are read as."""
        at = self._view.key() or 0
        self._columns = columns
        self._card.set_own_fields(own_fields)
        self._model.refresh()
        self._model.set_keys(range(len(columns)))
        if columns:
            self._view.choose(min(at, len(columns) - 1))
            self._on_chosen(self._view.key())

    def unsure(self) -> int:
        """Return how many columns are to be checked."""
        return sum(not one.is_sure for one in self._columns)

    def _on_chosen(self, key: int | None) -> None:
        if key is not None and key < len(self._columns):
            self._card.show_column(key, self._columns[key])

    def _on_target(self, target: str, how: str) -> None:
        key = self._view.key()
        if key is not None:
            self.target_chosen.emit(key, target, how)

    def _words(self, row: object) -> CardWords:
        index, column = cast("_Placed", row)
        check = check_shape(self._look.tokens)
        return CardWords(
            column_title(column, index),
            DOT.join(column.samples) or why_words(column),
            target_words(column.target),
            None if column.is_sure else check,
        )

    def _rows_of(self, keys: tuple[int, ...]) -> list[_Placed]:
        return [(key, self._columns[key]) for key in keys if key < len(self._columns)]


def _place_of(placed: _Placed) -> int:
    return placed[0]


def _columns() -> tuple[ListColumn[_Placed], ...]:
    def spoken(placed: _Placed) -> str:
        index, column = placed
        told = (column_title(column, index), target_words(column.target), why_words(column))
        return ". ".join(told if column.is_sure else (*told, unsure_words(column.target)))

    return (ListColumn("heading", "", lambda one: column_title(one[1], one[0]), spoken),)


class ColumnCard(QWidget):
    """One column: some of its values, what it becomes, why, and how it is written.

    Args:
        look: the theme.

    Signals:
        target_chosen: what it becomes, and how it is written.
    """

    target_chosen = Signal(str, str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._own_fields: tuple[str, ...] = ()
        self._index = -1
        self._column: Column | None = None
        self._build()
        self._picker.activated.connect(self._on_picked)
        self._use.clicked.connect(self._on_named)
        self._name.returnPressed.connect(self._on_named)

    def set_own_fields(self, names: Sequence[str]) -> None:
        """Offer these of the library's own fields."""
        self._own_fields = tuple(names)

    def show_column(self, index: int, column: Column) -> None:
        """Show a column; what is being typed stays, as long as it is about the same one."""
        is_same = index == self._index
        self._index, self._column = index, column
        self._title.setText(column_title(column, index))
        self._samples.setText("\n".join(column.samples))
        self._samples.setVisible(bool(column.samples))
        self._why.setText(why_words(column))
        self._fill_picker(column)
        if not is_same or column.target.startswith(CUSTOM):
            self._ask_name(asked=False)
        self._check.setVisible(not column.is_sure)
        self._check_words.setText(unsure_words(column.target))
        refill(self._how, self._ways(column))

    def _ways(self, column: Column) -> list[QWidget]:
        choices = how_choices(column.target)
        if not choices:
            return []
        row = ChipRow(how_question(column.target), choices, self._look, role="strong")
        # A guess that is to be checked is not shown as if somebody had chosen it.
        row.choose((column.how,) if column.is_sure else ())
        row.changed.connect(self._on_how)
        return [row]

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.setSpacing(px(theme.SMALL))
        self._title = label("", "heading", selectable=True)
        self._samples = label("", "quiet", selectable=True)
        words = self.tr("This column becomes")
        title = label(words, "strong")
        self._picker = Picker(self._look)
        self._picker.setAccessibleName(words)
        self._picker.setMaxVisibleItems(20)
        title.setBuddy(self._picker)
        self._why = label("", "fine")
        self._naming = self._build_name()
        self._check = QWidget()
        line = QHBoxLayout(self._check)
        line.setContentsMargins(0, px(theme.SMALL), 0, 0)
        line.setSpacing(px(theme.SMALL))
        line.addWidget(Mark(self._look), 0, Qt.AlignmentFlag.AlignTop)
        self._check_words = label("", "strong")
        line.addWidget(self._check_words, 1)
        self._how = QVBoxLayout()
        for one in (
            self._title, self._samples, title, self._picker, self._naming, self._why,
            self._check,
        ):  # fmt: skip
            column.addWidget(one)
        column.addLayout(self._how)
        column.addStretch(1)

    def _build_name(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(theme.SMALL))
        self._name = QLineEdit()
        self._name.setMaxLength(LINE_LIMIT)
        self._name.setAccessibleName(self.tr("Name of the own field"))
        self._name.setPlaceholderText(self.tr("Name of the own field"))
        self._use = Button(self.tr("Use it"), enter_presses=False)
        row.addWidget(self._name, 1)
        row.addWidget(self._use)
        made.hide()
        return made

    def _fill_picker(self, column: Column) -> None:
        self._picker.clear()
        self._picker.addItem(target_words(Special.LEFT_OUT), str(Special.LEFT_OUT))
        if not column.is_secret:
            for heading, targets in grouped_targets():
                self._add_group(heading, targets)
            own = [f"{CUSTOM}{name}" for name in self._own_fields]
            if column.target.startswith(CUSTOM) and column.target not in own:
                own.append(column.target)
            self._add_group(self.tr("Fields of our own"), own)
            self._picker.addItem(self.tr("Another own field…"), _OWN)
        self._picker.setEnabled(not column.is_secret)
        self._picker.setCurrentIndex(max(0, self._picker.findData(column.target)))

    def _add_group(self, heading: str, targets: Sequence[str]) -> None:
        model = self._picker.model()
        if not targets or not isinstance(model, QStandardItemModel):
            return
        top = QStandardItem(heading)
        top.setFlags(Qt.ItemFlag.NoItemFlags)
        model.appendRow(top)
        for target in targets:
            self._picker.addItem(f"    {target_words(target)}", target)

    def _on_picked(self, _index: int) -> None:
        target = self._picker.currentData()
        if target is None or self._column is None:
            return
        self._ask_name(asked=target == _OWN)
        if target == _OWN:
            self._name.setText(clean_line(self._column.heading))
            self._name.selectAll()
            self._name.setFocus()
        elif target != self._column.target:
            self.target_chosen.emit(target, "")

    def _ask_name(self, *, asked: bool) -> None:
        self._naming.setVisible(asked)

    def _on_named(self) -> None:
        name = clean_line(self._name.text())
        if not name:
            self._name.setFocus()
            return
        self._picker.setFocus()
        self._ask_name(asked=False)
        self.target_chosen.emit(f"{CUSTOM}{name}", "")

    def _on_how(self) -> None:
        row = self.sender()
        if self._column is None or not isinstance(row, ChipRow):
            return
        # Of two ways one is meant, always: what is chosen already is chosen again.
        chosen = row.chosen() or (self._column.how,)
        row.choose(chosen)
        self.target_chosen.emit(self._column.target, chosen[0])
