"""The list of sheets and checklists: each a card with its version and when it is read again."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyleOptionViewItem

from libdesk.services.knowledge import Entry
from libdesk.ui import icons, theme
from libdesk.ui.cards import Pen, title_lines
from libdesk.ui.knowledge.wording import DOT, entry_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.card_list import CardList, ListedCardDelegate

_ENTRY = Qt.ItemDataRole.UserRole
_ICON = 18

_Index = QModelIndex | QPersistentModelIndex


class SheetList(CardList):
    """One line for each; the arrow keys go through them, letters find one by its title.

    Args:
        look: the theme.

    Signals:
        chosen: the id of the one to show.
    """

    chosen = Signal(str)

    def __init__(self, look: Theme) -> None:
        super().__init__(self.tr("How-to sheets"), look)
        self._delegate = _SheetDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.currentItemChanged.connect(self._on_current)

    def show_entries(self, entries: Sequence[Entry], wanted: str = "") -> None:
        """Show these; what was chosen stays chosen as long as it is there.

        Args:
            entries: the lines.
            wanted: the id of another one to choose; "" for none.
        """
        before = self.chosen_id()
        kept = wanted or before
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - as Qt calls it
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            told = DOT.join((entry.title, *entry_words(entry)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            self.addItem(item)
        self._take(kept)
        self.blockSignals(was_blocked)
        if self.chosen_id() != before:
            self.chosen.emit(self.chosen_id())

    def chosen_id(self) -> str:
        """Return the id of what is chosen; "" for nothing."""
        item = self.currentItem()
        return "" if item is None else str(item.data(_ENTRY).id)

    def choose(self, sheet_id: str) -> None:
        """Choose one; one that is not there leaves everything as it is."""
        self._take(sheet_id)

    def _take(self, sheet_id: str) -> None:
        for row in range(self.count()):
            if self.item(row).data(_ENTRY).id == sheet_id:
                self.setCurrentRow(row)
                return

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ENTRY).id)


class _SheetDelegate(ListedCardDelegate):
    """Paints a line: what it is about, then when it is read again, with a sign where that is now.

    Args:
        look: the theme.
        view: the list.
    """

    def row_height(self, width: int) -> int:
        """Return the height of a row whose title takes one line."""
        return self._height(width, "")

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a card and the gap below it."""
        width = self.width()
        return QSize(width, self._height(width, index.data(_ENTRY).title))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        entry: Entry = index.data(_ENTRY)
        painter.save()
        self._paint(self.begin_card(painter, option), entry, option.rect.width())
        painter.restore()

    def _paint(self, pen: Pen, entry: Entry, width: int) -> None:
        tokens, whole = self.look.tokens, pen.place.width()
        font = self.look.font(theme.TEXT_HEADING)
        rows, line = self._title_rows(width, entry.title), QFontMetrics(font).height()
        pen.title(QRect(0, 0, whole, rows * line), entry.title, font, tokens.ink, rows)
        top = rows * line + self.look.px(theme.TINY)
        first, *others = entry_words(entry)
        strong, fine = self._fonts()
        for words, is_first in ((first, True), (DOT.join(others), False)):
            is_loud = is_first and entry.is_due
            used = strong if is_loud else fine
            height = QFontMetrics(used).height()
            start = 0
            if is_loud:
                # A shape and a word, never a color alone.
                start = self.look.px(_ICON + theme.TINY)
                self._paint_sign(pen, QRect(0, top, self.look.px(_ICON), height))
            color = tokens.ink if is_loud else tokens.quiet
            pen.words(QRect(start, top, whole - start, height), words, used, color)
            top += height

    def _paint_sign(self, pen: Pen, rect: QRect) -> None:
        size = self.look.px(_ICON)
        made = icons.icon("notice", self.look.tokens.today, size)
        place = pen.placed(rect)
        made.paint(pen.painter, place)

    def _height(self, width: int, title: str) -> int:
        heading = QFontMetrics(self.look.font(theme.TEXT_HEADING)).height()
        strong, fine = self._fonts()
        rows = self._title_rows(width, title) * heading
        lines = max(QFontMetrics(strong).height(), QFontMetrics(fine).height())
        lines += QFontMetrics(fine).height()
        around = 2 * self.look.px(theme.MEDIUM) + self.look.px(theme.SMALL)
        return rows + self.look.px(theme.TINY) + lines + around

    def _title_rows(self, width: int, title: str) -> int:
        room = width - 2 - 2 * self.look.px(theme.LARGE)  # inside the card and its edges
        return len(title_lines(title, self.look.font(theme.TEXT_HEADING), room))

    def _fonts(self) -> tuple[QFont, QFont]:
        return self.look.font(theme.TEXT_FINE, bold=True), self.look.font(theme.TEXT_FINE)
