"""Copies of the database: made when one is due, thinned, taken to a second place, told of.

How a copy is written and read back is the storage's (the ports below); when, where and how many is
decided here. What failed is remembered and told until it has gone well again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Protocol

from libdesk.domain.backups import SECOND_PLACE_LATE, Copy, is_due, thin
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.ports import Clock

Stop = Callable[[], bool]
"""Asked again and again while something takes long; True ends it, and leaves nothing half done."""

LAST_SEQUENCE = 999_999_999_999
"""A name has room for no greater number; a copy that has it is not counted on from."""

LEAP = 1_000_000
"""So far ahead of what is remembered a copy's number is believed; beyond that, a sound copy's."""


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """Long work was asked to end, and did."""


class Where(Enum):
    """Where a copy lies."""

    HERE = "here"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy that lies somewhere.

    Attributes:
        copy: which one, and when it was made.
        name: its file's name.
        size: bytes.
        schema: counts migrations; an older one is upgraded when it is put back.
    """

    copy: Copy
    name: str
    size: int
    schema: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How the database looks from outside; it changes with whatever is saved.

    Attributes:
        lasting: can be compared after a restart of LibDesk.
        session: can be compared for as long as this process lives, and misses nothing.
    """

    lasting: str
    session: str


@dataclass(frozen=True, slots=True)
class CopyNotes:
    """What is remembered between two starts, beside the copies and not in the database.

    Attributes:
        second_place: the folder that was chosen; "" for none.
        copied: the database's lasting mark when it was last copied.
        sequence: the newest copy's; never given twice, even when all copies are gone.
        trouble: why no copy could be made; "" when the last attempt went well.
        failed_at: since when (aware, UTC).
        tried_at: when it was last tried.
        second_trouble: the same for the second place.
        second_failed_at: since when.
        second_last: the newest copy that is known to be in the second place.
        word: what the next start is to tell, once.
    """

    second_place: str = ""
    copied: str = ""
    sequence: int = 0
    trouble: str = ""
    failed_at: datetime | None = None
    tried_at: datetime | None = None
    second_trouble: str = ""
    second_failed_at: datetime | None = None
    second_last: KeptCopy | None = None
    word: str = ""


class CopyPlace(Protocol):
    """A folder with copies."""

    @property
    def where(self) -> str:
        """The folder, for a sentence."""

    def is_there(self) -> bool:
        """Say whether it can be looked into."""

    def list(self) -> tuple[KeptCopy, ...]:
        """Return what lies there, newest first, unread."""

    def check(self, kept: KeptCopy, stop: Stop = ...) -> str:
        """Read a copy to its end; return what is wrong with it, "" for nothing."""

    def remove(self, kept: KeptCopy) -> None:
        """Remove a copy."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A second place that was set up.

    Attributes:
        folder: where its copies will lie.
        advice: what speaks against it, in a sentence; "" for nothing.
    """

    folder: str
    advice: str = ""


class Copies(Protocol):
    """The database, its copies here, and how one gets elsewhere."""

    @property
    def here(self) -> CopyPlace:
        """The folder beside the database."""

    def mark(self) -> Mark:
        """Return how the database looks now."""

    def make(self, copy: Copy, stop: Stop) -> KeptCopy:
        """Make a copy here, and look all of it over. Raises Stopped too."""

    def place(self, folder: str) -> CopyPlace:
        """Return the second place in a folder, whether it is there or not."""

    def set_up(self, folder: str) -> "Ready":
        """Get a folder ready to be a second place.

        Raises:
            Refusal: it cannot be one.
        """

    def bring(self, kept: KeptCopy, place: CopyPlace, stop: Stop) -> None:
        """Take a copy from here to a second place, and read it back there. Raises Stopped too."""


class Notes(Protocol):
    """Keeps the notes."""

    def read(self) -> CopyNotes:
        """Return what is remembered; nothing when that cannot be read."""

    def write(self, notes: CopyNotes) -> None:
        """Remember it."""


@dataclass(frozen=True, slots=True)
class PlaceState:
    """How one place stands.

    Attributes:
        where: the folder.
        last: the newest sound copy in it; for a place that is away, the last that went there.
        trouble: what went wrong there last, in a sentence; "" for nothing.
        failed_at: since when (aware, UTC).
        is_there: it can be looked into now.
        is_late: its newest copy is older than it should be.
    """

    where: str
    last: KeptCopy | None = None
    trouble: str = ""
    failed_at: datetime | None = None
    is_there: bool = True
    is_late: bool = False

    @property
    def is_well(self) -> bool:
        """Say whether nothing is to be done about it."""
        return self.last is not None and not self.trouble and not self.is_late


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the copies stand.

    Attributes:
        here: the folder beside the database.
        second: the second place; None while none is chosen.
    """

    here: PlaceState
    second: PlaceState | None = None

    @property
    def trouble(self) -> str:
        """What somebody must hear of, in one sentence; "" when all is well."""
        return self.here.trouble or (self.second.trouble if self.second else "")


