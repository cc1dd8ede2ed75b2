"""A letter to a donor: proposed, read once more, changed, and then printed, saved or e-mailed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donation_letters import Letter, LetterKind
from libdesk.domain.donations import OfferId
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui import theme
from libdesk.ui.donations.letter_form import LetterForm
from libdesk.ui.donations.letter_keeping import Kept, LetterKeeping
from libdesk.ui.donations.letter_parts import LetterParts, Shown
from libdesk.ui.donations.letter_ways import LetterWays
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.papers.parts import PaperOffer
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.undo_bar import UndoBar

LANGUAGE = "donations/language"
"""Under this name the language of the last letter is remembered."""


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
        self._wanted: Callable[[], None] | None = None
        self._told: tuple[str, ...] = ()
        self._is_new = True
        self.form = LetterForm(look, parts.drafts)
        self._keeping = LetterKeeping(parts, tasks, offer, self)
        self._ways = LetterWays(parts, tasks, self)
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

    def _build(self) -> None:
        px = self._look.px
        self._trouble = Banner(self._look, "notice")
        self._said = label("", "quiet", selectable=True)
        self._said.hide()
        self._announcer = Announcer(self)
        self._undo = UndoBar(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        whole.addWidget(self._trouble)
        whole.addWidget(scrolling(self.form), 1)
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
            self.tr("The letter is its text, and goes along as a PDF. LibDesk sends nothing.")
        )
        self._back = Button(self.tr("Back to the offers"), enter_presses=False)
        self._texts = Button(
            self.tr("Change the texts and the country"), "link", enter_presses=False
        )
        flow = FlowLayout(self._look.px(theme.SMALL))
        for one in (self._print, self._pdf, self._word, self._mail, self._back, self._texts):
            flow.addWidget(one)
        return flow

    def _connect(self) -> None:
        self.form.chosen.connect(self._on_chosen)
        ways, keeping = self._ways, self._keeping
        for button, act in (
            (self._print, self._to_print),
            (self._pdf, ways.to_pdf),
            (self._word, ways.to_word),
            (self._mail, ways.to_mail),
        ):
            button.clicked.connect(partial(self._when_there, act))
        self._texts.clicked.connect(self.texts_requested)
        self._back.clicked.connect(self.left)
        ways.said.connect(self._say)
        ways.gone.connect(keeping.keep)
        ways.refused.connect(self._trouble.say)
        ways.failed.connect(self._on_trouble)
        keeping.kept.connect(self._on_kept)
        keeping.taken_back.connect(self._on_taken_back)
        keeping.failed.connect(self._on_trouble)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self.form.focus_text)
        to_print = partial(self._when_there, self._to_print)
        for keys, do in (("Ctrl+P", to_print), ("U", self._undo.undo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _make(self, chosen: tuple[LetterKind, str] | None) -> Shown:
        letters = self._parts.letters
        kept = self._parts.donations.get(self._offer)
        due, languages = letters.proposed(kept), letters.languages()
        last = str(self._parts.papers.memory.value(LANGUAGE, ""))
        known = [one for one, _ in languages]
        kind, language = chosen or (due, last if last in known else known[0])
        return Shown(kept, due, letters.house(), letters.make(kept, kind, language), languages)

    def _on_read(self, shown: Shown) -> None:
        if self.form.show_letter(shown):
            self._say(self.tr("What you had typed is here again."))
        if self._is_new:
            self._is_new = False
            self.form.focus_text()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _on_chosen(self, kind: LetterKind, language: str) -> None:
        self._parts.papers.memory.setValue(LANGUAGE, language)
        self._parts.chosen[self._offer] = kind, language
        self._say("")
        self.read()

    def _when_there(self, act: Callable[[Letter], None]) -> None:
        """Do it with the letter, or as soon as it is there; a value is told of first."""
        letter = self.form.letter()
        if letter is None:
            self._wanted = partial(self._when_there, act)
            return
        self._say("")
        self._trouble.say("")
        told = tuple(one for one in letter.warnings if one not in letter.notes)
        if not letter.text or (told and told != self._told):
            self._told = told
            again = self.tr("Press the same again to go on all the same.")
            self.form.warn(again if letter.text else "")
            self.form.focus_text()
            return
        act(letter)

    def _to_print(self, letter: Letter) -> None:
        content = self._parts.content
        self.print_requested.emit(PaperOffer(letter.title, lambda _: content(letter)))
        self._keeping.keep(letter)

    def _on_kept(self, kept: Kept) -> None:
        told = (
            self.tr("The letter is kept with the offer.")
            if kept.letter.kind == LetterKind.FACTS.value
            else self.tr("The letter is kept, and the offer counts as answered.")
        )
        self._undo.offer(kept, partial(undo_words, told), told)
        self.letter_made.emit(self._offer, kept.letter)

    def _on_undo(self, kept: Kept) -> None:
        self._undo.forget(kept)
        self._keeping.take_back(kept)

    def _on_taken_back(self) -> None:
        self._say(self.tr("The letter is not kept any more. What was printed or saved stays."))
        self.letter_taken_back.emit(self._offer)
        self.read()

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
            return
        self._trouble.say(self.tr("That did not work. What you typed is still here; try again."))
        self._tasks.unhandled.emit(error)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)
