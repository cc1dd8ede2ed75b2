"""Intake: collects what was dropped for the desk, once each, and writes what goes back.

A report is known by its id and the hash of its content. The same content again is counted as
*again* and confirmed anew; the same id with other content is set aside, and what was first stays.
What was deleted at the desk counts as *again* and stays deleted.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from libdesk.domain.priority import Priority, rank
from libdesk.domain.problems import (
    Event,
    Problem,
    Reply,
    ReplyKind,
    Report,
    ReportId,
    State,
    fixed_by_a_look,
)
from libdesk.domain.registrations import is_registration
from libdesk.domain.words import cut
from libdesk.services.changing import HELD_AT_MOST
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.follow_ups import REPEAT_WINDOW, join_all
from libdesk.services.item_finding import IsHere, everywhere, find_item
from libdesk.services.ports import Arrival, Clock, DropReader
from libdesk.services.registering import note_all, taken_in
from libdesk.services.stores import NewProblem, OpenUnit, Unit
from libdesk.services.telling import is_known, join_known

BATCH = 25
"""Reports in one transaction: few enough that a page never waits for it."""

CLOCK_TOLERANCE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Collected:
    """One round; incoming = new + again + set_aside.

    Attributes:
        new: reports and follow-ups that are in the database since this round.
        again: reports that were there already.
        set_aside: files that hold no report, or another one under a known id.
        new_numbers: the numbers of the new ones.
        now_numbers: the numbers of the problems that can't wait since this round.
        troubles: sentences about places that could not be reached.
    """

    new: int = 0
    again: int = 0
    set_aside: int = 0
    new_numbers: tuple[str, ...] = ()
    now_numbers: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def incoming(self) -> int:
        """All that was found."""
        return self.new + self.again + self.set_aside


class Intake:
    """Reads every place where reports are dropped and answers there.

    Args:
        open_unit: opens a transaction.
        readers: the places.
        now: the clock.
        is_here: says which tiles are about the computer that sends a report.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        readers: Sequence[DropReader],
        now: Clock,
        is_here: IsHere = everywhere,
    ) -> None:
        self._open_unit = open_unit
        self._readers = readers
        self._now = now
        self._is_here = is_here

    def collect(self, between: Callable[[], bool] = lambda: True) -> Collected:
        """Collect from all readers.

        Args:
            between: called after each transaction; answering False ends the round early.

        A place that cannot be reached is told in `troubles`; the others go on, and nothing that
        is missing there is ever taken as deleted.
        """
        sums = Collected()
        for reader in self._readers:
            for batch, trouble in _batches(reader):
                taken = self._take(reader, batch, trouble)
                sums = _add(sums, taken)
                if not between():
                    return sums
                if taken.troubles:
                    break
        return sums

    def send_replies(self) -> int:
        """Write every message whose time has come; return how many were written."""
        return sum(self._send_from(reader) for reader in self._readers)

    def _send_from(self, reader: DropReader) -> int:
        written = 0
        while True:
            with self._open_unit(write=True) as unit:
                now = self._now()
                unit.replies.hurry(now + HELD_AT_MOST)
                due = unit.replies.due(now, BATCH, source=reader.name)
            done = []
            try:
                for one in due:
                    reader.reply(one.report_id, one.reply_key, one.reply)
                    done.append(one)
            except Unavailable:
                due = ()  # the place is away: keep what was written, try the rest next time
            if done:
                with self._open_unit(write=True) as unit:
                    unit.replies.mark_written(done, self._now())
            written += len(done)
            if not due:
                return written

    def _take(self, reader: DropReader, batch: Sequence[Arrival], trouble: str) -> Collected:
        troubles = [trouble] if trouble else []
        fates = _Fates(aside=[(one, one.reason) for one in batch if one.report is None])
        try:
            self._bring_in(reader, batch, fates)
        except Unavailable as away:
            return Collected(troubles=(*troubles, away.sentence))
        except (Refusal, Conflict) as no:
            # Nothing of it is stored. One report must never hold up the others.
            if len(batch) > 1:
                return self._take_one_by_one(reader, batch, trouble)
            fates = _Fates(aside=[(batch[0], no.sentence)])
        try:
            self._confirm_gone(reader, fates.gone)
            reader.done(fates.done)
            for arrival, reason in fates.aside:
                reader.set_aside(arrival, reason)
        except Unavailable as away:
            # What is in the database counts; what still lies there comes again and does no harm.
            troubles.append(away.sentence)
        return Collected(
            new=len(fates.new),
            again=len(fates.done) - len(fates.new),
            set_aside=len(fates.aside),
            new_numbers=tuple(new.problem.report.number for new in fates.new),
            now_numbers=tuple(fates.now_numbers),
            troubles=tuple(troubles),
        )

    def _take_one_by_one(
        self, reader: DropReader, batch: Sequence[Arrival], trouble: str
    ) -> Collected:
        sums = Collected(troubles=(trouble,) if trouble else ())
        for one in batch:
            sums = _add(sums, self._take(reader, [one], ""))
        return sums

    def _bring_in(self, reader: DropReader, batch: Sequence[Arrival], fates: "_Fates") -> None:
        reports = [(arrival, arrival.report) for arrival in batch if arrival.report is not None]
        if not reports:
            return
        with self._open_unit(write=True) as unit:
            ids = [report.id for _, report in reports]
            known = unit.problems.known(ids)
            gone = unit.deleted.known(ids)
            for arrival, report in reports:
                if report.id in gone:
                    fates.gone.append((report.id, arrival.reply_key))
                    fates.done.append(arrival)
                    continue
                first = known.get(report.id)
                if first is None:
                    known[report.id] = arrival.content_hash
                    fates.new.append(self._new(unit, reader, arrival, report, fates))
                elif first == arrival.content_hash:
                    _confirm_again(unit, report, fates.new)
                else:
                    fates.aside.append((arrival, _CHANGED.format(number=report.number)))
                    continue
                fates.done.append(arrival)
            self._store(unit, fates)

    def _confirm_gone(self, reader: DropReader, gone: Iterable[tuple[ReportId, bytes]]) -> None:
        """Let the senders of what was deleted hear that it came, or they would send it for ever."""
        confirmation = Reply(1, ReplyKind.RECEIVED, self._now(), state=State.SEEN)
        for report_id, reply_key in gone:
            reader.reply(report_id, reply_key, confirmation)

    def _new(
        self,
        unit: Unit,
        reader: DropReader,
        arrival: Arrival,
        report: Report,
        fates: "_Fates",
    ) -> NewProblem:
        now = self._now()
        item = find_item(unit, report, self._is_here)
        found = item if item != report.item else ""
        about = replace(report, item=item or report.item)
        alike = 1 + fates.count_alike(unit, about, now - REPEAT_WINDOW)
        alike += sum(_is_alike(new.problem, about) for new in fates.new)
        # What is the same as a known problem has nothing in it that must still be looked at (S20).
        state = State.SEEN if is_known(unit, report) else State.NEW
        history = [Event(now, "", "received")]
        if fixed_by_a_look(report):
            state = State.FIXED
            history.append(Event(now, "", state.value))
        effect = replace(report.effect, recent_alike=alike)
        hours = unit.places.hours() if effect.deadline_at is not None else None
        problem = Problem(
            sequence=0,
            report=report,
            state=state,
            priority=rank(effect, report.filed_at, hours),
            received_at=now,
            closed_at=None if state.is_open else now,
            clock_is_off=abs(now - report.filed_at) > CLOCK_TOLERANCE,
            history=tuple(history),
            found_item=found,
        )
        new = NewProblem(
            problem, arrival.content_hash, arrival.reply_key, reader.name, index_words(report)
        )
        return taken_in(arrival, new) if is_registration(report) else new

    def _store(self, unit: Unit, fates: "_Fates") -> None:
        now = self._now()
        unit.problems.add(fates.new)
        note_all(unit, [new.problem for new in fates.new])
        for state in (State.NEW, State.SEEN, State.FIXED):
            ids = [new.problem.report.id for new in fates.new if new.problem.state is state]
            confirmation = Reply(0, ReplyKind.RECEIVED, now, state=state)
            unit.replies.add_to_all(ids, confirmation, goes_out_at=now)
        raised = join_known(unit, [new.problem for new in fates.new], now)
        lifted = join_all(unit, [new.problem.report.id for new in fates.new], now)
        urgent = [new.problem.report for new in fates.new if new.problem.priority is Priority.NOW]
        # A follow-up that has joined its problem is told by the problem's number, if at all.
        numbers = [one.number for one in urgent if unit.problems.find_root(one.id) == one.id]
        fates.now_numbers = list(dict.fromkeys((*numbers, *raised, *lifted)))


