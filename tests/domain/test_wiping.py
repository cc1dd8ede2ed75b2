"""Wiping: what reaches how far on which media, and what is told before a record is kept."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk import files, paths
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.wiping import (
    NOTE_LIMIT,
    Destination,
    Method,
    Remark,
    Result,
    WipeRecord,
    cleaned,
    is_enough,
    parse_wiping,
    remarks,
)

SHIPPED = files.read_json(paths.resources() / "disposal" / "wiping.json")
RULES = parse_wiping(SHIPPED)
DAY = date(2026, 11, 12)
WIPE = WipeRecord(
    ItemId(1), "sanitize", Method.PURGE, DiskKind.SSD, "Ada", DAY, "nvme-cli 2.11", "Ben"
)
MEDIA = [DiskKind.SSD, DiskKind.HARD_DISK, DiskKind.FLASH]


def test_what_is_shipped_names_the_rule_that_is_current_and_has_a_way_for_all_media():
    assert "Rev. 2" in RULES.source
    assert RULES.as_at.year >= 2026
    for media in MEDIA:
        reached = {one.reach(media) for one in RULES.techniques}
        assert {Method.PURGE, Method.DESTROY} <= reached, media
        first = RULES.for_media(media, Destination.LEAVES)[0]
        assert first.reach(media) is Method.PURGE


@pytest.mark.parametrize("media", [DiskKind.SSD, DiskKind.FLASH])
def test_overwriting_flash_is_never_purging_and_told_as_unreliable(media):
    overwritten = cleaned(replace(WIPE, technique="overwrite", media=media), RULES)
    assert overwritten.method is Method.CLEAR
    assert not overwritten.suffices
    assert remarks(overwritten, RULES)[:2] == (Remark.ONLY_CLEARED, Remark.UNRELIABLE)
    inside = replace(overwritten, goes=Destination.STAYS)
    assert remarks(inside, RULES) == (Remark.UNRELIABLE,)


def test_of_media_of_an_unknown_kind_the_least_is_thought():
    secure = RULES.technique("secure-erase")
    assert secure is not None
    assert secure.reach(DiskKind.HARD_DISK) is Method.PURGE
    assert secure.reach(DiskKind.UNKNOWN) is Method.CLEAR
    unknown = RULES.for_media(DiskKind.UNKNOWN, Destination.LEAVES)
    assert "overwrite" not in {one.key for one in unknown}


def test_inside_the_library_clearing_is_enough():
    assert is_enough(Method.CLEAR, Destination.STAYS)
    assert not is_enough(Method.CLEAR, Destination.LEAVES)
    assert all(is_enough(one, Destination.LEAVES) for one in (Method.PURGE, Method.DESTROY))
    assert len(RULES.for_media(DiskKind.SSD, Destination.STAYS)) == len(RULES.techniques)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ()),
        ({"checked_by": "ADA"}, (Remark.SAME_PERSON,)),
        ({"checked_by": ""}, (Remark.UNCHECKED,)),
        ({"checked_by": "", "is_alone": True}, (Remark.ALONE,)),
        ({"tool": "DBAN, DoD 7-pass"}, (Remark.PASSES,)),
        ({"tool": "a de-gausser"}, ()),
        ({"tool": "Degausser"}, (Remark.DEGAUSSED,)),
        ({"result": Result.FAILED, "checked_by": ""}, (Remark.FAILED,)),
        ({"technique": "unheard of"}, ()),
    ],
)
def test_what_is_told_before_it_is_kept(change, told):
    assert remarks(replace(WIPE, **change), RULES) == told


def test_words_are_kept_clean_and_nobody_is_alone_with_a_checker():
    typed = replace(
        WIPE, by=" Ada\n", checked_by=" Ben ", is_alone=True, note="x" * (NOTE_LIMIT + 9)
    )
    kept = cleaned(typed, RULES)
    assert (kept.by, kept.checked_by, kept.is_alone) == ("Ada", "Ben", False)
    assert len(kept.note) == NOTE_LIMIT
    assert cleaned(replace(WIPE, technique="x"), RULES).method is Method.PURGE, "as it was"


def test_a_failed_wipe_lets_nothing_go():
    assert WIPE.suffices
    assert not replace(WIPE, result=Result.FAILED).suffices


def test_a_technique_has_its_name_and_one_that_is_dropped_its_key():
    assert RULES.name("overwrite") == "Overwrite once"
    assert RULES.name("lost") == "lost"


@pytest.mark.parametrize(
    "change",
    [
        {"as_at": None},
        {"techniques": []},
        {"techniques": [{"key": "x", "name": "X", "reaches": {"SSD": "gone"}}]},
        {"techniques": [{"key": "x", "name": "X", "unreliable": ["tape"]}]},
        {"more": 1},
    ],
)
def test_a_slip_of_the_pen_in_the_file_is_named(change):
    with pytest.raises(ValueError, match=r"."):
        parse_wiping({**SHIPPED, **change})
