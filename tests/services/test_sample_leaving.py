"""What leaves the sample library goes through the same doors as everything else."""

from libdesk import files, paths
from libdesk.app.disposal_files import load_wiping
from libdesk.app.item_rules import item_rules
from libdesk.domain.disposal import Step
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import ItemFilter
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.statuses import Status
from libdesk.services.disposals import Disposals
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Gates, wipes_of
from libdesk.services.sample_leaving import Doors, fill_leaving
from tests.services.fakes import START
from tests.services.test_sample_equipment import filled

WORDS = files.read_json(paths.resources() / "sample" / "leaving.json")
RULES = item_rules(START.date())


def made(database):
    fill_leaving(WORDS, Doors(database, RULES, load_wiping(), START))
    disposals = Disposals(database, lambda: RULES, lambda: START, "IT", load_wiping)
    return disposals.overview()


def tags(overview, step):
    return [str(one.record.tag) for one in overview.of(step)]


def test_each_step_has_something_true_to_life():
    database = filled(119)
    shown = made(database)
    assert tags(shown, Step.WIPE) == ["LV-1015", "LV-1047"]
    assert [one.has_failed for one in shown.of(Step.WIPE)] == [False, True]
    assert tags(shown, Step.READY) == ["LV-1036"]
    assert tags(shown, Step.LOCKED) == ["LV-0995"]
    assert tags(shown, Step.GONE) == ["LV-0988"]
    assert tags(shown, Step.LOST) == ["LV-1065"]
    assert tags(shown, Step.UNTOLD) == []
    (gone,) = shown.of(Step.GONE)
    assert gone.departure.certificate
    assert gone.wiped is not None


def test_every_status_of_the_sample_is_one_that_the_gates_let_through():
    database = filled(119)
    made(database)
    with database() as unit:
        gates = Gates(unit, RULES)
        for one in unit.items.all(ItemFilter(statuses=frozenset({Status.WIPED, Status.GONE}))):
            wiped = gates.wiped(wipes_of(unit, [one.id]))
            assert not RULES.holds_storage(one) or wiped, one.tag


def test_a_small_sample_does_without_what_it_does_not_have(database):
    shown = made(database)
    assert tags(shown, Step.WIPE) == []
    assert tags(shown, Step.GONE) == ["LV-0988"]


def test_storage_of_an_unknown_kind_is_wiped_as_the_hardest_kind(database):
    equipment = Equipment(database, lambda: RULES, lambda: START, "IT")
    equipment.add(Record(Tag("LV-1036"), "PC", "public PC", disk_kind=DiskKind.UNKNOWN))
    (ready,) = made(database).of(Step.READY)
    assert ready.wiped.media is DiskKind.SSD
