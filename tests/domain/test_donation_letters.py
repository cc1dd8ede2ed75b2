"""Letters to donors: names are put in, empty paragraphs fall away, and no value is stated."""

from datetime import date

import pytest

from libdesk.app.donation_letter_files import load_letters
from libdesk.domain.donation_letters import (
    KEYS,
    LANGUAGES,
    Country,
    Letter,
    LetterKind,
    Template,
    fill,
    guess_country,
    merge,
    names_of,
    sentences_with_amounts,
    stated_values,
    unknown_names,
    value_words,
)

ENGLISH, SPANISH, FRENCH = load_letters().values()


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        ("en_US", Country.US),
        ("es-PR", Country.US),
        ("fr_CA", Country.CANADA),
        ("en_GB", Country.UK),
        ("en_AU", Country.AUSTRALIA),
        ("de_DE", Country.EU),
        ("ja_JP", Country.OTHER),
        ("C", Country.OTHER),
        ("", Country.OTHER),
    ],
)
def test_the_country_is_guessed_from_the_locale(locale, country):
    assert guess_country(locale) is country


def test_what_is_put_in_is_never_looked_at_again():
    values = {"donor": "{library} {x}", "library": "Ours"}
    assert fill("{donor} and {library}", values) == "{library} {x} and Ours"
    assert fill("{nobody} {}", values) == "{nobody} {}"


def test_what_stands_for_nothing_takes_its_space_line_and_paragraph_along():
    values = {"a": "", "b": "Bee"}
    assert merge("{a} {b}.", values) == "Bee."
    assert merge("{a}\n{b}\n\n{a}\n\nend", values) == "Bee\n\nend"
    assert merge("one\n \n\n\n{a} {a}\n\ntwo", values) == "one\n\ntwo"
    assert merge("{a}", values) == ""


def test_names_that_nobody_can_put_in_are_found_each_once():
    found = unknown_names("declined", "{price} {donor} {price} {}", "{reasons} {worth it}")
    assert found == ("price", "", "worth it")
    assert unknown_names("part.back", "{until}{donor}{library}{date}{offered_on}{machines}") == ()
    assert unknown_names("part.money", "{until}") == ("until",)
    assert "signed" in names_of("accepted")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("worth about 500 dollars", ("worth about 500",)),
        ("a gift of $1,250.00.", ("$1,250.00",)),
        ("US$300 or 300 €", ("US$300", "300 €")),
        ("EUR 90 and 1 500 euros", ("EUR 90", "1 500 euros")),
        ("its value is 40", ("value is 40",)),
        ("con un valor de 200", ("valor de 200",)),
        ("d’une valeur de 150 $", ("valeur de 150",)),
        ("500 $ US", ("500 $",)),
        ("on November 3, 2026, 10 monitors of 24 inches, 16 GB, i5-8400", ()),
        ("3 de noviembre de 2026", ()),
        ("$ and € alone", ()),
        ("fair market value", ()),
    ],
)
def test_an_amount_of_money_is_found(text, found):
    assert stated_values(text) == found


@pytest.mark.parametrize("texts", [ENGLISH, SPANISH, FRENCH])
def test_no_shipped_text_states_a_value_but_the_thresholds_of_two_countries(texts):
    for key, template in texts.templates.items():
        passes = sentences_with_amounts(template.text)
        assert bool(passes) == (key in {"country.us", "country.ca", "country.au"}), key
        assert stated_values(template.text, passes) == ()


def test_the_same_amount_elsewhere_is_no_threshold():
    shipped = ENGLISH.templates["country.us"].text
    passes = sentences_with_amounts(shipped)
    assert stated_values(f"{shipped} Your laptop is worth $500.", passes) == ("worth $500",)


def test_only_the_first_of_many_amounts_are_told():
    told = value_words(["$1", "$2", "$3", "$4"])
    assert "“$1”, “$2”, “$3”." in told
    assert "$4" not in told


def test_a_letter_says_what_is_to_be_looked_at():
    letter = Letter(LetterKind.ACCEPTED, "en", "t", "", notes=("a note",))
    assert letter.with_text("fine").warnings == ("a note",)
    assert letter.with_text(" \n").warnings == ("This letter says nothing yet.", "a note")
    first, second = letter.with_text("worth $9").warnings
    assert (first.startswith("This letter seems to state a value"), second) == (True, "a note")


def test_days_are_written_as_the_language_and_the_country_have_it():
    day, first = date(2026, 11, 27), date(2026, 8, 1)
    assert ENGLISH.day(day, Country.US) == "November 27, 2026"
    assert ENGLISH.day(day, Country.UK) == "27 November 2026"
    assert SPANISH.day(day, Country.US) == "27 de noviembre de 2026"
    assert FRENCH.day(first, Country.CANADA) == "1er août 2026"
    assert SPANISH.day(first, Country.OTHER) == "1 de agosto de 2026"


def test_the_language_has_its_tag_and_words_their_usual_ones():
    assert [one.tag(Country.CANADA) for one in (ENGLISH, SPANISH, FRENCH)] == [
        "en-CA",
        "es",
        "fr-CA",
    ]
    assert "WEEE" in ENGLISH.word("recyclers", "gb")
    assert ENGLISH.word("recyclers", "au") == "a certified electronics recycler"
    assert ENGLISH.word("nothing", "of the kind") == ""


def test_things_are_joined_and_own_texts_take_the_place_of_shipped_ones():
    assert FRENCH.joined(["a", "b", "c"]) == "a, b et c"
    assert (FRENCH.joined(["a"]), FRENCH.joined([])) == ("a", "")
    own = ENGLISH.with_own({"part.money": Template("ours")})
    assert own.templates["part.money"].text == "ours"
    assert own.templates["declined"] == ENGLISH.templates["declined"]


def test_every_text_is_there_in_every_language_and_names_the_same():
    assert tuple(load_letters()) == LANGUAGES
    for key in KEYS:
        texts = [one.templates[key] for one in (ENGLISH, SPANISH, FRENCH)]
        named = [{name for name in names_of(key) if f"{{{name}}}" in one.text} for one in texts]
        assert named[0] == named[1] == named[2], key
        if key not in {"part.handed", "part.wiped"}:
            assert len({one.text for one in texts}) == 3, key
