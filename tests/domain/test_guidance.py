"""The questions as values: read from a file, and put into words."""

from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from libdesk.domain.guidance import (
    Category,
    Choice,
    Means,
    Question,
    advice,
    meant,
    parse,
    title,
    wording,
)
from libdesk.domain.priority import HowBad, Stopped
from libdesk.domain.problems import Report, ReportId

CATEGORIES: list[dict[str, Any]] = [
    {
        "code": "PRINT",
        "text": "Printer or copier",
        "icon": "printer",
        "questions": [
            {"key": "display", "text": "What does its screen say?"},
            {
                "key": "sees",
                "text": "What do you see?",
                "several": True,
                "choices": [
                    {"key": "jam", "text": "Paper jam"},
                    {"key": "smoke", "text": "Smoke"},
                ],
            },
        ],
        "checks": [{"key": "paper", "text": "Is there paper?"}],
        "never": ["pull"],
    },
    {"code": "SEC", "text": "Something looks wrong or unsafe", "icon": "shield", "is_danger": True},
    {"code": "UNSURE", "text": "Not sure", "icon": "question", "tile": False},
]
DOCUMENT = {
    "as_at": "2026-11-21",
    "danger_answers": {"sees": ["smoke"]},
    "check_answers": [{"key": "yes", "text": "Yes"}, {"key": "no", "text": "No"}],
    "categories": CATEGORIES,
}
GUIDANCE = parse(DOCUMENT)
PRINT = GUIDANCE.categories[0]


def report(answers, category="PRINT"):
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Report(
        ReportId(UUID(int=1)), category, "CEN", "t", at, answers=MappingProxyType(answers)
    )


def test_a_file_becomes_values():
    assert GUIDANCE.as_at == "2026-11-21"
    assert [one.code for one in GUIDANCE.categories] == ["PRINT", "SEC", "UNSURE"]
    assert [one.code for one in GUIDANCE.categories if one.tile] == ["PRINT", "SEC"]
    assert PRINT.questions[1] == Question(
        "sees",
        "What do you see?",
        (Choice("jam", "Paper jam"), Choice("smoke", "Smoke")),
        several=True,
    )
    assert (PRINT.checks[0].key, PRINT.never) == ("paper", ("pull",))
    assert GUIDANCE.check_answers == (Choice("yes", "Yes"), Choice("no", "No"))
    assert GUIDANCE.find("PRINT") is PRINT
    assert GUIDANCE.find("print") is None


@pytest.mark.parametrize("part", ["as_at", "danger_answers", "categories"])
def test_a_file_without_a_part_is_refused_by_name(part):
    with pytest.raises(ValueError, match=f"lacks a part: '{part}'"):
        parse({key: value for key, value in DOCUMENT.items() if key != part})


@pytest.mark.parametrize("broken", [None, 7, [None], [{"code": "PRINT"}], [{"questions": 3}]])
def test_a_file_of_another_shape_is_refused(broken):
    with pytest.raises(ValueError, match="lacks a part"):
        parse({**DOCUMENT, "categories": broken})


def test_a_tile_that_stands_twice_is_named():
    with pytest.raises(ValueError, match="tiles twice: PRINT, SEC"):
        parse({**DOCUMENT, "categories": CATEGORIES[:2] * 2})


@pytest.mark.parametrize(
    ("saw", "answers", "expected"),
    [
        ("Gray stripes.\nEvery page.", {"sees": "jam"}, "Gray stripes."),
        ("", {"sees": "jam"}, "Printer or copier: paper jam"),
        ("", {"sees": ("smoke", "jam")}, "Printer or copier: paper jam, smoke"),
        ("", {"display": "Call service", "sees": "jam"}, "Call service"),
        ("", {"display": " \n", "sees": "jam"}, "Printer or copier: paper jam"),
        ("", {"sees": "unheard of"}, "Printer or copier"),
        ("", {"paper": "no"}, "Printer or copier"),
        ("", {}, "Printer or copier"),
        (" \u200b\n", {}, "Printer or copier"),
    ],
)
def test_b01_a_report_has_a_title_even_where_nothing_was_typed(saw, answers, expected):
    assert title(PRINT, saw, answers) == expected


def test_b09_a_title_from_an_answer_is_one_line():
    assert title(PRINT, "", {"display": "Error\r\nBcc: all@example.org"}) == "Error"


def test_a_title_from_a_tile_is_clean():
    assert title(Category("X", "A\nB", "x"), "", {}) == "A B"


def test_answers_are_put_into_words_and_unknown_ones_shown_as_they_came():
    answers = {
        "sees": ("jam", "new_chip"),
        "display": "Call service",
        "paper": "no",
        "odd": "value",
        "odder": ("one", "two"),
    }
    assert list(wording(GUIDANCE, report(answers))) == [
        ("What do you see?", "Paper jam, new_chip"),
        ("What does its screen say?", "Call service"),
        ("Is there paper?", "No"),
        ("odd", "value"),
        ("odder", "one, two"),
    ]


