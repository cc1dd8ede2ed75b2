"""Reports of items, and computers that registered themselves, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from libdesk.domain.inbox import Column, Line, Order, View
from libdesk.domain.item_reports import LATELY, YEAR, ItemReports
from libdesk.domain.problems import ReportId
from libdesk.domain.registrations import Decision, Registration
from libdesk.services.errors import Refusal

if TYPE_CHECKING:
    from tests.services.memory_database import MemoryInbox, Tables

_NEWEST_FIRST = Order(Column.ARRIVED, descending=True)


class MemoryItemReports:
    """What was reported of items."""

    def __init__(self, tables: "Tables", inbox: "MemoryInbox") -> None:
        self._tables = tables
        self._inbox = inbox

    def of(self, item: str, now: datetime, limit: int) -> ItemReports:
        found = self._lines(item)
        spent = {one.sequence: one.spent_minutes or 0 for one in self._tables.problems.values()}
        return ItemReports(
            sum(one.state.is_open for one in found),
            sum(one.received_at >= now - LATELY for one in found),
            sum(one.received_at >= now - YEAR for one in found),
            len(found),
            sum(spent[one.sequence] for one in found),
            tuple(found[:limit]),
        )

    def before(
        self, item: str, sequence: int, since: datetime, limit: int
    ) -> tuple[int, tuple[Line, ...]]:
        lines = self._lines(item)
        found = [one for one in lines if one.sequence < sequence and one.received_at >= since]
        return len(found), tuple(found[:limit])

    def _lines(self, item: str) -> list[Line]:
        goes_on = {
            one.sequence
            for one in self._tables.problems.values()
            if one.report.follow_up is not None
        }
        every = self._inbox.lines(self._inbox.sequences(View.ALL, _NEWEST_FIRST))
        return [one for one in every if one.item == item and one.sequence not in goes_on]


class MemoryRegistrations:
    """Computers that registered themselves."""

    def __init__(self, tables: "Tables", *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def add(self, registrations: Sequence[Registration]) -> None:
        assert self._write, "a unit that only reads was asked to write"
        for one in registrations:
            assert one.id not in self._tables.registrations
            self._tables.registrations[one.id] = one

    def get(self, report_id: ReportId) -> Registration:
        if report_id not in self._tables.registrations:
            raise Refusal("This registration is not there any more.")
        return self._as_it_is(self._tables.registrations[report_id])

    def waiting(self, limit: int) -> tuple[Registration, ...]:
        every = map(self._as_it_is, self._tables.registrations.values())
        found = [one for one in every if one.decision is Decision.WAITING]
        return tuple(sorted(found, key=lambda one: (one.received_at, str(one.id)))[:limit])

    def decide(self, registration: Registration) -> None:
        assert self._write, "a unit that only reads was asked to write"
        assert registration.id in self._tables.registrations
        self._tables.registrations[registration.id] = registration

    def _as_it_is(self, one: Registration) -> Registration:
        if one.change is None or one.change in self._tables.equipment.sets:
            return one
        bare = replace(one, decision=Decision.WAITING, item=None, change=None)
        return replace(bare, decided_at=None, decided_by="")
