"""What a machine runs, as people and Windows tell it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.lifecycle import Lifecycle, support_of
from libdesk.domain.support_dates import (
    Certificate,
    Moving,
    Release,
    SupportDates,
    System,
    document_of_support,
    parse_support,
)
from libdesk.domain.support_reading import Care, Missing, read_system, support_as_read
from tests.domain.lifecycle_rules import RULES, TODAY, item


def told(system="", edition="", version="", today=TODAY):
    return support_of(
        RULES, item("thing", system=system, edition=edition, system_version=version), today
    )


@pytest.mark.parametrize(
    ("words", "name", "ends_on"),
    [
        (("Microsoft Windows 11 Education", "", "25H2"), "Windows 11 25H2", "2028-10-10"),
        (("Windows 10 Pro 22H2",), "Windows 10 22H2", "2025-10-14"),
        (("Windows 10", "Pro", "19045"), "Windows 10 22H2", "2025-10-14"),
        (("Windows 11", "Pro", "22631"), "Windows 11 23H2", "2025-11-11"),
        (("Windows 11", "Enterprise", "10.0.26100.4652"), "Windows 11 24H2", "2027-10-12"),
        (("Windows 11 Pro", "", "10.0.26200"), "Windows 11 25H2", "2027-10-12"),
        (("Windows 11 Home", "", "28000"), "Windows 11 26H1", "2028-03-14"),
        (("Windows 11 Pro 23H2 (OS Build 22631.4460)",), "Windows 11 23H2", "2025-11-11"),
        (("win11 pro 25h2",), "Windows 11 25H2", "2027-10-12"),
        (("W10", "", "22H2"), "Windows 10 22H2", "2025-10-14"),
        (("Windows 11 Pro Education 25H2",), "Windows 11 25H2", "2027-10-12"),
        (("Windows 10 Pro", "", "1909"), "Windows 10 21H2 or older", "2024-06-11"),
        (("Windows 10 Enterprise 21H2",), "Windows 10 21H2 or older", "2024-06-11"),
        (("Windows 10 Enterprise LTSC 21H2",), "Windows 10 LTSC 2021", "2027-01-12"),
        (("Windows 10 Enterprise LTSC", "", "17763"), "Windows 10 LTSC 2019", "2029-01-09"),
        (("Windows 11 IoT Enterprise LTSC", "", "26100"), "Windows 11 IoT LTSC 2024", "2034-10-10"),
        (("Windows 11 Enterprise LTSC",), "Windows 11 LTSC 2024", "2029-10-09"),
        (("Windows 7 Professional SP1 64-bit",), "Windows 7", "2020-01-14"),
        (("Microsoft Windows 6.1.7601", "", "7601"), "Windows 7", "2020-01-14"),
        (("Ubuntu 22.04.4 LTS",), "Ubuntu 22.04", "2027-04-01"),
        (("Ubuntu", "", "24.04"), "Ubuntu 24.04", "2029-05-31"),
        (("Linux Mint 21.3",), "Linux Mint 21", "2027-04-30"),
        (("Debian GNU/Linux 12 (bookworm)",), "Debian 12", "2026-07-11"),
        (("Debian trixie amd64",), "Debian 13", "2028-08-09"),
        (
            ("Microsoft Windows Server 2019 Datacenter", "", "17763"),
            "Windows Server 2019",
            "2029-01-09",
        ),
        (("Windows Server", "Standard", "10.0.20348"), "Windows Server 2022", "2031-10-14"),
        (("macOS Ventura",), "macOS 13", "2025-09-15"),
        (("Microsoft Office Professional Plus 2019",), "Office 2019", "2025-10-14"),
        # What Windows 11 says of itself in its own registry.
        (("Windows 10 Pro", "", "10.0.26200"), "Windows 11 25H2", "2027-10-12"),
        (("Microsoft Windows NT 10.0.22631", "Education"), "Windows 11 23H2", "2026-11-10"),
    ],
)
def test_the_words_of_people_and_of_windows_are_understood(words, name, ends_on):
    support = told(*words)
    assert (support.name, support.ends_on) == (name, date.fromisoformat(ends_on))
    assert support.missing is Missing.NOTHING
    assert support.is_known


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("macOS 14.5",), "macOS 14"),
        (("macOS", "", "15.1 (24B83)"), "macOS 15"),
        (("macOS Tahoe 26.1",), "macOS 26"),
        (("Mac OS X 10.11",), "macOS 10.11"),
        (("ChromeOS", "", "142.0.7444"), "ChromeOS"),
        (("Chrome OS Flex",), "ChromeOS Flex"),
        (("Windows Home Server", "", "17763"), "Windows Home Server 17763"),
        (("Windows Server 2008 R2",), "Windows Server 2008"),
        (("Fedora 40",), "Fedora 40"),
    ],
)
def test_names_are_plain(words, name):
    assert told(*words).name == name


def test_an_edition_that_nobody_told_gives_the_earlier_day_and_says_so():
    support = told("Windows 11 24H2")
    assert support.ends_on == date(2026, 10, 13)
    assert (support.missing, support.is_earliest) == (Missing.EDITION, True)
    assert support.is_over


def test_the_earlier_day_is_taken_whatever_the_order():
    late = Release("1", editions=("b",), ends_on=date(2030, 1, 1))
    none = Release("1", editions=("c",))
    early = Release("1", editions=("a",), ends_on=date(2029, 1, 1))
    dates = SupportDates(
        TODAY, (System("Thing", releases=(late, none, early)),), Certificate(TODAY)
    )
    support = support_as_read(read_system(dates, "Thing 1", "", ""), TODAY)
    assert (support.ends_on, support.is_earliest) == (date(2029, 1, 1), True)


def test_a_release_that_nobody_told_is_over_where_all_are():
    support = told("Windows 10 Pro 64-bit")
    assert (support.ends_on, support.is_at_latest) == (date(2025, 10, 14), True)
    assert (support.care, support.missing) == (Care.NO, Missing.RELEASE)
    before = told("Windows 10 Pro", today=date(2025, 10, 14))
    assert (before.care, before.ends_on) == (Care.UNKNOWN, None)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Windows 11 Education", Missing.RELEASE),
        ("Windows 11 x64", Missing.RELEASE),
        ("Windows 11 Pro 27H2", Missing.RELEASE),
        ("Windows 11 Pro 19H2", Missing.RELEASE),
        ("Windows 10 Enterprise LTSC", Missing.RELEASE),
        ("Windows 11 Pro 26H2", Missing.NOTHING),
        ("Ubuntu 25.10", Missing.RELEASE),
        ("macOS", Missing.RELEASE),
        ("macOS 28", Missing.RELEASE),
        ("Chrome OS", Missing.OWN_DATE),
        ("Windows", Missing.SYSTEM),
        ("Windows Server Standard", Missing.RELEASE),
        ("Windows Home Server", Missing.SYSTEM),
        ("", Missing.SYSTEM),
        ("?", Missing.SYSTEM),
    ],
)
def test_what_is_not_known_says_what_is_missing(words, missing):
    support = told(words)
    assert (support.care, support.ends_on, support.missing) == (Care.UNKNOWN, None, missing)
    assert not support.is_known
    assert not support.is_over


@pytest.mark.parametrize(
    "words", ["Ubuntu 18.04.6 LTS", "Linux Mint 20.3", "Debian 10", "macOS 11"]
)
def test_what_is_older_than_the_list_is_over(words):
    support = told(words)
    assert support.is_over
    assert support.ends_on is None


def test_once_the_next_macos_is_there_the_fourth_is_to_be_checked():
    document = document_of_support(RULES.support)
    (macos,) = [one for one in document["systems"] if one["system"] == "macOS"]
    macos["releases"][0]["released_on"] = "2026-11-20"
    rules = Lifecycle(RULES.kinds, parse_support(document))
    care = {
        number: support_of(rules, item(system=f"macOS {number}"), TODAY).care
        for number in (27, 26, 15, 14, 13)
    }
    assert list(care.values()) == [Care.YES, Care.YES, Care.YES, Care.DOUBTFUL, Care.NO]


def test_what_a_kind_runs_is_known_where_its_record_does_not_say():
    assert support_of(RULES, item("Mac", system_version="14.5"), TODAY).name == "macOS 14"
    assert support_of(RULES, item("Chromebook"), TODAY).name == "ChromeOS"
    assert support_of(RULES, item("staff PC", system_version="26200"), TODAY).missing is (
        Missing.EDITION
    )


def test_a_day_that_somebody_has_set_wins():
    pc = item(system="Windows 10 Pro 22H2", support_until=date(2028, 10, 10))
    support = support_of(RULES, pc, TODAY)
    assert (support.name, support.ends_on) == ("Windows 10 22H2", date(2028, 10, 10))
    assert (support.care, support.is_by_person) == (Care.YES, True)
    assert support.moving is Moving.HARDWARE
    assert support_of(RULES, pc, date(2028, 10, 10)).care is Care.YES
    assert support_of(RULES, pc, date(2028, 10, 11)).care is Care.NO
    box = support_of(RULES, item("Chromebook", support_until=TODAY), TODAY)
    assert (box.name, box.moving, box.missing) == ("ChromeOS", Moving.NONE, Missing.NOTHING)


def test_the_last_day_is_still_looked_after():
    last_day = date(2027, 10, 12)
    assert told("Windows 11 Pro 25H2", today=last_day).care is Care.YES
    assert told("Windows 11 Pro 25H2", today=last_day + timedelta(days=1)).care is Care.NO


def test_each_spelling_is_read_once_and_not_kept_for_ever():
    dates = parse_support(document_of_support(RULES.support))
    assert read_system(dates, "macOS 14", "", "") is read_system(dates, "macOS 14", "", "")
    for number in range(10_000):
        read_system(dates, f"Thing {number}", "", "")
    assert len(dates.read) <= 10_000
    assert read_system(dates, "macOS 14", "", "").name == "macOS 14"


ODD_RELEASES = st.builds(
    Release,
    st.sampled_from(["", "1", "22H2", "22.04", "Tahoe", "LTSC 2021"]),
    editions=st.sampled_from([(), ("Pro",), ("LTSC",)]),
    builds=st.sampled_from([(), (26100,)]),
    is_special=st.booleans(),
    released_on=st.none() | st.dates(),
    ends_on=st.none() | st.dates(),
)
ODD_SYSTEMS = st.builds(
    System,
    st.just("Windows"),
    releases=st.lists(ODD_RELEASES, min_size=1, max_size=4).map(tuple),
    newest=st.none() | st.integers(1, 3),
    doubtful=st.none() | st.integers(0, 2),
    is_over_before=st.booleans(),
)
WORDS = st.text(max_size=30) | st.lists(
    st.sampled_from(
        ["Windows", "Pro", "LTSC", "22H2", "27H2", "1", "22.04", "3", "26100", "tahoe", "2021", "٣"]
    )
).map(" ".join)


@given(ODD_SYSTEMS, WORDS, WORDS, WORDS, st.dates())
def test_no_words_and_no_list_are_too_odd(system, one, two, three, today):
    dates = SupportDates(TODAY, (system,), Certificate(TODAY))
    support = support_as_read(read_system(dates, f"Windows {one}", two, three), today)
    assert support.is_known == (support.care in {Care.YES, Care.NO})
    if support.ends_on is not None:
        assert support.is_over == (support.ends_on < today)


@given(WORDS, WORDS, WORDS, st.dates(min_value=date(1901, 1, 1)))
def test_no_words_are_too_odd_for_what_is_shipped(one, two, three, today):
    assert told(one, two, three, today).care in Care
