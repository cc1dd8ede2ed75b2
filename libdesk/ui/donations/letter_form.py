"""A letter to a donor in its fields: which, in what language, and its words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donation_letters import LETTER_LIMIT, Letter, LetterKind
from libdesk.ui import theme
from libdesk.ui.donations.letter_parts import Draft, Shown
from libdesk.ui.donations.letter_wording import country_words, letter_kind_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit

_WIDEST, _NARROW = 820, 520
"""Pixels; a letter's lines are no longer on paper, and in less two fields don't stand together."""


class LetterForm(QWidget):
    """What is typed is put aside with every key, for each letter and language.

    Args:
        look: the theme.
        drafts: what was typed and is no longer as it was made; outlasts the page.

    Signals:
        chosen: another LetterKind, or another language.
    """

    chosen = Signal(object, str)

    def __init__(self, look: Theme, drafts: dict[Draft, str]) -> None:
        super().__init__()
        self._look = look
        self._drafts = drafts
        self._shown: Shown | None = None
        self._build()
        self._kind.activated.connect(self._on_chosen)
        self._language.activated.connect(self._on_chosen)
        self._text.textChanged.connect(self._on_typed)
        self._again.clicked.connect(self._on_again)

    def letter(self) -> Letter | None:
        """Return the letter as it stands in the field; None before it is there."""
        if self._shown is None:
            return None
        return self._shown.letter.with_text(self._text.words().strip())

    def show_letter(self, shown: Shown) -> bool:
        """Show it; say whether its words are those that somebody had typed."""
        self._shown = shown
        letter, offer = shown.letter, shown.kept.offer
        whom = offer.donor.title or self.tr("somebody without a name")
        self._title.setText(self.tr("{number}: {whom}").format(number=offer.number, whom=whom))
        told = (self._head_words(letter), self._country_words(shown))
        self._head.setText("\n".join(filter(None, told)))
        self._fill(shown)
        draft = self._drafts.get(_key(shown))
        self._set_text(letter.text if draft is None else draft)
        return draft is not None

    def warn(self, more: str = "") -> None:
        """Say what is to be looked at before it goes, and what else."""
        letter = self.letter()
        told = letter.warnings if letter is not None else ()
        self._warning.say("\n".join(filter(None, (*told, more))))

    def focus_text(self) -> None:
        """Put the focus where typing begins."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        self._title = label("", "heading")
        self._head = label("", "quiet", selectable=True)
        self._kind, self._language = Picker(self._look), Picker(self._look)
        row = Beside(self._look, theme.MEDIUM, _NARROW)
        names = ((self.tr("Letter"), self._kind), (self.tr("Language"), self._language))
        for words, picker in names:
            picker.setAccessibleName(words)
            pair = QVBoxLayout()
            pair.setSpacing(px(theme.TINY))
            pair.addWidget(label(words, "fine"))
            pair.addWidget(picker)
            row.row.addLayout(pair, 1)
        self._warning = Banner(self._look, "notice")
        self._text = WordsEdit(self._look, (16, 30), LETTER_LIMIT)
        self._text.setAccessibleName(self.tr("The letter"))
        self._again = Button(
            self.tr("Back to the letter as it was made"), "link", enter_presses=False
        )
        self._again.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.setSpacing(px(theme.MEDIUM))
        for one in (self._title, self._head, row, self._warning, self._text):
            one.setMaximumWidth(px(_WIDEST))
            column.addWidget(one)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _head_words(self, letter: Letter) -> str:
        told = self.tr("{title}. Dated {day}.").format(title=letter.title, day=letter.on)
        if letter.to:
            to = self.tr("To: {address}").format(address=", ".join(letter.to))
            return f"{told} {to}"
        return f"{told} {self.tr('No name and no address: hand it over.')}"

    def _country_words(self, shown: Shown) -> str:
        if shown.house.is_set:
            return ""
        told = self.tr("The rules are those of: {country}. That is a guess: set it once below.")
        return told.format(country=country_words(shown.house.country))

    def _fill(self, shown: Shown) -> None:
        letter = shown.letter
        self._kind.clear()
        for kind in LetterKind:
            words = letter_kind_words(kind)
            due = self.tr("{what} (due)").format(what=words)
            self._kind.addItem(due if kind is shown.due else words, kind.value)
        self._kind.setCurrentIndex(tuple(LetterKind).index(letter.kind))
        self._language.clear()
        for place, (language, name) in enumerate(shown.languages):
            self._language.addItem(name, language)
            if language == letter.language:
                self._language.setCurrentIndex(place)

    def _set_text(self, text: str) -> None:
        self._text.set_words(text)
        self._text.moveCursor(self._text.textCursor().MoveOperation.Start)
        self._on_typed()

    def _on_typed(self) -> None:
        shown = self._shown
        if shown is None:
            return
        is_own = self._text.words().strip() != shown.letter.text.strip()
        self._again.setVisible(is_own)
        if is_own:
            self._drafts[_key(shown)] = self._text.words()
        else:
            self._drafts.pop(_key(shown), None)
        self.warn()

    def _on_again(self) -> None:
        if self._shown is not None:
            self._set_text(self._shown.letter.text)
            self.focus_text()

    def _on_chosen(self) -> None:
        self.chosen.emit(LetterKind(self._kind.currentData()), str(self._language.currentData()))


def _key(shown: Shown) -> Draft:
    return shown.kept.offer.id, shown.letter.kind, shown.letter.language
