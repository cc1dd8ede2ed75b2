"""The shipped questions: complete, short, kind, and the same as their schema."""

import ast
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import libdesk
from libdesk.domain.guidance import TIME_WORDS, meant, parse
from libdesk.domain.priority import Effect, Priority, rank
from tests.domain.answers_schema import QUESTIONS, SCHEMA, answers_schema, as_text

SHIPPED = parse(json.loads(QUESTIONS.read_text("utf-8")))
ICONS = QUESTIONS.parents[1] / "icons"
NOW, TODAY, WEEK, CAN = Priority
PROGRAM = Path(libdesk.__file__).parent
SHOW_ICONS = {"icon", "picture", "drawing", "Banner", "Tile", "add_room"}
"""What is called to show an icon by its name."""

TILES = {
    "PUBPC": ("Public computer", "monitor"),
    "STAFFPC": ("My computer", "laptop"),
    "PRINT": ("Printer or copier", "printer"),
    "RELEASE": ("Print release, booking, payment", "ticket"),
    "NET": ("Internet, Wi-Fi", "wifi"),
    "ILS": ("Catalog, check-out", "book"),
    "SELF": ("Self-check", "selfcheck"),
    "RCPT": ("Receipt printer", "receipt"),
    "SCAN": ("Barcode scanner", "barcode"),
    "PHONE": ("Telephone", "phone"),
    "ROOM": ("Meeting room, projector, hearing loop", "screen"),
    "WEB": ("Website, e-books, databases", "globe"),
    "PATRON": ("A patron told us…", "person"),
    "ASK": ("Please may I have…", "plus"),
    "SEC": ("Something looks wrong or unsafe", "shield"),
    "NIGGLE": ("Little niggle", "pencil"),
}
HARDWARE = ("PUBPC", "STAFFPC", "PRINT", "NET", "SELF", "RCPT", "SCAN", "PHONE", "ROOM")

# What each tile must ask beside what the form asks for every report: where, which, who is
# stopped, how bad, what was seen, and the reporter's guess. Domain facts, section 2.2.
QUESTION_KEYS = {
    "PUBPC": "sees doing message program others worked private",
    "STAFFPC": "sees program doing message restarted elsewhere",
    "PRINT": "sees display everyone sent_from supplies another",
    "RELEASE": "sees pass everyone display protected",
    "NET": "sees wired wifi area lights since",
    "ILS": "sees side branches others message offline",
    "SELF": "sees scope message touch others",
    "RCPT": "sees lights roll programs",
    "SCAN": "sees kind program keyboard",
    "PHONE": "sees scope display cell",
    "ROOM": "sees starts laptop cord display",
    "WEB": "sees site message place device others",
    "PATRON": "happened place trying here",
    "ASK": "want whom needs agreed when",
    "SEC": "sees touched on_screen",
    "NIGGLE": "kind which when",
    "UNSURE": "part",
}
BLAME = re.compile(
    r"\b(user error|your fault|fault|blame|mistake|careless|did you break|you broke|why did you|"
    r"should have|failed to|misuse|wrongly|stupid|simply|just try|obvious\w*)\b",
    re.IGNORECASE,
)
JARGON = re.compile(
    r"\b(incident|ticket|SLA|P1|priority|user|malfunction|peripheral|connectivity|reboot|OPAC|"
    r"ILS|LAN|DNS|IP|browser cache|hardware|software|device manager)\b"
)
BRITISH = re.compile(
    r"catalogue|colour|centre|programme|neighbour|licence|\bgrey\b|organis", re.IGNORECASE
)

every_category = pytest.mark.parametrize(
    "category", SHIPPED.categories, ids=lambda category: category.code
)


def sentences(category):
    yield category.text
    for question in category.questions:
        yield question.text
        yield from (choice.text for choice in question.choices)
    yield from (check.text for check in category.checks)
    yield from category.never
    yield from category.also
    yield from (advice.text for advice in category.advice)
    yield from filter(None, (category.words, category.guess))
    yield from (question.nothing for question in category.questions)


def test_sixteen_tiles_stand_in_the_order_of_the_picture():
    assert [
        (tile.code, (tile.text, tile.icon)) for tile in SHIPPED.categories if tile.tile
    ] == list(TILES.items())


def test_nobody_has_to_know_which_tile():
    unsure = SHIPPED.find("UNSURE")
    assert unsure is not None
    assert (unsure.tile, unsure.text) == (False, "I’m not sure: just tell us")


