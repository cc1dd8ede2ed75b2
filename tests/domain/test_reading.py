"""Reading grades: sentences, words and syllables counted by hand, and the formulas' sums."""

import time

import pytest

from libdesk.domain.reading import Reading, arithmetic, guess_language, read
from libdesk.domain.sentences import sentences, words_in


def counted(text, language):
    reading = read(text, language)
    assert reading is not None
    return reading


def cut(text):
    return [text[one.start : one.end] for one in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It works. Thank you!", ["It works.", "Thank you!"]),
        ("Does it? Yes… “It does.” Good", ["Does it?", "Yes…", "“It does.”", "Good"]),
        ("Ask Mr. Ames or Dr. Bell.", ["Ask Mr. Ames or Dr. Bell."]),
        ("It costs 3.5 dollars, e.g. Mondays.", ["It costs 3.5 dollars, e.g. Mondays."]),
        ("Open at 9 a.m. Monday.", ["Open at 9 a.m. Monday."]),
        ("Open at 9 a.m. The door sticks.", ["Open at 9 a.m.", "The door sticks."]),
        ("Made in the U.S. by us.", ["Made in the U.S. by us."]),
        ("Paper, toner, etc. We need it.", ["Paper, toner, etc.", "We need it."]),
        ("Paper, toner, etc. are low.", ["Paper, toner, etc. are low."]),
        ("See No. 5 now.", ["See No. 5 now."]),
        ("Is it on? No. It is off.", ["Is it on?", "No.", "It is off."]),
        ("El Sr. Paz llama.", ["El Sr. Paz llama."]),
        ("paper\ntoner\nink", ["paper", "toner", "ink"]),
        ("- paper\n• toner\n2) ink\na. pens", ["paper", "toner", "ink", "pens"]),
        ("1. Turn it off.\n2. Wait.", ["Turn it off.", "Wait."]),
        (
            "This line was broken because it had become as long as it may be\nand goes on.",
            ["This line was broken because it had become as long as it may be\nand goes on."],
        ),
        (
            "This line was broken because it had become as long as it may be\n\nand more",
            ["This line was broken because it had become as long as it may be", "and more"],
        ),
        (
            "This line was broken because it had become as long as it may be\na) one more",
            ["This line was broken because it had become as long as it may be", "one more"],
        ),
        (
            "This line was broken because it had become as long as it may be\nAnd more",
            ["This line was broken because it had become as long as it may be", "And more"],
        ),
        ("See https://x.org/a.b for more.", ["See https://x.org/a.b for more."]),
        ("... !!! —", []),
        ("Wait... now", ["Wait...", "now"]),
        ("", []),
    ],
)
def test_sentences(text, parts):
    assert cut(text) == parts


def test_words_are_counted_as_people_do():
    text = "Don’t re-image it; see https://x.org or it@x.org. 3.5 of 1,000 cafe\u0301s!"
    assert list(words_in(text)) == [
        "Don’t", "re-image", "it", "see", "or", "3.5", "of", "1,000", "cafe\u0301s",
    ]  # fmt: skip


def test_an_english_text_by_hand():
    # 11 words, 2 sentences, 14 syllables: The print-er is out of pa-per. Please add some now.
    reading = counted("The printer is out of paper. Please add some of it.", "en")
    assert (reading.words, reading.sentences, reading.syllables) == (11, 2, 13)
    assert reading.grade == pytest.approx(0.39 * 5.5 + 11.8 * 13 / 11 - 15.59)
    assert reading.ease == pytest.approx(206.835 - 1.015 * 5.5 - 84.6 * 13 / 11)
    assert [(one.name, one.sum) for one in arithmetic(reading)] == [
        ("Flesch-Kincaid", "0.39 × (11 ÷ 2) + 11.8 × (13 ÷ 11) − 15.59 = 0.5"),
        ("Flesch", "206.835 − 1.015 × (11 ÷ 2) − 84.6 × (13 ÷ 11) = 101.3"),
    ]
    assert reading.is_plain
    assert reading.says_enough


