"""Names in a text: their plurals, and which of several is found."""

import pytest

from libdesk.domain.phrases import Phrases, key_of, plural_of, words_of


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("", ""),
        ("switch", "switches"),
        ("crash", "crashes"),
        ("box", "boxes"),
        ("proxy", "proxies"),
        ("key", "keys"),
        ("UX", "UXs"),
        ("SSID", "SSIDs"),
        ("DNS", "DNS"),
        ("access point", "access points"),
    ],
)
def test_a_name_has_its_usual_plural(one, many):
    assert plural_of(one) == many


def test_spellings_of_one_name_are_the_same():
    assert key_of("Wi-Fi") == key_of("wi fi") == key_of("  WI\u2011FI ")
    assert key_of("--") == ""


def found(entries, text, *, exactly=False):
    return [one.value for one in Phrases(entries, exactly=exactly).find(text, words_of(text))]


def test_the_longest_is_found_and_what_was_there_first_stays():
    entries = [("network", 1), ("network switch", 2), ("Network", 3), ("--", 4)]
    assert found(entries, "a network switch, a network") == [2, 1]


def test_capitals_count_where_they_are_said_to():
    assert found([("PIN", 1)], "a pin, a PIN", exactly=True) == [1]
    assert found([("PIN", 1)], "a pin, a PIN") == [1, 1]


def test_a_stop_parts_a_phrase_and_a_text_may_end_in_it():
    assert found([("network switch", 1)], "network. Switch network") == []
