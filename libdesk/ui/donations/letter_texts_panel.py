"""The texts of letters to donors, and whose rules they keep to: changed by the library itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donation_letters import KEYS, Template
from libdesk.services.donation_letter_words import House
from libdesk.services.donation_letters import DonationLetters, TextsRead
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.donations.letter_house_card import LetterHouseCard
from libdesk.ui.donations.letter_text_card import LetterTextCard
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.places.saving import Saving
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus
from libdesk.ui.widgets.undo_bar import UndoBar

_WIDEST = 900
"""Pixels; wider, lines would be longer than on paper."""

Place = tuple[str, str]
"""A language, and a text of KEYS."""


@dataclass(slots=True)
class TextDrafts:
    """What was typed and not saved; outlasts the page.

    Attributes:
        texts: by language and text; of each the version that somebody began from.
        house: country, address and signature; None for nothing.
        shown: what was looked at last.
    """

    texts: dict[Place, tuple[Template, int]] = field(default_factory=dict)
    house: House | None = None
    shown: Place | None = None


@dataclass(frozen=True, slots=True)
class TextsParts:
    """What the page works with.

    Attributes:
        letters: the use cases.
        now: the clock.
        drafts: what was typed and not saved.
    """

    letters: DonationLetters
    now: Clock
    drafts: TextDrafts = field(default_factory=TextDrafts)


@dataclass(frozen=True, slots=True)
class _Before:
    """An own text that the shipped one took the place of, and the version that this left."""

    place: Place
    template: Template
    version: int


class LetterTextsPanel(QWidget):
    """Reads when it is shown; what was typed and not saved is there again the next time.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        left: back to where somebody came from.
    """

    left = Signal()

    def __init__(self, parts: TextsParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._read: TextsRead | None = None
        languages = parts.letters.languages()
        self._place = parts.drafts.shown or (languages[0][0], KEYS[0])
        self.house, self.text = LetterHouseCard(look), LetterTextCard(languages, look)
        self._saving = Saving(tasks, parts.now, look, self)
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put aside what was typed and not saved: the page may be gone for good."""
        super().hideEvent(event)
        self._put_aside()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def read(self) -> None:
        """Read what counts."""
        self._ask(self._on_read)

    def _build(self) -> None:
        px = self._look.px
        self._trouble = Banner(self._look, "notice")
        self._back = Button(self.tr("Back to the letter"), enter_presses=False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.setSpacing(px(theme.MEDIUM))
        for card in (self.house, self.text):
            card.setMaximumWidth(px(_WIDEST))
            card.setEnabled(False)
            column.addWidget(card)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = scrolling(inside)
        self._undo = UndoBar(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        whole.addWidget(self._trouble)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._undo)

    def _connect(self) -> None:
        self.house.save_requested.connect(self._on_save_house)
        self.text.save_requested.connect(self._on_save_text)
        self.text.back_requested.connect(self._on_shipped)
        self.text.leave_requested.connect(self._on_leave)
        self.text.chosen.connect(self._on_chosen)
        for card in (self.house, self.text):
            card.look_requested.connect(self._area.ensureWidgetVisible)
        self._saving.saved.connect(self._on_saved)
        self._saving.read_requested.connect(self.read)
        self._saving.shown_requested.connect(self._on_shown)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self.text.focus_first)
        self._back.clicked.connect(self.left)
        undo = QShortcut(QKeySequence("U"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo.undo)

    def _ask(self, then: Callable[[tuple[House, TextsRead]], None]) -> None:
        letters, language = self._parts.letters, self._place[0]

        def work() -> tuple[House, TextsRead]:
            return letters.house(), letters.templates(language)

        self._tasks.database(work, then, owner=self, failed=self._on_trouble)

    def _on_read(self, found: tuple[House, TextsRead]) -> None:
        house, read = found
        drafts, is_first = self._parts.drafts, self._read is None
        if read.language != self._place[0]:
            return  # another language was chosen meanwhile
        self._read = read
        self._trouble.say(
            self.tr(
                "What your library had put in can’t be read: it is damaged, or of a newer "
                "LibDesk. The shipped texts count. Saving anything here takes its place."
            )
            if read.is_damaged
            else ""
        )
        if not self.house.is_dirty:
            self.house.show_house(house)
            if drafts.house is not None:
                self.house.show_draft(drafts.house)
                drafts.house = None
        if not self.text.is_dirty:
            self._show_text(read)
        for card in (self.house, self.text):
            card.setEnabled(True)
        if is_first:
            self.text.focus_first()

    def _show_text(self, read: TextsRead) -> None:
        self.text.show_text(read, self._place[1])
        draft = self._parts.drafts.texts.pop(self._place, None)
        if draft is not None and draft[0] != read.text(self._place[1]).template:
            self.text.show_draft(draft[0])
            self.text.version = draft[1]
            self.text.say(self.tr("What you had typed is here again; it is not saved yet."))

    def _put_aside(self) -> None:
        if self._read is None:
            return  # what was put aside before has not been shown yet
        drafts = self._parts.drafts
        drafts.shown = self._place
        drafts.texts.pop(self._place, None)
        if self.text.is_dirty:
            drafts.texts[self._place] = self.text.template(), self.text.version
        drafts.house = self.house.house() if self.house.is_dirty else None

    def _on_chosen(self, language: str, key: str) -> None:
        self._put_aside()
        self.text.let_go()
        self.text.say("")
        self._place = language, key
        self.read()

    def _on_save_house(self) -> None:
        self._saving.save(self.house, partial(self._parts.letters.set_house, self.house.house()))

    def _on_save_text(self) -> None:
        work = partial(self._parts.letters.save_template, *self._place, self.text.template())
        self._saving.save(self.text, work)

    def _on_leave(self) -> None:
        self.text.let_go()
        self.text.say("")
        self.text.focus_first()
        self.read()

    def _on_saved(self) -> None:
        self.read()

    def _on_shown(self, then: object) -> None:
        """Show what somebody else has saved, and then what had been typed."""

        def show(found: tuple[House, TextsRead]) -> None:
            self._on_read(found)
            if callable(then):
                then()

        self._ask(show)

    def _on_shipped(self) -> None:
        read = self._read
        if read is None:
            return
        place, before = self._place, read.text(self._place[1]).template
        work = partial(self._parts.letters.put_back_shipped, *place, read.version)

        def done(version: int) -> None:
            told = self.tr("The shipped text counts.")
            self._undo.offer(_Before(place, before, version), partial(undo_words, told), told)
            self.text.let_go()
            self.read()

        self._tasks.database(work, done, owner=self, failed=self._on_trouble)

    def _on_undo(self, before: _Before) -> None:
        self._undo.forget(before)
        work = partial(
            self._parts.letters.save_template, *before.place, before.template, before.version
        )
        done = lambda _: self.read()  # noqa: E731 - the version is read anew
        self._tasks.database(work, done, owner=self, failed=self._on_trouble)

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)
