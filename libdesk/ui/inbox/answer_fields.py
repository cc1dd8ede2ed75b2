"""The fields of the answer's panel: words, on whom it waits, how soon; a move shows its own."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.priority import Priority
from libdesk.domain.problems import WaitingOn
from libdesk.ui import theme
from libdesk.ui.inbox.day_row import DayRow
from libdesk.ui.inbox.deeds import Move, Wish
from libdesk.ui.inbox.wording import waiting_on_words
from libdesk.ui.knowledge.plain_words_bar import PlainWordsBar
from libdesk.ui.strings import priority_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.words_edit import WordsEdit

_EVERYWHERE = "all"
_LONGEST = 60
"""Signs of a time."""

_NOBODY_READS = (Move.NOTE, Move.DELETE)
"""No reporter reads what is written for these, and nobody tells how to write a note to oneself."""

_MORE_MINUTES = 180
"""What "more" counts as: half a working day."""


class AnswerFields(QWidget):
    """Holds one wish while it is being made.

    Args:
        look: the theme.
        today: tells the reader's day.
        reasons: what can be said about waiting, by whom or what is waited for (S21).
        bar: offers plainer words; None for no offers. Its line stands here, the rest elsewhere.

    Signals:
        send_requested: Ctrl+Enter in the words.
        words_changed: the words are others.
        overflowed: so many pasted characters found no room.
    """

    send_requested = Signal()
    words_changed = Signal()
    overflowed = Signal(int)

    def __init__(
        self,
        look: Theme,
        today: Callable[[], date],
        reasons: Mapping[WaitingOn, str],
        bar: PlainWordsBar | None = None,
    ) -> None:
        super().__init__()
        self._bar = bar
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
        on, spent, rank = self._whom.chosen(), self._spent.chosen(), self._rank.chosen()
        days = self._again if self._move is Move.PUT_OFF else self._until
        return Wish(
            self._move,
            self._words.words(),
            WaitingOn(on[0]) if on else None,
            days.day(),
            minutes=int(spent[0]) if spent else None,
            priority=Priority(int(rank[0])) if rank else None,
            everywhere=self._where.chosen() == (_EVERYWHERE,),
            back_words=self._back_at.text().strip(),
        )

    def wish(self) -> Wish:
        """Return what the move needs of it."""
        draft, move = self.draft(), self._move
        return Wish(
            move,
            draft.words,
            draft.on if move is Move.WAIT else None,
            draft.until if move in (Move.WAIT, Move.PUT_OFF) else None,
            minutes=draft.minutes if move is Move.FIX else None,
            priority=draft.priority if move is Move.RANK else None,
            everywhere=move is Move.TELL and draft.everywhere,
            is_meant=move is Move.DELETE,
            back_words=draft.back_words if move is Move.TELL else "",
        )

    def take(self, draft: Wish) -> None:
        """Show what was typed and tapped before."""
        self._words.setPlainText(draft.words)
        self._words.moveCursor(self._words.textCursor().MoveOperation.End)
        self._whom.choose((draft.on.value,) if draft.on else ())
        self._until.choose(draft.until if draft.move is Move.WAIT else None)
        self._again.choose(draft.until if draft.move is Move.PUT_OFF else None)
        self._spent.choose((str(draft.minutes),))
        self._rank.choose((str(draft.priority.value),) if draft.priority else ())
        self._where.choose((_EVERYWHERE,) if draft.everywhere else ("",))
        self._back_at.setText(draft.back_words)

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
        self._words.setVisible(move is not Move.DELETE)
        if self._bar is not None:
            self._bar.set_on(move not in _NOBODY_READS)
        self._spent.setVisible(move is Move.FIX)
        self._rank.setVisible(move is Move.RANK)
        self._where.setVisible(move is Move.TELL)
        self._back_at.setVisible(move is Move.TELL)

    def show_place(self, branch: str) -> None:
        """Name the branch that a known problem can be told to."""
        self._where.set_choices((("", branch), self._all_branches()) if branch else ())
        self._where.choose(("",))

    def refuse(self, field: str, sentence: str) -> bool:
        """Say below a field what must be mended, and go there; "" takes it off again.

        Args:
            field: its name in the use case.
            sentence: the words.

        Returns:
            Whether there is such a field, and it is shown.
        """
        self._words.setAccessibleDescription("")
        fields: dict[str, tuple[QWidget, QWidget]] = {
            "text": (self._words, self._words),
            "reason": (self._words, self._words),
            "on": (self._whom, self._whom.first()),
            "until": (self._back_at, self._back_at)
            if self._move is Move.TELL
            else (self._until, self._until.first()),
            "look_again_on": (self._again, self._again.first()),
            "priority": (self._rank, self._rank.first()),
        }
        shown, target = fields.get(field, (self, self))
        is_there = bool(sentence) and shown is not self and not shown.isHidden()
        self._trouble.setText(sentence if is_there else "")
        self._trouble.setVisible(is_there)
        if is_there:
            self._column.removeWidget(self._trouble)
            self._column.insertWidget(self._column.indexOf(shown) + 1, self._trouble)
            target.setAccessibleDescription(sentence)
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return is_there

    def focus_first(self) -> None:
        """Put the focus where the move begins."""
        first = {Move.WAIT: self._whom, Move.RANK: self._rank}.get(self._move)
        widget = self._words if first is None else first.first()
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self._rank = ChipRow(
            self.tr("How soon?"),
            tuple((str(one.value), priority_words(one)) for one in Priority),
            self._look,
        )
        self._spent = ChipRow(self.tr("Time spent, if you like"), self._times(), self._look)
        self._where = ChipRow(self.tr("Where?"), (self._all_branches(),), self._look)
        self._back_at = QLineEdit()
        self._back_at.setMaxLength(_LONGEST)
        self._back_at.setAccessibleName(self.tr("Expected back at (optional)"))
        self._back_at.setPlaceholderText(self.tr("Expected back at, such as 2 pm (optional)"))
        if self._bar is not None:
            self._bar.watch(self._words)
        for one in (
            self._whom,
            self._rank,
            self._words,
            *((self._bar.line,) if self._bar is not None else ()),
            self._starters,
            self._until,
            self._again,
            self._spent,
            self._where,
            self._back_at,
        ):
            column.addWidget(one)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._column = column

    def _times(self) -> tuple[tuple[str, str], ...]:
        return (
            ("5", self.tr("5 minutes")),
            ("15", self.tr("15 minutes")),
            ("60", self.tr("60 minutes")),
            (str(_MORE_MINUTES), self.tr("More")),
        )

    def _all_branches(self) -> tuple[str, str]:
        return _EVERYWHERE, self.tr("All branches")

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
