"""The shipped rules: every row of the domain facts 3.3 and 3.4 is in them."""

import json
from datetime import date

import pytest

from libdesk import paths
from libdesk.domain.lifecycle import ReplaceWhy, needs_wiping, replace_by, support_of
from libdesk.domain.support_dates import Moving
from libdesk.domain.support_reading import Care, Missing
from tests.domain.lifecycle_rules import RULES, TODAY, item, known

RULE = RULES.kinds.kind_rule

CYCLES = {
    "staff PC": 5,
    "public PC": 5,
    "laptop": 4,
    "loan laptop": 4,
    "Mac": 6,
    "Chromebook": 6,
    "tablet": 5,
    "catalog-only PC": 6,
    "server": 6,
    "monitor": 8,
    "printer": 6,
    "copier": 6,
    "receipt printer": 7,
    "barcode scanner": 7,
    "self-check": 8,
    "RFID pad": 10,
    "switch": 7,
    "firewall": 6,
    "router": 6,
    "access point": 6,
    "UPS": 8,
    "projector": 6,
    "panel": 7,
    "phone": 8,
    "phone base": 8,
    "hotspot": 3,
    "NAS": 6,
    "print release station": 5,
}
"""The default table of 3.3; a print release station is a desktop PC."""


def words_in(file):
    """Yield each word for a kind in a shipped document."""

    def walk(value):
        if isinstance(value, dict):
            if isinstance(value.get("kind"), str) and "at" in value:
                yield value["kind"]
            if isinstance(value.get("kinds"), list):
                yield from (one for one in value["kinds"] if isinstance(one, str))
            for one in value.values():
                yield from walk(one)
        elif isinstance(value, list):
            for one in value:
                yield from walk(one)

    return set(walk(json.loads((paths.resources() / file).read_text("utf-8"))))


def test_the_rules_say_when_they_were_checked():
    assert date(2026, 11, 21) == RULES.kinds.as_at == RULES.support.as_at
    assert RULES.kinds.source
    assert RULES.support.source


@pytest.mark.parametrize(("kind", "years"), CYCLES.items())
def test_every_cycle_of_the_default_table(kind, years):
    assert known(RULE(kind)).years == years
    replace = replace_by(RULES, item(kind, bought_on=date(2020, 3, 5)), TODAY)
    assert replace.on == date(2020 + years, 3, 5)
    assert (replace.why, replace.years) == (ReplaceWhy.CYCLE, years)


def test_the_table_has_every_kind():
    assert {rule.word for rule in RULES.kinds.rules} == set(CYCLES)


def test_a_chromebook_goes_by_its_own_day():
    day = date(2029, 6, 1)
    replace = replace_by(
        RULES, item("Chromebook", bought_on=date(2018, 1, 1), support_until=day), TODAY
    )
    assert (replace.on, replace.why, replace.system) == (day, ReplaceWhy.SUPPORT, "ChromeOS")


@pytest.mark.parametrize("kind", ["firewall", "router"])
def test_a_license_takes_the_place_of_the_cycle(kind):
    day = date(2028, 6, 1)
    replace = replace_by(RULES, item(kind, bought_on=date(2018, 1, 1), license_until=day), TODAY)
    assert (replace.on, replace.why) == (day, ReplaceWhy.LICENSE)


def test_batteries_and_disks_wear_out_sooner():
    worn = {rule.word: rule.battery_years for rule in RULES.kinds.rules if rule.battery_years}
    assert worn == {"UPS": 3}
    assert {rule.word: rule.disk_years for rule in RULES.kinds.rules if rule.disk_years} == {
        "NAS": 4
    }


@pytest.mark.parametrize("file", ["sample/equipment.json", "questions/problems.json"])
def test_every_kind_that_is_shipped_has_a_rule_of_its_own(file):
    words = words_in(file)
    assert len(words) > 14
    assert words <= set(CYCLES)


