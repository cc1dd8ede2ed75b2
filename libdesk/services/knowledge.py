"""How-to sheets and checklists: the shipped ones, and what a library makes of them.

Only what differs from the shipped text is stored. The version on the page counts every change, also
the way back to the shipped text: an old page on a wall never looks like the newest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from libdesk.domain.knowledge import (
    PICTURE_LIMIT,
    Checklist,
    HowTo,
    Section,
    Sheet,
    cleaned,
    draft_of,
    is_due,
)
from libdesk.domain.pictures import is_whole, sniff
from libdesk.domain.problems import Problem
from libdesk.domain.text import clean_line, sort_key
from libdesk.services import settled
from libdesk.services.errors import Refusal
from libdesk.services.kept_sheets import KeptSheet
from libdesk.services.ports import Clock
from libdesk.services.settled import Mark
from libdesk.services.stores import OpenUnit, Unit

PICTURES_LIMIT = 30_000_000
"""Bytes of all pictures of a sheet together."""

SHEETS_LIMIT = 500
"""Sheets that a library adds; more would be found by nobody."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list.

    Attributes:
        id: the sheet's id.
        title: its title.
        version: as it stands on the page.
        review_on: when it is to be read again.
        is_due: that day has come.
        is_changed: the library has changed it, or made it.
    """

    id: str
    title: str
    version: int
    review_on: date
    is_due: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """One sheet or checklist, whole.

    Attributes:
        how_to: as it is printed, with its pictures.
        version: what a change of it has to expect; no other number is it compared with.
        is_shipped: LibDesk ships a text for it.
        is_changed: the library has changed it, or made it.
    """

    how_to: HowTo
    version: int
    is_shipped: bool
    is_changed: bool


class Knowledge:
    """Reads and changes what a library knows how to do.

    A change takes the version that was on the screen, and raises Conflict when somebody else was
    first; with None it is made over whatever is there.

    Args:
        open_unit: opens a transaction.
        shipped: reads what is shipped, in its order.
        now: the clock.
        new_id: makes the ids of a library's own sheets.
        who: who changes things here, for whoever is second.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        shipped: Callable[[], Sequence[HowTo]],
        now: Clock,
        new_id: Callable[[], UUID] = uuid4,
        who: str = "",
    ) -> None:
        self._open_unit = open_unit
        self._shipped = shipped
        self._now = now
        self._new_id = new_id
        self._who = clean_line(who)

    def list_sheets(self) -> tuple[Entry, ...]:
        """Return all: the shipped ones in their order, then the library's own by their titles."""
        shipped = {one.id: one for one in self._shipped()}
        with self._open_unit() as unit:
            kept = {one.id: one for one in unit.sheets.all()}
            whole = [_merged(unit, one, kept.get(one.id)) for one in shipped.values()]
        own = [kept[name].how_to for name in kept if name not in shipped]
        whole += sorted(filter(None, own), key=lambda one: sort_key(one.title))
        changed = {name for name, one in kept.items() if one.how_to is not None}
        return tuple(self._entry(one, is_changed=one.id in changed) for one in whole)

    def get(self, sheet_id: str) -> Chosen:
        """Return one with its pictures.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            return self._get(unit, sheet_id)

    def save(self, how_to: HowTo, expected: int | None = None) -> Chosen:
        """Store a change, or a new one, under the next version; its review is a year from today.

        Raises:
            Refusal: it has no title, no steps or no lines, or a picture is none. The field is named
                "title", "steps", "sections", or "picture.2" for the one of the second step.
            Conflict: somebody else was first.
        """
        clean = _checked(cleaned(how_to))
        with self._open_unit(write=True) as unit:
            shipped = self._find(clean.id)
            if shipped is None and unit.sheets.get(clean.id) is None:
                self._check_room(unit)
            mark = self._settle(unit, clean.id, expected)
            version = (shipped.version if shipped else 0) + mark
            stored = replace(clean, version=version, reviewed_on=self._today())
            kept = KeptSheet(stored.id, stored.reviewed_on, stored)
            unit.sheets.save(kept, self._now())
        return Chosen(stored, mark, shipped is not None, is_changed=True)

    def put_back_shipped(self, sheet_id: str, expected: int | None = None) -> None:
        """Forget what the library has changed; a sheet of its own is gone then.

        Raises:
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            self._settle(unit, sheet_id, expected)
            unit.sheets.remove(sheet_id)

    def mark_reviewed(self, sheet_id: str, on: date | None = None) -> Chosen:
        """Note that somebody has read it and found it right; its version stays.

        Args:
            sheet_id: which one.
            on: the day; None for today.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit(write=True) as unit:
            self._get(unit, sheet_id)
            unit.sheets.note_review(KeptSheet(sheet_id, on or self._today()), self._now())
            return self._get(unit, sheet_id)

    def blank(self) -> Sheet:
        """Return a new sheet of the library's own, with nothing on it; it is not stored yet."""
        return Sheet(self._own_id(), "", "", "", (), self._today())

    def blank_checklist(self) -> Checklist:
        """Return a new checklist of the library's own, with one empty section; not stored yet."""
        return Checklist(self._own_id(), "", "", "", (Section("", ()),), (), self._today())

    def draft_from(self, problem: Problem) -> Sheet:
        """Return the beginnings of a sheet made of how a problem was fixed; it is not stored."""
        return draft_of(problem, self._own_id(), self._today())

    def _get(self, unit: Unit, sheet_id: str) -> Chosen:
        shipped, kept = self._find(sheet_id), unit.sheets.get(sheet_id)
        how_to = kept.how_to if kept is not None else None
        if shipped is not None:
            how_to = _merged(unit, shipped, kept)
        if how_to is None:
            raise Refusal("This sheet is not there any more: somebody has removed it.")
        version = settled.mark_of(unit, _part(sheet_id)).version
        is_changed = kept is not None and kept.how_to is not None
        return Chosen(how_to, version, shipped is not None, is_changed)

    def _entry(self, how_to: HowTo, *, is_changed: bool) -> Entry:
        return Entry(
            how_to.id,
            how_to.title,
            how_to.version,
            how_to.review_on,
            is_due(how_to, self._today()),
            is_changed,
        )

    def _find(self, sheet_id: str) -> HowTo | None:
        return next((one for one in self._shipped() if one.id == sheet_id), None)

    def _settle(self, unit: Unit, sheet_id: str, expected: int | None) -> int:
        return settled.settle(unit, _part(sheet_id), Mark(0, self._now(), self._who), expected)

    def _check_room(self, unit: Unit) -> None:
        if len(unit.sheets.all()) >= SHEETS_LIMIT:
            raise Refusal(f"There are {SHEETS_LIMIT} sheets already. Remove one first.")

    def _own_id(self) -> str:
        return f"own-{self._new_id()}"

    def _today(self) -> date:
        moment: datetime = self._now().astimezone()
        return moment.date()


