"""All that a tile asks, in two columns: questions and words, and the cards beside them.

It is built before anybody taps a tile, and only then given its questions: so they stand on the
screen at once. What is below and beside is added when the first questions have been painted.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import TIME_WORDS, Category, Guidance
from libdesk.services.drafts import Draft
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.problems.answers_rest import AnswersRest
from libdesk.ui.problems.contact_box import ContactBox
from libdesk.ui.problems.facts_card import FactsCard
from libdesk.ui.problems.pictures.picture_strip import PictureStrip
from libdesk.ui.problems.privacy_bar import Field, PrivacyBar
from libdesk.ui.problems.questions import Questions
from libdesk.ui.problems.stakes import EffectRows, Stakes
from libdesk.ui.problems.subject import Subject
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.problems.words_box import WordsBox
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.domain.problems import Fact

NARROW = 700
"""Below this width the cards stand under the questions."""
SIDE = 288
"""The width of the cards beside the questions."""
ANSWERS_AT_ONCE = 1
"""Questions of the tile that are open from the start; the rest are one tap away."""
ANSWERS_AT_ONCE_IN_DANGER = 2
"""Where something looks unsafe, whether anything was clicked or typed matters as much."""
REST_AFTER_MS = 10
"""So long the first questions have the computer to themselves."""

_WIDEST = 16_777_215
"""Qt's own largest width."""


