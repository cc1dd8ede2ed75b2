"""What holds of every verdict: better is never worse, not known is never yes, order is nothing."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from libdesk.domain.donation_checks import FAIL
from libdesk.domain.donation_documents import document_of_machine, parse_machine
from libdesk.domain.donation_hints import hints
from libdesk.domain.donation_policy import Check, Points, Rule, Verdict
from libdesk.domain.donation_policy_file import document_of_policy, parse_policy
from libdesk.domain.donation_verdicts import judge
from libdesk.domain.donations import FIRST_YEAR, Kind
from tests.domain.donations_made import (
    LADDERS,
    MODELS,
    TODAY,
    UNKNOWN,
    changed,
    machine,
    makes_sense,
    policy,
    policy_of,
    random_machine,
    values_of,
)

MANY = 2_000
"""Random machines for each shipped policy; each is judged with many a fact changed."""

FACTS = 12
"""So many facts of each are changed, step by step."""


def some(seed, many=MANY):
    dice = Random(seed)
    return (random_machine(dice) for _ in range(many))


def said(judged):
    return judged.verdict, judged.at_worst, judged.at_best


def ends(judged):
    return judged.at_worst, judged.verdict, judged.at_best


def is_none_worse(one, other):
    return all(low <= high for low, high in zip(ends(one), ends(other), strict=True))


def any_policy(dice):
    """Return a policy with any lines of any weight, which may stop, cap and contradict."""
    rules: list[Rule] = []
    for place in range(dice.randrange(25)):
        check = dice.choice(tuple(Check))
        key = "ours" if check is Check.OWN and dice.random() < 0.7 else f"r{place}"
        if any(one.key == key for one in rules):
            continue
        rules.append(
            Rule(
                key,
                check,
                "words",
                kinds=frozenset(dice.sample(tuple(Kind), dice.choice((0, 0, 5)))),
                good=dice.choice((0, 1, 4, 16, 240)),
                fair=dice.choice((None, 0, 1, 6, 300)),
                weight=dice.randrange(11),
                is_stop=dice.random() < 0.2,
                refers=dice.random() < 0.5,
                fair_gives=dice.choice((Verdict.ACCEPT,) * 3 + tuple(Verdict)[2:]),
                question="?",
            )
        )
    points = Points(*(dice.randrange(-12, 3) for _ in range(4)))
    return policy_of(*rules, points=points, refers=dice.random() < 0.5)


@pytest.mark.rows("S62")
@pytest.mark.parametrize("model", MODELS)
def test_a_better_fact_never_gives_a_worse_verdict(model):
    ours, dice = policy(model), Random(0)
    seen: Counter[Verdict] = Counter()
    for one in some(1):
        for fact, steps in dice.sample(LADDERS, FACTS):
            tried = [changed(one, fact, step) for step in steps]
            tried = [each for each in tried if makes_sense(each)]
            judged = [judge(each, ours, TODAY) for each in tried]
            for low, high in pairwise(judged):
                assert is_none_worse(low, high), (fact, one)
            seen.update(each.verdict for each in judged)
    assert all(seen[verdict] > 100 for verdict in Verdict), seen


@pytest.mark.parametrize("model", MODELS)
def test_what_is_not_known_is_between_the_worst_and_the_best_that_it_can_be(model):
    ours, dice = policy(model), Random(0)
    for one in some(2):
        for fact, nothing in dice.sample(tuple(UNKNOWN.items()), FACTS):
            steps = [changed(one, fact, value) for value in values_of(fact)]
            found = [judge(each, ours, TODAY) for each in steps if makes_sense(each)]
            judged = judge(changed(one, fact, nothing), ours, TODAY)
            if makes_sense(changed(one, fact, nothing)) and found:
                assert judged.verdict <= max(each.verdict for each in found), (fact, one)
                assert judged.verdict >= min(each.verdict for each in found), (fact, one)


@pytest.mark.rows("S62")
@pytest.mark.parametrize("model", MODELS)
def test_not_known_is_accepted_only_where_it_does_not_matter(model):
    ours, dice = policy(model), Random(3)
    accepted = 0
    for one in some(4, 3 * MANY):
        facts = dice.sample(tuple(UNKNOWN), dice.choice((1, 1, 2, 5, 12)))
        unsure = replace(one, **{fact: UNKNOWN[fact] for fact in facts})
        if judge(unsure, ours, TODAY).verdict is not Verdict.ACCEPT:
            continue
        accepted += 1
        for fact in facts:
            for value in values_of(fact):
                known = changed(unsure, fact, value)
                if makes_sense(known):
                    assert judge(known, ours, TODAY).verdict is Verdict.ACCEPT, (fact, value, one)
    assert accepted > 50


def test_not_known_is_no_yes_by_any_policy():
    dice = Random(5)
    accepted = 0
    for one in some(6, 3 * MANY):
        ours = any_policy(dice)
        facts = dice.sample(tuple(UNKNOWN), dice.choice((1, 2, 5, 12)))
        unsure = replace(one, **{fact: UNKNOWN[fact] for fact in facts})
        if judge(unsure, ours, TODAY).verdict is not Verdict.ACCEPT:
            continue
        accepted += 1
        for fact in facts:
            for value in values_of(fact):
                known = changed(unsure, fact, value)
                if makes_sense(known):
                    judged = judge(known, ours, TODAY)
                    assert judged.verdict is Verdict.ACCEPT, (fact, value, one, ours)
    assert accepted > 100


@pytest.mark.rows("S62")
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("kind", Kind)
def test_a_stop_that_is_not_known_is_maybe_at_best(model, kind):
    ours, tried = policy(model), 0
    for fact, nothing in UNKNOWN.items():
        judged = judge(changed(machine(kind), fact, nothing), ours, TODAY)
        if any(one.rule.is_stop and one.reading.worst is FAIL for one in judged.open_lines):
            tried += 1
            assert judged.verdict <= Verdict.MAYBE, fact
    assert tried >= 7


@pytest.mark.rows("S62")
@pytest.mark.parametrize("model", MODELS)
def test_all_that_is_not_known_is_never_a_yes(model):
    for kind in Kind:
        judged = judge(replace(machine(), kind=kind, **UNKNOWN), policy(model), TODAY)
        assert judged.verdict <= Verdict.MAYBE


@pytest.mark.parametrize("kind", [Kind.UNKNOWN, Kind.DESKTOP])
def test_what_a_thing_is_has_to_be_known_even_where_no_line_asks(kind):
    ours = policy_of(Rule("works", Check.WORKS, "It works.", is_stop=True))
    verdict = judge(machine(kind), ours, TODAY).verdict
    assert verdict is (Verdict.MAYBE if kind is Kind.UNKNOWN else Verdict.ACCEPT)


@pytest.mark.rows("S62")
@pytest.mark.parametrize("model", [*MODELS, "any"])
def test_the_order_of_the_lines_does_not_matter(model):
    dice = Random(7)
    for one in some(8):
        ours = any_policy(dice) if model == "any" else policy(model)
        rules = list(ours.rules)
        dice.shuffle(rules)
        found, again = (
            judge(one, each, TODAY) for each in (ours, replace(ours, rules=tuple(rules)))
        )
        assert said(again) == said(found)
        assert (again.points, again.points_best) == (found.points, found.points_best)
        assert set(again.lines) == set(found.lines)


@pytest.mark.rows("S62")
@pytest.mark.parametrize("model", MODELS)
def test_the_same_offer_and_policy_give_the_same_verdict_for_ever(model):
    ours = policy(model)
    stored = parse_policy(document_of_policy(ours), ours.version)
    for one in some(9):
        found = judge(one, ours, TODAY)
        assert judge(one, ours, TODAY) == found
        if one.made_on is None or one.made_on.year >= FIRST_YEAR:
            kept = parse_machine(document_of_machine(one))
            assert kept == one
            assert judge(kept, stored, TODAY) == found


@pytest.mark.parametrize("model", [*MODELS, "any"])
def test_what_would_change_it_is_always_better_and_told_once(model):
    dice, told = Random(10), 0
    for one in some(11):
        ours = any_policy(dice) if model == "any" else policy(model)
        judged = judge(one, ours, TODAY)
        found = hints(one, judged, ours, TODAY)
        told += len(found)
        verdicts = [each.verdict for each in found]
        assert all(each > judged.verdict for each in verdicts)
        assert verdicts == sorted(verdicts, reverse=True)
        for each in found:
            assert len(set(each.needs)) == len(each.needs) > 0
            assert each.words
    assert told > 250
