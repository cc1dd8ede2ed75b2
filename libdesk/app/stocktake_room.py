"""Counting day, over the list of equipment: loaded when somebody first goes there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from libdesk.app.site import now, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from libdesk.app.hand_rooms import Card, OverEquipment
    from libdesk.app.stocktake_offers import StocktakeOffers
    from libdesk.domain.records import ItemId
    from libdesk.domain.stocktake import Stocktake
    from libdesk.ui.equipment.item_ways import ItemWay
    from libdesk.ui.equipment.list_ways import ListWay
    from libdesk.ui.stocktake.keeper import Keeper
    from libdesk.ui.stocktake.parts import Library, StocktakeParts
    from libdesk.ui.stocktake.stocktake_page import StocktakePage
    from libdesk.ui.stocktake.tones import Tones


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


class StocktakeRoom:
    """Opens the counts, and the scanner test.

    Args:
        over: what it works with.
    """

    def __init__(self, over: "OverEquipment") -> None:
        self._over = over
        self._keeper: Keeper | None = None
        self._tones: Tones | None = None

    def item_ways(self) -> "Sequence[ItemWay]":
        """Return nothing: a count is of many things."""
        return ()

    def list_ways(self) -> "Sequence[ListWay]":
        """Return the ways to the counts and to the scanner test."""
        from libdesk.ui.equipment.list_ways import ListWay

        return (
            ListWay(
                _tr("Counting day"),
                self.show,
                "C",
                _tr("count what stands in a place"),
                _tr("inventory stocktaking audit scan barcodes check what is there"),
            ),
            ListWay(_tr("Test the scanner"), self.show_test, also=_tr("barcodes")),
        )

    def cards(self) -> "Sequence[Card]":
        """Return nothing."""
        return ()

    def show(self) -> None:
        """Show the counts."""
        self._cover().show_counts()

    def show_count(self, stocktake: int) -> None:
        """Show one count."""
        page = self._cover()
        page.show_counts()
        page.open(stocktake)

    def show_test(self) -> None:
        """Show the scanner test."""
        page = self._cover()
        page.show_counts()
        page.show_test()

    def _cover(self) -> "StocktakePage":
        """Show the page anew; what keeps the scans outlives it, until all of them are stored."""
        from libdesk.ui.stocktake.keeper import Keeper
        from libdesk.ui.stocktake.stocktake_page import StocktakePage

        over, parts = self._over, self._parts()
        if self._keeper is None:
            self._keeper = Keeper(over.tasks, parts.taking, now, over.window)
            self._keeper.unsaved.connect(self._on_unsaved)
        page = StocktakePage(parts, over.look, self._keeper)
        over.cover(_tr("Counting day"), page)
        return page

    def _on_unsaved(self, count: int, _why: str) -> None:
        """Say below the list, too, that not everything is stored: the page may be left by now."""
        told = _tr("Some scans of counting day are not stored yet. They are tried again.")
        self._over.window.say(told if count else "", "stocktake")

    def _parts(self) -> "StocktakeParts":
        from libdesk.app.list_files import write_list
        from libdesk.services.count_results import CountResults
        from libdesk.services.stocktake import Stocktaking
        from libdesk.ui.stocktake.parts import StocktakeParts
        from libdesk.ui.stocktake.scanner_memory import ScannerMemory
        from libdesk.ui.stocktake.tones import Tones

        over = self._over
        if self._tones is None:
            self._tones = Tones(over.window, over.memory)
        return StocktakeParts(
            over.tasks,
            Stocktaking(over.open_unit, now, who()),
            CountResults(over.open_unit, over.rules.now_rules, now, who()),
            self._library,
            self._codes,
            self._find,
            self._print_list,
            self._print_result,
            write_list,
            over.changed,
            now,
            over.memory,
            ScannerMemory(over.memory),
            self._tones,
        )

    def _library(self) -> "Library":
        from libdesk.domain.rooms import key_of
        from libdesk.services.places import Overview
        from libdesk.services.stocktake import places_in
        from libdesk.ui.stocktake.parts import Library

        with self._over.open_unit() as unit:
            branches = {one.code: one.name for one in unit.places.branches()}
            spots = {one.key: one for one in places_in(unit)}
        order = {code: at for at, code in enumerate(branches)}
        known = sorted(
            spots.values(), key=lambda one: (order.get(one.branch, -1), key_of(one.room))
        )
        return Library(Overview(branches=branches), tuple(known))

    def _codes(self) -> tuple[str, ...]:
        from libdesk.domain.place_codes import place_code
        from libdesk.services.stocktake import places_in

        with self._over.open_unit() as unit:
            places = [place_code(one.branch, one.room) for one in places_in(unit)]
            return (*places, *unit.items.tags())

    def _find(self, label: str) -> "ItemId | None":
        from libdesk.domain.text import clean_line, fold

        wanted = fold(clean_line(label))
        with self._over.open_unit() as unit:
            found = (one for one in unit.items.find(clean_line(label)) if fold(one.tag) == wanted)
            return next((one.id for one in found), None) if wanted else None

    def _print_list(self, stocktake: "Stocktake") -> None:
        self._over.papers(lambda _papers, _names: (self._offers().tick_list(stocktake),))

    def _print_result(self, stocktake: "Stocktake") -> None:
        self._over.papers(lambda _papers, _names: self._offers().of_count(stocktake))

    def _offers(self) -> "StocktakeOffers":
        from libdesk.app.site import load_guidance
        from libdesk.app.stocktake_offers import StocktakeOffers

        return StocktakeOffers(self._over.open_unit, load_guidance, now)