@pytest.mark.rows("S05", "S10", "S77")
@every_category
def test_each_tile_asks_all_its_questions(category):
    assert " ".join(one.key for one in category.questions) == QUESTION_KEYS[category.code]


@every_category
def test_each_tile_asks_when_it_happens_and_where_it_stands(category):
    asked = {question.key: question for question in SHIPPED.questions(category)}
    assert asked["spot"].choices == ()
    if category.asks_effect:
        assert asked["when"].is_early
        texts = [choice.text for choice in asked["when"].choices]
        assert texts == ["Right now", "Earlier", "On and off", "All the time", "Getting worse"]


@pytest.mark.rows("S09")
@every_category
def test_at_most_three_checks_each_answered_yes_or_no(category):
    assert len(category.checks) <= 3
    if category.code in HARDWARE:
        assert len(category.checks) == 3
    for check in category.checks:
        assert "?" in check.text, "a check is answered Yes, No or Didn't look"


@pytest.mark.rows("S09")
@every_category
def test_what_to_look_at_is_drawn_for_every_check_of_a_thing(category):
    pictures = [check.picture for check in category.checks]
    if category.code in (*HARDWARE, "RELEASE", "ILS", "SEC", "WEB"):
        assert all(pictures)
    assert all(pictures) or not any(pictures), "words in one card begin at one line"
    drawn = [picture for picture in pictures if picture]
    assert len(drawn) == len(set(drawn)), "two things in one card look the same"
    assert all((ICONS / f"{picture}.svg").is_file() for picture in drawn)


def test_the_lights_on_the_box_are_drawn_where_they_are_asked_about():
    net = SHIPPED.find("NET")
    assert net is not None
    lights = next(question for question in net.questions if question.key == "lights")
    assert lights.picture == "look-box-lights"
    assert (ICONS / f"{lights.picture}.svg").is_file()


def asked_for():
    """Names of drawings, from the questions."""
    for tile in SHIPPED.categories:
        yield tile.icon
        yield from (one.picture for one in tile.checks)
        yield from (one.picture for one in tile.questions)
    assert SHIPPED.hints is not None
    yield from (part.icon for part in SHIPPED.hints.parts)


