"""This computer registers itself: what is said becomes a report, kept and taken like any other.

Whether the desk takes it into its list is decided there (`registering.py`). Here it is remembered
that it was sent, so that nobody is asked twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from libdesk.domain.places import clean_code
from libdesk.domain.priority import Priority
from libdesk.domain.privacy import PrivateKind, find
from libdesk.domain.problems import Fact, Report, ReportId
from libdesk.domain.registrations import FACTS, KIND, NAME, REGISTER, ROOM
from libdesk.domain.text import clean_line
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock, Outbox
from libdesk.services.problems import Receipt

LABEL_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of the computer at which they sit.

    Attributes:
        label: its label number; "" where it has none yet.
        name: what people call it.
        kind: what it is.
        branch: the code of its branch.
        room: where in the branch it stands.
        facts: what the program read by itself and the person let through.
    """

    label: str = ""
    name: str = ""
    kind: str = ""
    branch: str = ""
    room: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """That a computer has registered itself.

    Attributes:
        report_id: the report by which it did.
        computer: the name that it had on the network.
        label: the label that it asked for; "" for any.
    """

    report_id: ReportId
    computer: str
    label: str = ""


class Registered(Protocol):
    """Where it is remembered on a computer that it registered itself."""

    def recall(self) -> Remembered | None:
        """Return it; None where it is not known."""

    def note(self, remembered: Remembered) -> None:
        """Remember it as well as possible. It never fails."""


class SelfRegistering:
    """Registers the computer on which it runs.

    Args:
        outbox: keeps the report.
        registered: remembers that it was sent.
        now: the clock.
        new_id: makes the report's id.
    """

    def __init__(
        self, outbox: Outbox, registered: Registered, now: Clock, new_id: Callable[[], UUID]
    ) -> None:
        self._outbox = outbox
        self._registered = registered
        self._now = now
        self._new_id = new_id

    def submit(self, said: Said, report_id: ReportId | None = None) -> Receipt:
        """Keep what is said; when this returns it is safe on disk.

        Args:
            said: what is said.
            report_id: the id to keep it under, so that a second press keeps nothing new.

        Raises:
            Refusal: a patron's card was scanned for the label, or nothing tells which computer it
                is; names the field.
            Unavailable: nothing was kept.
        """
        report = self._report(said, report_id or ReportId(self._new_id()))
        if not self._outbox.keep(report):
            report = replace(report, id=ReportId(self._new_id()))
            self._outbox.keep(report)
        computer = _fact(report.facts, "computer")
        self._registered.note(Remembered(report.id, computer, report.item))
        return Receipt(report, Priority.WHEN_WE_CAN, self._outbox.lasts)

    def remembered(self, computer: str) -> Remembered | None:
        """Return that the computer with this name has registered itself; None where it has not.

        Args:
            computer: its name now. On a disk that was copied from another it is another's.
        """
        found = self._registered.recall()
        return found if found is not None and found.computer == clean_line(computer) else None

    def _report(self, said: Said, report_id: ReportId) -> Report:
        label = clean_line(said.label, LABEL_LIMIT)
        if any(one.kind is PrivateKind.CARD for one in find(label)):
            raise Refusal(
                "This looks like somebody’s card number. Please scan the label on the computer.",
                field="label",
            )
        answers = {NAME: said.name, KIND: said.kind, ROOM: said.room}
        clean = {key: line for key, text in answers.items() if (line := clean_line(text))}
        facts = tuple(
            Fact(fact.key, clean_line(fact.value)) for fact in said.facts if fact.key in FACTS
        )
        called = clean.get(NAME) or _fact(facts, "computer") or label
        if not called:
            raise Refusal("Say what people call this computer, or scan its label.", field="name")
        return Report(
            id=report_id,
            category=REGISTER,
            branch=clean_code(said.branch),
            title=clean_line(f"Register this computer: {called}"),
            filed_at=self._now(),
            answers=MappingProxyType(clean),
            item=label,
            facts=facts,
        )


def _fact(facts: tuple[Fact, ...], key: str) -> str:
    return next((fact.value for fact in facts if fact.key == key), "")
