"""One text of the letters to donors in its fields, with what it may name in braces."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit

from libdesk.domain.donation_letters import KEYS, LETTER_LIMIT, TITLE_LIMIT, LetterKind, Template
from libdesk.services.donation_letters import KeptText, TextsRead
from libdesk.ui.donations.letter_wording import text_words
from libdesk.ui.item_strings import short_day_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit


class LetterTextCard(SettingCard):
    """Shows the texts of one language, one at a time.

    Args:
        languages: the languages, each with its name.
        look: the theme.

    Signals:
        chosen: another language, or another text of KEYS.
        back_requested: let the shipped text count.
        leave_requested: show again what stands, and forget what was typed.
    """

    chosen = Signal(str, str)
    back_requested = Signal()
    leave_requested = Signal()

    def __init__(self, languages: tuple[tuple[str, str], ...], look: Theme) -> None:
        lead = self.tr(
            "What stands in braces is put in for each offer; where it stands for nothing, its "
            "paragraph falls away."
        )
        super().__init__(self.tr("The texts"), lead, self.tr("Save"), look)
        self._is_filling = False
        self._language, self._key = Picker(look), Picker(look)
        for language, name in languages:
            self._language.addItem(name, language)
        for key in KEYS:
            self._key.addItem(text_words(key), key)
        self.add_field(self.tr("Language"), self._language)
        self.add_field(self.tr("Text"), self._key)
        self._state = label("", "quiet")
        self.column.addWidget(self._state)
        self._title = QLineEdit()
        self._title.setMaxLength(TITLE_LIMIT)
        self.add_field(self.tr("What the letter is about"), self._title, "title")
        self._title_words = self._words_of(self._title)
        self._text = WordsEdit(look, (8, 20), LETTER_LIMIT)
        self.add_field(self.tr("Words"), self._text, "text")
        self._names = label("", "fine", selectable=True)
        self.column.addWidget(self._names)
        self._shipped = Button(self.tr("Back to the shipped text"), enter_presses=False)
        self._leave = Button(self.tr("Leave it as it was"), enter_presses=False)
        self._leave.hide()
        self.add_button(self._shipped)
        self.add_button(self._leave)
        self._language.activated.connect(self._on_chosen)
        self._key.activated.connect(self._on_chosen)
        self._title.textEdited.connect(self.touch)
        self._text.textChanged.connect(self._on_typed)
        self._shipped.clicked.connect(self.back_requested)
        self._leave.clicked.connect(self.leave_requested)
        self.touched.connect(self._leave.show)

    @property
    def language(self) -> str:
        """The language that is chosen."""
        return str(self._language.currentData())

    @property
    def key(self) -> str:
        """The text that is chosen."""
        return str(self._key.currentData())

    def show_text(self, read: TextsRead, key: str) -> None:
        """Show what counts; what was typed before is gone."""
        self.version = read.version
        text = read.text(key)
        self._language.setCurrentIndex(self._language.findData(read.language))
        self._key.setCurrentIndex(KEYS.index(key))
        self._fill(text.template)
        is_letter = key in {one.value for one in LetterKind}
        for one in (self._title, *self._title_words):
            one.setVisible(is_letter)
        self._state.setText(self._state_words(read, text))
        names = " ".join(f"{{{one}}}" for one in text.names)
        self._names.setText(self.tr("It may name: {names}").format(names=names))
        self._shipped.setVisible(text.is_own)
        self._leave.hide()
        self.set_trouble("")
        self.is_dirty = False

    def show_draft(self, template: Template) -> None:
        """Show what somebody has typed and not saved."""
        self._fill(template)
        self.touch()

    def template(self) -> Template:
        """Return what stands in the fields."""
        return Template(self._text.words(), self._title.text())

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept, and what follows."""
        super().say_done(is_whole=is_whole)
        self.say(
            self.tr("Saved. The next letter is made of it.")
            if is_whole
            else self.tr("Saved; what you typed since then is not saved yet.")
        )
        self._leave.setVisible(not is_whole)

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _state_words(self, read: TextsRead, text: KeptText) -> str:
        if text.is_own:
            return self.tr("Your library’s own.")
        day = short_day_words(read.as_at)
        return self.tr("LibDesk’s own default, as of {day}.").format(day=day)

    def _fill(self, template: Template) -> None:
        self._is_filling = True
        self._title.setText(template.title)
        self._title.setCursorPosition(0)
        self._text.set_words(template.text)
        self._is_filling = False

    def _words_of(self, field: QLineEdit) -> list[QLabel]:
        """Return the words above a field."""
        return [one for one in self.findChildren(QLabel) if one.buddy() is field]

    def _on_typed(self) -> None:
        if not self._is_filling:
            self.touch()

    def _on_chosen(self) -> None:
        self.chosen.emit(self.language, self.key)
