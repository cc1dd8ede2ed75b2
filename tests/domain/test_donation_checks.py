"""What each check finds on a machine: at best, at worst, and the fact in words."""

from datetime import date

import pytest

from libdesk.domain.donation_checks import (
    FAIL,
    NOT_KNOWN,
    PASS,
    SOFT,
    Asked,
    age_months,
    age_words,
    read,
)
from libdesk.domain.donation_contradictions import contradiction
from libdesk.domain.donation_policy import Check, Rule
from libdesk.domain.donations import (
    Condition,
    Data,
    Kind,
    License,
    Machine,
    Piece,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.domain.windows11 import Fit
from tests.domain.donations_made import TODAY, ago, machine, policy, policy_of

PC, MAC, BOOK, SCREEN = Kind.DESKTOP, Kind.MAC, Kind.CHROMEBOOK, Kind.MONITOR
NO_TPM = {"tpm": False}
OPEN_TPM = {"tpm": None, "secure_boot": None}


def found(check, one, **more):
    """Return what the shipped policy's line of a check finds."""
    ours = policy()
    for rule in ours.rules_for(one.kind):
        if rule.check is check:
            asked = Asked(one, rule, ours, TODAY)
            break
    else:
        rule = Rule("r", check, "words", **more)
        asked = Asked(one, rule, policy_of(rule), TODAY)
    reading = read(asked)
    return reading.best, reading.worst, reading.fact


@pytest.mark.rows("S62")
@pytest.mark.parametrize(
    ("check", "kind", "facts", "best", "worst", "fact"),
    [
        (Check.KIND, PC, {}, PASS, PASS, "desktop"),
        (Check.KIND, Kind.FAX, {}, FAIL, FAIL, "fax machine"),
        (Check.KIND, Kind.OTHER, {}, FAIL, FAIL, "something else"),
        (Check.KIND, Kind.UNKNOWN, {}, PASS, FAIL, "not known what it is"),
        (Check.OWNED, PC, {"is_owned": False}, FAIL, FAIL, "not the donor’s to give"),
        (Check.OWNED, PC, {"is_owned": None}, PASS, FAIL, NOT_KNOWN),
        (Check.LEASE, PC, {"on_lease": True}, FAIL, FAIL, "on lease, or not paid"),
        (Check.LEASE, PC, {"on_lease": None}, PASS, FAIL, NOT_KNOWN),
        (Check.LOCK, PC, {}, PASS, PASS, "no lock on it"),
        (Check.LOCK, PC, {"is_locked": True}, FAIL, FAIL, "locked by an account or a password"),
        (Check.RECALL, PC, {"is_recalled": True}, FAIL, FAIL, "recalled by its maker"),
        (Check.DAMAGE, PC, {"is_damaged": True}, FAIL, FAIL,
         "swollen battery, or smoke, water or pests inside"),
        (Check.STRINGS, PC, {"has_strings": True}, FAIL, FAIL,
         "the donor asks for what we can’t keep"),
        (Check.WORKS, PC, {}, PASS, PASS, "it works"),
        (Check.WORKS, PC, {"works": None}, PASS, FAIL, "nobody has seen it work"),
        (Check.WORKS, PC, {"works": False}, FAIL, FAIL, "needs repair, and IT has not said yes"),
        (Check.WORKS, PC, {"works": False, "repair_agreed": True}, PASS, PASS,
         "IT has said yes to mending it"),
        (Check.DATA, PC, {}, PASS, PASS, "the donor’s data: wiped by the donor"),
        (Check.DATA, PC, {"data": Data.UNKNOWN}, PASS, FAIL, NOT_KNOWN),
        (Check.DATA, PC, {"data": Data.REFUSED}, FAIL, FAIL,
         "the donor’s data: neither wipe nor removal"),
        (Check.DATA, Kind.UNKNOWN, {"data": Data.REFUSED}, PASS, FAIL,
         "the donor’s data: neither wipe nor removal; not known whether it keeps any"),
        (Check.SENSE, PC, {}, PASS, PASS, "nothing contradicts"),
        (Check.SENSE, PC, {"faults": ("“9000 GB” can’t be.", "Nor can this.")}, PASS, FAIL,
         "“9000 GB” can’t be. Nor can this."),
        (Check.SENSE, PC, {"made_on": date(2031, 1, 1)}, PASS, FAIL,
         "It is said to be of 2031, which is still to come."),
        (Check.SENSE, PC, {"made_on": None, "processor_since": 2027}, PASS, FAIL,
         "It is said to be of 2027, which is still to come."),
        (Check.SYSTEM, PC, {"processor": "i5-10500"}, PASS, PASS,
         "i5-10500: can run Windows 11"),
        (Check.SYSTEM, PC, {"windows11": Fit.NO}, FAIL, FAIL,
         "processor not known: cannot run Windows 11"),
        (Check.SYSTEM, PC, {"windows11": Fit.NO, "use": Use.SPARE}, SOFT, SOFT,
         "processor not known: cannot run Windows 11"),
        (Check.SYSTEM, PC, {"windows11": Fit.CHECK}, PASS, FAIL,
         "processor not known: not known whether it can run Windows 11"),
        (Check.SYSTEM, BOOK, {"support_until": TODAY}, PASS, PASS,
         "its maker supports it until 2026-11-27"),
        (Check.SYSTEM, BOOK, {"support_until": date(2026, 11, 26)}, FAIL, FAIL,
         "its maker’s support ended on 2026-11-26"),
        (Check.SYSTEM, Kind.TABLET, {"support_until": None, "use": Use.TRAINING}, PASS, SOFT,
         "not known how long its maker supports it"),
        (Check.SYSTEM, MAC, {}, PASS, PASS, "has Apple’s own processor"),
        (Check.SYSTEM, MAC, {"is_apple_silicon": False}, FAIL, FAIL,
         "a Mac with an Intel processor: Apple ends its support"),
        (Check.SYSTEM, MAC, {"is_apple_silicon": None, "made_on": None}, PASS, FAIL,
         "not known whether it has Apple’s own processor"),
        (Check.SYSTEM, MAC, {"is_apple_silicon": None, "made_on": date(2022, 7, 1)}, PASS, FAIL,
         "not known whether it has Apple’s own processor"),
        (Check.SYSTEM, MAC, {"is_apple_silicon": None, "made_on": date(2017, 7, 1)}, FAIL, FAIL,
         "a Mac of 2017 has an Intel processor"),
        (Check.SYSTEM, MAC, {"is_apple_silicon": None, "made_on": date(2024, 7, 1)}, PASS, PASS,
         "a Mac of 2024 has Apple’s own processor"),
        (Check.SUPPORT, BOOK, {}, PASS, PASS, "5 years of support left"),
        (Check.SUPPORT, BOOK, {"support_until": ago(-23)}, SOFT, SOFT,
         "23 months of support left"),
        (Check.SUPPORT, BOOK, {"support_until": ago(-1)}, FAIL, FAIL, "1 month of support left"),
        (Check.SUPPORT, BOOK, {"support_until": TODAY}, FAIL, FAIL,
         "less than a month of support left"),
        (Check.SUPPORT, BOOK, {"support_until": ago(1)}, FAIL, FAIL, "no support left"),
        (Check.SUPPORT, BOOK, {"support_until": ago(1), "use": Use.SPARE}, SOFT, SOFT,
         "no support left"),
        (Check.SUPPORT, BOOK, {"support_until": None}, PASS, FAIL,
         "not known how long its maker supports it"),
        (Check.AGE, PC, {"made_on": ago(48)}, PASS, PASS, "4 years old"),
        (Check.AGE, PC, {"made_on": ago(49)}, SOFT, SOFT, "over 4 years old"),
        (Check.AGE, PC, {"made_on": ago(73)}, FAIL, FAIL, "over 6 years old"),
        (Check.AGE, PC, {"made_on": None, "processor_since": 2024}, PASS, PASS,
         "its age is not known; its processor came in 2024"),
        (Check.AGE, PC, {"made_on": None, "processor_since": 2021}, PASS, SOFT,
         "its age is not known; its processor came in 2021"),
        (Check.AGE, PC, {"made_on": None, "processor_since": None}, PASS, FAIL, NOT_KNOWN),
        (Check.MEMORY, PC, {"memory_gb": 16}, PASS, PASS, "16 GB"),
        (Check.MEMORY, PC, {"memory_gb": 8}, SOFT, SOFT, "8 GB"),
        (Check.MEMORY, PC, {"memory_gb": 4}, FAIL, FAIL, "4 GB"),
        (Check.MEMORY, PC, {"memory_gb": None}, PASS, FAIL, NOT_KNOWN),
        (Check.DISK, PC, {"disk_gb": 240}, PASS, PASS, "240 GB SSD"),
        (Check.DISK, PC, {"disk_gb": 128}, SOFT, SOFT, "128 GB SSD"),
        (Check.DISK, PC, {"disk_gb": 32}, FAIL, FAIL, "32 GB SSD"),
        (Check.DISK, PC, {"disk_gb": None}, PASS, FAIL, "SSD"),
        (Check.DISK, PC, {"disk_gb": 500, "disk_kind": DiskKind.HARD_DISK}, SOFT, SOFT,
         "500 GB hard disk: an SSD is wanted"),
        (Check.DISK, PC, {"disk_gb": None, "disk_kind": DiskKind.HARD_DISK}, SOFT, FAIL,
         "hard disk: an SSD is wanted"),
        (Check.DISK, PC, {"disk_gb": 500, "disk_kind": DiskKind.UNKNOWN}, PASS, SOFT,
         "500 GB disk"),
        (Check.DISK, PC, {"disk_gb": None, "disk_kind": DiskKind.UNKNOWN}, PASS, FAIL, NOT_KNOWN),
        (Check.DISK, PC, {"disk_gb": None, "disk_kind": DiskKind.NO_STORAGE}, SOFT, SOFT,
         "no disk in it"),
        (Check.TPM, PC, {}, PASS, PASS, "there"),
        (Check.TPM, PC, NO_TPM, SOFT, SOFT, "switched off; its processor has one"),
        (Check.TPM, PC, {"tpm": None, "secure_boot": False}, SOFT, SOFT,
         "switched off; its processor has one"),
        (Check.TPM, PC, OPEN_TPM, PASS, SOFT,
         "inside its processor; not known whether it is switched on"),
        (Check.TPM, PC, NO_TPM | {"windows11": Fit.NO}, PASS, PASS,
         "not needed without Windows 11"),
        (Check.TPM, PC, OPEN_TPM | {"windows11": Fit.NO}, PASS, PASS,
         "not needed without Windows 11"),
        (Check.TPM, PC, NO_TPM | {"windows11": Fit.CHECK}, SOFT, PASS,
         "missing or switched off; only Windows 11 needs it"),
        (Check.TPM, PC, OPEN_TPM | {"windows11": Fit.CHECK}, PASS, PASS,
         "not asked before we know whether it can run Windows 11"),
        (Check.STANDARD, PC, {"is_standard": False}, SOFT, SOFT, "not one of our standard models"),
        (Check.STANDARD, PC, {"is_standard": None}, PASS, SOFT, NOT_KNOWN),
        (Check.COUNT, PC, {}, PASS, PASS, "5 alike"),
        (Check.COUNT, PC, {"count": 1}, SOFT, SOFT, "the only one"),
        (Check.PIECES, PC, {}, PASS, PASS, "all that belongs to it"),
        (Check.PIECES, PC, {"missing": None}, PASS, FAIL, NOT_KNOWN),
        (Check.PIECES, Kind.LAPTOP, {"missing": None}, PASS, SOFT, NOT_KNOWN),
        (Check.PIECES, Kind.LAPTOP, {"missing": frozenset(Piece)}, SOFT, SOFT,
         "missing: power lead or charger"),
        (Check.PIECES, PC, {"missing": frozenset(Piece)}, FAIL, FAIL,
         "missing: power lead or charger, keyboard, mouse, monitor"),
        (Check.PIECES, Kind.FAX, {"missing": None}, PASS, PASS, "nothing else belongs to it"),
        (Check.LICENSE, PC, {"license": License.RETAIL}, SOFT, SOFT,
         "bought apart, with its papers"),
        (Check.LICENSE, PC, {"license": License.NONE}, FAIL, FAIL, "no license"),
        (Check.LICENSE, PC, {"license": License.UNKNOWN}, PASS, FAIL, NOT_KNOWN),
        (Check.CONDITION, PC, {}, PASS, PASS, "clean and whole"),
        (Check.CONDITION, PC, {"condition": Condition.SMELLS}, SOFT, SOFT, "it smells"),
        (Check.CONDITION, PC, {"condition": Condition.WORN}, SOFT, SOFT, "scratches"),
        (Check.CONDITION, PC, {"condition": Condition.POOR}, FAIL, FAIL, "worn out"),
        (Check.CONDITION, PC, {"condition": Condition.UNKNOWN}, PASS, FAIL, NOT_KNOWN),
        (Check.USE, PC, {}, PASS, PASS, "for service at CEN"),
        (Check.USE, PC, {"use": Use.SPARE, "place": " "}, SOFT, SOFT,
         "as a spare, no place named"),
        (Check.USE, PC, {"use": Use.NOT_NAMED}, SOFT, SOFT, "nobody has named a use"),
        (Check.USE, PC, {"use": Use.NONE}, FAIL, FAIL, "we have no use for it"),
        (Check.POINTS, PC, {}, PASS, PASS, "power and network are there"),
        (Check.POINTS, PC, {"has_points": False}, SOFT, SOFT, "not there yet"),
        (Check.POINTS, PC, {"has_points": None}, PASS, SOFT, NOT_KNOWN),
        (Check.POINTS, PC, {"has_points": False, "place": ""}, PASS, PASS,
         "not needed before it has a place"),
        (Check.WARRANTY, PC, {}, PASS, PASS, "24 months left"),
        (Check.WARRANTY, PC, {"warranty_months": 1}, SOFT, SOFT, "1 month left"),
        (Check.WARRANTY, PC, {"warranty_months": 0}, SOFT, SOFT, "none left"),
        (Check.WARRANTY, PC, {"warranty_months": None}, PASS, SOFT, NOT_KNOWN),
        (Check.PORT, Kind.PRINTER, {}, PASS, PASS, "network cable"),
        (Check.PORT, Kind.PRINTER, {"port": Port.WIFI}, FAIL, FAIL, "Wi-Fi only"),
        (Check.PORT, Kind.PRINTER, {"port": Port.UNKNOWN}, PASS, FAIL, NOT_KNOWN),
        (Check.TONER, Kind.PRINTER, {"has_toner": False}, FAIL, FAIL,
         "toner is no longer sold, or dear"),
        (Check.DRIVER, Kind.SCANNER, {"has_driver": False}, FAIL, FAIL,
         "no driver for our computers"),
        (Check.MANAGEMENT, BOOK, {"is_managed": False}, SOFT, SOFT,
         "no management license: its cost is in the sum"),
        (Check.SCREEN, SCREEN, {"inches": 23.8}, PASS, PASS, "23.8 inches"),
        (Check.SCREEN, SCREEN, {"inches": 17.0}, SOFT, SOFT, "17 inches"),
        (Check.SCREEN, SCREEN, {"inches": None}, PASS, FAIL, NOT_KNOWN),
        (Check.INPUT, SCREEN, {"has_digital_input": False}, FAIL, FAIL, "no digital input"),
    ],
)  # fmt: skip
def test_each_check_says_how_it_is_and_why(check, kind, facts, best, worst, fact):
    assert found(check, machine(kind, **facts)) == (best, worst, fact)


@pytest.mark.parametrize(
    ("own", "fair", "best", "worst"),
    [
        ({"r": True}, None, PASS, PASS),
        ({"r": False}, None, FAIL, FAIL),
        ({"r": False}, 1, SOFT, SOFT),
        ({}, None, PASS, FAIL),
        ({"other": True}, 1, PASS, SOFT),
    ],
)
def test_a_question_of_the_librarys_own(own, fair, best, worst):
    assert found(Check.OWN, machine(own=own), question="Blue?", fair=fair)[:2] == (best, worst)


def test_what_nobody_asked_for_is_refused_where_only_the_needed_is_taken():
    reading = found(Check.USE, machine(Kind.OTHER, use=Use.NOT_NAMED), is_stop=True)
    assert reading == (SOFT, SOFT, "nobody has named a use"), "by the shipped policy"
    ours = policy("nearly-nothing")
    (rule,) = (one for one in ours.rules if one.check is Check.USE)
    nobody = read(Asked(machine(use=Use.NOT_NAMED), rule, ours, TODAY))
    assert (nobody.best, nobody.worst) == (FAIL, FAIL)


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize(("tpm", "best", "worst"), [(False, SOFT, SOFT), (None, PASS, SOFT)])
def test_where_no_line_asks_for_a_system_the_chip_counts_by_itself(fit, tpm, best, worst):
    rule = Rule("tpm", Check.TPM, "A chip.")
    reading = read(Asked(machine(tpm=tpm, windows11=fit), rule, policy_of(rule), TODAY))
    assert (reading.best, reading.worst) == (best, worst)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, ""),
        ({"made_on": date(2010, 7, 1), "processor_since": 2020, "processor": "i5-10500"},
         "A machine of 2010 can’t have a processor of 2020 (i5-10500): one of the two is wrong."),
        ({"made_on": date(2010, 7, 1), "processor_since": 2020},
         "A machine of 2010 can’t have a processor of 2020: one of the two is wrong."),
        ({"made_on": date(2020, 7, 1), "processor_since": 2020}, ""),
        ({"kind": MAC, "is_apple_silicon": True, "made_on": date(2019, 7, 1)},
         "A Mac of before 2020 can’t have Apple’s own processor, which came in that year."),
        ({"kind": MAC, "is_apple_silicon": False, "made_on": date(2025, 7, 1)},
         "A Mac of 2024 or later has Apple’s own processor, and can’t have one by Intel."),
        ({"kind": MAC, "is_apple_silicon": True, "made_on": None}, ""),
        ({"disk_kind": DiskKind.NO_STORAGE, "disk_gb": 256},
         "It is said to have no disk, and a disk of 256 GB."),
        ({"disk_kind": DiskKind.NO_STORAGE}, ""),
    ],
)  # fmt: skip
def test_what_can_not_be_true_together_is_said(facts, told):
    assert contradiction(Machine(**facts)) == told


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0, "less than a year old"), (11, "less than a year old"), (12, "1 year old"),
        (13, "over 1 year old"), (17, "1 and a half years old"), (20, "almost 2 years old"),
        (42, "3 and a half years old"), (47, "almost 4 years old"), (48, "4 years old"),
        (49, "over 4 years old"), (53, "4 and a half years old"), (619, "51 and a half years old"),
    ],
)  # fmt: skip
def test_an_age_in_words_says_on_which_side_of_a_whole_year_it_is(months, words):
    assert age_words(months) == words


def test_an_age_counts_whole_months():
    assert age_months(date(2024, 2, 29), date(2025, 2, 28)) == 11
    assert age_months(date(2024, 2, 29), date(2025, 3, 1)) == 12
    assert age_months(date(2030, 1, 1), TODAY) == 0
    assert age_months(date.min, date.max) == 9998 * 12 + 11


@pytest.mark.parametrize("check", Check)
def test_absurd_machines_and_limits_are_read_all_the_same(check):
    rule = Rule("r", check, "words", good=100_000, fair=0, question="?")
    far = Machine(made_on=date.min, support_until=date.max, memory_gb=10**9, disk_gb=-1,
                  count=10**9, inches=1e9, warranty_months=10**9, processor_since=9999)  # fmt: skip
    for one in (far, Machine(), Machine(made_on=date.max, support_until=date.min, count=0)):
        for on in (date.min, TODAY, date.max):
            assert read(Asked(one, rule, policy_of(rule), on)).fact