@dataclass(slots=True)
class _Fates:
    """One batch, sorted: what is new, what is safe to put aside as collected, what is not used.

    What was deleted at the desk is put aside too, whatever it says by now.
    """

    new: list[NewProblem] = field(default_factory=list)
    done: list[Arrival] = field(default_factory=list)
    gone: list[tuple[ReportId, bytes]] = field(default_factory=list)
    aside: list[tuple[Arrival, str]] = field(default_factory=list)
    now_numbers: list[str] = field(default_factory=list)
    alike: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def count_alike(self, unit: Unit, report: Report, since: datetime) -> int:
        """Count what was there before this batch, once for all of it that tells of one thing."""
        thing = (report.branch, report.category, report.item)
        if thing not in self.alike:
            self.alike[thing] = unit.problems.count_alike(report, since)
        return self.alike[thing]


_CHANGED = (
    "A report with the number {number} is in the inbox already, and its words differ from this "
    "one. The first was kept as it is."
)


def _batches(reader: DropReader) -> Iterator[tuple[Sequence[Arrival], str]]:
    """Yield what lies there in batches; a trouble ends them, told beside what came before it."""
    batch: list[Arrival] = []
    try:
        for arrival in reader.arrivals():
            batch.append(arrival)
            if len(batch) == BATCH:
                yield batch, ""
                batch = []
    except Unavailable as away:
        yield batch, away.sentence
    else:
        if batch:
            yield batch, ""


