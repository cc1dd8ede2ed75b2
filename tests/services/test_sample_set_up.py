"""The sample library's machines that are set up by a checklist."""

import pytest

from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.reimaging import Outcome
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.reimagings import Reimagings
from libdesk.services.sample_set_up import fill_set_up
from tests.services.fakes import START


def rules():
    return Rules(lambda _: Dates(), lambda _: False, lambda _: True)


@pytest.mark.rows("S43", "S44")
def test_one_is_under_way_and_one_is_back(database, hands):
    equipment = Equipment(database, rules, hands, "IT")
    under_way, back = (
        equipment.add(Record(Tag(tag), tag, "public PC", status=status)).records[0].id
        for tag, status in (("LV-1031", Status.OUT_OF_SERVICE), ("LV-1005", Status.IN_USE))
    )
    fill_set_up(database, rules, shipped_sheets, START)
    desk = Reimagings(database, rules, shipped_sheets, hands)
    run, last = desk.of(under_way).running, desk.of(back).last
    assert run is not None
    assert last is not None
    assert last.end is not None
    agreed = run.checklist.agreed_on
    assert agreed is not None
    assert (run.done_count, run.excused_count, len(run.marks)) == (14, 1, 25)
    assert equipment.get(under_way).record.status is Status.OUT_OF_SERVICE
    assert (last.end.outcome, last.excused_count) == (Outcome.FINISHED, 1)
    assert equipment.get(back).record.status is Status.IN_USE
    assert run.checklist.agreed_by
    assert agreed < last.begun_at.date() < run.begun_at.date() < START.date()
    assert desk.of(under_way).newer is None


def test_a_library_without_these_machines_has_none(database):
    fill_set_up(database, rules, shipped_sheets, START)
    with database() as unit:
        assert unit.reimagings.running() == ()
