"""What the form learns after it has been painted: its computer's facts and the desk's bulletin."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from libdesk.domain.bulletin import Bulletin
from libdesk.domain.priority import Priority, waits_for_visit
from libdesk.domain.problems import Fact
from libdesk.domain.told import Told
from libdesk.services.errors import Unavailable
from libdesk.ui import strings
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.own_item import OwnItem
from libdesk.ui.problems.tiles_page import place_words
from libdesk.ui.tasks import Tasks


class Surroundings(QObject):
    """Reads in the background and tells when something is known.

    Args:
        parts: where it is read from.
        tasks: the threads.
        parent: its owner.
    """

    changed = Signal()

    def __init__(self, parts: FormParts, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tasks = tasks
        self.facts = parts.facts_at_once
        """What is sent along by itself, as far as it has been read."""
        self.are_facts_read = False
        """No more of them are to come."""
        self.told = Told(None, parts.branch)
        """What IT has told this branch."""
        self.own = OwnItem(parts, tasks, self)
        """This computer in IT's list."""
        self.own.changed.connect(self.changed)

    @property
    def item(self) -> str:
        """The label of the thing that the report is about; "" for none."""
        return self._parts.item

    @property
    def computer(self) -> str:
        """This computer's name."""
        return self._parts.computer

    @property
    def own_tag(self) -> str:
        """The label of this computer itself, as IT's list has it; "" where it is in none."""
        return self.own.tag(self.told)

    @property
    def place(self) -> str:
        """Branch and computer, as one line."""
        return place_words(self.told.branch_name, self._parts.computer)

    @property
    def trouble(self) -> str:
        """What is wrong with the settings, or that IT has not picked up reports; "" for nothing."""
        return "\n".join(part for part in (self._parts.notice, self._silence()) if part)

    def told_at(self, branch: str) -> Told:
        """Return what IT has told another branch; "" for this one."""
        return replace(self.told, branch=branch or self.told.branch)

    def now(self) -> datetime:
        """Return the time (aware, UTC)."""
        return self._parts.now()

    def thing_words(self, tag: str) -> str:
        """Return a thing as people name it, with its label; "" for this computer."""
        item = self.told.find_thing(tag)
        return strings.thing_words(item) if item else tag

    def expected(
        self,
        priority: Priority,
        deadline_at: datetime | None,
        *,
        niggle: bool = False,
        branch: str = "",
    ) -> str:
        """Return what may be expected, in the words for before Send and after it.

        Args:
            priority: how soon.
            deadline_at: by when it must work (aware, UTC); None for no such time.
            niggle: it is a little thing.
            branch: the code of the branch that it is about; "" for this one.
        """
        now, waits = self.now(), waits_for_visit(priority, niggle=niggle)
        today = now.astimezone().date()
        promise = self.told_at(branch).promise(priority, now, today, niggle=waits)
        words = strings.expected_words(priority, promise, now, niggle=waits)
        if priority is Priority.NOW:  # there the telephone stands first anyway
            return words
        sooner = strings.sooner_words(promise, deadline_at, self.told.phone)
        return f"{words}\n{sooner}".rstrip()

    def read(self) -> None:
        """Read the facts, the bulletin kept here, and then the newest one."""
        self._tasks.outside(
            self._parts.facts, self._on_facts, owner=self, failed=self._on_no_facts, quiet=True
        )
        self._tasks.outside(self._parts.prepare, _nothing, owner=self, quiet=True)
        self.own.read()
        board = self._parts.board
        for look, done in ((board.kept, self._on_kept), (board.latest, self._on_bulletin)):
            self._tasks.outside(look, done, owner=self, failed=self._on_trouble, quiet=True)

    def look_again(self) -> None:
        """Fetch the newest bulletin once more: a form may stay open for days."""
        self._tasks.outside(
            self._parts.board.latest,
            self._on_bulletin,
            owner=self,
            failed=self._on_trouble,
            key="bulletin",
            quiet=True,
        )

    def _silence(self) -> str:
        now = self.now()
        since = self.told.silent_since(now)
        return strings.silence_words(since, now, self.told.phone) if since else ""

    def _on_facts(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts
        self.are_facts_read = True
        self.changed.emit()

    def _on_no_facts(self, error: Exception) -> None:
        self._on_facts(self.facts)
        self._tasks.unhandled.emit(error)

    def _on_kept(self, bulletin: Bulletin | None) -> None:
        # Two threads look: the kept one may come in after the newest. Their dates tell nothing,
        # because the clock may have been ahead when the kept one was fetched.
        if self.told.bulletin is None:
            self._on_bulletin(bulletin)

    def _on_bulletin(self, bulletin: Bulletin | None) -> None:
        if bulletin is None:
            return
        self.told = Told(bulletin, self._parts.branch)
        self.changed.emit()

    def _on_trouble(self, error: Exception) -> None:
        # A form without a bulletin works; what is no trouble but a bug must be heard of.
        if not isinstance(error, Unavailable):
            self._tasks.unhandled.emit(error)


def _nothing(_result: None) -> None:
    """Take note of nothing: what was prepared is ready, and nobody waited for it."""
