"""What an item's dates say in words: each sign that the shipped rules can give."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from libdesk.app.item_rules import item_rules, windows11
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.domain.equipment import Tag
from libdesk.domain.lifecycle import About, Level, Sign, signs_of
from libdesk.domain.records import Record
from libdesk.domain.spans import Span
from libdesk.ui.equipment.sign_words import away_words, note_of, sign_words
from libdesk.ui.equipment.signs import sign_texts

TODAY = date(2026, 11, 26)


def said(record):
    return {one.about: sign_words(one) for one in signs_of(load_lifecycle(), record, TODAY)}


def texts(record):
    return sign_texts(signs_of(load_lifecycle(), record, TODAY), windows11(record))


@pytest.mark.rows("S55")
def test_an_old_computer_says_so_in_words():
    told = said(
        Record(
            Tag("LV-1"),
            "PC-01",
            "public PC",
            system="Windows 10",
            system_version="22H2",
            bought_on=date(2020, 8, 3),
            warranty_until=date(2023, 8, 3),
        )
    )
    assert told[About.SUPPORT] == "Windows 10 22H2: no more security fixes since"
    assert told[About.REPLACE].startswith("Should have been replaced by (")
    assert told[About.AGE] == "6 years 3 months old, bought"
    assert told[About.WARRANTY] == "Warranty ended"


def test_what_is_not_known_is_said_with_what_would_help():
    signs = signs_of(load_lifecycle(), Record(Tag("LV-1"), "x", "public PC"), TODAY)
    notes = {one.about: note_of(one) for one in signs}
    assert notes[About.AGE] == "Note when it was bought."
    assert notes[About.WARRANTY] == "Note the day."
    assert "version" in notes[About.SUPPORT] or "system" in notes[About.SUPPORT]


@pytest.mark.parametrize(("about", "level"), list(product(About, Level)))
def test_every_sign_has_words(about, level):
    for day in (None, TODAY):
        assert sign_words(Sign(about, level, day))


def test_a_windows_10_pc_says_whether_it_can_go_on():
    pc = Record(
        Tag("LV-1"), "PC", "public PC", system="Windows 10", system_version="22H2",
        processor="Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", memory_gb=8, disk_gb=256,
        tpm=True, secure_boot=True, bought_on=date(2024, 1, 2),
    )  # fmt: skip
    assert [one.words for one in texts(pc) if "Windows 11" in one.words] == ["Can run Windows 11"]
    old = replace(pc, processor="i5-6500", memory_gb=2)
    (told,) = [one for one in texts(old) if "Windows 11" in one.words]
    assert told.words == "Cannot run Windows 11 (too old)"
    assert told.note == "Lacks: a processor that Microsoft supports, 4 GB of memory."
    (told,) = [one for one in texts(replace(pc, tpm=None)) if "Windows 11" in one.words]
    assert (told.words, told.note) == (
        "Check whether it can run Windows 11", "Not known: TPM 2.0."
    )  # fmt: skip
    gone_on = texts(replace(pc, system="Windows 11"))
    assert not [one for one in gone_on if "run Windows 11" in one.words]


def test_what_can_go_on_is_not_replaced_for_its_system():
    pc = Record(
        Tag("LV-1"), "PC", "public PC", system="Windows 10", system_version="22H2",
        processor="i5-8250U", memory_gb=8, disk_gb=256, tpm=True, secure_boot=True,
        bought_on=date(2024, 1, 2),
    )  # fmt: skip
    dates = item_rules(TODAY).dates
    assert dates(pc).replace_by == date(2029, 1, 2)
    assert dates(replace(pc, processor="i5-7500")).replace_by == date(2025, 10, 14)
    assert dates(replace(pc, tpm=None)).replace_by == date(2025, 10, 14)


def test_spans_are_told_in_years_and_months_and_short_ones_in_days():
    assert away_words(Span(2, 3, 9, 830)) == "2 years 3 months"
    assert away_words(Span(1, 0, 9, 374)) == "1 year"
    assert away_words(Span(0, 1, 2, 33)) == "1 month"
    assert away_words(Span(0, 0, 1, 1)) == "1 day"
    assert away_words(Span(0, 0, 0, 0)) == "0 days"
    assert away_words(None) == ""
