"""How-to sheets and checklists: what is shipped, what is refused, what a fix becomes."""

import copy
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from uuid import UUID

import pytest

from libdesk.domain.knowledge import (
    LINES_LIMIT,
    STEPS_LIMIT,
    WORDS_LIMIT,
    Checklist,
    Section,
    Sheet,
    Slot,
    Step,
    a_year_after,
    cleaned,
    draft_of,
    is_due,
)
from libdesk.domain.knowledge_documents import document_of, parse_how_to
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Answer, Event, Fact, Problem, Report, ReportId, State

FOLDER = Path(__file__).parents[2] / "resources" / "sheets"
SHIPPED = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")
}
SHEETS = {
    "network-box", "paper-jam", "receipt-roll", "offline-check-out", "projector", "scanner",
    "guest-sign-up", "out-of-order",
}  # fmt: skip
LOOSE_WORDS = (
    "Maria Lopez had the cord out. Call 555 0100 27 or ask jo@example.org.\n"
    "23456789012345\nSee CEN-000000: MLOPEZ was logged in. Put the key on the desk, Maria."
)
ROLES = {"public", "staff", "catalog", "children", "laptop"}
TODAY = date(2026, 11, 25)


def read(name):
    return parse_how_to(SHIPPED[name])


def all_words(how_to):
    """Return all that stands on the page, thought by thought."""
    if isinstance(how_to, Sheet):
        steps = [step.words for step in how_to.steps]
        return [how_to.use_when, *how_to.needs, *steps, *how_to.warnings, how_to.if_not]
    lines = [line for section in how_to.sections for line in section.lines]
    return [how_to.use_when, *lines, *how_to.profile, how_to.if_not]


def grade(thoughts):
    """Return the grade by Flesch and Kincaid, with vowels counted as syllables."""
    sentences = [part for one in thoughts for part in re.split(r"[.!?:]+(?:\s|$)", one) if part]
    words = [word for one in thoughts for word in one.split()]
    syllables = sum(max(1, len(re.findall("[aeiouy]+", word.lower()))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.rows("S41")
def test_the_nine_of_the_house_are_shipped():
    assert set(SHIPPED) == SHEETS | {f"re-image-{role}" for role in ROLES}
    for name, document in SHIPPED.items():
        how_to = parse_how_to(document)
        assert how_to.id == name
        assert how_to.version == 1
        assert how_to.review_on == date(2027, 11, 21)
        assert document_of(how_to) == document


@pytest.mark.rows("S41")
@pytest.mark.parametrize("name", sorted(SHEETS))
def test_a_sheet_is_short_enough_for_a_page_of_large_print(name):
    sheet = read(name)
    assert 5 <= len(sheet.steps) <= 9
    assert sum(len(step.words.split()) for step in sheet.steps) <= 130
    assert sum(len(one.split()) for one in all_words(sheet)) <= 150
    assert sum(step.picture is not None for step in sheet.steps) == 1
    assert sheet.warnings
    assert sheet.if_not


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_everything_shipped_is_read_at_grade_seven_or_less(name):
    assert grade(all_words(read(name))) <= 7


def test_control_the_grade_of_long_words_is_high():
    assert grade(["Authentication infrastructure necessitates comprehensive reconfiguration."]) > 20


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("network-box", ("reset pin", "move other cords", "change a password")),
        ("paper-jam", ("hot part", "force", "shake")),
        ("receipt-roll", ("against the cutter",)),
        ("offline-check-out", ("clear records",)),
        ("projector", ("climb", "lamp", "hot projector")),
        ("scanner", ("booklet",)),
    ],
)
def test_what_nobody_may_be_asked_to_do_is_warned_of_and_asked_in_no_step(name, never):
    sheet = read(name)
    warned = "\n".join(sheet.warnings)
    asked = "\n".join(step.words for step in sheet.steps)
    for words in never:
        assert words in warned
        assert words not in asked
    assert all(line.startswith("Never ") for line in sheet.warnings)


@pytest.mark.rows("S43", "S44")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_has_its_own_must_haves_and_its_own_profile(role):
    checklist = read(f"re-image-{role}")
    assert isinstance(checklist, Checklist)
    others = [read(f"re-image-{other}") for other in ROLES - {role}]
    own = checklist.sections[2]
    assert own.title == "What we must have on it"
    assert all(own.lines != other.sections[2].lines for other in others)
    assert all(checklist.profile != other.profile for other in others)
    assert len(checklist.profile) >= 3


