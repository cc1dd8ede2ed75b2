"""What an offer, its machines and its donor are called, and how many they are."""

import pytest

from libdesk.domain.donations import (
    PIECES,
    Donor,
    Fated,
    Kind,
    Machine,
    Offer,
    OfferId,
    Outcome,
    Piece,
)
from tests.domain.donations_made import TODAY


@pytest.mark.parametrize(
    ("machine", "name"),
    [
        (Machine(), "machine"),
        (Machine(Kind.LAPTOP), "laptop"),
        (Machine(make="HP", model="ProBook 445"), "HP ProBook 445"),
        (Machine(make="HP", model="hp ProBook 445"), "hp ProBook 445"),
        (Machine(make="HP"), "HP"),
        (Machine(model="tower"), "tower"),
    ],
)
def test_a_machine_is_called_by_make_and_model_or_by_what_it_is(machine, name):
    assert machine.name == name


def test_a_donor_is_a_firm_a_person_or_nobody():
    assert Donor().is_anonymous
    assert Donor(mail="a@example.org").title == ""
    person = Donor("Owen Tarrant")
    assert (person.title, person.is_anonymous) == ("Owen Tarrant", False)
    assert Donor("Owen Tarrant", "Copper Kettle").title == "Copper Kettle"


def test_an_offer_counts_its_machines_and_knows_what_became_of_each():
    gone = Fated(Outcome.RECYCLED, TODAY)
    offer = Offer(Donor(), TODAY, (Machine(count=10), Machine()), (gone,), id=OfferId(12))
    assert offer.number == "D-12"
    assert offer.count == 11
    assert [offer.fate(place) for place in range(2)] == [gone, Fated()]


def test_power_belongs_to_all_of_which_pieces_are_asked():
    assert all(Piece.POWER in pieces for pieces in PIECES.values())