def named_in(path):
    """Names of icons in a module: words given to what shows one, or given as `icon`."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call):
            shows = getattr(call.func, "attr", getattr(call.func, "id", "")) in SHOW_ICONS
            given = [*call.args] if shows else []
            given += [word.value for word in call.keywords if word.arg == "icon"]
            yield from (one.value for one in given if isinstance(one, ast.Constant))


def test_no_drawing_lies_about_unused():
    asked = {*asked_for()} - {""}
    named = {name for path in PROGRAM.rglob("*.py") for name in named_in(path)}
    drawn = {path.stem for path in ICONS.iterdir()}
    assert asked <= drawn
    assert drawn <= asked | named


@pytest.mark.parametrize("path", sorted(ICONS.glob("look-*.svg")), ids=lambda path: path.stem)
def test_a_drawing_has_the_strokes_of_the_icons_and_no_color_of_its_own(path):
    head, *lines = path.read_text("utf-8").splitlines()
    icon = (ICONS / "printer.svg").read_text("utf-8").splitlines()[0]
    assert head == icon.replace("0 0 24 24", "0 0 48 48").replace('"24"', '"48"')
    assert not re.search(r'(?:fill|stroke)="(?!currentColor)|style=|<text|<image', "".join(lines))


def test_a_check_may_be_left_unlooked():
    assert [(one.key, one.text) for one in SHIPPED.check_answers] == [
        ("yes", "Yes"),
        ("no", "No"),
        ("not_looked", "Didn’t look"),
    ]


@every_category
def test_every_tile_but_wishes_and_niggles_names_what_is_never_asked(category):
    assert bool(category.never) == (category.code not in ("ASK", "NIGGLE", "UNSURE"))


@every_category
def test_keys_are_plain_and_unique_within_a_tile(category):
    keys = [one.key for one in (*category.questions, *category.checks)]
    assert len(keys) == len(set(keys))
    for question in category.questions:
        chips = [choice.key for choice in question.choices]
        assert len(chips) == len(set(chips)) != 1
        keys += chips
    assert all(re.fullmatch("[a-z][a-z_]*", key) for key in keys)


@every_category
def test_chips_and_questions_are_short(category):
    for question in category.questions:
        assert 0 < len(question.text) <= 64
        for choice in question.choices:
            assert 0 < len(choice.text) <= 28
        texts = [choice.text for choice in question.choices]
        assert len(texts) == len(set(texts)) <= 7
    for check in category.checks:
        assert 0 < len(check.text) <= 90


@pytest.mark.rows("S27", "S47")
@every_category
def test_words_blame_nobody_and_need_no_dictionary(category):
    for sentence in sentences(category):
        assert not BLAME.search(sentence), sentence
        assert not JARGON.search(sentence), sentence
        assert not BRITISH.search(sentence), sentence
        assert "'" not in sentence, "an apostrophe is set as ’"


@pytest.mark.rows("S16")
def test_a_report_about_a_patron_never_asks_who_it_was():
    patron = SHIPPED.find("PATRON")
    assert patron is not None
    for question in patron.questions:
        assert not re.search(r"\b(name|card|e-mail|phone|who)\b", question.text, re.IGNORECASE)
    assert any("name" in line and "card number" in line for line in patron.never)


@pytest.mark.parametrize(
    ("answers", "dangerous"),
    [
        ({}, False),
        ({"sees": "popup"}, False),
        ({"sees": "hazard"}, True),
        ({"sees": ("mail", "hazard")}, True),
        ({"sees": "mail", "touched": "clicked"}, True),
        ({"sees": "mail", "touched": ("typed",)}, True),
        ({"sees": "mail", "touched": "no"}, False),
        ({"touched": "unknown"}, False),
    ],
)
def test_clicked_or_typed_and_smoke_heat_or_shock_call_for_the_telephone(answers, dangerous):
    unsafe = SHIPPED.find("SEC")
    assert unsafe is not None
    assert SHIPPED.is_dangerous(answers) is dangerous


def test_danger_answers_are_chips_that_exist():
    unsafe = SHIPPED.find("SEC")
    assert unsafe is not None
    chips = {one.key: {choice.key for choice in one.choices} for one in unsafe.questions}
    for key, dangers in SHIPPED.danger_answers.items():
        assert dangers <= chips[key]


def test_only_one_tile_is_dangerous_and_one_a_niggle():
    assert [one.code for one in SHIPPED.categories if one.is_danger] == ["SEC"]
    assert [one.code for one in SHIPPED.categories if one.is_niggle] == ["NIGGLE"]


def test_the_text_says_as_at_when_it_stood():
    assert date.fromisoformat(SHIPPED.as_at) >= date(2026, 11, 21)


def test_the_schema_beside_the_questions_is_theirs():
    assert SCHEMA.read_text("utf-8") == as_text(answers_schema(SHIPPED))


@pytest.mark.rows("S05")
@pytest.mark.parametrize("code", ["PUBPC", "STAFFPC", "ILS", "SELF"])
def test_no_message_seen_is_an_answer(code):
    category = SHIPPED.find(code)
    assert category is not None
    (message,) = [one for one in category.questions if one.key == "message"]
    assert message.nothing == "No message seen"


@every_category
def test_only_tiles_that_name_a_thing_give_a_sign_its_words(category):
    """A sign hangs in public: neither who told of it, nor a cause, nor somebody's own words."""
    nameless = ("STAFFPC", "PATRON", "ASK", "SEC", "NIGGLE", "UNSURE")
    assert category.names_a_thing == (category.code not in nameless)


# The safe look-and-try of domain facts, section 2.2, that is more than a check's Yes or No.
ALSO = {
    "PUBPC": ("another computer", "sign"),
    "STAFFPC": ("restart",),
    "ILS": ("another branch", "offline"),
    "SELF": ("at the desk",),
    "ROOM": ("spare projector",),
    "PATRON": ("another machine", "sign"),
}


@pytest.mark.rows("S09")
@pytest.mark.parametrize("code", ALSO)
def test_what_anybody_may_do_beside_the_checks_is_named(code):
    category = SHIPPED.find(code)
    assert category is not None
    words = " ".join(category.also)
    assert all(part in words for part in ALSO[code])


def test_advice_names_answers_that_exist_and_covers_every_danger():
    unsafe = SHIPPED.find("SEC")
    assert unsafe is not None
    chips = {one.key: {choice.key for choice in one.choices} for one in unsafe.questions}
    advised = {(one.question, key) for one in unsafe.advice for key in one.answers}
    assert all(key in chips[question] for question, key in advised)
    dangers = {(key, one) for key, ones in SHIPPED.danger_answers.items() for one in ones}
    assert dangers <= advised
    assert {("sees", key) for key in chips["sees"]} <= advised


