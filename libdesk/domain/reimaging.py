"""Setting a machine up, line by line, before it goes back into service (S43).

A *run* is one time that this is done to one item. It has the checklist as it was when it began:
what is written into the sheet later changes no run that is under way, unless whoever goes through
it takes the new lines. What was marked by then stays on record, on its line or beside the lines.
How runs are kept as JSON is in `reimaging_documents`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from itertools import islice, starmap
from types import MappingProxyType

from libdesk.domain.item_history import ChangeId
from libdesk.domain.knowledge import LINES_LIMIT, SECTIONS_LIMIT, Checklist, Section
from libdesk.domain.records import ItemId, Record, Role
from libdesk.domain.statuses import Status
from libdesk.domain.text import LINE_LIMIT, clean_line, fold

SERVICE = frozenset({Status.IN_USE, Status.READY, Status.SPARE, Status.SANDBOX})
"""Statuses of what people work with, or could at once: what is being set up can have none."""

BECOMES = (Status.IN_USE, Status.READY, Status.SPARE)
"""What a machine may become when it is set up; the first is the usual one."""

STARTS = SERVICE | {
    Status.BEING_CHECKED,
    Status.IN_REPAIR,
    Status.OUT_OF_SERVICE,
    Status.WIPED,
}
"""Statuses of what can be set up: it is here, and nothing on it waits to be wiped."""

REASON_LIMIT = 300
"""Characters of a reason."""


class Occasion(Enum):
    """Why a machine is set up."""

    AFRESH = "set up afresh"
    NEW = "new"
    REPAIRED = "back from repair"
    WIPED = "wiped"
    DONATED = "came as a gift"


class Mark(Enum):
    """What a line is."""

    OPEN = "open"
    TICKED = "ticked"
    EXCUSED = "excused"


class Outcome(Enum):
    """How a run ended."""

    FINISHED = "finished"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class LineMark:
    """How one line is marked.

    Attributes:
        mark: open, ticked or excused.
        by: who marked it; "" for nobody, or for not known.
        at: when (aware, UTC); None for an open one.
        reason: why it is excused; "" for others.
    """

    mark: Mark = Mark.OPEN
    by: str = ""
    at: datetime | None = None
    reason: str = ""


OPEN = LineMark()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a run.

    Attributes:
        place: where it stands in the whole checklist, from 0 on.
        words: what is to be done.
        marked: how it is marked.
    """

    place: int
    words: str
    marked: LineMark = OPEN


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that was marked, and that the newer checklist does not have.

    Attributes:
        words: what was to be done.
        marked: how it was marked; never open.
    """

    words: str
    marked: LineMark


@dataclass(frozen=True, slots=True)
class End:
    """How and when a run ended.

    Attributes:
        change: the change set that ended it; taken back, the run goes on.
        outcome: how.
        at: when (aware, UTC).
        by: who ended it.
        reason: why it was given up; "" for one that was finished.
    """

    change: ChangeId
    outcome: Outcome
    at: datetime
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reimaging:
    """One run.

    Attributes:
        change: the change set that began it; names this run.
        item: the machine.
        checklist: the lines and the rest of the sheet, as they were when it began.
        marks: how each line is marked, in the order of the checklist.
        occasion: why it is done.
        begun_at: when (aware, UTC).
        begun_by: who began it.
        end: how it ended; None while it is under way.
        confirmed: who has tried that the public may do what the rules say, and no more; open until
            then, and always where there are no rules.
        removed: what was marked, and is not on the checklist any more.
    """

    change: ChangeId
    item: ItemId
    checklist: Checklist
    marks: tuple[LineMark, ...]
    occasion: Occasion
    begun_at: datetime
    begun_by: str = ""
    end: End | None = None
    confirmed: LineMark = OPEN
    removed: tuple[Removed, ...] = ()

    def __post_init__(self) -> None:
        """Refuse marks that belong to other lines."""
        if len(self.marks) != len(lines_of(self.checklist)):
            raise ValueError("a run needs one mark for each line of its checklist")

    @property
    def open_count(self) -> int:
        """Return how many lines are neither ticked nor excused."""
        return self._count(Mark.OPEN)

    @property
    def excused_count(self) -> int:
        """Return how many lines are excused."""
        return self._count(Mark.EXCUSED)

    @property
    def done_count(self) -> int:
        """Return how many lines are ticked or excused."""
        return len(self.marks) - self.open_count

    @property
    def is_running(self) -> bool:
        """Say whether it is under way."""
        return self.end is None

    @property
    def is_confirmed(self) -> bool:
        """Say whether nobody has to try any more how the public may use the machine."""
        return not self.checklist.profile or self.confirmed.mark is Mark.TICKED

    @property
    def can_finish(self) -> bool:
        """Say whether the machine may go back into service."""
        return self.is_running and self.is_confirmed and all(map(is_settled, self.marks))

    def _count(self, mark: Mark) -> int:
        return sum(one.mark is mark for one in self.marks)


def is_settled(marked: LineMark) -> bool:
    """Say whether nothing is left to do: it is ticked, or excused with a reason."""
    if marked.mark is Mark.EXCUSED:
        return bool(marked.reason)
    return marked.mark is Mark.TICKED


def lines_of(checklist: Checklist) -> tuple[str, ...]:
    """Return all lines of a checklist, section after section."""
    return tuple(line for section in checklist.sections for line in section.lines)


def begun(
    change: ChangeId,
    item: ItemId,
    checklist: Checklist,
    occasion: Occasion,
    at: datetime,
    by: str = "",
) -> Reimaging:
    """Return a run with every line open."""
    marks = (OPEN,) * len(lines_of(checklist))
    return Reimaging(change, item, checklist, marks, occasion, at, by)


def with_mark(run: Reimaging, place: int, marked: LineMark) -> Reimaging:
    """Return a run with one line marked in another way; an open one may be marked again.

    Args:
        run: the run.
        place: of the line, from 0 on.
        marked: how it is to be marked.

    Raises:
        ValueError: the run has ended, has no such line, or a reason is missing.
    """
    if not run.is_running:
        raise ValueError("what has ended is not ticked any more")
    if not 0 <= place < len(run.marks):
        raise ValueError("there is no such line")
    if marked.mark is Mark.EXCUSED and not marked.reason:
        raise ValueError("what is excused needs a reason")
    marks = (*run.marks[:place], marked, *run.marks[place + 1 :])
    return replace(run, marks=marks)


def with_confirmation(run: Reimaging, marked: LineMark) -> Reimaging:
    """Return a run for which somebody has tried how the public may use its machine, or has not.

    Raises:
        ValueError: the run has ended, has no such rules, or it is excused.
    """
    if not run.is_running:
        raise ValueError("what has ended is not confirmed any more")
    if not run.checklist.profile or marked.mark is Mark.EXCUSED:
        raise ValueError("only rules that are there are tried, and nobody is excused from that")
    return replace(run, confirmed=marked)


def with_lines(run: Reimaging, checklist: Checklist) -> Reimaging:
    """Return a run with the lines of a newer sheet; lines that are equal stay as they are marked.

    What was marked and is not on it any more stands beside the lines, and goes back to its line
    when a later sheet has that again. Other rules are to be tried anew.

    Raises:
        ValueError: the run has ended.
    """
    if not run.is_running:
        raise ValueError("what has ended keeps its lines")
    kept = [
        *starmap(Removed, zip(lines_of(run.checklist), run.marks, strict=True)),
        *run.removed,
    ]
    marks: list[LineMark] = []
    for line in lines_of(checklist):
        found = next((one for one in kept if one.words == line), None)
        marks.append(found.marked if found is not None else OPEN)
        if found is not None:
            kept.remove(found)
    return replace(
        run,
        checklist=checklist,
        marks=tuple(marks),
        confirmed=run.confirmed if checklist.profile == run.checklist.profile else OPEN,
        removed=tuple(one for one in kept if one.marked != OPEN),
    )


def is_newer(checklist: Checklist, run: Reimaging) -> bool:
    """Say whether a sheet is another than the one that a run began with."""
    return (checklist.id, checklist.version) != (run.checklist.id, run.checklist.version)


def in_sections(run: Reimaging) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield each section's title with its lines."""
    lines = enumerate(zip(lines_of(run.checklist), run.marks, strict=True))
    for section in run.checklist.sections:
        some = islice(lines, len(section.lines))
        yield section.title, tuple(Line(place, words, mark) for place, (words, mark) in some)


