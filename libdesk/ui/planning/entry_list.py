"""A list of entries as cards: what it is, then when or how, with a sign where that presses."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyleOptionViewItem

from libdesk.ui import icons, theme
from libdesk.ui.cards import Pen
from libdesk.ui.planning.wording import DOT
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.card_list import CardList, ListedCardDelegate

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


class EntryList(CardList):
    """The arrow keys go through them, letters find one by its title; Enter or a click goes in.

    Args:
        name: what it lists, for screen readers.
        look: the theme.

    Signals:
        chosen: the id of the one to show.
    """

    chosen = Signal(int)

    def __init__(self, name: str, look: Theme) -> None:
        super().__init__(name, look)
        self._delegate = _EntryDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.currentItemChanged.connect(self._on_current)

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

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_LINE).id)


class _EntryDelegate(ListedCardDelegate):
    """Paints a line.

    Args:
        look: the theme.
        view: the list.
    """

    def row_height(self, width: int) -> int:  # noqa: ARG002 - every card is as high
        """Return the height of a card and the gap below it."""
        strong, fine = self._fonts()
        heading = QFontMetrics(self.look.font(theme.TEXT_HEADING)).height()
        lines = QFontMetrics(strong).height() + QFontMetrics(fine).height()
        around = 2 * self.look.px(theme.MEDIUM) + self.look.px(theme.SMALL)
        return heading + self.look.px(theme.TINY) + lines + around

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        line: EntryLine = index.data(_LINE)
        painter.save()
        self._paint(self.begin_card(painter, option), line)
        painter.restore()

    def _paint(self, pen: Pen, line: EntryLine) -> None:
        tokens, whole = self.look.tokens, pen.place.width()
        font = self.look.font(theme.TEXT_HEADING)
        height = QFontMetrics(font).height()
        pen.words(QRect(0, 0, whole, height), line.title, font, tokens.ink)
        top = height + self.look.px(theme.TINY)
        strong, fine = self._fonts()
        used = strong if line.presses else fine
        height = QFontMetrics(used).height()
        start = 0
        if line.presses:
            # A shape and a word, never a color alone.
            start, size = self.look.px(_ICON + theme.TINY), self.look.px(_ICON)
            place = pen.placed(QRect(0, top, size, height))
            icons.icon("notice", tokens.today, size).paint(pen.painter, place)
        color = tokens.ink if line.presses else tokens.quiet
        pen.words(QRect(start, top, whole - start, height), line.first, used, color)
        top += QFontMetrics(strong).height()
        below = QRect(0, top, whole, QFontMetrics(fine).height())
        pen.words(below, line.rest, fine, tokens.quiet)

    def _fonts(self) -> tuple[QFont, QFont]:
        return self.look.font(theme.TEXT_FINE, bold=True), self.look.font(theme.TEXT_FINE)
