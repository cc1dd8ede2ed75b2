"""Makes the JSON Schema of a report's answers from the questions.

The schema stands beside the questions for whoever files reports by a program. Rewrite it with
`python -m tests.domain.answers_schema` after a change of the questions; a test compares the two.
"""

import json
from pathlib import Path

from libdesk.domain.guidance import Guidance, Question, parse
from libdesk.domain.text import LINE_LIMIT

QUESTIONS = Path(__file__).parents[2] / "resources" / "questions" / "problems.json"
SCHEMA = QUESTIONS.with_name("answers.schema.json")


def answers_schema(guidance: Guidance) -> dict[str, object]:
    check = [choice.key for choice in guidance.check_answers]
    answers = {}
    for category in guidance.categories:
        keys = {question.key: _question(question) for question in guidance.questions(category)}
        keys |= {one.key: {"title": one.text, "enum": check} for one in category.checks}
        answers[category.code] = {
            "title": category.text,
            "type": "object",
            "properties": keys,
            "additionalProperties": False,
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The category and the answers of a report",
        "description": f"Made from problems.json as at {guidance.as_at}.",
        "type": "object",
        "required": ["category"],
        "properties": {"category": {"enum": list(answers)}, "answers": {"type": "object"}},
        "allOf": [
            {
                "if": {"properties": {"category": {"const": code}}},
                "then": {"properties": {"answers": {"$ref": f"#/$defs/{code}"}}},
            }
            for code in answers
        ],
        "$defs": answers,
    }


def _question(question: Question) -> dict[str, object]:
    if not question.choices:
        return {"title": question.text, "type": "string", "maxLength": LINE_LIMIT}
    one = {"enum": [choice.key for choice in question.choices]}
    if not question.several:
        return {"title": question.text, **one}
    several = {"type": "array", "items": one, "uniqueItems": True}
    return {"title": question.text, "anyOf": [one, several]}


def as_text(schema: dict[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    shipped = parse(json.loads(QUESTIONS.read_text("utf-8")))
    SCHEMA.write_text(as_text(answers_schema(shipped)), "utf-8")
