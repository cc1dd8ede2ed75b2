"""A table of rules: a few hundred rows that are all there at once, moved through by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QWidget

from libdesk.ui.cards import CardDelegate, Pen
from libdesk.ui.equipment.rule_rows import MARK_COLUMN, RuleRow
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.lists import ROW_ROLE, Column, ListModel, at_once
from libdesk.ui.theme import SMALL, TEXT_FINE, Theme

_DOT = 8

_Index = QModelIndex | QPersistentModelIndex


class RuleDelegate(CardDelegate):
    """Writes cells; what the library has changed has a dot and a word.

    Args:
        look: the theme.
        parent: the table's page.
    """

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def row_height(self, width: int) -> int:  # noqa: ARG002 - a row is as high in any width
        """Return the height of a row."""
        return self._look.metrics(bold=True).height() + 2 * self._look.px(SMALL) + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        tokens, px = self._look.tokens, self._look.px
        rect = QRect(option.rect)
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.soft))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if option.state & QStyle.StateFlag.State_HasFocus and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), tokens.accent)
        inner = rect.adjusted(px(SMALL), 0, -px(SMALL), 0)
        pen = Pen(painter, inner, option.direction)
        room = QRect(0, 0, inner.width(), inner.height())
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if text and index.column() == MARK_COLUMN:
            dot = QRect(0, (inner.height() - px(_DOT)) // 2, px(_DOT), px(_DOT))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(pen.placed(dot))
            room.setLeft(px(_DOT + SMALL))
            pen.words(room, text, self._look.font(TEXT_FINE), tokens.ink)
        else:
            is_first = index.column() == 0
            pen.words(room, text, self._look.font(bold=is_first), tokens.ink)
        painter.restore()


class RuleTable(LinesView):
    """The rows side by side with their headings.

    Args:
        look: the theme.
        columns: the columns.
        widths: of the columns, in pixels at the usual text size.
        name: what the table is called, for a screen reader.
        parent: the page.
    """

    def __init__(
        self,
        look: Theme,
        columns: Sequence[Column[RuleRow]],
        widths: Sequence[int],
        name: str,
        parent: QWidget,
    ) -> None:
        self._rows = ListModel[RuleRow](columns, _key_of, at_once(lambda _keys: ()), parent)
        super().__init__(look, self._rows, RuleDelegate(look, parent), name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())  # Qt would paint a frame of its own there
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.show()
        for column, width in enumerate(widths):
            self.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own call
            self.setColumnWidth(column, look.px(width))

    def show_rows(self, rows: Sequence[RuleRow], *, news: bool = False) -> None:
        """Show these rows; the current one stays the current one.

        Args:
            rows: all of them.
            news: go to the one that was not there before.
        """
        current = self.row()
        keys = {one.same: one.key for one in reversed(rows)}
        key = rows[0].key if current is None else keys.get(current.same, current.key)
        if news:
            known = self._rows.known(self._rows.keys())
            before = {one.same for one in known.values()}
            key = next((one.key for one in rows if one.same not in before), key)
        self._rows.reset_keys([one.key for one in rows], rows)
        self.choose(key)

    def row(self) -> RuleRow | None:
        """Return the current row; None where there is none."""
        index = self.currentIndex()
        found = index.data(ROW_ROLE) if index.isValid() else None
        return found if isinstance(found, RuleRow) else None


def _key_of(row: RuleRow) -> int:
    return row.key
