"""What is done with a room from its cards, and the way back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.rooms import Room
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.rooms import RoomChange, RoomKeeping
from libdesk.ui.places.room_card import RoomCard
from libdesk.ui.places.room_names import RoomNames
from libdesk.ui.places.room_words import items_words
from libdesk.ui.tasks import Tasks


class RoomDeeds(QObject):
    """Asks the use cases on the database's thread; what was typed stays where one says no.

    Args:
        rooms: the use cases.
        tasks: the threads.
        card: what is known of the room.
        names: what it is called.

    Signals:
        told: what was done and can be taken back, in words; "" where there is nothing any more.
        changed: the Room to show now; None where it is gone.
        failed: an exception that belongs to no field.
    """

    told = Signal(str)
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, rooms: RoomKeeping, tasks: Tasks, card: RoomCard, names: RoomNames) -> None:
        super().__init__(card)
        self._rooms = rooms
        self._tasks = tasks
        self._card = card
        self._names = names
        self._done: RoomChange | None = None
        card.save_requested.connect(self._on_save)
        card.look_over_requested.connect(self._on_look_over)
        names.rename_requested.connect(self._on_rename)
        names.merge_requested.connect(self._on_merge)
        names.remove_requested.connect(self._on_remove)

    def undo(self) -> None:
        """Take back what was done last, once."""
        done, self._done = self._done, None
        self.told.emit("")
        if done is None:
            return
        back = done.before[0] if done.before else done.room
        self._tasks.database(
            partial(self._rooms.undo, done),
            lambda _nothing: self.changed.emit(back),
            owner=self,
            failed=self.failed.emit,
        )

    def sentence(self, error: Exception) -> str:
        """Return why something was not done; a bug is told to whoever collects them."""
        if isinstance(error, Refusal | Unavailable | Conflict):
            return error.sentence
        self._tasks.unhandled.emit(error)
        return self.tr("That did not work. What was kept before is still there.")

    def _on_save(self) -> None:
        if self._card.begin():
            work = partial(self._rooms.save, self._card.room())
            self._tasks.database(work, self._on_saved, owner=self, failed=self._on_not_saved)

    def _on_saved(self, saved: Room) -> None:
        is_whole = self._card.finish()
        self._card.take_saved(saved, is_whole=is_whole)
        self._card.say(self.tr("Saved."))
        self.changed.emit(saved)

    def _on_not_saved(self, error: Exception) -> None:
        self._card.finish()
        self._card.set_trouble(
            self.sentence(error), error.field if isinstance(error, Refusal) else ""
        )
        if isinstance(error, Conflict):
            self._look_again()

    def _look_again(self) -> None:
        """Let the next Save be over what somebody else has saved: it says so meanwhile."""
        room = self._card.room()

        def on_read(newer: Room) -> None:
            self._card.take_saved(newer, is_whole=False)
            words = self.tr("It was changed meanwhile: {theirs} Save again to keep what you typed.")
            theirs = newer.notes or self.tr("no notes.")
            self._card.set_trouble(words.format(theirs=theirs))

        self._tasks.database(
            lambda: self._rooms.get(room.branch, room.name).line.room,
            on_read,
            owner=self,
            failed=self.failed.emit,
        )

    def _on_look_over(self) -> None:
        # With what was typed on the way round: one look, one save.
        def on_done(done: RoomChange) -> None:
            self._card.let_go()
            self._on_done(self.tr("Looked over today."), done)

        work = partial(self._rooms.look_over, self._card.room())
        self._tasks.database(work, on_done, owner=self, failed=self._on_not_saved)

    def _on_rename(self, name: str) -> None:
        words = self.tr("It is called “{name}” now, and {items} with it.")
        self._do(lambda room: self._rooms.rename(room, name), words)

    def _on_merge(self, into: Room) -> None:
        words = self.tr("It is one room with “{name}” now; {items} moved.")
        self._do(lambda room: self._rooms.merge(room, into), words)

    def _on_remove(self) -> None:
        self._do(self._rooms.remove, self.tr("The room was removed."))

    def _do(self, work: Callable[[Room], RoomChange], words: str) -> None:
        if self._card.is_dirty:
            self._names.say_trouble(self.tr("Save first what you typed above."))
            return
        self._tasks.database(
            partial(work, self._card.room()),
            partial(self._on_done, words),
            owner=self,
            failed=lambda error: self._names.say_trouble(self.sentence(error)),
        )

    def _on_done(self, words: str, done: RoomChange) -> None:
        self._done = done
        name = done.room.name if done.room is not None else ""
        self.told.emit(words.format(name=name, items=items_words(done.items)))
        self.changed.emit(done.room)
