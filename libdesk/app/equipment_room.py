"""The desk's Equipment room: put together when somebody first goes there; nobody begins with it."""

from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QCursor

from libdesk.app.hand_rooms import HandRoom, OverEquipment, hand_rooms, list_ways, many_ways
from libdesk.app.import_room import ImportRoom
from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.places import EQUIPMENT
from libdesk.app.rules_room import RulesRoom
from libdesk.app.site import now, who
from libdesk.services.errors import Refusal
from libdesk.services.places import Overview, Places
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from libdesk.app.equipment_offers import ItemsAtHand
    from libdesk.domain.item_lists import ItemChoice, ItemFilter, ItemOrder
    from libdesk.domain.item_views import SavedView
    from libdesk.domain.records import ItemId, Record
    from libdesk.services.equipment import Chosen, Equipment
    from libdesk.services.item_import import ItemImport
    from libdesk.ui.equipment.equipment_page import EquipmentPage
    from libdesk.ui.equipment.over_page import OverPage
    from libdesk.ui.equipment.views_menu import ViewsMenu


class EquipmentRoom(QObject):
    """Furnishes the room on the first visit.

    Args:
        with_work: the desk's database, and the threads.
        parts: what the desk runs on.
        window: shows the room.
        look: the theme.
        memory: remembers order, columns and the splitter.
        rules: the library's rules, and the pages on them.

    Attributes:
        lists: reads lists in, and saves them.
        hand: the rooms of what is done on foot; made when somebody needs them.

    Signals:
        changed: items were changed: what forms are told of them is another.
        report_requested: the key of a report that is to be read.
        words_may_leave: the time to take back a decision is over.
        import_requested: read items from a list.
        save_list_requested: write the list to a file.
        print_requested: show what can be printed.
        paper_requested: what returns certain papers to be offered; see PapersRoom.open_with.
    """

    changed = Signal()
    import_requested = Signal()
    save_list_requested = Signal()
    print_requested = Signal()
    paper_requested = Signal(object)
    report_requested = Signal(int)
    words_may_leave = Signal()

    def __init__(
        self,
        with_work: tuple[LateDatabase, Tasks],
        parts: DeskParts,
        window: DeskWindow,
        look: Theme,
        memory: QSettings,
        rules: RulesRoom,
    ) -> None:
        super().__init__(window)
        self._parts = parts
        self._rules = rules
        open_unit, tasks = with_work
        self.lists = ImportRoom(
            parts.data.root / "import-maps",
            with_work,
            window,
            look,
            memory,
            partial(_item_import, open_unit, tasks, rules),
        )
        self.lists.changed.connect(self._on_imported)
        self.import_requested.connect(self.lists.open)
        self.save_list_requested.connect(self._on_save_list)
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._memory = memory
        self._equipment: Equipment | None = None
        self._funders: tuple[str, ...] = ()
        self._page: EquipmentPage | None = None
        window.room_chosen.connect(self._on_room)
        window.sidebar.entered.connect(self._on_entered)
        self._on_room(window.chosen_room())

    def equipment(self) -> "Equipment":
        """Return what reads and changes the items, for whoever imports or prints them."""
        if self._equipment is None:
            from libdesk.services.equipment import Equipment

            self._equipment = Equipment(
                self._open_unit, self._rules.now_rules, now, who(), self._tasks.give_way
            )
        return self._equipment

    def page(self) -> "EquipmentPage":
        """Return the room's page, furnished by now."""
        if self._page is None:
            from libdesk.services.requirements import Requirements
            from libdesk.services.stand_ins import StandIns
            from libdesk.ui.equipment.equipment_page import EquipmentPage
            from libdesk.ui.equipment.parts import EquipmentParts

            parts = EquipmentParts(
                self._tasks,
                self.equipment(),
                StandIns(self._open_unit, self._rules.now_rules, now, who()),
                self._names,
                now,
                self._rules.signs,
                self._cards(),
                Requirements(self._open_unit, now).against_system,
                [way for room in self.hand for way in room.item_ways()],
                list_ways(self.hand),
            )
            self._page = EquipmentPage(parts, self._look, self._memory)
            self._views = self._add_views(self._page)
            self._add_ways(self._page)
            self._page.changed.connect(self._on_changed)
            self._page.import_requested.connect(self.import_requested)
            self._page.save_list_requested.connect(self.save_list_requested)
            self._page.print_requested.connect(self.print_requested)
            self._window.set_page(EQUIPMENT, self._page)
            self._read_funders()
        return self._page

    def open_item(self, tag: str, *, swaps: bool = False) -> None:
        """Go there, to the item with this label.

        Args:
            tag: the label.
            swaps: offer what could stand in for it.
        """
        self._window.sidebar.choose(EQUIPMENT)
        page = self.page()

        def on_found(records: tuple["Record", ...]) -> None:
            # What has another label, and this one for its serial number, is another item.
            record = next((one for one in records if one.tag == tag), None)
            if record is not None:
                page.open_item(record.id)
                if swaps:
                    page.swapping.offer(record)
            else:
                words = self.tr("No item has the label {label} any more.")
                page.tell(Refusal(words.format(label=tag)))

        find = partial(self.equipment().find, tag)
        self._tasks.database(find, on_found, owner=page, failed=page.tell, key="find")

    def _on_room(self, place: int) -> None:
        if place == EQUIPMENT:
            self.page()

    def _on_entered(self, place: int) -> None:
        if place == EQUIPMENT:
            self.page().listing.panel.focus_items()

    def _on_changed(self) -> None:
        self.changed.emit()
        self._read_funders()
        whole = Places(self._open_unit).overview
        show = self._window.show_overview
        page = self.page()
        self._tasks.database(whole, show, owner=page, failed=page.tell, key="names", quiet=True)

    def show_registrations(self) -> None:
        """Show the computers that registered themselves, to be decided on."""
        from libdesk.services.registering import Registering
        from libdesk.ui.equipment.over_page import OverPage
        from libdesk.ui.equipment.registrations_panel import RegistrationsPanel

        registering = Registering(self._open_unit, self._rules.now_rules, now, who())
        panel = RegistrationsPanel(self._look, self._tasks, registering, now)
        panel.changed.connect(self._on_changed)
        panel.words_may_leave.connect(self.words_may_leave)
        title = self.tr("Computers that registered themselves")
        self._cover(OverPage(title, panel, self._look))
        panel.refresh()
        panel.focus_first()

    def show_items(self, ids: "Sequence[ItemId]") -> None:
        """Go there, and show just these items."""
        if ids:
            self._window.sidebar.choose(EQUIPMENT)
            self.page().listing.show_only(ids)

    def at_hand(self) -> "ItemsAtHand":
        """Return the list that somebody has before them, for whoever prints it."""
        from libdesk.app.equipment_offers import ItemsAtHand
        from libdesk.domain.item_lists import ItemFacet
        from libdesk.ui.equipment.narrowing import filter_words

        listing = self.page().listing
        query, today = listing.panel.query, _today()
        told = filter_words(query.filter, listing.overview, today)
        branches = query.filter.values.get(ItemFacet.BRANCH, ())
        return ItemsAtHand(
            query.asked,
            self._views.shown_name() or self.tr("Equipment"),
            tuple(filter(None, (told, query.text))),
            branches[0] if len(branches) == 1 else "",
            self._funders,
        )

    def _cards(self) -> "tuple[Callable[[Chosen], QWidget | None], ...]":
        from libdesk.app.rooms_room import photos_parts
        from libdesk.services.item_reports import ReportsByItem
        from libdesk.ui.equipment.photos_card import photos_card
        from libdesk.ui.equipment.reports_card import ReportsCards

        reports = ReportsCards(
            self._tasks, ReportsByItem(self._open_unit, now), self._look, now, self
        )
        reports.open_requested.connect(self.report_requested)
        data = self._parts.data.root
        photos = photos_parts(self._open_unit, self._parts.database, data)
        more = [card for room in self.hand for card in room.cards()]
        return *more, reports, photos_card(photos, self._tasks, self._look)

    def _add_views(self, page: "EquipmentPage") -> "ViewsMenu":
        from libdesk.ui.equipment.narrowing import query_of
        from libdesk.ui.equipment.views_menu import ViewsMenu

        panel = page.listing.panel
        views = ViewsMenu(self._tasks, self._rules.views(), self._look, _today)

        def show(view: "SavedView") -> None:
            panel.ask(query_of(view.filter.on(_today()), view.order))

        def follow() -> None:
            views.show_query(panel.query.asked, panel.query.order)

        views.view_chosen.connect(show)
        views.failed.connect(page.tell)
        panel.query_changed.connect(follow)
        panel.below_head.addWidget(views)
        follow()
        views.read()
        return views

    def _on_imported(self) -> None:
        self.refresh()
        self._on_changed()

    def _on_save_list(self) -> None:
        page = self.page()
        menu = self.lists.save_menu(page.listing.panel.query.asked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _add_ways(self, page: "EquipmentPage") -> None:
        head = page.listing.panel.head
        head.add_action(self.lists.take_back_action)
        self.lists.told.connect(page.listing.panel.say)
        self.lists.refused.connect(lambda words: page.tell(Refusal(words)))
        self.lists.refresh()
        for words, act in many_ways(self.hand):
            page.listing.panel.add_way_for_chosen(words, act)
        head.begin_ways()
        for way in list_ways(self.hand):
            head.add_way(f"{way.words}\t{way.key}" if way.key else way.words, way.act)
        head.begin_ways()
        head.add_way(self.tr("Computers that registered themselves"), self.show_registrations)
        head.add_way(self.tr("Rules for equipment"), self._rules.show_rules)
        head.add_way(self.tr("How mixed our computers are"), self._rules.show_fleet)

    @cached_property
    def hand(self) -> tuple[HandRoom, ...]:
        """Return the rooms of what is done on foot; none of them is loaded before that."""
        from libdesk.domain.records import ItemId

        def cover(title: str, content: "QWidget") -> None:
            from libdesk.ui.equipment.over_page import OverPage

            self._cover(OverPage(title, content, self._look))

        def chosen() -> "tuple[ItemId, ...]":
            keys = () if self._page is None else self._page.listing.items.selected_keys()
            return tuple(map(ItemId, keys))

        def asked() -> "tuple[ItemFilter, ItemOrder]":
            query = self.page().listing.panel.query
            return query.asked, query.order

        def say(words: str) -> None:
            self.page().listing.panel.say(words)

        def tell(error: Exception) -> None:
            self.page().tell(error)

        def offer_undo(words: str, act: "Callable[[], None]") -> None:
            from libdesk.ui.equipment.wording import undo_words

            self.page().undo.offer(act, partial(undo_words, words), words)

        return hand_rooms(
            OverEquipment(
                self._open_unit,
                self._tasks,
                self._parts,
                self._window,
                self._look,
                self._memory,
                self._rules,
                cover,
                partial(self._window.cover, None),
                self._on_imported,
                self.open_item,
                chosen,
                asked,
                say,
                tell,
                offer_undo,
                self.paper_requested.emit,
            )
        )

    def _cover(self, page: "OverPage") -> None:
        page.left.connect(partial(self._window.cover, None))
        self._window.cover(page)
        page.setFocus()

    def refresh(self) -> None:
        """Read the list anew, where somebody has been there."""
        if self._page is not None:
            self._page.read()

    def _read_funders(self) -> None:
        """Read who has paid for something, before somebody prints a list for one of them."""
        from libdesk.domain.item_lists import ItemFacet, ItemFilter
        from libdesk.domain.statuses import Status

        def take(choices: "tuple[ItemChoice, ...]") -> None:
            found = (one.value for one in choices if one.facet is ItemFacet.FUNDER)
            self._funders = tuple(found)

        read = partial(self.equipment().choices, ItemFilter(statuses=frozenset(Status)))
        failed = self.page().tell
        self._tasks.database(read, take, owner=self, failed=failed, key="funders", quiet=True)

    def _names(self) -> Overview:
        """Read the branches' names; not all items, which the list reads as they are shown."""
        with self._open_unit() as unit:
            names = {branch.code: branch.name for branch in unit.places.branches()}
            return Overview(unit.desk.word("library"), names)


def _item_import(open_unit: LateDatabase, tasks: Tasks, rules: RulesRoom) -> "ItemImport":
    from libdesk.app.item_rules import kind_words
    from libdesk.services.item_import import ItemImport

    return ItemImport(
        open_unit,
        rules.now_rules,
        now,
        who(),
        lambda: kind_words(rules.rules().known()),
        tasks.give_way,
    )


def _today() -> date:
    return now().astimezone().date()
