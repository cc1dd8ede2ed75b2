"""The sample's eight offers get the verdicts that are told of them, and go their way."""

import pytest

from libdesk import files, paths
from libdesk.app.donation_files import load_policies
from libdesk.app.item_rules import item_rules
from libdesk.app.processors import processor_fit, processor_since
from libdesk.domain.donation_contradictions import contradiction
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import OfferState, Outcome
from libdesk.domain.statuses import Status
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.donation_stores import OfferFilter
from libdesk.services.sample_donations import Doors, fill_donations
from tests.services.fakes import START

WORDS = files.read_json(paths.resources() / "sample" / "donations.json")
RULES = item_rules(START.date())
FACTS = DonationFacts(processor_fit, processor_since)


@pytest.fixture
def offers(database):
    fill_donations(WORDS, Doors(database, RULES, FACTS, load_policies, START))
    with database() as unit:
        return {one.offer.donor.name: one for one in unit.donations.list(OfferFilter())}


@pytest.mark.rows("S62", "S64")
def test_each_offer_gets_the_verdict_that_the_domain_facts_give_it(offers):
    assert len(offers) == 8
    for told in WORDS["offers"]:
        kept = offers[told["donor"]["name"]]
        assert [one.verdict.word for one in kept.verdicts] == [
            one["verdict"] for one in told["machines"]
        ]
        assert not any(contradiction(one) or one.faults for one in kept.offer.machines)
        assert all(one.lines for one in kept.verdicts)
    (estate,) = (one for one in offers.values() if len(one.verdicts) == 3)
    assert [one.verdict for one in estate.verdicts] == [Verdict.SPARE, *[Verdict.DECLINE] * 2]


def test_every_state_and_way_is_to_be_seen(offers):
    assert {one.offer.state for one in offers.values()} == set(OfferState)
    outcomes = {fate.outcome for one in offers.values() for fate in one.offer.fates}
    assert outcomes >= {Outcome.TAKEN, Outcome.NOT_BROUGHT, Outcome.REFURBISHER, Outcome.RECYCLED}
    (overridden,) = (one for one in offers.values() if one.overrides)
    assert overridden.overrides[0].reason
    assert overridden.verdict(0) is Verdict.REFER
    assert offers["Owen Tarrant"].letters == ()
    assert offers["Dr. Petra Voss"].offer.state is OfferState.OPEN, "a question is no answer"
    assert offers["Thea Marlow"].offer.received_on is not None
    for kept in offers.values():
        days = [kept.offer.asked_on, *(one.at.date() for one in kept.letters)]
        assert days == sorted(days)
        went = [one.on for one in kept.offer.fates if one.on is not None]
        assert all(on >= kept.offer.answered_on for on in went)


def test_what_was_taken_is_among_the_items(offers, database):
    made = [item for one in offers.values() for fate in one.offer.fates for item in fate.items]
    with database() as unit:
        found = [unit.items.get(item) for item in made]
    assert [one.funder for one in found] == ["Donated"] * 3
    assert Status.SPARE in {one.status for one in found}
