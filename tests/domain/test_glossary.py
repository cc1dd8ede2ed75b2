"""Terms: found by any of their names, in a text only where they are meant."""

import time

import pytest

from libdesk.domain.glossary import Clash, Glossary, Kind, Other
from libdesk.domain.glossary_file import parse_glossary

SSID = {
    "id": "ssid",
    "term": "SSID",
    "kind": "tech",
    "swap": "Wi-Fi name",
    "meaning": "The name of a Wi-Fi.",
    "also_called": ["réseau sans fil", "service set identifier"],
    "forms": {"SSIDs": "Wi-Fi names"},
    "not_the_same_as": [{"term": "password", "why": "It lets you in."}],
    "picture": "wifi",
    "es": "nombre de la red",
}
SWITCH = {
    "id": "switch",
    "term": "switch",
    "kind": "tech",
    "swap": "box that joins our cables",
    "meaning": "A box.",
    "also_called": ["network switch"],
    "only_near": ["cable", "network"],
    "not_before": ["off", "to the", "#"],
    "not_after": ["light", "please"],
}
SIP = {
    "id": "sip2",
    "term": "SIP2",
    "kind": "tech",
    "swap": "link",
    "meaning": "A link.",
    "only_as": ["SIP2", "SIP", "self-check link"],
}
ROBUST = {"id": "robust", "term": "robust", "kind": "tech", "meaning": "x", "advice": "Say it."}
QUERY = {"id": "q", "term": "query", "kind": "library", "swap": "question", "meaning": "x"}
ALL = (SSID, SWITCH, SIP, ROBUST, QUERY)


def glossary(*terms):
    return parse_glossary({"as_at": "2026-11-26", "terms": list(terms or ALL)})


def found(text, language="en", terms=ALL):
    return [(one.found, one.plain) for one in glossary(*terms).terms_in(text, language)]


@pytest.mark.rows("S45")
@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("SSID", "ssid"),
        ("ssid", "ssid"),
        ("  SSIDs ", "ssid"),
        ("Service-Set identifier", "ssid"),
        ("reseau SANS fil", "ssid"),
        ("re\u0301seau sans fil", "ssid"),
        ("queries", "q"),
        ("sip", "sip2"),
        ("switches", "switch"),
        ("toaster", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_synonyms_resolve_in_any_case_number_and_spelling(words, term):
    answer = glossary().find(words)
    assert (answer and answer.id) == term


@pytest.mark.rows("S45")
def test_a_name_that_two_terms_claim_is_flagged():
    other = dict(QUERY, id="other", also_called=["ssid", "Other query"])
    assert glossary(SSID, QUERY, other).clashes() == [
        Clash("query", "q", "other"),
        Clash("SSID", "other", "ssid"),
    ]
    assert glossary().clashes() == []


def test_what_is_read_is_all_there():
    terms = {term.id: term for term in glossary().terms}
    ssid = terms["ssid"]
    assert ssid.kind is Kind.TECH
    assert ssid.names == ("SSID", "réseau sans fil", "service set identifier")
    assert ssid.not_the_same_as == (Other("password", "It lets you in."),)
    assert (ssid.plain(), ssid.plain("es"), ssid.plain("fr")) == (
        "Wi-Fi name",
        "nombre de la red",
        "",
    )
    assert [term.term for term in glossary().terms] == [
        "query",
        "robust",
        "SIP2",
        "SSID",
        "switch",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The SSID.", [("SSID", "Wi-Fi name")]),
        ("Both SSIDs changed", [("SSIDs", "Wi-Fi names")]),
        ("service set\nidentifier", [("service set\nidentifier", "Wi-Fi name")]),
        ("service. Set identifier", []),
        ("service set", []),
        ("mySSID SSIDx my_SSID", []),
        ("SSID’s and (SSID)", [("SSID", "Wi-Fi name"), ("SSID", "Wi-Fi name")]),
        ("https://ssid.org/SSID ssid@ssid.org www.ssid.org ssid.org C:\\SSID", []),
        ("a sip of SIP", [("SIP", "link")]),
        ("Self-check link, SIPs", [("Self-check link", "link"), ("SIPs", "link")]),
        ("robust", [("robust", "")]),
        ("queries", [("queries", "question")]),
        ("", []),
    ],
)
def test_terms_are_whole_words_outside_addresses(text, words):
    assert found(text) == words


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("The switch joins each cable", True),
        ("The cables go to the switch.", True),
        ("The switch is broken", False),
        ("Switch off the network", False),
        ("Switch. Off goes the network", True),
        ("Switch to the network", False),
        ("Switch to that network", True),
        ("Switch 4 of the network", False),
        ("The network, and a light switch", False),
        ("network: please, switch", True),
        ("network please switch", False),
        ("network " + "far " * 9 + "switch", False),
        ("the network switch", True),
        ("the network switch of our network", True),
    ],
)
def test_everyday_words_are_no_terms(text, is_meant):
    assert bool(found(text)) is is_meant


