"""A policy: which lines are for a kind, how they read, and points that make sense."""

from itertools import product

import pytest

from libdesk.domain.donation_policy import (
    LIMITED,
    SEEN_ON,
    SMALLER_IS_BETTER,
    Check,
    Points,
    Rule,
    Verdict,
)
from libdesk.domain.donations import Kind
from tests.domain.donations_made import MODELS, policy, policy_of


@pytest.mark.rows("S61")
@pytest.mark.parametrize("model", MODELS)
def test_each_shipped_line_has_a_reason_a_source_and_its_limits_in_its_words(model):
    ours = policy(model)
    for rule in ours.rules:
        assert rule.why
        assert rule.source
        assert "{" not in rule.text
        if rule.good is not None and "{good}" in rule.words:
            assert str(rule.good) in rule.text
    assert all(any(rule.is_for(kind) for kind in ours.takes) for rule in ours.rules)
    numbers = [ours.number(rule) for rule in ours.rules]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_line_without_limits_reads_as_it_is():
    assert Rule("a", Check.AGE, "At most {good}, or {fair}.").text == "At most , or ."
    assert Rule("a", Check.AGE, "At most {good}, or {fair}.", good=4, fair=6).text == (
        "At most 4, or 6."
    )


def test_a_line_is_for_its_kinds_and_for_those_on_which_it_makes_sense():
    tpm = Rule("tpm", Check.TPM, "A chip.")
    assert tpm.is_for(Kind.LAPTOP)
    assert not tpm.is_for(Kind.PRINTER)
    assert not Rule("tpm", Check.TPM, "A chip.", kinds=frozenset({Kind.DESKTOP})).is_for(
        Kind.LAPTOP
    )
    ours = policy_of(tpm)
    assert ours.rules_for(Kind.LAPTOP) == (tpm,)
    assert ours.rules_for(Kind.PRINTER) == ()
    assert ours.asks(Check.TPM, Kind.LAPTOP)
    assert not ours.asks(Check.TPM, Kind.PRINTER)
    assert not ours.asks(Check.AGE, Kind.LAPTOP)


def test_what_is_both_taken_and_refused_is_refused():
    ours = policy_of(takes=frozenset({Kind.CRT, Kind.LAPTOP}), refuses=frozenset({Kind.CRT}))
    assert ours.is_taken(Kind.LAPTOP)
    assert not ours.is_taken(Kind.CRT)
    assert not ours.is_taken(Kind.FAX)


def test_points_that_contradict_each_other_become_the_stricter():
    assert Points().strict == Points()
    assert Points(soft=2, fail=1, accept_from=5, spare_from=9).strict == Points(0, 0, 0, 0)
    assert Points(soft=-4, fail=-1, accept_from=-3, spare_from=-1).strict == Points(-4, -4, -3, -3)
    for amounts in product((-9, -3, 0, 4), repeat=4):
        strict = Points(*amounts).strict
        assert strict.fail <= strict.soft <= 0
        assert strict.spare_from <= strict.accept_from <= 0
        assert strict.strict == strict


def test_verdicts_stand_in_their_order_and_have_a_word():
    words = [one.word for one in sorted(Verdict)]
    assert words == ["decline", "refer", "maybe", "parts", "spare", "accept"]


def test_each_check_knows_its_kinds():
    assert set(SEEN_ON) == set(Check)
    assert all(SEEN_ON.values())
    assert set(LIMITED) >= SMALLER_IS_BETTER