def clean_reason(typed: str) -> str:
    """Return a reason as it can be kept: one line, nothing hidden."""
    return clean_line(typed, REASON_LIMIT)


_PUBLIC, _STAFF, _LAPTOP = "re-image-public", "re-image-staff", "re-image-laptop"
_CATALOG, _CHILDREN = "re-image-catalog", "re-image-children"

BY_ROLE: Mapping[Role, str] = MappingProxyType(
    {
        Role.PUBLIC: _PUBLIC,
        Role.ACCESSIBLE: _PUBLIC,
        Role.TRAINING: _PUBLIC,
        Role.STAFF: _STAFF,
        Role.CATALOG: _CATALOG,
        Role.CHILDREN: _CHILDREN,
        Role.LOAN: _LAPTOP,
    }
)
"""Which shipped checklist is for a computer of a role; a self-check and a server have none."""

BY_KIND: Mapping[str, str] = MappingProxyType(
    {
        fold(kind): sheet
        for kind, sheet in (
            ("public PC", _PUBLIC),
            ("staff PC", _STAFF),
            ("catalog-only PC", _CATALOG),
            ("loan laptop", _LAPTOP),
            ("laptop", _LAPTOP),
            ("Chromebook", _LAPTOP),
        )
    }
)
"""Which one is for a kind where no role says more."""

