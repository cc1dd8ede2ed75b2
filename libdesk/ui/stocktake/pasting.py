"""Counts a list that was scanned elsewhere, and takes it back."""

from PySide6.QtCore import QObject, Signal

from libdesk.domain.pasted_lists import clean_list
from libdesk.domain.stocktake import ScanId, Spot
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.places import Overview
from libdesk.services.scan_taking import Pasted
from libdesk.ui.stocktake.keeper import Keeper
from libdesk.ui.stocktake.parts import StocktakeParts
from libdesk.ui.stocktake.paste_panel import PastePanel


class Pasting(QObject):
    """What the panel asks for.

    Args:
        parts: stores it.
        keeper: counts.
        panel: has the list.

    Signals:
        counted: other things count now.
        failed: an error that is nobody's fault to mend.
    """

    counted = Signal()
    failed = Signal(object)

    def __init__(self, parts: StocktakeParts, keeper: Keeper, panel: PastePanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._keeper = keeper
        self._panel = panel
        self._pasted: tuple[ScanId, ...] = ()
        self._is_storing = False
        self._overview = Overview()
        panel.paste_requested.connect(self._on_paste)
        panel.undo_requested.connect(self._on_undo)

    def show(self, overview: Overview, place: Spot | None) -> None:
        """Offer the places of the count; where somebody is now is chosen."""
        self._overview = overview
        self._panel.show_places(self._keeper.opened.spots, overview, place)

    def _on_paste(self, text: str, spot: Spot | None, by: str) -> None:
        if self._is_storing:
            return  # pressed twice: it would all be there already
        self._is_storing = True
        taking, stocktake = self._parts.taking, self._keeper.stocktake
        known, around = self._keeper.opened.known, self._parts.scanner.around

        def work() -> tuple[Pasted, int]:
            clean = clean_list(text, known, around)
            return taking.paste(stocktake, clean.text, spot, by), clean.patrons

        self._parts.tasks.database(work, self._on_pasted, owner=self, failed=self._on_failed)

    def _on_pasted(self, made: tuple[Pasted, int]) -> None:
        self._is_storing = False
        pasted, patrons = made
        self._pasted = tuple(one.id for one in pasted.scans)
        self._panel.show_pasted(pasted, patrons, self._overview)
        self._keeper.add_stored(pasted.scans)
        self.counted.emit()

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._panel.show_trouble(error.sentence)
        else:
            self.failed.emit(error)

    def _on_undo(self) -> None:
        if self._keeper.undo_these(self._pasted):
            self._pasted = ()
            self._panel.show_taken_back()
            self.counted.emit()
