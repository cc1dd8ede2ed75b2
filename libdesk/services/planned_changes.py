"""Planned work: kept, told to staff ahead, done or put off, and held against the register (S57)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from libdesk.domain.bulletin import NOTICE_LIMIT, Notice, is_over
from libdesk.domain.planned_changes import (
    DRAFT_DAYS_LIMIT,
    EVERY_LIMIT,
    Planned,
    PlannedChange,
    done,
    local_end,
    notice_ids,
    put_off,
    with_clashes,
)
from libdesk.domain.requirements import Target
from libdesk.domain.text import clean_line, clean_text
from libdesk.services import entries
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.entries import Undone
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

_NO_MORE = "Somebody has removed this meanwhile."


def _own_time(naive: datetime) -> datetime:
    return naive.astimezone(UTC)


class PlannedChanges:
    """Reads and changes planned work.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        who: who changes things here, for whoever is second.
        moment: turns the library's own time (naive) into a moment; this computer's when left out.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        now: Clock,
        who: str = "",
        moment: Callable[[datetime], datetime] = _own_time,
    ) -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = clean_line(who)
        self._moment = moment

    def list_all(self) -> tuple[Planned, ...]:
        """Return all: what is to be done by its day, then what is over, the newest first."""
        with self._open_unit() as unit:
            planning = unit.planning
            found = with_clashes(planning.changes.all(), planning.requirements.all())
        return tuple(sorted(found, key=_order))

    def save(self, change: PlannedChange, expected: int | None = None) -> Undone[PlannedChange]:
        """Store work; with the id 0 it is new. A notice that tells another day or place ends.

        Raises:
            Refusal: something is missing or makes no sense; it names the field.
            Conflict: somebody else was first.
        """
        clean = _checked(change)
        with self._open_unit(write=True) as unit:
            known = {one.code for one in unit.places.branches()}
            if not known.issuperset(clean.branches):
                raise Refusal("One of these branches is gone. Choose again.", field="branches")
            before = unit.planning.changes.get(clean.id)
            if before is not None:
                # Moving it ends its notice; the day that was told stays with whoever told it.
                has_moved = (before.on, before.branches) != (clean.on, clean.branches)
                told_for = None if has_moved else before.told_for
                clean = replace(clean, told_for=told_for, done_on=before.done_on)
                if has_moved:
                    self._end_notices(unit, clean.id)
            return self._store(unit, clean, expected)

    def remove(self, change_id: int, expected: int | None = None) -> Undone[PlannedChange]:
        """Remove work, and end its notice; it can be taken back.

        Raises:
            Conflict: somebody else has changed it.
        """
        with self._open_unit(write=True) as unit:
            undone = entries.remove(unit.planning.changes, change_id, expected)
            self._end_notices(unit, change_id)
            return undone

    def tell(self, change_id: int, text: str, expected: int | None = None) -> Undone[PlannedChange]:
        """Let every form of its branches tell it, until it is over.

        It is first shown when the time to undo is over.

        Args:
            change_id: the work.
            text: IT's own words.
            expected: the version that was on the screen.

        Raises:
            Refusal: it says nothing or too much, or the work's time is over.
            Conflict: somebody else was first.
        """
        words = clean_text(text)
        if not words:
            raise Refusal("Write in a few words what people will notice.", field="text")
        if len(words) > NOTICE_LIMIT:
            raise Refusal(f"Say it in at most {NOTICE_LIMIT} characters.", field="text")
        now = self._now()
        with self._open_unit(write=True) as unit:
            change = _get(unit, change_id)
            until = self._moment(local_end(change))
            if change.is_over or until <= now:
                raise Refusal("Its day is over. Put it off to another day first.")
            undone = self._store(unit, replace(change, told_for=change.on), expected)
            self._end_notices(unit, change_id)
            for name, branch in zip(notice_ids(change), change.branches or ("",), strict=True):
                notice = Notice(words, branch, now + UNDO_LASTS, name, until=until)
                unit.notices.save(notice)
                unit.notices.reopen(name)
            return undone

    def finish(self, change_id: int, expected: int | None = None) -> Undone[PlannedChange]:
        """Note that it is done today, and end its notice; what comes again waits for its next day.

        Raises:
            Refusal: it is gone.
            Conflict: somebody else was first.
        """
        today = self._now().astimezone().date()
        with self._open_unit(write=True) as unit:
            left = done(_get(unit, change_id), today)
            self._end_notices(unit, change_id)
            return self._store(unit, left, expected)

    def put_off(
        self, change_id: int, on: date, expected: int | None = None
    ) -> Undone[PlannedChange]:
        """Plan it for another day, and end its notice.

        Raises:
            Refusal: that day is over, or it is gone.
            Conflict: somebody else was first.
        """
        entries.check_day(on, "on")
        if on < self._now().astimezone().date():
            raise Refusal("That day is over already. Type a later one.", field="on")
        with self._open_unit(write=True) as unit:
            left = replace(put_off(_get(unit, change_id), on), told_for=None)
            self._end_notices(unit, change_id)
            return self._store(unit, left, expected)

    def take_back(self, undone: Undone[PlannedChange]) -> None:
        """Let work be as it was before a change; a notice that this ended is told again.

        Raises:
            Conflict: somebody has changed it since.
        """
        before, left = undone.before, undone.left
        now = self._now()
        with self._open_unit(write=True) as unit:
            mark = entries.mark_of(now, self._who)
            entries.take_back(unit.planning.changes, undone, mark)
            self._end_notices(unit, (before or left or PlannedChange("", date.min)).id)
            if before is not None and before.is_told and self._moment(local_end(before)) > now:
                for name in notice_ids(before):
                    unit.notices.reopen(name)

    def _store(
        self, unit: Unit, change: PlannedChange, expected: int | None
    ) -> Undone[PlannedChange]:
        mark = entries.mark_of(self._now(), self._who)
        return entries.store(unit.planning.changes, change, mark, expected)

    def _end_notices(self, unit: Unit, change_id: int) -> None:
        # By what is out, not by what should be: its branches may have been others then.
        own = notice_ids(PlannedChange("", date.min, id=change_id))[0].rpartition("-")[0]
        for notice in unit.notices.open():
            if notice.id.rpartition("-")[0] == own:
                unit.notices.close(notice.id, self._now())


