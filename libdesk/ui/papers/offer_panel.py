"""Which paper, on which size, and what else can be chosen for it."""

from PySide6.QtCore import QLocale, QSettings, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.paper_sizes import uses_letter
from libdesk.ui.papers.parts import Choice, Chosen, Format, PaperOffer
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker

SIZE = "papers/size"
"""Under this name the paper size is remembered."""


class OfferPanel(QWidget):
    """Shows what can be chosen; what was chosen for a paper stays when another one is looked at.

    Args:
        look: the theme.
        offers: the papers, the likeliest first; at least one.
        memory: remembers the paper size, and what else is to be remembered.

    Signals:
        changed: another paper, size or choice.
    """

    changed = Signal()

    def __init__(self, look: Theme, offers: tuple[PaperOffer, ...], memory: QSettings) -> None:
        super().__init__()
        self._look = look
        self._offers = offers
        self._memory = memory
        self._rest = [_Choices(look, offer, memory) for offer in offers]
        self._papers = QButtonGroup(self, exclusive=True)
        self._sizes = QButtonGroup(self, exclusive=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        if len(offers) > 1:
            column.addWidget(label(self.tr("What to print"), "strong"))
            column.addWidget(self._build_papers())
            column.addSpacing(look.px(theme.SMALL))
        for choices in self._rest:
            column.addWidget(choices)
            choices.changed.connect(self.changed)
        column.addWidget(label(self.tr("Paper size"), "strong"))
        column.addWidget(self._build_sizes())
        column.addStretch(1)
        self._papers.buttonClicked.connect(self._on_paper)
        self._sizes.buttonClicked.connect(self._on_size)
        self._show_choices()

    @property
    def offer(self) -> PaperOffer:
        """The paper that is chosen."""
        return self._offers[self._place()]

    @property
    def chosen(self) -> Chosen:
        """What is chosen for it."""
        return self._rest[self._place()].chosen()

    @property
    def paper_size(self) -> Format:
        """The paper size."""
        return tuple(Format)[self._sizes.checkedId()]

    def _place(self) -> int:
        return max(0, self._papers.checkedId())

    def _build_papers(self) -> QWidget:
        area = ArrowArea()
        area.setAccessibleName(self.tr("What to print"))
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(theme.TINY))
        for place, offer in enumerate(self._offers):
            chip = Chip(offer.name, self._look)
            chip.setChecked(place == 0)
            self._papers.addButton(chip, place)
            column.addWidget(chip)
        return area

    def _build_sizes(self) -> QWidget:
        area = ArrowArea()
        area.setAccessibleName(self.tr("Paper size"))
        flow = FlowLayout(self._look.px(theme.SMALL))
        area.setLayout(flow)
        words = {Format.A4: self.tr("A4"), Format.LETTER: self.tr("Letter")}
        usual = usual_size(self._memory)
        for place, size in enumerate(Format):
            chip = Chip(words[size], self._look)
            chip.setChecked(size is usual)
            self._sizes.addButton(chip, place)
            flow.addWidget(chip)
        return area

    def _show_choices(self) -> None:
        for place, choices in enumerate(self._rest):
            choices.setVisible(place == self._place() and not choices.is_empty)

    def _on_paper(self) -> None:
        self._show_choices()
        self.changed.emit()

    def _on_size(self) -> None:
        self._memory.setValue(SIZE, self.paper_size.value)
        self.changed.emit()


class _Choices(QWidget):
    """What can be chosen for one paper.

    Signals:
        changed: something was chosen.
    """

    changed = Signal()

    def __init__(self, look: Theme, offer: PaperOffer, memory: QSettings) -> None:
        super().__init__()
        self._memory = memory
        self.is_empty = not offer.choices and not offer.ticks
        self._pickers: dict[str, Picker] = {}
        self._ticks: dict[str, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, look.px(theme.SMALL))
        column.setSpacing(look.px(theme.TINY))
        for choice in offer.choices:
            picker = self._pickers[choice.key] = _picker(look, choice)
            name = label(choice.words, "strong")
            name.setBuddy(picker)
            column.addWidget(name)
            column.addWidget(picker)
            if choice.remembered:
                self._remember(picker, choice.remembered)
            picker.activated.connect(self._on_changed)
        if offer.ticks:
            column.addWidget(label(self.tr("Options"), "strong"))
        for tick in offer.ticks:
            chip = self._ticks[tick.key] = Chip(tick.words, look)
            chip.setChecked(tick.is_on)
            column.addWidget(chip)
            chip.clicked.connect(self._on_changed)
            if tick.hint:
                chip.setAccessibleDescription(tick.hint)
                column.addWidget(label(tick.hint, "fine"))

    def chosen(self) -> Chosen:
        """Return what is chosen."""
        return Chosen(
            {key: picker.currentData() for key, picker in self._pickers.items()},
            frozenset(key for key, chip in self._ticks.items() if chip.isChecked()),
        )

    def _remember(self, picker: Picker, name: str) -> None:
        picker.setCurrentIndex(max(0, picker.findData(str(self._memory.value(name, "")))))
        picker.activated.connect(lambda: self._memory.setValue(name, picker.currentData()))

    def _on_changed(self) -> None:
        self.changed.emit()


def usual_size(memory: QSettings) -> Format:
    """Return the paper size that was chosen last; before the first time, that of the country."""
    remembered = str(memory.value(SIZE, ""))
    if remembered in set(Format):
        return Format(remembered)
    return Format.LETTER if uses_letter(QLocale()) else Format.A4


def _picker(look: Theme, choice: Choice) -> Picker:
    made = Picker(look)
    made.setAccessibleName(choice.words)
    for value, words in choice.options:
        made.addItem(words, value)
    return made