class AnswersForm(QWidget):
    """One tile's questions, with what has been said to them.

    Args:
        guidance: the questions.
        tasks: the threads.
        look: the theme.
        now: tells the time.
    """

    changed = Signal()
    """Something has been said, or unsaid."""
    send_requested = Signal()
    fixed = Signal()
    """Looking at it was enough."""
    other_requested = Signal()
    """It is another thing than those that stand here."""
    prompts_requested = Signal()
    """The prompt card shall go onto paper."""

    def __init__(self, guidance: Guidance, tasks: Tasks, look: Theme, now: Clock) -> None:
        super().__init__()
        self.pictures = PictureStrip(look, tasks)
        self.category = guidance.categories[0]
        self._guidance = guidance
        self._look = look
        self._facts: tuple[Fact, ...] = ()
        self._known: Surroundings | None = None
        self._first = Questions((), look)
        self.rest = AnswersRest(guidance, look, self)
        self._build(now)
        self._connect()

    def ask(self, category: Category) -> None:
        """Take a tile's questions; once."""
        self.category = category
        first = Questions(category.questions[: _at_once(category)], self._look)
        self._column.replaceWidget(self._first, first)
        self._first.deleteLater()
        self._first = first
        first.changed.connect(self.changed)
        first.typed.connect(self._on_typed)
        self._effect.setVisible(category.asks_effect)
        self._early.setVisible(category.asks_effect)
        self._words.turn_to(category)
        if category.words_first:
            self._column.removeWidget(self._words)
            self._column.insertWidget(0, self._words)
        QTimer.singleShot(REST_AFTER_MS, self, self._ask_rest)

    def draft(self) -> Draft:
        """Return what has been said so far, with the facts that are shown."""
        effects = self.category.asks_effect
        return Draft(
            category=self.category.code,
            branch=self._subject.branch(),
            saw=self._words.saw.words(),
            guess=self._words.guess.text(),
            stopped=self._effect.stopped() if effects else None,
            how_bad=self._effect.how_bad() if effects else None,
            only_one=self._stakes.only_one(),
            only_accessible=self._stakes.only_accessible(),
            deadline_at=self._stakes.deadline_at(),
            risks=self._stakes.risks(),
            answers={**self._answers(), **self._stakes.words(), **self._contact.words()},
            item=self._subject.tag(),
            facts=self._facts,
            pictures=self.pictures.pictures(),
            contact=self._contact.contact(),
            here_until=self._contact.here_until(),
            left_out=self._card.left_out(),
        )

    def fill(self, draft: Draft) -> None:
        """Take over what was said before: on another tile, or in the last report."""
        self._words.saw.set_words(draft.saw)
        self._words.guess.setText(draft.guess)
        self._effect.fill(draft)
        self._stakes.fill(draft)
        self.pictures.set_pictures(draft.pictures)
        self._contact.fill(draft.contact, draft.here_until, draft.answers)
        self._subject.fill(draft)
        self._show_facts()
        self._card.leave_out(draft.left_out)
        self._first.fill(draft.answers)
        self._early.fill(draft.answers)
        self.rest.fill(draft.answers)
        self.changed.emit()

    def fill_contact(self, draft: Draft) -> None:
        """Offer whom IT asked the last time, as long as nothing is said here or being typed."""
        if self._contact.is_empty() and not self._contact.who.hasFocus():
            self._contact.fill(draft.contact, draft.here_until)

    def choose_thing(self, words: str) -> None:
        """Take the thing with this label, or what was typed where none has it; "" for this one."""
        self._subject.choose_thing(words)

    def has_words(self) -> bool:
        """Say whether somebody has typed here, or added a picture."""
        typed = any(line.text().strip() for line in self._lines())
        return typed or self._words.has_words() or bool(self.pictures.pictures())

    def show_beforehand(self, known: Surroundings) -> None:
        """Show what is the same for every tile, so that a tap has less to do."""
        self._known, self._facts = known, known.facts
        self._show_facts()

    def set_surroundings(self, known: Surroundings) -> None:
        """Show the branch's things and what is sent along."""
        self._known = known
        self._subject.show_surroundings(self.category, known)
        self._facts = known.facts
        self.privacy.set_known(known.told.own_numbers)
        self._stakes.set_hours(known.told.hours)
        self._card.show_keeping(known.told.keeping)
        self._show_facts()

    def first(self) -> QWidget:
        """Return the first thing to answer."""
        if self.category.words_first:
            return self._words.saw
        return self._first.first() or self._effect.first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards beside the questions where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._look.px(NARROW)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        side = self._look.px(SIDE)
        self._side.setMinimumWidth(side if wide else 1)
        self._side.setMaximumWidth(side if wide else _WIDEST)

    def _build(self, now: Clock) -> None:
        look = self._look
        self._subject = Subject(self._guidance, look)
        self._effect = EffectRows(look)
        early = [question for question in self._guidance.common if question.is_early]
        self._early = Questions(early, look)
        self._words = WordsBox(self._guidance.hints, look)
        self.privacy = PrivacyBar(look, self._fields, lambda: (self._contact.who,))
        self._contact = ContactBox(look, now)
        self._stakes = Stakes(look, now)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.px(theme.LARGE))
        for widget in (
            self._first,
            self._subject,
            self._effect,
            self._words,
            self.privacy,
            self._early,
            self.pictures,
            self._contact,
            self._stakes,
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._card = FactsCard(look)
        self._side = QWidget()
        self._cards = QVBoxLayout(self._side)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(look.px(theme.MEDIUM))
        self._cards.addWidget(self._card)
        self._cards.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(look.px(theme.HUGE))
        self._columns.addLayout(self._column, 1)
        self._columns.addWidget(self._side, 0)

    def _connect(self) -> None:
        for part in (self._effect, self._early, self._stakes, self.pictures, self._card):
            part.changed.connect(self.changed)
        self._contact.changed.connect(self._on_typed)
        self._subject.changed.connect(self._on_subject)
        self._subject.typed.connect(self._on_typed)
        self._subject.other_requested.connect(self.other_requested)
        self._words.typed.connect(self._on_typed)
        self._words.send_requested.connect(self.send_requested)
        self._words.part_chosen.connect(self.rest.choose_part)
        self.rest.changed.connect(self.changed)
        self.rest.typed.connect(self._on_typed)
        self.rest.fixed.connect(self.fixed)
        self.rest.prompts_requested.connect(self.prompts_requested)
        self.privacy.hidden.connect(self.changed)

    def _ask_rest(self) -> None:
        self.rest.build(self.category, _at_once(self.category), self._column, self._cards)

    def _fields(self) -> Sequence[Field]:
        return (self._words.saw, self._words.guess, *self._lines())

    def _lines(self) -> tuple[QLineEdit, ...]:
        times = (*self._stakes.lines(), *self._contact.lines())
        return (*self._subject.lines(), *self._first.lines(), *self.rest.lines(), *times)

    def _answers(self) -> dict[str, str | tuple[str, ...]]:
        early = self._early.answers() if self.category.asks_effect else {}
        place = self._subject.answers()
        given = {**self.rest.answers(), **early, **place, **self._first.answers()}
        # Times stand in their own fields; from there they are read once those are filled.
        return {key: value for key, value in given.items() if key not in TIME_WORDS}

    def _show_facts(self) -> None:
        if self._known is None:
            return
        known, tag = self._known, self._subject.tag()
        self._card.show_facts(
            known.told_at(self._subject.branch()).branch_name,
            known.thing_words(tag),
            self._facts,
            are_all=known.are_facts_read,
        )

    def _on_typed(self) -> None:
        self.privacy.wait_for_rest()
        self.changed.emit()

    def _on_subject(self) -> None:
        self._show_facts()
        self.changed.emit()


def _at_once(category: Category) -> int:
    return ANSWERS_AT_ONCE_IN_DANGER if category.is_danger else ANSWERS_AT_ONCE