def test_answers_of_a_tile_that_is_gone_are_still_shown():
    assert list(wording(GUIDANCE, report({"sees": "jam"}, "GONE"))) == [("sees", "jam")]


def test_smoke_is_dangerous_on_whatever_tile_it_is_tapped():
    assert GUIDANCE.is_dangerous({"other": "x", "sees": ("smoke",)})
    assert GUIDANCE.is_dangerous({"sees": "smoke"})
    assert not GUIDANCE.is_dangerous({"sees": "smoky"})
    assert not GUIDANCE.is_dangerous({})


RICH = parse(
    DOCUMENT
    | {
        "common": [
            {"key": "display", "text": "A common one that the tile has too"},
            {"key": "for", "text": "For whom?", "choices": [{"key": "me", "text": "Myself"}]},
        ],
        "hints": {
            "vague": ["system"],
            "empty": ["is"],
            "least_words": 4,
            "thin": "One thing more?",
            "unclear": "Which part?",
            "parts": [{"key": "screen", "text": "The screen", "icon": "monitor"}],
        },
        "categories": [
            CATEGORIES[0]
            | {
                "also": ["look again"],
                "kinds": ["printer"],
                "words": "Tell us",
                "guess": "Your hunch",
                "asks_effect": False,
                "advice": [
                    {"question": "sees", "answers": ["smoke"], "text": "Get away from it."},
                    {"question": "sees", "answers": ["jam"], "text": "Leave the paper."},
                ],
            }
        ],
    }
)


def test_what_belongs_to_every_tile_follows_its_own_questions():
    (tile,) = RICH.categories
    assert [question.key for question in RICH.questions(tile)] == ["display", "sees", "for"]
    shown = dict(wording(RICH, report({"for": "me"})))
    assert shown == {"For whom?": "Myself"}


def test_the_rest_of_a_tile_is_read_too():
    (tile,) = RICH.categories
    assert (tile.also, tile.kinds, tile.asks_effect) == (("look again",), ("printer",), False)
    assert (tile.words, tile.guess) == ("Tell us", "Your hunch")
    assert RICH.hints is not None
    assert (RICH.hints.thin, RICH.hints.unclear) == ("One thing more?", "Which part?")
    assert RICH.hints.parts[0].icon == "monitor"
    assert GUIDANCE.hints is None


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, ()),
        ({"sees": "jam"}, ("Leave the paper.",)),
        ({"sees": ("jam", "smoke")}, ("Get away from it.", "Leave the paper.")),
    ],
)
def test_advice_follows_the_answers(answers, told):
    (tile,) = RICH.categories
    assert advice(tile, answers) == told


def test_advice_that_stands_alone_silences_what_would_contradict_it():
    tile = CATEGORIES[0] | {
        "advice": [
            {"question": "sees", "answers": ["jam"], "text": "Leave it switched on."},
            {"question": "sees", "answers": ["smoke"], "text": "Switch it off.", "instead": True},
        ]
    }
    (category,) = parse(DOCUMENT | {"categories": [tile]}).categories
    assert advice(category, {"sees": ("jam", "smoke")}) == ("Switch it off.",)
    assert advice(category, {"sees": "jam"}) == ("Leave it switched on.",)


MEANING = Category(
    "NET",
    "Internet",
    "wifi",
    questions=(
        Question(
            "who",
            "Who?",
            (
                Choice("all", "Everyone", Means(stopped=Stopped.EVERYONE)),
                Choice("some", "Some", Means(stopped=Stopped.SEVERAL)),
                Choice("odd", "Not sure"),
            ),
        ),
        Question("other", "Another one?", (Choice("no", "No", Means(only_one=True)),)),
        Question("works", "Does it?", (Choice("no", "No", Means(how_bad=HowBad.STOPPED)),)),
        Question("where", "Where?", (Choice("one", "One", Means(stopped=Stopped.ONE)),)),
    ),
)


@pytest.mark.parametrize(
    ("answers", "means"),
    [
        ({}, Means()),
        ({"who": "odd", "gone": "no"}, Means()),
        ({"who": "all"}, Means(Stopped.EVERYONE)),
        ({"who": ("all",), "other": "no"}, Means(Stopped.EVERYONE, None, only_one=True)),
        ({"who": "some", "works": "no"}, Means(Stopped.SEVERAL, HowBad.STOPPED)),
        ({"who": "all", "where": "one"}, Means(Stopped.ONE)),
    ],
)
def test_answers_say_who_is_stopped_and_how_badly(answers, means):
    assert meant(MEANING, answers) == means
