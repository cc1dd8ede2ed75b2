"""Machines and donors as documents: what is written is read again, and a mistake is named."""

import json
from datetime import date
from random import Random

import pytest

from libdesk.domain.donation_documents import (
    MACHINE_PARTS,
    document_of_donor,
    document_of_machine,
    parse_donor,
    parse_machine,
)
from libdesk.domain.donations import Donor, Kind, Machine, Piece
from tests.domain.donations_made import machine, random_machine


def test_a_machine_of_which_nothing_is_known_is_an_empty_document():
    assert document_of_machine(Machine()) == {}
    assert parse_machine({}) == Machine()
    assert parse_machine(dict.fromkeys(_none_allowed())) == Machine()


def _none_allowed():
    texts = {"make", "model", "serial", "processor", "place", "notes"}
    return MACHINE_PARTS - texts - {"repair_agreed", "own", "faults"}


def test_every_fact_of_a_machine_is_kept():
    assert {*Machine.__dataclass_fields__} == MACHINE_PARTS
    one = machine(
        Kind.LAPTOP,
        make="HP",
        model="ProBook 445",
        serial="SMP-1",
        processor="Ryzen 5 2500U",
        missing=frozenset({Piece.POWER, Piece.MOUSE}),
        repair_agreed=True,
        inches=13.3,
        notes="Two lines\nof words",
        faults=("“9000 GB” can’t be.",),
    )
    text = json.dumps(document_of_machine(one))
    assert parse_machine(json.loads(text)) == one


def test_many_machines_come_back_as_they_were():
    dice = Random(12)
    for _ in range(2_000):
        one = random_machine(dice)
        if one.made_on is None or one.made_on.year >= 1994:
            assert parse_machine(json.loads(json.dumps(document_of_machine(one)))) == one


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"cpu": "i5"}, "cpu"),
        ({"make": 7}, "make"),
        ({"kind": "toaster"}, "kind"),
        ({"windows11": "maybe"}, "windows11"),
        ({"tpm": "yes"}, "tpm"),
        ({"repair_agreed": 1}, "repair_agreed"),
        ({"count": 10_001}, "count"),
        ({"count": -1}, "count"),
        ({"memory_gb": 4_097}, "memory_gb"),
        ({"memory_gb": 7.5}, "memory_gb"),
        ({"disk_gb": 100_001}, "disk_gb"),
        ({"warranty_months": 1_201}, "warranty_months"),
        ({"made_on": "2013"}, "made_on"),
        ({"made_on": "1974-12-31"}, "1975 on: made_on"),
        ({"support_until": 7}, "support_until"),
        ({"missing": ["soul"]}, "missing: soul"),
        ({"missing": "mouse"}, "missing"),
        ({"inches": 0}, "inches"),
        ({"inches": 201}, "inches"),
        ({"inches": True}, "inches"),
        ({"inches": "24"}, "inches"),
        ({"inches": float("nan")}, "inches"),
        ({"inches": float("inf")}, "inches"),
        ({"own": {"blue": "yes"}}, "own.blue"),
        ({"own": []}, "own"),
        ({"faults": [""]}, "faults"),
    ],
)
def test_a_mistake_is_named(value, named):
    with pytest.raises(ValueError, match=f"the machines.*{named}"):
        parse_machine(value)


@pytest.mark.parametrize("value", [None, [], "machine"])
def test_what_is_no_machine_is_refused(value):
    with pytest.raises(ValueError, match="the machines"):
        parse_machine(value)


def test_numbers_at_their_bounds_are_read():
    one = parse_machine({"made_on": "1975-01-01", "inches": 200, "count": 0, "memory_gb": 0})
    assert (one.made_on, one.inches, one.count, one.memory_gb) == (date(1975, 1, 1), 200.0, 1, 0)


def test_a_donor_is_kept_and_nobody_is_empty():
    donor = Donor(
        "Léa 李", "Copper Kettle Café", "3 Orchard Rise\nLarkmere", "a@example.org", "555-0100"
    )
    assert parse_donor(document_of_donor(donor)) == donor
    assert document_of_donor(Donor()) == {}
    assert parse_donor({}) == Donor()
    with pytest.raises(ValueError, match="the donor’s details know no such part: fax"):
        parse_donor({"fax": "1"})
