"""What stands against a planned change, and how surely (S60)."""

from datetime import date

import pytest

from libdesk.domain.requirements import About, Clash, Requirement, Says, Target, clashes

pytestmark = pytest.mark.rows("S60")


def requirement(says, name="Windows 11", version="", about=About.SYSTEM, **more):
    return Requirement("our catalog system", about, name, says, of_version=version, **more)


def verdict(one, name, version="", about=About.SYSTEM):
    """Return True for a clash, False for one that depends on the version, None for none."""
    found = clashes([one], Target(about, name, version))
    return found[0].is_certain if found else None


@pytest.mark.parametrize(
    ("says", "version", "planned", "expected"),
    [
        (Says.FORBIDS, "", ("Windows 11", ""), True),
        (Says.FORBIDS, "", ("windows  11", "26H2"), True),
        (Says.FORBIDS, "26H2", ("Windows 11", "26H2"), True),
        (Says.FORBIDS, "26H2", ("Windows 11 Education", "26h2"), True),
        (Says.FORBIDS, "26H2", ("Windows 11 26H2", ""), True),
        (Says.FORBIDS, "26H2", ("Windows 11", "25H2"), None),
        (Says.FORBIDS, "26H2", ("Windows 11", ""), False),
        (Says.FORBIDS, "26H2", ("Windows 10", "26H2"), None),
        (Says.FORBIDS, "26H2", ("Windows", ""), None),
        (Says.FORBIDS_FROM, "26H2", ("Windows 11", "27H1"), True),
        (Says.FORBIDS_FROM, "26H2", ("Windows 11", "26H2"), True),
        (Says.FORBIDS_FROM, "26H2", ("Windows 11", "25H2"), None),
        (Says.FORBIDS_FROM, "26H2", ("Windows 11", ""), False),
        (Says.NOT_BEFORE, "24H2", ("Windows 11", "23H2"), True),
        (Says.NOT_BEFORE, "24H2", ("Windows 11", "24H2"), None),
        (Says.NOT_BEFORE, "24H2", ("Windows 11", ""), False),
        (Says.REQUIRES, "", ("Windows 11", "26H2"), None),
        (Says.REQUIRES, "", ("Ubuntu", "24.04"), True),
        (Says.REQUIRES, "24H2", ("Windows 11", "24H2"), None),
        (Says.REQUIRES, "24H2", ("Windows 11", "25H2"), True),
        (Says.REQUIRES, "24H2", ("Windows 11", ""), False),
        (Says.FORBIDS, "", ("", "26H2"), None),
    ],
)
def test_what_stands_against_a_change(says, version, planned, expected):
    assert verdict(requirement(says, version=version), *planned) is expected


def test_a_version_may_be_a_part_of_the_planned_name():
    least = requirement(Says.NOT_BEFORE, "Windows", "11")
    assert verdict(least, "Windows 10", "22H2") is True
    assert verdict(least, "Windows 11", "25H2") is None


def test_numbers_in_a_version_compare_by_their_size():
    least = requirement(Says.NOT_BEFORE, "Firefox", "9.10", About.BROWSER)
    assert verdict(least, "Firefox", "9.9", About.BROWSER) is True
    assert verdict(least, "Firefox", "9.010", About.BROWSER) is None
    assert verdict(least, "Firefox", "1" * 5000, About.BROWSER) is None


def test_another_kind_of_thing_is_no_clash():
    assert verdict(requirement(Says.FORBIDS), "Windows 11", about=About.BROWSER) is None


def test_hardware_that_is_required_forbids_no_other():
    card = requirement(Says.REQUIRES, "Smart card reader", about=About.HARDWARE)
    assert verdict(card, "Scanner", about=About.HARDWARE) is None


def test_what_is_promised_by_the_day_comes_last_and_is_told_so():
    unsure = requirement(Says.FORBIDS, version="26H2", id=1)
    promised = requirement(Says.FORBIDS, until=date(2027, 1, 1), id=2)
    found = clashes([promised, unsure], Target(About.SYSTEM, "Windows 11"), date(2027, 1, 1))
    assert found == (Clash(unsure, is_certain=False), Clash(promised, is_promised=True))
    early = clashes([promised, unsure], Target(About.SYSTEM, "Windows 11"), date(2026, 12, 31))
    assert early == (Clash(promised), Clash(unsure, is_certain=False))
    assert clashes([promised], Target(About.SYSTEM, "Windows 11"))[0].is_promised is False
