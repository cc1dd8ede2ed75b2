"""One line of the policy, opened to be changed: words, limits, weight, what failing does."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.donation_policy import LIMITED, SEEN_ON, SMALLER_IS_BETTER, Check, Verdict
from libdesk.domain.donations import Kind
from libdesk.services.donation_policy_texts import LINE_LIMIT, WORDS_LIMIT, LineTexts
from libdesk.ui import theme
from libdesk.ui.donations.policy_section import pair
from libdesk.ui.donations.wording import kind_words, short_verdict_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit

_NARROW = 520
"""Pixels in which limits and weight don't fit beside each other."""

_CAPS = (Verdict.ACCEPT, Verdict.SPARE, Verdict.PARTS, Verdict.MAYBE)


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


class LineEditor(QWidget):
    """What is typed is told at once; the line above shows how it will read.

    Args:
        line: what stands there.
        card: tells beside a field what is wrong with it.
        look: the theme.

    Signals:
        changed: somebody has typed (LineTexts).
        done: the line is to be closed.
        off: it is to be switched off.
    """

    changed = Signal(object)
    done = Signal()
    off = Signal()

    def __init__(self, line: LineTexts, card: SettingCard, look: Theme) -> None:
        super().__init__()
        self._line = line
        self._card = card
        self._look = look
        self._places: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.MEDIUM))
        self._first: QWidget = self
        self._build_words()
        self._build_limits()
        self._build_failing()
        self._build_reasons()
        self._build_kinds()
        self._build_buttons()

    @property
    def line(self) -> LineTexts:
        """Return what stands in the fields."""
        return self._line

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_places(self) -> None:
        """Let the card forget the fields, which go."""
        for key in self._places:
            self._card.take_place(key)

    def _build_words(self) -> None:
        if self._line.check is Check.OWN:
            question = self._field("question", _tr("The question; a yes is the good answer"))
            question.setPlaceholderText(_tr("Such as: Does its fan run quietly?"))
            self._first = question
        words = self._words("words", _tr("How the policy says it"), (1, 5))
        if self._line.check is Check.OWN:
            words.setPlaceholderText(
                _tr("Such as: Its fan runs quietly. Empty: the question itself")
            )
        else:
            self._first = words
        if self._line.check in LIMITED:
            hint = _tr("{good} stands for the first number below, {fair} for the second.")
            self._column.addWidget(label(hint, "fine"))

    def _build_limits(self) -> None:
        row = Beside(self._look, theme.MEDIUM, _NARROW)
        check = self._line.check
        if check in LIMITED:
            unit = _unit_words(LIMITED[check])
            good, fair = (
                (_tr("Fine up to, in {unit}"), _tr("In part up to, in {unit}"))
                if check in SMALLER_IS_BETTER
                else (_tr("Fine from, in {unit}"), _tr("In part from, in {unit}"))
            )
            self._field("good", good.format(unit=unit), row)
            self._field("fair", fair.format(unit=unit), row)
        self._field("weight", _tr("Weight, 0 to 10"), row)
        self._column.addWidget(row)

    def _build_failing(self) -> None:
        self._tick("is_stop", _tr("Failing it is the end"))
        self._tick("refers", _tr("Failing it passes it on"))
        hint = _tr("The end: whatever the points. Passed on: it is sound, but not for us.")
        self._column.addWidget(label(hint, "fine"))
        if self._line.check is Check.OWN:
            partly = QCheckBox(_tr("A no still counts in part"))
            partly.setAccessibleName(partly.text())
            partly.setChecked(self._line.fair not in ("", "0"))
            partly.clicked.connect(lambda is_on: self._change(fair="1" if is_on else ""))
            self._column.addWidget(partly)
        picker = Picker(self._look)
        for one in _CAPS:
            picker.addItem(short_verdict_words(one), one)
        picker.setCurrentIndex(max(0, picker.findData(self._line.fair_gives)))
        picker.activated.connect(lambda _: self._change(fair_gives=picker.currentData()))
        words = _tr("What is met only in part gets at best")
        self._column.addLayout(pair(words, picker, self._look))

    def _build_reasons(self) -> None:
        self._words("why", _tr("Why: the reason, for the board and for donors"), (1, 4))
        self._field("source", _tr("Where such a line is found; several parted by a semicolon"))

    def _build_kinds(self) -> None:
        seen = [one for one in Kind if one in SEEN_ON[self._line.check] and one is not Kind.UNKNOWN]
        if len(seen) < 2:
            return
        row = ChipRow(
            _tr("Only for these kinds; for all where none is chosen"),
            [(one.value, kind_words(one)) for one in seen],
            self._look,
            several=True,
            role="",
        )
        row.choose([one.value for one in self._line.kinds])
        row.changed.connect(lambda: self._change(kinds=frozenset(map(Kind, row.chosen()))))
        self._column.addWidget(row)

    def _build_buttons(self) -> None:
        flow = FlowLayout(self._look.px(theme.MEDIUM))
        done = Button(_tr("Close this line"), enter_presses=False)
        off = Button(_tr("Switch this line off"), enter_presses=False)
        done.clicked.connect(self.done)
        off.clicked.connect(self.off)
        for button in (done, off):
            flow.addWidget(button)
        self._column.addLayout(flow)

    def _field(self, part: str, words: str, row: Beside | None = None) -> QLineEdit:
        field = QLineEdit(getattr(self._line, part))
        field.setMaxLength(LINE_LIMIT)
        field.setCursorPosition(0)
        field.textEdited.connect(lambda text: self._change(**{part: text}))
        self._place(part, words, field, row)
        return field

    def _words(self, part: str, words: str, lines: tuple[int, int]) -> WordsEdit:
        edit = WordsEdit(self._look, lines, WORDS_LIMIT)
        edit.set_words(getattr(self._line, part))
        edit.textChanged.connect(lambda: self._change(**{part: edit.words()}))
        self._place(part, words, edit)
        return edit

    def _place(self, part: str, words: str, field: QWidget, row: Beside | None = None) -> None:
        column = pair(words, field, self._look)
        key = f"line.{self._line.key}.{part}"
        self._card.add_place(key, column, field)
        self._places.append(key)
        if row is None:
            self._column.addLayout(column)
        else:
            column.addStretch(1)
            row.row.addLayout(column, 1)

    def _tick(self, part: str, words: str) -> None:
        tick = QCheckBox(words)
        tick.setAccessibleName(words)
        tick.setChecked(getattr(self._line, part))
        tick.clicked.connect(lambda is_on: self._change(**{part: is_on}))
        self._column.addWidget(tick)

    def _change(self, **parts: Any) -> None:  # noqa: ANN401 - parts are of several kinds
        self._line = replace(self._line, **parts)
        self.changed.emit(self._line)


def _unit_words(unit: str) -> str:
    return {
        "years": _tr("years"),
        "GB": _tr("GB"),
        "alike": _tr("pieces that are alike"),
        "months": _tr("months"),
        "inches": _tr("inches"),
    }[unit]
