"""What a policy leaves open, and where it contradicts itself; there the stricter holds."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk.domain.donation_policy import Check, Points, Rule, Verdict
from libdesk.domain.donation_policy_faults import FaultKind, policy_faults
from libdesk.domain.donation_verdicts import judge
from libdesk.domain.donations import Kind
from tests.domain.donations_made import MODELS, TODAY, ago, machine, policy, policy_of


def words(ours):
    return [one.words for one in policy_faults(ours, TODAY)]


def contradictions(ours):
    return [one for one in policy_faults(ours, TODAY) if one.kind is FaultKind.CONTRADICTION]


@pytest.mark.rows("S61")
@pytest.mark.parametrize("model", MODELS)
def test_a_shipped_policy_leaves_open_only_what_each_library_settles_itself(model):
    faults = policy_faults(policy(model), TODAY)
    assert {one.kind for one in faults} == {FaultKind.GAP}
    assert [one.about for one in faults] == ["elsewhere", "approved_on", "review_on"]
    settled = replace(policy(model), elsewhere=("Second Start",), approved_on=TODAY,
                      review_on=date(2028, 1, 1))  # fmt: skip
    assert policy_faults(settled, TODAY) == ()


def test_an_empty_policy_has_a_gap_for_all_that_is_missing():
    found = words(policy_of(takes=frozenset(), refuses=frozenset()))
    assert "It says nothing about whether the donor owns it." in found
    assert "It names no computer that we take." in found
    assert "It does not say who may say yes." in found
    assert not any("how old" in one for one in found)


def test_what_is_taken_needs_an_age_or_an_end_of_support():
    support = Rule("support", Check.SUPPORT, "Updates.", good=3)
    ours = policy_of(support, takes=frozenset({Kind.CHROMEBOOK, Kind.PRINTER}))
    assert [one for one in words(ours) if "how old" in one] == [
        "It says nothing about how old “laser printer” may be."
    ]


def test_a_review_that_is_due_is_a_gap():
    due = [one for one in words(replace(policy(), review_on=TODAY)) if "looked at" in one]
    assert due == ["It was to be looked at again on 2026-11-27."]
    later = replace(policy(), review_on=ago(-1))
    assert not any("looked at" in one for one in words(later))


def test_what_is_both_taken_and_refused_is_named_and_refused():
    ours = replace(policy(), takes=policy().takes | {Kind.FAX})
    (fault,) = contradictions(ours)
    assert "“fax machine”" in fault.words
    assert judge(machine(Kind.FAX), ours, TODAY).verdict is Verdict.DECLINE


@pytest.mark.parametrize(
    ("check", "good", "fair", "crosses"),
    [
        (Check.AGE, 6, 4, True),
        (Check.AGE, 4, 6, False),
        (Check.AGE, 4, 4, False),
        (Check.AGE, 4, None, False),
        (Check.MEMORY, 8, 16, True),
        (Check.MEMORY, 16, 8, False),
        (Check.WORKS, 8, 16, False),
    ],
)
def test_limits_that_cross_are_named_and_the_stricter_holds(check, good, fair, crosses):
    rule = Rule("limit", check, "A limit.", good=good, fair=fair)
    found = contradictions(policy_of(rule))
    assert [one.rules for one in found] == ([("limit",)] if crosses else [])


def test_where_limits_cross_nothing_passes_between_them():
    ours = policy_of(Rule("age", Check.AGE, "Young.", good=6, fair=4, is_stop=True))
    verdicts = [judge(machine(made_on=ago(12 * y)), ours, TODAY).verdict for y in (4, 5)]
    assert verdicts == [Verdict.ACCEPT, Verdict.DECLINE]


def test_two_lines_that_say_two_things_about_the_same_are_named():
    loose = Rule("loose", Check.MEMORY, "Some memory.", good=4, fair=2)
    strict = Rule("strict", Check.MEMORY, "Much memory.", good=16, fair=8)
    (fault,) = contradictions(policy_of(loose, strict))
    assert fault.rules == ("loose", "strict")
    assert fault.words.startswith("Lines 1 and 2 say two things about the same.")
    twice = policy_of(loose, replace(loose, key="again"))
    assert contradictions(twice) == []
    apart = policy_of(replace(loose, kinds=frozenset({Kind.LAPTOP})),
                      replace(strict, kinds=frozenset({Kind.DESKTOP})))  # fmt: skip
    assert contradictions(apart) == []
    own = Rule("a", Check.OWN, "A.", question="A?")
    assert contradictions(policy_of(own, replace(own, key="b", weight=5))) == []
    assert contradictions(policy_of(loose, Rule("tpm", Check.TPM, "A chip."))) == []


def test_of_two_lines_on_the_same_only_the_stricter_costs():
    loose = Rule("loose", Check.MEMORY, "Some memory.", good=4, fair=2, weight=2)
    strict = Rule("strict", Check.MEMORY, "Much memory.", good=64, fair=8)
    judged = judge(machine(), policy_of(loose, strict), TODAY)
    assert judged.points == -1
    judged = judge(machine(memory_gb=3), policy_of(loose, strict), TODAY)
    assert judged.points == -3


def test_points_that_contradict_are_named():
    (fault,) = contradictions(replace(policy(), points=Points(soft=-3, fail=-1)))
    assert fault.about == "points"
