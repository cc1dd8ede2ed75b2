"""Words that sound like blame, and a kinder way to say it (S27): work processes, not people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from libdesk.domain.phrases import Phrases, words_of


@dataclass(frozen=True, slots=True)
class Harsh:
    """A phrase that sounds like blame.

    Attributes:
        words: the phrase.
        kinder: what can stand in its place; "" where it is better left out.
        advice: what to do instead, in a sentence; "" where `kinder` says it all.
    """

    words: str
    kinder: str
    advice: str


@dataclass(frozen=True, slots=True)
class Blame:
    """A harsh phrase in a text: its place, and the words as they stand there."""

    start: int
    end: int
    harsh: Harsh
    found: str


@dataclass(frozen=True, slots=True)
class BlameWords:
    """Harsh phrases by language."""

    phrases: Mapping[str, tuple[Harsh, ...]]
    _finders: Mapping[str, Phrases[Harsh]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take in the phrases, so that each look-up is short."""
        finders = {
            language: Phrases((one.words, one) for one in harsh)
            for language, harsh in self.phrases.items()
        }
        object.__setattr__(self, "_finders", finders)

    def find(self, text: str, language: str) -> Iterator[Blame]:
        """Yield what sounds like blame in a text of this language, in its order."""
        finder = self._finders.get(language)
        if finder is not None:
            for found in finder.find(text, words_of(text)):
                as_written = text[found.start : found.end]
                yield Blame(found.start, found.end, found.value, as_written)


def parse_blame(document: Mapping[str, Any]) -> BlameWords:
    """Read the harsh phrases; the shape of glossary/blame.json.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind; the message names it.
    """
    phrases = document.get("phrases")
    if not isinstance(phrases, Mapping):
        raise ValueError("the words that blame need names with lists: phrases")
    return BlameWords(
        {language: tuple(_read(rows, f"phrases.{language}")) for language, rows in phrases.items()}
    )


def _read(rows: object, where: str) -> Iterator[Harsh]:
    if not isinstance(rows, list):
        raise ValueError(f"the words that blame need a list: {where}")
    for place, row in enumerate(rows):
        here = f"{where}[{place}]"
        if not isinstance(row, Mapping) or not all(isinstance(one, str) for one in row.values()):
            raise ValueError(f"the words that blame need names with words: {here}")
        if unknown := sorted(map(str, row.keys() - {"words", "kinder", "advice"})):
            raise ValueError(f"the words that blame know no such part: {here}: {unknown[0]}")
        harsh = Harsh(row.get("words", ""), row.get("kinder", ""), row.get("advice", ""))
        if not harsh.words or not (harsh.kinder or harsh.advice):
            raise ValueError(f"the words that blame need words, and kinder or advice: {here}")
        yield harsh
