"""Saves what was typed in a card, and tells there how it went: kept, to be mended, or disputed."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.conflict_choice import ConflictChoice

W = TypeVar("W", bound=QWidget)
Work = Callable[[int | None], object]
"""Saves over a version, or with None over whatever is there; returns what it leaves."""


class Saving(QObject):
    """One save of a card at a time.

    Args:
        tasks: the threads.
        now: tells the time.
        look: the theme.
        parent: the page.
        typed: returns what stands in a card's fields, by their names; None for those in it.

    Signals:
        saved: something was saved.
        read_requested: what is settled may be another by now.
        shown_requested: the same; and what is to be done when it is shown.
    """

    saved = Signal()
    read_requested = Signal()
    shown_requested = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        now: Clock,
        look: Theme,
        parent: QObject,
        typed: Callable[[], dict[str, str]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._typed = typed
        self._tasks = tasks
        self._now = now
        self._look = look
        self._choices: dict[SettingCard, ConflictChoice] = {}
        self._works: dict[SettingCard, Work] = {}

    def save(self, card: SettingCard, work: Work) -> None:
        """Save what was typed in a card over the version that it began from."""
        self._run(card, work, card.version)

    def tell_trouble(self, card: SettingCard, error: Exception) -> None:
        """Say in a card why something was not done: beside the field where one is named."""
        if isinstance(error, Refusal):
            card.set_trouble(error.sentence, error.field)
        elif isinstance(error, Unavailable | Conflict):
            card.set_trouble(error.sentence)
        else:
            card.set_trouble(self.tr("That could not be saved. What you typed is still here."))
            self._tasks.unhandled.emit(error)

    def _run(self, card: SettingCard, work: Work, version: int | None) -> None:
        def on_saved(left: object) -> None:
            card.take_left(left)
            card.say_done(is_whole=card.finish())
            if card in self._choices:
                self._choices[card].forget()
            self.saved.emit()

        def on_not_saved(error: Exception) -> None:
            card.finish()
            if isinstance(error, Conflict):
                self._dispute(card, work, error)
                return
            self.tell_trouble(card, error)
            if isinstance(error, Refusal):
                self.read_requested.emit()  # what was refused may have changed elsewhere

        if card.begin():
            self._tasks.database(partial(work, version), on_saved, owner=self, failed=on_not_saved)

    def _dispute(self, card: SettingCard, work: Work, conflict: Conflict) -> None:
        card.set_trouble("")
        self._works[card] = work
        if card not in self._choices:
            choice = ConflictChoice(self._look, self._now)
            choice.look_requested.connect(partial(self._on_look, card))
            choice.keep_mine_requested.connect(partial(self._on_keep_mine, card))
            card.put_above_save(choice)
            self._choices[card] = choice
        self._choices[card].show_conflict(conflict)
        card.look_requested.emit(self._choices[card])

    def _on_look(self, card: SettingCard) -> None:
        mine = self._typed() if self._typed else _typed(card)
        card.let_go()
        self.shown_requested.emit(partial(self._show_mine, card, mine))

    def _show_mine(self, card: SettingCard, mine: dict[str, str]) -> None:
        """Say what had been typed, now that the fields show what somebody else saved."""
        now = self._typed() if self._typed else _typed(card)
        typed = ((name, words) for name, words in mine.items() if words and now.get(name) != words)
        self._choices[card].show_mine("\n".join(f"{name}: {words}" for name, words in typed))
        # Not on "Keep mine", for a hand that presses twice.
        for field in (card.findChild(QPlainTextEdit), card.findChild(QLineEdit)):
            if field is not None:
                field.setFocus()

    def _on_keep_mine(self, card: SettingCard) -> None:
        self._run(card, self._works[card], None)


def _typed(card: SettingCard) -> dict[str, str]:
    """Return what stands in a card's fields, by their names; those of a row that goes are none."""
    found = {one.accessibleName(): one.text() for one in _shown(card, QLineEdit)}
    for edit in _shown(card, QPlainTextEdit):
        found[edit.accessibleName()] = edit.toPlainText()
    for choice in _shown(card, QComboBox):
        found[choice.accessibleName()] = choice.currentText()
    return found


def _shown(card: SettingCard, kind: type[W]) -> list[W]:
    return [one for one in card.findChildren(kind) if one.isVisibleTo(card)]
