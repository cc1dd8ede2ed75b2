"""Takes what was scanned, typed or marked: counts it, and says so to eye and ear."""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from libdesk.domain.counting import Row
from libdesk.domain.scanned import NOTHING_AROUND, Scanned, read_scan
from libdesk.domain.scanned import Why as Read
from libdesk.domain.scanner_checks import Arrival
from libdesk.domain.stocktake import Answer, Condition, Origin, Outcome, Spot, Why
from libdesk.services.places import Overview
from libdesk.ui.stocktake.answer_panel import AnswerPanel
from libdesk.ui.stocktake.keeper import Keeper
from libdesk.ui.stocktake.parts import StocktakeParts
from libdesk.ui.stocktake.tones import Tone
from libdesk.ui.stocktake.wording import layout_words, read_words

_NOT_KEPT = (Read.PATRON, Read.SEVERAL, Read.GARBAGE)


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


class Taking(QObject):
    """What follows from each scan, on the window's thread and at once.

    Args:
        parts: knows the scanner, and the tones.
        keeper: counts and stores.
        panel: shows the answer.

    Signals:
        counted: the row that is another now.
        placed: where somebody is now.
    """

    counted = Signal(object)
    placed = Signal()

    def __init__(self, parts: StocktakeParts, keeper: Keeper, panel: AnswerPanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._keeper = keeper
        self._panel = panel
        self._subject: Row | None = None
        self.overview = Overview()
        panel.place_chosen.connect(self._on_place)
        panel.condition_chosen.connect(self._on_condition)
        panel.note_written.connect(self._on_note)

    def scan(self, arrival: Arrival) -> None:
        """Take what a scanner sent."""
        self._read(arrival.typed, Origin.SCANNED)

    def type(self, text: str) -> None:
        """Take what somebody typed."""
        self._read(text, Origin.TYPED)

    def mark(self, row: Row) -> None:
        """Count something that is missing: somebody sees it where it belongs."""
        listed = row.listed
        if listed is None or row.outcome is not Outcome.MISSING:
            return
        self._count(self._keeper.count.answer(listed.tag, listed.spot), listed.spot, Origin.BY_EYE)

    def look_at(self, row: Row | None) -> None:
        """Show a thing of the list, to say how it is."""
        self._subject = row
        self._panel.show_row(row, self.overview)

    def undo(self) -> tuple[str, ...]:
        """Take the last step back, say so, and return the codes that count no longer."""
        scans = self._keeper.undo()
        codes = tuple(one.code for one in scans)
        if len(codes) == 1:
            told = _tr("{code} is not counted any more, as though nobody had scanned it.")
            self._tell(_tr("Taken back"), told.format(code=codes[0]))
        elif codes:
            told = _tr("{count} scans are not counted any more.").format(count=len(codes))
            self._tell(_tr("Taken back"), told)
        else:
            self._tell(_tr("Nothing to take back"), _tr("Nothing was counted since you came here."))
        return codes

    def _read(self, text: str, origin: Origin) -> None:
        around = self._parts.scanner.around if origin is Origin.SCANNED else NOTHING_AROUND
        for one in read_scan(text, self._keeper.opened.known, around):
            self._take(one, origin)

    def _take(self, scanned: Scanned, origin: Origin) -> None:
        if scanned.why in _NOT_KEPT:
            self._tell(*read_words(scanned), outcome=Outcome.UNKNOWN)
            self._parts.tones.sound(Tone.UNKNOWN)
            return
        place = self._panel.place()
        answer = self._keeper.count.answer(scanned.code, place or Spot(""))
        if answer.outcome is Outcome.SPOT:
            self._go(answer)
        elif place is None:
            told = _tr("{code} was not counted. Scan the label of the place, or choose it here.")
            self._tell(_tr("Where are you?"), told.format(code=answer.code), Outcome.UNKNOWN)
            self._parts.tones.sound(Tone.UNKNOWN)
        else:
            also = layout_words() if scanned.why is Read.LAYOUT else ""
            self._count(answer, place, origin, also)

    def _go(self, answer: Answer) -> None:
        """Count at another place from now on, where that is counted."""
        is_counted = answer.why is Why.NONE
        self._subject = None
        if is_counted:
            self._panel.show_place(answer.spot)
        self._panel.show_answer(answer, self.overview)
        self._panel.show_condition(None)
        self._parts.tones.sound(Tone.FOUND if is_counted else Tone.UNKNOWN)
        if is_counted:
            self.placed.emit()

    def _count(self, answer: Answer, place: Spot, origin: Origin, also: str = "") -> None:
        scan = self._keeper.scan(answer, place, origin)
        told = scan if scan is not None else answer.before
        row = self._keeper.count.row_of(told.id) if told is not None else None
        self._subject = row
        self._panel.show_answer(answer, self.overview, also)
        self._panel.show_condition(row)
        self._parts.tones.sound(_TONES[answer.outcome])
        if row is not None:
            self.counted.emit(row)

    def _tell(self, head: str, sentence: str, outcome: Outcome | None = None) -> None:
        self._subject = None
        self._panel.show_told(head, sentence, outcome)

    def _on_place(self, spot: Spot) -> None:
        self._go(Answer("", Outcome.SPOT, None, spot))

    def _on_condition(self, condition: Condition) -> None:
        if self._subject is not None:
            self._say(condition, self._subject.note)

    def _on_note(self, note: str) -> None:
        if self._subject is not None:
            self._say(self._subject.condition, note)

    def _say(self, condition: Condition, note: str) -> None:
        subject = self._subject
        if subject is None or subject.scan is None:
            return
        self._keeper.set_condition(subject, condition, note)
        self._subject = self._keeper.count.row_of(subject.scan.id)
        if self._subject is not None:
            self.counted.emit(self._subject)


_TONES = {
    Outcome.FOUND: Tone.FOUND,
    Outcome.ELSEWHERE: Tone.LOOK,
    Outcome.AGAIN: Tone.LOOK,
    Outcome.UNKNOWN: Tone.UNKNOWN,
}
