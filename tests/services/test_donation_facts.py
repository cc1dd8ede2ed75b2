"""What is looked up of a machine before it is judged, and the numbers that can't be."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from libdesk.domain.donation_contradictions import contradiction
from libdesk.domain.donations import Kind, Machine
from libdesk.domain.records import DiskKind
from libdesk.domain.windows11 import Fit
from libdesk.services.donation_facts import DonationFacts

TODAY = date(2026, 11, 27)


def facts(asked=None):
    counted = Counter() if asked is None else asked

    def fit(name):
        counted[name] += 1
        return {"i5-10500": Fit.YES, "i7-4770": Fit.NO}.get(name, Fit.CHECK)

    return DonationFacts(fit, {"i5-10500": 2020, "i7-4770": 2013}.get)


def test_what_a_processor_tells_is_looked_up_once_for_each_name():
    asked = Counter()
    look = facts(asked)
    found = [look.looked_up(Machine(processor="i5-10500")) for _ in range(100)]
    assert {(one.windows11, one.processor_since) for one in found} == {(Fit.YES, 2020)}
    assert asked == {"i5-10500": 1}


def test_what_an_earlier_name_told_goes_with_it():
    was = facts().looked_up(Machine(processor="i5-10500"))
    now = facts().looked_up(replace(was, processor=""))
    assert (now.windows11, now.processor_since) == (Fit.CHECK, None)


def test_a_processor_that_is_newer_than_its_machine_contradicts_it():
    found = facts().looked_up(Machine(processor="i5-10500", made_on=date(2010, 7, 1)))
    assert "2010" in contradiction(found)
    assert "2020" in contradiction(found)


@pytest.mark.parametrize(
    ("processor", "said", "is_silicon"),
    [
        ("Apple M1", None, True),
        ("M2 Pro", None, True),
        ("2,3 GHz Dual-Core Intel Core i5", None, False),
        ("Core m3-7Y32", None, False),
        ("Core i7", True, False),
        ("Intel Xeon W", None, False),
        ("", True, True),
        ("no idea", None, None),
    ],
)
def test_a_macs_processor_says_whether_it_is_apples_own(processor, said, is_silicon):
    machine = Machine(Kind.MAC, processor=processor, is_apple_silicon=said)
    assert facts().looked_up(machine).is_apple_silicon is is_silicon
    assert facts().looked_up(replace(machine, kind=Kind.LAPTOP)).is_apple_silicon is None


def test_a_standard_model_is_known_with_and_without_its_make():
    standard = ("HP ProDesk 400 G7", "OptiPlex 3080", "")
    look = facts().looked_up
    assert look(Machine(make="HP", model="ProDesk 400-G7"), standard).is_standard is True
    assert look(Machine(make="Dell", model="optiplex 3080"), standard).is_standard is True
    assert look(Machine(make="Dell", model="OptiPlex 7050"), standard).is_standard is False
    assert look(Machine(make="Dell"), standard).is_standard is None
    assert look(Machine(model="x", is_standard=True)).is_standard is True


@pytest.mark.parametrize(
    ("machine", "fact", "told"),
    [
        (Machine(memory_gb=8192), "memory_gb", "8192 GB of memory: that is probably MB."),
        (Machine(memory_gb=0), "memory_gb", "0 GB of memory: that can’t be."),
        (Machine(disk_gb=256_000), "disk_gb", "256000 GB of disk: that is probably MB."),
        (Machine(made_on=date(2031, 7, 1)), "made_on", "Made in 2031: that is still to come."),
        (
            Machine(made_on=date(1960, 1, 1)),
            "made_on",
            "Made in 1960: there were no such computers.",
        ),
        (Machine(inches=0.5), "inches", "A screen of 0.5 inches: that can’t be."),
        (Machine(warranty_months=999), "warranty_months", "999 months of warranty: that can’t be."),
        (
            Machine(support_until=date(2099, 1, 1)),
            "support_until",
            "Supported until 2099: that is too long to be true.",
        ),
    ],
)
def test_a_number_that_cant_be_is_not_known_and_is_named_once(machine, fact, told):
    found = facts().looked_up(machine, on=TODAY)
    assert getattr(found, fact) is None
    assert found.faults == (told,)
    again = facts().looked_up(replace(machine, faults=(told,)), on=TODAY)
    assert again.faults == (told,)


def test_numbers_that_can_be_stay():
    sound = Machine(
        memory_gb=16, disk_gb=256, made_on=date(2026, 7, 1), inches=24, warranty_months=12,
        support_until=date(2030, 6, 1), windows11=Fit.CHECK,
    )  # fmt: skip
    assert facts().looked_up(sound, on=TODAY) == sound
    without = Machine(disk_kind=DiskKind.NO_STORAGE, disk_gb=0)
    assert facts().looked_up(without) == without
    late = Machine(made_on=date(2031, 7, 1), support_until=date(2099, 1, 1))
    assert facts().looked_up(late) == late
