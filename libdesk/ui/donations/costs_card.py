"""The figures of the sum in fields: each with its unit, and the day on which somebody looked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.donation_costs import UNITS, Costs, Figure, Unit
from libdesk.services.donation_cost_texts import (
    AS_AT,
    CURRENCY,
    PRICES,
    CostsTexts,
    texts_of_costs,
)
from libdesk.services.donation_costs import CostsRead
from libdesk.ui import theme
from libdesk.ui.donations.cost_wording import long_figure_words, unit_words
from libdesk.ui.donations.wording import kind_words
from libdesk.ui.places.setting_card import LONGEST, SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_NARROW = 520
"""Pixels in which a figure and its day don't fit beside each other."""

_WORK = (
    Figure.RATE, Figure.TEST, Figure.WIPE, Figure.SET_UP, Figure.TEST_OTHER, Figure.SET_UP_OTHER,
)  # fmt: skip
_YEARLY = (
    Figure.SUPPORT_STANDARD, Figure.SUPPORT_ODD, Figure.YEARLY_LICENSES, Figure.BUY_SUPPORT,
    Figure.RECYCLING,
)  # fmt: skip
_RULES = (Figure.LIFE, Figure.CHEAPER_AT)


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


class CostsCard(SettingCard):
    """Whoever types a figure has looked today; the day can be typed over.

    Args:
        shipped: names which kinds have prices.
        today: returns the day, as it is typed.
        look: the theme.

    Signals:
        back_requested: let the shipped ones count.
        leave_requested: show again what stands, and forget what was typed.
    """

    back_requested = Signal()
    leave_requested = Signal()

    def __init__(self, shipped: Costs, today: Callable[[], str], look: Theme) -> None:
        lead = _tr(
            "From these the cost of accepting a gift is worked out. They are guesses to begin "
            "with: put in what things cost where you are."
        )
        super().__init__(_tr("What accepting costs"), lead, _tr("Save"), look)
        self._today = today
        self._fields: dict[str, QLineEdit] = {}
        self._add(CURRENCY, _tr("Currency"), self.column)
        things = tuple(one for one in Figure if one not in (*_WORK, *_YEARLY, *_RULES))
        for title, figures in (
            (_tr("Work"), _WORK),
            (_tr("What may have to be paid or bought for it"), things),
            (_tr("Each year, and at the end"), _YEARLY),
            (_tr("How it is compared"), _RULES),
        ):
            self._add_figures(title, figures)
        self.column.addWidget(label(_tr("Buying one instead"), "heading"))
        for kind in shipped.buying:
            self._add_group(kind.value, kind_words(kind), tuple(PRICES.items()))
        self._shipped = Button(_tr("Back to the shipped ones"), enter_presses=False)
        self._leave = Button(_tr("Leave it as it was"), enter_presses=False)
        self._leave.hide()
        for button in (self._shipped, self._leave):
            self.add_button(button)
        self._shipped.clicked.connect(self.back_requested)
        self._leave.clicked.connect(self.leave_requested)
        self.touched.connect(self._leave.show)

    def show_costs(self, read: CostsRead) -> None:
        """Show what counts; what was typed before is gone."""
        self.version = read.version
        self._fill(texts_of_costs(read.costs))
        self._shipped.setVisible(read.is_own or read.is_damaged)
        self._leave.hide()
        self.set_trouble("")
        self.is_dirty = False

    def show_draft(self, texts: CostsTexts) -> None:
        """Show what somebody has typed and not saved."""
        self._fill(texts)
        self.touch()

    def texts(self) -> CostsTexts:
        """Return what stands in the fields."""
        return CostsTexts({name: field.text() for name, field in self._fields.items()})

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept, and what follows."""
        super().say_done(is_whole=is_whole)
        self.say(
            _tr("Saved. Every sum from now on is made with these.")
            if is_whole
            else _tr("Saved; what you typed since then is not saved yet.")
        )
        self._leave.setVisible(not is_whole)

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self._fields[CURRENCY].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, texts: CostsTexts) -> None:
        for name, field in self._fields.items():
            field.setText(texts[name])
            field.setCursorPosition(0)

    def _add_figures(self, title: str, figures: Sequence[Figure]) -> None:
        self.column.addWidget(label(title, "heading"))
        for figure in figures:
            row = Beside(self.look, theme.MEDIUM, _NARROW)
            told = _figure_words(figure)
            self._dated(figure.value, "amount", told, long_figure_words(figure), row)
            self._add_day(figure.value, long_figure_words(figure), row)
            self.column.addWidget(row)

    def _add_group(self, of: str, name: str, parts: Sequence[tuple[str, Unit]]) -> None:
        self.column.addWidget(label(name, "strong"))
        words = {
            "life_years": _tr("So old it grows here, in years"),
            "refurbished": _tr("Refurbished, amount"),
            "refurbished_years": _tr("Refurbished, serves years"),
            "new": _tr("New, amount"),
            "new_years": _tr("New, serves years"),
        }
        for pair in (parts[1:3], parts[3:5]):
            row = Beside(self.look, theme.MEDIUM, _NARROW)
            for part, _unit_of in pair:
                self._dated(of, part, words[part], name, row)
            self.column.addWidget(row)
        row = Beside(self.look, theme.MEDIUM, _NARROW)
        self._dated(of, "life_years", words["life_years"], name, row)
        self._add_day(of, name, row)
        self.column.addWidget(row)

    def _dated(self, of: str, part: str, words: str, name: str, row: Beside) -> None:
        field = self._add(f"{of}.{part}", words, row.row)
        if name not in words:
            field.setAccessibleName(f"{name}: {words}")
        field.textEdited.connect(partial(self._on_figure, of))

    def _add_day(self, of: str, name: str, row: Beside) -> None:
        field = self._add(f"{of}.{AS_AT}", _tr("As at"), row.row)
        field.setAccessibleName(_tr("{what}: as at").format(what=name))

    def _add(self, key: str, words: str, into: object) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(LONGEST)
        field.textEdited.connect(self.touch)
        self._fields[key] = field
        if into is self.column:
            self.add_field(words, field, key)
            return field
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.px(theme.TINY))
        field.setAccessibleName(words)
        column.addWidget(label(words, "fine"))
        column.addWidget(field)
        self.add_place(key, column, field)
        column.addStretch(1)
        into.addWidget(pair, 1)  # type: ignore[attr-defined] # a row's layout
        return field

    def _on_figure(self, of: str, _text: str) -> None:
        self._fields[f"{of}.{AS_AT}"].setText(self._today())


def _figure_words(figure: Figure) -> str:
    unit = UNITS[figure]
    told = _tr("{what}, {unit}") if unit is Unit.AMOUNT else _tr("{what}, in {unit}")
    return told.format(what=long_figure_words(figure), unit=unit_words(unit))
