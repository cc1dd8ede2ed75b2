"""Items that came as gifts, in both databases: made, looked up, and taken back whole."""

from datetime import date

import pytest

from libdesk import files, paths
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.domain.donation_items import Gift
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Donor, Fated, Kind, Machine, Offer, OfferId, Outcome
from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_lists import Dates
from libdesk.domain.kinds import parse_kinds
from libdesk.domain.records import ItemId
from libdesk.services.donation_items import DonationItems
from libdesk.services.donation_stores import KeptVerdict
from libdesk.services.item_gates import Rules
from tests.storage.made import START

KINDS = parse_kinds(files.read_json(paths.resources() / "lifecycle" / "kinds.json"))


def rules():
    return Rules(lambda _: Dates(), lambda _: False, lambda _: True)


@pytest.fixture
def desk(database):
    return DonationItems(database.unit, rules, lambda: KINDS, shipped_sheets, lambda: START, "Ada")


@pytest.fixture
def offer(database):
    machines = (Machine(kind=Kind.DESKTOP, make="Dell", count=2),)
    told = Offer(Donor(), date(2026, 11, 20), machines, updated_at=START, version=1)
    with database.unit(write=True) as unit:
        return unit.donations.add(told, (KeptVerdict(Verdict.ACCEPT, 1),))


def test_gifts_are_made_and_found_by_item_offer_and_change(database, desk, offer):
    wanted = desk.proposal(offer, 0).wanted
    made = desk.make(offer, [wanted])
    first, second = (one.id for one in made.records)
    gifts = tuple(
        Gift(item, offer, "", change)
        for item, change in zip((first, second), made.changes, strict=True)
    )
    with database.unit() as unit:
        assert unit.gifts.of([second, first, ItemId(99)]) == gifts
        assert unit.gifts.of([]) == ()
        assert unit.gifts.made_of(offer) == gifts
        assert unit.gifts.made_of(OfferId(99)) == ()
        assert unit.gifts.made_with(made.changes[1]) == gifts[1:]
        assert unit.gifts.made_with(ChangeId(99)) == ()
        assert unit.gifts.items() == {first, second}
        assert unit.reimagings.running_items() == dict(
            zip((first, second), made.changes, strict=True)
        )
        kept = unit.donations.find(offer)
    assert kept == made.offer
    assert desk.came_as(first).offer == kept


def test_one_undo_takes_items_runs_and_fate_back(database, desk, offer):
    made = desk.make(offer, [desk.proposal(offer, 0).wanted])
    desk.undo(made)
    with database.unit() as unit:
        assert unit.gifts.items() == frozenset()
        assert unit.reimagings.running_items() == {}
        assert list(unit.items.all()) == []
        assert unit.donations.find(offer).offer.fate(0) == Fated()


def test_that_it_was_a_gift_outlives_the_offer(database, desk, offer):
    made = desk.make(offer, [desk.proposal(offer, 0).wanted])
    with database.unit(write=True) as unit:
        unit.donations.remove(offer)
    came = desk.came_as(made.records[0].id)
    assert (came.gift.offer, came.offer) == (offer, None)
    assert Outcome.TAKEN is made.offer.offer.fate(0).outcome
