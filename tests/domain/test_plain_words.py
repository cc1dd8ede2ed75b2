"""The check of words for people, and the swaps it offers."""

import time

import pytest

from libdesk.domain.blame import parse_blame
from libdesk.domain.plain_words import Edit, PlainWords, check, edit_for, swap
from tests.domain.test_glossary import glossary

BLAME = parse_blame(
    {
        "phrases": {
            "en": [
                {"words": "user error", "kinder": "what happened", "advice": "Say what happened."},
                {"words": "obviously", "advice": "Leave it out."},
                {"words": "you should have", "kinder": "next time you can"},
            ],
            "es": [{"words": "su culpa", "advice": "Quítelo."}],
        }
    }
)


def checked(text, language="en"):
    return check(text, language, glossary(), BLAME)


@pytest.mark.rows("S47")
def test_it_lists_terms_with_plain_swaps_and_a_reading_grade():
    found = checked("The SSID is new. Use it.")
    assert [(one.found, one.plain, one.term.meaning) for one in found.jargon] == [
        ("SSID", "Wi-Fi name", "The name of a Wi-Fi.")
    ]
    assert found.reading.grade < 8
    assert not found.is_plain


@pytest.mark.rows("S27")
def test_it_flags_what_sounds_like_blame():
    text = "Obviously this is User-Error; you should have asked."
    assert [(one.found, one.harsh.kinder) for one in checked(text).blame] == [
        ("Obviously", ""),
        ("User-Error", "what happened"),
        ("you should have", "next time you can"),
    ]
    assert checked(text, "fr").blame == ()
    assert [one.found for one in checked("Es su culpa.", "es").blame] == ["su culpa"]


def test_a_language_can_be_guessed_and_unknown_ones_are_only_counted():
    assert checked("The SSID is the name of the Wi-Fi.", "").language == "en"
    unknown = checked("SSID", "")
    assert (unknown.language, unknown.jargon) == ("", ())
    assert unknown.reading.words == 1


def test_words_that_everybody_may_use_are_not_flagged():
    router = {"id": "r", "term": "router", "kind": "tech", "meaning": "x", "is_plain": True}
    assert check("The router", "en", glossary(router), BLAME).jargon == ()


def test_plain_is_plain():
    assert checked("The paper is low.").is_plain
    assert checked("").is_plain
    assert checked("").reading is None
    assert not checked("obviously").is_plain


def test_the_lists_check_by_themselves():
    assert PlainWords(glossary(), BLAME).check("The SSID is it.").jargon


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("The SSID is new.", "The Wi-Fi name is new."),
        ("We have a robust SSID", "We have a robust Wi-Fi name"),
        ("Done. Queries come.", "Done. Question come."),
        ("queries come", "question come"),
        ("- Query here", "- Question here"),
        ("An SSID.", "A Wi-Fi name."),
        ("It has an SSID.", "It has a Wi-Fi name."),
        ("Ana SSID", "Ana Wi-Fi name"),
        ("x-a SSID", "x-a Wi-Fi name"),
        ("a  SSID", "a  Wi-Fi name"),
        ("Ask Query", "Ask question"),
    ],
)
def test_a_swap_keeps_the_sentence_whole(text, swapped):
    last = checked(text).jargon[-1]
    assert swap(text, last) == swapped


def test_an_article_fits_the_plain_words():
    term = {"id": "o", "term": "OPAC", "kind": "tech", "swap": "online list", "meaning": "x"}
    (one,) = check("A OPAC", "en", glossary(term), BLAME).jargon
    assert swap("A OPAC", one) == "An online list"


def test_without_plain_words_the_text_stays():
    text = "A robust one"
    assert swap(text, checked(text).jargon[0]) == text


def test_kinder_words_take_the_place_of_harsh_ones():
    text = "You should have asked. Obviously."
    first, second = checked(text).blame
    assert edit_for(text, first) == Edit(0, 15, "Next time you can")
    assert edit_for(text, second) == Edit(23, 32, "Obviously")


def test_a_sentence_far_in_a_text_keeps_its_capital_too():
    text = " " * 60 + "Query"
    assert swap(text, checked(text).jargon[0]) == " " * 60 + "question"


def test_b1_to_b9_and_b16_any_text_passes():
    for text in (
        "",
        "\ud800",
        "\x00",
        "\u202eSSID",
        "a\u0301" * 200,
        "<b>x",
        "9" * 5_000,
        "x\r\ny",
    ):
        assert checked(text, "").text == text


@pytest.mark.alone
def test_100_000_characters_take_no_time_to_speak_of():
    text = "The SSID is obviously new, and you should have said so. " * 1_800
    found = checked(text)  # the first time makes the look-up
    begun = time.perf_counter()
    checked(text)
    assert time.perf_counter() - begun < 1.0
    assert len(found.jargon) == 1_800


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({}, "phrases"),
        ({"phrases": {"en": {}}}, "phrases.en"),
        ({"phrases": {"en": [7]}}, r"phrases.en\[0\]"),
        ({"phrases": {"en": [{"words": 7}]}}, r"phrases.en\[0\]"),
        ({"phrases": {"en": [{"words": "x", "kinder": "y", "z": "z"}]}}, "z"),
        ({"phrases": {"en": [{"words": "x"}]}}, r"phrases.en\[0\]"),
        ({"phrases": {"en": [{"kinder": "x"}]}}, r"phrases.en\[0\]"),
    ],
)
def test_a_mistake_in_the_harsh_words_is_named(document, named):
    with pytest.raises(ValueError, match=named):
        parse_blame(document)
