"""Intake: collects what was dropped for the desk, once each, and writes what goes back.

A report is known by its id and the hash of its content. The same content again is counted as
*again* and confirmed anew; the same id with other content is set aside, and what was first stays.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from libdesk.domain.priority import rank
from libdesk.domain.problems import Event, Problem, Reply, ReplyKind, Report, ReportId, State
from libdesk.domain.words import cut
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Arrival, Clock, DropReader, NewProblem, OpenUnit, Unit

BATCH = 25
"""Reports in one transaction: few enough that a page never waits for it."""

CLOCK_TOLERANCE = timedelta(hours=24)
REPEAT_WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Collected:
    """One round; incoming = new + again + set_aside."""

    new: int = 0
    again: int = 0
    set_aside: int = 0
    new_numbers: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def incoming(self) -> int:
        """All that was found."""
        return self.new + self.again + self.set_aside


class Intake:
    """Reads every place where reports are dropped and answers there."""

    def __init__(self, open_unit: OpenUnit, readers: Sequence[DropReader], now: Clock) -> None:
        self._open_unit = open_unit
        self._readers = readers
        self._now = now

    def collect(self, between: Callable[[], bool] = lambda: True) -> Collected:
        """Collect from all readers.

        Args:
            between: called after each transaction; answering False ends the round early.

        A place that cannot be reached is told in `troubles`; the others go on, and nothing that
        is missing there is ever taken as deleted.
        """
        sums = Collected()
        for reader in self._readers:
            arrivals = reader.arrivals()
            try:
                while batch := tuple(islice(arrivals, BATCH)):
                    sums = _add(sums, self._take(reader, batch))
                    if not between():
                        return sums
            except Unavailable as trouble:
                sums = replace(sums, troubles=(*sums.troubles, trouble.sentence))
        return sums

    def send_replies(self) -> int:
        """Write every message whose time has come; return how many were written."""
        return sum(self._send_from(reader) for reader in self._readers)

    def _send_from(self, reader: DropReader) -> int:
        written = 0
        while True:
            with self._open_unit(write=True) as unit:
                due = unit.replies.due(self._now(), BATCH, source=reader.name)
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

    def _take(self, reader: DropReader, batch: Sequence[Arrival]) -> Collected:
        readable: list[tuple[Arrival, Report]] = []
        aside: list[tuple[Arrival, str]] = []
        for arrival in batch:
            if arrival.report is None:
                aside.append((arrival, arrival.reason))
            else:
                readable.append((arrival, arrival.report))
        done: list[Arrival] = []
        again = 0
        added: list[NewProblem] = []
        if readable:
            with self._open_unit(write=True) as unit:
                known = unit.problems.known([report.id for _, report in readable])
                for arrival, report in readable:
                    first = known.get(report.id)
                    if first is None:
                        known[report.id] = arrival.content_hash
                        added.append(self._new(unit, reader, arrival, report, added))
                    elif first == arrival.content_hash:
                        again += 1
                        _confirm_again(unit, report, added)
                    else:
                        aside.append((arrival, _CHANGED.format(number=report.number)))
                        continue
                    done.append(arrival)
                self._store(unit, added)
        reader.done(done)
        for arrival, reason in aside:
            reader.set_aside(arrival, reason)
        return Collected(
            len(added), again, len(aside), tuple(new.problem.report.number for new in added)
        )

    def _new(
        self,
        unit: Unit,
        reader: DropReader,
        arrival: Arrival,
        report: Report,
        before: Iterable[NewProblem],
    ) -> NewProblem:
        now = self._now()
        alike = 1 + unit.problems.count_alike(report, now - REPEAT_WINDOW)
        alike += sum(_is_alike(new.problem.report, report) for new in before)
        problem = Problem(
            sequence=0,
            report=report,
            state=State.NEW,
            priority=rank(replace(report.effect, recent_alike=alike), report.filed_at),
            received_at=now,
            clock_is_off=abs(now - report.filed_at) > CLOCK_TOLERANCE,
            history=(Event(now, "", "received"),),
        )
        return NewProblem(
            problem, arrival.content_hash, arrival.reply_key, reader.name, index_words(report)
        )

    def _store(self, unit: Unit, added: Sequence[NewProblem]) -> None:
        now = self._now()
        unit.problems.add(added)
        confirmation = Reply(0, ReplyKind.RECEIVED, now, state=State.NEW)
        ids = [new.problem.report.id for new in added]
        unit.replies.add_to_all(ids, confirmation, goes_out_at=now)


_CHANGED = (
    "A report with the number {number} is in the inbox already, and its words differ from this "
    "one. The first was kept as it is."
)


def index_words(report: Report) -> tuple[str, ...]:
    """Return the words by which a report is found."""
    parts = (
        report.number,
        report.title,
        report.saw,
        report.guess,
        report.item,
        report.category,
        report.branch,
        *(fact.value for fact in report.facts),
    )
    return cut("\n".join(parts))


def _confirm_again(unit: Unit, report: Report, added: Iterable[NewProblem]) -> None:
    # A report that stands twice in this very batch is confirmed by the first one's message.
    if all(new.problem.report.id != report.id for new in added):
        unit.replies.write_again(ReportId(report.id))


def _is_alike(one: Report, other: Report) -> bool:
    return (one.branch, one.category, one.item) == (other.branch, other.category, other.item)


def _add(sums: Collected, one: Collected) -> Collected:
    return replace(
        sums,
        new=sums.new + one.new,
        again=sums.again + one.again,
        set_aside=sums.set_aside + one.set_aside,
        new_numbers=(*sums.new_numbers, *one.new_numbers),
    )
