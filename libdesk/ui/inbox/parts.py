"""What the inbox works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from libdesk.domain.problems import Problem, WaitingOn
from libdesk.services.inbox import Inbox
from libdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from libdesk.domain.guidance import Guidance
    from libdesk.domain.item_reports import Repeat
    from libdesk.domain.plain_words import PlainWords
    from libdesk.services.deleting import Deleting
    from libdesk.services.joining import Joining
    from libdesk.services.stand_ins import Standing
    from libdesk.services.telling import Telling
    from libdesk.services.walk_ins import WalkIns


@dataclass(frozen=True, slots=True)
class Rarer:
    """Use cases that nobody needs before the first lines are on the screen.

    Attributes:
        joining: makes one problem of several.
        telling: tells every form of a problem.
        walk_ins: writes down what somebody asked in person.
        deleting: deletes what should not be in the inbox at all.
    """

    joining: "Joining"
    telling: "Telling"
    walk_ins: "WalkIns"
    deleting: "Deleting"


@dataclass(frozen=True, slots=True)
class ItemOfReport:
    """The way from a report to its item.

    Attributes:
        read: reads how the item stands to stand-ins; called on the database's thread.
        show: goes to an item, by its label.
        swap: goes there, and offers what could stand in for it.
    """

    read: "Callable[[Problem], Standing | None]"
    show: Callable[[str], None]
    swap: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class InboxParts:
    """What the inbox works with.

    Attributes:
        tasks: runs work away from the GUI thread.
        inbox: the use cases.
        rarer: loads the rarer ones.
        guidance: reads what words a report's answers; asked when one is read.
        now: tells the time (aware, UTC).
        collects_from: the places that reports come from, in words.
        reasons: reads what can be said about waiting, by whom or what is waited for (S21); asked
            when the place to answer is built.
        make_how_to: opens a how-to sheet that is made of a problem's answers (S36).
        plain_words: reads the terms and what sounds like blame; asked on a worker, when words are
            read or written. None: nothing is explained and nothing is checked.
        repeat: reads which time something happened to a problem's item, and the times before; asked
            on the database's thread. None: nobody is told.
        item: the way to the item that a report is about. None: there is none.
    """

    tasks: Tasks
    inbox: Inbox
    rarer: Callable[[], Rarer]
    guidance: "Callable[[], Guidance]"
    now: Callable[[], datetime]
    collects_from: tuple[str, ...] = ()
    reasons: Callable[[], Mapping[WaitingOn, str]] = dict
    make_how_to: Callable[[Problem], None] = lambda _problem: None
    plain_words: "Callable[[], PlainWords] | None" = None
    repeat: "Callable[[Problem], Repeat | None] | None" = None
    item: ItemOfReport | None = None
