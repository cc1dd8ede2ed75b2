"""How a count ended: its differences, and one decision for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.count_results import Decision, Result, differences, tallies_of
from libdesk.domain.stocktake import Outcome, Stocktake, StocktakeId
from libdesk.services.count_results import Decisions
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.lists import Column, ListModel, at_once
from libdesk.ui.stocktake.decision_bar import DecisionBar, Wanted
from libdesk.ui.stocktake.parts import StocktakeParts
from libdesk.ui.stocktake.rows_table import RowPainter, RowsView
from libdesk.ui.stocktake.table_saving import Ended, TableSaving
from libdesk.ui.stocktake.wording import (
    DOT,
    days_words,
    decided_words,
    decision_words,
    found_words,
    outcome_words,
    result_words,
)
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button, Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.undo_bar import UndoBar


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


_WIDTHS = (140, 270, 500)
_LIST_LEAST = 220


class ResultPanel(QWidget):
    """The result of a count.

    Args:
        parts: what it works with.
        look: the theme.

    Signals:
        left: back to the list of counts.
        reopened: the id of the count that goes on.
    """

    left = Signal()
    reopened = Signal(int)

    def __init__(self, parts: StocktakeParts, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self._stocktake: Stocktake | None = None
        self._overview = Overview()
        self._all: dict[int, Result] = {}
        self._offers: list[Decisions] = []
        self._is_storing = False
        self._build()
        self._connect()

    def show_result(
        self, stocktake: Stocktake, results: Sequence[Result], overview: Overview
    ) -> None:
        """Show how a count ended."""
        self._stocktake = stocktake
        self._overview = overview
        self._all = {one.place: one for one in results}
        self._forget(self._offers)  # of another count, perhaps
        self._title.setText(stocktake.title)
        self._model.set_columns(_columns(overview))
        self._model.reset_keys([])
        self._model.refresh()
        self._banner.say("")
        self._saved.say("")
        self._show()
        self._choose_next()

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        self._title = label("", "heading")
        self._about = label("", "quiet")
        self._print = Button(self.tr("Print the result…"), enter_presses=False)
        self._save = Button(self.tr("Save as a table…"), enter_presses=False)
        self._saving = TableSaving(
            self._parts,
            self,
            lambda: Ended(self._title.text(), tuple(self._all.values()), self._overview),
        )
        self._save.setMenu(self._saving.menu)
        self._reopen = Button(self.tr("Count on"), enter_presses=False)
        self._reopen.setToolTip(self.tr("Opens it again, as long as nothing is decided"))
        self._back = Button(self.tr("All counts"), enter_presses=False)
        self._waits = Chip(self.tr("Only what waits for a decision"), self._look)
        row = QHBoxLayout()
        flow = FlowLayout(px(theme.SMALL))
        row.addLayout(flow, 1)
        for one in (self._waits, self._print, self._save, self._reopen, self._back):
            flow.addWidget(one)
        self._banner = Banner(self._look, urgent=True)
        self._saved = Banner(self._look, "check")
        self._model: ListModel[Result] = ListModel(
            _columns(self._overview), _key_of, at_once(self._rows_of), self
        )
        painter = RowPainter(self._look, self, _outcome_of)
        name = self.tr("Differences")
        self.rows = RowsView(self._look, self._model, painter, name, _WIDTHS)
        self.rows.setMinimumHeight(px(_LIST_LEAST))
        self._empty = label("", "quiet")
        self.bar = DecisionBar(self._look)
        self._undo = UndoBar(self._look)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(self._banner)
        column.addWidget(self._saved)
        for widget in (self._title, self._about):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self._empty)
        column.addWidget(self.rows, 1)
        column.addWidget(self.bar)
        column.addWidget(self._undo)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling(content))

    def _connect(self) -> None:
        self._print.clicked.connect(self._on_print)
        self._saving.told.connect(self._saved.say)
        self._saving.refused.connect(self._banner.say)
        self._reopen.clicked.connect(self._on_reopen)
        self._back.clicked.connect(self.left)
        self._waits.clicked.connect(self._show)
        self.rows.key_chosen.connect(self._on_chosen)
        self.rows.selectionModel().selectionChanged.connect(self._follow)
        self.bar.decided.connect(self._on_decided)
        self.bar.undo_requested.connect(self._on_take_back)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self.take_focus)
        for keys in ("U", "Ctrl+Z"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._undo.undo)

    def _rows_of(self, keys: tuple[int, ...]) -> list[Result]:
        return [self._all[one] for one in keys if one in self._all]

    def _show(self) -> None:
        found = differences(self._all.values())
        waiting = [one for one in found if one.waits]
        shown = waiting if self._waits.isChecked() else found
        self._model.refresh()
        self._model.set_keys([one.place for one in shown], shown)
        days = "" if self._stocktake is None else days_words(self._stocktake)
        far = found_words(tallies_of(self._all.values()))
        one, many = self.tr("1 difference"), self.tr("{count} differences")
        left = counted(len(waiting), self.tr("1 to decide"), self.tr("{count} to decide"))
        parts = (days, far, counted(len(found), one, many), left if waiting else "")
        self._about.setText(DOT.join(filter(None, parts)))
        self._empty.setText(
            self.tr("Everything was where the list has it.")
            if not found
            else self.tr("Everything is decided.")
        )
        self._empty.setVisible(not shown)
        self._reopen.setEnabled(all(one.decided is None for one in found))
        self._follow()

    def _chosen(self) -> list[Result]:
        return self._rows_of(self.rows.selected_keys())

    def _on_chosen(self, _key: int | None) -> None:
        self.bar.clear()

    def _follow(self) -> None:
        self.bar.show_results(self._chosen(), self._overview)

    def _choose_next(self) -> None:
        """Go to what is to be decided next."""
        waiting = [key for key in self._model.keys() if self._all[key].waits]  # noqa: SIM118 - no mapping
        here = self.rows.key() or 0
        after = next((key for key in waiting if key > here), None)
        target = after if after is not None else next(iter(waiting), None)
        if target is not None:
            self.rows.choose(target)
        self._follow()

    def _on_print(self) -> None:
        if self._stocktake is not None:
            self._parts.print_result(self._stocktake)

    def _on_reopen(self) -> None:
        if self._stocktake is None or self._is_storing:
            return

        def done(stocktake: Stocktake) -> None:
            self._is_storing = False
            self.reopened.emit(stocktake.id)

        self._store(partial(self._parts.results.reopen, self._stocktake.id), done)

    def _on_decided(self, wanted: Wanted) -> None:
        chosen = [one for one in self._chosen() if one.waits]
        stocktake = self._stocktake
        if stocktake is None or not chosen or self._is_storing:
            return
        work = partial(_decide, self._parts, stocktake, chosen, wanted)
        told = _told(chosen, wanted.decision)

        def done(made: Decisions) -> None:
            self._is_storing = False
            if self._put(made.stocktake, made.results):
                self.bar.clear()
                self._choose_next()
                self._offers.append(made)
                self._undo.offer(made, partial(undo_words, told), told)
            if made.change is not None:
                self._parts.changed()

        self._store(work, done)

    def _on_take_back(self) -> None:
        stocktake = self._stocktake
        chosen = [one for one in self._chosen() if one.decided is not None]
        if stocktake is None or not chosen or self._is_storing:
            return

        def done(left: tuple[Result, ...]) -> None:
            self._is_storing = False
            gone = {one.place for one in left}
            self._forget([one for one in self._offers if gone & {row.place for row in one.results}])
            self._put(stocktake.id, left)
            self._parts.changed()

        self._store(partial(self._parts.results.take_back, stocktake.id, chosen), done)

    def _on_undo(self, made: Decisions) -> None:
        if self._is_storing:
            return
        self._forget([made])

        def done(_nothing: object) -> None:
            self._is_storing = False
            back = zip(made.results, made.before, strict=True)
            self._put(made.stocktake, [replace(one, decided=was) for one, was in back])
            if made.change is not None:
                self._parts.changed()

        self._store(partial(self._parts.results.undo, made), done)

    def _put(self, stocktake: StocktakeId, rows: Sequence[Result]) -> bool:
        """Show rows as they are now; False where another count is shown by now."""
        if self._stocktake is None or self._stocktake.id != stocktake:
            return False
        self._all.update((one.place, one) for one in rows)
        self._show()
        return True

    def _forget(self, offers: Sequence[Decisions]) -> None:
        """Offer these no longer to be taken back."""
        self._offers = [one for one in self._offers if one not in offers]
        for one in offers:
            self._undo.forget(one)

    def _store(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._is_storing = True
        self._parts.tasks.database(work, done, owner=self, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        if isinstance(error, Refusal):
            self.bar.say_trouble(error.sentence, error.field)
        elif isinstance(error, Conflict | Unavailable):
            self._banner.say(error.sentence)
        else:
            self._parts.tasks.unhandled.emit(error)


def _decide(
    parts: StocktakeParts, stocktake: Stocktake, chosen: Sequence[Result], wanted: Wanted
) -> Decisions:
    """Decide, on the database's thread."""
    places = [one.place for one in chosen]
    item = None
    if wanted.decision is Decision.NEW_ITEM and len(places) == 1:
        new = wanted.name, wanted.kind, wanted.note
        return parts.results.add_new(stocktake.id, places[0], *new)
    if wanted.decision is Decision.LABEL_OF:
        item = parts.find(wanted.label)
        if item is None:
            raise Refusal("Write the label that it has in the list.", field="item")
    return parts.results.decide(stocktake.id, places, wanted.decision, wanted.note, item)


def _told(chosen: Sequence[Result], decision: Decision) -> str:
    first = chosen[0].code
    return f"{first if len(chosen) == 1 else len(chosen)}: {decision_words(decision)}."


def _columns(overview: Overview) -> tuple[Column[Result], ...]:
    def wrong(result: Result) -> str:
        return result_words(result, overview)

    return (
        Column("code", _tr("Label"), _code, _spoken),
        Column("name", _tr("Name"), _name),
        Column("wrong", _tr("What differs"), wrong),
        Column("decided", _tr("Decided"), decided_words),
    )


def _code(result: Result) -> str:
    return result.code


def _spoken(result: Result) -> str:
    return f"{outcome_words(result.outcome)}: {result.code}"


def _name(result: Result) -> str:
    return result.name


def _key_of(result: Result) -> int:
    return result.place


def _outcome_of(row: object) -> Outcome | None:
    return row.outcome if isinstance(row, Result) else None