@dataclass(frozen=True, slots=True)
class Listed:
    """A copy as it stands in the list.

    Attributes:
        kept: the copy.
        where: in which place.
        folder: the place, for a person.
        trouble: why it can't be used; "" for a sound one.
    """

    kept: KeptCopy
    where: Where
    folder: str
    trouble: str = ""


class Backups:
    """The use cases.

    Args:
        copies: the database and its copies.
        notes: what is remembered.
        now: the clock.
    """

    def __init__(self, copies: Copies, notes: Notes, now: Clock) -> None:
        self._copies = copies
        self._notes = notes
        self._now = now
        self._copied = ""
        self._told: CopyNotes | None = None

    def state(self, stop: Stop = lambda: False) -> BackupState:
        """Return how each place stands; its newest copy is read to its end for that.

        Raises:
            Stopped: it was asked to.
        """
        notes = self._read()
        here = self._copies.here
        try:
            last = self._newest_sound(here, stop)
            trouble = notes.trouble
        except Unavailable as away:
            last, trouble = None, notes.trouble or away.sentence
        return BackupState(
            PlaceState(here.where, last, trouble, notes.failed_at), self._second(notes, stop)
        )

    def copy_if_due(self, stop: Stop = lambda: False) -> BackupState:
        """Make a copy when one is due, and bring the newest one to the second place.

        What fails is told by the state, and tried again by the next call.

        Raises:
            Stopped: it was asked to.
        """
        try:
            last = self._newest_sound(self._copies.here, stop)
            if last is None or is_due(last.copy.made_at, self._has_changed(), self._now()):
                self.copy_now(stop)
            else:
                self._bring(last, self._read(), stop)
        except (Unavailable, Refusal):
            pass  # noted, and told by the state
        return self.state(stop)

    def copy_if_changed(self, stop: Stop = lambda: False) -> None:
        """Make a copy when anything was saved since the last one: for the end of a day.

        Raises:
            Stopped: it was asked to.
        """
        try:
            if self._has_changed():
                self.copy_now(stop)
        except (Unavailable, Refusal):
            return  # noted, and told at the next start

    def copy_now(self, stop: Stop = lambda: False) -> KeptCopy:
        """Make a copy, thin those that are here, and bring it to the second place.

        A second place that is away or full does not make the copy here fail: its state tells.

        Raises:
            Unavailable: it could not be made. Those that are there are untouched.
            Stopped: it was asked to.
        """
        notes = self._read()
        try:
            # Before: what is saved while the copy is made may be in it or not.
            mark = self._copies.mark()
            copy = Copy(self._next_sequence(notes, stop), self._now())
            made = self._copies.make(copy, stop)
        except (Unavailable, Refusal) as error:
            at = self._now()
            self._note(
                replace(notes, trouble=error.sentence, failed_at=notes.failed_at or at, tried_at=at)
            )
            raise
        self._copied = mark.session
        notes = replace(
            notes, trouble="", failed_at=None, copied=mark.lasting, sequence=copy.sequence
        )
        self._note(notes)
        _thin(self._copies.here)
        self._bring(made, notes, stop)
        return made

    def second_place(self) -> str:
        """Return the folder of the second place; "" for none."""
        return self._read().second_place

    def choose_second_place(self, folder: str) -> str:
        """Set the second place; return what speaks against it, "" for nothing.

        Raises:
            Refusal: the folder cannot be one. The one before stays.
            Unavailable: it could not be remembered.
        """
        ready = self._copies.set_up(folder)
        self._set_second(ready.folder)
        return ready.advice

    def forget_second_place(self) -> None:
        """Have no second place any more; the copies there are left."""
        self._set_second("")

    def leave_word(self, word: str) -> None:
        """Leave word for the next start."""
        self._note(replace(self._read(), word=word))

    def take_word(self) -> str:
        """Return the word that was left, once; "" for none."""
        notes = self._read()
        if notes.word:
            self._note(replace(notes, word=""))
        return notes.word

    def listed(self, stop: Stop = lambda: False) -> Iterator[Listed]:
        """Yield the copies in both places, newest first, each read to its end before it is told.

        A place that is away has none to tell of. One that lies in both places is told once, as
        long as the one here is sound.

        Raises:
            Stopped: it was asked to.
        """
        places = [(Where.HERE, self._copies.here)]
        if second_place := self._read().second_place:
            places.append((Where.SECOND, self._copies.place(second_place)))
        found: list[tuple[KeptCopy, Where, CopyPlace]] = []
        for where, place in places:
            try:
                found.extend((kept, where, place) for kept in place.list())
            except Unavailable:
                continue
        found.sort(key=lambda one: (-one[0].copy.sequence, one[0].name, one[1] is Where.SECOND))
        sound: set[str] = set()
        for kept, where, place in found:
            if kept.name in sound:
                continue
            try:
                trouble = place.check(kept, stop)
            except Unavailable as away:
                trouble = away.sentence
            if not trouble:
                sound.add(kept.name)
            yield Listed(kept, where, place.where, trouble)

    def _note(self, notes: CopyNotes) -> None:
        """Remember as well as possible: on a full disk the state is told by what is in memory."""
        chosen = self._notes.read().second_place
        if chosen != notes.second_place:
            # Set-up has chosen another place while a copy was being made.
            notes = _of_place(notes, chosen)
        self._told = notes
        try:
            self._notes.write(notes)
        except Unavailable:
            return
        self._told = None

    def _read(self) -> CopyNotes:
        return self._told or self._notes.read()

    def _set_second(self, folder: str) -> None:
        self._notes.write(_of_place(self._read(), folder))

    def _has_changed(self) -> bool:
        mark = self._copies.mark()
        if self._copied:
            return mark.session != self._copied
        return mark.lasting != self._read().copied

    def _next_sequence(self, notes: CopyNotes, stop: Stop) -> int:
        places = [self._copies.here]
        if notes.second_place:
            places.append(self._copies.place(notes.second_place))
        there = [place for place in places if place.is_there()]
        return next_sequence(there, notes.sequence, stop)

    def _bring(self, kept: KeptCopy, notes: CopyNotes, stop: Stop) -> None:
        """Take a copy to the second place unless it is there; what fails is noted."""
        if not notes.second_place:
            return
        place = self._copies.place(notes.second_place)
        if not place.is_there():
            return  # away is no failure: its state tells how old its newest copy is
        try:
            if kept not in place.list():
                self._copies.bring(kept, place, stop)
                _thin(place)
        except (Unavailable, Refusal) as error:
            failed_at = notes.second_failed_at or self._now()
            notes = replace(notes, second_trouble=error.sentence, second_failed_at=failed_at)
        else:
            notes = replace(notes, second_trouble="", second_failed_at=None, second_last=kept)
        if notes != self._read():
            self._note(notes)

    def _second(self, notes: CopyNotes, stop: Stop) -> PlaceState | None:
        if not notes.second_place:
            return None
        place = self._copies.place(notes.second_place)
        last, is_there = notes.second_last, place.is_there()
        if is_there:
            try:
                last = self._newest_sound(place, stop)
            except Unavailable:
                is_there = False
        return PlaceState(
            place.where,
            last,
            notes.second_trouble,
            notes.second_failed_at,
            is_there,
            is_late=last is None or self._now() - last.copy.made_at > SECOND_PLACE_LATE,
        )

    def _newest_sound(self, place: CopyPlace, stop: Stop) -> KeptCopy | None:
        return next((kept for kept in place.list() if not place.check(kept, stop)), None)


