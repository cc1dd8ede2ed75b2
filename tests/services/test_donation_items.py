"""Items are made of what was accepted, and none serves before it is wiped and set up."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk import files, paths
from libdesk.domain.donation_items import FUNDER, Purpose
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import (
    Donor,
    Fated,
    Kind,
    License,
    Machine,
    Offer,
    OfferId,
    OfferState,
    Outcome,
)
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.kinds import parse_kinds
from libdesk.domain.knowledge_documents import parse_how_to
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind, Record, Role
from libdesk.domain.reimaging import GIFT, Mark, Occasion, in_sections
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Destination, Method, Result, WipeRecord
from libdesk.services.donation_items import DonationItems
from libdesk.services.donation_stores import KeptVerdict
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.reimagings import Reimagings
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase

DAY = date(2026, 11, 20)
RESOURCES = paths.resources()
KINDS = parse_kinds(files.read_json(RESOURCES / "lifecycle" / "kinds.json"))
SHEETS = [parse_how_to(files.read_json(one)) for one in sorted((RESOURCES / "sheets").glob("*"))]
PC = Machine(
    kind=Kind.DESKTOP,
    make="Dell",
    model="OptiPlex 7090",
    serial="ABC123",
    made_on=date(2023, 7, 1),
    processor="Intel Core i5-10505",
    memory_gb=16,
    disk_gb=512,
    disk_kind=DiskKind.SSD,
    tpm=True,
    license=License.DIGITAL,
    place="Central: teen room",
    warranty_months=6,
    notes="Scratched lid. Call 555-123-4567.",
)
ALIKE = replace(PC, count=3)
SCREEN = Machine(kind=Kind.MONITOR, make="HP", model="E24")
FIRM = Donor("Pat Jones", "Acme Inc.")
PERSON = Donor("Pat Jones", mail="pat@example.org")


class House:
    """Two desks, two branches, and the shipped kinds and sheets."""

    def __init__(self):
        self.database = MemoryDatabase()
        self.clock = Hands()
        self.desk, self.colleague = map(self.desk_of, ("Ada", "Robin"))
        self.equipment = Equipment(self.database, self.rules, self.clock, "Ada")
        self.runs = Reimagings(self.database, self.rules, self.sheets, self.clock, "Ada")
        with self.database(write=True) as unit:
            unit.places.set_branches((Branch("CEN", "Central"), Branch("MIL", "Mill Pond")))

    @staticmethod
    def rules():
        return Rules(
            lambda _: Dates(),
            lambda one: one.status is not Status.WIPED and one.disk_kind is DiskKind.SSD,
            lambda kind: kind.endswith("PC"),
        )

    @staticmethod
    def sheets():
        return SHEETS

    def desk_of(self, who):
        return DonationItems(self.database, self.rules, lambda: KINDS, self.sheets, self.clock, who)

    def offer(self, *machines, verdict=Verdict.ACCEPT, donor=FIRM, **more):
        offer = Offer(donor, DAY, machines, **more)
        with self.database(write=True) as unit:
            return unit.donations.add(offer, [KeptVerdict(verdict, 1)] * len(machines))

    def kept(self, offer):
        with self.database() as unit:
            return unit.donations.find(offer)

    def wipe(self, item, result=Result.DONE):
        wipe = WipeRecord(
            item, "overwrite", Method.CLEAR, DiskKind.SSD, "Ada", DAY, result=result,
            goes=Destination.STAYS,
        )  # fmt: skip
        change = self.equipment.save(
            replace(self.record(item), room=f"Workshop {self.record(item).version}")
        ).change
        assert change is not None
        with self.database(write=True) as unit:
            unit.disposals.wipe(change, wipe)

    def record(self, item):
        return self.equipment.get(item).record

    def make(self, offer, place=0, **changes):
        wanted = replace(self.desk.proposal(offer, place).wanted, **changes)
        return self.desk.make(offer, [wanted], title="Made")

    def tick_all(self, change, item):
        run = self.runs.of(item).running
        assert run is not None
        for _title, lines in in_sections(run):
            for line in lines:
                self.runs.mark(change, line, Mark.TICKED)
        if run.checklist.profile:
            self.runs.confirm(change, run.checklist.profile, is_so=True)


@pytest.fixture
def house():
    return House()


def test_what_is_proposed_follows_the_line(house):
    house.equipment.add(Record(Tag("LV-0041"), "x", "public PC"))
    offer = house.offer(ALIKE, SCREEN)
    told = house.desk.proposal(offer, 0)
    wanted = told.wanted
    assert told.kinds == ("public PC", "staff PC", "catalog-only PC")
    assert wanted.can_be_given_away
    assert (wanted.kind, wanted.tags) == ("public PC", ("LV-0042", "LV-0043", "LV-0044"))
    assert (wanted.branch, wanted.room, wanted.purpose) == ("CEN", "teen room", Purpose.SERVICE)
    assert house.desk.proposal(offer, 1, wanted.tags).wanted.tags == ("LV-0045",)


def test_one_click_makes_items_with_running_setups_and_says_so_in_the_offer(house):
    offer = house.offer(PC)
    made = house.make(offer)
    (record,) = made.records
    assert (record.status, record.kind, record.serial) == (
        Status.BEING_CHECKED, "public PC", "ABC123",
    )  # fmt: skip
    assert (record.funder, record.supplier, record.bought_on) == (FUNDER, "Acme Inc.", PC.made_on)
    assert (record.memory_gb, record.tpm, record.warranty_until) == (16, True, date(2027, 5, 20))
    assert "Scratched lid. Call [phone number]." in record.notes
    assert "can be given away again" in record.notes
    run = house.runs.of(record.id).running
    assert (run.occasion, run.change) == (Occasion.DONATED, made.changes[0])
    titles = [title for title, _ in in_sections(run)]
    assert titles[:2] == ["Look at it before you start it", "Wipe it"]
    assert "Our standard copy" in titles
    assert "Before it is wiped" not in titles
    assert house.runs.of(record.id).newer is None
    kept = house.kept(offer)
    assert kept == made.offer
    assert kept.offer.fate(0) == Fated(Outcome.TAKEN, house.clock().date(), items=(record.id,))
    assert kept.offer.state is OfferState.DONE
    came = house.desk.came_as(record.id)
    assert (came.offer, came.place, came.gift.can_be_given_away) == (kept, 0, True)


def test_a_private_donors_name_is_nowhere_in_the_record(house):
    noted = replace(PC, notes="Pat keeps the mouse")
    (record,) = house.make(house.offer(noted, donor=PERSON)).records
    assert "Pat" not in str(record)
    assert record.supplier == ""
    with pytest.raises(Refusal, match="without the donor’s name") as refused:
        house.make(house.offer(PC, donor=PERSON), condition="back to Pat in May")
    assert refused.value.field == "0.condition"


def test_a_condition_is_kept_with_the_gift_and_in_the_record(house):
    until = date(2028, 1, 1)
    made = house.make(house.offer(PC), condition="stays with the teens", keep_until=until)
    (record,) = made.records
    assert (record.keep_until, record.keep_why) == (until, "Gift: stays with the teens")
    gift = house.desk.came_as(record.id).gift
    assert (gift.condition, gift.can_be_given_away) == ("stays with the teens", False)
    with pytest.raises(Refusal, match="leave the day empty"):
        house.make(house.offer(PC), keep_until=until)


def test_several_alike_are_several_items_and_one_undo_takes_all_back(house):
    offer = house.offer(ALIKE)
    before = house.kept(offer).offer
    made = house.make(offer)
    assert len(made.records) == 3
    assert {one.serial for one in made.records} == {""}
    house.desk.undo(made)
    after = house.kept(offer).offer
    assert (after.fates, after.state) == (before.fates, OfferState.OPEN)
    assert house.equipment.records() == ()
    assert house.runs.running() == ()
    assert house.desk.came_as(made.records[0].id) is None
    with pytest.raises(Refusal):
        house.desk.undo(made)
    assert len(house.make(offer).records) == 3, "it can be taken again"


def test_one_of_several_taken_back_in_its_history_leaves_the_others(house):
    made = house.make(house.offer(ALIKE, answered_on=DAY))
    house.equipment.undo(made.changes[1])
    fate = house.kept(made.offer.offer.id).offer.fate(0)
    assert fate.items == (made.records[0].id, made.records[2].id)
    house.desk.take_back(made.offer.offer.id, 0)
    assert house.kept(made.offer.offer.id).offer.state is OfferState.ANSWERED
    with pytest.raises(Refusal, match="No items were made"):
        house.desk.take_back(made.offer.offer.id, 0)


def test_it_is_not_taken_back_once_somebody_went_on_with_it(house):
    offer = house.offer(PC)
    made = house.make(offer)
    first = next(in_sections(house.runs.of(made.records[0].id).running))[1][0]
    house.runs.mark(made.changes[0], first, Mark.TICKED)
    with pytest.raises(Conflict, match="ticked"):
        house.desk.undo(made)
    assert house.kept(offer).offer.fate(0).outcome is Outcome.TAKEN


def test_it_serves_only_when_it_is_wiped_and_set_up(house):
    made = house.make(house.offer(PC))
    (record,), (change,) = made.records, made.changes
    with pytest.raises(Refusal, match="being set up"):
        house.equipment.save(replace(record, status=Status.READY))
    house.tick_all(change, record.id)
    with pytest.raises(Refusal, match="no record says how it was wiped"):
        house.runs.finish(change)
    house.wipe(record.id, Result.FAILED)
    with pytest.raises(Refusal, match="no record says how it was wiped"):
        house.runs.finish(change)
    house.wipe(record.id)
    (proof,) = house.desk.wiped_of(house.kept(made.offer.offer.id))
    assert (proof.item, proof.result) == (record.id, Result.DONE)
    house.runs.finish(change)
    served = house.record(record.id)
    assert served.status is Status.IN_USE
    away = house.equipment.save(replace(served, status=Status.IN_REPAIR)).records[0]
    house.equipment.save(replace(away, status=Status.READY))


def test_given_up_it_does_not_serve_by_a_side_door(house):
    (record,), (change,) = (made := house.make(house.offer(PC))).records, made.changes
    house.runs.give_up(change, "no time")
    with pytest.raises(Refusal, match="came as a gift, and was not set up since"):
        house.equipment.save(replace(house.record(record.id), status=Status.READY))
    assert house.runs.of(record.id).checklist.id == "donated-re-image-public"
    again = house.runs.begin(record.id, Occasion.AFRESH)
    assert house.runs.of(record.id).running.occasion is Occasion.DONATED
    assert again.change != change


def test_what_is_for_parts_and_what_has_no_list_of_its_own_get_the_short_one(house):
    for made in (
        house.make(house.offer(PC), purpose=Purpose.PARTS),
        house.make(house.offer(SCREEN)),
    ):
        shown = house.runs.of(made.records[0].id)
        assert shown.running.checklist.id == GIFT
        assert shown.newer is None
    parts = house.make(house.offer(PC), purpose=Purpose.PARTS).records[0]
    assert parts.status is Status.OUT_OF_SERVICE
    assert "source of parts" in parts.notes


def test_a_spare_and_a_machine_for_training_are_proposed_as_such(house):
    spare = house.make(house.offer(PC, verdict=Verdict.SPARE)).records[0]
    assert "to become a spare" in spare.notes
    taught = house.desk.proposal(house.offer(PC, verdict=Verdict.PARTS), 0).wanted
    assert (taught.purpose, taught.role) == (Purpose.TRAINING, Role.TRAINING)
    broken = house.offer(replace(PC, works=False), verdict=Verdict.PARTS)
    assert house.desk.proposal(broken, 0).wanted.purpose is Purpose.PARTS


@pytest.mark.parametrize("verdict", [Verdict.MAYBE, Verdict.REFER, Verdict.DECLINE])
def test_what_is_not_to_be_kept_makes_no_items(house, verdict):
    with pytest.raises(Refusal, match="decide otherwise first"):
        house.desk.proposal(house.offer(PC, verdict=verdict), 0)


def test_what_went_its_way_or_was_withdrawn_makes_no_items(house):
    offer = house.offer(PC)
    wanted = house.desk.proposal(offer, 0).wanted
    house.desk.make(offer, [wanted])
    with pytest.raises(Refusal, match="They are in the equipment list"):
        house.colleague.make(offer, [wanted])
    gone = house.offer(PC, fates=(Fated(Outcome.RETURNED, DAY),))
    with pytest.raises(Refusal, match="returned"):
        house.desk.make(gone, [wanted])
    back = house.offer(PC, state=OfferState.WITHDRAWN)
    with pytest.raises(Refusal, match="taken this offer back"):
        house.desk.make(back, [wanted])


def test_two_desks_a_gone_offer_and_a_gone_line_are_conflicts(house):
    offer = house.offer(PC)
    wanted = house.desk.proposal(offer, 0).wanted
    kept = house.kept(offer)
    with house.database(write=True) as unit:
        told = replace(kept.offer, updated_by="Robin", version=2)
        unit.donations.put(told, kept.verdicts, expected_version=1)
    with pytest.raises(Conflict, match="by Robin"):
        house.desk.make(offer, [wanted], expected=1)
    for place in (-1, 1):
        with pytest.raises(Conflict, match="not in the offer"):
            house.desk.make(offer, [replace(wanted, place=place)])
    with pytest.raises(Conflict, match="not in the list"):
        house.desk.make(OfferId(99), [wanted])


def test_labels_and_kinds_that_cannot_be_name_their_field(house):
    offer = house.offer(PC)
    wanted = house.desk.proposal(offer, 0).wanted
    house.equipment.add(Record(wanted.tags[0], "first", "public PC"))
    for change, field, why in (
        ({}, "0.tag", "has the label"),
        ({"tags": ()}, "0.tag", "1 to 1 labels"),
        ({"tags": (Tag("A-1"), Tag("A-2"))}, "0.tag", "1 to 1 labels"),
        ({"tags": (Tag("A-1"),), "kind": ""}, "0.kind", "what it is"),
    ):
        with pytest.raises(Refusal, match=why) as refused:
            house.desk.make(offer, [replace(wanted, **change)])
        assert refused.value.field == field
    with pytest.raises(ValueError, match="once"):
        house.desk.make(offer, [replace(wanted, tags=(Tag("B-1"),))] * 2)
    assert house.kept(offer).offer.fate(0).outcome is Outcome.NONE


def test_an_item_remembers_a_gone_offer_and_others_were_no_gifts(house):
    made = house.make(house.offer(PC))
    with house.database(write=True) as unit:
        unit.donations.remove(made.offer.offer.id)
    came = house.desk.came_as(made.records[0].id)
    assert (came.offer, came.place) == (None, None)
    house.desk.undo(made)
    bought = house.equipment.add(Record(Tag("X-1"), "x", "public PC")).records[0]
    assert house.desk.came_as(bought.id) is None


def test_an_offer_that_forgot_the_line_takes_no_harm(house):
    made = house.make(house.offer(PC))
    kept = made.offer
    with house.database(write=True) as unit:
        bare = replace(kept.offer, fates=(), state=OfferState.OPEN)
        unit.donations.put(bare, kept.verdicts, expected_version=kept.offer.version)
    assert house.desk.came_as(made.records[0].id).place is None
    house.desk.undo(made)
    assert house.equipment.records() == ()


def test_without_any_checklist_it_is_made_and_still_does_not_serve(house):
    desk = DonationItems(house.database, house.rules, lambda: KINDS, tuple, house.clock, "Ada")
    offer = house.offer(SCREEN)
    (record,) = desk.make(offer, [desk.proposal(offer, 0).wanted]).records
    assert house.runs.of(record.id).running is None
    with pytest.raises(Refusal, match="came as a gift"):
        house.equipment.save(replace(record, status=Status.READY))
