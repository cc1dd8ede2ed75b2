"""What would change a verdict: only what somebody can do, in as few steps as it takes."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from libdesk.domain.donation_hints import HINTS_LIMIT, Hint, hints
from libdesk.domain.donation_policy import Check, Rule, Verdict
from libdesk.domain.donation_verdicts import judge
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
from libdesk.domain.windows11 import Fit
from tests.domain.donations_made import (
    MODELS,
    TODAY,
    ago,
    machine,
    policy,
    policy_of,
    random_machine,
)

PC, MAC, BOOK, PRINTER = Kind.DESKTOP, Kind.MAC, Kind.CHROMEBOOK, Kind.PRINTER


def told(one, ours=None):
    ours = ours or policy()
    found = hints(one, judge(one, ours, TODAY), ours, TODAY)
    return [(each.words, each.verdict) for each in found]


def by_stop(check, one, **more):
    """Return what would change the verdict of a policy with one line, which stops."""
    rule = Rule("r", check, "words", is_stop=True, **more)
    return [words for words, _ in told(one, policy_of(rule))]


@pytest.mark.rows("S62")
def test_more_memory_makes_a_spare_one_for_service():
    one = machine(memory_gb=8, is_standard=False, warranty_months=0)
    assert told(one) == [("With 8 GB more memory", Verdict.ACCEPT)]


def test_what_is_accepted_or_can_not_be_helped_gets_no_hint():
    assert told(machine()) == []
    assert told(machine(made_on=ago(200))) == []
    assert told(machine(Kind.FAX)) == []


def test_the_better_way_comes_first_then_the_shorter_one():
    one = machine(
        memory_gb=4, use=Use.NOT_NAMED, is_standard=False, count=1, condition=Condition.SMELLS
    )
    found = told(one)
    verdicts = [verdict for _, verdict in found]
    assert verdicts == sorted(verdicts, reverse=True)
    assert len(found) <= HINTS_LIMIT
    assert found[0][1] is Verdict.ACCEPT


def test_open_questions_are_named_up_to_four_and_counted_beyond():
    assert told(machine(works=None)) == [("Once somebody has seen it work", Verdict.ACCEPT)]
    assert told(machine(works=None, is_locked=None)) == [
        ("If no lock is on it, and once somebody has seen it work", Verdict.ACCEPT)
    ]
    assert told(Machine(PC))[-1] == ("If the 17 open questions turn out well", Verdict.ACCEPT)


def test_a_question_that_changes_nothing_is_not_among_them():
    one = machine(works=None, is_standard=None)
    assert told(one) == [("Once somebody has seen it work", Verdict.ACCEPT)]


def test_what_is_mended_and_what_is_open_are_told_together():
    one = machine(memory_gb=8, works=None, is_standard=False, warranty_months=0)
    assert told(one) == [
        ("With 8 GB more memory, and if the open questions turn out well", Verdict.ACCEPT),
        ("Once somebody has seen it work", Verdict.SPARE),
    ]


def test_a_kind_that_is_not_known_is_asked_for():
    works = Rule("works", Check.WORKS, "It works.", is_stop=True)
    assert told(machine(Kind.UNKNOWN), policy_of(works)) == [
        ("Once we know what it is", Verdict.ACCEPT)
    ]
    assert told(machine(Kind.UNKNOWN)) == [("Once we know what it is", Verdict.ACCEPT)]


def test_where_no_answer_alone_would_do_it_turns_out_well():
    own = Rule("warranty", Check.WARRANTY, "Some warranty.", good=12, fair=0, weight=4)
    rules = [Rule("ram", Check.MEMORY, "Memory.", good=8, is_stop=True), own]
    assert told(machine(memory_gb=None), policy_of(*rules)) == [
        ("If it has 8 GB of memory", Verdict.ACCEPT)
    ]
    assert told(machine(Kind.UNKNOWN, data=Data.REFUSED), policy()) != []


@pytest.mark.parametrize(
    ("check", "kind", "facts", "more", "words"),
    [
        (Check.OWNED, PC, {"is_owned": None}, {}, "If it is the donor’s to give"),
        (Check.OWNED, PC, {"is_owned": False}, {}, None),
        (Check.LEASE, PC, {"on_lease": None}, {}, "If nobody else has a claim on it"),
        (Check.LEASE, PC, {"on_lease": True}, {}, "Once nobody else has a claim on it"),
        (Check.LOCK, PC, {"is_locked": True}, {}, "Once its lock is off"),
        (Check.RECALL, PC, {"is_recalled": None}, {}, "If it is not recalled"),
        (Check.DAMAGE, PC, {"is_damaged": True}, {}, None),
        (Check.STRINGS, PC, {"has_strings": True}, {}, "If the donor gives it outright"),
        (Check.WORKS, PC, {"works": False}, {}, "If IT says yes to mending it"),
        (Check.DATA, PC, {"data": Data.UNKNOWN}, {}, "If the donor lets us wipe it"),
        (Check.DATA, PC, {"data": Data.REFUSED}, {}, "If the donor lets us wipe it"),
        (Check.SENSE, PC, {"faults": ("Odd.",)}, {},
         "Once it is clear which of its facts are right"),
        (Check.KIND, Kind.UNKNOWN, {}, {}, "Once we know what it is"),
        (Check.KIND, Kind.CRT, {}, {}, None),
        (Check.SYSTEM, PC, {"windows11": Fit.CHECK, "processor": "i5-8x"}, {},
         "If i5-8x can run Windows 11"),
        (Check.SYSTEM, PC, {"windows11": Fit.CHECK, "tpm": None}, {},
         "If its processor can run Windows 11 and its security chip is on"),
        (Check.SYSTEM, MAC, {"is_apple_silicon": None, "made_on": None}, {},
         "If it has Apple’s own processor"),
        (Check.SYSTEM, BOOK, {"support_until": None}, {},
         "If its maker supports it for years to come"),
        (Check.SYSTEM, PC, {"windows11": Fit.NO}, {},
         "If it is wanted for parts or training instead"),
        (Check.SYSTEM, PC, {"windows11": Fit.NO, "use": Use.NONE}, {}, None),
        (Check.SYSTEM, MAC, {"is_apple_silicon": False, "made_on": date(2019, 1, 1)}, {},
         "If it is wanted for parts or training instead"),
        (Check.SUPPORT, BOOK, {"support_until": None}, {"good": 20},
         "If its maker supports it for years to come"),
        (Check.SUPPORT, BOOK, {"support_until": ago(-9)}, {"good": 3}, None),
        (Check.AGE, PC, {"made_on": None, "processor_since": None}, {"good": 4, "fair": 4},
         "If it is at most 4 years old"),
        (Check.AGE, PC, {"made_on": None, "processor_since": 2024}, {"good": 1},
         "If it is at most 1 year old"),
        (Check.AGE, PC, {"made_on": None, "processor_since": 2015}, {"good": 9, "fair": 10},
         "If it is at most 9 years old"),
        (Check.AGE, PC, {"made_on": ago(90)}, {"good": 4}, None),
        (Check.MEMORY, PC, {"memory_gb": None}, {"good": 16}, "If it has 16 GB of memory"),
        (Check.MEMORY, PC, {"memory_gb": 4}, {"good": 16}, "With 12 GB more memory"),
        (Check.DISK, PC, {"disk_gb": None}, {"good": 240}, "If it has an SSD of 240 GB"),
        (Check.DISK, PC, {"disk_gb": 120}, {"good": 240}, "With an SSD of 240 GB"),
        (Check.PIECES, PC, {"missing": None}, {}, "If all that belongs to it comes along"),
        (Check.PIECES, PC, {"missing": frozenset(Piece)}, {},
         "With its power lead or charger, keyboard, mouse and monitor"),
        (Check.LICENSE, PC, {"license": License.UNKNOWN}, {}, "If its license comes with it"),
        (Check.LICENSE, PC, {"license": License.NONE}, {}, "With a license of its own"),
        (Check.CONDITION, PC, {"condition": Condition.UNKNOWN}, {}, "If it is clean and whole"),
        (Check.CONDITION, PC, {"condition": Condition.POOR}, {}, None),
        (Check.USE, PC, {"use": Use.NOT_NAMED, "has_points": None}, {},
         "Once its use and its place with power and network are named"),
        (Check.USE, PC, {"use": Use.NOT_NAMED, "has_points": False}, {},
         "Once its use and its place are named"),
        (Check.USE, PC, {"use": Use.NOT_NAMED, "windows11": Fit.NO}, {},
         "If it is wanted for parts or training at a named place"),
        (Check.USE, Kind.SCANNER, {"use": Use.NOT_NAMED}, {},
         "Once its use and its place with power and network are named"),
        (Check.USE, PC, {"use": Use.NONE}, {}, None),
        (Check.WARRANTY, PC, {"warranty_months": None}, {"good": 12, "fair": 0}, None),
        (Check.PORT, PRINTER, {"port": Port.UNKNOWN}, {}, "If it has a network port"),
        (Check.PORT, PRINTER, {"port": Port.USB}, {}, None),
        (Check.TONER, PRINTER, {"has_toner": None}, {}, "If its toner is sold at a fair price"),
        (Check.DRIVER, PRINTER, {"has_driver": None}, {},
         "If there is a driver for our computers"),
        (Check.SCREEN, Kind.MONITOR, {"inches": None}, {"good": 20},
         "If its screen has 20 inches or more"),
        (Check.SCREEN, Kind.MONITOR, {"inches": 10.0}, {"good": 20}, None),
        (Check.INPUT, Kind.MONITOR, {"has_digital_input": None}, {},
         "If it has a digital input"),
        (Check.OWN, PC, {"own": {}}, {"question": "Is it blue?"},
         "If the answer to “Is it blue?” is yes"),
        (Check.COUNT, PC, {"count": 1}, {"good": 5}, None),
    ],
)  # fmt: skip
def test_each_line_that_can_be_put_right_says_how(check, kind, facts, more, words):
    found = by_stop(check, machine(kind, **facts), **more)
    assert found == ([] if words is None else [words])


def weighed(check, one, **more):
    """Return the same where a soft line costs what makes a spare."""
    rule = Rule("r", check, "words", weight=4, **more)
    return [words for words, _ in told(one, policy_of(rule))]


def test_what_is_only_soft_can_be_put_right_as_well():
    assert weighed(Check.USE, machine(place="")) == [
        "Once its place with power and network is named"
    ]
    assert weighed(Check.USE, machine(place="", has_points=False)) == ["Once its place is named"]
    assert weighed(Check.USE, machine(place="", use=Use.SPARE)) == ["Once its place is named"]
    assert weighed(Check.POINTS, machine(has_points=False)) == [
        "With power and network where it is to stand"
    ]
    assert weighed(Check.CONDITION, machine(condition=Condition.SMELLS)) == [
        "Once it is aired and clean"
    ]
    assert weighed(Check.CONDITION, machine(condition=Condition.WORN)) == []
    assert weighed(Check.TPM, machine(tpm=False)) == ["With its security chip switched on"]
    assert weighed(Check.TPM, machine(tpm=None)) == ["If its security chip is on"]
    assert weighed(Check.MANAGEMENT, machine(BOOK, is_managed=False)) == [
        "With its management license"
    ]
    warranty = {"good": 12, "fair": 0}
    assert weighed(Check.WARRANTY, machine(warranty_months=3), **warranty) == []


def test_an_answer_that_is_only_soft_at_worst_is_asked_for_where_it_decides():
    rules = [
        Rule("works", Check.WORKS, "It works.", is_stop=True),
        Rule("r", Check.WARRANTY, "Warranty.", good=12, fair=0, weight=4),
        Rule("t", Check.TPM, "A chip.", weight=4),
    ]
    one = machine(works=None, warranty_months=None, tpm=None)
    words = (
        "Once somebody has seen it work, if 12 months of its warranty are left, and if its "
        "security chip is on"
    )
    assert told(one, policy_of(*rules)) == [(words, Verdict.ACCEPT)]


def test_naming_a_place_without_power_is_counted_with_what_that_costs():
    rules = [
        Rule("use", Check.USE, "Wanted.", weight=4),
        Rule("points", Check.POINTS, "Power.", weight=4),
    ]
    one = machine(use=Use.NOT_NAMED, has_points=False)
    assert told(one, policy_of(*rules)) == [], "it would be a spare as before"


def test_two_lines_on_the_same_are_put_right_at_once():
    rules = [
        Rule("some", Check.MEMORY, "Some.", good=64, is_stop=True),
        Rule("more", Check.MEMORY, "More.", good=48, is_stop=True),
    ]
    assert told(machine(memory_gb=32), policy_of(*rules)) == [
        ("With 32 GB more memory", Verdict.ACCEPT)
    ]


def test_phrases_become_the_beginning_of_a_sentence():
    assert Hint(("with a",), Verdict.ACCEPT).words == "With a"
    assert Hint(("with a", "with b"), Verdict.ACCEPT).words == "With a and with b"
    assert Hint(("with a", "with b", "if c"), Verdict.ACCEPT).words == "With a, with b, and if c"
    assert Hint(("with a and b", "with c"), Verdict.ACCEPT).words == "With a and b, and with c"


def test_what_takes_more_than_four_steps_is_no_help():
    one = machine(on_lease=True, is_locked=True, has_strings=True, data=Data.REFUSED)
    assert len(told(one)) == 1
    assert told(replace(one, works=False)) == []


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1960, 2, 29), date.max])
@pytest.mark.parametrize("model", MODELS)
def test_no_day_is_too_far_for_a_hint(model, on):
    dice = Random(1)
    for _ in range(200):
        one = random_machine(dice)
        hints(one, judge(one, policy(model), on), policy(model), on)


def test_limits_beyond_reason_are_no_trouble():
    rule = Rule("age", Check.AGE, "Any age.", good=100_000, is_stop=True)
    assert told(machine(made_on=None), policy_of(rule)) == []
    support = Rule("support", Check.SUPPORT, "For ever.", good=100_000, is_stop=True)
    assert told(machine(BOOK, support_until=None), policy_of(support)) == [
        ("If the open question turns out well", Verdict.ACCEPT)
    ]
