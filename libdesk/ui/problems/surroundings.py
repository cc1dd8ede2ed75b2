"""What the form learns after it has been painted: this computer's facts and the desk's bulletin."""

from PySide6.QtCore import QObject, Signal

from libdesk.domain.bulletin import Bulletin, silent_since
from libdesk.domain.problems import Fact
from libdesk.services.errors import Unavailable
from libdesk.ui import strings
from libdesk.ui.problems.form_parts import FormParts
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
        self._facts: tuple[Fact, ...] | None = None
        self._bulletin: Bulletin | None = None

    @property
    def facts(self) -> tuple[Fact, ...] | None:
        """What is sent along by itself; None until it has been read."""
        return self._facts

    @property
    def branch(self) -> str:
        """The branch's name, or its code while the name is not known; "" when none is set."""
        code = self._parts.branch
        branches = self._bulletin.branches if self._bulletin else ()
        return next((branch.name for branch in branches if branch.code == code), code)

    @property
    def item(self) -> str:
        """The label of the thing that the report is about; "" for none."""
        return self._parts.item

    @property
    def place(self) -> str:
        """Branch and computer, as one line."""
        return place_words(self.branch, self._parts.computer)

    @property
    def phone(self) -> str:
        """Whom to call when it can't wait; "" when that is not known."""
        return self._bulletin.urgent_phone if self._bulletin else ""

    @property
    def known(self) -> str:
        """What is wrong here, and known problems of this branch in IT's words; "" for none."""
        notices = self._bulletin.notices if self._bulletin else ()
        mine = (note.text for note in notices if note.branch in ("", self._parts.branch))
        parts = (self._parts.notice, self._silence(), strings.known_words(tuple(mine)))
        return "\n".join(part for part in parts if part)

    def read(self) -> None:
        """Read the facts, the bulletin kept here, and then the newest one."""
        self._tasks.outside(self._parts.facts, self._on_facts, owner=self, quiet=True)
        self._tasks.outside(self._parts.prepare, _nothing, owner=self, quiet=True)
        board = self._parts.board
        for look in (board.kept, board.latest):
            self._tasks.outside(
                look, self._on_bulletin, owner=self, failed=self._on_trouble, quiet=True
            )

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
        if self._bulletin is None:
            return ""
        now = self._parts.now()
        since = silent_since(self._bulletin, now)
        return strings.silence_words(since, now, self.phone) if since else ""

    def _on_facts(self, facts: tuple[Fact, ...]) -> None:
        self._facts = facts
        self.changed.emit()

    def _on_bulletin(self, bulletin: Bulletin | None) -> None:
        newest = self._bulletin
        # Two threads look: the kept one may come in after the newest.
        if bulletin is None or (newest and bulletin.published_at < newest.published_at):
            return
        self._bulletin = bulletin
        self.changed.emit()

    def _on_trouble(self, error: Exception) -> None:
        # A form without a bulletin works; what is no trouble but a bug must be heard of.
        if not isinstance(error, Unavailable):
            self._tasks.unhandled.emit(error)


def _nothing(_result: None) -> None:
    """Take note of nothing: what was prepared is ready, and nobody waited for it."""
