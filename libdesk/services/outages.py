"""The log of outages: written by hand, or drafted from a problem that is closed (S59)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from libdesk.domain.hours import Hours
from libdesk.domain.inbox import Column, Facet, Filter, Order, View
from libdesk.domain.outages import (
    DRAFT_CATEGORY,
    LONGEST,
    BranchMonth,
    Lost,
    Outage,
    by_month,
    is_sensible,
)
from libdesk.domain.problems import Problem
from libdesk.domain.text import clean_line, fold
from libdesk.services import entries
from libdesk.services.entries import Undone
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

DRAFTS_LIMIT = 10
"""Closed problems that are offered as outages."""

DRAFTS_FROM = timedelta(days=60)
"""Older ones are not offered: nobody knows any more."""

_LATER = timedelta(minutes=5)
"""Clocks differ by so much."""


@dataclass(frozen=True, slots=True)
class OutageLog:
    """The log as it stands.

    Attributes:
        outages: all of them, newest first.
        rows: by branch and month, newest month first.
        hours: the open hours; None where nobody has said any.
        drafts: closed problems that may have been outages, as entries that are not stored.
    """

    outages: tuple[Outage, ...]
    rows: tuple[BranchMonth, ...]
    hours: Hours | None = None
    drafts: tuple[Outage, ...] = ()


class Outages:
    """Reads and changes the log.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        who: who changes things here, for whoever is second.
        zone: in which months are told; None for this computer's own.
    """

    def __init__(
        self, open_unit: OpenUnit, now: Clock, who: str = "", zone: tzinfo | None = None
    ) -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = clean_line(who)
        self._zone = zone

    def read(self) -> OutageLog:
        """Return the log, and what could be written into it."""
        now = self._now()
        with self._open_unit() as unit:
            found = sorted(unit.planning.outages.all(), key=_newest_first)
            hours = unit.places.hours()
            drafts = self._drafts(unit, {one.problem for one in found}, now)
        return OutageLog(tuple(found), by_month(found, hours, now, self._zone), hours, drafts)

    def save(self, outage: Outage, expected: int | None = None) -> Undone[Outage]:
        """Store an outage; with the id 0 it is a new one.

        Raises:
            Refusal: something is missing or makes no sense; it names the field.
            Conflict: somebody else was first.
        """
        clean = self._checked(outage)
        mark = entries.mark_of(self._now(), self._who)
        with self._open_unit(write=True) as unit:
            if clean.branch not in {one.code for one in unit.places.branches()}:
                raise Refusal("Choose the branch where it was away.", field="branch")
            return entries.store(unit.planning.outages, clean, mark, expected)

    def remove(self, outage_id: int, expected: int | None = None) -> Undone[Outage]:
        """Remove an outage; it can be taken back.

        Raises:
            Conflict: somebody else has changed it.
        """
        with self._open_unit(write=True) as unit:
            return entries.remove(unit.planning.outages, outage_id, expected)

    def take_back(self, undone: Undone[Outage]) -> None:
        """Let an outage be as it was before a change.

        Raises:
            Conflict: somebody has changed it since.
        """
        with self._open_unit(write=True) as unit:
            mark = entries.mark_of(self._now(), self._who)
            entries.take_back(unit.planning.outages, undone, mark)

    def _drafts(self, unit: Unit, known: set[str], now: datetime) -> tuple[Outage, ...]:
        about = Filter(frozenset({(Facet.ABOUT, DRAFT_CATEGORY)}), came_from=now - DRAFTS_FROM)
        order = Order(Column.ARRIVED, descending=True)
        keys = unit.inbox.sequences(View.DONE, order, about)
        lines = unit.inbox.lines(keys[: 2 * DRAFTS_LIMIT])
        new = [one.id for one in lines if one.number not in known and one.branch]
        return tuple(draft_of(unit.problems.get_bare(one)) for one in new[:DRAFTS_LIMIT])

    def _checked(self, typed: Outage) -> Outage:
        latest = self._now() + _LATER
        back = typed.back_at
        if not is_sensible(typed.started_at) or typed.started_at > latest:
            raise Refusal(
                "That is still to come, or no real year. Type when it began.", field="started"
            )
        if back is not None and (not is_sensible(back) or back > latest):
            raise Refusal("That is still to come. Leave it empty while it is away.", field="back")
        if back is not None and back <= typed.started_at:
            raise Refusal("This is before it began. Type a later time.", field="back")
        if (back or latest) - typed.started_at > LONGEST:
            raise Refusal("That is more than a year. Look at both days again.", field="started")
        return replace(
            typed,
            started_at=typed.started_at.astimezone(UTC),
            back_at=None if back is None else back.astimezone(UTC),
            cause=clean_line(typed.cause),
            whose=clean_line(typed.whose),
            problem=clean_line(typed.problem),
            note=entries.text_of(typed.note, "note"),
        )


def draft_of(problem: Problem) -> Outage:
    """Return an outage made of a problem that is closed: from its report until then.

    Nothing of what its reporter wrote is taken over: the log goes to a provider.
    """
    report = problem.report
    is_wifi = "wifi" in fold(f"{report.title} {report.saw}").replace("-", "").replace(" ", "")
    return Outage(
        branch=report.branch,
        started_at=report.filed_at,
        back_at=problem.closed_at,
        lost=Lost.WIFI if is_wifi else Lost.INTERNET,
        problem=report.number,
    )


def _newest_first(one: Outage) -> tuple[float, int]:
    return -one.started_at.timestamp(), -one.id
