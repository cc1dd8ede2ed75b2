"""A policy in fields: what is typed is what is kept, and what can't be is told at its field."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk import files, paths
from libdesk.domain.donation_policy import RULES_LIMIT, Check, Points, Rule, Verdict
from libdesk.domain.donation_policy_file import is_same_policy, parse_policy
from libdesk.domain.donations import Kind
from libdesk.services.donation_policy_texts import (
    PARTS_LIMIT,
    LineTexts,
    begun_from,
    new_question,
    read_policy,
    texts_of_policy,
)
from libdesk.services.errors import Refusal

TODAY = date(2026, 11, 27)
MODELS = ("fits", "nearly-nothing", "refurbishing")


def shipped(model):
    return parse_policy(files.read_json(paths.resources() / "policies" / f"{model}.json"))


@pytest.fixture
def texts():
    return texts_of_policy(shipped("fits"))


@pytest.mark.parametrize("model", MODELS)
def test_a_policy_goes_through_its_fields_and_stays_the_same(model):
    policy = shipped(model)
    assert is_same_policy(read_policy(texts_of_policy(policy), TODAY), policy)


def test_one_with_everything_goes_through_its_fields_too():
    policy = replace(
        shipped("fits"),
        elsewhere=("Here", "There"),
        approved_on=date(2026, 11, 12),
        approved_by="the board",
        review_on=date(2027, 11, 12),
        refers=False,
        points=Points(-2, -4, -5, -9),
    )
    own = Rule("own-1", Check.OWN, "It is quiet.", question="Is it quiet?", fair=1)
    policy = replace(policy, rules=(*policy.rules, own))
    assert is_same_policy(read_policy(texts_of_policy(policy), TODAY), policy)


def test_a_line_is_changed_where_it_stands_and_reads_as_it_will(texts):
    age = texts.line("age")
    changed = texts.with_line(replace(age, good="5", fair="7"))
    assert changed.line("age").text.startswith("A computer is at most 5 years old. Up to 7 years")
    assert [one.key for one in changed.lines] == [one.key for one in texts.lines]
    rule = next(one for one in read_policy(changed, TODAY).rules if one.key == "age")
    assert (rule.good, rule.fair) == (5, 7)
    with pytest.raises(KeyError):
        texts.line("wings")


def test_a_line_that_is_switched_off_is_there_to_be_switched_on_again(texts):
    off = texts.with_line(replace(texts.line("tpm"), is_on=False))
    policy = read_policy(off, TODAY)
    assert "tpm" not in {one.key for one in policy.rules}
    assert "tpm" not in off.numbers()
    assert off.numbers()["points"] == texts.numbers()["points"] - 1
    again = texts_of_policy(policy, [shipped("fits"), shipped("refurbishing")])
    assert [one.key for one in again.lines if not one.is_on] == ["tpm"]
    assert again.line("tpm").text.startswith("Its security chip")


def test_what_is_switched_off_comes_from_whoever_is_asked_first(texts):
    fits, other = shipped("fits"), shipped("refurbishing")
    bare = replace(fits, rules=tuple(one for one in fits.rules if one.key != "age"))
    assert texts_of_policy(bare, [other, fits]).line("age").good == "6"
    assert texts_of_policy(bare, [fits, other]).line("age").good == "4"


def test_a_question_of_our_own_stands_with_those_that_are_on(texts):
    pool = texts_of_policy(shipped("nearly-nothing"), [shipped("fits")])
    question = replace(new_question(pool), question="Is it quiet?", fair="1")
    assert question.key == "own-1"
    assert question.text == "Is it quiet?"
    more = pool.with_line(question)
    on = [one.key for one in more.lines if one.is_on]
    assert on[-1] == "own-1"
    assert more.lines[len(on)].key == "age-projector"
    rule = read_policy(more, TODAY).rules[-1]
    assert (rule.words, rule.question, rule.fair) == ("Is it quiet?", "Is it quiet?", 1)
    assert new_question(more).key == "own-2"


def test_a_model_is_begun_from_with_what_only_the_library_knows(texts):
    own = replace(new_question(texts), question="Is it quiet?")
    gone = replace(own, key="own-2", is_on=False)
    typed = replace(
        texts.with_line(own).with_line(gone), elsewhere="Here", approved_on="2026-11-12",
        approved_by="the board",
    )  # fmt: skip
    begun = begun_from(shipped("nearly-nothing"), typed)
    assert begun.model == "nearly-nothing"
    assert (begun.elsewhere, begun.approved_on, begun.approved_by) == ("Here", "", "")
    on = [one.key for one in begun.lines if one.is_on]
    assert on[-1] == "own-1"
    assert begun.line("use").is_stop
    off = {one.key for one in begun.lines if not one.is_on}
    assert {"support", "toner", "own-2"} <= off
    assert read_policy(begun, TODAY).takes == shipped("nearly-nothing").takes


@pytest.mark.parametrize(
    ("key", "change", "field", "told"),
    [
        ("age", {"good": ""}, "good", "whole number, such as 4"),
        ("age", {"good": "four"}, "good", "from 0 to 100,000"),
        ("age", {"fair": "100001"}, "fair", "from 0 to 100,000"),
        ("age", {"weight": "11"}, "weight", "from 0 to 10"),
        ("age", {"weight": ""}, "weight", "from 0 to 10"),
        ("age", {"words": " \u202e "}, "words", "Say in a sentence"),
        ("works", {"words": ""}, "words", "Say in a sentence"),
    ],
)
def test_a_line_that_can_not_be_is_refused_at_its_field(texts, key, change, field, told):
    typed = texts.with_line(replace(texts.line(key), **change))
    with pytest.raises(Refusal) as refused:
        read_policy(typed, TODAY)
    assert refused.value.field == f"line.{key}.{field}"
    assert told in refused.value.sentence


def test_a_line_that_is_off_may_be_half_typed(texts):
    off = replace(texts.line("age"), good="four", is_on=False)
    assert len(read_policy(texts.with_line(off), TODAY).rules) == len(texts.lines) - 1


def test_a_question_without_words_is_refused(texts):
    with pytest.raises(Refusal) as refused:
        read_policy(texts.with_line(new_question(texts)), TODAY)
    assert refused.value.field == "line.own-1.question"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"title": "  "}, "title", "a title"),
        ({"lines": ()}, "lines", "at least one line"),
        ({"soft": "x"}, "soft", "points"),
        ({"accept_from": ""}, "accept_from", "points"),
        ({"spare_from": "-1001"}, "spare_from", "points"),
        ({"conditions": "a\n" * (PARTS_LIMIT + 1)}, "conditions", "At most"),
        ({"approved_on": "soon"}, "approved_on", "2026-12-03"),
        ({"review_on": "32 Dec"}, "review_on", "2026-12-03"),
        ({"approved_on": "2026-11-28"}, "approved_on", "still ahead"),
        ({"approved_by": "the board"}, "approved_on", "they approved it, too"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(texts, change, field, told):
    with pytest.raises(Refusal) as refused:
        read_policy(replace(texts, **change), TODAY)
    assert refused.value.field == field
    assert told in refused.value.sentence


def test_there_are_no_more_lines_than_can_be(texts):
    many = tuple(
        LineTexts(f"own-{number}", Check.OWN, question="Is it?")
        for number in range(RULES_LIMIT + 1)
    )
    with pytest.raises(Refusal, match="at most 80 lines"):
        read_policy(replace(texts, lines=many), TODAY)
    assert len(read_policy(replace(texts, lines=many[1:]), TODAY).rules) == RULES_LIMIT


def test_what_is_typed_may_have_spaces_empty_lines_and_a_real_minus(texts):
    typed = replace(
        texts, conditions="\n One. \n\n Two.\n", soft="\N{MINUS SIGN}2", fail=" -4 ",
        review_on="Dec 3 2027",
    )  # fmt: skip
    policy = read_policy(typed, TODAY)
    assert policy.conditions == ("One.", "Two.")
    assert (policy.points.soft, policy.points.fail) == (-2, -4)
    assert policy.review_on == date(2027, 12, 3)


def test_kinds_on_which_a_line_makes_no_sense_are_left_out(texts):
    line = replace(
        texts.line("memory"), kinds=frozenset({Kind.LAPTOP, Kind.FAX}), fair_gives=Verdict.SPARE
    )
    rule = next(
        one for one in read_policy(texts.with_line(line), TODAY).rules if one.key == "memory"
    )
    assert rule.kinds == {Kind.LAPTOP}
    assert rule.fair_gives is Verdict.SPARE
