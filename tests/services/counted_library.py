"""A library with two branches in which tests count: with its services, on a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from libdesk.domain.counting import Count
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Scan, ScanId, Spot
from libdesk.services.count_results import CountResults
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.stocktake import Stocktaking
from tests.services.fakes import Hands

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY = date(2026, 11, 26)
CENTRAL, HALL, OFFICE = Spot("CEN"), Spot("CEN", "Hall"), Spot("CEN", "Office")
FERNDALE = Spot("FER")
STOCK = (
    ("LV-1", HALL, Status.IN_USE),
    ("LV-2", HALL, Status.IN_USE),
    ("LV-3", OFFICE, Status.SPARE),
    ("LV-4", FERNDALE, Status.IN_USE),
    ("LV-5", FERNDALE, Status.IN_REPAIR),
)


class Library:
    """Two branches, five things, and who counts them."""

    def __init__(self, open_unit):
        self.open_unit = open_unit
        self.clock = Hands(NOON)
        self.needs_wiping = False
        self.equipment = Equipment(open_unit, self.rules, self.clock, "Ada")
        self.counting = Stocktaking(open_unit, self.clock, "Ada")
        self.results = CountResults(open_unit, self.rules, self.clock, "Ada")
        with open_unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
            unit.places.save_branch(Branch("FER", "Ferndale"))
        self.ids = {tag: self.add(tag, spot, status) for tag, spot, status in STOCK}

    def rules(self):
        return Rules(lambda _: Dates(), lambda _: self.needs_wiping)

    def add(self, tag, spot, status=Status.IN_USE):
        record = Record(Tag(tag), tag, "PC", spot.branch, spot.room, status)
        return self.equipment.add(record).records[0].id

    def begin(self, *spots, title="Fall count", days=1):
        ends = DAY + timedelta(days=days)
        return self.counting.begin(title, DAY, ends, spots or (CENTRAL,)).id

    def scan(self, tag, spot=HALL, number=0, **more):
        at = more.pop("at", self.clock())
        scan_id = ScanId(UUID(int=number) if number else uuid5(NAMESPACE_OID, f"{tag} {spot}"))
        return Scan(scan_id, tag, spot, at, self.ids.get(tag), **more)

    def record(self, campaign, *scans):
        return self.counting.record(campaign, scans)

    def count(self, campaign):
        loaded = self.counting.load(campaign)
        return Count(loaded.listing, loaded.scans)

    def item(self, tag):
        return self.equipment.get(self.ids[tag]).record

    def set(self, tag, /, **fields):
        return self.equipment.save(replace(self.item(tag), **fields), corrects=True)
