"""Asked in person: what somebody says at the door becomes a written problem too (S02)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from uuid import UUID

from libdesk.domain.bulletin import Bulletin
from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import Event, Reply, Report, ReportId
from libdesk.services.changing import IN_PERSON
from libdesk.services.drafts import Draft, draft_report
from libdesk.services.errors import Unavailable
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.ports import Arrival, Clock
from libdesk.services.stores import OpenUnit, Unit


class InPerson:
    """A way to the desk without a file: implements the port DropReader for what is said aloud.

    Whoever asked in person hears the answer in person, so messages end here.
    """

    def __init__(self) -> None:
        self._waiting: list[Arrival] = []

    @property
    def name(self) -> str:
        """The name under which its problems are stored."""
        return IN_PERSON

    def say(self, report: Report) -> None:
        """Let the next collecting find a report."""
        # There is no other copy of it that this could differ from.
        self._waiting.append(Arrival(str(report.id), report, content_hash=report.id.hex * 2))

    def arrivals(self) -> Iterator[Arrival]:
        """Yield what was said."""
        yield from tuple(self._waiting)

    def done(self, arrivals: Sequence[Arrival]) -> None:
        """Forget what is safe in the database."""
        self._waiting = [one for one in self._waiting if one not in arrivals]

    def set_aside(self, arrival: Arrival, reason: str) -> None:  # noqa: ARG002 - the port's signature
        """Forget what cannot be used."""
        self.done([arrival])

    def forget(self, before: datetime) -> int:  # noqa: ARG002 - as the port names it
        """Nothing lies here that could grow old."""
        return 0

    def reply(self, report_id: ReportId, reply_key: bytes, reply: Reply) -> None:
        """Leave it to whoever speaks with the person."""

    def publish(self, bulletin: Bulletin) -> None:
        """Tell nobody: there is no form here."""


class WalkIns:
    """Writes down what somebody asked in person.

    Args:
        open_unit: opens a transaction.
        guidance: the tiles.
        now: the clock.
        new_id: makes ids.
        who: under this name the desk works.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        guidance: Guidance,
        now: Clock,
        new_id: Callable[[], UUID],
        who: str,
    ) -> None:
        self._open_unit = open_unit
        self._guidance = guidance
        self._now = now
        self._new_id = new_id
        self._who = who

    def log(self, draft: Draft, *, fixed: str = "", minutes: int | None = None) -> ReportId:
        """Put a problem into the inbox; by the same rules as one that came by the form.

        All of it or nothing is stored, so whoever tries again writes nothing down twice.

        Args:
            draft: what was said.
            fixed: what it was, where it was fixed on the spot; "" where it is still to be done.
            minutes: how long that took; None where nobody says so.

        Raises:
            Refusal: the category is unknown.
            Unavailable: the database does not answer; nothing was stored.
        """
        report = draft_report(draft, self._guidance, ReportId(self._new_id()), self._now())
        reader = InPerson()
        reader.say(report)
        with self._open_unit(write=True) as unit:
            within = _Within(unit)
            collected = Intake(within, [reader], self._now).collect()
            if collected.troubles:
                raise Unavailable(collected.troubles[0])
            unit.problems.note(report.id, Event(self._now(), self._who, IN_PERSON))
            if fixed:
                version = unit.problems.get_bare(report.id).version
                Inbox(within, self._now, self._who).fix(
                    report.id, fixed, version=version, minutes=minutes
                )
        return report.id


class _Within:
    """Lets other use cases work inside a transaction that is open already."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def __call__(self, *, write: bool = False) -> AbstractContextManager[Unit]:  # noqa: ARG002 - the port's signature
        """Open nothing; whoever opened the transaction ends it."""
        return nullcontext(self._unit)