@pytest.mark.rows("S43")
def test_setting_up_afresh_asks_for_the_games_before_they_are_wiped():
    before, _, must, trial, _ = read("re-image-children").sections
    assert any("game" in line for line in before.lines)
    assert any("game" in line for line in must.lines)
    assert any("game" in line for line in trial.lines)


@pytest.mark.parametrize(
    ("day", "later"), [("2026-11-21", "2027-11-21"), ("2028-02-29", "2029-02-28")]
)
def test_a_sheet_is_read_again_after_a_year(day, later):
    assert a_year_after(date.fromisoformat(day)) == date.fromisoformat(later)


def test_it_is_due_from_its_day_on():
    sheet = read("scanner")
    assert not is_due(sheet, date(2027, 11, 20))
    assert is_due(sheet, date(2027, 11, 21))


def changed(name, path, value):
    document = copy.deepcopy(SHIPPED[name])
    *way, last = path.split(".")
    part = document
    for key in way:
        part = part[int(key) if key.isdigit() else key]
    key = int(last) if last.isdigit() else last
    if value is None:
        del part[key]
    else:
        part[key] = value
    return document


@pytest.mark.parametrize(
    ("name", "path", "value", "named"),
    [
        ("scanner", "kind", "poster", "kind sheet or checklist, not 'poster'"),
        ("scanner", "kind", None, "kind sheet or checklist, not None"),
        ("scanner", "role", "x", "no such part in the sheet: role"),
        ("re-image-staff", "steps", [], "no such part in the checklist: steps"),
        ("scanner", "title", None, "words in title"),
        ("scanner", "title", "  ", "words in title"),
        ("scanner", "title", 7, "words in title"),
        ("scanner", "title", "x" * 201, "at most 200 characters in title"),
        ("scanner", "id", "../x", "letters, digits and hyphens in id"),
        ("scanner", "id", "é", "letters, digits and hyphens in id"),
        ("scanner", "steps", {}, f"a list of at most {STEPS_LIMIT} in steps"),
        ("scanner", "steps", [], "at least one of steps"),
        ("scanner", "steps", ["x"] * 21, f"a list of at most {STEPS_LIMIT} in steps"),
        ("scanner", "steps", ["x"], r"lacks a part: steps\[0\]"),
        ("scanner", "steps", [{"words": ""}], r"words in steps\[0\].words"),
        ("scanner", "steps", [{"words": "x", "image": "y"}], r"in steps\[0\]: image"),
        ("scanner", "steps", [{"words": "x", "picture": ""}], r"words in steps\[0\].picture"),
        ("scanner", "warnings", ["x", 1], r"words in warnings\[1\]"),
        ("scanner", "needs", ["x" * 601], rf"at most {WORDS_LIMIT} characters in needs\[0\]"),
        ("scanner", "if_not", None, "words in if_not"),
        ("scanner", "reviewed_on", "soon", "a day such as 2026-11-21 in reviewed_on"),
        ("scanner", "version", 0, "whole number from 1 on in version"),
        ("scanner", "language", "en_US <x>", "tag such as en-US in language"),
        ("scanner", "language", "en\0", "tag such as en-US in language"),
        ("scanner", "language", "x-" * 40 + "x", "tag such as en-US in language"),
        ("scanner", "version", True, "whole number from 1 on in version"),
        ("scanner", "version", "1", "whole number from 1 on in version"),
        ("re-image-staff", "sections", [], "at least one of sections"),
        ("re-image-staff", "sections.0", "x", r"lacks a part: sections\[0\]"),
        ("re-image-staff", "sections.0.lines", [], r"at least one of sections\[0\].lines"),
        ("re-image-staff", "sections.0.lines", [""], r"words in sections\[0\].lines\[0\]"),
        ("re-image-staff", "profile", "x", f"a list of at most {LINES_LIMIT} in profile"),
    ],
)
def test_b15_what_cannot_be_is_refused_by_name(name, path, value, named):
    with pytest.raises(ValueError, match=named):
        parse_how_to(changed(name, path, value))