_LENT = frozenset({fold("loan laptop")})
"""Kinds that say more than any role does."""

GIFT = "donated"
"""Id of the checklist that is gone through before anything else where a machine came as a gift."""

SHIPPED = frozenset({GIFT, *BY_ROLE.values(), *BY_KIND.values()})
"""Ids of the checklists that LibDesk ships."""


def sheet_of(
    record: Record, own: Iterable[Checklist], is_computer: Callable[[str], bool]
) -> str | None:
    """Return the id of the checklist for an item; None where there is none.

    One that the library has made itself, whose "kind of machine" is the item's kind or role, comes
    first.

    Args:
        record: the item.
        own: the library's own checklists.
        is_computer: says whether what is of a kind counts as a computer.
    """
    kind, role = fold(record.kind), fold(record.role.value)
    for word in filter(None, (kind, role)):
        for one in own:
            if one.id not in SHIPPED and fold(one.role) == word:
                return one.id
    if kind in _LENT:
        return BY_KIND[kind]
    if record.role is Role.NONE:
        return BY_KIND.get(kind)
    return BY_ROLE.get(record.role) if is_computer(record.kind) else None


_OF_OURS = "Before it is wiped"
"""What the shipped checklists ask of a machine that served here: a gift has nothing of ours yet."""


def gift_checklist(gift: Checklist, usual: Checklist | None) -> Checklist:
    """Return what is gone through where a machine came as a gift.

    First comes what is done with any gift, then what is done with any machine like this.

    Args:
        gift: the lines for what arrives.
        usual: the checklist for an item like this; None where there is none.
    """
    if usual is None:
        return gift
    rest = [one for one in usual.sections if one.title != _OF_OURS]
    sections = (*gift.sections, *rest)
    if len(sections) > SECTIONS_LIMIT:
        # A run that is longer could not be read again.
        last = sections[SECTIONS_LIMIT - 1 :]
        lines = [line for one in last for line in one.lines][:LINES_LIMIT]
        sections = (*sections[: SECTIONS_LIMIT - 1], Section(last[0].title, tuple(lines)))
    return replace(
        usual,
        id=f"{gift.id}-{usual.id}"[:LINE_LIMIT],
        title=gift.title,
        use_when=gift.use_when,
        sections=sections,
        if_not=gift.if_not,
        # Newer whenever one of the two is.
        version=gift.version + usual.version,
    )


def occasion_of(status: Status) -> Occasion:
    """Return why a machine with a status is set up, most likely."""
    return _OCCASIONS.get(status, Occasion.AFRESH)


_OCCASIONS = {
    Status.BEING_CHECKED: Occasion.NEW,
    Status.IN_REPAIR: Occasion.REPAIRED,
    Status.WIPED: Occasion.WIPED,
}
