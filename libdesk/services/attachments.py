"""Photos and papers of items, rooms and offers: added, listed, removed and brought back.

The file is kept before its row is: whatever fails in between leaves a file that belongs to nothing,
never a row without its file. Such files, and those whose row was removed, go after a week, so that
whoever removes one by mistake has it back. They are IT's own and stay as long as their item; those
of an offer go some time after its end (retention.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from libdesk.domain.attachments import (
    COUNT_LIMIT,
    Attachment,
    AttachmentId,
    Owner,
    Taken,
    clean_caption,
    is_same,
    taken,
)
from libdesk.domain.text import clean_line
from libdesk.services.attachment_stores import FileState, FileStore
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

KEPT_AFTER = timedelta(days=7)
"""So long the file of something that was removed is still there."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that is not as it should be.

    Attributes:
        attachment: what it is.
        state: MISSING or DAMAGED.
    """

    attachment: Attachment
    state: FileState


class Attaching:
    """The use cases.

    Args:
        open_unit: opens a transaction.
        files: keeps the bytes.
        now: the clock.
        who: who adds things here.
    """

    def __init__(self, open_unit: OpenUnit, files: FileStore, now: Clock, who: str = "") -> None:
        self._open_unit = open_unit
        self._files = files
        self._now = now
        self._who = clean_line(who)
        self._swept_on: date | None = None

    def list_of(self, owner: Owner) -> tuple[Attachment, ...]:
        """Return what belongs to an item, a room or an offer, as it was added."""
        with self._open_unit() as unit:
            return unit.attachments.of(owner)

    def keep(self, name: str, content: bytes) -> None:
        """Write a file before `add` lists it, so that no transaction waits for the disk.

        Needs no database. What nothing comes of goes after a week.

        Raises:
            Refusal: it is not taken; nothing was kept.
            Unavailable: it could not be kept; nothing is left of it.
        """
        self._files.put(_taken(name, content).content)

    def add(self, owner: Owner, name: str, content: bytes, caption: str = "") -> Attachment:
        """Keep a photo or a paper; of a picture, without place, camera and previews.

        The same file twice is kept once, and told as what it is already.

        Args:
            owner: to what it belongs.
            name: as it was called where it came from.
            content: its bytes.
            caption: words below it.

        Raises:
            Refusal: it is not taken, or there are too many; nothing was kept.
            Unavailable: it could not be kept; nothing is left of it.
        """
        one = _taken(name, content)
        with self._open_unit() as unit:
            _check_room(unit, owner)
        found = self._files.put(one.content)
        attachment = Attachment(
            owner,
            found,
            one.name,
            one.kind,
            len(one.content),
            self._now(),
            self._who,
            clean_caption(caption),
        )
        with self._open_unit(write=True) as unit:
            there = _check_room(unit, owner)
            same = _same(there, found)
            if same is not None:
                return same
            return replace(attachment, id=unit.attachments.add(attachment))

    def content(self, attachment: Attachment) -> bytes:
        """Return the bytes; whoever shows or saves them knows that they are as they were.

        Raises:
            Unavailable: the file is missing or damaged.
        """
        return self._files.get(attachment.content_hash)

    def set_caption(self, attachment: Attachment, caption: str) -> Attachment:
        """Store other words below it.

        Args:
            attachment: as it was on the screen.
            caption: the words; "" for none.

        Raises:
            Conflict: somebody else was first.
        """
        words = clean_caption(caption)
        with self._open_unit(write=True) as unit:
            stored = _expect(unit, attachment)
            if stored.caption == words:
                return stored
            changed = replace(stored, caption=words, version=stored.version + 1)
            unit.attachments.put(changed)
            return changed

    def remove(self, attachment: Attachment) -> Attachment:
        """Take it away; return what `put_back` brings back within a week.

        Raises:
            Conflict: somebody else has changed or removed it.
        """
        with self._open_unit(write=True) as unit:
            stored = _expect(unit, attachment)
            unit.attachments.remove(stored.id)
            return stored

    def put_back(self, attachment: Attachment) -> Attachment:
        """Bring back what was removed, as it was.

        Raises:
            Refusal: its owner is gone, or has too many files now.
            Unavailable: its file is gone already.
        """
        # Put anew, so that it is not swept in this very moment for being old and nobody's.
        self._files.put(self._files.get(attachment.content_hash))
        with self._open_unit(write=True) as unit:
            there = _check_room(unit, attachment.owner)
            same = _same(there, attachment.content_hash)
            if same is not None:
                return same
            return replace(attachment, id=unit.attachments.add(attachment), version=1)

    def check(self) -> tuple[Lost, ...]:
        """Read every file to its end; return those that are missing or damaged."""
        with self._open_unit() as unit:
            every = unit.attachments.all()
        states = {one: self._files.look(one) for one in {each.content_hash for each in every}}
        return tuple(
            Lost(one, states[one.content_hash])
            for one in every
            if states[one.content_hash] is not FileState.SOUND
        )

    def sweep(self) -> int:
        """Remove files that have belonged to nothing for a week, once a day; return how many.

        Raises:
            Unavailable: the folder cannot be read.
        """
        if self._swept_on == self._now().date():
            return 0
        self._swept_on = self._now().date()
        before = self._now() - KEPT_AFTER
        old = [found for found, put_at in self._files.all() if put_at < before]
        if not old:
            return 0
        # Read after the files: what is put from here on is younger than those.
        with self._open_unit() as unit:
            wanted = {one.content_hash for one in unit.attachments.all()}
        left = [one for one in old if one not in wanted]
        for one in left:
            self._files.remove(one)
        return len(left)


def lost_words(lost: Iterable[Lost]) -> str:
    """Return in a sentence what is missing or damaged; "" for nothing."""
    every = tuple(lost)
    if not every:
        return ""
    missing = sum(one.state is FileState.MISSING for one in every)
    parts = [
        f"{count} {'is' if count == 1 else 'are'} {told}"
        for count, told in ((missing, "missing"), (len(every) - missing, "damaged"))
        if count
    ]
    named = ", ".join(one.attachment.name for one in every[:3])
    return (
        f"Of the photos and papers {' and '.join(parts)} ({named}{', …' * (len(every) > 3)}). "
        "Those that lie with the copies come back when they are looked at."
    )


def _taken(name: str, content: bytes) -> Taken:
    try:
        return taken(name, content)
    except ValueError as error:
        raise Refusal(str(error), field="file") from error


def _check_room(unit: Unit, owner: Owner) -> tuple[Attachment, ...]:
    there = unit.attachments.of(owner)
    if len(there) >= COUNT_LIMIT:
        raise Refusal(
            f"There are {COUNT_LIMIT} photos and papers here already. Remove one first.",
            field="file",
        )
    return there


def _same(there: Iterable[Attachment], content_hash: str) -> Attachment | None:
    return next((one for one in there if one.content_hash == content_hash), None)


def _expect(unit: Unit, attachment: Attachment) -> Attachment:
    stored = unit.attachments.find(AttachmentId(attachment.id))
    if stored is None or not is_same(stored, attachment):
        raise Conflict(f"{attachment.name} was removed meanwhile.")
    if stored.version != attachment.version:
        raise Conflict(f"{attachment.name} was changed meanwhile. What stands there now is shown.")
    return stored
