"""Setting machines up: pages over the list of equipment, and a card on each record."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from libdesk.app.hand_rooms import Card, OverEquipment
from libdesk.app.site import now, who

if TYPE_CHECKING:
    from libdesk.domain.records import Record
    from libdesk.services.equipment import Chosen
    from libdesk.services.places import Overview
    from libdesk.services.reimagings import SetUp
    from libdesk.ui.equipment.item_ways import ItemWay
    from libdesk.ui.equipment.list_ways import ListWay
    from libdesk.ui.papers.parts import PaperOffer
    from libdesk.ui.reimaging.parts import SetUpParts
    from libdesk.ui.reimaging.run_card import RunCards


class ReimagingRoom:
    """Opens them.

    Args:
        over: what it works with.
    """

    def __init__(self, over: OverEquipment) -> None:
        self._over = over
        self._parts: SetUpParts | None = None
        self._cards: RunCards | None = None

    def item_ways(self) -> "Sequence[ItemWay]":
        """Return the way from an item to its checklist."""
        from PySide6.QtCore import QCoreApplication

        from libdesk.domain.reimaging import STARTS
        from libdesk.ui.equipment.item_ways import ItemWay

        def offers(chosen: "Chosen") -> bool:
            return chosen.record.status in STARTS

        tr = partial(QCoreApplication.translate, "reimaging")
        told = tr("set it up afresh, by its checklist")
        words = tr("Set up afresh…")
        return (ItemWay(words, lambda chosen: self.show(chosen.record), "R", told, offers),)

    def list_ways(self) -> "Sequence[ListWay]":
        """Return the way to what is being set up."""
        from PySide6.QtCore import QCoreApplication

        words = QCoreApplication.translate("reimaging", "Machines being set up")
        from libdesk.ui.equipment.list_ways import ListWay

        also = QCoreApplication.translate(
            "reimaging", "afresh again re-image reimage reinstall checklist computers"
        )
        return (ListWay(words, self.show_running, also=also),)

    def cards(self) -> Sequence[Card]:
        """Return what makes the card on a record."""
        from libdesk.ui.reimaging.run_card import RunCards

        if self._cards is None:
            self._cards = RunCards(self._set_up_parts(), self._over.look, self._over.window)
            self._cards.go_on_requested.connect(self.show)
        return (self._cards,)

    def show(self, record: "Record") -> None:
        """Open an item's checklist."""
        from libdesk.ui.reimaging.set_up_panel import SetUpPanel
        from libdesk.ui.reimaging.words import title_words

        panel = SetUpPanel(self._set_up_parts(), self._over.look, record.id)
        panel.changed.connect(self._over.changed)
        panel.left.connect(self._over.uncover)
        self._over.cover(title_words(record), panel)
        panel.refresh()

    def show_running(self) -> None:
        """Open what is being set up."""
        from libdesk.ui.reimaging.running_panel import RunningPanel

        panel = RunningPanel(self._set_up_parts(), self._over.look)
        panel.opened.connect(self.show)
        panel.failed.connect(self._over.tell)
        (way,) = self.list_ways()
        self._over.cover(way.words, panel)
        panel.refresh()

    def _set_up_parts(self) -> "SetUpParts":
        if self._parts is None:
            from libdesk.app.shipped_sheets import shipped_sheets
            from libdesk.services.equipment import Equipment
            from libdesk.services.places import Places
            from libdesk.services.reimagings import Reimagings
            from libdesk.ui.reimaging.parts import SetUpParts

            open_unit, rules = self._over.open_unit, self._over.rules.now_rules
            self._parts = SetUpParts(
                self._over.tasks,
                Reimagings(open_unit, rules, shipped_sheets, now, who()),
                Equipment(open_unit, rules, now, who()).undo,
                Places(open_unit).overview,
                now,
                self._print,
            )
        return self._parts

    def _print(self, shown: "SetUp") -> None:
        self._over.papers(lambda _papers, names: _offers(shown, names))


def _offers(shown: "SetUp", overview: "Overview") -> "tuple[PaperOffer, ...]":
    from libdesk.app.reimaging_papers import run_offers

    return run_offers(shown, overview)
