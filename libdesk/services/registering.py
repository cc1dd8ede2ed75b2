"""Computers that registered themselves: the desk accepts them, merges them with an item, or not.

What came in is no problem: it stands in no list, waits in a table of its own, and changes nothing
until somebody has decided. Each decision is told to the computer, and can be taken back as long as
its words have not left and nobody has changed the item since.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from libdesk.domain.item_fields import with_texts
from libdesk.domain.item_history import ChangeKind, ChangeSet, FieldChange
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import Event, Problem, Reply, ReplyKind, ReportId, State
from libdesk.domain.records import ItemId, Record
from libdesk.domain.registrations import (
    FACTS,
    Decision,
    Registration,
    changes_to,
    is_registration,
    next_label,
    record_of,
    said_by,
    same_computer,
)
from libdesk.domain.text import clean_line, fold
from libdesk.services.changing import UNDO_LASTS, take_messages_back, wanted_words
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import add_records, change_records, take_back
from libdesk.services.item_finding import by_facts
from libdesk.services.item_gates import Rules
from libdesk.services.ports import Arrival, Clock
from libdesk.services.stores import NewProblem, OpenUnit, Unit

SHOWN = 200
"""Registrations that are listed at once; the next ones come when these are decided."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A registration that waits, and what the list knows of the computer.

    Attributes:
        registration: what it says.
        item: the item that it seems to be, by its serial, its name or its label; None for none.
        changes: what it knows otherwise than that item's record.
        other: another item that wears the label it asks for; None for none.
        label: the label for a new item: the one it asks for, where that is free, else the next.
    """

    registration: Registration
    item: Record | None
    changes: tuple[FieldChange, ...]
    other: Record | None
    label: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, for whoever shows it or takes it back.

    Attributes:
        registration: as it is now.
        record: the item that was made or changed; None where it was refused.
        reply: the key by which the message to the computer can be taken back.
    """

    registration: Registration
    record: Record | None
    reply: int