def as_it_stands(unit: Unit, shipped: HowTo) -> HowTo:
    """Return a shipped one as it stands now, within a transaction."""
    return _merged(unit, shipped, unit.sheets.get(shipped.id))


def _merged(unit: Unit, shipped: HowTo, kept: KeptSheet | None) -> HowTo:
    if kept is not None and kept.how_to is not None:
        return kept.how_to
    # The way back to the shipped text was a change too, so the page has a newer number.
    version = shipped.version + settled.mark_of(unit, _part(shipped.id)).version
    reviewed_on = kept.reviewed_on if kept else shipped.reviewed_on
    return replace(shipped, version=version, reviewed_on=reviewed_on)


def _part(sheet_id: str) -> str:
    return f"sheet.{sheet_id}"


def _checked(how_to: HowTo) -> HowTo:
    if not how_to.title:
        raise Refusal("Please write what it is about: it is found by its title.", field="title")
    if isinstance(how_to, Checklist):
        if not how_to.sections:
            raise Refusal("Please write at least one line to tick.", field="sections")
        role, use_when = how_to.role or how_to.title, how_to.use_when or how_to.title
        titled = [replace(one, title=one.title or how_to.title) for one in how_to.sections]
        return replace(how_to, role=role, use_when=use_when, sections=tuple(titled))
    if not how_to.steps:
        raise Refusal("Please write at least one step.", field="steps")
    _check_pictures(how_to)
    for_whom = how_to.for_whom or "Anyone at the desk"
    return replace(how_to, for_whom=for_whom, use_when=how_to.use_when or how_to.title)


def _check_pictures(sheet: Sheet) -> None:
    whole = 0
    for place, step in enumerate(sheet.steps, 1):
        content = step.picture.content if step.picture is not None else None
        if content is None:
            continue
        whole += len(content)
        field, kind = f"picture.{place}", sniff(content)
        if kind is None or not is_whole(content, kind):
            raise Refusal("This picture can’t be read. PNG and JPEG files can.", field=field)
        if len(content) > PICTURE_LIMIT:
            raise Refusal("This picture is larger than 25 MB. Take a smaller one.", field=field)
        if whole > PICTURES_LIMIT:
            told = "The pictures are larger than 30 MB together. Take smaller ones."
            raise Refusal(told, field=field)
