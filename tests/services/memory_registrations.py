"""Reports of items, and computers that registered themselves, in memory."""

from datetime import datetime
from typing import TYPE_CHECKING

from libdesk.domain.inbox import Column, Line, Order, View
from libdesk.domain.item_reports import LATELY, YEAR, ItemReports

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
