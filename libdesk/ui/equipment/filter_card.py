"""What the list is narrowed to: one of the chosen values of each question that is answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.item_lists import ItemChoice, ItemFacet, ItemFilter
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.narrowing import (
    EVERY,
    Quick,
    chosen_in,
    end_of_year,
    quick_words,
    turned,
)
from libdesk.ui.equipment.wording import facet_value_words, facet_words
from libdesk.ui.inbox.side_card import SideCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker

_TAPPED = (
    ItemFacet.BRANCH,
    ItemFacet.STATUS,
    ItemFacet.KIND,
    ItemFacet.ROLE,
    ItemFacet.FUNDER,
)
_PICKED = (
    ItemFacet.ROOM,
    ItemFacet.MAKE,
    ItemFacet.MODEL,
    ItemFacet.SYSTEM,
    ItemFacet.SUPPLIER,
)
_YEARS = 5
_MOST_CHIPS = 24
"""Values of one question that are offered as chips: those that most items have."""


class FilterCard(SideCard):
    """Narrows the list while it is looked at.

    Args:
        look: the theme.
        today: tells the reader's day.

    Signals:
        narrowed: another ItemFilter.
    """

    narrowed = Signal(object)

    def __init__(self, look: Theme, today: Callable[[], date]) -> None:
        super().__init__(look, self.tr("Show only some"), stays=True)
        self._today = today
        self._shown = EVERY
        years = range(today().year, today().year + _YEARS)
        self._years = {str(year): end_of_year(year) for year in years}
        self._rows = {
            facet: ChipRow(facet_words(facet), (), look, several=True) for facet in _TAPPED
        }
        asked = self.tr("To be replaced by the end of")
        self._by = ChipRow(asked, [(year, year) for year in self._years], look)
        self._pickers = {facet: Picker(look) for facet in _PICKED}
        self._names = {facet: label(facet_words(facet), "heading") for facet in _PICKED}
        self._all = Button(self.tr("Show all"), enter_presses=False)
        self._close = Button(self.tr("Close"), enter_presses=False)
        also = [(one.value, quick_words(one)) for one in Quick]
        self._also = ChipRow(self.tr("What else is true of them"), also, look, several=True)
        for row in (*self._rows.values(), self._by, self._also):
            self.inside.addWidget(row)
            row.changed.connect(self._on_changed)
        for facet, picker in self._pickers.items():
            picker.setAccessibleName(facet_words(facet))
            self.inside.addWidget(self._names[facet])
            self.inside.addWidget(picker)
            picker.activated.connect(self._on_changed)
        buttons = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        buttons.setLayout(flow)
        flow.addWidget(self._all)
        flow.addWidget(self._close)
        self.inside.addWidget(buttons)
        self._all.clicked.connect(self._on_all)
        self._close.clicked.connect(self.closed)

    def first(self) -> QWidget:
        """Return the first answer."""
        rows = (row for row in self._rows.values() if not row.isHidden())
        return next((row.first() for row in rows), self._by.first())

    def offer(self, choices: Sequence[ItemChoice], shown: ItemFilter, overview: Overview) -> None:
        """Show what the list can be narrowed to.

        Args:
            choices: values with how many items have them.
            shown: what the list is narrowed to already; its values stay on offer.
            overview: names the branches.
        """
        self._shown = shown
        counts: dict[ItemFacet, dict[str, int]] = {facet: {} for facet in ItemFacet}
        for choice in choices:
            counts[choice.facet][choice.value] = choice.count
        for facet in ItemFacet:
            for value in shown.values.get(facet, ()):
                counts[facet].setdefault(value, 0)

        def told(facet: ItemFacet, value: str) -> str:
            count = self.locale().toString(counts[facet][value])
            return f"{facet_value_words(facet, value, overview)}  {count}"

        for facet, row in self._rows.items():
            chosen = shown.values.get(facet, ())
            offered = _most(counts[facet], chosen)
            row.set_choices([(one, told(facet, one)) for one in offered])
            row.choose(chosen)
            row.setVisible(len(offered) > 1 or bool(chosen))
        for facet, picker in self._pickers.items():
            picker.clear()
            picker.addItem(self.tr("Any"), "")
            for value in sorted(counts[facet], key=str.casefold):
                picker.addItem(told(facet, value), value)
            chosen = shown.values.get(facet, ())
            picker.setCurrentIndex(max(0, picker.findData(chosen[0] if chosen else "")))
            picker.setVisible(bool(counts[facet]))
            self._names[facet].setVisible(bool(counts[facet]))
        self._by.choose(self._year_of(shown))
        self._also.choose([one.value for one in chosen_in(shown)])

    def _on_changed(self) -> None:
        values = {facet: tuple(row.chosen()) for facet, row in self._rows.items()}
        for facet, picker in self._pickers.items():
            one, before = picker.currentData(), self._shown.values.get(facet, ())
            # A view may hold several, of which a picker shows the first.
            values[facet] = before if one in before[:1] else (one,) if one else ()
        values = {facet: chosen for facet, chosen in values.items() if chosen}
        # Only what was tapped: a view may hold limits for which nothing stands here.
        shown = replace(self._shown, values=values)
        years = tuple(self._by.chosen())
        if years != self._year_of(shown):
            shown = replace(shown, replace_before=self._years.get("".join(years)))
        for one in chosen_in(shown) ^ {Quick(one) for one in self._also.chosen()}:
            shown = turned(shown, one, self._today())
        self._shown = shown
        self.narrowed.emit(shown)

    def _year_of(self, shown: ItemFilter) -> tuple[str, ...]:
        return tuple(year for year, day in self._years.items() if day == shown.replace_before)

    def _on_all(self) -> None:
        for row in (*self._rows.values(), self._by, self._also):
            row.choose(())
        for picker in self._pickers.values():
            picker.setCurrentIndex(0)
        self._shown = EVERY
        self.narrowed.emit(EVERY)


def _most(counts: Mapping[str, int], chosen: Sequence[str]) -> list[str]:
    """Return what is offered: those that are chosen, and those that most items have."""
    if len(counts) <= _MOST_CHIPS:
        return list(counts)
    most = sorted(counts, key=lambda value: -counts[value])[:_MOST_CHIPS]
    return [value for value in counts if value in chosen or value in most]
