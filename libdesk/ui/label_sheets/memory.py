"""What is remembered of labels on this computer: sheet, code, and each sheet's nudge and end."""

from PySide6.QtCore import QSettings

from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import NO_NUDGE, Nudge, Sheet, Sheets
from libdesk.domain.labels import USUAL, Part
from libdesk.ui.papers.offer_panel import usual_size
from libdesk.ui.papers.parts import Format

_SHEET, _SYMBOL, _SHOWN = "labels/sheet", "labels/symbol", "labels/shown"
_NOTHING = "-"
_ON_LETTER, _ON_A4 = "5160", "L7160"


class LabelMemory:
    """Reads and writes it; what makes no sense any more counts as never chosen.

    Args:
        settings: keeps it.
        are_places: labels are for branches and rooms, whose names seldom fit as bars.
    """

    def __init__(self, settings: QSettings, *, are_places: bool = False) -> None:
        self._settings = settings
        self._usual = Symbol.QR if are_places else Symbol.CODE_128
        ending = " of places" if are_places else ""
        self._symbol, self._shown = f"{_SYMBOL}{ending}", f"{_SHOWN}{ending}"

    def sheet(self, sheets: Sheets) -> Sheet:
        """Return the sheet that was used last; before the first time, one of the usual paper."""
        name = str(self._settings.value(_SHEET, ""))
        known = next((one for one in sheets.all if one.name == name), None)
        if known is not None:
            return known
        return sheets.get(_ON_LETTER if usual_size(self._settings) is Format.LETTER else _ON_A4)

    def symbol(self) -> Symbol:
        """Return the code that was used last."""
        name = str(self._settings.value(self._symbol, ""))
        return Symbol(name) if name in set(Symbol) else self._usual

    def shown(self) -> frozenset[Part]:
        """Return what stood on labels last."""
        names = str(self._settings.value(self._shown, ""))
        if not names:
            return USUAL
        return frozenset(Part(one) for one in names.split() if one in set(Part))

    def nudge(self, sheet: Sheet) -> Nudge:
        """Return how far the print of a sheet is moved."""
        told = str(self._settings.value(_nudge_of(sheet), "")).split(" ")
        try:
            x, y = map(int, told)
            return Nudge(x, y)
        except ValueError:
            return NO_NUDGE

    def next_cell(self, sheet: Sheet) -> int:
        """Return the cell after the last label that was printed on a sheet; 0 for a new sheet."""
        told = str(self._settings.value(_next_of(sheet), ""))
        # Of a number that is longer no sheet has a cell, and Python would refuse thousands (B16).
        cell = int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 0
        return cell if cell < sheet.count else 0

    def keep(self, sheet: Sheet, symbol: Symbol, shown: frozenset[Part], nudge: Nudge) -> None:
        """Keep what is chosen."""
        self._settings.setValue(_SHEET, sheet.name)
        self._settings.setValue(self._symbol, symbol.value)
        named = " ".join(sorted(one.value for one in shown))
        self._settings.setValue(self._shown, named or _NOTHING)
        self._settings.setValue(_nudge_of(sheet), f"{nudge.x} {nudge.y}")

    def keep_next(self, sheet: Sheet, cell: int) -> None:
        """Keep where a sheet ended that was printed."""
        self._settings.setValue(_next_of(sheet), str(cell))


def _nudge_of(sheet: Sheet) -> str:
    return f"labels/nudge {sheet.name}"


def _next_of(sheet: Sheet) -> str:
    return f"labels/next {sheet.name}"
