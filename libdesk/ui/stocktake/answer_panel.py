"""The large answer to the last scan, where one is, and how the thing was found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from libdesk.domain.counting import Row
from libdesk.domain.stocktake import Answer, Condition, Outcome, Spot
from libdesk.services.places import Overview
from libdesk.services.scan_taking import NOTE_LIMIT
from libdesk.ui import theme
from libdesk.ui.stocktake.signs import LargeSign
from libdesk.ui.stocktake.wording import (
    condition_words,
    head_words,
    listed_words,
    outcome_words,
    row_reason,
    spot_words,
    thing_words,
    why_words,
)
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Chip
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker

_SAID = (Condition.GOOD, Condition.WORN, Condition.BROKEN)
_NARROW = 760


class AnswerPanel(QFrame):
    """Says what the last scan means, to be read at arm's length.

    Args:
        look: the theme.

    Signals:
        place_chosen: the Spot somebody is at.
        condition_chosen: the Condition of the thing that is shown.
        note_written: the note on it.
        sound_turned: whether tones are to be heard.
    """

    place_chosen = Signal(object)
    condition_chosen = Signal(object)
    note_written = Signal(str)
    sound_turned = Signal(bool)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._spots: tuple[Spot, ...] = ()
        self._announcer = Announcer(self, urgent=True)
        self._note_kept = ""
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("The last scan"))
        self._build()
        self._connect()
        self.show_row(None, Overview())

    def words(self) -> str:
        """Return what it says, as it is heard."""
        parts = (self._head.text(), self._thing.text(), self._why.text())
        return ". ".join(one.rstrip(".") for one in parts if one)

    def show_places(self, spots: Sequence[Spot], overview: Overview) -> None:
        """Offer the places of the count; the one that is chosen stays so."""
        chosen = self.place()
        self._spots = tuple(spots)
        self._place.clear()
        self._place.addItem(self.tr("Scan the place, or choose it"), None)
        for at, one in enumerate(spots):
            self._place.addItem(spot_words(one, overview), at)
        if len(spots) == 1:
            chosen = spots[0]
        self.show_place(chosen)

    def place(self) -> Spot | None:
        """Return where somebody is; None where nobody has said so."""
        at = self._place.currentData()
        return None if at is None else self._spots[at]

    def show_sound(self, *, is_on: bool) -> None:
        """Show whether tones are heard."""
        self._sound.setChecked(is_on)

    def show_place(self, spot: Spot | None) -> None:
        """Show where somebody is."""
        keys = [one.key for one in self._spots]
        at = None if spot is None or spot.key not in keys else keys.index(spot.key)
        self._place.setCurrentIndex(0 if at is None else at + 1)

    def show_answer(self, answer: Answer, overview: Overview, also: str = "") -> None:
        """Show what a scan means.

        Args:
            answer: what it means.
            overview: names the branches.
            also: what else is to be known of it; "" for nothing.
        """
        is_place = answer.outcome is Outcome.SPOT
        thing = "" if is_place else thing_words(answer)
        why = " ".join(filter(None, (why_words(answer, overview), also)))
        self._say(answer.outcome, head_words(answer, overview), thing, why)

    def get_ready(self) -> None:
        """Do now what the first answer would wait for: words that can be chosen need a control.

        Qt makes it when there are words, and who listens for scans then looks up what it is, which
        takes longer than an answer may.
        """
        for one in (self._head, self._thing, self._why):
            words = one.text()
            one.setText(words or self.tr("Ready"))
            one.setText(words)

    def show_told(self, head: str, sentence: str, outcome: Outcome | None = None) -> None:
        """Show something else that is to be told."""
        self._say(outcome, head, "", sentence)
        self.show_condition(None)

    def show_row(self, row: Row | None, overview: Overview) -> None:
        """Show a thing of the list, as it counts; None for the beginning."""
        if row is None:
            self._say(
                None, self.tr("Ready"), "", self.tr("Scan the place, then what stands in it.")
            )
        else:
            thing = listed_words(row.listed) if row.listed is not None else row.code
            listed = spot_words(row.listed.spot, overview) if row.listed is not None else ""
            why = row_reason(row, overview)
            if row.outcome is Outcome.MISSING:
                why = self.tr("It should be here: {place}.").format(place=listed)
            self._say(row.outcome, outcome_words(row.outcome), thing, why)
        self.show_condition(row)

    def show_condition(self, row: Row | None) -> None:
        """Show how a thing was found, to be said; None for none that was seen."""
        seen = row if row is not None and row.scan is not None else None
        self._condition.choose([seen.condition.value] if seen is not None else [])
        self._note_kept = seen.note if seen is not None else ""
        self._note.setText(self._note_kept)
        for one in (self._condition, self._note):
            one.setEnabled(seen is not None)

    def _build(self) -> None:
        px = self._look.px
        whole = QVBoxLayout(self)
        edge = px(theme.LARGE)
        whole.setContentsMargins(edge, edge, edge, edge)
        beside = Beside(self._look, theme.HUGE, _NARROW)
        whole.addWidget(beside)
        place = QVBoxLayout()
        place.setSpacing(px(theme.TINY))
        place.addWidget(label(self.tr("You are at"), "quiet"))
        self._place = Picker(self._look)
        self._place.setAccessibleName(self.tr("The place where you are"))
        place.addWidget(self._place)
        place.addSpacing(px(theme.SMALL))
        self._sound = Chip(self.tr("Sound"), self._look)
        self._sound.setAccessibleDescription(self.tr("A tone tells what each scan means"))
        place.addWidget(self._sound, 0, Qt.AlignmentFlag.AlignLeft)
        place.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(px(theme.LARGE))
        self._sign = LargeSign(self._look)
        middle.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(px(theme.TINY))
        self._head = label("", "title")
        self._thing = label("", "heading", selectable=True)
        self._why = label("", "", selectable=True)
        for one in (self._head, self._thing, self._why):
            told.addWidget(one)
        told.addStretch(1)
        middle.addLayout(told, 1)
        # First: with large text it is what is in sight.
        beside.row.addLayout(middle, 4)
        beside.row.addLayout(place, 2)
        how = QVBoxLayout()
        how.setSpacing(px(theme.SMALL))
        choices = [(one.value, condition_words(one)) for one in _SAID]
        self._condition = ChipRow(self.tr("How is it?"), choices, self._look, role="quiet")
        self._condition.setToolTip(self.tr("Ctrl+1, Ctrl+2, Ctrl+3"))
        self._note = QLineEdit()
        self._note.setAccessibleName(self.tr("Note on it"))
        self._note.setPlaceholderText(self.tr("Note on it (optional)"))
        self._note.setMaxLength(NOTE_LIMIT)
        how.addWidget(self._condition)
        how.addWidget(self._note)
        how.addStretch(1)
        beside.row.addLayout(how, 3)

    def _connect(self) -> None:
        self._place.activated.connect(self._on_place)
        self._sound.clicked.connect(lambda: self.sound_turned.emit(self._sound.isChecked()))
        self._condition.changed.connect(self._on_condition)
        self._note.editingFinished.connect(self._on_note)
        for at, one in enumerate(_SAID, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{at}"), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda said=one: self._on_key(said))

    def _say(self, outcome: Outcome | None, head: str, thing: str, why: str) -> None:
        self._sign.show_outcome(outcome)
        self._sign.setVisible(outcome is not None)
        for where, words in ((self._head, head), (self._thing, thing), (self._why, why)):
            where.setText(words)
            where.setVisible(bool(words))
        words = self.words()
        self.setAccessibleDescription(words)
        self._announcer.say("")  # each scan is news, also where it is told in the same words
        self._announcer.say(words)

    def _on_place(self) -> None:
        spot = self.place()
        if spot is not None:
            self.place_chosen.emit(spot)

    def _on_condition(self) -> None:
        chosen = self._condition.chosen()
        self.condition_chosen.emit(Condition(chosen[0]) if chosen else Condition.UNSAID)

    def _on_key(self, condition: Condition) -> None:
        if self._condition.isEnabled() and self.isVisible():
            self._condition.choose([condition.value])
            self._on_condition()

    def _on_note(self) -> None:
        if self._note.text() != self._note_kept:
            self._note_kept = self._note.text()
            self.note_written.emit(self._note_kept)
