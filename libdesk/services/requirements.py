"""The register "won't work with": what other systems require and forbid (S60)."""

from dataclasses import replace
from datetime import date

from libdesk.domain.requirements import (
    WITH_VERSION,
    About,
    Clash,
    Requirement,
    Target,
    clashes,
)
from libdesk.domain.text import clean_line, sort_key
from libdesk.services import entries
from libdesk.services.entries import Undone
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit


class Requirements:
    """Reads and changes the register, and asks it.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        who: who changes things here, for whoever is second.
    """

    def __init__(self, open_unit: OpenUnit, now: Clock, who: str = "") -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = clean_line(who)

    def list_all(self) -> tuple[Requirement, ...]:
        """Return all, by the system that says so and by the thing."""
        with self._open_unit() as unit:
            found = unit.planning.requirements.all()
        return tuple(sorted(found, key=_order))

    def save(self, requirement: Requirement, expected: int | None = None) -> Undone[Requirement]:
        """Store an entry; with the id 0 it is a new one.

        Raises:
            Refusal: something is missing or makes no sense; it names the field.
            Conflict: somebody else was first.
        """
        clean = self._checked(requirement)
        mark = entries.mark_of(self._now(), self._who)
        with self._open_unit(write=True) as unit:
            return entries.store(unit.planning.requirements, clean, mark, expected)

    def remove(self, requirement_id: int, expected: int | None = None) -> Undone[Requirement]:
        """Remove an entry; it can be taken back.

        Raises:
            Conflict: somebody else has changed it.
        """
        with self._open_unit(write=True) as unit:
            return entries.remove(unit.planning.requirements, requirement_id, expected)

    def take_back(self, undone: Undone[Requirement]) -> None:
        """Let an entry be as it was before a change.

        Raises:
            Conflict: somebody has changed it since.
        """
        with self._open_unit(write=True) as unit:
            mark = entries.mark_of(self._now(), self._who)
            entries.take_back(unit.planning.requirements, undone, mark)

    def against(self, target: Target, on: date | None = None) -> tuple[Clash, ...]:
        """Return what stands against a change, the certain ones first.

        Args:
            target: what the change leads to.
            on: the day of the change; None for today.
        """
        with self._open_unit() as unit:
            known = unit.planning.requirements.all()
        return clashes(known, target, on or self._now().astimezone().date())

    def against_system(self, system: str, version: str = "") -> tuple[Clash, ...]:
        """Return what stands against an operating system, before many items are changed to it."""
        return self.against(Target(About.SYSTEM, clean_line(system), clean_line(version)))

    def _checked(self, typed: Requirement) -> Requirement:
        clean = replace(
            typed,
            system=entries.wanted(
                clean_line(typed.system), "system", "Please write which system says so."
            ),
            name=entries.wanted(
                clean_line(typed.name), "name", "Please write what it is about, such as Windows 11."
            ),
            of_version=clean_line(typed.of_version),
            source=clean_line(typed.source),
            note=entries.text_of(typed.note, "note"),
            as_at=typed.as_at or self._now().astimezone().date(),
        )
        if clean.says in WITH_VERSION and not any(map(str.isdecimal, clean.of_version)):
            raise Refusal("Please write the version, such as 26H2.", field="of_version")
        for field in ("as_at", "known_since", "until"):
            entries.check_day(getattr(clean, field), field)
        if clean.known_since and clean.until and clean.until < clean.known_since:
            raise Refusal(
                "This day is before the one since when it is known. Type a later one.",
                field="until",
            )
        return clean


def _order(one: Requirement) -> tuple[str, str, str, int]:
    return sort_key(one.system), one.about.value, sort_key(one.name), one.id
