"""Search: every character is text, both databases give the same hits, the newest come first."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libdesk.domain.inbox import Order, View
from libdesk.domain.words import Query, cut, query
from libdesk.storage import word_index
from tests.storage.made import new_problem, report, store

TEXTS = (
    "Printer jams at the desk",
    "The printer's tray is stuck; it's CEN-PRN-02",
    "Wi-Fi is slow in the children's room",
    r"The path c:\users\public\x is full",
    "NEAR the copier AND the scanner OR not",
    "Überweisung drucken geht nicht, Ångström",
    "印刷できません tray 2",
    "error 0x80070005 at 10.0.0.7",
    "100 % toner_low * (again)",
    'She said "paper" twice',
)


def hits(database, text, limit=50):
    with database.unit() as unit:
        return unit.inbox.search(query(text), limit)


@pytest.fixture
def filled(database):
    store(database, *[new_problem(report(title=text), words=cut(text)) for text in TEXTS])
    return database


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("printer ", (2, 1)),
        ("PRINTER ", (2, 1)),
        ("pri", (2, 1)),
        ("p", (10, 4, 2, 1)),
        ("printer tray ", (2,)),
        ("tray printer ", (2,)),
        ("printer zebra ", ()),
        ("zebra", ()),
        ("wi-fi ", (3,)),
        ("wifi ", (3,)),
        ("fi ", (3,)),
        ("uberweisung ", (6,)),
        ("ÜBERWEISUNG ", (6,)),
        ("angstrom", (6,)),
        ("印刷", (7,)),
        ("0x80070005", (8,)),
        ("10.0.0.7", (8,)),
        ("cen-prn-02", (2,)),
        ("prn ", (2,)),
    ],
)
def test_words_are_found_by_their_letters_and_digits(filled, text, found):
    assert hits(filled, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('"', (), id="b17_quote"),
        pytest.param('"paper', (10,), id="b17_quote_before_a_word"),
        pytest.param("AND", (5,), id="b18_and_is_a_word"),
        pytest.param("copier AND scanner ", (5,), id="b18_and_between_words"),
        pytest.param(r"c:\users", (4,), id="b19_the_beginning_of_a_path"),
        pytest.param(r"c:\users\public\x", (4,), id="b19_a_whole_path"),
        pytest.param("a-b", (), id="b20_a_hyphen"),
        pytest.param("wi-fi", (3,), id="b20_a_hyphen_found"),
        pytest.param("it's", (2,), id="b21_an_apostrophe"),
        pytest.param("(", (), id="b22_a_bracket"),
        pytest.param("(again) ", (9,), id="b22_brackets_around_a_word"),
        pytest.param("NEAR(", (5,), id="b23_near_is_a_word"),
        pytest.param("*", (), id="b24_a_star"),
        pytest.param("pri*", (2, 1), id="b24_a_star_after_a_word"),
        pytest.param("%_%_%" * 5000, (), id="b25_a_long_row_of_wildcards"),
        pytest.param("%", (), id="b25_percent"),
        pytest.param("toner_low", (9,), id="b25_underscore"),
        pytest.param("'; DROP TABLE report;--", (), id="b26_sql"),
        pytest.param("words:printer", (), id="a_column"),
        pytest.param("^printer", (2, 1), id="a_caret"),
        pytest.param("-printer ", (2, 1), id="a_minus"),
        pytest.param("printer & tray | !desk", (), id="signs_of_tsquery"),
        pytest.param("printer:* ", (2, 1), id="a_beginning_of_tsquery"),
        pytest.param("\\' \\", (), id="backslashes"),
    ],
)
def test_every_character_is_text(filled, text, found):
    assert hits(filled, text) == found
    with filled.unit() as unit:
        assert len(unit.inbox.sequences(View.ALL, Order())) == len(TEXTS)


def test_the_newest_hits_come_first_and_no_more_than_asked_for(database):
    store(database, *[new_problem() for _ in range(70)])
    assert hits(database, "printer jam") == tuple(range(70, 20, -1))
    assert hits(database, "printer jam", limit=3) == (70, 69, 68)
    assert hits(database, "printer", limit=0) == ()


def test_nothing_asked_for_finds_nothing(filled):
    with filled.unit() as unit:
        assert unit.inbox.search(Query((), ""), 50) == ()
        assert unit.inbox.search(Query(("\0", "\0"), ""), 50) == ()


def test_words_that_no_rule_of_ours_cut_are_harmless(filled):
    """The store does not rely on its caller for safety, only for hits."""
    with filled.unit() as unit:
        for hostile in ('a" OR "b', "a'b", "zq\\", "a:*", "\ud800", "a\0b", "NEAR(a b)", "{w}: a"):
            assert unit.inbox.search(Query((hostile,), hostile), 50) == ()


def test_a_problem_with_more_words_than_a_database_holds_is_kept_and_found(database):
    """200,000 characters of distinct long words in a script of four bytes (PostgreSQL: 1 MB)."""
    letters = [chr(0x10400 + 40 + n) for n in range(40)]
    words = cut(
        " ".join("".join(letters[n // 40**k % 40] for k in range(4)) * 9 for n in range(9000))
    )
    assert sum(len(word.encode()) for word in words) > 2**20
    new = new_problem(words=("first", *words))
    store(database, new)
    assert hits(database, "first ") == (1,)
    assert hits(database, f"{words[0]} ") == (1,)
    kept = word_index.joined(new.words).split(" ")
    assert tuple(kept) == new.words[: len(kept)]
    assert len(" ".join(kept).encode()) <= word_index.WORDS_BYTES


def test_a_problem_without_words_is_kept(database):
    store(database, new_problem(words=()), new_problem())
    assert hits(database, "printer") == (2,)


pieces = st.one_of(
    st.sampled_from(
        ["printer", "print", "Wi-Fi", "a-b", "ÅÄÖ", "ß", "SS", "ﬁ", "İ", "١٢", "²", "印"]
    ),
    st.text(max_size=8),
    st.text(alphabet="ab-'_/.", max_size=6),
)
lines = st.lists(pieces, max_size=8).map(" ".join)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(lines, min_size=1, max_size=6), asked=st.lists(lines, min_size=1, max_size=6))
def test_both_databases_give_the_same_hits(both, texts, asked):
    news = [new_problem(words=cut(text)) for text in texts]
    for database in both:
        store(database, *news)
    # Asking for what is there proves hits; for what was made up, proves their absence.
    for text in (*asked, *texts, *(text[: len(text) // 2] for text in texts)):
        found = [hits(database, text, limit=1000) for database in both]
        assert found[0] == found[1], text


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(lines, min_size=1, max_size=5))
def test_a_text_is_found_by_each_of_its_words_and_their_beginnings(database, texts):
    with database.unit() as unit:
        before = unit.inbox.counts()[View.ALL]
    cuts = [cut(text) for text in texts]
    store(database, *[new_problem(words=words) for words in cuts])
    with database.unit() as unit:
        for word in {word for words in cuts for word in words}:
            holders = {before + n for n, words in enumerate(cuts, 1) if word in words}
            found = set(unit.inbox.search(Query((word,), ""), 100_000))
            assert {one for one in found if one > before} == holders
            for length in range(1, len(word) + 1):
                begun = set(unit.inbox.search(Query((), word[:length]), 100_000))
                assert holders <= begun
