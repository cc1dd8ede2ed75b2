"""Letters to donors: which there are, of what texts they are made, and what is put in (4.4).

A letter is a text with names in braces. What a name stands for may be empty: then its paragraph
falls away, so that one letter says what becomes of each machine of an offer. What is put in is
never looked at again: braces in a donor's name are a donor's name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from types import MappingProxyType

from libdesk.domain.donation_policy import Check
from libdesk.domain.donations import Kind

ENGLISH, SPANISH, FRENCH = "en", "es", "fr"
LANGUAGES = (ENGLISH, SPANISH, FRENCH)

TITLE_LIMIT, LETTER_LIMIT = 120, 12_000
"""Characters of a letter's title, and of a letter."""


class LetterKind(Enum):
    """Which letter."""

    ACCEPTED = "accepted"
    SPARE = "spare"
    DECLINED = "declined"
    FACTS = "facts"
    HANDED_ON = "handed on"
    WIPED = "wiped"


ANSWERS = frozenset({LetterKind.ACCEPTED, LetterKind.SPARE, LetterKind.DECLINED, LetterKind.FACTS})
"""Letters that answer an offer; the others tell what came of it."""


class Country(Enum):
    """Whose rules about gifts a letter keeps to."""

    US = "us"
    CANADA = "ca"
    UK = "gb"
    AUSTRALIA = "au"
    EU = "eu"
    OTHER = "other"


_EU = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
_TERRITORIES = {
    **dict.fromkeys(("US", "PR", "GU", "VI", "AS", "MP"), Country.US),
    "CA": Country.CANADA,
    "GB": Country.UK,
    "AU": Country.AUSTRALIA,
    **dict.fromkeys(_EU, Country.EU),
}


def guess_country(locale: str) -> Country:
    """Return the country of a locale such as "en_US"; OTHER where it names none of them."""
    return _TERRITORIES.get(re.split("[_-]", locale)[-1].upper(), Country.OTHER)


_SHARED = ("donor", "library", "date", "offered_on", "machines")
"""What every text may name."""

_OF_LETTERS = (
    "greeting", "decisions", "reasons", "questions", "elsewhere", "back", "conditions", "country",
    "money", "handed", "wiped", "received", "signed",
)  # fmt: skip

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "part.taken": (),
        "part.spare": (),
        "part.parts": (),
        "part.look": (),
        "part.refer": (),
        "part.decline": (),
        "part.reasons": ("reasons",),
        "part.questions": ("questions",),
        "part.about": ("questions",),
        "part.elsewhere": ("elsewhere",),
        "part.nowhere": ("recyclers",),
        "part.back": ("until",),
        "part.conditions": ("conditions",),
        "part.money": (),
        "part.received": ("received_on",),
        "part.handed": ("to", "on"),
        "part.certificate": ("certificate",),
        "part.wiped": ("on", "method"),
        "part.unwiped": (),
        **{f"country.{one.value}": ("received",) for one in Country},
    }
)
"""The texts that letters share, and what each may name beside what all may."""

KEYS = (*(one.value for one in LetterKind), *PARTS)
"""All texts, in the order in which they are edited."""


def names_of(key: str) -> tuple[str, ...]:
    """Return what a text may name in braces."""
    return (*_SHARED, *PARTS.get(key, _OF_LETTERS))


