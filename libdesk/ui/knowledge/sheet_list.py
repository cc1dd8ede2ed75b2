"""The list of sheets and checklists: each a card with its version and when it is read again."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyleOptionViewItem

from libdesk.services.knowledge import Entry
from libdesk.ui import icons, theme
from libdesk.ui.cards import CardDelegate, Pen, paint_card, title_lines
from libdesk.ui.knowledge.wording import DOT, entry_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import is_held

_ENTRY = Qt.ItemDataRole.UserRole
_ICON = 18

_Index = QModelIndex | QPersistentModelIndex


class SheetList(QListWidget):
    """One line for each; the arrow keys go through them, letters find one by its title.

    Args:
        look: the theme.

    Signals:
        chosen: the id of the one to show.
        opened: somebody goes in, by Enter or a click; also where it is shown already.
    """

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._delegate = _SheetDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("How-to sheets"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumWidth(1)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_clicked)
        look.changed.connect(self.doItemsLayout)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go in by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not is_held(event, self) and self.chosen_id():
                self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the cards anew: a long title takes a second line where it is narrow."""
        super().resizeEvent(event)
        self.doItemsLayout()

    def _take(self, sheet_id: str) -> None:
        for row in range(self.count()):
            if self.item(row).data(_ENTRY).id == sheet_id:
                self.setCurrentRow(row)
                return

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ENTRY).id)

    def _on_clicked(self, _item: QListWidgetItem) -> None:
        self.opened.emit()


class _SheetDelegate(CardDelegate):
    """Paints a line: what it is about, then when it is read again, with a sign where that is now.

    Args:
        look: the theme.
        view: the list.
    """

    def __init__(self, look: Theme, view: SheetList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def row_height(self, width: int) -> int:
        """Return the height of a row whose title takes one line."""
        return self._height(width, "")

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a card and the gap below it."""
        width = self._view.viewport().width()
        return QSize(width, self._height(width, index.data(_ENTRY).title))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        entry: Entry = index.data(_ENTRY)
        px, place = self._look.px, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = place.adjusted(1, 1, -1, 1 - px(theme.SMALL))
        paint_card(self._look, painter, card, option)
        side, above = px(theme.LARGE), px(theme.MEDIUM)
        pen = Pen(painter, card.adjusted(side, above, -side, -above), option.direction)
        self._paint(pen, entry, place.width())
        painter.restore()

    def _paint(self, pen: Pen, entry: Entry, width: int) -> None:
        tokens, whole = self._look.tokens, pen.place.width()
        font = self._look.font(theme.TEXT_HEADING)
        rows, line = self._title_rows(width, entry.title), QFontMetrics(font).height()
        pen.title(QRect(0, 0, whole, rows * line), entry.title, font, tokens.ink, rows)
        top = rows * line + self._look.px(theme.TINY)
        first, *others = entry_words(entry)
        strong, fine = self._fonts()
        for words, is_first in ((first, True), (DOT.join(others), False)):
            is_loud = is_first and entry.is_due
            used = strong if is_loud else fine
            height = QFontMetrics(used).height()
            start = 0
            if is_loud:
                # A shape and a word, never a color alone.
                start = self._look.px(_ICON + theme.TINY)
                self._paint_sign(pen, QRect(0, top, self._look.px(_ICON), height))
            color = tokens.ink if is_loud else tokens.quiet
            pen.words(QRect(start, top, whole - start, height), words, used, color)
            top += height

    def _paint_sign(self, pen: Pen, rect: QRect) -> None:
        size = self._look.px(_ICON)
        made = icons.icon("notice", self._look.tokens.today, size)
        place = pen.placed(rect)
        made.paint(pen.painter, place)

    def _height(self, width: int, title: str) -> int:
        heading = QFontMetrics(self._look.font(theme.TEXT_HEADING)).height()
        strong, fine = self._fonts()
        rows = self._title_rows(width, title) * heading
        lines = max(QFontMetrics(strong).height(), QFontMetrics(fine).height())
        lines += QFontMetrics(fine).height()
        around = 2 * self._look.px(theme.MEDIUM) + self._look.px(theme.SMALL)
        return rows + self._look.px(theme.TINY) + lines + around

    def _title_rows(self, width: int, title: str) -> int:
        room = width - 2 - 2 * self._look.px(theme.LARGE)  # inside the card and its edges
        return len(title_lines(title, self._look.font(theme.TEXT_HEADING), room))

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._look.font(theme.TEXT_FINE, bold=True), self._look.font(theme.TEXT_FINE)
