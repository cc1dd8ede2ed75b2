"""Wiping and disposal at the desk: the page over the list, the way from an item, and its card."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from libdesk.app.site import load_guidance, now, who

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from libdesk.app.disposal_offers import DisposalOffers
    from libdesk.app.hand_rooms import Card, OverEquipment
    from libdesk.domain.records import ItemId
    from libdesk.domain.wiping import WipingRules
    from libdesk.services.disposals import Disposals
    from libdesk.services.equipment import Chosen
    from libdesk.services.value_bands import ValueBands
    from libdesk.ui.disposal.bands_panel import BandsDraft
    from libdesk.ui.disposal.leaving_form import Draft
    from libdesk.ui.disposal.leaving_side import DraftKey
    from libdesk.ui.disposal.way_card import WayCards
    from libdesk.ui.equipment.item_ways import ItemWay
    from libdesk.ui.equipment.list_ways import ListWay


def _tr(words: str) -> str:
    return QCoreApplication.translate("disposal", words)


class DisposalRoom:
    """Opens the page, and makes the card.

    Args:
        over: what it works with.
    """

    def __init__(self, over: "OverEquipment") -> None:
        self._over = over
        self._drafts: dict[DraftKey, Draft] = {}
        self._bands_drafts: list[BandsDraft] = []
        self._maker: WayCards | None = None

    def item_ways(self) -> "Sequence[ItemWay]":
        """Return what can be done with one item."""
        from libdesk.ui.equipment.item_ways import ItemWay

        def open_these(chosen: "Chosen") -> None:
            several = self._over.chosen()
            is_one_of_them = chosen.record.id in several
            self.show(several if is_one_of_them and len(several) > 1 else [chosen.record.id])

        told = _tr("wipe it, and let it go; also all that are chosen")
        return (ItemWay(_tr("Wipe and dispose…"), open_these, "D", told),)

    def list_ways(self) -> "Sequence[ListWay]":
        """Return what stands in the menu of the whole list, and where Ctrl+K goes."""
        from libdesk.ui.equipment.list_ways import ListWay

        also = _tr(
            "wipe dispose erase surplus retire get rid of old computers recycle sell give away "
            "donate board discard"
        )
        who_decides = _tr(
            "value bands policy worth surplus board director sealed bid threshold limits currency"
        )
        return (
            ListWay(_tr("Wiping and disposal"), self.show_chosen, also=also),
            ListWay(_tr("Who decides what leaves"), self.show_bands, also=who_decides),
        )

    def cards(self) -> "Sequence[Card]":
        """Return what makes the card below a record."""
        return (self._card,)

    def show(self, items: "Sequence[ItemId]" = ()) -> None:
        """Open the page, on these items or on what is to be done first."""
        from libdesk.app.equipment_offers import budget_month
        from libdesk.ui.disposal.disposal_panel import DisposalPanel, DisposalParts

        over = self._over
        parts = DisposalParts(
            self._disposals(),
            self._equipment_undo(),
            _wiping(),
            self._branches,
            now,
            who(),
            self._drafts,
            lambda: budget_month(over.memory),
        )
        panel = DisposalPanel(parts, over.tasks, over.look, items)
        panel.changed.connect(over.changed)
        panel.open_requested.connect(self._open)
        panel.certificate_requested.connect(self._print_certificate)
        panel.proposal_requested.connect(
            lambda items: over.papers(lambda _papers, _names: (self._offers().proposal(items),))
        )
        panel.list_requested.connect(
            lambda: over.papers(lambda _papers, _names: (self._offers().departures(),))
        )
        panel.bands_requested.connect(self.show_bands)
        over.cover(_tr("Wiping and disposal"), panel)

    def show_bands(self) -> None:
        """Open the value bands: by them the proposal says what to do, and who decides."""
        from libdesk.ui.disposal.bands_panel import BandsPanel, BandsParts

        over = self._over
        parts = BandsParts(self._value_bands(), now, self._bands_drafts)
        panel = BandsPanel(parts, over.tasks, over.look)
        panel.left.connect(self.show)
        over.cover(_tr("Who decides what leaves"), panel)

    def show_chosen(self) -> None:
        """Open the page on what is chosen in the list, if that is several."""
        chosen = self._over.chosen()
        self.show(chosen if len(chosen) > 1 else ())

    def _card(self, chosen: "Chosen") -> "QWidget | None":
        from libdesk.ui.disposal.way_card import WayCards

        if self._maker is None:
            over = self._over
            maker = WayCards(over.tasks, self._disposals(), _wiping(), over.look, now, over.window)
            maker.open_requested.connect(lambda item: self.show([item]))
            maker.certificate_requested.connect(self._print_certificate)
            self._maker = maker
        return self._maker(chosen)

    def _open(self, tag: str) -> None:
        self._over.uncover()
        self._over.open_item(tag)

    def _print_certificate(self, item: "ItemId") -> None:
        self._over.papers(lambda _papers, _names: (self._offers().certificate(item),))

    def _offers(self) -> "DisposalOffers":
        from libdesk.app.disposal_offers import DisposalOffers

        return DisposalOffers(
            self._over.open_unit, self._disposals(), self._value_bands(), load_guidance, now
        )

    def _value_bands(self) -> "ValueBands":
        from libdesk.app.disposal_files import load_values
        from libdesk.services.value_bands import ValueBands

        return ValueBands(self._over.open_unit, load_values, now, who())

    def _disposals(self) -> "Disposals":
        from libdesk.services.disposals import Disposals

        over = self._over
        rest = over.tasks.give_way
        return Disposals(over.open_unit, over.rules.now_rules, now, who(), _wiping, rest)

    def _equipment_undo(self) -> Callable[..., object]:
        from libdesk.services.equipment import Equipment

        over = self._over
        return Equipment(over.open_unit, over.rules.now_rules, now, who(), over.tasks.give_way).undo

    def _branches(self) -> dict[str, str]:
        with self._over.open_unit() as unit:
            return {branch.code: branch.name for branch in unit.places.branches()}


def _wiping() -> "WipingRules":
    from libdesk.app.disposal_files import load_wiping

    return load_wiping()
