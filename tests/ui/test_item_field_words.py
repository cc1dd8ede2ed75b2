"""Fields of items in words, as the list, its history and what is read in tell them."""

import pytest
from PySide6.QtCore import QLocale

from libdesk.domain.item_fields import CUSTOM, FIELDS, Group
from libdesk.domain.records import DiskKind, Role
from libdesk.ui.item_field_words import choice_words, field_words, group_words, text_words


@pytest.fixture(autouse=True)
def _american(plain_program):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def test_every_field_and_every_group_has_words_of_its_own():
    assert len({field_words(one) for one in FIELDS}) == len(FIELDS)
    assert len({group_words(one) for one in Group}) == len(Group)
    assert field_words(f"{CUSTOM}Loan period") == "Loan period"


def test_what_nobody_has_said_of_a_choice_is_told_as_not_known():
    assert choice_words(Role.NONE) == choice_words(DiskKind.UNKNOWN) == "Not known"
    assert len({choice_words(one) for one in DiskKind}) == len(DiskKind)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("tag", "CEN-0001", "CEN-0001"),
        ("notes", "yes", "yes"),
        ("memory_gb", "8", "8"),
        ("seen_on", "2026-11-30", "Nov 30, 2026"),
        ("price", "329.00 USD", "$329.00"),
        ("tpm", "yes", "Yes"),
        ("is_only_one", "no", "No"),
        ("status", "to wipe", "To be wiped"),
        ("role", "public", "Public"),
        ("disk_kind", "hard disk", "Hard disk"),
        ("status", "", ""),
        (f"{CUSTOM}Loan period", "2026-11-30", "2026-11-30"),
    ],
)
def test_a_text_is_told_as_what_it_stands_for(name, text, told):
    assert text_words(name, text) == told


@pytest.mark.parametrize("name", ["seen_on", "price", "tpm", "status", "role", "disk_kind"])
def test_a_text_that_stands_for_nothing_is_told_as_it_is(name):
    assert text_words(name, "who knows") == "who knows"
