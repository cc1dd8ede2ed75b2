"""The problem form's questions as data: tiles, chips, look-only checks, what never to ask.

The content is in resources/questions/ and can be edited by a library; here is its shape only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from libdesk.domain.text import clean_line, first_line

if TYPE_CHECKING:
    from libdesk.domain.problems import Report


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the answers to tap; with no choices it is answered in a line of text.

    Attributes:
        key: its name in a report's answers.
        text: the question.
        choices: the chips.
        several: more than one chip may be chosen.
    """

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Something anyone may look at before sending, answered Yes, No or Didn't look (S09)."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Category:
    """One tile.

    Attributes:
        code: such as "PRINT".
        text: the words on the tile.
        icon: the name of its picture in resources/icons/.
        tile: it stands among the sixteen; False for "I'm not sure".
        questions: asked in this order.
        checks: at most three.
        never: what the reporter must never be asked to do.
        is_niggle: small things without hurry.
        is_danger: security, smoke, heat.
    """

    code: str
    text: str
    icon: str
    tile: bool = True
    questions: tuple[Question, ...] = ()
    checks: tuple[Check, ...] = ()
    never: tuple[str, ...] = ()
    is_niggle: bool = False
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Guidance:
    """All tiles, in the order in which they stand.

    Attributes:
        as_at: the date of the shipped text, ISO.
        categories: the tiles.
        danger_answers: question key to the answers that make a security report dangerous.
        check_answers: the chips beside every check: yes, no, didn't look.
    """

    as_at: str
    categories: tuple[Category, ...]
    danger_answers: Mapping[str, frozenset[str]]
    check_answers: tuple[Choice, ...] = ()

    def find(self, code: str) -> Category | None:
        """Return the tile with this code."""
        return next((category for category in self.categories if category.code == code), None)

    def is_dangerous(
        self, category: Category, answers: Mapping[str, str | tuple[str, ...]]
    ) -> bool:
        """Say whether these answers call for the telephone before anything else."""
        return category.is_danger and any(
            self.danger_answers.get(key, frozenset()).intersection(_chosen(value))
            for key, value in answers.items()
        )


def title(category: Category, saw: str, answers: Mapping[str, str | tuple[str, ...]]) -> str:
    """Return a report's line for lists: the reporter's first words, else the first answer."""
    if words := first_line(saw):
        return words
    for question in category.questions:
        chosen = _chosen(answers.get(question.key, ()))
        texts = [choice.text for choice in question.choices if choice.key in chosen]
        if texts:
            return clean_line(f"{category.text}: {', '.join(texts).lower()}")
        if not question.choices and (words := first_line("\n".join(chosen))):
            return words
    return clean_line(category.text)


def wording(guidance: Guidance, report: "Report") -> Iterator[tuple[str, str]]:
    """Yield a report's answers as question and answer in words; unknown keys as they came."""
    category = guidance.find(report.category)
    questions = {question.key: question for question in category.questions} if category else {}
    checks = {check.key: check for check in category.checks} if category else {}
    for key, value in report.answers.items():
        if key in questions:
            yield questions[key].text, _in_words(value, questions[key].choices)
        elif key in checks:
            yield checks[key].text, _in_words(value, guidance.check_answers)
        else:
            yield key, ", ".join(_chosen(value))


def _in_words(value: str | tuple[str, ...], choices: tuple[Choice, ...]) -> str:
    texts = {choice.key: choice.text for choice in choices}
    return ", ".join(texts.get(one, one) for one in _chosen(value))


def _chosen(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def parse(document: Mapping[str, Any]) -> Guidance:
    """Read the questions file.

    Raises:
        ValueError: a part is missing or twice; the message names it.
    """
    try:
        categories = tuple(_category(entry) for entry in document["categories"])
        dangers = {key: frozenset(keys) for key, keys in document["danger_answers"].items()}
        check_answers = _choices(document.get("check_answers", ()))
        as_at = str(document["as_at"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the questions file lacks a part: {error}") from error
    codes = [category.code for category in categories]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"the questions file has these tiles twice: {', '.join(sorted(twice))}")
    return Guidance(as_at, categories, dangers, check_answers)


def _category(entry: Mapping[str, Any]) -> Category:
    return Category(
        code=entry["code"],
        text=entry["text"],
        icon=entry["icon"],
        tile=entry.get("tile", True),
        questions=tuple(_question(question) for question in entry.get("questions", ())),
        checks=tuple(Check(check["key"], check["text"]) for check in entry.get("checks", ())),
        never=tuple(entry.get("never", ())),
        is_niggle=entry.get("is_niggle", False),
        is_danger=entry.get("is_danger", False),
    )


def _question(entry: Mapping[str, Any]) -> Question:
    choices = _choices(entry.get("choices", ()))
    return Question(entry["key"], entry["text"], choices, entry.get("several", False))


def _choices(entries: Iterable[Mapping[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(entry["key"], entry["text"]) for entry in entries)
