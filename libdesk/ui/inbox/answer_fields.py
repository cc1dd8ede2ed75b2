"""The fields of the answer's panel: words, on whom it waits, until when; a move shows its own."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.problems import WaitingOn
from libdesk.ui import theme
from libdesk.ui.inbox.day_row import DayRow
from libdesk.ui.inbox.deeds import Move, Wish
from libdesk.ui.inbox.wording import waiting_on_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.words_edit import WordsEdit


class AnswerFields(QWidget):
    """Holds one wish while it is being made.

    Args:
        look: the theme.
        today: tells the reader's day.
        reasons: what can be said about waiting, by whom or what is waited for (S21).

    Signals:
        send_requested: Ctrl+Enter in the words.
        words_changed: the words are others.
        overflowed: so many pasted characters found no room.
    """

    send_requested = Signal()
    words_changed = Signal()
    overflowed = Signal(int)

    def __init__(
        self, look: Theme, today: Callable[[], date], reasons: Mapping[WaitingOn, str]
    ) -> None:
        super().__init__()
        self._look = look
        self._today = today
        self._reasons = reasons
        self._move = Move.ANSWER
        self._build()
        self._connect()

    @property
    def move_made(self) -> Move:
        """The move that the fields are for."""
        return self._move

    def draft(self) -> Wish:
        """Return all that was typed and tapped, for whichever move."""
        on = self._whom.chosen()
        days = self._again if self._move is Move.PUT_OFF else self._until
        return Wish(self._move, self._words.words(), WaitingOn(on[0]) if on else None, days.day())

    def wish(self) -> Wish:
        """Return what the move needs of it."""
        draft = self.draft()
        waits, rests = self._move is Move.WAIT, self._move in (Move.WAIT, Move.PUT_OFF)
        return Wish(
            self._move, draft.words, draft.on if waits else None, draft.until if rests else None
        )

    def take(self, draft: Wish) -> None:
        """Show what was typed and tapped before."""
        self._words.setPlainText(draft.words)
        self._words.moveCursor(self._words.textCursor().MoveOperation.End)
        self._whom.choose((draft.on.value,) if draft.on else ())
        self._until.choose(draft.until if draft.move is Move.WAIT else None)
        self._again.choose(draft.until if draft.move is Move.PUT_OFF else None)

    def turn_to(self, move: Move, name: str, hint: str) -> None:
        """Show the fields of a move.

        Args:
            move: which.
            name: what the words are, for a screen reader.
            hint: stands in the field while it is empty.
        """
        if self._move is Move.WAIT and move is not Move.WAIT and self._is_ready_made():
            self._words.set_words("")  # it was about waiting, and nobody wrote it
        self._move = move
        self._words.setPlaceholderText(hint)
        self._words.setAccessibleName(name)
        self._whom.setVisible(move is Move.WAIT)
        self._until.setVisible(move is Move.WAIT)
        self._again.setVisible(move is Move.PUT_OFF)
        self._starters.setVisible(move is Move.ANSWER)

    def focus_first(self) -> None:
        """Put the focus where the move begins."""
        first = self._whom.first() if self._move is Move.WAIT else self._words
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(theme.MEDIUM))
        self._whom = ChipRow(
            self.tr("On whom or what?"),
            tuple((on.value, _begun(waiting_on_words(on))) for on in WaitingOn),
            self._look,
        )
        self._until = DayRow(self.tr("Until when?"), self._look, self._today)
        self._words = WordsEdit(self._look, (4, 12))
        self._again = DayRow(self.tr("When do you look again?"), self._look, self._today)
        self._starters = self._build_starters()
        for one in (self._whom, self._words, self._starters, self._until, self._again):
            column.addWidget(one)

    def _build_starters(self) -> QWidget:
        """Ways to begin that thank, or own up; they stay, so that nothing jumps (S28, S29)."""
        row = QWidget()
        flow = FlowLayout(self._look.px(theme.TINY))
        row.setLayout(flow)
        self._sentences = {
            self.tr("Thank you…"): self.tr("Thank you for spotting this."),
            self.tr("I don’t know yet…"): self.tr("I don’t know yet what it is, but I am looking."),
            self.tr("Our mistake…"): self.tr("We got this wrong, sorry."),
        }
        for words, sentence in self._sentences.items():
            starter = Button(words, "link", enter_presses=False)
            starter.setAccessibleDescription(sentence)
            starter.setToolTip(sentence)
            starter.clicked.connect(self._begin_with)
            flow.addWidget(starter)
        return row

    def _connect(self) -> None:
        self._words.send_requested.connect(self.send_requested)
        self._words.textChanged.connect(self.words_changed)
        self._words.cut_short.connect(self.overflowed)
        self._whom.changed.connect(self._on_whom)

    def _on_whom(self) -> None:
        """Offer the reason that fits; words that somebody typed stay."""
        if self._words.words().strip() and not self._is_ready_made():
            return
        chosen = self._whom.chosen()
        self._words.set_words(self._reasons.get(WaitingOn(chosen[0]), "") if chosen else "")

    def _is_ready_made(self) -> bool:
        return self._words.words().strip() in self._reasons.values()

    def _begin_with(self) -> None:
        starter = self.sender()
        if isinstance(starter, Button):
            cursor = self._words.textCursor()
            cursor.movePosition(cursor.MoveOperation.Start)
            cursor.insertText(f"{self._sentences[starter.words()]} ")
            cursor.movePosition(cursor.MoveOperation.End)
            self._words.setTextCursor(cursor)
            self._words.setFocus(Qt.FocusReason.OtherFocusReason)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
