"""All counts: new, under way, paused, finished; what to do first where there is none."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.stocktake import StocktakeState
from libdesk.services.places import Overview
from libdesk.services.stocktake import CountLine
from libdesk.ui import theme
from libdesk.ui.cards import CardDelegate, Pen, paint_card
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.lists import ROW_ROLE, Column, ListModel, at_once
from libdesk.ui.stocktake.wording import DOT, days_words, places_words, progress_words, state_words
from libdesk.ui.theme import LARGE, SMALL, TEXT_FINE, Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout

_Index = QModelIndex | QPersistentModelIndex
_STATE = 150


class CountsPanel(QWidget):
    """The list of counts.

    Args:
        look: the theme.

    Signals:
        opened: go into this count.
        new_requested: begin one.
        change_requested: change this Stocktake's name, days, places or note.
        test_requested: the scanner test.
        remove_requested: take out a count in which nothing was counted.
    """

    opened = Signal(int)
    new_requested = Signal()
    change_requested = Signal(object)
    test_requested = Signal()
    remove_requested = Signal(int)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._lines: dict[int, CountLine] = {}
        self._build()
        self._connect()

    def show_lines(self, lines: Sequence[CountLine], overview: Overview) -> None:
        """Show these counts."""
        self._lines = {one.stocktake.id: one for one in lines}
        self._model.set_columns(_columns(overview))
        self._painter.overview = overview
        self._model.refresh()
        self._model.set_keys(list(self._lines), lines)
        self._stack.setCurrentWidget(self._list if lines else self._none)
        if self._list.key() is None and lines:
            self._list.choose(lines[0].stocktake.id)
        self._follow()

    def lines(self) -> tuple[StocktakeState, ...]:
        """Return how far each count in the list has come, in its order."""
        return tuple(one.stocktake.state for one in self._lines.values())

    def take_focus(self) -> None:
        """Put the focus on the list, or where one begins."""
        target = self._list if self._lines else self._new
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        self._new = Button(self.tr("Begin a count…"), "primary", enter_presses=True)
        self._open = Button(self.tr("Open"), enter_presses=False)
        self._change = Button(self.tr("Change…"), enter_presses=False)
        self._remove = Button(self.tr("Remove"), enter_presses=False)
        self._remove.setToolTip(self.tr("Only where nothing was counted yet"))
        self._test = Button(self.tr("Test the scanner…"), enter_presses=False)
        row = QHBoxLayout()
        flow = FlowLayout(px(theme.SMALL))
        row.addLayout(flow, 1)
        for one in (self._new, self._open, self._change, self._remove, self._test):
            flow.addWidget(one)
        self._model: ListModel[CountLine] = ListModel(
            _columns(Overview()), _key_of, at_once(self._rows_of), self
        )
        self._painter = _CountCard(self._look, self)
        self._list = LinesView(self._look, self._model, self._painter, self.tr("Counts"))
        self._none = self._none_yet()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._list)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def _none_yet(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        frame = card()
        inside = QVBoxLayout(frame)
        edge = self._look.px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(self._look.px(theme.MEDIUM))
        inside.addWidget(label(self.tr("Nothing was counted yet"), "heading"))
        for words in (
            self.tr("1. Print labels for the places and for the things that have none."),
            self.tr(
                "2. Plug in a scanner, and try it: “Test the scanner”. Typing labels works too."
            ),
            self.tr("3. Begin a count, scan a place, then everything that stands there."),
            self.tr(
                "4. Finish: what is missing, misplaced or unknown is then decided, one by one."
            ),
        ):
            inside.addWidget(label(words))
        column.addWidget(frame)
        column.addStretch(1)
        return made

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self._test.clicked.connect(self.test_requested)
        self._open.clicked.connect(self._on_open)
        self._list.opened.connect(self._on_open)
        self._list.key_chosen.connect(self._follow)
        self._change.clicked.connect(self._on_change)
        self._remove.clicked.connect(self._on_remove)

    def _rows_of(self, keys: tuple[int, ...]) -> list[CountLine]:
        return [self._lines[one] for one in keys if one in self._lines]

    def _follow(self) -> None:
        key = self._list.key()
        line = None if key is None else self._lines.get(key)
        self._open.setEnabled(line is not None)
        is_over = line is None or line.stocktake.state is StocktakeState.FINISHED
        self._change.setEnabled(not is_over)
        self._remove.setEnabled(line is not None and not line.scans and not line.differences)

    def _on_open(self) -> None:
        key = self._list.key()
        if key is not None:
            self.opened.emit(key)

    def _on_change(self) -> None:
        key = self._list.key()
        if key is not None:
            self.change_requested.emit(self._lines[key].stocktake)

    def _on_remove(self) -> None:
        key = self._list.key()
        if key is not None:
            self.remove_requested.emit(key)


class _CountCard(CardDelegate):
    """A count as a card: its name and days, where, and how far it has come."""

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = look
        self.overview = Overview()

    def row_height(self, width: int) -> int:  # noqa: ARG002 - as high in any width
        """Return the height of a card with the gap below."""
        line = self._theme.metrics(bold=True).height()
        return 2 * line + 3 * self._theme.px(SMALL) + 2 * self._theme.px(SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own
        """Return a card's size."""
        return QSize(1, self.row_height(0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        line = index.data(ROW_ROLE)
        tokens, px = self._theme.tokens, self._theme.px
        frame = option.rect.adjusted(1, 1, -1, -px(SMALL))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(self._theme, painter, frame, option)
        if isinstance(line, CountLine):
            inner = frame.adjusted(px(LARGE), px(SMALL), -px(LARGE), -px(SMALL))
            pen = Pen(painter, inner, option.direction)
            height = inner.height() // 2
            wide = max(0, inner.width() - px(_STATE) - px(SMALL))
            count = line.stocktake
            strong, fine = self._theme.font(bold=True), self._theme.font(TEXT_FINE)
            pen.words(QRect(0, 0, wide, height), count.title, strong, tokens.ink)
            state = QRect(wide + px(SMALL), 0, px(_STATE), height)
            pen.words(state, state_words(count.state), strong, tokens.accent, at_end=True)
            told = (days_words(count), places_words(count, self.overview))
            rest = QRect(0, height, wide, height)
            pen.words(rest, DOT.join(filter(None, told)), fine, tokens.quiet)
            far = QRect(wide + px(SMALL) - wide // 2, height, px(_STATE) + wide // 2, height)
            pen.words(far, progress_words(line), fine, tokens.ink, at_end=True)
        painter.restore()


def _columns(overview: Overview) -> tuple[Column[CountLine], ...]:
    def spoken(line: CountLine) -> str:
        return ", ".join((line.stocktake.title, *(one.text(line) for one in rest)))

    rest: tuple[Column[CountLine], ...] = (
        Column("state", "", lambda line: state_words(line.stocktake.state)),
        Column("days", "", lambda line: days_words(line.stocktake)),
        Column("places", "", lambda line: places_words(line.stocktake, overview)),
        Column("far", "", progress_words),
    )
    return (Column("title", "", _title, spoken), *rest)


def _title(line: CountLine) -> str:
    return line.stocktake.title


def _key_of(line: CountLine) -> int:
    return line.stocktake.id