def test_every_kind_has_a_cost_and_each_note_ends_as_a_sentence():
    for rule in RULES.kinds.rules:
        assert known(rule.cost).minor > 0
        assert not rule.note or rule.note.endswith(".")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("desktop", "public PC"),
        ("Desktops", "public PC"),
        ("MFP", "copier"),
        ("photocopiers", "copier"),
        ("WAP", "access point"),
        ("Wi-Fi Access Points", "access point"),
        ("thin client", "catalog-only PC"),
        ("Thin-Client", "catalog-only PC"),
        ("OPACs", "catalog-only PC"),
        ("iPad", "tablet"),
        ("NOTEBOOK", "laptop"),
        ("switches", "switch"),
        ("Uninterruptible power supplies", "UPS"),
        ("  battery   backup ", "UPS"),
        ("UPS", "UPS"),
        ("toaster", ""),
        ("  microfilm  reader ", ""),
        ("", ""),
        ("?", ""),
    ],
)
def test_other_words_lead_to_a_kind(text, kind):
    rule = RULES.kinds.kind_rule(text)
    assert (rule.word if rule is not None else "") == kind


HOLD_NOTHING = {"monitor", "receipt printer", "barcode scanner", "RFID pad", "UPS", "projector"}


def test_what_keeps_something_must_be_wiped():
    kept = {kind: needs_wiping(RULES, item(kind)) for kind in CYCLES}
    assert kept["copier"]
    assert {kind for kind, keeps in kept.items() if not keeps} == HOLD_NOTHING


def test_computers_and_the_fleet():
    computers = {rule.word for rule in RULES.kinds.rules if rule.is_computer}
    fleet = {rule.word for rule in RULES.kinds.rules if rule.is_fleet}
    assert fleet == computers - {"server"}
    assert computers == {
        "public PC", "staff PC", "catalog-only PC", "print release station", "laptop",
        "loan laptop", "Mac", "Chromebook", "server",
    }  # fmt: skip


DATES = [
    ("Windows 10 Home 22H2", "2025-10-14", "2028-10-10"),
    ("Windows 10 Pro 22H2", "2025-10-14", "2028-10-10"),
    ("Windows 10 Education 22H2", "2025-10-14", "2028-10-10"),
    ("Windows 10 Enterprise LTSC 2019", "2029-01-09", None),
    ("Windows 10 Enterprise LTSC 2021", "2027-01-12", None),
    ("Windows 10 IoT Enterprise LTSC 2021", "2032-01-13", None),
    ("Windows 11 Home 21H2", "2023-10-10", None),
    ("Windows 11 Pro 22H2", "2024-10-08", None),
    ("Windows 11 Enterprise 21H2", "2024-10-08", None),
    ("Windows 11 Education 22H2", "2025-10-14", None),
    ("Windows 11 Pro 23H2", "2025-11-11", None),
    ("Windows 11 Education 23H2", "2026-11-10", None),
    ("Windows 11 Home 24H2", "2026-10-13", None),
    ("Windows 11 Enterprise 24H2", "2027-10-12", None),
    ("Windows 11 LTSC 2024", "2029-10-09", None),
    ("Windows 11 IoT LTSC 2024", "2034-10-10", None),
    ("Windows 11 Pro 25H2", "2027-10-12", None),
    ("Windows 11 Education 25H2", "2028-10-10", None),
    ("Windows 11 Pro 26H1", "2028-03-14", None),
    ("Windows 11 Enterprise 26H1", "2029-03-13", None),
    ("Windows 8.1", "2023-01-10", None),
    ("Windows 7", "2020-01-14", None),
    ("Windows Vista", "2017-04-11", None),
    ("Windows XP", "2014-04-08", None),
    ("Windows Server 2012", "2023-10-10", "2026-10-13"),
    ("Windows Server 2012 R2", "2023-10-10", "2026-10-13"),
    ("Windows Server 2016", "2027-01-12", "2030-01-12"),
    ("Windows Server 2019", "2029-01-09", None),
    ("Windows Server 2022", "2031-10-14", None),
    ("Windows Server 2025", "2034-10-10", None),
    ("Office 2016", "2025-10-14", None),
    ("Office 2019", "2025-10-14", None),
    ("Office 2021", "2026-10-13", None),
    ("Office 2024", "2029-10-09", None),
    ("Office LTSC 2024", "2029-10-09", None),
    ("macOS 13", "2025-09-15", None),
    ("macOS 12", "2024-09-16", None),
    ("Ubuntu 20.04", "2025-05-31", "2030-04-01"),
    ("Ubuntu 22.04", "2027-04-01", "2032-04-01"),
    ("Ubuntu 24.04", "2029-05-31", "2034-04-30"),
    ("Ubuntu 26.04", "2031-04-30", "2036-04-30"),
    ("Linux Mint 21", "2027-04-30", None),
    ("Linux Mint 22", "2029-04-30", None),
    ("Debian 11", "2024-08-14", "2026-08-31"),
    ("Debian 12", "2026-07-11", "2028-06-30"),
    ("Debian 13", "2028-08-09", "2030-06-30"),
]