@dataclass(frozen=True, slots=True)
class Template:
    """A text that is filled in.

    Attributes:
        text: with names in braces.
        title: of a letter; "" for a part of one.
    """

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of one language.

    Attributes:
        language: such as "en".
        name: what the language calls itself.
        as_at: when somebody last looked at them.
        tags: the tag of the letter's language, by country; of "" everywhere else.
        dates: how a day is written, likewise.
        first_day: how the first of a month is.
        months: the months.
        words: small words, by name.
        kinds: of each kind one, and several.
        reasons: why something can't be used, by what a line of the policy looks at.
        questions: what a donor is asked, likewise; "" for what only the library knows.
        sentences: the shipped English conditions in this language.
        templates: the texts that a library may change, by KEYS.
    """

    language: str
    name: str
    as_at: date
    tags: Mapping[str, str]
    dates: Mapping[str, str]
    first_day: str
    months: tuple[str, ...]
    words: Mapping[str, str]
    kinds: Mapping[Kind, tuple[str, str]]
    reasons: Mapping[Check, str]
    questions: Mapping[Check, str]
    sentences: Mapping[str, str]
    templates: Mapping[str, Template]

    def tag(self, country: Country) -> str:
        """Return the letter's language, as BCP 47 has it."""
        return self.tags.get(country.value, self.tags[""])

    def day(self, day: date, country: Country) -> str:
        """Return a day as it is written in this language there."""
        pattern = self.dates.get(country.value, self.dates[""])
        number = self.first_day if day.day == 1 else str(day.day)
        values = {"day": number, "month": self.months[day.month - 1], "year": str(day.year)}
        return fill(pattern, values)

    def word(self, of: str, key: str) -> str:
        """Return a small word of a family, or the family's usual one."""
        return self.words.get(f"{of}.{key}", self.words.get(f"{of}.", ""))

    def joined(self, things: Iterable[str]) -> str:
        """Return things in one line, such as "a, b and c"."""
        *first, last = [*things] or [""]
        if not first:
            return last
        return f"{self.words['between'].join(first)}{self.words['and']}{last}"

    def with_own(self, own: Mapping[str, Template]) -> "Texts":
        """Return the texts with a library's own in the place of the shipped ones."""
        return replace(self, templates={**self.templates, **own})


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is ready to be read once more.

    Attributes:
        kind: which.
        language: such as "en".
        title: what it is about.
        text: from greeting to signature.
        warnings: what is to be looked at before it goes, in sentences.
        tag: its language, as BCP 47 has it.
        library: who writes it.
        sender: the lines below that name.
        to: the lines of the donor's address; empty for somebody without a name.
        on: the day of the letter, in words.
        page: how its pages are counted, with {page} and {pages}.
        passes: sentences whose amounts are no value of a gift.
        notes: those of the warnings that don't come from the text.
    """

    kind: LetterKind
    language: str
    title: str
    text: str
    warnings: tuple[str, ...] = ()
    tag: str = "en-US"
    library: str = ""
    sender: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    on: str = ""
    page: str = ""
    passes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def with_text(self, text: str) -> "Letter":
        """Return the letter with another text, and what is to be said of that."""
        found = stated_values(text, self.passes)
        told = [value_words(found)] if found else []
        if not text.strip():
            told.append("This letter says nothing yet.")
        return replace(self, text=text, warnings=(*told, *self.notes))


_NAME = re.compile(r"\{([^{}\n]{0,40})\}( ?)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a line with what its names stand for; a name that stands for nothing stays a name."""

    def put(found: re.Match[str]) -> str:
        value = values.get(found[1])
        if value is None:
            return found[0]
        return f"{value}{found[2]}" if value else ""

    return _NAME.sub(put, text)


def merge(text: str, values: Mapping[str, str]) -> str:
    """Return a text with what its names stand for; a line with nothing else but nothing goes."""
    paragraphs = []
    for paragraph in _PARAGRAPHS.split(text.strip()):
        lines = [(line, fill(line, values).rstrip()) for line in paragraph.split("\n")]
        kept = [filled for line, filled in lines if filled.strip() or not line.strip()]
        if any(one.strip() for one in kept):
            paragraphs.append("\n".join(kept))
    return "\n\n".join(paragraphs)


def unknown_names(key: str, *texts: str) -> tuple[str, ...]:
    """Return what a text names and nobody can put in, each once."""
    known = names_of(key)
    found = [one[1] for text in texts for one in _NAME.finditer(text)]
    return tuple(dict.fromkeys(one for one in found if one not in known))


_NUMBER = r"\d(?:[\d.,'’\u00a0\u202f ]*\d)?"
_SIGN = r"(?:US|CA|AU|C|A|NZ)?[$£€¥₹]"
_UNIT = (
    r"(?:US\b|CA\b|AU\b)?\s?[$£€¥₹]|(?:usd|cad|aud|eur|gbp|nzd|chf|dollars?|euros?|bucks|"
    r"pounds? sterling|pounds?|d[oó]lares?|libras|livres sterling|pesos)\b"
)
_WORTH = (
    r"\b(?:worth|valued at|value of|value is|valor(?:ado|ada)? (?:de|en)|vale|valuado en|"
    r"valeur (?:de|est de)|vaut|estim[ée]e? [àa])"
)
_AMOUNT = re.compile(
    rf"(?:{_SIGN}|\b(?:usd|cad|aud|eur|gbp|nzd|chf))\s?{_NUMBER}|{_NUMBER}\s?(?:{_UNIT})|"
    rf"{_WORTH}\W+(?:\w+\W+){{0,2}}?{_NUMBER}",
    re.IGNORECASE,
)
_MOST_TOLD = 3


def stated_values(text: str, passes: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what reads like an amount of money, each once.

    Args:
        text: a letter.
        passes: sentences that may name amounts, such as the shipped ones about tax forms.
    """
    for one in passes:
        text = text.replace(one, " ")
    return tuple(dict.fromkeys(" ".join(one[0].split()) for one in _AMOUNT.finditer(text)))


def value_words(found: Iterable[str]) -> str:
    """Return what is said of amounts in a letter."""
    told = ", ".join([f"“{one}”" for one in found][:_MOST_TOLD])
    return (
        f"This letter seems to state a value: {told}. Describe the gift and leave its value to the "
        "donor, unless the amount is about something else."
    )


_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def sentences_with_amounts(text: str) -> tuple[str, ...]:
    """Return the sentences of a shipped text in which amounts stand."""
    return tuple(one for one in _SENTENCE.split(text) if _AMOUNT.search(one))
