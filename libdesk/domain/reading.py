"""How hard a text is to read, by formulas that were made for its language, with their arithmetic.

English has a school grade (Flesch and Kincaid) and an ease (Flesch); Spanish (Fernández Huerta) and
French (Kandel and Moles) have an ease from about 0, hard, to 100, easy. For any other language only
sentences and words are counted: a formula would be wrong there, and a wrong number is worse.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from libdesk.domain.sentences import Sentence, sentences, words_in
from libdesk.domain.syllables import counter
from libdesk.domain.text import fold

TARGET_GRADE = 8
TARGET_EASE = 60
LONG_SENTENCE = 25
"""More words than these are many for one sentence."""

_LONG_WORD = 13
_MANY_SYLLABLES: Mapping[str, int] = {"en": 4, "es": 6, "fr": 5}
_USUAL_SENTENCE = 20
_LONG_WORDS_TOLD = 12
_LEAST_WORDS = 8
"""Fewer say little about how somebody writes."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP_WORDS: Mapping[str, frozenset[str]] = {
    "en": _words(
        "the and is are you your our it to for with this that not can will have has "
        "please my thank thanks but at from be do does there when if they what its been would"
    ),
    "es": _words(
        "el los las una con y del es está están pero muy gracias usted hay ya cuando porque "
        "por para en al su lo se nos hemos favor esta este"
    ),
    "fr": _words(
        "le les des et est une pas vous nous il sur dans pour avec ce cette qui du au ne "
        "merci plus mais votre notre je ça sont été"
    ),
}
_LEAST_SHARE = 0.15
"""So many of the words must be those of a language that it is taken for it."""

_GUESSED_BY = 5_000
"""Characters from the beginning that are enough to know a language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted, and what the formulas make of it.

    Attributes:
        language: its formulas were used; "" for none.
        words: how many; addresses are none.
        sentences: how many.
        syllables: how many; 0 where nobody can count them.
        grade: the school grade for which it is easy, 0 at least; only for English.
        ease: from about 0, hard, to 100, easy; None for a language without a formula.
        long_sentences: those with more than `LONG_SENTENCE` words.
        long_words: some of the longest, each once, in the order of the text.
    """

    language: str
    words: int
    sentences: int
    syllables: int
    grade: float | None
    ease: float | None
    long_sentences: tuple[Sentence, ...] = ()
    long_words: tuple[str, ...] = ()

    @property
    def says_enough(self) -> bool:
        """Say whether there are words enough for the numbers to mean something."""
        return self.words >= _LEAST_WORDS

    @property
    def is_plain(self) -> bool:
        """Say whether it is as easy as what everybody reads should be."""
        if self.grade is not None:
            return self.grade <= TARGET_GRADE
        if self.ease is not None:
            return self.ease >= TARGET_EASE
        return self.words <= _USUAL_SENTENCE * self.sentences


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula with its numbers, as it is worked out by hand.

    Attributes:
        name: whose it is.
        sum: the numbers, such as "0.39 × (12 ÷ 2) + 11.8 × (15 ÷ 12) − 15.59 = 1.5".
    """

    name: str
    sum: str


def read(text: str, language: str) -> Reading | None:
    """Count a text; None where there is no word in it.

    Args:
        text: any text.
        language: its code, such as "en"; another one than those with a formula is only counted.
    """
    parts = sentences(text)
    words = list(words_in(text))
    if not words or not parts:
        return None
    count_of = counter(language)
    syllables = sum(map(count_of, words)) if count_of is not None else 0
    grade, ease = _scores(language, len(words), len(parts), syllables)
    return Reading(
        language if count_of is not None else "",
        len(words),
        len(parts),
        syllables,
        grade,
        ease,
        tuple(one for one in parts if one.words > LONG_SENTENCE),
        _long_words(words, language),
    )


def guess_language(text: str) -> str:
    """Return "en", "es" or "fr" by the little words that each text has; "" where it isn't clear."""
    words = [word.casefold() for word in words_in(text[:_GUESSED_BY])]
    counts = {
        language: sum(word in stop_words for word in words)
        for language, stop_words in _STOP_WORDS.items()
    }
    best = max(counts, key=lambda language: counts[language])
    most = counts.pop(best)
    is_clear = most > max(counts.values()) and most >= _LEAST_SHARE * len(words)
    return best if is_clear else ""


def arithmetic(reading: Reading) -> tuple[Formula, ...]:
    """Return the formulas behind the numbers; none for a language that has none."""
    words, parts, syllables = reading.words, reading.sentences, reading.syllables
    length, weight = f"({words} ÷ {parts})", f"({syllables} ÷ {words})"
    per_sentence, per_word = words / parts, syllables / words
    if reading.language == "es":
        huerta = f"206.84 − 0.60 × {100 * per_word:.1f} − 1.02 × {per_sentence:.1f}"
        return (Formula("Fernández Huerta", f"{huerta} = {_huerta(per_sentence, per_word):.1f}"),)
    if reading.language == "fr":
        kandel = f"207 − 1.015 × {length} − 73.6 × {weight}"
        return (Formula("Kandel & Moles", f"{kandel} = {_kandel(per_sentence, per_word):.1f}"),)
    if reading.language == "en":
        grade = f"0.39 × {length} + 11.8 × {weight} − 15.59"
        ease = f"206.835 − 1.015 × {length} − 84.6 × {weight}"
        return (
            Formula("Flesch-Kincaid", f"{grade} = {_grade(per_sentence, per_word):.1f}"),
            Formula("Flesch", f"{ease} = {_flesch(per_sentence, per_word):.1f}"),
        )
    return ()


def _scores(
    language: str, words: int, parts: int, syllables: int
) -> tuple[float | None, float | None]:
    per_sentence, per_word = words / parts, syllables / words
    if language == "en":
        return max(0.0, _grade(per_sentence, per_word)), _flesch(per_sentence, per_word)
    if language == "es":
        return None, _huerta(per_sentence, per_word)
    if language == "fr":
        return None, _kandel(per_sentence, per_word)
    return None, None


def _grade(per_sentence: float, per_word: float) -> float:
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def _flesch(per_sentence: float, per_word: float) -> float:
    return 206.835 - 1.015 * per_sentence - 84.6 * per_word


def _huerta(per_sentence: float, per_word: float) -> float:
    return 206.84 - 0.60 * 100 * per_word - 1.02 * per_sentence


def _kandel(per_sentence: float, per_word: float) -> float:
    return 207 - 1.015 * per_sentence - 73.6 * per_word


def _long_words(words: list[str], language: str) -> tuple[str, ...]:
    count_of, many = counter(language), _MANY_SYLLABLES.get(language, 0)
    found: dict[str, str] = {}
    for word in words:
        is_long = count_of(word) >= many if count_of is not None else len(word) >= _LONG_WORD
        if is_long and not word[0].isdecimal():
            found.setdefault(fold(word), word)
            if len(found) == _LONG_WORDS_TOLD:
                break
    return tuple(found.values())