"""The table of 3.4, and the systems of servers, which it does not have."""


@pytest.mark.parametrize(("system", "ends_on", "extended"), DATES)
def test_every_date_of_support(system, ends_on, extended):
    support = support_of(RULES, item(system=system), TODAY)
    last_day = date.fromisoformat(ends_on)
    assert support.ends_on == last_day
    assert support.extended_until == (extended and date.fromisoformat(extended))
    assert support.care is (Care.NO if last_day < TODAY else Care.YES)
    assert support.missing is Missing.NOTHING


@pytest.mark.parametrize(
    ("system", "care", "said"),
    [
        ("macOS 26", Care.YES, "Intel"),
        ("macOS 15", Care.YES, ""),
        ("macOS 14", Care.YES, "macOS 27"),
        ("macOS 13", Care.NO, ""),
        ("macOS 11", Care.NO, "Apple tells no dates"),
        ("iPadOS 26", Care.YES, ""),
        ("iPadOS 18", Care.YES, ""),
        ("iPadOS 17", Care.DOUBTFUL, "now and then"),
        ("ChromeOS 142", Care.UNKNOWN, "About ChromeOS"),
        ("ChromeOS Flex", Care.UNKNOWN, "64-bit"),
        ("Windows 11 Pro 26H2", Care.UNKNOWN, "October 2028"),
        ("Windows 11 Education 26H2", Care.UNKNOWN, "October 2029"),
        ("macOS 27", Care.YES, "not confirmed"),
    ],
)
def test_every_row_without_a_date(system, care, said):
    support = support_of(RULES, item(system=system), TODAY)
    assert support.care is care
    assert said in support.note


def test_the_prices_of_longer_support_and_what_it_is_not_for_are_told():
    note = support_of(RULES, item(system="Windows 10 Pro 22H2"), TODAY).note
    for part in ("2026-10-13", "2027-10-12", "$61, $122 and $244", "$1, $2 and $4", "not for PCs"):
        assert part in note


def test_the_newest_three_of_macos_are_looked_after_and_the_fourth_is_to_be_checked():
    (macos,) = (system for system in RULES.support.systems if system.name == "macOS")
    assert (macos.newest, macos.doubtful) == (3, 1)


def test_the_old_certificates_end_in_june():
    certificate = RULES.support.certificate
    assert certificate.ends_on == date(2026, 6, 24)
    assert "still start" in certificate.note


def test_what_runs_windows_10_may_move_on_and_what_is_older_may_not():
    moving = {
        system: support_of(RULES, item(system=system), TODAY).moving
        for system in ("Windows 11 Pro 24H2", "Windows 10 Pro 22H2", "Windows 7", "Debian 12")
    }
    assert list(moving.values()) == [Moving.FREE, Moving.HARDWARE, Moving.NONE, Moving.FREE]
