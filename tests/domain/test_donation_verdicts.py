"""The verdict on a machine: stops first, then points, each line with its fact."""

from dataclasses import replace
from random import Random

import pytest

from libdesk.domain.donation_checks import Asked, Reading, read
from libdesk.domain.donation_hints import hints
from libdesk.domain.donation_policy import Check, Fate, Points, Rule, Verdict
from libdesk.domain.donation_verdicts import (
    VERDICT_WORDS,
    Line,
    between,
    conclude,
    ends_of,
    judge,
)
from libdesk.domain.donations import Kind, Use
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

WORKS = Rule("works", Check.WORKS, "It works.", is_stop=True)


def verdict(ours, **facts):
    return judge(machine(**facts), ours, TODAY).verdict


@pytest.mark.rows("S62")
def test_each_line_says_its_fate_its_fact_and_the_line_of_the_policy():
    judged = judge(machine(memory_gb=8, works=None), policy(), TODAY)
    lines = {one.rule.key: one for one in judged.lines}
    memory = lines["memory"]
    assert (memory.fate, memory.reading.fact, memory.is_known) == (Fate.SOFT, "8 GB", True)
    assert memory.rule.text.startswith("It has 16 GB of memory or more.")
    assert memory.points(Points()) == -2
    works = lines["works"]
    assert (works.fate, works.is_known, works.is_stop) == (Fate.SOFT, False, False)
    assert works.points(Points()) == 0, "what is the end has no price"
    assert judged.open_lines == (works,)
    assert not judged.is_certain
    assert judged.stops == ()
    stops = [one.rule.is_stop for one in judged.lines]
    assert stops == sorted(stops, reverse=True)
    assert len(judged.lines) == len(policy().rules_for(Kind.DESKTOP))


def test_what_is_not_known_is_never_a_pass():
    for best in Fate:
        for worst in Fate:
            fate = Line(WORKS, Reading(best, worst, "")).fate
            assert fate is best if best is worst else fate is Fate.SOFT


@pytest.mark.rows("S62")
def test_a_stop_is_the_end_whatever_the_points():
    judged = judge(machine(works=False), policy(), TODAY)
    assert judged.verdict is Verdict.DECLINE
    assert judged.points == 0
    assert [one.rule.key for one in judged.stops] == ["works"]
    assert judged.is_certain


@pytest.mark.rows("S62", "S64")
@pytest.mark.parametrize(
    ("weight", "given"),
    [(3, Verdict.ACCEPT), (4, Verdict.SPARE), (8, Verdict.SPARE), (9, Verdict.REFER)],
)
def test_the_sum_of_the_lines_decides(weight, given):
    heavy = Rule("heavy", Check.STANDARD, "Ours.", weight=weight)
    judged = judge(machine(is_standard=False), policy_of(WORKS, heavy), TODAY)
    assert (judged.points, judged.verdict) == (-weight, given)


@pytest.mark.rows("S64")
def test_a_machine_that_is_not_young_any_more_is_a_spare_at_best():
    assert verdict(policy(), made_on=ago(50)) is Verdict.SPARE


def test_what_fails_gets_no_better_verdict_than_what_is_soft():
    ours = policy_of(Rule("age", Check.AGE, "Young.", good=4, fair=6, fair_gives=Verdict.PARTS,
                          weight=0))  # fmt: skip
    found = [verdict(ours, made_on=ago(12 * years)) for years in (4, 6, 7)]
    assert found == [Verdict.ACCEPT, Verdict.PARTS, Verdict.PARTS]


def test_without_a_supported_system_it_serves_for_parts_where_it_is_wanted():
    old = {"windows11": Fit.NO, "made_on": ago(24)}
    assert verdict(policy(), **old) is Verdict.DECLINE
    assert verdict(policy(), use=Use.TRAINING, **old) is Verdict.PARTS
    plain = policy_of(Rule("system", Check.SYSTEM, "It runs.", weight=0))
    assert verdict(plain, **old) is Verdict.PARTS


def test_what_is_sound_but_not_for_us_is_referred_where_the_policy_does_that():
    many = {"made_on": ago(90), "memory_gb": 4}
    assert verdict(policy(), **many) is Verdict.REFER
    assert verdict(replace(policy(), refers=False), **many) is Verdict.DECLINE
    assert verdict(policy(), has_strings=True, **many) is Verdict.DECLINE


def test_the_verdict_is_maybe_unless_both_ends_say_otherwise():
    for worst in Verdict:
        for best in Verdict:
            if worst <= best:
                assert worst <= between(worst, best) <= best
    assert between(Verdict.DECLINE, Verdict.ACCEPT) is Verdict.MAYBE
    assert between(Verdict.SPARE, Verdict.ACCEPT) is Verdict.SPARE
    assert between(Verdict.DECLINE, Verdict.REFER) is Verdict.REFER


def test_a_line_that_is_asked_only_where_all_goes_well_can_be_worse_then():
    ours = policy_of(
        Rule("tpm", Check.TPM, "A chip.", weight=4), Rule("s", Check.SYSTEM, "It runs.")
    )
    judged = judge(machine(windows11=Fit.CHECK, tpm=False, use=Use.SPARE), ours, TODAY)
    assert judged.at_worst <= judged.verdict <= judged.at_best


@pytest.mark.parametrize("ours", [policy_of(), policy_of(takes=frozenset())])
def test_without_a_line_nothing_speaks_against_a_machine_whose_kind_is_known(ours):
    judged = judge(machine(), ours, TODAY)
    assert (judged.verdict, judged.lines, judged.points) == (Verdict.ACCEPT, (), 0)
    assert judge(machine(Kind.UNKNOWN), ours, TODAY).verdict is Verdict.MAYBE


def test_the_ends_are_the_same_as_those_of_the_whole_verdict():
    one = machine(works=None, memory_gb=8)
    ours = policy()
    lines = [Line(rule, read(Asked(one, rule, ours, TODAY))) for rule in ours.rules_for(one.kind)]
    judged = conclude(lines, ours)
    assert judged == judge(one, ours, TODAY)
    assert ends_of(lines, ours) == (judged.at_worst, judged.at_best)


def test_each_verdict_has_its_words():
    assert set(VERDICT_WORDS) == set(Verdict)


class Counted(dict[str, bool]):
    """Answers to questions of the library's own; counts how often they are read."""

    read = 0

    def get(self, key, default=None):
        self.read += 1
        return super().get(key, default)


@pytest.mark.rows("S62")
def test_ten_thousand_machines_are_ten_thousand_times_the_work_of_one():
    """Speed is counted in readings of one line, which no other machine's load can change."""
    own = Rule("ours", Check.OWN, "Ours.", question="Ours?")
    ours = replace(policy(), rules=(*policy().rules, own))
    machines = [replace(machine(), own=Counted(ours=False)) for _ in range(10_000)]
    for one in machines:
        judge(one, ours, TODAY)
    assert {one.own.read for one in machines if isinstance(one.own, Counted)} == {1}


def test_what_would_change_a_verdict_is_found_in_few_readings():
    own = Rule("ours", Check.OWN, "Ours.", question="Ours?")
    dice, most = Random(13), 0
    for model in MODELS:
        ours = replace(policy(model), rules=(*policy(model).rules, own))
        for _ in range(500):
            counted = Counted()
            one = replace(random_machine(dice), own=counted)
            hints(one, judge(one, ours, TODAY), ours, TODAY)
            most = max(most, counted.read)
    assert 2 < most <= 60