def test_the_longest_name_is_the_one_that_is_found():
    assert found("The network switch and its cable") == [
        ("network switch", "box that joins our cables")
    ]


def test_in_another_language_only_terms_with_plain_words_in_it_are_looked_for():
    assert found("El SSID y el switch network", "es") == [("SSID", "nombre de la red")]
    assert found("Los SSIDs", "es") == [("SSIDs", "nombre de la red")]
    assert found("SSID switch network", "fr") == []


def test_places_are_places_in_the_text():
    text = "😀 L’état: SSID"
    (one,) = glossary().terms_in(text)
    assert text[one.start : one.end] == one.found == "SSID"


def test_an_empty_glossary_knows_nothing():
    assert Glossary().find("SSID") is None
    assert list(Glossary().terms_in("SSID")) == []


@pytest.mark.alone
@pytest.mark.parametrize(
    "text",
    [
        "switch network " * 6_600,
        "service set " * 8_300,
        "service-" * 12_500,
        "S" * 100_000,
        "\u0301" * 100_000,
        "\ud800 " * 50_000,
        "@" * 100_000,
        ("a" * 110 + ". ") * 890,
        "\x00SSID\u202e " * 14_000,
        "9" * 5_000,
    ],
)
def test_b2_b5_b6_b7_b16_any_text_is_looked_through_quickly(text):
    shared = glossary()
    begun = time.perf_counter()
    list(shared.terms_in(text))
    assert time.perf_counter() - begun < 1.0


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"id": ""}, r"terms\[0\].id"),
        ({"term": None}, r"terms\[0\].term"),
        ({"kind": "fun"}, r"terms\[0\].kind"),
        ({"meaning": 7}, r"terms\[0\].meaning"),
        ({"swap": ""}, "swap or advice"),
        ({"swop": "x"}, "swop"),
        ({"is_plain": "yes"}, "is_plain"),
        ({"also_called": "x"}, "also_called"),
        ({"also_called": [""]}, "also_called"),
        ({"only_near": [7]}, "only_near"),
        ({"forms": []}, "forms"),
        ({"forms": {" ": "x"}}, "forms"),
        ({"forms": {"x": 7}}, "forms.x"),
        ({"not_the_same_as": {}}, "not_the_same_as"),
        ({"not_the_same_as": [7]}, r"not_the_same_as\[0\]"),
        ({"not_the_same_as": [{"term": "x"}]}, r"not_the_same_as\[0\]"),
        ({"not_the_same_as": [{"term": "x", "why": "y", "z": "z"}]}, r"not_the_same_as\[0\]"),
    ],
)
def test_a_mistake_in_the_file_is_named(change, named):
    with pytest.raises(ValueError, match=named):
        glossary(SSID | change)


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({}, "terms"),
        ({"terms": {}}, "terms"),
        ({"terms": []}, "as_at"),
        ({"terms": [], "as_at": 2026}, "as_at"),
        ({"terms": [], "as_at": "soon"}, "as_at"),
        ({"terms": [7], "as_at": "2026-11-26"}, r"terms\[0\]"),
        ({"terms": [SSID, SSID], "as_at": "2026-11-26"}, "one id: ssid"),
    ],
)
def test_a_mistake_around_the_terms_is_named(document, named):
    with pytest.raises(ValueError, match=named):
        parse_glossary(document)


def test_a_plain_word_needs_no_swap():
    (one,) = glossary(
        {"id": "r", "term": "router", "kind": "tech", "meaning": "x", "is_plain": True}
    ).terms
    assert one.is_plain


def test_a_glossary_finds_the_same_each_time_in_each_language():
    glossary = parse_glossary({"as_at": "2026-11-26", "terms": [SSID]})
    first, again = ([one.term.id for one in glossary.terms_in("the SSID")] for _ in range(2))
    assert first == again == ["ssid"]
    assert [one.plain for one in glossary.terms_in("la SSID", "es")] == ["nombre de la red"]
