"""The Equipment room: puts list, record and forms together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.item_history import ChangeId
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.item_changes import Changed
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.editing import Editing
from libdesk.ui.equipment.item_reader import ItemReader
from libdesk.ui.equipment.listing import Listing
from libdesk.ui.equipment.many_cards import ManyCard
from libdesk.ui.equipment.memory import follow_splitter
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.equipment.right_side import RightSide, Written
from libdesk.ui.equipment.side_cards import SideCards
from libdesk.ui.equipment.swapping import Swapping
from libdesk.ui.equipment.together import Together
from libdesk.ui.equipment.wording import done_words, undo_words
from libdesk.ui.garbage import large_work
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.undo_bar import UndoBar

_WIDTHS = (670, 430)


class EquipmentPage(QWidget):
    """The room of all items.

    Args:
        parts: what it works with.
        look: the theme.
        memory: remembers order, columns and the splitter.

    Signals:
        changed: items were changed, added or taken back.
        import_requested: read items from a list.
        save_list_requested: write the list to a file.
        print_requested: show what can be printed.

    Attributes:
        listing: the list: what it is asked for, and what is chosen in it.
        cards: what the list can be narrowed to, and the keys.
        swapping: swaps spares in and back.
        undo: takes back what was done here, or what others offer on it by what does that.
    """

    changed = Signal()
    import_requested = Signal()
    save_list_requested = Signal()
    print_requested = Signal()

    def __init__(self, parts: EquipmentParts, look: Theme, memory: QSettings) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self.setProperty("role", "page")
        self.listing = Listing(parts, look, memory, self)
        self._build()
        self._connect()
        follow_splitter(memory, self._panes)

    def read(self) -> None:
        """Read the list, and the item that is shown, anew; what is being typed stays."""
        self.listing.read()
        self._reader.again()

    def open_item(self, item_id: int) -> None:
        """Show an item, whatever the list was asked for."""
        self.listing.open_item(item_id)
        self._panes.open_second()
        self.listing.panel.focus_items()

    def tell(self, error: Exception) -> None:
        """Say what the surroundings do; a bug goes where bugs are told."""
        if isinstance(error, Unavailable | Refusal | Conflict):
            self._banner.say(error.sentence)
        else:
            self._parts.tasks.unhandled.emit(error)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        self.read()

    def _build(self) -> None:
        px = self._look.px
        self._right = RightSide(self._parts, self._look)
        self._editing = Editing(self._parts, self._look, self)
        self._together = Together(self._parts, self._look, self)
        self._reader = ItemReader(self._parts, self._right.detail, self._editing)
        self.swapping = Swapping(self._parts, self._look, self._right, self._reader)
        self.cards = SideCards(self._parts, self._look, self.listing, self._right)
        self.undo = UndoBar(self._look)
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._dismiss = Button(self.tr("Close"), enter_presses=False)
        self._banner = Banner(self._look, "notice", (self._again, self._dismiss))
        self._panes = Panes(self._look, self.listing.panel, self._right)
        self._panes.setSizes([px(width) for width in _WIDTHS])
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(px(theme.HUGE), edge, px(theme.HUGE), edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(self._banner)
        column.addWidget(self._panes, 1)
        column.addWidget(self.undo)

    def _connect(self) -> None:
        panel, items, detail = self.listing.panel, self.listing.items, self._right.detail
        panel.change_requested.connect(self._on_bulk)
        panel.move_requested.connect(self._on_move)
        for source in (panel.head, panel.empty):
            source.add_requested.connect(self._editing.add)
            source.import_requested.connect(self.import_requested)
        panel.head.filter_requested.connect(self.cards.show_filter)
        panel.head.save_list_requested.connect(self.save_list_requested)
        panel.head.print_requested.connect(self.print_requested)
        items.clicked.connect(self._panes.open_second)
        items.opened.connect(self._on_opened)
        items.edit_requested.connect(self._on_edit)
        self.listing.key_chosen.connect(self._on_key)
        self.listing.overview_read.connect(self._on_overview)
        detail.change_requested.connect(self._on_edit)
        detail.move_requested.connect(self._on_move)
        detail.forget_requested.connect(self._reader.forget_draft)
        detail.swap_requested.connect(self.swapping.begin)
        detail.back_requested.connect(self.swapping.swap_back)
        detail.keep_requested.connect(self.swapping.keep)
        detail.open_requested.connect(self.open_item)
        self.swapping.opened.connect(self._panes.open_second)
        self.swapping.closed.connect(self._on_card_closed)
        self.swapping.saved.connect(self._on_saved)
        self.swapping.failed.connect(self._reader.again)
        self.undo.left.connect(self.listing.panel.focus_items)
        for left in (detail.left, self._editing.closed, self._together.closed):
            left.connect(self._to_list)
        self.cards.closed.connect(self._on_card_closed)
        for work in (self._editing, self._together):
            work.opened.connect(self._on_form)
            work.saved.connect(self._on_saved)
        workers = (self.listing, self._reader, self._editing, self._together, self.swapping)
        for worker in (*workers, self.cards):
            worker.failed.connect(self.tell)
        self._together.read_requested.connect(self.read)
        self.cards.opened.connect(self._panes.open_second)
        self._panes.left.connect(panel.focus_items)
        self.undo.undo_requested.connect(self._on_undo)
        self._again.clicked.connect(self._on_again)
        self._dismiss.clicked.connect(self._banner.hide)
        for keys, act in self._acts():
            for one in keys.split():
                shortcut = QShortcut(QKeySequence(one), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    def _acts(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Return what each key does, keys apart by spaces."""
        items, panel = self.listing.items, self.listing.panel
        ways = self._parts.ways
        return (
            ("J", partial(items.step, 1)),
            ("K", partial(items.step, -1)),
            ("X", items.pick),
            ("/ Ctrl+F", panel.head.focus_search),
            ("N Ctrl+N", self._editing.add),
            ("E", self._on_edit),
            ("B", self._on_bulk),
            ("M", self._on_move),
            ("S", self.swapping.begin),
            ("G", panel.turn_group),
            ("O", self.cards.show_filter),
            ("U Ctrl+Z", self.undo.undo),
            ("? Shift+?", self.cards.show_keys),
            ("F5", self.read),
            *((one.key, partial(self._right.detail.more.act, one.key)) for one in ways if one.key),
            *((one.key, one.act) for one in self._parts.list_ways if one.key),
        )

    def _on_overview(self, overview: Overview) -> None:
        for worker in (self._reader, self._editing, self._together, self.swapping):
            worker.overview = overview
        self._reader.again()

    def _on_key(self, key: int | None) -> None:
        self._editing.leave()
        self.swapping.leave(key)
        self._reader.open(key)

    def _on_opened(self) -> None:
        self._editing.leave()
        self._panes.open_second()
        self._right.show_detail()
        self._right.detail.take_focus()

    def _on_edit(self) -> None:
        if self._reader.chosen is not None:
            self._editing.change(self._reader.chosen)

    def _on_bulk(self) -> None:
        self._together.change(self.listing.items.selected_keys())

    def _on_move(self) -> None:
        self._together.move(self.listing.items.selected_keys())

    def _on_card_closed(self) -> None:
        if not self._right.close_card():
            self._to_list()

    def _on_form(self, form: Written) -> None:
        if isinstance(form, ManyCard):
            self._editing.leave()
        self._right.show_written(form)
        self._panes.open_second()

    def _to_list(self) -> None:
        self._right.show_detail()
        self._reader.again()  # what was put aside is told there
        self._panes.close_second()
        self.listing.panel.focus_items()

    def _on_saved(
        self,
        changed: Changed,
        is_new: bool = False,  # noqa: FBT001, FBT002 - a signal's argument
        words: str = "",
    ) -> None:
        self._banner.say("")
        self.listing.panel.say("")
        if changed.change is not None:
            first = changed.records[0]
            told = words or done_words(len(changed.records), first.tag, is_new=is_new)
            self.undo.offer(changed.change, partial(undo_words, told), told)
            self.changed.emit()
        else:
            self.listing.panel.say(self.tr("Nothing is changed: it was so already."))
        self.listing.read(changed.records[0].id if is_new else None)
        self._reader.again()

    def _on_undo(self, change: ChangeId | Callable[[], None]) -> None:
        self.undo.forget(change)
        if callable(change):
            change()
            return

        def on_done(_ids: object) -> None:
            self._banner.say("")
            self.listing.panel.say(self.tr("Taken back, as though it had never been."))
            self.read()
            self.changed.emit()

        def work() -> object:
            with large_work(stays=False):  # it may be all items
                return self._parts.equipment.undo(change)

        self._parts.tasks.database(work, on_done, owner=self, failed=self.tell)

    def _on_again(self) -> None:
        self._banner.say("")
        self.read()