def next_sequence(places: Iterable[CopyPlace], last: int, stop: Stop = lambda: False) -> int:
    """Return the number of the next copy.

    One file with a strange name must not use up all the numbers there are.

    Args:
        places: where copies lie.
        last: the newest number that is remembered; 0 for none.
        stop: asked while a copy is read.

    Raises:
        Stopped: it was asked to.
        Unavailable: a place cannot be looked into.
    """
    known = last if last < LAST_SEQUENCE else 0
    newest = [known, *(_newest_number(place, known + LEAP, stop) for place in places)]
    return max(newest) + 1


def _newest_number(place: CopyPlace, believed: int, stop: Stop) -> int:
    """Return the greatest number in a place that was given by LibDesk; 0 for none."""
    for kept in place.list():
        number = kept.copy.sequence
        if number <= believed or (number < LAST_SEQUENCE and not place.check(kept, stop)):
            return number
    return 0


def _of_place(notes: CopyNotes, folder: str) -> CopyNotes:
    """Return the same notes for another second place, of which nothing is known yet."""
    return replace(
        notes, second_place=folder, second_trouble="", second_failed_at=None, second_last=None
    )


def _thin(place: CopyPlace) -> None:
    """Remove what is not kept any longer, by what lies in this place; the newest always stay."""
    there: Sequence[KeptCopy] = place.list()
    kept = set(thin([one.copy for one in there]))
    for one in there:
        if one.copy not in kept:
            place.remove(one)
