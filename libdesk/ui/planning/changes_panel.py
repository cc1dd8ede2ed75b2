"""The calendar of planned work (S57)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from libdesk.domain.planned_changes import Planned, PlannedChange
from libdesk.domain.requirements import Requirement
from libdesk.services.planned_changes import PlannedChanges
from libdesk.services.ports import Clock
from libdesk.services.requirements import Requirements
from libdesk.ui.planning.change_form import ChangeForm
from libdesk.ui.planning.change_moves import ChangeMoves
from libdesk.ui.planning.entry_list import EntryLine
from libdesk.ui.planning.entry_panel import EntryPanel, PanelWords
from libdesk.ui.planning.wording import change_line
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class ChangesRead:
    """What the panel reads.

    Attributes:
        planned: the work.
        lines: its lines.
        branches: codes and names.
        known: the register.
    """

    planned: tuple[Planned, ...]
    lines: tuple[EntryLine, ...]
    branches: Mapping[str, str] = field(default_factory=dict)
    known: tuple[Requirement, ...] = ()


class ChangesPanel(EntryPanel[PlannedChange, ChangesRead]):
    """What is ahead; above the form stands what can be done with it.

    Args:
        changes: keeps the work.
        register: what stands against it.
        branches: returns branch codes and names; asked on the database thread.
        tasks: the threads.
        look: the theme.
        now: tells the time.
    """

    def __init__(
        self,
        changes: PlannedChanges,
        register: Requirements,
        branches: Callable[[], Mapping[str, str]],
        tasks: Tasks,
        look: Theme,
        now: Clock,
    ) -> None:
        words = PanelWords(
            self.tr("Planned changes"),
            self.tr("New planned change…"),
            self.tr(
                "Nothing is planned yet. Write down the next update, or the yearly look-over of "
                "the closet: staff hear of it in time, in your words, and you are reminded."
            ),
        )
        self._fields = ChangeForm(look, now)
        super().__init__(changes, self._fields, words, tasks, look, now)
        self._changes = changes
        self._register = register
        self._branches = branches
        self._now = now
        self._moves = ChangeMoves(look, now)
        self.right.insertWidget(0, self._moves)
        self._moves.look_requested.connect(self.area.ensureWidgetVisible)
        self._moves.finished.connect(self._on_finished)
        self._moves.put_off_requested.connect(self._on_put_off)
        self._moves.tell_requested.connect(self._on_tell)

    def read_all(self) -> ChangesRead:
        """Read the work, the branches and the register; hundreds of lines are worded here too."""
        planned, branches = self._changes.list_all(), self._branches()
        today = self._now().astimezone().date()
        lines = []
        for one in planned:
            first, rest, presses = change_line(one, branches, today)
            change = one.change
            lines.append(EntryLine(change.id, change.title, first, rest, presses=presses))
        return ChangesRead(planned, tuple(lines), branches, self._register.list_all())

    def take(self, read: ChangesRead) -> tuple[Sequence[PlannedChange], Sequence[EntryLine]]:
        """Return the entries and their lines."""
        self._fields.show_around(read.branches, read.known)
        return [one.change for one in read.planned], read.lines

    def shown(self, entry: PlannedChange | None) -> None:
        """Offer what can be done with it."""
        self._moves.show_change(entry)

    def _on_finished(self, change: PlannedChange) -> None:
        work = partial(self._changes.finish, change.id, change.version)
        words = (
            self.tr("Noted: done.")
            if change.every is None
            else self.tr("Noted: done. It waits for its next day.")
        )
        self.deeds.run(work, words)

    def _on_put_off(self, change: PlannedChange) -> None:
        day = self._moves.day()
        if day is not None:
            work = partial(self._changes.put_off, change.id, day, change.version)
            words = self.tr("Put off. A notice that was out has ended.")
            self.deeds.run(work, words, self._moves.put_off_card)

    def _on_tell(self, change: PlannedChange) -> None:
        work = partial(self._changes.tell, change.id, self._moves.words(), change.version)
        words = self.tr("Every form there shows it within a few minutes, until it is over.")
        self.deeds.run(work, words, self._moves.tell_card)
