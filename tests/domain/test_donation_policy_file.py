"""A policy as a document: what is written is read again, and a mistake is named."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk import files
from libdesk.domain.donation_policy import RULES_LIMIT, Check, Points, Rule, Verdict
from libdesk.domain.donation_policy_file import document_of_policy, is_same_policy, parse_policy
from libdesk.domain.donations import Kind
from tests.domain.donations_made import FOLDER, MODELS, policy, policy_of

SHIPPED = files.read_json(FOLDER / "fits.json")
KIND = {"key": "kind", "check": "kind", "words": "We take these."}
AGE = {"key": "age", "check": "age", "words": "Young.", "good": 4}


@pytest.mark.rows("S61")
@pytest.mark.parametrize("model", MODELS)
def test_a_shipped_policy_is_written_as_it_was_read(model):
    ours = policy(model)
    again = parse_policy(document_of_policy(ours), 7)
    assert again.version == 7
    assert is_same_policy(again, ours)
    assert document_of_policy(again) == document_of_policy(ours)


def test_all_that_a_library_can_say_is_kept():
    ours = policy_of(
        Rule("a", Check.AGE, "Young.", "Why", "Where", frozenset({Kind.LAPTOP}), 0, 0, 0,
             is_stop=True, refers=True, fair_gives=Verdict.MAYBE),
        Rule("b", Check.OWN, "Ours.", weight=10, question="Is it blue?"),
        conditions=("Outright.",), deciders="Dana", exceptions="None", goes=("Away.",),
        points=Points(-2, -5, -4, -9), refers=False, elsewhere=("Second Start, 555-0100",),
        approved_on=date(2026, 1, 2), approved_by="the board", review_on=date(2028, 2, 29),
    )  # fmt: skip
    again = parse_policy(document_of_policy(ours))
    assert again == ours
    assert is_same_policy(replace(ours, version=3), again)
    assert not is_same_policy(replace(ours, title="Another"), again)


def test_what_is_left_out_is_as_usual():
    ours = parse_policy({"model": "own", "title": "Ours", "rules": [KIND, AGE]})
    assert ours.refers
    assert ours.points == Points()
    assert [one.weight for one in ours.rules] == [1, 1]
    assert ours.rules[1].fair is None
    assert ours.rules[1].fair_gives is Verdict.ACCEPT


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"more": 1}, "more"),
        ({"model": ""}, "model"),
        ({"title": 7}, "title"),
        ({"takes": ["typewriter"]}, "takes: typewriter"),
        ({"takes": [""]}, "takes"),
        ({"refuses": "all"}, "refuses"),
        ({"rules": []}, "rules"),
        ({"rules": None}, "rules"),
        ({"rules": [{**AGE, "key": f"r{n}"} for n in range(RULES_LIMIT + 1)]},
         "at most"),
        ({"rules": [KIND, KIND]}, "one key"),
        ({"rules": [{**KIND, "more": 1}]}, r"rules\[0\].more"),
        ({"rules": [{**KIND, "key": " "}]}, "key"),
        ({"rules": [{**KIND, "words": ""}]}, "words"),
        ({"rules": [{"key": "a", "words": "b"}]}, r"rules\[0\].check"),
        ({"rules": [{**KIND, "check": "smell"}]}, "check"),
        ({"rules": [KIND, {**AGE, "good": None}]}, r"rules\[1\].good"),
        ({"rules": [{**AGE, "good": -1}]}, "good"),
        ({"rules": [{**AGE, "good": 100_001}]}, "good"),
        ({"rules": [{**AGE, "good": 4.5}]}, "good"),
        ({"rules": [{**AGE, "weight": 11}]}, "weight"),
        ({"rules": [{**AGE, "stop": "yes"}]}, "stop"),
        ({"rules": [{**AGE, "fair_gives": "decline"}]}, "fair_gives"),
        ({"rules": [{**AGE, "kinds": ["mainframe"]}]}, "kinds: mainframe"),
        ({"rules": [{"key": "o", "check": "own", "words": "Ours."}]}, "question"),
        ({"points": {"soft": -1_001}}, "points.soft"),
        ({"points": {"hard": 1}}, "points.hard"),
        ({"points": []}, "points"),
        ({"refers": 1}, "refers"),
        ({"review_on": "soon"}, "review_on"),
        ({"approved_on": "2026-02-30"}, "approved_on"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(change, named):
    with pytest.raises(ValueError, match=f"the donation policy.*{named}"):
        parse_policy({**SHIPPED, **change})


@pytest.mark.parametrize("value", [None, [], "policy", 7, {}])
def test_what_is_no_policy_is_refused(value):
    with pytest.raises(ValueError, match="the donation policy"):
        parse_policy(value)
