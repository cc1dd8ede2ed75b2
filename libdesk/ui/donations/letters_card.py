"""The letters that a donor got: each with its day, and its words to be read again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from libdesk.domain.donation_letters import LetterKind
from libdesk.services.donation_stores import KeptLetter
from libdesk.ui import theme
from libdesk.ui.donations.letter_wording import letter_kind_words
from libdesk.ui.donations.offer_words import moment_day
from libdesk.ui.donations.wording import DOT
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class LettersCard(QFrame):
    """Folded; a press shows the words of one.

    Args:
        letters: the oldest first.
        look: the theme.
    """

    def __init__(self, letters: Sequence[KeptLetter], look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Letters"))
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(label(self.tr("Letters"), "heading"))
        for letter in reversed(letters):
            button = Button(letter_words(letter), "link", enter_presses=False)
            words = label(letter.text, selectable=True)
            words.hide()
            button.clicked.connect(partial(_turn, words))
            column.addWidget(button)
            column.addWidget(words)


def letter_words(letter: KeptLetter) -> str:
    """Return which letter it was, and when it was made."""
    try:
        kind = letter_kind_words(LetterKind(letter.kind))
    except ValueError:  # a newer LibDesk knows more of them
        kind = letter.kind
    told = [kind, moment_day(letter.at), letter.language, letter.by]
    return DOT.join(filter(None, told))


def _turn(words: QLabel) -> None:
    words.setVisible(words.isHidden())
