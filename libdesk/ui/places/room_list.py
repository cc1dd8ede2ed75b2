"""The list of rooms: each a card with its kind, its condition, and a sign when a look is due."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyleOptionViewItem

from libdesk.domain.rooms import RoomLine
from libdesk.ui import icons, theme
from libdesk.ui.cards import CardDelegate, Pen, paint_card
from libdesk.ui.places.room_words import DOT, due_words, facts_words, where_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import is_held

_LINE = Qt.ItemDataRole.UserRole
_ICON = 18

_Index = QModelIndex | QPersistentModelIndex
RoomKey = tuple[str, str]
"""A branch's code, and a room's name as it is compared."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """One line with its words."""

    line: RoomLine
    where: tuple[str, ...]
    facts: tuple[str, ...]
    due: str


class RoomList(QListWidget):
    """One line for each; the arrow keys go through them, letters find one by its name.

    Args:
        look: the theme.
        today: the reader's day.

    Signals:
        chosen: the RoomLine to show; None for none.
        opened: somebody goes in, by Enter or a click.
    """

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, look: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._delegate = _RoomDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Rooms and closets"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumWidth(1)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(lambda _item: self.opened.emit())
        look.changed.connect(self.doItemsLayout)

    def show_lines(
        self,
        lines: Sequence[RoomLine],
        branches: Mapping[str, str],
        wanted: RoomKey | None = None,
    ) -> None:
        """Show these; what was chosen stays chosen as long as it is there.

        Args:
            lines: the rooms.
            branches: the names of the branches, where the list is of more than one.
            wanted: another one to choose; None for none.
        """
        before = self.key()
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - as Qt calls it
        self.clear()
        today = self._today()
        for line in lines:
            branch = branches.get(line.room.branch, line.room.branch) if branches else ""
            where, facts = where_words(line, branch), facts_words(line, today)
            shown = _Shown(line, where, facts, due_words(line.room, today))
            item = QListWidgetItem(line.room.name)
            item.setData(_LINE, shown)
            parts = (line.room.name, shown.due, *where, *facts)
            told = DOT.join(part for part in parts if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            self.addItem(item)
        if not self._take(wanted or before) and lines:
            self.setCurrentRow(0)
        self.blockSignals(was_blocked)
        self.chosen.emit(self.line())

    def line(self) -> RoomLine | None:
        """Return what is chosen."""
        item = self.currentItem()
        shown: _Shown | None = None if item is None else item.data(_LINE)
        return shown.line if shown is not None else None

    def key(self) -> RoomKey | None:
        """Return by what is chosen is found again."""
        line = self.line()
        return (line.room.branch, line.room.key) if line is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go in by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not is_held(event, self) and self.line() is not None:
                self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the cards anew."""
        super().resizeEvent(event)
        self.doItemsLayout()

    def _take(self, key: RoomKey | None) -> bool:
        for row in range(self.count()):
            room = self.item(row).data(_LINE).line.room
            if (room.branch, room.key) == key:
                self.setCurrentRow(row)
                return True
        return False

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_LINE).line)


class _RoomDelegate(CardDelegate):
    """Paints a line: its name, that a look is due, and what is known of it.

    Args:
        look: the theme.
        view: the list.
    """

    def __init__(self, look: Theme, view: RoomList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def row_height(self, _width: int) -> int:
        """Return the height of a row; all are alike."""
        px = self._look.px
        heading = QFontMetrics(self._look.font(theme.TEXT_HEADING)).height()
        strong = QFontMetrics(self._look.font(theme.TEXT_FINE, bold=True)).height()
        fine = QFontMetrics(self._look.font(theme.TEXT_FINE)).height()
        around = 2 * px(theme.MEDIUM) + px(theme.SMALL) + px(theme.TINY)
        return heading + max(strong, fine) + fine + around

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the size of a card and the gap below it."""
        width = self._view.viewport().width()
        return QSize(width, self.row_height(width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        shown: _Shown = index.data(_LINE)
        px = self._look.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = option.rect.adjusted(1, 1, -1, 1 - px(theme.SMALL))
        paint_card(self._look, painter, card, option)
        side, above = px(theme.LARGE), px(theme.MEDIUM)
        pen = Pen(painter, card.adjusted(side, above, -side, -above), option.direction)
        self._paint(pen, shown)
        painter.restore()

    def _paint(self, pen: Pen, shown: _Shown) -> None:
        tokens, whole = self._look.tokens, pen.place.width()
        font, fine = self._look.font(theme.TEXT_HEADING), self._look.font(theme.TEXT_FINE)
        line, small = QFontMetrics(font).height(), QFontMetrics(fine).height()
        pen.words(QRect(0, 0, whole, line), shown.line.room.name, font, tokens.ink)
        top = line + self._look.px(theme.TINY)
        where, rest = DOT.join(shown.where), DOT.join(shown.facts)
        if shown.due:
            # A shape and a word, never a color alone.
            strong = self._look.font(theme.TEXT_FINE, bold=True)
            height, start = QFontMetrics(strong).height(), self._look.px(_ICON + theme.TINY)
            self._paint_sign(pen, QRect(0, top, self._look.px(_ICON), height))
            words = DOT.join((shown.due, *shown.where))
            pen.words(QRect(start, top, whole - start, height), words, strong, tokens.ink)
            top += height
        else:
            pen.words(QRect(0, top, whole, small), where, fine, tokens.quiet)
            top += small
        pen.words(QRect(0, top, whole, small), rest, fine, tokens.quiet)

    def _paint_sign(self, pen: Pen, rect: QRect) -> None:
        size = self._look.px(_ICON)
        made = icons.icon("notice", self._look.tokens.today, size)
        made.paint(pen.painter, pen.placed(rect))
