"""Days that follow from the rules are worked out anew when the rules change, and only then."""

from dataclasses import replace
from datetime import date

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.services.dating import Dating
from libdesk.services.item_gates import Rules
from tests.services.memory_database import MemoryDatabase

OLD = Dates(date(2028, 1, 1), None)
NEW = Dates(date(2030, 1, 1), date(2029, 1, 1))
PC = Record(Tag("LV-1"), "PC-01", "public PC")


def test_days_are_worked_out_when_the_rules_change_and_only_then():
    database = MemoryDatabase()
    with database(write=True) as unit:
        first, gone = unit.items.add([(PC, OLD), (replace(PC, status=Status.GONE), OLD)])
    asked = []

    def rules():
        asked.append(1)
        return Rules(lambda _record: NEW, lambda _record: False)

    dating = Dating(database, rules, lambda: "2026-11-21")
    assert dating.tend() == 2
    assert dating.tend() == 0
    assert len(asked) == 1
    with database() as unit:
        assert unit.item_dates.all() == {first: NEW, gone: NEW}
        assert unit.items.get(first).version == 1, "nobody has changed it"
    assert Dating(database, rules, lambda: "2026-12-01").tend() == 0
    assert len(asked) == 2
