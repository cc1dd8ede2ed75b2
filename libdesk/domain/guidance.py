"""The problem form's questions as data: tiles, chips, look-only checks, what never to ask.

The content is in resources/questions/ and can be edited by a library; here is its shape only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from libdesk.domain.hints import HintRules, parse_hints
from libdesk.domain.priority import HowBad, Stopped
from libdesk.domain.text import clean_line, first_line

if TYPE_CHECKING:
    from libdesk.domain.problems import Report

DEADLINE_WORDS, HERE_UNTIL_WORDS = "deadline_words", "here_until_words"
"""Answers that hold a time as it was typed, where it can't be read as one."""
TIME_WORDS = frozenset({DEADLINE_WORDS, HERE_UNTIL_WORDS})


@dataclass(frozen=True, slots=True)
class Means:
    """What an answer says of the effect, for whoever answers nothing more (2.3).

    The first three fields mean what they mean in Effect.

    Attributes:
        only_with: it says so only where one of these answers, by question, is given as well.
    """

    stopped: Stopped | None = None
    how_bad: HowBad | None = None
    only_one: bool = False
    only_with: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip.

    Attributes:
        key: its name in a report's answers.
        text: its words.
        means: what it says of the effect; None for nothing.
    """

    key: str
    text: str
    means: Means | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the answers to tap; with no choices it is answered in a line of text.

    Attributes:
        key: its name in a report's answers.
        text: the question.
        choices: the chips.
        several: more than one chip may be chosen.
        nothing: beside a line of text: the one tap that says there is nothing to tell (S05).
        picture: the name of a drawing of what is asked about in resources/icons/; "" for none.
        is_early: among the common ones: asked beside who is stopped, and not with the rest.
    """

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    several: bool = False
    nothing: str = ""
    picture: str = ""
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Something anyone may look at before sending, answered Yes, No or Didn't look (S09).

    Attributes:
        key: its name in a report's answers.
        text: the question.
        picture: the name of a drawing of what to look at in resources/icons/; "" for none.
    """

    key: str
    text: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do now, before anything else, once one of these answers is given.

    Attributes:
        question: the question's key.
        answers: the answers' keys.
        text: the words.
        instead: it stands alone: what the others say would be wrong beside it.
    """

    question: str
    answers: frozenset[str]
    text: str
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what people call the system, as a picture to tap (S08).

    Attributes:
        key: an answer to the common question "part".
        text: its name.
        icon: the name of its picture in resources/icons/.
    """

    key: str
    text: str
    icon: str


@dataclass(frozen=True, slots=True)
class HintWords:
    """What is asked, once and gently, where words are vague or few (S06, S08).

    Attributes:
        rules: which words are vague, and how few are few.
        thin: asked where there are few words.
        unclear: asked where words are vague, above the parts.
        parts: the picture of the parts.
    """

    rules: HintRules
    thin: str
    unclear: str
    parts: tuple[Part, ...] = ()


COMPUTERS = frozenset({"public PC", "staff PC", "laptop"})
"""Kinds of things that a form's computer may be itself."""


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
        also: what anybody may do beside the checks.
        advice: what to do now, by answer.
        kinds: the kinds of things it is about, as the equipment list names them.
        is_here: it is about this computer, as long as nothing else is named.
        words: the heading of the free words, where it is another than the usual.
        guess: what stands in the field for a guess, where it is another than the usual.
        asks_effect: it asks who is stopped and how bad it is.
        is_niggle: small things without hurry.
        is_danger: security, smoke, heat.
        told_by_patron: its reporter has heard it from a patron (S16, S17).
        means: what the tile says of the effect by itself.
        words_first: the field for words stands above all questions.
    """

    code: str
    text: str
    icon: str
    tile: bool = True
    questions: tuple[Question, ...] = ()
    checks: tuple[Check, ...] = ()
    never: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()
    kinds: tuple[str, ...] = ()
    is_here: bool = False
    words: str = ""
    guess: str = ""
    asks_effect: bool = True
    is_niggle: bool = False
    is_danger: bool = False
    told_by_patron: bool = False
    means: Means | None = None
    words_first: bool = False

    @property
    def is_about_sender(self) -> bool:
        """It is about the computer that its report is sent from, where nothing else is named."""
        return self.is_here or bool(COMPUTERS.intersection(self.kinds))

    @property
    def names_a_thing(self) -> bool:
        """Its words say what does not work, and not who tells of it, or why: fit for a sign."""
        is_a_thing = self.tile and self.asks_effect and not self.is_here
        return is_a_thing and not (self.is_danger or self.is_niggle or self.told_by_patron)


@dataclass(frozen=True, slots=True)
class Guidance:
    """All tiles, in the order in which they stand.

    Attributes:
        as_at: the date of the shipped text, ISO.
        categories: the tiles.
        danger_answers: question key to the answers that make a security report dangerous.
        check_answers: the chips beside every check: yes, no, didn't look.
        common: questions that belong to every tile: when, where it stands, which part, for whom,
            whether looking fixed it.
        hints: what is asked where words are vague or few; None for nothing.
        in_words: what names the times that could not be read, where an answer is worded.
    """

    as_at: str
    categories: tuple[Category, ...]
    danger_answers: Mapping[str, frozenset[str]]
    check_answers: tuple[Choice, ...] = ()
    common: tuple[Question, ...] = ()
    hints: HintWords | None = None
    in_words: tuple[Question, ...] = ()

    def questions(self, category: Category) -> tuple[Question, ...]:
        """Return a tile's own questions, then the common ones that it has not among its own."""
        own = {question.key for question in category.questions}
        shared = (question for question in self.common if question.key not in own)
        return (*category.questions, *shared)

    @property
    def unsure(self) -> Category:
        """The one beside the tiles, for whoever can't say which tile it is; else the first."""
        return next((one for one in self.categories if not one.tile), self.categories[0])

    @property
    def hazard(self) -> str:
        """What to do now where somebody writes of smoke, fire or a shock; "" for nothing."""
        tiles = (one for one in self.categories if one.is_danger)
        return next((each.text for one in tiles for each in one.advice if each.instead), "")

    def find(self, code: str) -> Category | None:
        """Return the tile with this code."""
        return next((category for category in self.categories if category.code == code), None)

    def is_dangerous(self, answers: Mapping[str, str | tuple[str, ...]]) -> bool:
        """Say whether these answers, of whatever tile, call for the telephone before anything."""
        return any(
            self.danger_answers.get(key, frozenset()).intersection(_chosen(value))
            for key, value in answers.items()
        )


