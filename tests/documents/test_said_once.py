"""What a visit sheet says once, and what a paper for outside leaves out of its pictures."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from libdesk.app.paper_words import PaperWords
from libdesk.app.site import load_guidance
from libdesk.documents.content import Figure, Listing, Paragraph, text_of
from libdesk.documents.problem_paper import problem_paper
from libdesk.documents.visit_sheet import visit_sheet
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Picture, Problem, State
from libdesk.domain.visits import BranchVisit, ToLookAt
from libdesk.services.places import Overview
from tests.storage.made import report

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
WHOLE = "The picture stays, mouse and keys do nothing. I counted three times this morning."


def words():
    return PaperWords(Overview("Larkmere", {"FER": "Ferndale Road"}), load_guidance())


def problem(**more):
    return Problem(1, report(**more), State.NEW, Priority.TODAY, AT)


@pytest.mark.parametrize(
    ("title", "saw", "bold", "below"),
    [
        ("The picture stays, mouse…", WHOLE, WHOLE, []),
        ("Something else…", WHOLE, "Something else…", [WHOLE]),
        ("Black", f"{WHOLE}", "Black", [WHOLE]),
        ("The picture…", "The picture stays.\nIt is old.", "The picture…", None),
        (WHOLE, WHOLE, WHOLE, []),
    ],
)
def test_on_a_visit_sheet_nothing_is_said_twice(title, saw, bold, below):
    visit = BranchVisit("FER", None, None, (ToLookAt(problem(title=title, saw=saw)),))
    paper = visit_sheet(visit, words(), printed_on=date(2026, 11, 26))
    entry = next(one for one in paper.blocks if isinstance(one, Listing)).entries[0]
    assert text_of(entry.words) == bold
    said = [text_of(one.words) for one in entry.below if isinstance(one, Paragraph)][1:]
    assert said == (saw.split("\n") if below is None else below)


@pytest.mark.parametrize(
    ("left_out", "told"), [(1, "1 more is open here;"), (12, "12 more are open here;")]
)
def test_what_is_left_out_of_a_visit_sheet_is_counted(left_out, told):
    visit = BranchVisit("FER", None, None, (), left_out=left_out)
    paper = visit_sheet(visit, words(), printed_on=date(2026, 11, 26))
    said = [text_of(one.words) for one in paper.blocks if isinstance(one, Paragraph)]
    assert any(one.startswith(told) for one in said)


def test_outside_no_name_of_a_picture_is_told():
    told = problem(title="Jam")
    told = replace(
        told, report=replace(told.report, pictures=(Picture("quinns-desk.png", "image/png", b"x"),))
    )
    for is_for_outside in (False, True):
        paper = problem_paper(
            told, words(), printed_on=date(2026, 11, 26), is_for_outside=is_for_outside
        )
        (figure,) = [one for one in paper.blocks if isinstance(one, Figure)]
        assert ("quinns" in figure.alt + figure.caption) is not is_for_outside
        assert figure.caption.startswith("Picture 1")
