"""Counts a list that was scanned elsewhere, so that several people can count at once."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from libdesk.domain.stocktake import Outcome, Spot
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.places import Overview
from libdesk.services.scan_taking import Pasted, PastedLine
from libdesk.ui import theme
from libdesk.ui.stocktake.wording import outcome_words, spot_words, thing_words, why_words
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.scroll import scrolling

_LINES = 10
_MOST = 200
"""Lines that are told one by one."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


class PastePanel(QWidget):
    """A field for the list, and what became of its lines.

    Args:
        look: the theme.

    Signals:
        paste_requested: the text, the Spot where it begins or None, and who scanned it.
        undo_requested: take out what was counted just now.
        left: back to the count.
    """

    paste_requested = Signal(str, object, str)
    undo_requested = Signal()
    left = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._spots: tuple[Spot, ...] = ()
        self._build()
        self._connect()

    def show_places(self, spots: Sequence[Spot], overview: Overview, place: Spot | None) -> None:
        """Offer the places of the count; where somebody is now is chosen."""
        self._spots = tuple(spots)
        self._place.clear()
        self._place.addItem(self.tr("The list says so itself"), None)
        for at, one in enumerate(spots):
            self._place.addItem(spot_words(one, overview), at)
            if place is not None and one.key == place.key:
                self._place.setCurrentIndex(at + 1)
        self._told.say("")
        self._trouble.say("")
        self._lines.clear()
        self._lines.hide()

    def take_focus(self) -> None:
        """Put the focus into the field."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pasted(self, pasted: Pasted, patrons: int, overview: Overview) -> None:
        """Say what became of the lines; what was counted leaves the field."""
        self._trouble.say("")
        if pasted.scans or patrons or not any(one.why_not for one in pasted.lines):
            self._text.clear()  # else nobody has said where it was: once that is done, it counts
        self._told.say(_sum_words(pasted, patrons))
        self._undo.setVisible(bool(pasted.scans))
        lines = [_line_words(one, overview) for one in pasted.lines if _is_told(one)]
        more = len(lines) - _MOST
        if more > 0:
            lines = [*lines[:_MOST], self.tr("… and {count} more").format(count=more)]
        self._lines.setPlainText("\n".join(lines))
        self._lines.setVisible(bool(lines))

    def show_taken_back(self) -> None:
        """Say that nothing of the list counts any more."""
        self._told.say(self.tr("Taken back: nothing of this list is counted any more."))
        self._undo.hide()
        self._lines.hide()

    def show_trouble(self, sentence: str) -> None:
        """Say why it could not be counted; the list stays in the field."""
        self._trouble.say(sentence)

    def _build(self) -> None:
        px = self._look.px
        frame = card()
        column = QVBoxLayout(frame)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("Paste a list that was scanned elsewhere"), "heading"))
        told = self.tr(
            "One code a line, as a scanner’s memory or a phone keeps them. The code of a place "
            "says where what follows was seen. What was counted already counts once."
        )
        column.addWidget(label(told, "quiet"))
        self._place = Picker(self._look)
        column.addLayout(self._named(self.tr("Where it begins"), self._place))
        self._by = QLineEdit()
        self._by.setMaxLength(LINE_LIMIT)
        self._by.setPlaceholderText(self.tr("Empty where it was you"))
        column.addLayout(self._named(self.tr("Who scanned it (optional)"), self._by))
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(px(20 * _LINES))
        column.addLayout(self._named(self.tr("The list"), self._text), 1)
        flow = FlowLayout(px(theme.SMALL))
        self._count = Button(self.tr("Count these"), "primary", enter_presses=False)
        self._back = Button(self.tr("Back to the count"), enter_presses=False)
        for button in (self._count, self._back):
            flow.addWidget(button)
        column.addLayout(flow)
        self._trouble = Banner(self._look, urgent=True)
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._undo.setAccessibleName(self.tr("Take this list back"))
        self._told = Banner(self._look, "check", (self._undo,))
        self._lines = QPlainTextEdit()
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        self._lines.setAccessibleName(self.tr("What became of the lines"))
        self._lines.setMinimumHeight(px(20 * _LINES))
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(theme.MEDIUM))
        for one in (self._trouble, self._told, self._lines, frame):
            inside.addWidget(one)
        inside.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling(content))

    def _named(self, words: str, field: QWidget) -> QVBoxLayout:
        """Return a field with its name close above it."""
        field.setAccessibleName(words)
        name = label(words)
        name.setBuddy(field)
        pair = QVBoxLayout()
        pair.setSpacing(self._look.px(theme.TINY))
        pair.addWidget(name)
        pair.addWidget(field, 1)
        return pair

    def _connect(self) -> None:
        self._count.clicked.connect(self._on_count)
        self._back.clicked.connect(self.left)
        self._undo.clicked.connect(self.undo_requested)

    def _on_count(self) -> None:
        text = self._text.toPlainText()
        if not text.strip():
            self._trouble.say(self.tr("There is no list yet. Paste it into the field."))
            self.take_focus()
            return
        at = self._place.currentData()
        spot = None if at is None else self._spots[at]
        self.paste_requested.emit(text, spot, self._by.text())


def _is_told(line: PastedLine) -> bool:
    """Say whether a line is worth telling: all that is not simply found."""
    answer = line.answer
    return answer is None or bool(line.why_not) or answer.outcome in _TOLD


_TOLD = (Outcome.ELSEWHERE, Outcome.UNKNOWN, Outcome.AGAIN)


def _line_words(line: PastedLine, overview: Overview) -> str:
    answer = line.answer
    if answer is None or line.why_not:
        told = line.why_not
        what = line.code
    else:
        why = why_words(answer, overview)
        told = ". ".join(filter(None, (outcome_words(answer.outcome), why)))
        what = thing_words(answer)
    return _tr("Line {number}: {what}: {told}").format(number=line.number, what=what, told=told)


def _sum_words(pasted: Pasted, patrons: int) -> str:
    """Return what became of a list, in a sentence or two."""
    told = [
        counted(len(pasted.scans), _tr("1 thing was counted."), _tr("{count} things were counted."))
    ]
    kinds = Counter(one.answer.outcome for one in pasted.lines if one.answer is not None)
    left = sum(bool(one.why_not) for one in pasted.lines)
    for count, single, many in (
        (
            kinds[Outcome.ELSEWHERE],
            _tr("1 is here by mistake."),
            _tr("{count} are here by mistake."),
        ),
        (kinds[Outcome.UNKNOWN], _tr("1 is unknown."), _tr("{count} are unknown.")),
        (
            kinds[Outcome.AGAIN],
            _tr("1 was counted already."),
            _tr("{count} were counted already."),
        ),
        (left, _tr("1 line was left out."), _tr("{count} lines were left out.")),
        (
            patrons,
            _tr("1 line looked like a patron’s card: nothing was kept of it."),
            _tr("{count} lines looked like patrons’ cards: nothing was kept of them."),
        ),
    ):
        if count:
            told.append(counted(count, single, many))
    return " ".join(told)
