"""The texts of letters as documents: read strictly, and a mistake is named."""

import copy
from datetime import date

import pytest

from libdesk import files, paths
from libdesk.domain.donation_letters import LETTER_LIMIT, Template
from libdesk.domain.donation_letters_file import document_of_own, parse_letters, parse_own

ENGLISH = files.read_json(paths.resources() / "letters" / "en.json")
OWN = {"en": {"declined": Template("{greeting}\n\nNo.", "No"), "part.money": Template("Money!")}}


def changed(path, value):
    whole = copy.deepcopy(ENGLISH)
    *steps, last = path.split("/")
    part = whole
    for step in steps:
        part = part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return whole


def test_the_shipped_ones_are_read():
    texts = parse_letters(ENGLISH)
    assert (texts.language, texts.as_at) == ("en", date(2026, 11, 27))
    assert texts.words["and"] == " and "


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("surprise", 1, "surprise"),
        ("language", "xx", "language"),
        ("as_at", None, "as_at"),
        ("months", ["May"], "twelve months"),
        ("and", "", "and"),
        ("tags", {"us": "en-US"}, "everywhere else: tags"),
        ("kinds/laptop", ["one"], "kinds.laptop"),
        ("reasons/age", None, "reasons.age"),
        ("reasons/color", "blue", "reasons.color"),
        ("texts/declined", None, "texts.declined"),
        ("texts/unheard of", {"text": "x"}, "texts.unheard of"),
        ("texts/declined", {"text": "x"}, "texts.declined.title"),
        ("texts/part.money", {"text": "{price}"}, "{price}"),
        ("texts/part.money", {"text": "x" * (LETTER_LIMIT + 1)}, "too long"),
        ("texts/part.money", {"text": "x", "more": "y"}, "more"),
    ],
)
def test_a_mistake_is_named(path, value, named):
    with pytest.raises(ValueError, match=named.replace("{", r"\{")):
        parse_letters(changed(path, value))


def test_own_texts_come_back_as_they_were():
    document = document_of_own({**OWN, "fr": {}})
    assert "fr" not in document
    assert parse_own(document) == OWN
    assert document_of_own({}) == {}


@pytest.mark.parametrize("value", [None, [], {"xx": {}}, {"en": {"declined": {"text": "{x}"}}}])
def test_own_texts_that_can_not_be_are_refused(value):
    with pytest.raises(ValueError, match="the letters"):
        parse_own(value)
