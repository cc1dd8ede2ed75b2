"""What a computer says of itself, read from a report that anybody may have written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import texts_of
from libdesk.domain.item_history import FieldChange
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind
from libdesk.domain.records import Record
from libdesk.domain.registrations import (
    FIRST_LABEL,
    REGISTER,
    Registration,
    changes_to,
    is_registration,
    kind_of,
    next_label,
    record_of,
    said_by,
    same_computer,
)
from tests.services.fakes import START, a_report

FACTS = {
    "computer": "FER-PC-04",
    "user": "anna",
    "printer": "Anna’s printer",
    "serial": "5CG0001",
    "model": "HP ProDesk 400 G7",
    "processor": "Intel Core i5-10500 @ 3.10GHz",
    "memory": "15.8 GB, 7.1 GB of it free",
    "disk": "101.3 GB of 256 GB free (60% full)",
    "system": "Windows 11 Pro Education 24H2, build 26100.4652",
    "secure_boot": "on",
}


def a_registration(facts=FACTS, **changes):
    given_ = {"category": REGISTER, "branch": "FER", "item": "LV-1017"}
    answers = {"name": "PC-07", "kind": "public PC", "room": "Reading room"}
    told = tuple(Fact(*pair) for pair in facts.items())
    return a_report(**{**given_, "answers": answers, "facts": told, **changes})


def test_all_that_is_told_becomes_a_records_fields_and_no_name_of_a_person():
    assert said_by(a_registration()) == {
        "tag": "LV-1017",
        "name": "PC-07",
        "kind": "public PC",
        "room": "Reading room",
        "branch": "FER",
        "computer_name": "FER-PC-04",
        "serial": "5CG0001",
        "model": "HP ProDesk 400 G7",
        "processor": "Intel Core i5-10500 @ 3.10GHz",
        "memory_gb": "16",
        "disk_gb": "256",
        "system": "Windows 11",
        "edition": "Pro Education",
        "system_version": "24H2",
        "secure_boot": "yes",
    }


@pytest.mark.parametrize(
    ("told", "system", "edition", "version"),
    [
        ("Windows 10 Pro 22H2, build 19045.6456", "Windows 10", "Pro", "22H2"),
        ("Windows 11, build 26100", "Windows 11", "", ""),
        ("Windows 8.1 Pro, build 9600", "Windows 8.1", "Pro", ""),
        ("macOS 15.1 (a), build 24B83", "macOS", "", "15.1"),
        (
            "Debian GNU/Linux 12 (bookworm), kernel 6.1.0-28-amd64",
            "Debian GNU/Linux",
            "",
            "12",
        ),
        ("FreeBSD", "FreeBSD", "", ""),
    ],
)
def test_a_system_is_told_apart_from_its_edition_and_version(told, system, edition, version):
    said = said_by(a_registration({"system": told}))
    found = tuple(said.get(name, "") for name in ("system", "edition", "system_version"))
    assert found == (system, edition, version)


@pytest.mark.parametrize(
    ("told", "gigabytes"),
    [("8.0 GB", "8"), ("7.9 GB, 3.1 GB of it free", "8"), ("lots", None), ("0.5 GB", "1")],
)
def test_memory_is_told_as_it_was_sold(told, gigabytes):
    assert said_by(a_registration({"memory": told})).get("memory_gb") == gigabytes


def test_what_makes_no_sense_is_left_out_and_the_first_of_two_counts():
    facts = (
        Fact("disk", "none of 99999999 GB free"),
        Fact("disk", "full"),
        Fact("secure_boot", "perhaps"),
        Fact("computer", "ONE"),
        Fact("computer", "TWO"),
        Fact("memory_gb", "12"),
    )
    answers = {"name": ("a", "b"), "kind": "\u202e\x00", "price": "1"}
    said = said_by(replace(a_registration(answers=answers, item=""), facts=facts))
    assert said == {"branch": "FER", "computer_name": "ONE"}


@given(st.dictionaries(st.sampled_from(sorted(FACTS)), st.text(max_size=300)), st.text())
def test_whatever_is_told_makes_a_record(facts, words):
    report = a_registration(facts, item=words, branch=words, answers={"name": words})
    said = said_by(report)
    record = record_of(said)
    assert all(texts_of(record)[name] for name in said)
    assert changes_to(record, said) == ()


def test_a_registration_is_a_report_of_its_own_category_and_no_follow_up():
    report = a_registration()
    assert is_registration(report)
    assert not is_registration(a_report())
    added = FollowUp(report.id, FollowUpKind.SAID)
    assert not is_registration(replace(report, follow_up=added))


def test_differences_are_in_the_records_order_and_case_is_none():
    record = Record(Tag("LV-1017"), "pc-07", "public PC", memory_gb=8, serial="5cg0001")
    said = {"memory_gb": "16", "serial": "5CG0001", "name": "PC-07", "room": "Hall"}
    assert changes_to(record, said) == (
        FieldChange("room", "", "Hall"),
        FieldChange("memory_gb", "8", "16"),
    )


def test_a_computer_is_the_same_by_its_serial_and_without_one_by_its_name():
    one = {"serial": "5CG1", "computer_name": "A"}
    assert same_computer(one, {"serial": "5cg1", "computer_name": "B"})
    assert not same_computer(one, {"serial": "5CG2", "computer_name": "A"})
    assert same_computer(one, {"computer_name": "a"})
    assert not same_computer(one, {"name": "A"})


@pytest.mark.parametrize(
    ("tags", "label"),
    [
        ((), FIRST_LABEL),
        (("no number", "x"), FIRST_LABEL),
        (("LV-0099", "LV-0007", "OLD-1"), "LV-0100"),
        (("LV-99", "LV-7"), "LV-100"),
        (("1001", "1002"), "1003"),
        (("LV-1", "LV-" + "9" * 40), "LV-2"),
    ],
)
def test_the_next_label_is_the_one_after_the_highest_of_the_usual_kind(tags, label):
    assert next_label(tags) == label


def test_a_kind_is_guessed_by_the_model_and_by_who_uses_it():
    assert kind_of("LENOVO ThinkPad L14 (20U5)", is_public=True) == "laptop"
    assert kind_of("HP ProDesk 400", is_public=True) == "public PC"
    assert kind_of("", is_public=False) == "staff PC"


def test_a_registration_is_called_by_what_people_would_call_it():
    report = a_registration()
    said = said_by(report)
    whole = Registration(report.id, START, said)
    assert (whole.title, whole.label, whole.number) == ("PC-07", "LV-1017", report.number)
    assert Registration(report.id, START, {"computer_name": "A"}).title == "A"
    bare = Registration(report.id, START, {})
    assert (bare.title, bare.label) == (bare.number, "")
