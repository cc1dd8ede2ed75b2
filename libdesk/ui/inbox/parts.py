"""What the inbox works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from libdesk.domain.guidance import Guidance
from libdesk.services.inbox import Inbox
from libdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class InboxParts:
    """What the inbox works with.

    Attributes:
        tasks: runs work away from the GUI thread.
        inbox: the use cases.
        guidance: words a report's answers.
        now: tells the time (aware, UTC).
        collects_from: the places that reports come from, in words.
    """

    tasks: Tasks
    inbox: Inbox
    guidance: Guidance
    now: Callable[[], datetime]
    collects_from: tuple[str, ...] = ()