def common_question(guidance: Guidance, key: str) -> Question | None:
    """Return the question with this key that belongs to every tile."""
    return next((question for question in guidance.common if question.key == key), None)


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


def advice(category: Category, answers: Mapping[str, str | tuple[str, ...]]) -> tuple[str, ...]:
    """Return what to do now, by these answers; in the order of the questions file."""
    fits = _fitting(category, answers)
    return tuple(one.text for one in [one for one in fits if one.instead] or fits)


def stands_alone(category: Category, answers: Mapping[str, str | tuple[str, ...]]) -> bool:
    """Say whether the advice by these answers would be contradicted by any other word."""
    return any(one.instead for one in _fitting(category, answers))


def safety_words(guidance: Guidance, report: "Report") -> str:
    """Return what must be done before all else, by a report's answers; "" for nothing."""
    category = guidance.find(report.category)
    if category is None or not stands_alone(category, report.answers):
        return ""
    return "\n".join(advice(category, report.answers))


def _fitting(
    category: Category, answers: Mapping[str, str | tuple[str, ...]]
) -> tuple[Advice, ...]:
    return tuple(
        one
        for one in category.advice
        if one.answers.intersection(_chosen(answers.get(one.question, ())))
    )


def meant(
    category: Category,
    answers: Mapping[str, str | tuple[str, ...]],
    common: tuple[Question, ...] = (),
) -> Means:
    """Return what the tile and these answers, to its own and the common questions, say.

    Questions go from the wide to the narrow: of two that differ, the later one counts.
    """
    whole = category.means or Means()
    for question in (*common, *category.questions):
        chosen = _chosen(answers.get(question.key, ()))
        for choice in question.choices:
            said = choice.means if choice.key in chosen else None
            if said is not None and _holds(said, answers):
                whole = Means(
                    said.stopped or whole.stopped,
                    said.how_bad or whole.how_bad,
                    said.only_one or whole.only_one,
                )
    return whole