@pytest.mark.parametrize("value", [None, [], "x", 3])
def test_b15_what_is_no_document_is_refused(value):
    with pytest.raises(ValueError, match="lacks a part: the document"):
        parse_how_to(value)


def test_what_was_typed_is_cleaned_and_what_is_empty_goes():
    sheet = Sheet(
        id="own-1",
        title="  Two\u202e  words ",
        for_whom="Anyone",
        use_when="Line\none",
        steps=(Step("  "), Step("a\0b"), Step("c", Slot(" "))),
        reviewed_on=TODAY,
        needs=("", "cloth"),
        warnings=("  ",),
    )
    found = cleaned(sheet)
    assert isinstance(found, Sheet)
    assert found.title == "Two words"
    assert found.use_when == "Line one"
    assert found.steps == (Step("ab"), Step("c", Slot("c")))
    assert found.needs == ("cloth",)
    assert found.warnings == ()
    assert parse_how_to(document_of(found)) == found


def test_a_checklist_is_cleaned_too():
    checklist = replace(
        read("re-image-staff"),
        sections=(Section("Empty", ("", " ")), Section(" Kept ", ("one ", "", "two"))),
        profile=("", "For all"),
    )
    found = cleaned(checklist)
    assert isinstance(found, Checklist)
    assert found.sections == (Section("Kept", ("one", "two")),)
    assert found.profile == ("For all",)


def problem(answers, *, restated=(), **report):
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    sent = Report(
        ReportId(UUID(int=7)), "PRINT", "CEN", report.pop("title", "Grey stripes"), at, **report
    )
    history = tuple(Event(at, "IT", "restated", words) for words in restated)
    said = tuple(Answer(text, by, at) for text, by in answers)
    return Problem(1, sent, State.FIXED, Priority.TODAY, at, answers=said, history=history)


@pytest.mark.rows("S36")
def test_a_fix_becomes_a_draft_of_its_steps():
    fixed = problem(
        [
            ("Hello Maria,\n1. Open the front door.\n2) Wipe the glass strip.\n- Close it.", "IT"),
            ("Print one page. It should be clean now.", "IT"),
        ],
        restated=["Stripes", "The printer by the door prints grey stripes"],
        contact="Maria",
    )
    draft = draft_of(fixed, "own-1", TODAY)
    assert draft.title == "The printer by the door prints grey stripes"
    assert [step.words for step in draft.steps] == [
        "Open the front door.",
        "Wipe the glass strip.",
        "Close it.",
        "Print one page.",
        "It should be clean now.",
    ]
    assert draft.reviewed_on == TODAY


@pytest.mark.rows("S36")
def test_no_name_and_no_number_goes_into_a_draft():
    fixed = problem(
        [(LOOSE_WORDS, "Jo Bell")],
        title="Ask Maria Lopez about stripes",
        contact="Maria Lopez, the desk",
        facts=(Fact("user", "mlopez"), Fact("computer", "CEN-PC-04")),
    )
    draft = draft_of(fixed, "own-1", TODAY)
    whole = json.dumps(document_of(draft))
    for hidden in ("Maria", "Lopez", "LOPEZ", "example.org", "555", "23456789012345", "000000"):
        assert hidden not in whole
    assert draft.title == "Ask … about stripes"
    assert draft.steps[0].words == "… had the cord out."
    assert draft.steps[-1].words == "Put the key on the desk, …."


def test_a_fix_without_words_is_a_draft_without_steps():
    assert draft_of(problem([]), "own-1", TODAY).steps == ()


@pytest.mark.alone
def test_an_answer_of_a_hundred_thousand_signs_is_a_draft_at_once():
    for text in ("a" * 100_000, "a." * 50_000, "1-" * 50_000, "e" + "\u0301" * 99_999):
        begun = perf_counter()
        draft_of(problem([(text, "IT")]), "own-1", TODAY)
        assert perf_counter() - begun < 2


def test_addresses_go_wherever_they_stand_in_a_line():
    text = "Ask @ana@x.org, or (bo@x.org)! Then press @ twice."
    steps = draft_of(problem([(text, "IT")]), "own-1", TODAY).steps
    assert not any("x.org" in one.words for one in steps)


def test_a_review_on_the_last_day_that_there_is_has_no_day_after_it():
    assert a_year_after(date.max) == date.max
    assert a_year_after(date(9998, 12, 31)) == date.max
