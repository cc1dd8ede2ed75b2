"""The list beside a running count as a table: its columns, how they are painted, and its keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from libdesk.domain.counting import Row
from libdesk.domain.stocktake import Outcome, Spot
from libdesk.services.places import Overview
from libdesk.ui.cards import CardDelegate
from libdesk.ui.cards import Pen as Ink
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.lists import ROW_ROLE, Column, ListModel
from libdesk.ui.stocktake.signs import outcome_sign
from libdesk.ui.stocktake.wording import (
    DOT,
    condition_words,
    outcome_words,
    row_reason,
    seen_words,
    spot_words,
)
from libdesk.ui.theme import MEDIUM, SMALL, Theme

_WIDTHS = (140, 260, 240, 350)
_SIGN = 18
_FIRST, _NAME = 0, 1

_Index = QModelIndex | QPersistentModelIndex


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


@dataclass(frozen=True, slots=True)
class RowWords:
    """Words the rows.

    Attributes:
        overview: names the branches.
        today: the reader's day.
        branch: the code of the one branch that is counted, whose name goes without saying; "" for
            several.
    """

    overview: Overview
    today: date = date.min
    branch: str = ""

    def columns(self) -> tuple[Column[Row], ...]:
        """Return the columns."""
        return (
            Column("code", _tr("Label"), _code, _spoken),
            Column("name", _tr("Name"), _name),
            Column("listed", _tr("Its record says"), self._listed),
            Column("seen", _tr("Seen"), self._seen),
            Column("how", _tr("To know"), self._how),
        )

    def _listed(self, row: Row) -> str:
        return self._place(row.listed.spot) if row.listed is not None else ""

    def _seen(self, row: Row) -> str:
        scan = row.scan
        if scan is None:
            return ""
        return DOT.join((seen_words(scan.at, self.today), self._place(scan.spot)))

    def _place(self, spot: Spot) -> str:
        is_alone = spot.branch == self.branch and bool(spot.room)
        return spot.room if is_alone else spot_words(spot, self.overview)

    def _how(self, row: Row) -> str:
        told = (condition_words(row.condition), row.note, row_reason(row, self.overview))
        return DOT.join(filter(None, told))


class RowPainter(CardDelegate):
    """Writes cells in the theme's colors, and an outcome's sign before the label.

    Args:
        look: the theme.
        parent: the page.
        outcome: tells a row's outcome; None for a row that has none.
    """

    def __init__(
        self, look: Theme, parent: QWidget, outcome: Callable[[object], Outcome | None]
    ) -> None:
        super().__init__(parent)
        self._theme = look
        self._outcome = outcome

    def row_height(self, width: int) -> int:  # noqa: ARG002 - a row is as high in any width
        """Return the height of a row."""
        return self._theme.metrics(bold=True).height() + 2 * self._theme.px(SMALL) + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        tokens, px = self._theme.tokens, self._theme.px
        row = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.soft if chosen else tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if _is_current(option, index):
            painter.setPen(QPen(QColor(tokens.accent), 2))
            top, bottom = rect.top() + 1, rect.bottom()
            painter.drawLine(rect.left(), top, rect.right(), top)
            painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        inner = rect.adjusted(px(SMALL), 0, -px(SMALL), -1)
        ink = Ink(painter, inner, option.direction)
        start = 0
        outcome = self._outcome(row) if index.column() == _FIRST and row is not None else None
        if outcome is not None:
            size = px(_SIGN)
            place = QRect(0, (inner.height() - size) // 2, size, size)
            ground = tokens.soft if chosen else tokens.card
            outcome_sign(outcome, tokens).paint(painter, QRectF(ink.placed(place)), ground)
            start = size + px(MEDIUM) // 2
        room = QRect(start, 0, max(0, inner.width() - start), inner.height())
        font = self._theme.font(bold=index.column() == _NAME)
        ink.words(room, index.data() or "", font, tokens.ink)
        painter.restore()


class RowsView(LinesView):
    """All columns side by side; Space marks a thing as seen.

    Args:
        look: the theme.
        model: the rows.
        painter: paints them.
        name: what the list is called, for a screen reader.
        widths: of the columns, in pixels at the usual text size; the last takes what is left.

    Signals:
        marked: the current line's key.
    """

    marked = Signal(int)

    def __init__(
        self,
        look: Theme,
        model: ListModel[Any],
        painter: CardDelegate,
        name: str,
        widths: Sequence[int] = _WIDTHS,
    ) -> None:
        super().__init__(look, model, painter, name)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(look.px(48))
        header.setStretchLastSection(True)
        header.show()
        for column in range(model.columnCount()):
            self.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own call
            if column < len(widths):
                self.setColumnWidth(column, look.px(widths[column]))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark by Space; all else as in any list."""
        key = self.key()
        if event.key() == Qt.Key.Key_Space and key is not None:
            self.marked.emit(key)
        else:
            super().keyPressEvent(event)


def outcome_of(row: object) -> Outcome | None:
    """Return what a row of a count counts as."""
    return row.outcome if isinstance(row, Row) else None


def _is_current(option: QStyleOptionViewItem, index: _Index) -> bool:
    view = option.widget
    if not isinstance(view, QTableView):
        return False
    return view.hasFocus() and view.currentIndex().row() == index.row()


def _code(row: Row) -> str:
    return row.code


def _spoken(row: Row) -> str:
    return f"{outcome_words(row.outcome)}: {row.code}"


def _name(row: Row) -> str:
    return row.listed.name if row.listed is not None else ""
