"""The list of rooms: each a card with its kind, its condition, and a sign when a look is due."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyleOptionViewItem

from libdesk.domain.rooms import RoomLine
from libdesk.ui import icons, theme
from libdesk.ui.cards import Pen
from libdesk.ui.places.room_words import DOT, due_words, facts_words, where_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.card_list import CardList, ListedCardDelegate

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


class RoomList(CardList):
    """One line for each; the arrow keys go through them, letters find one by its name.

    Args:
        look: the theme.
        today: the reader's day.

    Signals:
        chosen: the RoomLine to show; None for none.
    """

    chosen = Signal(object)

    def __init__(self, look: Theme, today: Callable[[], date]) -> None:
        super().__init__(self.tr("Rooms and closets"), look)
        self._today = today
        self._delegate = _RoomDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.currentItemChanged.connect(self._on_current)

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


class _RoomDelegate(ListedCardDelegate):
    """Paints a line: its name, that a look is due, and what is known of it.

    Args:
        look: the theme.
        view: the list.
    """

    def row_height(self, _width: int) -> int:
        """Return the height of a row; all are alike."""
        px = self.look.px
        heading = QFontMetrics(self.look.font(theme.TEXT_HEADING)).height()
        strong = QFontMetrics(self.look.font(theme.TEXT_FINE, bold=True)).height()
        fine = QFontMetrics(self.look.font(theme.TEXT_FINE)).height()
        around = 2 * px(theme.MEDIUM) + px(theme.SMALL) + px(theme.TINY)
        return heading + max(strong, fine) + fine + around

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        shown: _Shown = index.data(_LINE)
        painter.save()
        self._paint(self.begin_card(painter, option), shown)
        painter.restore()

    def _paint(self, pen: Pen, shown: _Shown) -> None:
        tokens, whole = self.look.tokens, pen.place.width()
        font, fine = self.look.font(theme.TEXT_HEADING), self.look.font(theme.TEXT_FINE)
        line, small = QFontMetrics(font).height(), QFontMetrics(fine).height()
        pen.words(QRect(0, 0, whole, line), shown.line.room.name, font, tokens.ink)
        top = line + self.look.px(theme.TINY)
        where, rest = DOT.join(shown.where), DOT.join(shown.facts)
        if shown.due:
            # A shape and a word, never a color alone.
            strong = self.look.font(theme.TEXT_FINE, bold=True)
            height, start = QFontMetrics(strong).height(), self.look.px(_ICON + theme.TINY)
            self._paint_sign(pen, QRect(0, top, self.look.px(_ICON), height))
            words = DOT.join((shown.due, *shown.where))
            pen.words(QRect(start, top, whole - start, height), words, strong, tokens.ink)
            top += height
        else:
            pen.words(QRect(0, top, whole, small), where, fine, tokens.quiet)
            top += small
        pen.words(QRect(0, top, whole, small), rest, fine, tokens.quiet)

    def _paint_sign(self, pen: Pen, rect: QRect) -> None:
        size = self.look.px(_ICON)
        made = icons.icon("notice", self.look.tokens.today, size)
        made.paint(pen.painter, pen.placed(rect))
