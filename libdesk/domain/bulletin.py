"""The bulletin: what the desk tells every form. IT's own words only, never a reporter's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from libdesk.domain.equipment import Item
from libdesk.domain.places import Branch

SILENCE_IS_TOLD_AFTER = timedelta(hours=4)
"""When the desk has not collected for so long, forms say so."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The desk's public half: to whom reports are sealed, and whose word a bulletin is.

    Attributes:
        seal_key: 32 bytes, X25519.
        verify_key: 32 bytes, Ed25519.
    """

    seal_key: bytes
    verify_key: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """A known problem in IT's own words.

    Attributes:
        text: the words.
        branch: the branch it is about; "" for all.
        since: from when (aware, UTC).
    """

    text: str
    branch: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Everything a form may know of the desk.

    Attributes:
        published_at: when it was written (aware, UTC).
        collected_at: when the desk last collected (aware, UTC).
        library: the library's name; "" when not set.
        urgent_phone: whom to call when it can't wait; "" when not set.
        branches: the library's branches.
        items: things that a report may name.
        notices: known problems.
    """

    published_at: datetime
    collected_at: datetime
    library: str = ""
    urgent_phone: str = ""
    branches: tuple[Branch, ...] = ()
    items: tuple[Item, ...] = ()
    notices: tuple[Notice, ...] = ()


def silent_since(bulletin: Bulletin, now: datetime) -> datetime | None:
    """Return when the desk last collected, if that is too long ago; None while all is well.

    A time ahead of `now` is a clock that is off, not silence.
    """
    silent_for = now - bulletin.collected_at
    return bulletin.collected_at if silent_for > SILENCE_IS_TOLD_AFTER else None
