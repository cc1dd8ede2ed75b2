"""What the form is given to work with: services, questions, and who and where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import Fact
from libdesk.services.dispatch import Dispatch
from libdesk.services.ports import BulletinBoard, Clock, Contacts, Drafts, Reads
from libdesk.services.problems import Filing, Following

if TYPE_CHECKING:
    from libdesk.services.self_registering import SelfRegistering


@dataclass(frozen=True, slots=True)
class OwnRegistering:
    """How this computer registers itself.

    Attributes:
        service: keeps what is said.
        facts: reads what the computer tells of itself; may be slow.
    """

    service: "SelfRegistering"
    facts: Callable[[], tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class FormParts:
    """The form's surroundings. All but `guidance`, `filing.preview` and `now` may be slow.

    Attributes:
        guidance: the tiles and their questions.
        filing: keeps reports.
        following: lists what was kept.
        dispatch: takes reports to the desk and brings messages back.
        board: the desk's bulletin.
        drafts: keeps what was typed and not sent.
        contacts: remembers whom IT should ask.
        reads: remembers which answers were read here.
        prepare: loads what the first Send would have to wait for.
        facts: reads all that is sent along by itself; asked once.
        branch: the code of the branch; "" when not set.
        computer: this computer's name.
        item: the label of the thing that reports are about; "" for none.
        notice: what is wrong with this computer's settings; "" when nothing is.
        now: the time.
        new_id: makes a report's id.
        is_public: the public uses this computer.
        facts_at_once: those of them that are known from the start.
        may_take_pictures: pictures of the screen may be sent from here.
        registering: how this computer registers itself; None where it can't.
    """

    guidance: Guidance
    filing: Filing
    following: Following
    dispatch: Dispatch
    board: BulletinBoard
    drafts: Drafts
    contacts: Contacts
    reads: Reads
    prepare: Callable[[], None]
    facts: Callable[[], tuple[Fact, ...]]
    branch: str
    computer: str
    item: str
    notice: str
    now: Clock
    new_id: Callable[[], UUID]
    is_public: bool = False
    facts_at_once: tuple[Fact, ...] = ()
    may_take_pictures: bool = True
    registering: OwnRegistering | None = None
