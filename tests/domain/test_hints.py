"""Words that say too little bring one gentle prompt, and other words bring none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.app.site import load_questions
from libdesk.domain.hints import WEIGHED, Hint, HintRules, hint, parse_hints, speaks_of_danger

VAGUE = (
    "system systems server it its everything anything nothing something thing things stuff down "
    "dead crashed crashes crash broken broke bust busted kaput working work works problem "
    "problems issue issues trouble wrong weird sistema sistemas servidor todo nada algo cosa "
    "cosas esto eso caído caída caídos roto rota rotos rotas muerto muerta funciona funcionan "
    "funcionando sirve problema problemas falla mal"
)
EMPTY = (
    "a an the this that these those my our your all is are was be been has have had having am do "
    "does did doesn't don't didn't isn't isnt aint ain't won't can't cannot not no to of on in at "
    "and or but so again still just now today please help hi hello hey thanks thank you i we me "
    "us there here here's very really totally completely up go went gone goes going get getting "
    "keeps keep seems with for since always some el la los las un una unos unas y o de del en al "
    "está están es son fue ha han se me nos no ya muy otra vez hoy ahora hay por favor ayuda hola "
    "gracias que lo le mi mis nuestro nuestra todavía completamente"
)
PROPOSED = {"vague": VAGUE.split(), "empty": EMPTY.split(), "least_words": 4}
RULES = parse_hints(PROPOSED)
SHIPPED = parse_hints(load_questions()["hints"])


@pytest.mark.rows("S06", "S08")
@pytest.mark.parametrize(
    "saw",
    [
        "system is down",
        "The system is down",
        "it crashed",
        "The server is dead!!",
        "it's broken again",
        "It’s broken again",
        "ITS BROKEN AGAIN",
        "IT IS DOWN",
        "broken",
        "Down.",
        "Everything is down, please help",
        "nothing works",
        "NOTHING WORKS!!!",
        "The thing doesn't work",
        "the thing doesn’t work",
        "it isn't working",
        "it aint workin, problem again",
        "printer broken",
        "The internet is down again today",
        "sooo broken",
        "It is deeeeaaad",
        "the systemmmm is dowwwwn",
        "it's brokennnn... AGAIN",
        "el sistema no funciona",
        "El sistema NO funciona!!",
        "no funciona",
        "está roto",
        "esta\u0301 roto",
        "ESTÁ ROTO",
        "esta roto otra vez",
        "¡Se ha caído el servidor!",
        "todo está caído",
    ],
)
def test_s08_words_that_may_mean_anything_ask_which_part(saw):
    assert hint(saw, RULES) is Hint.VAGUE


@pytest.mark.rows("S06")
@pytest.mark.parametrize(
    "saw",
    [
        "The printer by the door prints gray stripes",
        "Error 49 on the receipt printer",
        "The system says my card reader is missing",
        "It beeps three times when I turn it on and the screen stays black",
        "The screen stays black",
        "IT asked me to report the gray stripes",
        "la impresora de la entrada imprime rayas grises",
        "打印机坏了",
        "the the the the",
    ],
)
def test_words_that_say_enough_bring_no_prompt(saw):
    assert hint(saw, RULES) is None


@pytest.mark.rows("S06")
@pytest.mark.parametrize(
    "saw", ["Error 49", "black screen", "help", "the mouse", "Paper jam!", "pantalla negra"]
)
def test_s06_a_beginning_asks_for_one_thing_more(saw):
    assert hint(saw, RULES) is Hint.THIN


@pytest.mark.parametrize("saw", ["", "   ", "\n\t", "!!!", "...", "'", "😀", "\u0301", "\0", "_"])
def test_no_words_bring_no_prompt(saw):
    assert hint(saw, RULES) is None


@pytest.mark.parametrize("words", range(4))
def test_a_vague_word_among_more_than_two_that_say_something_is_no_matter(words):
    saw = " ".join(["system", *["gray", "stripes", "left"][:words], "is", "again"])
    assert hint(saw, RULES) is (Hint.VAGUE if words <= 2 else None)


def test_the_fewest_words_are_the_librarys_choice():
    saw = "black screen"
    for least, wanted in ((0, None), (2, None), (3, Hint.THIN)):
        assert hint(saw, HintRules(RULES.vague, RULES.empty, least)) is wanted


def test_without_lists_only_the_length_counts():
    rules = parse_hints({"vague": [], "empty": [], "least_words": 4, "thin": "One thing more?"})
    assert hint("it is down", rules) is Hint.THIN
    assert hint("the system is down", rules) is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"least_words": None}, "least_words"),
        ({"least_words": "4"}, "least_words"),
        ({"least_words": True}, "least_words"),
        ({"least_words": -1}, "least_words"),
        ({"vague": None}, "list of words: vague"),
        ({"vague": "system"}, "list of words: vague"),
        ({"vague": [4]}, "list of words: vague"),
        ({"empty": None}, "list of words: empty"),
        ({"empty": ["otra vez"]}, "single words in empty, not: otra vez"),
        ({"vague": ["down", ""]}, "single words in vague"),
    ],
)
def test_rules_that_cannot_be_are_refused_by_name(change, named):
    with pytest.raises(ValueError, match=named):
        parse_hints({**PROPOSED, **change})


@pytest.mark.parametrize("key", ["vague", "empty", "least_words"])
def test_a_missing_part_is_named(key):
    with pytest.raises(ValueError, match=key):
        parse_hints({name: part for name, part in PROPOSED.items() if name != key})


sentences = st.lists(
    st.sampled_from(["it", "IT", "is", "down", "deeead", "gray", "está", "it's", "!!", "打", "ﬁ"])
).map(" ".join)


@given(st.text() | sentences)
def test_any_text_can_be_weighed(saw):
    found = hint(saw, RULES)
    assert found in {None, *Hint}
    assert hint(f"  {saw}\n", RULES) is found


@given(sentences.filter(lambda saw: "IT" not in saw))
def test_case_and_signs_around_the_words_are_no_matter(saw):
    wanted = hint(saw.lower(), RULES)
    assert hint(saw.upper(), RULES) is wanted
    assert hint(f"¡¡{saw}!!", RULES) is wanted


PIECES = (
    *("it ", "a", "a'", "'", "down down gray ", "\u0301\u0323", "é", "打", "it's ", "aaab", "\n"),
    *("\ufdfa", "\ufdfa ", "각", "ﬃ"),
)


def least(text, times=3):
    """The least time that weighing it takes, in seconds of this process."""
    rounds = []
    for _ in range(times):
        before = time.process_time()
        hint(text, RULES)
        rounds.append(time.process_time() - before)
    return min(rounds)


@pytest.mark.parametrize("piece", PIECES)
def test_b02_the_longest_text_takes_time_by_its_length_only(piece):
    short, long = (least((piece * length)[:length]) for length in (WEIGHED // 10, WEIGHED))
    assert long < 15 * max(short, 0.002)
    # Under coverage too.
    assert long < 1


@pytest.mark.parametrize("piece", PIECES)
def test_b02_a_text_of_any_length_takes_no_longer_than_its_beginning(piece):
    beginning, whole = (least((piece * length)[:length]) for length in (WEIGHED, 100_000))
    assert whole < 2 * max(beginning, 0.002)


def test_of_a_long_text_the_beginning_counts():
    beginning, words = "it is down ", "gray stripes on every page"
    assert hint(beginning * (WEIGHED // 20) + words, RULES) is None
    assert hint(beginning * (WEIGHED // 10) + words, RULES) is Hint.VAGUE
    assert hint("\n" * WEIGHED + beginning, RULES) is Hint.VAGUE


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("There is smoke coming out of the copier", True),
        ("SMOKE!!", True),
        ("smells of burning", True),
        ("sale humo", True),
        ("The screen says burn a disc", False),
        ("smokestack is the name of the book", False),
        ("", False),
        ("x " * 2_000 + "smoke", False),
    ],
)
def test_smoke_and_fire_are_heard_in_the_words(words, speaks):
    assert speaks_of_danger(words, SHIPPED) is speaks
