"""What you saw, in your words, and your guess: two fields, because they are two things (S07)."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import Category, HintWords
from libdesk.ui import strings, theme
from libdesk.ui.problems.hint_card import HintCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.words_edit import WordsEdit

REST_MS = 1200
"""So long typing rests before anything is asked."""


class WordsBox(QWidget):
    """The two fields, and the one gentle prompt below the first.

    Args:
        hints: what is asked where words are vague or few; None for nothing.
        look: the theme.
    """

    typed = Signal()
    send_requested = Signal()
    part_chosen = Signal(str)

    def __init__(self, hints: HintWords | None, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._usual = self.tr("What you saw, in your words")
        self._usual_guess = self.tr("Your guess, if you have one (optional)")
        self.saw = WordsEdit(look)
        self.guess = QLineEdit()
        self._heading = label(self._usual, "heading")
        self._heading.setBuddy(self.saw)
        self._quiet = label(self.tr("No patron names, card numbers or titles, please."), "fine")
        self._cut = label("", "trouble")
        self._cut.hide()
        self._cut_heard = Announcer(self._cut)
        self._is_hinted = True
        self._hint = HintCard(hints, look) if hints else None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        for widget in (self._heading, self.saw, self._cut, self._quiet):
            column.addWidget(widget)
        if self._hint is not None:
            column.addWidget(self._hint)
            self._hint.part_chosen.connect(self.part_chosen)
        column.addWidget(self.guess)
        self._name(self._usual, self._usual_guess)
        self._connect()

    def turn_to(self, category: Category) -> None:
        """Ask as this tile asks."""
        self._name(category.words or self._usual, category.guess or self._usual_guess)
        # A wish is no guess about what is broken, and a niggle needs none.
        self.guess.setVisible(category.asks_effect)
        self._is_hinted = category.asks_effect

    def has_words(self) -> bool:
        """Say whether somebody has typed here."""
        return bool(self.saw.words().strip() or self.guess.text().strip())

    def _name(self, saw: str, guess: str) -> None:
        self._heading.setText(saw)
        self.saw.setAccessibleName(saw)
        self.guess.setAccessibleName(guess)
        self.guess.setPlaceholderText(guess)

    def _connect(self) -> None:
        self.saw.textChanged.connect(self._on_typed)
        self.saw.cut_short.connect(self._on_cut)
        self.saw.send_requested.connect(self.send_requested)
        self.guess.textChanged.connect(self.typed)
        self._rest.timeout.connect(self._on_rest)

    def _on_typed(self) -> None:
        self._rest.start()
        self.typed.emit()

    def _on_rest(self) -> None:
        if self._hint is not None and self._is_hinted:
            self._hint.look_at(self.saw.words())

    def _on_cut(self, left_over: int) -> None:
        self._cut.setText(strings.cut_words(left_over))
        self._cut.show()
        self._cut_heard.say("")  # each time that something is left out
        self._cut_heard.say(self._cut.text())
