"""What the inbox works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import WaitingOn
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
        reasons: reads what can be said about waiting, by whom or what is waited for (S21); asked
            when the place to answer is built.
    """

    tasks: Tasks
    inbox: Inbox
    guidance: Guidance
    now: Callable[[], datetime]
    collects_from: tuple[str, ...] = ()
    reasons: Callable[[], Mapping[WaitingOn, str]] = dict
