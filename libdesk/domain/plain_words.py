"""The check of words for people: technical terms, words that blame, and how hard it is to read.

It advises and never forbids. Any text passes through it without an error, in time that grows with
the text and not faster.
"""

from dataclasses import dataclass

from libdesk.domain.blame import Blame, BlameWords
from libdesk.domain.glossary import Glossary, Occurrence
from libdesk.domain.reading import Reading, guess_language, read

_CHECKED = 200_000
"""Characters of one text that are looked at; nothing longer can be stored."""

_STOPS = (".", "!", "?", "…", "\n", "\u2028", "•")
_VOWELS = frozenset("aeio")
"""Before these letters "a" is "an"; "u" as in "used" keeps it."""

_LOOKED_BACK = 40
"""Signs before a word that are enough to see whether a sentence begins there."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found in a text.

    Attributes:
        text: which was checked; all places are places in it.
        language: "en", "es", "fr", or "" where nobody knows.
        jargon: technical terms with their plain words, each time they stand there.
        blame: what sounds like blame.
        reading: how hard it is to read; None where there is no word.
    """

    text: str
    language: str
    jargon: tuple[Occurrence, ...]
    blame: tuple[Blame, ...]
    reading: Reading | None

    @property
    def is_plain(self) -> bool:
        """Say whether everybody will understand it, as far as counting can tell."""
        is_easy = self.reading is None or self.reading.is_plain
        return is_easy and not self.jargon and not self.blame


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a text: these words in place of what stands from `start` to before `end`."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The lists behind the check.

    Attributes:
        glossary: the terms.
        blame: what sounds like blame.
    """

    glossary: Glossary
    blame: BlameWords

    def check(self, text: str, language: str = "") -> Check:
        """Check a text; see the function of this name."""
        return check(text, language, self.glossary, self.blame)


def check(text: str, language: str, glossary: Glossary, blame: BlameWords) -> Check:
    """Return what in a text is hard to understand, or hard to hear.

    Args:
        text: any text.
        language: its code, such as "en"; "" to guess it.
        glossary: the terms. Where the language stays unknown, none is looked for.
        blame: what sounds like blame.
    """
    text = text[:_CHECKED]
    language = language or guess_language(text)
    terms = glossary.terms_in(text, language) if language else ()
    return Check(
        text,
        language,
        tuple(one for one in terms if not one.term.is_plain),
        tuple(blame.find(text, language)),
        read(text, language),
    )


def swap(text: str, occurrence: Occurrence) -> str:
    """Return a text with one term replaced by its plain words; without any, the text as it is."""
    edit = edit_for(text, occurrence)
    return f"{text[: edit.start]}{edit.words}{text[edit.end :]}"


def edit_for(text: str, found: Occurrence | Blame) -> Edit:
    """Return the change that puts the plain, or kinder, words in the place of what was found.

    A capital at the beginning of a sentence stays, and "a" before it becomes "an" where it must.
    """
    is_term = isinstance(found, Occurrence)
    words = found.plain if isinstance(found, Occurrence) else found.harsh.kinder
    if not words:
        return Edit(found.start, found.end, text[found.start : found.end])
    start = found.start
    article = _article_before(text, start) if is_term else ""
    if article:
        start -= len(article) + 1
        right = "an" if words[0].lower() in _VOWELS else "a"
        return Edit(start, found.end, f"{_like(article, right)} {words}")
    if _begins_sentence(text, start) and text[start].isupper():
        words = words[:1].upper() + words[1:]
    return Edit(start, found.end, words)


def _like(article: str, right: str) -> str:
    return right.capitalize() if article[0].isupper() else right


def _article_before(text: str, start: int) -> str:
    for article in ("an", "a"):
        begins = start - len(article) - 1
        if begins < 0 or text[begins : start - 1].lower() != article or text[start - 1] != " ":
            continue
        if begins == 0 or not (text[begins - 1].isalnum() or text[begins - 1] in "'’_-"):
            return text[begins : start - 1]
    return ""


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _LOOKED_BACK) : start].rstrip(" \t\"'“‘«(*-")
    return (not before and start <= _LOOKED_BACK) or before.endswith(_STOPS)
