"""The register "won't work with" (S60)."""

from collections.abc import Sequence

from libdesk.domain.requirements import Requirement
from libdesk.services.ports import Clock
from libdesk.services.requirements import Requirements
from libdesk.ui.planning.entry_list import EntryLine
from libdesk.ui.planning.entry_panel import EntryPanel, PanelWords
from libdesk.ui.planning.requirement_form import RequirementForm
from libdesk.ui.planning.wording import requirement_line
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


class RequirementsPanel(EntryPanel[Requirement, tuple[Requirement, ...]]):
    """What other systems require and forbid.

    Args:
        register: keeps it.
        tasks: the threads.
        look: the theme.
        now: tells the time.
    """

    def __init__(self, register: Requirements, tasks: Tasks, look: Theme, now: Clock) -> None:
        words = PanelWords(
            self.tr("What does not work together"),
            self.tr("New entry…"),
            self.tr(
                "Nothing is written down yet. Has a vendor written that a system can’t do with a "
                "new Windows yet? Write it down here, and whoever plans that change is warned."
            ),
        )
        super().__init__(register, RequirementForm(look, now), words, tasks, look, now)
        self._register = register

    def read_all(self) -> tuple[Requirement, ...]:
        """Read the register."""
        return self._register.list_all()

    def take(
        self, read: tuple[Requirement, ...]
    ) -> tuple[Sequence[Requirement], Sequence[EntryLine]]:
        """Return the entries and their lines."""
        return read, [EntryLine(one.id, one.system, *requirement_line(one)) for one in read]
