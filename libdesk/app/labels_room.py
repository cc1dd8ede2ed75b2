"""Labels, from an item, from the list, and for places: opened over the list of equipment."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from libdesk.app.places import EQUIPMENT
from libdesk.app.site import now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from libdesk.app.hand_rooms import Card, OverEquipment
    from libdesk.domain.records import ItemId
    from libdesk.services.equipment import Chosen
    from libdesk.services.labels import Labels, ReadLabels
    from libdesk.ui.equipment.item_ways import ItemWay
    from libdesk.ui.equipment.list_ways import ListWay


class LabelsRoom:
    """Opens the page of labels.

    Args:
        over: where it is shown, and what it works with.
    """

    def __init__(self, over: "OverEquipment") -> None:
        self._over = over

    def item_ways(self) -> "Sequence[ItemWay]":
        """Return the way from one item."""
        from libdesk.ui.equipment.item_ways import ItemWay

        return (
            ItemWay(
                _tr("Print a label…"),
                self._of_item,
                "T",
                _tr("print its label, or those of all that are chosen"),
            ),
        )

    def list_ways(self) -> "Sequence[ListWay]":
        """Return the ways from the whole list."""
        from libdesk.ui.equipment.list_ways import ListWay

        also = _tr("barcodes stickers tags QR codes")
        return (
            ListWay(_tr("Print labels…"), self.open_list, also=also),
            ListWay(_tr("Print labels of places…"), self.open_places, also=also),
        )

    def cards(self) -> "Sequence[Card]":
        """Return no cards."""
        return ()

    def open_list(self) -> None:
        """Show labels of what is chosen in the list if that is several, else of all it shows."""
        chosen = self._over.chosen()
        if len(chosen) > 1:
            self._open_items(chosen)
            return
        filter_, order = self._over.asked()
        self._open(partial(self._labels().of_list, filter_, order))

    def open_places(self) -> None:
        """Show labels of the branches and their rooms."""
        self._open(self._labels().of_places, are_places=True)

    def _of_item(self, chosen: "Chosen") -> None:
        several = self._over.chosen()
        is_one_of_them = chosen.record.id in several
        self._open_items(several if is_one_of_them and len(several) > 1 else (chosen.record.id,))

    def _open_items(self, ids: "Sequence[ItemId]") -> None:
        self._open(partial(self._labels().of_items, ids))

    def _open(self, read: "Callable[[], ReadLabels]", *, are_places: bool = False) -> None:
        from libdesk.app.label_files import load_sheets
        from libdesk.app.label_press import LabelPress
        from libdesk.app.paper_parts import paper_parts
        from libdesk.ui.label_sheets.labels_page import LabelsPage
        from libdesk.ui.label_sheets.parts import ForWhat, LabelParts

        over = self._over
        over.tasks.papers(_load, lambda _: None, owner=over.window, failed=_later, quiet=True)
        press = LabelPress(now)
        parts = LabelParts(
            load_sheets(),
            press.make,
            press.make_test,
            paper_parts(over.memory, over.parts.data.mail_drafts),
        )
        over.window.sidebar.choose(EQUIPMENT)
        title = _tr("Labels of places") if are_places else _tr("Labels")
        page = LabelsPage(parts, ForWhat(read, are_places), over.tasks, over.look)
        over.cover(title, page)

    def _labels(self) -> "Labels":
        from libdesk.services.labels import Labels

        return Labels(self._over.open_unit, self._over.tasks.give_way)


def _load() -> None:
    """Load what makes labels while the page is still being built."""
    import libdesk.documents.label_paper
    from libdesk.documents import pages

    del libdesk
    pages.load()


def _later(_error: Exception) -> None:
    """Say nothing: whoever makes labels needs it, and says so where it can't be loaded."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("labels", words)
