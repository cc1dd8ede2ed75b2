"""A list of entries as cards: what it is, then when or how, with a sign where that presses."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyleOptionViewItem

from libdesk.ui import icons, theme
from libdesk.ui.cards import CardDelegate, Pen, paint_card
from libdesk.ui.planning.wording import DOT
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import is_held

_LINE = Qt.ItemDataRole.UserRole
_ICON = 18

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One card.

    Attributes:
        id: the entry's id.
        title: what it is.
        first: when it is, or what it says.
        rest: the small print.
        presses: something is to be done: a sign stands before `first`.
    """

    id: int
    title: str
    first: str
    rest: str = ""
    presses: bool = False


class EntryList(QListWidget):
    """The arrow keys go through them, letters find one by its title; Enter or a click goes in.

    Args:
        name: what it lists, for screen readers.
        look: the theme.

    Signals:
        chosen: the id of the one to show.
        opened: somebody goes in; also where it is shown already.
    """

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, name: str, look: Theme) -> None:
        super().__init__()
        self._delegate = _EntryDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setMinimumWidth(1)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_clicked)
        look.changed.connect(self.doItemsLayout)

    def show_lines(self, lines: Sequence[EntryLine], wanted: int = 0) -> None:
        """Show these; what was chosen stays chosen as long as it is there.

        Args:
            lines: the lines.
            wanted: the id of another one to choose; 0 for none.
        """
        kept = wanted or self.chosen_id()
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - as Qt calls it
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(_LINE, line)
            told = DOT.join(filter(None, (line.title, line.first, line.rest)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            self.addItem(item)
        self.choose(kept)
        self.blockSignals(was_blocked)

    def chosen_id(self) -> int:
        """Return the id of what is chosen; 0 for nothing."""
        item = self.currentItem()
        return 0 if item is None else int(item.data(_LINE).id)

    def choose(self, entry_id: int) -> None:
        """Choose one; one that is not there leaves nothing chosen."""
        for row in range(self.count()):
            if self.item(row).data(_LINE).id == entry_id:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)

    def choose_quietly(self, entry_id: int) -> None:
        """Choose one without showing it."""
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - as Qt calls it
        self.choose(entry_id)
        self.blockSignals(was_blocked)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go in by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not is_held(event, self) and self.chosen_id():
                self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the cards anew."""
        super().resizeEvent(event)
        self.doItemsLayout()

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_LINE).id)

    def _on_clicked(self, _item: QListWidgetItem) -> None:
        self.opened.emit()


class _EntryDelegate(CardDelegate):
    """Paints a line.

    Args:
        look: the theme.
        view: the list.
    """

    def __init__(self, look: Theme, view: EntryList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def row_height(self, width: int) -> int:  # noqa: ARG002 - every card is as high
        """Return the height of a card and the gap below it."""
        strong, fine = self._fonts()
        heading = QFontMetrics(self._look.font(theme.TEXT_HEADING)).height()
        lines = QFontMetrics(strong).height() + QFontMetrics(fine).height()
        around = 2 * self._look.px(theme.MEDIUM) + self._look.px(theme.SMALL)
        return heading + self._look.px(theme.TINY) + lines + around

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the size of a card and the gap below it."""
        width = self._view.viewport().width()
        return QSize(width, self.row_height(width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        line: EntryLine = index.data(_LINE)
        px, place = self._look.px, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = place.adjusted(1, 1, -1, 1 - px(theme.SMALL))
        paint_card(self._look, painter, card, option)
        side, above = px(theme.LARGE), px(theme.MEDIUM)
        pen = Pen(painter, card.adjusted(side, above, -side, -above), option.direction)
        self._paint(pen, line)
        painter.restore()

    def _paint(self, pen: Pen, line: EntryLine) -> None:
        tokens, whole = self._look.tokens, pen.place.width()
        font = self._look.font(theme.TEXT_HEADING)
        height = QFontMetrics(font).height()
        pen.words(QRect(0, 0, whole, height), line.title, font, tokens.ink)
        top = height + self._look.px(theme.TINY)
        strong, fine = self._fonts()
        used = strong if line.presses else fine
        height = QFontMetrics(used).height()
        start = 0
        if line.presses:
            # A shape and a word, never a color alone.
            start, size = self._look.px(_ICON + theme.TINY), self._look.px(_ICON)
            place = pen.placed(QRect(0, top, size, height))
            icons.icon("notice", tokens.today, size).paint(pen.painter, place)
        color = tokens.ink if line.presses else tokens.quiet
        pen.words(QRect(start, top, whole - start, height), line.first, used, color)
        top += QFontMetrics(strong).height()
        below = QRect(0, top, whole, QFontMetrics(fine).height())
        pen.words(below, line.rest, fine, tokens.quiet)

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._look.font(theme.TEXT_FINE, bold=True), self._look.font(theme.TEXT_FINE)