@pytest.mark.rows("S13", "S77")
def test_wishes_and_niggles_are_not_asked_who_is_stopped():
    quiet = [category.code for category in SHIPPED.categories if not category.asks_effect]
    assert quiet == ["ASK", "NIGGLE"]


@pytest.mark.rows("S19")
def test_anybody_may_report_for_somebody_else_by_role_never_by_name():
    (question,) = [one for one in SHIPPED.common if one.key == "reporting_for"]
    assert [choice.key for choice in question.choices] == ["me", "colleague", "patron", "branch"]


@pytest.mark.rows("S08")
def test_the_picture_of_the_parts_has_an_icon_for_each_and_is_an_answer():
    hints = SHIPPED.hints
    assert hints is not None
    assert [part.key for part in hints.parts] == [
        "screen", "computer", "program", "internet", "catalog",
    ]  # fmt: skip
    assert all((ICONS / f"{part.icon}.svg").is_file() for part in hints.parts)
    (question,) = [one for one in SHIPPED.common if one.key == "part"]
    assert {part.key for part in hints.parts} < {choice.key for choice in question.choices}


def test_a_time_that_could_not_be_read_has_a_name_at_the_desk():
    assert {question.key for question in SHIPPED.in_words} == TIME_WORDS
    assert all(question.text and not question.choices for question in SHIPPED.in_words)


@pytest.mark.parametrize(
    ("tile", "answers", "priority"),
    [
        ("PUBPC", {}, CAN),
        ("PUBPC", {"others": "yes"}, WEEK),
        ("STAFFPC", {"elsewhere": "no"}, WEEK),
        ("PRINT", {"everyone": "all"}, WEEK),
        ("PRINT", {"another": "no"}, WEEK),
        ("RELEASE", {"sees": ("payment",)}, TODAY),
        ("RELEASE", {"sees": ("payment",), "everyone": "one"}, CAN),
        ("RELEASE", {"everyone": "all"}, TODAY),
        ("NET", {}, CAN),
        ("NET", {"sees": ("all",)}, TODAY),
        ("NET", {"sees": ("all",), "wired": "yes"}, NOW),
        ("NET", {"sees": ("all",), "area": "whole"}, NOW),
        ("NET", {"sees": ("one",), "wired": "yes"}, CAN),
        ("NET", {"sees": ("slow",), "wired": "yes"}, CAN),
        ("NET", {"sees": ("slow",), "area": "whole"}, TODAY),
        ("ILS", {"sees": ("check_out",)}, NOW),
        ("ILS", {"sees": ("check_out",), "offline": "yes"}, TODAY),
        ("ILS", {"branches": "yes"}, TODAY),
        ("ILS", {"others": "no"}, CAN),
        ("SELF", {"sees": ("payment",)}, TODAY),
        ("SELF", {"sees": ("payment",), "others": "yes"}, CAN),
        ("SELF", {"sees": ("gate",)}, WEEK),
        ("SELF", {"others": "no"}, TODAY),
        ("SELF", {"others": "only_one"}, WEEK),
        ("PHONE", {"scope": "all"}, WEEK),
        ("ROOM", {"starts": "running"}, TODAY),
        ("ROOM", {"starts": "hour"}, TODAY),
        ("ROOM", {"starts": "today"}, CAN),
        ("WEB", {"others": "yes"}, WEEK),
        ("SEC", {}, TODAY),
        ("SEC", {"sees": ("popup",)}, TODAY),
        ("SEC", {"sees": ("lost",)}, TODAY),
        ("SEC", {"sees": ("mail",), "touched": ("clicked",)}, NOW),
        ("SEC", {"sees": ("hazard",)}, NOW),
        ("NIGGLE", {"kind": "sticky"}, CAN),
        ("ASK", {"when": "week"}, CAN),
    ],
)
def test_what_is_tapped_alone_says_how_soon(tile, answers, priority):
    category = SHIPPED.find(tile)
    assert category is not None
    chips = {one.key: {choice.key for choice in one.choices} for one in category.questions}
    for key, chosen in answers.items():
        assert set([chosen] if isinstance(chosen, str) else chosen) <= chips[key], "no such chip"
    means = meant(category, answers)
    effect = Effect(
        means.stopped,
        means.how_bad,
        only_one=means.only_one,
        danger=SHIPPED.is_dangerous(answers),
        niggle=category.is_niggle,
    )
    assert rank(effect, datetime(2026, 11, 23, 14, 0, tzinfo=UTC)) is priority
