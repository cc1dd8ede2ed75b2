"""A letter to a donor: proposed, read once more, changed, and then printed, saved or e-mailed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donation_letters import LETTER_LIMIT, Letter, LetterKind
from libdesk.domain.donations import OfferId
from libdesk.services.donation_letter_words import House
from libdesk.services.donation_letters import DonationLetters
from libdesk.services.donation_stores import KeptLetter, KeptOffer
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.donations.letter_wording import country_words, letter_kind_words
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.paper_sizes import uses_letter
from libdesk.ui.papers.offer_panel import SIZE
from libdesk.ui.papers.parts import Content, Format, PaperOffer, PaperParts
from libdesk.ui.papers.parts import Letter as Mail
from libdesk.ui.papers.saving import Saving
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.undo_bar import UndoBar
from libdesk.ui.widgets.words_edit import WordsEdit

LANGUAGE = "donations/language"
"""Under this name the language of the last letter is remembered."""

_WIDEST, _NARROW = 820, 520
"""Pixels; a letter's lines are no longer on paper, and in less two fields don't stand together."""

Draft = tuple[OfferId, LetterKind, str]
"""Of which letter, and in which language."""


class Answering(Protocol):
    """What the page asks of the offers."""

    def get(self, offer: OfferId) -> KeptOffer:
        """Return an offer."""

    def answered(self, offer: OfferId, letter: KeptLetter) -> KeptOffer:
        """Keep a letter with its offer, which is answered by it."""

    def restore(self, before: KeptOffer, expected: int | None = None) -> KeptOffer:
        """Take that back."""


@dataclass(frozen=True, slots=True)
class LetterParts:
    """What the page works with.

    Attributes:
        letters: makes letters.
        donations: the offers.
        papers: saves, opens and remembers.
        content: makes a letter's PDF and its document to edit.
        now: the clock.
        who: who writes.
        drafts: what was typed and is no longer as it was made; outlasts the page.
        chosen: the letter that was last shown of an offer.
    """

    letters: DonationLetters
    donations: Answering
    papers: PaperParts
    content: Callable[[Letter], Content]
    now: Clock
    who: str = ""
    drafts: dict[Draft, str] = field(default_factory=dict)
    chosen: dict[OfferId, tuple[LetterKind, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page shows.

    Attributes:
        kept: the offer.
        due: the letter that is due.
        house: who writes.
        letter: the letter as it is made of the offer.
        languages: the languages, each with its name.
    """

    kept: KeptOffer
    due: LetterKind
    house: House
    letter: Letter
    languages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """That a letter was kept, as it is taken back: what was before, and the version since."""

    before: KeptOffer
    version: int


