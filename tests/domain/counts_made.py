"""A small library to count: items of every sort at two branches, and scans of them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from libdesk.domain.count_listing import listing_of
from libdesk.domain.equipment import Tag
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Condition, Listed, Scan, ScanId, Spot, Stocktake

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY = date(2026, 11, 26)
CENTRAL, HALL, OFFICE = Spot("CEN"), Spot("CEN", "Hall"), Spot("CEN", "Office")
FERNDALE, ATTIC = Spot("FER"), Spot("FER", "Attic")
PLACES = (CENTRAL, HALL, OFFICE, FERNDALE, ATTIC)


def listed(number, spot=HALL, status=Status.IN_USE, **more):
    return Listed(ItemId(number), Tag(f"LV-{number}"), f"PC {number}", "PC", spot, status, **more)


ITEMS = (
    listed(1, serial="SN-1", computer_name="cen-pc-1"),
    listed(2, serial="TWIN"),
    listed(3, OFFICE, Status.SPARE, serial="twin"),
    listed(4, CENTRAL),
    listed(5, ATTIC),
    listed(6, status=Status.IN_REPAIR),
    listed(7, status=Status.GONE),
    listed(8, status=Status.LOST),
    listed(9, OFFICE, Status.ON_ORDER),
    listed(10, Spot("")),
    listed(11, Spot("CEN", "HALL"), Status.TO_WIPE, serial="LV-1"),
)
CODES = (*(one.tag for one in ITEMS), "SN-1", "CEN-PC-1", "twin", "X-1", "x-1", "Ÿ-2")


def campaign(*spots):
    return Stocktake("Day", DAY, DAY, spots or (CENTRAL,))


def listing(*spots, items=ITEMS, places=PLACES):
    return listing_of(campaign(*spots), items, places)


def scan(code, spot=HALL, *, number=0, minute=0, item=None, **more):
    at = NOON + timedelta(minutes=minute)
    return Scan(ScanId(UUID(int=number)), code, spot, at, item, **more)


_SCANS = st.builds(
    lambda code, spot, minute, condition, note: (code, spot, minute, condition, note),
    st.sampled_from(CODES),
    st.sampled_from(PLACES),
    st.integers(0, 5),
    st.sampled_from(Condition),
    st.sampled_from(["", "loose", "dusty"]),
)
SCANS = st.lists(_SCANS, max_size=30).map(
    lambda some: [
        scan(code, spot, number=number, minute=minute, condition=condition, note=note)
        for number, (code, spot, minute, condition, note) in enumerate(some)
    ]
)
SPOTS = st.sets(st.sampled_from(PLACES), min_size=1).map(tuple)