def index_words(report: Report) -> tuple[str, ...]:
    """Return the words by which a report is found."""
    return cut("\n".join(indexed(report)))


def indexed(report: Report) -> tuple[str, ...]:
    """Return the texts by whose words a report is found, its number first."""
    return (
        report.number,
        report.title,
        report.saw,
        report.guess,
        report.item,
        report.category,
        report.branch,
        report.contact,
        *(fact.value for fact in report.facts),
    )


def _confirm_again(unit: Unit, report: Report, added: Iterable[NewProblem]) -> None:
    # A report that stands twice in this very batch is confirmed by the first one's message.
    if all(new.problem.report.id != report.id for new in added):
        unit.replies.write_again(ReportId(report.id))


def _is_alike(one: Problem, other: Report) -> bool:
    report = one.report
    if report.follow_up is not None:
        return False  # it tells of the same thing again
    return (report.branch, report.category, one.item) == (
        other.branch,
        other.category,
        other.item,
    )


def _add(sums: Collected, one: Collected) -> Collected:
    return Collected(
        new=sums.new + one.new,
        again=sums.again + one.again,
        set_aside=sums.set_aside + one.set_aside,
        new_numbers=(*sums.new_numbers, *one.new_numbers),
        now_numbers=(*sums.now_numbers, *one.now_numbers),
        troubles=(*sums.troubles, *one.troubles),
    )
