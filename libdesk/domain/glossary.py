"""The glossary: what technical words mean, what to say instead, and where they stand in a text.

A term knows in its data when it is not meant: "switch" in "switch it off" is no box with cables.
The terms themselves are in resources/glossary/terms.json; `glossary_file` reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from libdesk.domain.phrases import Phrases, Word, joined, key_of, plural_of, words_of

ENGLISH = "en"
NEAR = 8
"""So many words before and after a term are near it."""

_LONGEST_CONTEXT = 3
"""Words of one entry in `not_before` and `not_after`."""

_NUMBER = "#"


class Kind(StrEnum):
    """What a term is about."""

    TECH = "tech"
    LIBRARY = "library"
    MONEY = "money"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Other:
    """Something that a term is taken for and is not.

    Attributes:
        term: its name; not each of them is in the glossary.
        why: how the two differ, in a sentence.
    """

    term: str
    why: str


@dataclass(frozen=True, slots=True)
class Rules:
    """When a word is the term, and when it only looks like it. All empty: always.

    Attributes:
        only_as: the only spellings that are looked for in a text. One with a capital in it is
            looked for letter for letter, so that "SIP" is found and "a sip of tea" is not.
        only_near: one of these words must stand near a name of a single word.
        not_before: it is not meant where one of these follows; "#" is any number.
        not_after: it is not meant where one of these comes before it.
    """

    only_as: tuple[str, ...] = ()
    only_near: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """One entry.

    Attributes:
        id: its short name in files; never changes.
        term: the name it is known by.
        kind: what it is about.
        meaning: one or two plain sentences.
        swap: the plain words for its place in an English sentence; "" where none fits.
        advice: what to do where no swap fits; "" where one does.
        also_called: its other names.
        forms: other forms of the word with the plain words for them, such as plurals.
        not_the_same_as: what it is taken for.
        picture: the name of a drawing in resources/icons; "" for none.
        is_plain: everybody may use it; it is explained, and nobody is told to avoid it.
        abroad: the plain words in other languages, by language.
        rules: when a word is this term.
    """

    id: str
    term: str
    kind: Kind
    meaning: str
    swap: str = ""
    advice: str = ""
    also_called: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    not_the_same_as: tuple[Other, ...] = ()
    picture: str = ""
    is_plain: bool = False
    abroad: tuple[tuple[str, str], ...] = ()
    rules: Rules = Rules()

    @property
    def names(self) -> tuple[str, ...]:
        """All its names in English, the first one first."""
        return (self.term, *self.also_called)

    def plain(self, language: str = ENGLISH) -> str:
        """Return the plain words for it in a language; "" where there are none."""
        return self.swap if language == ENGLISH else dict(self.abroad).get(language, "")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a text.

    Attributes:
        start: the place of its first sign.
        end: the place after its last one.
        term: which it is.
        found: the words as they stand there.
        plain: the plain words for exactly this form, in the text's language; "" for none.
    """

    start: int
    end: int
    term: Term
    found: str
    plain: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A name that two terms claim.

    Attributes:
        name: as the second one spells it.
        first: the id of the term that has it in `Glossary.find`.
        second: the id of the other.
    """

    name: str
    first: str
    second: str


class _Meant(NamedTuple):
    """What a spelling stands for: the term, and the plain words for just this form of it."""

    term: Term
    plain: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms.

    Attributes:
        as_at: the day on which somebody last looked through them, as an ISO date.
        terms: in the order of their names.
    """

    as_at: str = ""
    terms: tuple[Term, ...] = ()
    _names: dict[str, Term] = field(init=False, repr=False, compare=False)
    _phrases: dict[str, Phrases[_Meant]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take in the names, so that each look-up is short."""
        names: dict[str, Term] = {}
        for spelled_as in (_names_of, _plurals_of):
            for term in self.terms:
                for name in spelled_as(term):
                    names.setdefault(key_of(name), term)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_phrases", {})

    def find(self, words: str) -> Term | None:
        """Return the term of this name, in whatever case, number and spelling; None for none."""
        return self._names.get(key_of(words[:200]))

    def clashes(self) -> list[Clash]:
        """Return each name that two terms claim; a glossary in order has none."""
        owners: dict[str, Term] = {}
        found: list[Clash] = []
        for term in self.terms:
            for name in dict.fromkeys(_names_of(term)):
                owner = owners.setdefault(key_of(name), term)
                if owner is not term:
                    found.append(Clash(name, owner.id, term.id))
        return found

    def terms_in(self, text: str, language: str = ENGLISH) -> Iterator[Occurrence]:
        """Yield the terms in a text, in its order, the longest name that fits each time.

        Args:
            text: any text; nothing in an address is found.
            language: the text's. In another one than English only those terms are looked for that
                have plain words in it: "solution" is everyday French.
        """
        if language not in self._phrases:
            self._phrases[language] = _phrases_of(self.terms, language)
        words = words_of(text)
        accepts = partial(_is_meant, text, words)
        for found in self._phrases[language].find(text, words, accepts):
            term, plain = found.value
            yield Occurrence(found.start, found.end, term, text[found.start : found.end], plain)


def _names_of(term: Term) -> Iterator[str]:
    """Yield all names by which a term is found when somebody looks it up."""
    yield from term.names
    yield from term.rules.only_as
    yield from (form for form, _plain in term.forms)


def _plurals_of(term: Term) -> Iterator[str]:
    yield from map(plural_of, term.names)
    yield from map(plural_of, term.rules.only_as)


def _phrases_of(terms: tuple[Term, ...], language: str) -> Phrases[_Meant]:
    made: Phrases[_Meant] = Phrases(())
    for term in terms:
        plain = term.plain(language)
        if language != ENGLISH and not plain:
            continue
        forms = dict(term.forms) if language == ENGLISH else dict.fromkeys(dict(term.forms), plain)
        plain_of = {key_of(form): words for form, words in forms.items()}
        spellings = list(term.rules.only_as or term.names)
        spellings += [plural_of(one) for one in spellings]
        meant = ((one, _Meant(term, plain_of.get(key_of(one), plain))) for one in spellings)
        made.add(meant, exactly=bool(term.rules.only_as))
        made.add(((form, _Meant(term, words)) for form, words in forms.items()), exactly=False)
    return made


def _is_meant(text: str, words: list[Word], meant: _Meant, first: int, last: int) -> bool:
    rules = meant.term.rules
    is_alone = first == last  # a name of several words tells by itself what is meant
    if is_alone and rules.only_near and not _has_near(words, first, last, rules.only_near):
        return False
    if rules.not_before and not rules.not_before.isdisjoint(_following(text, words, last)):
        return False
    return not rules.not_after or rules.not_after.isdisjoint(_preceding(text, words, first))


def _has_near(words: list[Word], first: int, last: int, wanted: frozenset[str]) -> bool:
    around = (*words[max(0, first - NEAR) : first], *words[last + 1 : last + 1 + NEAR])
    return any(word.folded in wanted for word in around)


def _following(text: str, words: list[Word], last: int) -> Iterator[str]:
    """Yield the next word, the next two, the next three, as far as no stop comes between."""
    taken: list[str] = []
    for at in range(last + 1, min(len(words), last + 1 + _LONGEST_CONTEXT)):
        if not joined(text, words[at - 1], words[at]):
            return
        if at == last + 1 and words[at].folded.isdecimal():
            yield _NUMBER
        taken.append(words[at].folded)
        yield " ".join(taken)


def _preceding(text: str, words: list[Word], first: int) -> Iterator[str]:
    taken: list[str] = []
    for at in range(first - 1, max(-1, first - 1 - _LONGEST_CONTEXT), -1):
        if not joined(text, words[at], words[at + 1]):
            return
        taken.insert(0, words[at].folded)
        yield " ".join(taken)
