"""What is done with an entry: saved, removed, and the way back from either."""

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, Protocol

from PySide6.QtCore import QObject, Signal

from libdesk.services.entries import Undone
from libdesk.services.errors import Refusal
from libdesk.services.planning_stores import Entry
from libdesk.services.ports import Clock
from libdesk.ui.places.saving import Saving
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.planning.entry_form import EntryForm
from libdesk.ui.tasks import Tasks


class Service(Protocol[Entry]):
    """What a panel needs of a service."""

    def save(self, entry: Entry, expected: int | None = None, /) -> Undone[Entry]:
        """Store an entry over a version, or over whatever is there."""

    def remove(self, entry_id: int, expected: int | None = None, /) -> Undone[Entry]:
        """Remove an entry."""

    def take_back(self, undone: Undone[Entry], /) -> None:
        """Let an entry be as it was."""


class EntryDeeds(QObject, Generic[Entry]):
    """Does it on the database's thread; why it could not be done is told in the form.

    Args:
        service: keeps the entries.
        form: shows one.
        tasks: the threads.
        now: tells the time.
        parent: the panel.

    Signals:
        done: what was done, in words, and the id of the entry to show; 0 for none.
        taken_back: the id of the entry to show.

    Attributes:
        saving: tells a conflict in the form.
    """

    done = Signal(str, int)
    taken_back = Signal(int)

    def __init__(
        self,
        service: Service[Entry],
        form: EntryForm[Entry],
        tasks: Tasks,
        now: Clock,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._service: Service[Entry] = service
        self._form: EntryForm[Entry] = form
        self._tasks = tasks
        self._saved: Undone[Entry] | None = None
        self._undone: Undone[Entry] | None = None
        self.saving = Saving(tasks, now, form.look, self)
        self.saving.saved.connect(self._on_saved)
        form.save_requested.connect(self.save)
        form.remove_requested.connect(self.remove)

    def save(self) -> None:
        """Save what stands in the form."""
        try:
            entry = self._form.typed()
        except Refusal as error:
            self._form.set_trouble(error.sentence, error.field)
            return

        def work(version: int | None) -> int:
            self._saved = self._service.save(entry, version)
            return self._saved.left.version if self._saved.left else 0

        self.saving.save(self._form, work)

    def remove(self) -> None:
        """Remove the entry that is shown."""
        shown = self._form.shown
        if shown is not None:
            work = partial(self._service.remove, shown.id, self._form.version)
            self._form.let_go()
            self.run(work, self.tr("Removed."))

    def take_back(self) -> None:
        """Take back what was done last."""
        undone, self._undone = self._undone, None
        if undone is None:
            return
        shown = undone.before or undone.left

        def on_taken_back(_nothing: None) -> None:
            self._form.let_go()
            self.taken_back.emit(shown.id if shown else 0)

        self._tasks.database(
            partial(self._service.take_back, undone),
            on_taken_back,
            owner=self,
            failed=partial(self.saving.tell_trouble, self._form),
        )

    def forget(self) -> None:
        """Offer no more to take anything back."""
        self._undone = None

    def run(
        self, work: Callable[[], Undone[Entry]], words: str, card: SettingCard | None = None
    ) -> None:
        """Do something with the entry that is shown.

        Args:
            work: does it.
            words: tell that it is done.
            card: where it is told why it could not be done; None for the form.
        """
        if self._form.is_dirty:
            told = self.tr("Save what you typed first, or leave it as it was.")
            self._form.set_trouble(told)
            return

        def on_done(undone: Undone[Entry]) -> None:
            self._take(undone, words)

        told_in = card or self._form
        self._tasks.database(
            work, on_done, owner=self, failed=partial(self.saving.tell_trouble, told_in)
        )

    def _on_saved(self, *_told: Any) -> None:  # noqa: ANN401 - a signal's values
        if self._saved is not None:
            self._take(self._saved, self.tr("Saved."))

    def _take(self, undone: Undone[Entry], words: str) -> None:
        self._undone = undone
        # Also where somebody went on typing: that belongs to what was just stored.
        self._form.shown = undone.left
        self.done.emit(words, undone.left.id if undone.left else 0)