def test_a_spanish_text_by_hand():
    # La im-pre-so-ra no tie-ne pa-pel.
    reading = counted("La impresora no tiene papel.", "es")
    assert (reading.words, reading.sentences, reading.syllables) == (5, 1, 10)
    assert reading.grade is None
    assert reading.ease == pytest.approx(206.84 - 0.60 * 200 - 1.02 * 5)
    (formula,) = arithmetic(reading)
    assert formula.sum == "206.84 − 0.60 × 200.0 − 1.02 × 5.0 = 81.7"
    assert reading.is_plain
    assert not reading.says_enough


def test_a_french_text_by_hand():
    # L’im-pri-mante n’a plus de pa-pier.
    reading = counted("L’imprimante n’a plus de papier.", "fr")
    assert (reading.words, reading.sentences, reading.syllables) == (5, 1, 8)
    assert reading.ease == pytest.approx(207 - 1.015 * 5 - 73.6 * 8 / 5)
    (formula,) = arithmetic(reading)
    assert formula.sum == "207 − 1.015 × (5 ÷ 1) − 73.6 × (8 ÷ 5) = 84.2"


def test_another_language_is_only_counted():
    reading = counted("Der Drucker hat kein Papier. Bibliotheksangelegenheiten!", "de")
    assert (reading.language, reading.grade, reading.ease) == ("", None, None)
    assert (reading.words, reading.sentences, reading.syllables) == (6, 2, 0)
    assert reading.long_words == ("Bibliotheksangelegenheiten",)
    assert arithmetic(reading) == ()
    assert reading.is_plain
    assert not counted("wort " * 21, "de").is_plain


def test_hard_texts_are_not_plain():
    hard = (
        "Notwithstanding considerable organizational deliberations, the implementation of "
        "the authentication infrastructure necessitates immediate administrative approval."
    )
    reading = counted(hard, "en")
    assert reading.grade > 8
    assert not reading.is_plain
    assert "authentication" in reading.long_words
    assert not Reading("es", 10, 1, 40, None, 20.0).is_plain


def test_long_sentences_have_more_than_25_words():
    assert counted("word " * 25, "en").long_sentences == ()
    (long,) = counted("Short one. " + "word " * 26, "en").long_sentences
    assert (long.start, long.words) == (11, 26)


def test_long_words_are_told_once_each_and_not_all():
    many = " ".join(f"information{'al' * n} INFORMATION{'al' * n}" for n in range(1, 20))
    assert len(counted(many, "en").long_words) == 12
    assert counted("1234567890123456 information", "de").long_words == ()


@pytest.mark.parametrize("text", ["", " \n", "!!!", "—", "https://x.org"])
def test_a_text_without_a_word_has_no_grade(text):
    assert read(text, "en") is None


def test_the_least_grade_is_none_below_zero():
    assert counted("Go.", "en").grade == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The printer in the hall is out of paper again, thank you.", "en"),
        ("La impresora de la sala no tiene papel y está apagada. Gracias.", "es"),
        ("L’imprimante de la salle n’a plus de papier, merci pour votre aide.", "fr"),
        ("Der Drucker hat kein Papier mehr und der Bildschirm ist schwarz.", ""),
        ("De printer is weer leeg en we hebben geen papier of inkt meer.", ""),
        ("打印机没有纸了", ""),
        ("VPN", ""),
        ("", ""),
        ("the el", ""),
    ],
)
def test_the_language_is_guessed_or_left_open(text, language):
    assert guess_language(text) == language


@pytest.mark.alone
@pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
@pytest.mark.parametrize(
    "text",
    [
        "Word of it. " * 8_000,
        "a" * 100_000,
        "." * 50_000 + "'" * 50_000,
        "U.S. " * 20_000,
        "\n" * 100_000,
        "a-" * 50_000,
        "\u0301" * 100_000,
        "e\u0301" * 50_000,
        "\ud800 " * 50_000,
        "9" * 5_000,
        "x\r\nBcc: all@x.org",
        "\x00\u202e<b>",
    ],
)
def test_b2_to_b9_and_b16_any_text_is_read_quickly(text, language):
    begun = time.perf_counter()
    read(text, language)
    guess_language(text)
    assert time.perf_counter() - begun < 1.5
