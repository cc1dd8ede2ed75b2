"""What becomes of the rows: the sum, the rows of one fate or of all, and the chosen one whole."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from libdesk.domain.item_import import Fate, Plan, RowFate
from libdesk.domain.places import Branch
from libdesk.ui import theme
from libdesk.ui.imports.fields import value_words
from libdesk.ui.imports.line_card import CardWords, LineCard, Mark, fate_shape
from libdesk.ui.imports.one_page import scrolls_by_itself
from libdesk.ui.imports.wording import (
    FATES,
    beside_row_words,
    fate_sentence,
    fate_words,
    number_words,
    row_words,
    sum_words,
)
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.item_field_words import field_words
from libdesk.ui.lists import Column, ListModel, at_once
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.refilling import refill
from libdesk.ui.widgets.scroll import scrolling

LEAST_HEIGHT = 120
"""Pixels of a list, at the usual text size; in a smaller window the page scrolls."""


class RowsPane(QWidget):
    """Shows a plan; the row that is looked at stays it when the plan is worked out anew.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._plan = Plan((), ())
        self._model: ListModel[RowFate] = ListModel(
            _columns(), self._place_of, at_once(self._rows_of), self
        )
        self._places: dict[int, int] = {}
        self._build()
        self._filter.changed.connect(self._list)
        self._view.key_chosen.connect(self._on_chosen)
        self._view.opened.connect(self._panes.open_second)
        self._view.copy_requested.connect(self._copy)

    def show_plan(self, plan: Plan, branches: Sequence[Branch]) -> None:
        """Show what would become of a file."""
        row = self._row()
        self._plan = plan
        self._places = {one.row: at for at, one in enumerate(plan.fates)}
        self._card.set_branches(branches)
        self._sum.setText(sum_words(plan))
        counts = {fate: plan.count(fate) for fate in FATES}
        self._filter.set_choices(
            [
                (fate.value, f"{fate_words(fate)} {number_words(count)}")
                for fate, count in counts.items()
            ]
        )
        self._model.refresh()
        self._list(row)

    def show_fate(self, fate: Fate) -> None:
        """Show the rows of one fate only."""
        self._filter.choose((fate.value,))
        self._list()

    def _row(self) -> int:
        key = self._view.key()
        return self._plan.fates[key].row if key is not None and key < len(self._plan.fates) else 0

    def _list(self, row: int = 0) -> None:
        row = row or self._row()
        wanted = self._filter.chosen()
        fates = self._plan.fates
        keys = [at for at, one in enumerate(fates) if not wanted or one.fate.value in wanted]
        self._model.reset_keys(keys)
        self._stack.setCurrentIndex(0 if keys else 1)
        self._nothing.setText(self._nothing_words())
        self._card.show_fate(None)
        at = self._places.get(row)
        self._view.choose(at if at is not None and self._model.find_row(at) is not None else None)
        if self._view.key() is None and keys:
            self._view.choose(keys[0])

    def _nothing_words(self) -> str:
        if not self._plan.fates:
            return self.tr("There are no rows below the headings.")
        (wanted,) = self._filter.chosen() or ("",)
        return {
            Fate.NEW.value: self.tr("No row is new: all are about items of the list."),
            Fate.CHANGED.value: self.tr("No row changes an item of the list."),
            Fate.SAME.value: self.tr("No row says what the list has already."),
            Fate.REFUSED.value: self.tr("No row is refused."),
        }.get(wanted, "")

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        self._sum = label("", "strong", selectable=True)
        choices = [(fate.value, fate_words(fate)) for fate in FATES]
        self._filter = ChipRow(self.tr("Show only"), choices, self._look, role="fine")
        card = LineCard(self._look, self._words, self)
        self._view = LinesView(self._look, self._model, card, self.tr("Rows of the file"))
        self._nothing = label("", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._nothing)
        self._card = RowCard(self._look)
        self._panes = Panes(self._look, self._stack, scrolling(self._card))
        scrolls_by_itself(self._panes, px(LEAST_HEIGHT))
        column.addWidget(self._sum)
        column.addWidget(self._filter)
        column.addWidget(self._panes, 1)

    def _words(self, row: object) -> CardWords:
        one = cast("RowFate", row)
        shape = fate_shape(one.fate, self._look.tokens)
        return CardWords(row_words(one), beside_row_words(one), fate_words(one.fate), shape)

    def _place_of(self, one: RowFate) -> int:
        return self._places[one.row]

    def _rows_of(self, keys: tuple[int, ...]) -> list[RowFate]:
        fates = self._plan.fates
        return [fates[key] for key in keys if key < len(fates)]

    def _on_chosen(self, key: int | None) -> None:
        self._card.show_fate(None if key is None else self._plan.fates[key])

    def _copy(self, keys: tuple[int, ...]) -> None:
        lines = (self._model.line(self._plan.fates[key]) for key in keys)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _columns() -> tuple[Column[RowFate], ...]:
    def spoken(one: RowFate) -> str:
        return ". ".join((row_words(one), fate_words(one.fate), beside_row_words(one)))

    return (
        Column("row", "", lambda one: str(one.row), spoken),
        Column("tag", "", lambda one: one.tag),
        Column("name", "", lambda one: one.name),
        Column("fate", "", lambda one: fate_words(one.fate)),
        Column("why", "", lambda one: one.why),
    )


def _telling(one: RowFate) -> tuple[str, ...]:
    """Return the fields that tell something: that a new item is nothing special does not."""
    is_new = one.fate is Fate.NEW
    return tuple(name for name, text in one.became.items() if not is_new or text != "no")


class RowCard(QWidget):
    """One row: what becomes of it, why, and each field before and after.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._branches: tuple[Branch, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.MEDIUM))
        self._title = label("", "heading", selectable=True)
        self._mark = Mark(look)
        self._fate = label("", "strong")
        line = QHBoxLayout()
        line.setSpacing(look.px(theme.SMALL))
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._fate, 1)
        self._why = label("", "trouble", selectable=True)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(look.px(theme.SMALL))
        column.addWidget(self._title)
        column.addLayout(line)
        column.addWidget(self._why)
        column.addLayout(self._fields)
        column.addStretch(1)
        self.show_fate(None)

    def set_branches(self, branches: Sequence[Branch]) -> None:
        """Know the branches by their names."""
        self._branches = tuple(branches)

    def show_fate(self, one: RowFate | None) -> None:
        """Show a row; None for none."""
        for widget in (self._title, self._mark, self._fate):
            widget.setVisible(one is not None)
        self._why.setVisible(one is not None and bool(one.why))
        if one is None:
            refill(self._fields, ())
            return
        row = self.tr("Row {row}").format(row=number_words(one.row))
        self._title.setText("  ".join(filter(None, (row, one.tag, one.name))))
        self._mark.show_shape(partial(fate_shape, one.fate))
        self._fate.setText(f"{fate_words(one.fate)}. {fate_sentence(one)}")
        theme.set_role(self._why, "trouble" if one.fate is Fate.REFUSED else "quiet")
        self._why.setText(one.why)
        refill(self._fields, [self._field(one, name) for name in _telling(one)])

    def _field(self, one: RowFate, name: str) -> QWidget:
        became = value_words(name, one.became[name], self._branches) or self.tr("not known")
        if one.fate is Fate.CHANGED:
            was = value_words(name, one.was.get(name, ""), self._branches) or self.tr("not known")
            told = self.tr("{was} → {became}").format(was=was, became=became)
        else:
            told = became
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(field_words(name), "fine"))
        column.addWidget(label(told, selectable=True))
        return made