class Registering:
    """Decides on registrations.

    Args:
        open_unit: opens a transaction.
        rules: returns what follows from a record.
        now: the clock.
        who: who decides here.
    """

    def __init__(
        self, open_unit: OpenUnit, rules: Callable[[], Rules], now: Clock, who: str
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = who

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what waits, oldest first, each with the item that it seems to be."""
        with self._open_unit() as unit:
            found = unit.registrations.waiting(SHOWN)
            following = next_label(unit.items.tags()) if found else ""
            return tuple(_seen(unit, one, following) for one in found)

    def accept(self, report_id: ReportId, texts: Mapping[str, str] | None = None) -> Decided:
        """Make a new item of a registration.

        Args:
            report_id: which.
            texts: fields that somebody has set at the desk, by their names; they count before what
                the computer says.

        Raises:
            Refusal: another item has its label, or a field can't be as it is; names the field.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            waits = _expect(unit, report_id)
            said = {**waits.said, **(texts or {})}
            said = {name: text for name, text in said.items() if text}
            if not said.get("tag"):
                said["tag"] = next_label(unit.items.tags())
            seen = replace(_record(said), seen_on=waits.received_at.astimezone().date())
            changed = add_records(unit, self._rules(), self._set(waits), [seen])
            words = f"Registered as {changed.records[0].tag}."
            decided = replace(waits, decision=Decision.ACCEPTED, change=changed.change)
            return self._close(unit, decided, changed.records[0], words, State.FIXED)

    def merge(
        self, report_id: ReportId, item: ItemId, fields: Collection[str], *, version: int
    ) -> Decided:
        """Take over what a registration says of an item that is in the list.

        Args:
            report_id: which.
            item: the item.
            fields: the names of the fields that are taken over; none to keep all as it is.
            version: the item's, as it was on the screen.

        Raises:
            Refusal: a field can't be as it is; names the field.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            waits = _expect(unit, report_id)
            record = unit.items.get(item)
            taken = {one.field: one.became for one in changes_to(record, waits.said)}
            taken = {name: text for name, text in taken.items() if name in fields}
            merged = replace(with_texts(record, taken), version=version)
            day = waits.received_at.astimezone().date()
            if record.seen_on is None or record.seen_on < day:
                merged = replace(merged, seen_on=day)
            changed = change_records(unit, self._rules(), self._set(waits), [merged])
            words = f"Registered as {changed.records[0].tag}."
            decided = replace(waits, decision=Decision.MERGED, change=changed.change)
            return self._close(unit, decided, changed.records[0], words, State.FIXED)

    def refuse(self, report_id: ReportId, reason: str) -> Decided:
        """Leave a registration out of the list, with a reason that the computer is told.

        Raises:
            Refusal: there is no reason.
            Conflict: somebody else was first.
        """
        words = wanted_words(
            reason, "reason", "Say in a few words why; whoever registered it reads them."
        )
        with self._open_unit(write=True) as unit:
            decided = replace(_expect(unit, report_id), decision=Decision.REFUSED)
            return self._close(unit, decided, None, words, State.NOT_NOW)

    def undo(self, decided: Decided) -> None:
        """Take a decision back, as though it had never been.

        Raises:
            Conflict: its words have left, or the item was changed since.
        """
        registration = decided.registration
        with self._open_unit(write=True) as unit:
            if unit.registrations.get(registration.id) != registration:
                raise Conflict("This was decided on anew meanwhile.")
            take_messages_back(unit, {registration.id: decided.reply})
            if registration.change is not None:
                take_back(unit, self._rules(), registration.change)
            _stand(unit, registration.id, State.NEW, Event(self._now(), self._who, "took_back"))
            unit.registrations.decide(
                Registration(registration.id, registration.received_at, registration.said)
            )

    def _set(self, waits: Registration) -> ChangeSet:
        return ChangeSet(self._now(), self._who, ChangeKind.REGISTERED, clean_line(waits.title))

    def _close(
        self, unit: Unit, decided: Registration, record: Record | None, words: str, state: State
    ) -> Decided:
        now = self._now()
        item = record.id if record is not None else None
        whole = replace(decided, item=item, decided_at=now, decided_by=self._who)
        unit.registrations.decide(whole)
        _stand(unit, decided.id, state, Event(now, self._who, state.value, words))
        reply = Reply(0, ReplyKind.STATE, now, words, self._who, state)
        key = unit.replies.add(decided.id, reply, goes_out_at=now + UNDO_LASTS)
        return Decided(whole, record, key)


def taken_in(arrival: Arrival, new: NewProblem) -> NewProblem:
    """Return what intake stores of a registration: no problem, found by no words, never urgent.

    Args:
        arrival: what was found.
        new: as any report would be stored.
    """
    said = new.problem.report
    facts = tuple(fact for fact in said.facts if fact.key in FACTS)
    report = replace(
        said,
        facts=facts,
        effect=Effect(),
        pictures=(),
        contact="",
        here_until=None,
        notice="",
    )
    problem = Problem(
        sequence=0,
        report=report,
        state=State.NEW,
        priority=Priority.WHEN_WE_CAN,
        received_at=new.problem.received_at,
        clock_is_off=new.problem.clock_is_off,
        history=new.problem.history[:1],
    )
    return NewProblem(problem, arrival.content_hash, arrival.reply_key, new.source, ())


def note_all(unit: Unit, added: Sequence[Problem]) -> None:
    """Let the registrations among these wait for a decision, within intake's transaction.

    An earlier one of the same computer that still waits is replaced.
    """
    new = [
        Registration(one.report.id, one.received_at, said_by(one.report))
        for one in added
        if is_registration(one.report)
    ]
    if not new:
        return
    waiting = unit.registrations.waiting(SHOWN)
    unit.registrations.add(new)
    for place, one in enumerate(new, 1):
        if any(same_computer(one.said, later.said) for later in new[place:]):
            unit.registrations.decide(replace(one, decision=Decision.REPLACED))
    for one in waiting:
        if any(same_computer(one.said, later.said) for later in new):
            unit.registrations.decide(
                Registration(one.id, one.received_at, one.said, Decision.REPLACED)
            )


def _seen(unit: Unit, registration: Registration, following: str) -> Waiting:
    label = registration.label
    key = fold(clean_line(label))
    labeled = [one for one in unit.items.find(label) if fold(clean_line(one.tag)) == key]
    said = registration.said
    names = (("serial", "serial"), ("computer_name", "computer"))
    known = by_facts(unit, [(fact, said[name]) for name, fact in names if name in said])
    wearer = labeled[0] if labeled else None
    # A label that was mistyped must not lead to another computer: what it knows of itself counts.
    item = known or (wearer if wearer is not None and not _denies(wearer, said) else None)
    other = wearer if wearer is not None and (item is None or wearer.id != item.id) else None
    changes = changes_to(item, said) if item is not None else ()
    if other is not None:
        changes = tuple(one for one in changes if one.field != "tag")
    is_free = bool(label) and wearer is None
    return Waiting(registration, item, changes, other, label if is_free else following)


def _denies(record: Record, said: Mapping[str, str]) -> bool:
    """Say whether a computer's own serial or name is another than the item's with its label."""
    for name, known in (("serial", record.serial), ("computer_name", record.computer_name)):
        if known and name in said:
            return fold(known) != fold(said[name])
    return False


def _record(said: Mapping[str, str]) -> Record:
    try:
        return record_of(said)
    except ValueError as error:
        name, _, rest = str(error).partition(" ")
        raise Refusal(f"{said.get(name, '')!r} {rest}.", field=name) from error


def _expect(unit: Unit, report_id: ReportId) -> Registration:
    found = unit.registrations.get(report_id)
    if found.decision is not Decision.WAITING:
        raise Conflict(
            f"{found.number} was decided on meanwhile by {found.decided_by or 'the program'}.",
            by=found.decided_by,
            at=found.decided_at,
        )
    return found


def _stand(unit: Unit, report_id: ReportId, state: State, event: Event) -> None:
    problem = unit.problems.get_bare(report_id)
    closed_at = None if state.is_open else event.at
    unit.problems.change(
        replace(problem, state=state, closed_at=closed_at), expected_version=problem.version
    )
    unit.problems.note(report_id, event)
