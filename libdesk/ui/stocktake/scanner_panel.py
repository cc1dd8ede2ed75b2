"""The scanner test: scan any label, and read what arrived and whether it is fine."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.scanned import NOTHING_AROUND, Around, Known
from libdesk.domain.scanner_checks import Arrival, Checked, Finding, check_arrival
from libdesk.domain.stocktake import Outcome
from libdesk.ui import theme
from libdesk.ui.stocktake.bursts import PATIENT
from libdesk.ui.stocktake.check_words import arrival_words, finding_words, verdict_words
from libdesk.ui.stocktake.label_field import LabelField
from libdesk.ui.stocktake.scanner import Scanner
from libdesk.ui.stocktake.scanner_memory import ScannerMemory
from libdesk.ui.stocktake.signs import LargeSign
from libdesk.ui.stocktake.tones import Tone, Tones
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling

_TONES = (Tone.FOUND, Tone.LOOK, Tone.UNKNOWN)


class ScannerPanel(QWidget):
    """Shows what one scan says of the scanner.

    Args:
        look: the theme.
        memory: remembers what is passed over.
        tones: can be tried.

    Signals:
        left: back to where somebody came from.
    """

    left = Signal()

    def __init__(self, look: Theme, memory: ScannerMemory, tones: Tones) -> None:
        super().__init__()
        self._look = look
        self._memory = memory
        self._tones = tones
        self._known = Known()
        self._last: Arrival | None = None
        self._new = NOTHING_AROUND
        self._announcer = Announcer(self, urgent=True)
        self.scanner = Scanner(self)
        self.scanner.set_timing(PATIENT)  # a slow one is to be seen as one
        self._build()
        self._connect()
        self._show_around()

    def show_known(self, known: Known) -> None:
        """Take the labels that there are; what was scanned before is judged anew."""
        self._known = known
        if self._last is not None:
            self.check(self._last)

    def check(self, arrival: Arrival) -> None:
        """Show what a scan says."""
        checked = check_arrival(arrival, self._known, self._memory.around)
        self._last = None if Finding.PATRON in checked.findings else arrival
        self._new = checked.around
        self._sign.show()
        self._sign.show_outcome(Outcome.FOUND if checked.is_fine else Outcome.ELSEWHERE)
        self._verdict.setText(verdict_words(checked))
        self._arrived.setText(checked.shown)
        self._arrived.setVisible(bool(checked.shown))
        told = arrival_words(arrival) if checked.shown else ()
        self._how.setText("\n".join(f"{name}: {value}" for name, value in told))
        self._how.setVisible(bool(told))
        todo = [finding_words(one, checked) for one in checked.findings]
        self._todo.setText("\n\n".join(todo))
        self._ignore.setVisible(checked.around != NOTHING_AROUND)
        is_slow = Finding.SLOW in checked.findings
        self._wait.setVisible(is_slow and self._memory.timing is not PATIENT)
        self._say(checked, todo)

    def take_focus(self) -> None:
        """Put the focus where a label can be typed."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch scans from now on."""
        super().showEvent(event)
        self._show_around()
        self.scanner.listen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Catch none any more."""
        self.scanner.stop()
        super().hideEvent(event)

    def _build(self) -> None:
        px = self._look.px
        frame = self._build_card()
        self._around = label("", "quiet")
        self._forget = Button(self.tr("Set it back"), enter_presses=False)
        self._line = LabelField()
        flow_row = QHBoxLayout()
        flow = FlowLayout(px(theme.SMALL))
        flow_row.addLayout(flow, 1)
        self._sounds = [
            Button(words, enter_presses=False)
            for words in (
                self.tr("Hear “found”"),
                self.tr("Hear “look here”"),
                self.tr("Hear “unknown”"),
            )
        ]
        self._back = Button(self.tr("Back"), enter_presses=False)
        for button in (*self._sounds, self._back):
            flow.addWidget(button)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("Test the scanner"), "heading"))
        for widget in (frame, self._line, self._around):
            column.addWidget(widget)
        column.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(flow_row)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling(content))

    def _build_card(self) -> QWidget:
        """Return what says how the scanner is."""
        px = self._look.px
        frame = card()
        inside = QVBoxLayout(frame)
        edge = px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(px(theme.MEDIUM))
        row = QHBoxLayout()
        row.setSpacing(px(theme.LARGE))
        self._sign = LargeSign(self._look)
        self._sign.hide()
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(px(theme.SMALL))
        self._verdict = label(self.tr("Scan any label"), "title")
        self._arrived = label("", "heading", selectable=True)
        self._arrived.setAccessibleName(self.tr("What arrived"))
        self._how = label("", "quiet", selectable=True)
        self._todo = label(
            self.tr(
                "Wherever the focus is: the scanner’s keys press nothing here. Then this page "
                "says what arrived, and what to set where something is wrong."
            ),
            selectable=True,
        )
        for one in (self._verdict, self._arrived, self._how, self._todo):
            told.addWidget(one)
        told.addStretch(1)
        row.addLayout(told, 1)
        inside.addLayout(row)
        self._ignore = Button(self.tr("Pass over it from now on"), "primary", enter_presses=False)
        self._wait = Button(self.tr("Wait longer for it"), "primary", enter_presses=False)
        for button in (self._ignore, self._wait):
            button.hide()
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _connect(self) -> None:
        self.scanner.scanned.connect(self.check)
        self.scanner.typed.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_line)
        self._ignore.clicked.connect(self._on_ignore)
        self._wait.clicked.connect(self._on_wait)
        self._forget.clicked.connect(self._on_forget)
        self._back.clicked.connect(self.left)
        for button, tone in zip(self._sounds, _TONES, strict=True):
            button.clicked.connect(lambda _on=False, tone=tone: self._tones.sound(tone))

    def _on_typed(self, character: str) -> None:
        self.take_focus()
        self._line.insert(character)

    def _on_line(self) -> None:
        text = self._line.text()
        self._line.clear()
        if text.strip():
            self.check(Arrival(text))

    def _on_ignore(self) -> None:
        self._memory.add(self._new)
        self._again()

    def _on_wait(self) -> None:
        self._memory.wait_longer()
        self._again()

    def _on_forget(self) -> None:
        self._memory.forget()
        self._again()

    def _again(self) -> None:
        self._show_around()
        if self._last is not None:
            self.check(self._last)

    def _show_around(self) -> None:
        around: Around = self._memory.around
        some = (*around.prefixes, *around.suffixes)
        told = []
        if some:
            words = self.tr("Passed over around each label: “{around}”.")
            told.append(words.format(around="” “".join(some)))
        if self._memory.timing is PATIENT:
            told.append(self.tr("LibDesk waits longer for slow scanners."))
        self._around.setText(" ".join(told))
        for one in (self._around, self._forget):
            one.setVisible(bool(told))

    def _say(self, checked: Checked, todo: list[str]) -> None:
        self._announcer.say("")
        self._announcer.say(". ".join((verdict_words(checked), *todo)))