def end_over(open_unit: OpenUnit, now: datetime) -> None:
    """End the notices of planned work whose time is over; most times there is none."""
    with open_unit() as unit:
        over = [one.id for one in unit.notices.open() if is_over(one, now)]
    if over:
        with open_unit(write=True) as unit:
            for name in over:
                unit.notices.close(name, now)


def _get(unit: Unit, change_id: int) -> PlannedChange:
    found = unit.planning.changes.get(change_id)
    if found is None:
        raise Refusal(_NO_MORE)
    return found


def _order(planned: Planned) -> tuple[bool, int, time, int]:
    change = planned.change
    day = change.on.toordinal()
    begins = change.begins or time(0)
    return change.is_over, -day if change.is_over else day, begins, change.id


def _checked(typed: PlannedChange) -> PlannedChange:
    title = entries.wanted(clean_line(typed.title), "title", "Please write what will be done.")
    entries.check_day(typed.on, "on")
    if typed.begins is not None and typed.begins == typed.ends:
        raise Refusal("It ends when it begins. Type a later time.", field="ends")
    if not 0 <= typed.draft_days <= DRAFT_DAYS_LIMIT:
        raise Refusal(
            f"Type a number of days from 0 to {DRAFT_DAYS_LIMIT}; 0 tells nobody.",
            field="draft_days",
        )
    if typed.every is not None and not 1 <= typed.every.count <= EVERY_LIMIT:
        raise Refusal(f"Type a number from 1 to {EVERY_LIMIT}.", field="every")
    notice = entries.text_of(typed.notice, "notice")
    if len(notice) > NOTICE_LIMIT:
        raise Refusal(f"Say it in at most {NOTICE_LIMIT} characters.", field="notice")
    return replace(
        typed,
        title=title,
        notice=notice,
        things=clean_line(typed.things),
        note=entries.text_of(typed.note, "note"),
        target=_target(typed.target),
    )


def _target(typed: Target | None) -> Target | None:
    if typed is None or not (name := clean_line(typed.name)):
        return None
    return Target(typed.about, name, clean_line(typed.version))
