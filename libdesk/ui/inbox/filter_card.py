"""What the list is narrowed to: one of the chosen values of each question that is answered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.guidance import Guidance
from libdesk.domain.inbox import Choice, Facet, Filter
from libdesk.domain.priority import Priority
from libdesk.domain.problems import State, WaitingOn
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.inbox.side_card import SideCard
from libdesk.ui.inbox.wording import waiting_on_words
from libdesk.ui.strings import priority_words, state_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker

LISTED = 300
"""So many things, or people, are offered at most: those with the most problems."""

_TAPPED = (Facet.BRANCH, Facet.ABOUT, Facet.URGENCY, Facet.STATE, Facet.WAITING_ON)
_PICKED = (Facet.ITEM, Facet.CONTACT)
_ANY = ""
_OLDER = "older"
_DAYS = {"0": 0, "7": 7, "30": 30, "90": 90}


class FilterCard(SideCard):
    """Narrows the list while it is looked at.

    Args:
        look: the theme.
        guidance: words the tiles.
        today: tells the reader's day.

    Signals:
        narrowed: another Filter.
    """

    narrowed = Signal(object)

    def __init__(self, look: Theme, guidance: Guidance, today: Callable[[], date]) -> None:
        super().__init__(look, self.tr("Show only some"), stays=True)
        self._tiles = {one.code: one.text for one in guidance.categories}
        self._today = today
        self._overview = Overview()
        questions = {
            Facet.BRANCH: self.tr("Which branch?"),
            Facet.ABOUT: self.tr("About what?"),
            Facet.URGENCY: self.tr("How soon?"),
            Facet.STATE: self.tr("How does it stand?"),
            Facet.WAITING_ON: self.tr("Waiting for whom or what?"),
        }
        self._rows = {
            facet: ChipRow(words, (), look, several=True) for facet, words in questions.items()
        }
        self._came = ChipRow(self.tr("When did it come?"), self._times(), look)
        self._pickers = {facet: Picker(look) for facet in _PICKED}
        self._pickers[Facet.ITEM].setAccessibleName(self.tr("Which thing?"))
        self._pickers[Facet.CONTACT].setAccessibleName(self.tr("Whom to ask?"))
        self._all = Button(self.tr("Show all"), enter_presses=False)
        self._close = Button(self.tr("Close"), enter_presses=False)
        self._build(look)
        for row in (*self._rows.values(), self._came):
            row.changed.connect(self._on_changed)
        for picker in self._pickers.values():
            picker.activated.connect(self._on_changed)
        self._all.clicked.connect(self._on_all)
        self._close.clicked.connect(self.closed)

    def first(self) -> QWidget:
        """Return the first answer."""
        rows = (row for row in self._rows.values() if not row.isHidden())
        return next((row.first() for row in rows), self._came.first())

    def offer(self, choices: Sequence[Choice], shown: Filter, overview: Overview) -> None:
        """Show what the view can be narrowed to.

        Args:
            choices: values with how many problems have them.
            shown: what the list is narrowed to already; its values stay on offer.
            overview: names the branches.
        """
        self._overview = overview
        counts: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
        for choice in choices:
            counts[choice.facet][choice.value] = choice.count
        for facet in Facet:
            for value in shown.values(facet):
                counts[facet].setdefault(value, 0)
        for facet, row in self._rows.items():
            offered = counts[facet]
            row.set_choices([(one, self._told(facet, one, offered[one])) for one in offered])
            row.choose(shown.values(facet))
            row.setVisible(len(offered) > 1)
        for facet, picker in self._pickers.items():
            self._fill(facet, picker, counts[facet], shown.values(facet))
        self._came.choose((self._span(shown),))

    def words(self, shown: Filter) -> str:
        """Return what the list is narrowed to, in words; "" for nothing."""
        told = [self._named(facet, one) for facet in Facet for one in shown.values(facet)]
        told += [words for key, words in self._times() if key == self._span(shown)]
        return ", ".join(told)

    def _build(self, look: Theme) -> None:
        for facet in _TAPPED:
            self.inside.addWidget(self._rows[facet])
        self.inside.addWidget(self._came)
        for picker in self._pickers.values():
            self.inside.addWidget(label(picker.accessibleName(), "heading"))
            self.inside.addWidget(picker)
        buttons = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        buttons.setLayout(flow)
        flow.addWidget(self._all)
        flow.addWidget(self._close)
        self.inside.addWidget(buttons)

    def _fill(
        self, facet: Facet, picker: Picker, counts: Mapping[str, int], chosen: Sequence[str]
    ) -> None:
        picker.clear()
        any_ = self.tr("Any thing") if facet is Facet.ITEM else self.tr("Anybody")
        picker.addItem(any_, _ANY)
        most = sorted(counts, key=lambda value: (-counts[value], value))[:LISTED]
        for value in sorted(dict.fromkeys((*chosen, *most)), key=str.casefold):
            picker.addItem(self._told(facet, value, counts[value]), value)
        picker.setCurrentIndex(max(0, picker.findData(chosen[0] if chosen else _ANY)))

    def _told(self, facet: Facet, value: str, count: int) -> str:
        return f"{self._named(facet, value)}  {self.locale().toString(count)}"

    def _named(self, facet: Facet, value: str) -> str:
        match facet:
            case Facet.BRANCH:
                return self._overview.branch_name(value)
            case Facet.ABOUT:
                return self._tiles.get(value, value)
            case Facet.URGENCY:
                return priority_words(Priority(int(value)))
            case Facet.STATE:
                return state_words(State(value))
            case Facet.WAITING_ON:
                on = waiting_on_words(WaitingOn(value))
                return self.tr("Waiting for {whom}").format(whom=on)
        return value

    def _times(self) -> tuple[tuple[str, str], ...]:
        return (
            ("0", self.tr("Today")),
            ("7", self.tr("In the last week")),
            ("30", self.tr("In the last month")),
            ("90", self.tr("In the last three months")),
            (_OLDER, self.tr("Earlier")),
        )

    def _span(self, shown: Filter) -> str:
        """Return the key of the time that a filter says; "" for none."""
        if shown.came_before is not None:
            return _OLDER
        if shown.came_from is None:
            return ""
        days = (self._today() - shown.came_from.astimezone().date()).days
        return min(_DAYS, key=lambda key: abs(_DAYS[key] - days))

    def _filter(self) -> Filter:
        chosen = {(facet, key) for facet, row in self._rows.items() for key in row.chosen()}
        for facet, picker in self._pickers.items():
            if value := picker.currentData():
                chosen.add((facet, value))
        came = "".join(self._came.chosen())
        days = _DAYS.get(came)
        return Filter(
            frozenset(chosen),
            came_from=None if days is None else self._midnight(days),
            came_before=self._midnight(max(_DAYS.values())) if came == _OLDER else None,
        )

    def _midnight(self, days: int) -> datetime:
        day = self._today() - timedelta(days=days)
        return datetime.combine(day, time()).astimezone(UTC)

    def _on_changed(self) -> None:
        self.narrowed.emit(self._filter())

    def _on_all(self) -> None:
        for row in (*self._rows.values(), self._came):
            row.choose(())
        for picker in self._pickers.values():
            picker.setCurrentIndex(0)
        self._on_changed()
