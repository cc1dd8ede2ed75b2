"""What `libdesk file` accepts, and the sentence for what it does not."""

import json

import pytest

from libdesk.app.answers import KEYS, read
from libdesk.app.site import load_guidance
from libdesk.domain.priority import HowBad, Risk, Stopped
from libdesk.services.errors import Refusal

TILES = load_guidance()


def draft(**document):
    return read(json.dumps(document).encode(), TILES)


def tile_of(code):
    found = TILES.find(code)
    assert found is not None
    return found


def refusal(content):
    with pytest.raises(Refusal) as caught:
        read(content if isinstance(content, bytes) else json.dumps(content).encode(), TILES)
    return caught.value.sentence


def test_only_the_category_is_required():
    assert draft(category="PRINT").category == "PRINT"


def test_everything_that_can_be_said_arrives():
    said = draft(
        category="PRINT",
        branch="CEN",
        saw="Grey stripes",
        guess="toner",
        who_is_stopped="several",
        only_one=True,
        only_accessible=True,
        how_bad="badly",
        deadline_at="2026-11-23T14:00:00+00:00",
        risks=["money", "good_name"],
        answers={tile_of("PRINT").questions[0].key: "faint"} if _has("PRINT", "faint") else {},
        item="LV-1001",
    )
    assert (said.branch, said.saw, said.guess, said.item) == (
        "CEN",
        "Grey stripes",
        "toner",
        "LV-1001",
    )
    assert (said.stopped, said.how_bad) == (Stopped.SEVERAL, HowBad.BADLY)
    assert said.risks == {Risk.MONEY, Risk.GOOD_NAME}
    assert said.only_one
    assert said.only_accessible
    assert said.deadline_at.isoformat() == "2026-11-23T14:00:00+00:00"


def _has(code, key):
    return any(choice.key == key for choice in tile_of(code).questions[0].choices)


@pytest.mark.parametrize("category", [one.code for one in TILES.categories])
def test_every_question_of_every_tile_takes_each_of_its_answers(category):
    tile = tile_of(category)
    for question in tile.questions:
        for choice in question.choices:
            given = draft(category=category, answers={question.key: choice.text}).answers
            expected = (choice.key,) if question.several else choice.key
            assert given == {question.key: expected}
    for check in tile.checks:
        assert draft(category=category, answers={check.key: "yes"}).answers == {check.key: "yes"}


def test_unknown_keys_are_refused_by_name():
    sentence = refusal({"category": "PRINT", "catgory": 1, "zzz": 2})
    assert "catgory" in sentence
    assert "zzz" in sentence


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ({"category": "NOPE"}, "NOPE"),
        ({"saw": "x"}, "category"),
        ({"category": 3}, "category"),
        ([], "object"),
        ({"category": "PRINT", "saw": 7}, "saw"),
        ({"category": "PRINT", "who_is_stopped": "me"}, "several"),
        ({"category": "PRINT", "how_bad": ["stopped"]}, "badly"),
        ({"category": "PRINT", "only_one": "yes"}, "only_one"),
        ({"category": "PRINT", "deadline_at": "tomorrow"}, "deadline_at"),
        ({"category": "PRINT", "deadline_at": "0001-01-01T00:00:00+14:00"}, "deadline_at"),
        ({"category": "PRINT", "risks": "money"}, "risks"),
        ({"category": "PRINT", "risks": ["fame"]}, "good_name"),
        ({"category": "PRINT", "answers": []}, "answers"),
        ({"category": "PRINT", "answers": {"nope": "x"}}, "nope"),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(document, word):
    assert word in refusal(document)


def test_b15_numbers_where_words_belong_are_refused():
    assert "saw" in refusal(b'{"category": "PRINT", "saw": 1180591620717411303424}')


def test_b16_a_number_of_five_thousand_digits_is_too_long():
    assert "too long" in refusal(b'{"category": "PRINT", "saw": ' + b"9" * 5000 + b"}")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"nul"])
def test_what_is_not_json_is_refused_in_a_sentence(content):
    assert refusal(content).endswith(".")


def test_the_keys_are_those_of_the_house_plan_and_whom_to_ask():
    assert set(KEYS) == {
        "category", "branch", "saw", "guess", "who_is_stopped", "only_one", "only_accessible",
        "how_bad", "deadline_at", "risks", "answers", "item",
    } | {"contact", "here_until", "left_out"}  # fmt: skip


def test_any_fact_can_be_left_out_by_a_script_too():
    assert draft(category="PRINT", left_out=["user", "branch"]).left_out == {"user", "branch"}
    assert draft(category="PRINT").left_out == frozenset()


@pytest.mark.parametrize("given", ["user", ["users"], [1], {"user": True}, [["user"]]])
def test_a_fact_that_there_is_not_cannot_be_left_out_by_mistake(given):
    """Whoever misspells one would send it."""
    told = refusal({"category": "PRINT", "left_out": given})
    assert told.startswith("left_out must be a list of: branch, item, computer, user, ")
