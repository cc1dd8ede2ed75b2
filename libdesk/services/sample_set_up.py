"""The sample library's machines that are set up by a checklist: one under way, one that is back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from libdesk.domain.knowledge import Checklist, HowTo
from libdesk.domain.records import Record
from libdesk.domain.reimaging import Mark, Occasion, in_sections
from libdesk.domain.statuses import Status
from libdesk.services.item_gates import Rules
from libdesk.services.knowledge import Knowledge
from libdesk.services.reimagings import Reimagings
from libdesk.services.stores import OpenUnit

_WHO = "IT"
_SHEET = "re-image-public"
_AGREED_BY, _AGREED = "the director, with IT", 190
"""Who agreed on how the public may use a computer, and so many days ago."""

_EACH = timedelta(minutes=4)
"""From one line to the next."""


@dataclass(frozen=True, slots=True)
class _Story:
    """One machine.

    Attributes:
        tag: its label.
        days: so many days ago it was begun.
        occasion: why.
        done: so many lines are done; None for all, and then it is back in use.
        excused: the place of a line that is excused, from 0 on.
        reason: why.
    """

    tag: str
    days: int
    occasion: Occasion
    done: int | None
    excused: int
    reason: str


_STORIES = (
    _Story(
        "LV-1005", 14, Occasion.AFRESH, None, 18, "No headphones were at hand; the branch tries."
    ),
    _Story(
        "LV-1031",
        3,
        Occasion.AFRESH,
        14,
        12,
        "The license for the typing game has ended; a new one comes in December.",
    ),
)


@dataclass(slots=True)
class _Hands:
    """A clock that somebody sets."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


def fill_set_up(
    open_unit: OpenUnit,
    rules: Callable[[], Rules],
    shipped: Callable[[], Sequence[HowTo]],
    now: datetime,
) -> None:
    """Tell the stories, as far as their machines are there and are as they were.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        shipped: reads the shipped checklists.
        now: the moment that the sample is relative to (aware, UTC).
    """
    clock = _Hands(now - timedelta(days=_AGREED))
    knowledge = Knowledge(open_unit, shipped, clock, who=_WHO)
    checklist = knowledge.get(_SHEET).how_to
    if isinstance(checklist, Checklist):
        day = clock.at.astimezone().date()
        knowledge.save(replace(checklist, agreed_on=day, agreed_by=_AGREED_BY))
    desk = Reimagings(open_unit, rules, shipped, clock, _WHO)
    for story in _STORIES:
        with open_unit() as unit:
            found = [one for one in unit.items.find(story.tag) if one.tag == story.tag]
        for record in found:
            clock.at = _morning(now, story.days)
            _tell(desk, clock, story, record)


def _morning(now: datetime, days: int) -> datetime:
    """Return ten o'clock here, so many days ago."""
    there = (now - timedelta(days=days)).astimezone()
    return there.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)


def _tell(desk: Reimagings, clock: _Hands, story: _Story, record: Record) -> None:
    desk.begin(record.id, story.occasion, f"{record.tag} is being set up.")
    for run in filter(None, (desk.of(record.id).running,)):
        lines = [line for _, some in in_sections(run) for line in some]
        for line in lines[: story.done]:
            clock.at += _EACH
            is_excused = line.place == story.excused
            mark = Mark.EXCUSED if is_excused else Mark.TICKED
            desk.mark(run.change, line, mark, story.reason)
        if story.done is None:
            clock.at += _EACH
            desk.confirm(run.change, run.checklist.profile, is_so=True)
            desk.finish(run.change, Status.IN_USE, f"{record.tag} is set up.")
