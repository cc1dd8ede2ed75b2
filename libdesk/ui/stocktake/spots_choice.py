"""Which branches, and which of their rooms, are counted."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.stocktake import Spot
from libdesk.ui import theme
from libdesk.ui.stocktake.parts import Library
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.refilling import refill


class SpotsChoice(QWidget):
    """Chips for the branches; their rooms only where somebody asks for them.

    Args:
        look: the theme.

    Signals:
        changed: other places.
    """

    changed = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._library: Library | None = None
        self._rows: dict[str, ChipRow] = {}
        self._kept: tuple[Spot, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.MEDIUM))
        self._branches = ChipRow(self.tr("What is counted"), (), look, several=True, role="")
        self._some = Button(self.tr("Only some rooms…"), enter_presses=False)
        self._branches.add_button(self._some)
        self._rooms = QWidget()
        self._inside = QVBoxLayout(self._rooms)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(look.px(theme.MEDIUM))
        self._rooms.hide()
        column.addWidget(self._branches)
        column.addWidget(self._rooms)
        self._branches.changed.connect(self._on_branches)
        self._some.clicked.connect(self._on_some)

    def show_library(self, library: Library, spots: Sequence[Spot] | None = None) -> None:
        """Offer a library's places.

        Args:
            library: the places.
            spots: those that are chosen; None for all. One that is not there any more stays chosen.
        """
        self._library = library
        codes = list(dict.fromkeys(one.branch for one in library.spots))
        names = library.overview.branch_name
        self._branches.set_choices([(code, names(code)) for code in codes])
        chosen = [Spot(code) for code in codes] if spots is None else spots
        self._branches.choose([one.branch for one in chosen if not one.room])
        there = {one.key: one for one in library.spots}
        self._kept = tuple(one for one in chosen if one.key not in there)
        self._rows = {}
        for code in codes:
            rooms = [one.room for one in library.spots if one.branch == code and one.room]
            if rooms:
                words = self.tr("Only these rooms of {branch}").format(branch=names(code))
                choices = [(room, room) for room in rooms]
                row = ChipRow(words, choices, self._look, several=True, role="")
                row.choose([there[one.key].room for one in chosen if _is_room(one, code, there)])
                row.changed.connect(partial(self._on_rooms, code))
                self._rows[code] = row
        refill(self._inside, self._rows.values())
        self._rooms.setVisible(any(row.chosen() for row in self._rows.values()))
        self._some.setVisible(bool(self._rows))

    def spots(self) -> tuple[Spot, ...]:
        """Return the places that are chosen."""
        whole = self._branches.chosen()
        some = (Spot(code, room) for code, row in self._rows.items() for room in row.chosen())
        return (*map(Spot, whole), *some, *self._kept)

    def _on_branches(self) -> None:
        """A branch that is counted whole has its rooms in it."""
        for code in self._branches.chosen():
            if code in self._rows:
                self._rows[code].choose([])
        self.changed.emit()

    def _on_rooms(self, branch: str) -> None:
        whole = [code for code in self._branches.chosen() if code != branch]
        self._branches.choose(whole)
        self.changed.emit()

    def _on_some(self) -> None:
        self._rooms.show()
        if self._branches.chosen():
            self._branches.choose([])
            self.changed.emit()
        first = next(iter(self._rows.values()), None)
        if first is not None:
            first.first().setFocus()


def _is_room(spot: Spot, branch: str, there: Mapping[tuple[str, str], Spot]) -> bool:
    return bool(spot.room) and spot.branch == branch and spot.key in there
