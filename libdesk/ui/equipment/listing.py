"""The list and what it is asked for: keys with their headings, rows as they are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.item_lists import ItemColumn, ItemFilter, ItemGroup, ItemLine
from libdesk.domain.records import ItemId
from libdesk.services.equipment import Listed
from libdesk.services.places import Overview
from libdesk.ui.equipment.items_model import (
    Heading,
    ItemRow,
    ItemsModel,
    ItemWords,
    key_of,
    with_headings,
)
from libdesk.ui.equipment.items_view import ItemsView
from libdesk.ui.equipment.list_panel import ListPanel
from libdesk.ui.equipment.memory import follow_columns, keep_order, recall_order
from libdesk.ui.equipment.narrowing import ANY_STATUS, ItemQuery
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.equipment.row_delegate import RowDelegate
from libdesk.ui.inbox.copying import Copying
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query found, and the names of that moment."""

    query: ItemQuery
    listed: Listed
    overview: Overview
    is_first_time: bool


class Listing(QObject):
    """The left half of the room, and the model behind it.

    Args:
        parts: reads it.
        look: the theme.
        memory: remembers order and columns.
        parent: the page.

    Signals:
        key_chosen: another item is looked at; None for none.
        overview_read: the library's names.
        failed: why it could not be read.

    Attributes:
        items: the table.
        panel: the table with what stands above it.
        overview: the library's names.
    """

    key_chosen = Signal(object)
    overview_read = Signal(object)
    failed = Signal(object)

    def __init__(
        self, parts: EquipmentParts, look: Theme, memory: QSettings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._memory = memory
        self._shown: ItemQuery | None = None
        self._headings: dict[int, Heading] = {}
        self._heading = ""
        self._returning: int | None = None
        self._announcer = Announcer(parent)
        self.overview = Overview()
        self._words = ItemWords(self.overview, parts.today)
        columns = self._words.columns()
        self._model = ItemsModel(columns, key_of, self._fetch, self)
        self._delegate = RowDelegate(look, self._words, parent)
        self.items = ItemsView(look, self._model, self._delegate, self.tr("Items"))
        by = tuple(ItemColumn(one.key) for one in columns)
        self.panel = ListPanel(parts, look, self.items, by)
        self._copying = Copying(parts.tasks, parts.equipment.lines, self._copied, self)
        self._copying.copied.connect(self.panel.say)
        self._copying.failed.connect(self.failed)
        self.items.copy_requested.connect(self._copying.copy)
        self.items.key_chosen.connect(self._on_key)
        self.panel.query_changed.connect(self._on_query)
        follow_columns(memory, self.items.horizontalHeader())
        self.panel.ask(ItemQuery(order=recall_order(memory)))

    def read(self, item_id: int | None = None) -> None:
        """Read names and list anew; the rows in sight follow.

        Args:
            item_id: look at this item then; None for the one that is looked at.
        """
        self._returning = item_id or self._returning
        self._model.refresh()
        self._ask(None)

    def open_item(self, item_id: int) -> None:
        """Look at an item; where the list leaves it out, in the list of all."""
        self._returning = item_id
        if self._model.find_row(item_id) is None:
            self.panel.show_everything(gone_too=True)
        self.read()

    def show_only(self, item_ids: Sequence[ItemId]) -> None:
        """Show just these items, whatever their status, and look at the first of them."""
        only = ItemFilter(only=frozenset(item_ids), statuses=ANY_STATUS.statuses)
        self._returning = item_ids[0]
        self.panel.ask(ItemQuery(only, self.panel.query.order))
        self.read()

    def _ask(self, overview: Overview | None) -> None:
        self._parts.tasks.database(
            partial(_find, self._parts, self.panel.query, overview),
            self._show,
            owner=self,
            failed=self.failed.emit,
            key="list",
        )

    def _on_query(self) -> None:
        keep_order(self._memory, self.panel.query.order)
        # While names are still being read, both are asked for again.
        self._ask(self.overview if self._shown is not None else None)

    def _fetch(
        self,
        keys: tuple[int, ...],
        done: Callable[[Sequence[ItemRow]], None],
        failed: Callable[[], None],
    ) -> None:
        headings = [self._headings[key] for key in keys if key in self._headings]
        ids = tuple(ItemId(key) for key in keys if key > 0)

        def on_lines(lines: Sequence[ItemLine]) -> None:
            done((*headings, *lines))

        def tell(error: Exception) -> None:
            failed()
            self.failed.emit(error)

        work = partial(self._parts.equipment.lines, ids)
        self._parts.tasks.database(work, on_lines, owner=self._model, failed=tell)

    def _show(self, found: _Found) -> None:
        self._take_words(found)
        before = self.items.key()
        keys, headings = with_headings(found.listed, found.query.order.group, self.overview)
        self._headings = {one.key: one for one in headings}
        another = found.query != self._shown
        is_first, self._shown = self._shown is None, found.query
        wanted, self._returning = self._returning or before, None
        # A reader or writer stays with the item, however the rows move.
        self.items.blockSignals(True)  # noqa: FBT003 - Qt's own call
        if another:
            self._model.reset_keys(keys, headings)
            self.items.scrollToTop()
            self.items.choose(wanted)
        else:
            self._model.set_keys(keys, headings)
            if wanted != before:
                self.items.choose(wanted)
        if is_first and self.items.key() is None:
            self.items.step(0)
        self.items.blockSignals(False)  # noqa: FBT003 - Qt's own call
        self.panel.show_count(
            len(found.listed.ids), self.overview, is_first_time=found.is_first_time
        )
        if self.items.key() != before or before is None:
            self.key_chosen.emit(self.items.key())

    def _take_words(self, found: _Found) -> None:
        is_by_place = found.query.order.group is ItemGroup.PLACE
        words = ItemWords(found.overview, self._parts.today, is_by_place)
        if words == self._words:
            return
        is_named_anew = found.overview != self.overview
        self._words, self.overview = words, found.overview
        self._delegate.set_words(words)
        self._model.set_columns(words.columns())
        if is_named_anew:
            self.overview_read.emit(found.overview)

    def _copied(self, line: ItemLine) -> str:
        return self._words.copied(line)

    def _on_key(self, key: int | None) -> None:
        self._tell_heading(key)
        self.key_chosen.emit(key)

    def _tell_heading(self, key: int | None) -> None:
        """Let a screen reader say the heading when somebody comes into another group."""
        keys = self._model.keys()
        row = self._model.find_row(key) if key is not None else None
        while row is not None and row >= 0 and keys[row] > 0:
            row -= 1
        heading = self._headings.get(keys[row]) if row is not None and row >= 0 else None
        words = heading.words if heading is not None else ""
        if words != self._heading:
            self._heading = words
            self._announcer.say(words)


def _find(parts: EquipmentParts, query: ItemQuery, overview: Overview | None) -> _Found:
    """Read a list; on the database's thread."""
    equipment = parts.equipment
    listed = equipment.list_items(query.asked, query.order)
    is_first_time = not listed.ids and not equipment.list_items(ANY_STATUS).ids
    return _Found(query, listed, overview or parts.overview(), is_first_time)