def _holds(said: Means, answers: Mapping[str, str | tuple[str, ...]]) -> bool:
    return all(keys.intersection(_chosen(answers.get(one, ()))) for one, keys in said.only_with)


def wording(guidance: Guidance, report: "Report") -> Iterator[tuple[str, str]]:
    """Yield a report's answers as question and answer in words; unknown keys as they came."""
    category = guidance.find(report.category)
    asked = guidance.questions(category) if category else ()
    questions = {question.key: question for question in (*guidance.in_words, *asked)}
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
        common = tuple(_question(question) for question in document.get("common", ()))
        in_words = tuple(_question(question) for question in document.get("in_words", ()))
        hints = _hints(document["hints"]) if "hints" in document else None
        as_at = str(document["as_at"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the questions file lacks a part: {error}") from error
    codes = [category.code for category in categories]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"the questions file has these tiles twice: {', '.join(sorted(twice))}")
    return Guidance(as_at, categories, dangers, check_answers, common, hints, in_words)


def _category(entry: Mapping[str, Any]) -> Category:
    return Category(
        code=entry["code"],
        text=entry["text"],
        icon=entry["icon"],
        tile=entry.get("tile", True),
        questions=tuple(_question(question) for question in entry.get("questions", ())),
        checks=tuple(
            Check(check["key"], check["text"], check.get("picture", ""))
            for check in entry.get("checks", ())
        ),
        never=tuple(entry.get("never", ())),
        also=tuple(entry.get("also", ())),
        advice=tuple(
            Advice(
                one["question"],
                frozenset(one["answers"]),
                one["text"],
                one.get("instead", False),
            )
            for one in entry.get("advice", ())
        ),
        kinds=tuple(entry.get("kinds", ())),
        is_here=entry.get("is_here", False),
        words=entry.get("words", ""),
        guess=entry.get("guess", ""),
        asks_effect=entry.get("asks_effect", True),
        is_niggle=entry.get("is_niggle", False),
        is_danger=entry.get("is_danger", False),
        told_by_patron=entry.get("told_by_patron", False),
        means=_means(entry["means"]) if "means" in entry else None,
        words_first=entry.get("words_first", False),
    )


def _question(entry: Mapping[str, Any]) -> Question:
    choices = _choices(entry.get("choices", ()))
    return Question(
        entry["key"],
        entry["text"],
        choices,
        several=entry.get("several", False),
        nothing=entry.get("nothing", ""),
        picture=entry.get("picture", ""),
        is_early=entry.get("early", False),
    )


def _hints(entry: Mapping[str, Any]) -> HintWords:
    parts = tuple(Part(one["key"], one["text"], one["icon"]) for one in entry["parts"])
    return HintWords(parse_hints(entry), entry["thin"], entry["unclear"], parts)


def _choices(entries: Iterable[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(entry["key"], entry["text"], _means(entry["means"]) if "means" in entry else None)
        for entry in entries
    )


def _means(entry: Mapping[str, Any]) -> Means:
    stopped, how_bad = entry.get("stopped"), entry.get("how_bad")
    return Means(
        Stopped(stopped) if stopped else None,
        HowBad(how_bad) if how_bad else None,
        entry.get("only_one", False),
        tuple((one, frozenset(keys)) for one, keys in entry.get("only_with", {}).items()),
    )
