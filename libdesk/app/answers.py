"""A report's answers as a JSON document: what `libdesk file` reads, checked key by key."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from libdesk.delivery.facts import ORDER
from libdesk.domain.guidance import Category, Guidance, Question
from libdesk.domain.priority import HowBad, Risk, Stopped
from libdesk.domain.text import clean_line
from libdesk.services.drafts import BRANCH, ITEM, Draft
from libdesk.services.errors import Refusal

SIZE_LIMIT = 10_000_000
"""Bytes of a document."""

KEYS = (
    "category",
    "branch",
    "saw",
    "guess",
    "who_is_stopped",
    "only_one",
    "only_accessible",
    "how_bad",
    "deadline_at",
    "risks",
    "answers",
    "item",
    "contact",
    "here_until",
    "left_out",
)
CHECK_ANSWERS = ("yes", "no", "not_looked")

_Word = TypeVar("_Word", bound=StrEnum)


def read(content: bytes, guidance: Guidance) -> Draft:
    """Return the draft that a document describes.

    Raises:
        Refusal: it is too large, not JSON, or a key or value is not known; the sentence names it.
    """
    if len(content) > SIZE_LIMIT:
        raise Refusal(f"The file is larger than {SIZE_LIMIT // 1_000_000} MB.")
    try:
        document = json.loads(content)
    except RecursionError:
        raise Refusal("The file is not JSON that can be read: it is nested too deeply.") from None
    except ValueError as error:
        why = "a number in it is too long" if "digits" in str(error) else str(error)
        raise Refusal(f"The file is not JSON that can be read: {why}.") from error
    if not isinstance(document, dict):
        raise Refusal("The file must hold one JSON object with a category.")
    if unknown := [clean_line(key, 40) for key in document if key not in KEYS]:
        raise Refusal(f"These keys are not known: {', '.join(sorted(unknown))}.")
    if "category" not in document:
        raise Refusal("The category is missing; it is the one key that must be there.")
    code = _text(document, "category")
    category = guidance.find(code)
    if category is None:
        codes = ", ".join(category.code for category in guidance.categories)
        raise Refusal(f'There is no category "{clean_line(code, 40)}". There are: {codes}.')
    return _draft(document, category, guidance.questions(category))


def _draft(document: Mapping[str, Any], category: Category, asked: tuple[Question, ...]) -> Draft:
    return Draft(
        category=category.code,
        branch=_text(document, "branch"),
        saw=_text(document, "saw"),
        guess=_text(document, "guess"),
        stopped=_word(document, "who_is_stopped", Stopped),
        how_bad=_word(document, "how_bad", HowBad),
        only_one=_flag(document, "only_one"),
        only_accessible=_flag(document, "only_accessible"),
        deadline_at=_moment(document, "deadline_at"),
        risks=_risks(document),
        answers=_answers(document, category, asked),
        item=_text(document, "item"),
        contact=_text(document, "contact"),
        here_until=_moment(document, "here_until"),
        left_out=_left_out(document),
    )


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal(f"{key} must be text.", field=key)
    return value


def _flag(document: Mapping[str, Any], key: str) -> bool:
    value = document.get(key, False)
    if not isinstance(value, bool):
        raise Refusal(f"{key} must be true or false.", field=key)
    return value


def _word(document: Mapping[str, Any], key: str, words: type[_Word]) -> _Word | None:
    value = document.get(key)
    if value is None:
        return None
    return _one_of(key, value, words)


def _one_of(key: str, value: Any, words: type[_Word]) -> _Word:  # noqa: ANN401 - JSON edge
    try:
        return words(value)
    except ValueError:
        raise Refusal(f"{key} must be one of: {', '.join(words)}.", field=key) from None


def _risks(document: Mapping[str, Any]) -> frozenset[Risk]:
    value = document.get("risks", [])
    if not isinstance(value, list):
        raise Refusal(f"risks must be a list of: {', '.join(Risk)}.", field="risks")
    return frozenset(_one_of("risks", one, Risk) for one in value)


def _left_out(document: Mapping[str, Any]) -> frozenset[str]:
    value = document.get("left_out", [])
    known = (BRANCH, ITEM, *ORDER)
    if not isinstance(value, list) or not all(one in known for one in value):
        raise Refusal(f"left_out must be a list of: {', '.join(known)}.", field="left_out")
    return frozenset(value)


def _moment(document: Mapping[str, Any], key: str) -> datetime | None:
    value = _text(document, key)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        # A time without a zone is this computer's own.
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal(
            f"{key} must be a date and time such as 2026-11-23T14:00.", field=key
        ) from None


def _answers(
    document: Mapping[str, Any], category: Category, asked: tuple[Question, ...]
) -> Mapping[str, str | tuple[str, ...]]:
    value = document.get("answers", {})
    if not isinstance(value, dict):
        raise Refusal("answers must be an object of question and answer.", field="answers")
    questions = {question.key: question for question in asked}
    checks = {check.key for check in category.checks}
    answers: dict[str, str | tuple[str, ...]] = {}
    for key, given in value.items():
        if key in questions:
            answers[key] = _answer(questions[key], given)
        elif key in checks:
            if given not in CHECK_ANSWERS:
                raise Refusal(f"answers.{key} must be one of: {', '.join(CHECK_ANSWERS)}.")
            answers[key] = given
        else:
            known = ", ".join([*questions, *sorted(checks)])
            raise Refusal(
                f'{category.code} has no question "{clean_line(key, 40)}". It has: {known}.',
                field="answers",
            )
    return answers


def _answer(question: Question, given: Any) -> str | tuple[str, ...]:  # noqa: ANN401 - JSON edge
    many = given if isinstance(given, list) else [given]
    if not all(isinstance(one, str) for one in many):
        raise Refusal(f"answers.{question.key} must be text or a list of texts.", field="answers")
    if question.choices:
        many = [_choice(question, one) for one in many]
    if len(many) > 1 and not question.several:
        raise Refusal(f"answers.{question.key} takes one answer.", field="answers")
    return tuple(many) if question.several else "".join(many)


def _choice(question: Question, given: str) -> str:
    for choice in question.choices:
        if given.casefold() in (choice.key.casefold(), choice.text.casefold()):
            return choice.key
    keys = ", ".join(choice.key for choice in question.choices)
    raise Refusal(f"answers.{question.key} must be one of: {keys}.", field="answers")