class LetterPanel(QWidget):
    """Reads when it is shown; what was typed is there again the next time, of each letter.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.
        offer: which.

    Signals:
        left: back to the offers.
        print_requested: the PaperOffer of the letter, for the window for papers.
        letter_made: the OfferId, and the KeptLetter that is kept with it now.
        letter_taken_back: the OfferId whose letter is gone again.
        texts_requested: the texts of letters, and the country, are to be changed.
    """

    left = Signal()
    print_requested = Signal(object)
    letter_made = Signal(object, object)
    letter_taken_back = Signal(object)
    texts_requested = Signal()

    def __init__(self, parts: LetterParts, tasks: Tasks, look: Theme, offer: OfferId) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._offer = offer
        self._shown: _Shown | None = None
        self._wanted: Callable[[], None] | None = None
        self._going: Letter | None = None
        self._told: tuple[str, ...] = ()
        self._saving = Saving(parts.papers, tasks, self)
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the offer: another letter may be due by now."""
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Make the letter that is chosen, or else the one that is due."""
        work = partial(self._make, self._parts.chosen.get(self._offer))
        self._tasks.database(work, self._on_read, owner=self, failed=self._on_trouble, key="letter")

    def letter(self) -> Letter | None:
        """Return the letter as it stands in the field; None before it is there."""
        if self._shown is None:
            return None
        return self._shown.letter.with_text(self._text.words().strip())

    def _build(self) -> None:
        px = self._look.px
        self._trouble = Banner(self._look, "notice")
        self._title = label("", "heading")
        self._head = label("", "quiet", selectable=True)
        self._kind, self._language = Picker(self._look), Picker(self._look)
        row = Beside(self._look, theme.MEDIUM, _NARROW)
        for words, picker in (
            (self.tr("Letter"), self._kind),
            (self.tr("Language"), self._language),
        ):
            picker.setAccessibleName(words)
            pair = QVBoxLayout()
            pair.setSpacing(px(theme.TINY))
            pair.addWidget(label(words, "fine"))
            pair.addWidget(picker)
            row.row.addLayout(pair, 1)
        self._warning = Banner(self._look, "notice")
        self._text = WordsEdit(self._look, (16, 30), LETTER_LIMIT)
        self._text.setAccessibleName(self.tr("The letter"))
        self._again = Button(self.tr("Back to the letter as it was made"), "link")
        self._again.hide()
        self._said = label("", "quiet", selectable=True)
        self._said.hide()
        self._announcer = Announcer(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.setSpacing(px(theme.MEDIUM))
        for one in (self._title, self._head, row, self._warning, self._text):
            one.setMaximumWidth(px(_WIDEST))
            column.addWidget(one)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._undo = UndoBar(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        whole.addWidget(self._trouble)
        whole.addWidget(scrolling(inside), 1)
        whole.addWidget(self._said)
        whole.addWidget(self._undo)
        whole.addLayout(self._build_buttons())

    def _build_buttons(self) -> FlowLayout:
        self._print = Button(self.tr("Print…"), "primary", enter_presses=False)
        self._print.setToolTip(self.tr("Ctrl+P"))
        self._pdf = Button(self.tr("Save as PDF…"), enter_presses=False)
        self._word = Button(self.tr("Save as Word…"), enter_presses=False)
        self._mail = Button(self.tr("E-mail draft…"), enter_presses=False)
        self._mail.setToolTip(
            self.tr("The letter is its text; the PDF goes along. LibDesk sends nothing.")
        )
        self._texts = Button(
            self.tr("Change the texts and the country"), "link", enter_presses=False
        )
        self._back = Button(self.tr("Back to the offers"), enter_presses=False)
        flow = FlowLayout(self._look.px(theme.SMALL))
        for one in (self._print, self._pdf, self._word, self._mail, self._back, self._texts):
            flow.addWidget(one)
        return flow

    def _connect(self) -> None:
        self._kind.activated.connect(self._on_chosen)
        self._language.activated.connect(self._on_chosen)
        self._text.textChanged.connect(self._on_typed)
        self._again.clicked.connect(self._on_again)
        for button, act in (
            (self._print, self._to_print),
            (self._pdf, self._to_pdf),
            (self._word, self._to_word),
            (self._mail, self._to_mail),
        ):
            button.clicked.connect(partial(self._when_there, act))
        self._texts.clicked.connect(self.texts_requested)
        self._back.clicked.connect(self.left)
        saving = self._saving
        saving.saved.connect(self._on_saved)
        saving.drafted.connect(self._on_drafted)
        saving.refused.connect(self._trouble.say)
        saving.failed.connect(self._on_trouble)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self._text.setFocus)
        for keys, act in (("Ctrl+P", self._to_print), ("U", None)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(
                self._undo.undo if act is None else partial(self._when_there, act)
            )

    def _make(self, chosen: tuple[LetterKind, str] | None) -> _Shown:
        letters = self._parts.letters
        kept = self._parts.donations.get(self._offer)
        due, languages = letters.proposed(kept), letters.languages()
        kind, language = chosen or (due, self._usual(languages))
        letter = letters.make(kept, kind, language)
        return _Shown(kept, due, letters.house(), letter, languages)

    def _usual(self, languages: tuple[tuple[str, str], ...]) -> str:
        last = str(self._parts.papers.memory.value(LANGUAGE, ""))
        known = [one for one, _ in languages]
        return last if last in known else known[0]

    def _on_read(self, shown: _Shown) -> None:
        self._shown = shown
        letter = shown.letter
        offer = shown.kept.offer
        whom = offer.donor.title or self.tr("somebody without a name")
        self._title.setText(self.tr("{number}: {whom}").format(number=offer.number, whom=whom))
        self._head.setText("\n".join(filter(None, (self._head_words(), self._country_words()))))
        self._fill()
        draft = self._parts.drafts.get(self._key(letter))
        self._set_text(letter.text if draft is None else draft)
        if draft is not None:
            self._say(self.tr("What you had typed is here again."))
        if self._text.isVisible() and not self.isAncestorOf(self.focusWidget() or self):
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _head_words(self) -> str:
        if self._shown is None:
            return ""
        letter = self._shown.letter
        told = self.tr("{title}. Dated {day}.").format(title=letter.title, day=letter.on)
        if letter.to:
            return told + " " + self.tr("To: {address}").format(address=", ".join(letter.to))
        return told + " " + self.tr("No name and no address: hand it over.")

    def _country_words(self) -> str:
        if self._shown is None or self._shown.house.is_set:
            return ""
        told = self.tr("The rules are those of: {country}. That is a guess: set it once below.")
        return told.format(country=country_words(self._shown.house.country))

    def _fill(self) -> None:
        if self._shown is None:
            return
        letter, due = self._shown.letter, self._shown.due
        self._kind.clear()
        for kind in LetterKind:
            words = letter_kind_words(kind)
            told = self.tr("{what} (this one is due)").format(what=words) if kind is due else words
            self._kind.addItem(told, kind.value)
        self._kind.setCurrentIndex(tuple(LetterKind).index(letter.kind))
        self._language.clear()
        for place, (language, name) in enumerate(self._shown.languages):
            self._language.addItem(name, language)
            if language == letter.language:
                self._language.setCurrentIndex(place)

    def _set_text(self, text: str) -> None:
        self._text.set_words(text)
        self._text.moveCursor(self._text.textCursor().MoveOperation.Start)
        self._on_typed()

    def _on_chosen(self) -> None:
        language = str(self._language.currentData())
        self._parts.papers.memory.setValue(LANGUAGE, language)
        kind = LetterKind(self._kind.currentData())
        self._parts.chosen[self._offer] = kind, language
        self._say("")
        self.read()

    def _on_typed(self) -> None:
        letter = self.letter()
        if self._shown is None or letter is None:
            return
        key, made = self._key(letter), self._shown.letter.text
        is_own = letter.text != made.strip()
        self._again.setVisible(is_own)
        if is_own:
            self._parts.drafts[key] = self._text.words()
        else:
            self._parts.drafts.pop(key, None)
        self._warning.say("\n".join(letter.warnings))

    def _on_again(self) -> None:
        if self._shown is not None:
            self._set_text(self._shown.letter.text)
            self._text.setFocus()

    def _key(self, letter: Letter) -> Draft:
        return self._offer, letter.kind, letter.language

    def _when_there(self, act: Callable[[Letter], None]) -> None:
        """Do it with the letter, or as soon as it is there; a value is told of first."""
        letter = self.letter()
        if letter is None:
            self._wanted = partial(self._when_there, act)
            return
        self._say("")
        self._trouble.say("")
        told = tuple(one for one in letter.warnings if one not in letter.notes)
        if not letter.text:
            self._text.setFocus()
            return
        if told and told != self._told:
            self._told = told
            again = self.tr("Press the same again to go on all the same.")
            self._warning.say("\n".join((*letter.warnings, again)))
            self._text.setFocus()
            return
        act(letter)

    def _to_print(self, letter: Letter) -> None:
        content = self._parts.content
        self.print_requested.emit(PaperOffer(letter.title, lambda _: content(letter)))
        self._keep(letter)

    def _to_pdf(self, letter: Letter) -> None:
        self._going = letter
        self._saving.ask(letter.title, ".pdf", self.tr("PDF"), partial(self._pdf_of, letter))

    def _to_word(self, letter: Letter) -> None:
        self._going = letter
        make, size = self._parts.content, self._size()
        self._saving.ask(
            letter.title,
            ".docx",
            self.tr("Word document"),
            lambda: make(letter).word(size),
        )

    def _to_mail(self, letter: Letter) -> None:
        self._going = letter
        name = self._saving.name(letter.title, ".pdf")

        def draft(content: bytes) -> None:
            self._saving.draft(Mail(letter.title, letter.text, name, content))

        work = partial(self._pdf_of, letter)
        self._tasks.papers(work, draft, owner=self, failed=self._on_trouble, quiet=True)

    def _pdf_of(self, letter: Letter) -> bytes:
        return self._parts.content(letter).pdf(self._size()).content

    def _size(self) -> Format:
        remembered = str(self._parts.papers.memory.value(SIZE, ""))
        if remembered in set(Format):
            return Format(remembered)
        return Format.LETTER if uses_letter(QLocale()) else Format.A4

    def _on_saved(self, path: Path) -> None:
        self._say(self.tr("Saved: {name}").format(name=path.name))
        self._keep_going()

    def _on_drafted(self, path: Path) -> None:
        if self._parts.papers.open_file(path):
            self._say(self.tr("The draft is open in your mail program. Nothing is sent yet."))
        else:
            told = self.tr(
                "No program here opens e-mail drafts. This one is kept for a day as {path}."
            )
            self._say(told.format(path=path))
        self._keep_going()

    def _keep_going(self) -> None:
        if self._going is not None:
            self._keep(self._going)

    def _keep(self, letter: Letter) -> None:
        """Keep the letter with its offer; the same one is kept once."""
        now, who = self._parts.now(), self._parts.who
        written = KeptLetter(letter.kind.value, letter.language, letter.text, who, now)
        donations, offer = self._parts.donations, self._offer

        def work() -> _Kept | None:
            before = donations.get(offer)
            last = before.letters[-1] if before.letters else None
            if last is not None and _is_same(last, written):
                return None
            return _Kept(before, donations.answered(offer, written).offer.version)

        done = partial(self._on_kept, written)
        self._tasks.database(work, done, owner=self, failed=self._on_trouble)

    def _on_kept(self, written: KeptLetter, kept: _Kept | None) -> None:
        if kept is None:
            return
        told = (
            self.tr("The letter is kept with the offer.")
            if written.kind == LetterKind.FACTS.value
            else self.tr("The letter is kept, and the offer counts as answered.")
        )
        self._undo.offer(kept, partial(undo_words, told), told)
        self.letter_made.emit(self._offer, written)

    def _on_undo(self, kept: _Kept) -> None:
        self._undo.forget(kept)
        work = partial(self._parts.donations.restore, kept.before, kept.version)
        self._tasks.database(work, self._on_undone, owner=self, failed=self._on_trouble)

    def _on_undone(self, _kept: KeptOffer) -> None:
        self._say(self.tr("The letter is not kept any more. What was printed or saved stays."))
        self.letter_taken_back.emit(self._offer)
        self.read()

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._trouble.say(
                self.tr("That did not work. What you typed is still here; try again.")
            )
            self._tasks.unhandled.emit(error)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)


def _is_same(last: KeptLetter, written: KeptLetter) -> bool:
    return (last.kind, last.language, last.text) == (written.kind, written.language, written.text)
