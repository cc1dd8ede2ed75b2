"""What setting machines up works with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from libdesk.domain.item_history import ChangeId
from libdesk.services.places import Overview
from libdesk.services.reimagings import Reimagings, SetUp
from libdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class SetUpParts:
    """What the pages work with.

    Attributes:
        tasks: runs work away from the GUI thread.
        reimagings: the use cases.
        undo: takes a change set back; asked on the database's thread.
        overview: reads the library's names; asked on the database's thread.
        now: tells the time (aware, UTC).
        print_run: shows the paper of a machine's checklist.
    """

    tasks: Tasks
    reimagings: Reimagings
    undo: Callable[[ChangeId], object]
    overview: Callable[[], Overview]
    now: Callable[[], datetime]
    print_run: Callable[[SetUp], None]

    def today(self) -> date:
        """Return the reader's day."""
        return self.now().astimezone().date()


def ended_only(shown: SetUp) -> SetUp:
    """Return what is printed of a machine when only how it was set up last is wanted."""
    return replace(shown, checklist=None, runs=tuple(one for one in shown.runs if one.end))
